"""The options of `shandai nlu`; what they do is imported only when asked."""

import argparse
from collections.abc import Mapping
from pathlib import Path

SHOWN = 20


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``nlu`` with its parts to a parser."""
    nlu = commands.add_parser("nlu", help="check the training examples")
    parts = nlu.add_subparsers(dest="part", required=True)
    check = parts.add_parser("check", help="duplicates, confusable intents, doubtful labels, gaps")
    check.add_argument("--data", type=Path, help="folder of examples; nlu_data/nlu when not given")
    check.add_argument("--json", action="store_true", help="print one JSON object")
    check.add_argument(
        "--max", type=int, default=SHOWN, metavar="N", help=f"findings a section; {SHOWN} else"
    )


MODULES: Mapping[str, str] = {"check": "bot.commands.nlu.check"}
COMMANDS = frozenset({"nlu"})
