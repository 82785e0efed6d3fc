"""Show on a text stream what is being waited for; it must not know what that is."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TextIO


@contextmanager
def progress(echo: TextIO | None, text: str) -> Iterator[None]:
    """Write `text` and the seconds that pass until the block ends.

    A terminal sees one line that counts; a file gets a line at the start and one at the end.
    Nothing is written when `echo` is None.
    """
    if echo is None:
        yield
        return
    started = time.monotonic()
    live = echo.isatty()
    done = threading.Event()

    def write(mark: str, end: str) -> None:
        lead = "\r" if live else ""
        echo.write(f"{lead}{text} ... {time.monotonic() - started:.0f} s{mark}{end}")
        echo.flush()

    def count() -> None:
        while not done.wait(1):
            write("", "")

    if live:
        threading.Thread(target=count, daemon=True, name="progress").start()
    else:
        echo.write(f"{text} ...\n")
        echo.flush()
    try:
        yield
    except BaseException:
        done.set()
        write(", failed", "\n")
        raise
    done.set()
    write(", done", "\n")
