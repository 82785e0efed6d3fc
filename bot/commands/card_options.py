"""The options of `shandai card` and `shandai score`; what they do is imported only when asked."""

import argparse
from pathlib import Path

FOLDS = 5


def add_commands(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add ``score`` and ``card`` to a parser."""
    score = commands.add_parser("score", help="score every row of a CSV by a card")
    score.add_argument(
        "people", type=Path, help="CSV with the card's inputs, or a schema's columns"
    )
    score.add_argument("--card", default="stated-v1", help="a card's version, or the path of one")
    score.add_argument("--schema", help="a schema's name or path, when the CSV has its columns")
    card = commands.add_parser("card", help="fit, validate, compare or calibrate a scorecard")
    parts = card.add_subparsers(dest="part", required=True)
    fit = parts.add_parser("fit", help="fit a card on 70 %% of a CSV and measure it on the rest")
    validate = parts.add_parser("validate", help="write a report on people held out")
    compare = parts.add_parser("compare", help="set a card beside other models on equal folds")
    calibrate = parts.add_parser("calibrate", help="move a card's level to an own portfolio")
    for one in (fit, validate, compare):
        one.add_argument("--data", type=Path, required=True, help="CSV, gzipped or not")
        one.add_argument("--schema", required=True, help="a schema's name here, or its path")
        one.add_argument("--seed", type=int, default=42, help="of the split and of all models")
    fit.add_argument("--version", required=True, help="name of the card")
    fit.add_argument("--out", type=Path, required=True, help="where to write the card")
    validate.add_argument("--card", required=True, help="a card's version, or the path of one")
    validate.add_argument("--cut-off", type=int, help="points from which people are approved")
    validate.add_argument("--out", type=Path, required=True, help="where to write the HTML page")
    compare.add_argument("--folds", type=int, default=FOLDS, help="how many folds")
    calibrate.add_argument("--card", required=True, help="a card's version, or the path of one")
    calibrate.add_argument("--outcomes", type=Path, required=True, help="CSV of the portfolio")
    calibrate.add_argument("--version", required=True, help="name of the new card")
    calibrate.add_argument("--source", required=True, help="what the portfolio is, and of when")
    calibrate.add_argument("--target", default="bad", help="column of 0 and 1")
    calibrate.add_argument("--schema", help="a schema's name or path, instead of --target")
    calibrate.add_argument("--out", type=Path, required=True, help="where to write the card")


COMMANDS = frozenset({"score", "card"})
