"""What the two runtimes are made from, and whether they are ready; it changes nothing."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import NamedTuple

ROOT = Path(__file__).resolve().parents[2]


class Runtime(NamedTuple):
    """One virtual environment and the Python versions it may have, the preferred one first."""

    name: str
    folder: Path
    requirements: Path
    versions: tuple[tuple[int, int], ...]
    has_project: bool

    @property
    def python(self) -> Path:
        """Return the interpreter inside the environment."""
        return self.folder / "bin" / "python"

    @property
    def stamp(self) -> Path:
        """Return the file that says from what the environment was made."""
        return self.folder / ".ready"


# The app has one environment for using and for developing: dev.txt holds app.txt and the tools.
RUNTIMES = (
    Runtime(
        "the app",
        ROOT / ".venv",
        ROOT / "requirements" / "dev.txt",
        ((3, 12), (3, 13), (3, 14)),
        has_project=True,
    ),
    Runtime(
        "Rasa",
        ROOT / ".venv-rasa",
        ROOT / "requirements" / "rasa.txt",
        ((3, 10),),
        has_project=False,
    ),
)


def made_from(runtime: Runtime) -> str:
    """Return the stamp of an environment that is made from what is there now.

    Raises:
        OSError: there is no environment, or no requirements.
    """
    digest = hashlib.sha256(runtime.requirements.read_bytes())
    if runtime.has_project:
        digest.update((ROOT / "pyproject.toml").read_bytes())
    # An environment that was moved or copied holds the paths of its old place.
    digest.update(str(runtime.folder).encode())
    return f"{digest.hexdigest()} {_version(runtime.folder / 'pyvenv.cfg')}"


def is_ready(runtime: Runtime) -> bool:
    """Tell whether the environment is complete, current, and its interpreter still there."""
    try:
        stamp = runtime.stamp.read_text(encoding="utf-8")
        # A link to an interpreter that was removed does not exist.
        return stamp == made_from(runtime) and runtime.python.exists()
    except OSError:
        return False


def _version(config: Path) -> str:
    pairs = (line.partition("=") for line in config.read_text(encoding="utf-8").splitlines())
    values = {name.strip(): value.strip() for name, _, value in pairs}
    return values.get("version_info") or values.get("version", "")
