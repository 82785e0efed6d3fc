"""Runs the core's commands in this process, as a shell would."""

import io
import json
import sys
from pathlib import Path
from typing import Any

import pytest

from bot.main import main


def ask(
    monkeypatch: pytest.MonkeyPatch, command: str, *lines: object, today: str = "2026-11-24"
) -> tuple[int, list[dict[str, Any]]]:
    """Pipe objects or texts into a command; return its status and its answers."""
    texts = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdin", io.StringIO("\n".join(texts) + "\n"))
    monkeypatch.setattr(sys, "stdout", out)
    status = main([command, "--today", today])
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def ask_file(monkeypatch: pytest.MonkeyPatch, command: str, path: Path) -> tuple[int, str]:
    """Name a file instead of piping it; return the status and the output."""
    out = io.StringIO()
    monkeypatch.setattr(sys, "stdout", out)
    return main([command, str(path)]), out.getvalue()
