"""The options of `shandai nlu`; what they do is imported only when asked."""

import argparse
from collections.abc import Mapping
from pathlib import Path

SHOWN = 20


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``nlu`` with its parts to a parser."""
    nlu = commands.add_parser("nlu", help="check the training examples, label what was missed")
    parts = nlu.add_subparsers(dest="part", required=True)
    check = parts.add_parser("check", help="duplicates, confusable intents, doubtful labels, gaps")
    check.add_argument(
        "--max", type=int, default=SHOWN, metavar="N", help=f"findings a section; {SHOWN} else"
    )
    review = parts.add_parser("review", help="label messages that were not understood")
    review.add_argument("--list", action="store_true", help="only print them, one a line")
    review.add_argument(
        "--labelled", action="store_true", help="those with a label that are not exported yet"
    )
    export = parts.add_parser("export", help="write labelled messages as suggested examples")
    export.add_argument(
        "--to", type=Path, metavar="FILE", help="nlu/suggestions.yml in SHANDAI_VAR when not given"
    )
    stats = parts.add_parser("stats", help="how many were collected, labelled, guessed right")
    for one in (check, review, export):
        one.add_argument(
            "--data", type=Path, help="folder of examples; nlu_data/nlu when not given"
        )
    for one in (check, export, stats):
        one.add_argument("--json", action="store_true", help="print one JSON object")
    review.add_argument("--json", action="store_true", help="print one JSON object a message")


# Each is imported alone: scikit-learn and the database take their time.
MODULES: Mapping[str, str] = {
    part: f"bot.commands.nlu.{part}" for part in ("check", "review", "export", "stats")
}
COMMANDS = frozenset({"nlu"})
