"""Run a command that ends when its parent ends; standard library only, it knows no command.

    python bot/tether.py PARENT_PID COMMAND [ARGUMENT ...]

A parent that is killed outright can stop nothing. On Linux the kernel is asked to signal the
command then, and this process becomes the command; elsewhere it stays and watches.
"""

from __future__ import annotations

import ctypes
import os
import signal
import subprocess
import sys
import time

PR_SET_PDEATHSIG = 1
GRACE_SECONDS = 5


def become(parent: int, command: list[str]) -> None:
    """Replace this process by `command`, which Linux ends with SIGTERM after `parent`."""
    libc = ctypes.CDLL(None, use_errno=True)
    if libc.prctl(PR_SET_PDEATHSIG, signal.SIGTERM) != 0:
        raise OSError(ctypes.get_errno(), "prctl(PR_SET_PDEATHSIG)")
    if os.getppid() != parent:
        sys.exit(1)  # the parent ended before the kernel was asked
    os.execvp(command[0], command)  # noqa: S606  # the caller's own command, without a shell


def watch(parent: int, command: list[str]) -> int:
    """Run `command` until it ends or `parent` does; return its exit code."""
    child = subprocess.Popen(command)  # noqa: S603  # the caller's own command
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    while child.poll() is None:
        if os.getppid() != parent:
            child.terminate()
            try:
                return child.wait(GRACE_SECONDS)
            except subprocess.TimeoutExpired:
                child.kill()
        time.sleep(0.5)
    return child.returncode


def main(arguments: list[str]) -> int:
    """Detach from the standard input, which belongs to the parent's customer, and run."""
    parent, command = int(arguments[0]), arguments[1:]
    os.dup2(os.open(os.devnull, os.O_RDONLY), sys.stdin.fileno())
    if sys.platform == "linux":
        become(parent, command)
    return watch(parent, command)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
