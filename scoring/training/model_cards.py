"""Writes docs/cards/ from the cards and their purposes.

python -m scoring.training.model_cards docs/cards
"""

import sys
from collections.abc import Mapping
from pathlib import Path

from scoring.training.commands import CARDS, read_card
from scoring.training.model_card import model_card, parse_purposes


def pages() -> Mapping[str, str]:
    """Return the page of every card here by its version.

    Raises:
        KeyError: a card has no purpose.
    """
    purposes = parse_purposes((CARDS / "purposes.yml").read_text(encoding="utf-8"))
    cards = [read_card(path) for path in sorted(CARDS.glob("*.json"))]
    return {card.version: model_card(card, purposes[card.version]) for card in cards}


def main(folder: Path) -> None:
    """Write every page into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for version, text in pages().items():
        (folder / f"{version}.md").write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
