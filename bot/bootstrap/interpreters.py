"""Find the Pythons of this machine; it must not know what they are wanted for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import NamedTuple


class Interpreter(NamedTuple):
    """A Python that was started and told its version."""

    path: str
    version: tuple[int, ...]

    def __str__(self) -> str:
        return ".".join(map(str, self.version))


def started(path: str) -> Interpreter | None:
    """Return the CPython at `path`, or None when it does not start (a shim may lead nowhere)."""
    code = "import sys; print(sys.implementation.name, *sys.version_info[:3])"
    try:
        output = subprocess.run(  # noqa: S603  # asking it is the only way to know its version
            [path, "-I", "-c", code],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=60,
            check=True,
        ).stdout.decode()
    except (OSError, subprocess.SubprocessError):
        return None
    name, *version = output.split()
    return Interpreter(path, tuple(map(int, version))) if name == "cpython" else None


def candidates(version: tuple[int, int], environ: Mapping[str, str]) -> Iterator[str]:
    """Yield where a Python of this version may lie, the likeliest place first."""
    dotted = f"{version[0]}.{version[1]}"
    name = f"python{dotted}"
    yield sys.executable
    on_path = shutil.which(name, path=environ.get("PATH"))
    if on_path:
        yield on_path
    home = Path(environ.get("HOME", "/"))
    pyenv = Path(environ.get("PYENV_ROOT") or home / ".pyenv") / "versions"
    yield from map(str, sorted(pyenv.glob(f"{dotted}.*/bin/{name}"), key=_patch, reverse=True))
    # Homebrew's and python.org's folders, which need not be on PATH.
    yield f"/opt/homebrew/opt/python@{dotted}/bin/{name}"
    yield f"/usr/local/opt/python@{dotted}/bin/{name}"
    yield f"/Library/Frameworks/Python.framework/Versions/{dotted}/bin/{name}"


def find_interpreter(
    versions: Iterable[tuple[int, int]],
    environ: Mapping[str, str],
    probe: Callable[[str], Interpreter | None] = started,
) -> Interpreter | None:
    """Return an interpreter of the first of `versions` that this machine has, or None."""
    for version in versions:
        for path in candidates(version, environ):
            found = probe(path)
            if found and found.version[:2] == version:
                return found
    return None


def _patch(path: Path) -> int:
    digits = path.parts[-3].split(".")[2]
    return int(digits) if digits.isdigit() else -1
