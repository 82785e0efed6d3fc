"""The steps of `make setup`, told on the standard error; nothing happens when nothing changed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress

from bot.bootstrap.indexes import pip_options, uv_environ
from bot.bootstrap.interpreters import Interpreter, candidates, find_interpreter, started
from bot.bootstrap.runtimes import ROOT, RUNTIMES, Runtime, is_ready, made_from
from bot.progress import progress

LOG = ROOT / "var" / "log" / "setup.log"
UV_HOME = ROOT / ".venv-uv"
OLDEST_UV = (0, 5)
SHOWN_LOG_LINES = 30

NO_PYTHON = """{name} needs Python {wanted}. None was found here, and {why}.
Do one of these, then run the command again:
  with uv        uv python install {first}
  with pyenv     pyenv install {first}
  on macOS       brew install python@{first}
  on Debian      {debian}"""
DEBIAN = {
    "the app": "apt install python3 python3-venv (Debian 13; Debian 12 is too old: pyenv or uv)",
    "Rasa": "not packaged: pyenv or uv (Ubuntu 22.04: apt install python3.10 python3.10-venv)",
}
NO_PIP = """Python at {python} has neither pip nor ensurepip, and there is no uv on PATH.
Do one of these, then run the command again:
  on Debian      apt install python3-pip
  on macOS       brew install uv
  elsewhere      install uv, or a Python with pip, and put it on PATH"""


class SetupError(Exception):
    """Setting up cannot go on; the message says what to do."""


class Setup:
    """One run: the environment handed to the installers, the uv that was found, the step."""

    def __init__(self, environ: Mapping[str, str], steps: int) -> None:
        self._environ = dict(environ)
        self._uv: str | None = None
        self._step = 0
        self._steps = steps

    def prepare_installer(self) -> None:
        """Find uv, or install it from its pinned hashes beside the environments."""
        self._tell("Finding uv")
        pip_python = self._python_with_pip()
        listing = self._output(pip_python, "-m", "pip", "config", "list") if pip_python else ""
        self._environ = uv_environ(pip_options(listing or "", self._environ), self._environ)
        for path in (shutil.which("uv"), str(UV_HOME / "bin" / "uv")):
            if path and self._uv_version(path) >= OLDEST_UV:
                self._uv = path
                return
        shutil.rmtree(UV_HOME, ignore_errors=True)
        if not pip_python:
            pip_python = str(UV_HOME / "pip" / "bin" / "python")
            try:
                self._run(sys.executable, "-m", "venv", str(UV_HOME / "pip"))
            except SetupError as error:
                raise SetupError(NO_PIP.format(python=sys.executable)) from error
        requirements = str(ROOT / "requirements" / "uv.txt")
        # Without a uv for this platform, pip does the same work in more time.
        with suppress(SetupError), progress(sys.stderr, "      Installing uv"):
            install = (pip_python, "-m", "pip", "install", "--target", str(UV_HOME))
            self._run(*install, "--require-hashes", "-r", requirements)
            self._uv = str(UV_HOME / "bin" / "uv")

    def prepare(self, runtime: Runtime) -> None:
        """Make one environment ready; what an interrupted run left is used again."""
        self._tell(f"Finding a Python for {runtime.name}")
        interpreter = self._interpreter(runtime)
        self._tell(f"Installing the packages of {runtime.name} on Python {interpreter}")
        with progress(sys.stderr, "      Downloading and installing"):
            with suppress(FileNotFoundError):
                runtime.stamp.unlink()
            self._create(runtime, interpreter)
            self._install(runtime)
            runtime.stamp.write_text(made_from(runtime), encoding="utf-8")

    def _tell(self, text: str) -> None:
        self._step += 1
        sys.stderr.write(f"[{self._step}/{self._steps}] {text}\n")

    def _interpreter(self, runtime: Runtime) -> Interpreter:
        found = find_interpreter(runtime.versions, self._environ)
        if found:
            return found
        first = ".".join(map(str, runtime.versions[0]))
        why = "there is no uv that could fetch one"
        if self._uv:
            why = f"uv could not fetch one (see {LOG})"
            with suppress(SetupError):
                if not self._output(self._uv, "python", "find", "--no-project", first):
                    with progress(sys.stderr, f"      Fetching Python {first}"):
                        self._run(self._uv, "python", "install", first)
                path = self._output(self._uv, "python", "find", "--no-project", first)
                found = started((path or "").strip())
        if found:
            return found
        wanted = " or ".join(".".join(map(str, version)) for version in runtime.versions)
        name = runtime.name[0].upper() + runtime.name[1:]
        debian = DEBIAN[runtime.name]
        raise SetupError(
            NO_PYTHON.format(name=name, wanted=wanted, first=first, why=why, debian=debian)
        )

    def _create(self, runtime: Runtime, interpreter: Interpreter) -> None:
        existing = started(str(runtime.python))
        if existing and existing.version == interpreter.version:
            return
        shutil.rmtree(str(runtime.folder), ignore_errors=True)
        folder = str(runtime.folder)
        if self._uv:
            self._run(self._uv, "venv", "--no-project", "--python", interpreter.path, folder)
        else:
            self._run(interpreter.path, "-m", "venv", folder)

    def _install(self, runtime: Runtime) -> None:
        requirements = str(runtime.requirements)
        if self._uv:
            self._pip(runtime, "sync", "--require-hashes", requirements)
        else:
            self._pip(runtime, "install", "--require-hashes", "-r", requirements)
        if runtime.has_project:
            # What it depends on and what builds it are installed: no network is needed.
            self._pip(runtime, "install", "--no-deps", "--no-build-isolation", "-e", str(ROOT))

    def _pip(self, runtime: Runtime, command: str, *arguments: str) -> None:
        python = str(runtime.python)
        if self._uv:
            self._run(self._uv, "pip", command, "--python", python, *arguments)
        else:
            self._run(python, "-m", "pip", command, *arguments)

    def _python_with_pip(self) -> str | None:
        versions = [version for runtime in RUNTIMES for version in runtime.versions]
        paths = [sys.executable]
        paths += [path for version in versions for path in candidates(version, self._environ)]
        works = (path for path in paths if self._output(path, "-m", "pip", "--version"))
        return next(works, None)

    def _uv_version(self, path: str) -> tuple[int, ...]:
        words = (self._output(path, "--version") or "uv 0").split()
        return tuple(int(part) for part in words[1].split(".") if part.isdigit())

    def _output(self, *command: str) -> str | None:
        """Return what a question prints, or None when it fails."""
        try:
            done = subprocess.run(  # noqa: S603  # our own commands
                command,
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                check=True,
            )
        except (OSError, subprocess.CalledProcessError):
            return None
        return done.stdout.decode()

    def _run(self, *command: str) -> None:
        LOG.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
        with LOG.open("ab") as log:
            log.write(f"$ {' '.join(command)}\n".encode())
            log.flush()
            done = subprocess.run(  # noqa: S603  # our own commands
                command,
                cwd=str(ROOT),
                env=self._environ,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=subprocess.STDOUT,
                check=False,
            )
        if done.returncode != 0:
            lines = LOG.read_text(encoding="utf-8", errors="replace").splitlines()
            shown = "\n".join(f"  | {line}" for line in lines[-SHOWN_LOG_LINES:])
            raise SetupError(f"A command failed (code {done.returncode}). End of {LOG}:\n{shown}")


def main() -> int:
    """Make ready what is not; return the exit code."""
    stale = [runtime for runtime in RUNTIMES if not is_ready(runtime)]
    if not stale:
        return 0
    setup = Setup(os.environ, steps=1 + 2 * len(stale))
    try:
        setup.prepare_installer()
        for runtime in stale:
            setup.prepare(runtime)
    except SetupError as error:
        sys.stderr.write(f"\n{error}\n")
        return 1
    except KeyboardInterrupt:
        sys.stderr.write("\nInterrupted. Run it again: it goes on where it stopped.\n")
        return 130
    return 0


if __name__ == "__main__":
    sys.exit(main())
