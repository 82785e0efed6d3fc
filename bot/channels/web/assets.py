"""The files of the page, read once and named by their content; it knows nothing of requests."""

import hashlib
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

FOLDER = Path(__file__).resolve().parent / "static"
TYPES = {
    ".css": "text/css; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Asset:
    """One file as it is served."""

    content: bytes
    media_type: str


@dataclass(frozen=True, kw_only=True, slots=True)
class Assets:
    """Every file of the page.

    Attributes:
        version: of all files together; modules that name each other by relative addresses are
            then always of one version, and each address can be kept for ever.
        files: by name.
    """

    version: str
    files: dict[str, Asset]


@lru_cache(maxsize=1)
def assets() -> Assets:
    """Return the files as they were when the process first asked."""
    files = {
        path.name: Asset(content=path.read_bytes(), media_type=TYPES[path.suffix])
        for path in sorted(FOLDER.iterdir())
        if path.suffix in TYPES
    }
    whole = hashlib.sha256()
    for name, asset in files.items():
        whole.update(name.encode() + b"\0" + hashlib.sha256(asset.content).digest())
    return Assets(version=whole.hexdigest()[:16], files=files)
