import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bot import tether
from bot.settings import ROOT

TETHER = ROOT / "bot" / "tether.py"


@pytest.fixture(autouse=True)
def _restored_signals() -> Iterator[None]:
    before = signal.getsignal(signal.SIGTERM)
    yield
    signal.signal(signal.SIGTERM, before)


def test_the_command_gets_its_exit_code_and_no_input() -> None:
    done = subprocess.run(
        [sys.executable, "-I", str(TETHER), str(os.getpid()), "sh", "-c", "cat; exit 7"],
        input=b"for the parent",
        stdout=subprocess.PIPE,
        check=False,
    )

    assert (done.returncode, done.stdout) == (7, b"")


def test_nothing_runs_when_the_parent_is_gone_already() -> None:
    done = subprocess.run(
        [sys.executable, "-I", str(TETHER), "1", "echo", "ran"],
        stdout=subprocess.PIPE,
        check=False,
    )

    assert done.stdout == b""


def test_where_the_kernel_does_not_help_the_parent_is_watched(tmp_path: Path) -> None:
    pid_file = tmp_path / "pid"
    started = time.monotonic()

    # Process 1 is not our parent: the parent counts as gone.
    code = tether.watch(1, ["sh", "-c", f"echo $$ > {pid_file}; exec sleep 60"])

    assert code < 0
    assert time.monotonic() - started < 10


def test_a_watched_command_that_ends_gives_its_code() -> None:
    assert tether.watch(os.getppid(), ["sh", "-c", "exit 7"]) == 7


@pytest.mark.parametrize("arguments", [[], ["not a number", "true"]])
def test_wrong_arguments_are_refused(arguments: list[str]) -> None:
    with pytest.raises((IndexError, ValueError)):
        tether.main(arguments)
