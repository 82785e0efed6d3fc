from pathlib import Path

import pytest

from bot.settings import ROOT
from scoring.training.commands import CARDS, read_card
from scoring.training.model_cards import main, pages

VERSIONS = sorted(path.stem for path in CARDS.glob("*.json"))


@pytest.mark.parametrize("version", VERSIONS)
def test_the_page_of_a_card_is_written_from_the_card(version: str) -> None:
    committed = (ROOT / "docs" / "cards" / f"{version}.md").read_text(encoding="utf-8")
    assert committed == pages()[version], "python -m scoring.training.model_cards docs/cards"


@pytest.mark.parametrize("version", VERSIONS)
def test_a_page_says_what_the_card_is_not_good_for_and_names_its_inputs(version: str) -> None:
    text = pages()[version]
    card = read_card(CARDS / f"{version}.json")
    assert card.version == version
    for title in ("## Not good for", "## Before it decides", "## How it was checked"):
        assert title in text
    for one in card.characteristics:
        assert one.name.replace("_", " ") in text
        # Sex, marriage, age and origin are for fairness figures alone.
        assert not set(one.name.split("_")) & {"sex", "marriage", "age", "foreign", "worker"}


def test_pages_are_written_where_they_are_asked_for(tmp_path: Path) -> None:
    main(tmp_path / "cards")
    assert sorted(path.stem for path in (tmp_path / "cards").iterdir()) == VERSIONS
