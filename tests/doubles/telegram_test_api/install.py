"""Install the locked npm packages once under the project's `var`."""

import hashlib
import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from bot.settings import ROOT

HERE = Path(__file__).parent
LOCKED = ("package.json", "package-lock.json")
SERVER = "server.cjs"


class NoNode(Exception):
    """Node or npm is not installed."""


class NotInstalled(Exception):
    """npm failed; the message says why."""


def installed() -> Path:
    """Return the folder in which the locked packages are, installing them when they are not.

    Raises:
        NoNode: there is nothing to run it with.
        NotInstalled: npm failed.
    """
    for program in ("node", "npm"):
        if not shutil.which(program):
            raise NoNode(f"{program} is not installed")
    locked = hashlib.sha256(b"".join((HERE / name).read_bytes() for name in LOCKED)).hexdigest()
    folder = ROOT / "var" / "telegram-test-api" / locked[:16]
    if not folder.exists():
        folder.parent.mkdir(parents=True, exist_ok=True)
        _install(folder)
    shutil.copy(HERE / SERVER, folder)
    return folder


def _install(folder: Path) -> None:
    # Made aside and moved in one step: an interrupted or a second installation leaves no half.
    with tempfile.TemporaryDirectory(dir=folder.parent) as aside:
        for name in LOCKED:
            shutil.copy(HERE / name, aside)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--omit=dev"]
        done = subprocess.run(
            command, cwd=aside, capture_output=True, text=True, timeout=300, check=False
        )
        if done.returncode:
            raise NotInstalled(f"npm ci failed: {done.stderr.strip()[-300:]}")
        if not folder.exists():
            os.rename(aside, folder)
            Path(aside).mkdir()  # for the one that tidies up
