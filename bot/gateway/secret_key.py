"""The application's own secret: given, or made once and kept beside the data."""

import contextlib
import os
import secrets
from pathlib import Path

FILE = "secret.key"


def secret_key(configured: str, folder: Path) -> str:
    """Return the configured secret, or the one in the folder, made now when there is none.

    Several processes that start at once agree on one.
    """
    if configured:
        return configured
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)
    path = folder / FILE
    draft = folder / f"{FILE}.{os.getpid()}"
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(descriptor, "w", encoding="ascii") as file:
        file.write(secrets.token_hex(32))
    with contextlib.suppress(FileExistsError):
        path.hardlink_to(draft)  # whole or not at all, and only for the first
    draft.unlink()
    return path.read_text(encoding="ascii")
