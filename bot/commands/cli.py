"""The core's subcommands of `shandai`: their options, and where each is answered."""

import argparse
import importlib
import sys
from collections.abc import Callable, Mapping
from contextlib import nullcontext
from datetime import date, datetime
from functools import partial
from pathlib import Path
from typing import TextIO

from bot.commands.apr import apr_answer
from bot.commands.lines import Answer, answer_lines
from bot.commands.schedule import schedule_answer

EXIT_FAILED = 1


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add the subcommands to a parser."""
    for name, help_text in _HELP.items():
        command = commands.add_parser(name, help=help_text)
        command.add_argument(
            "lines",
            nargs="?",
            type=Path,
            help="file with one JSON object a line; the standard input when not given",
        )
        command.add_argument(
            "--today",
            type=date.fromisoformat,
            help="day to compute for, like 2026-11-24; today when not given",
        )


def run(options: argparse.Namespace) -> int:
    """Answer every line of the input; return 1 when one could not be answered."""
    today = options.today or datetime.now().astimezone().date()
    answer = _answerer(options.command, today)
    try:
        with _opened(options.lines) as lines:
            bad = answer_lines(lines, sys.stdout, answer)
    except OSError as error:
        sys.stderr.write(f"{options.lines}: {error.strerror}\n")
        return EXIT_FAILED
    return EXIT_FAILED if bad else 0


def _answerer(command: str, today: date) -> Callable[[object], Answer]:
    """Return what answers a line of a command, with what it needs read once."""
    match command:
        case "schedule":
            return partial(schedule_answer, today=today)
        case "apr":
            return apr_answer
    # Catalogue, card and policies take a second to import and read; a plan or a rate needs none.
    offer = importlib.import_module("bot.commands.offer")
    answer: Callable[[object], Answer] = offer.answerer(command, today)
    return answer


def _opened(path: Path | None) -> "TextIO | nullcontext[TextIO]":
    return nullcontext(sys.stdin) if path is None else path.open(encoding="utf-8")


_HELP: Mapping[str, str] = {
    "schedule": "instalments and annual cost of loans",
    "apr": "annual rate of cash flows by a convention",
    "price": "price of loans and what it is made of",
    "decide": "decisions on applications, with reasons and what would change them",
}
COMMANDS = frozenset(_HELP)
