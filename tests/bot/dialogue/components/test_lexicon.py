from __future__ import annotations

import json

import pytest

from bot.dialogue.components.lexicon import Lexicon, LexiconEntry

ROWS = [
    ("purpose", "car", "买车"),
    ("purpose", "car", "车"),
    ("purpose", "car", "car"),
    ("purpose", "business_turnover", "周转"),
    ("purpose", "debt_consolidation", "还车贷"),
    ("segment", "farmer", "种地的"),
    ("purpose", "farming", "种地"),
    ("urgency", "now", "急用"),
    ("segment", "student", "大学生"),
    ("income_pattern", "allowance", "大学生"),
    ("method", "equal_principal", "等额 本金"),
]
LEXICON = Lexicon(LexiconEntry(entity=e, canonical=c, term=t) for e, c, t in ROWS)


def found(text: str) -> list[tuple[str, object, str]]:
    return [(entity.entity, entity.value, entity.text) for entity in LEXICON.find(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("想买车", [("purpose", "car", "买车")]),
        ("還車貸用", [("purpose", "debt_consolidation", "還車貸")]),
        ("我是種地的,急用", [("segment", "farmer", "種地的"), ("urgency", "now", "急用")]),
        ("a new CAR please", [("purpose", "car", "CAR")]),
        ("买car用", [("purpose", "car", "car")]),
        ("scary card careful", []),
        ("car's", []),
        ("ｃａｒ", [("purpose", "car", "ｃａｒ")]),
        (
            "大学生",
            [("segment", "student", "大学生"), ("income_pattern", "allowance", "大学生")],
        ),
        ("等额   本金", [("method", "equal_principal", "等额   本金")]),
        ("", []),
    ],
)
def test_the_longest_term_wins(text: str, expected: list[tuple[str, object, str]]) -> None:
    assert found(text) == expected


def test_a_stored_lexicon_finds_the_same() -> None:
    again = Lexicon.from_json(LEXICON.to_json())
    assert again.find("种地的要买车周转") == LEXICON.find("种地的要买车周转")
    assert len(again) == len(LEXICON)


@pytest.mark.parametrize("stored", ["", "[[1, 2]]"])
def test_a_broken_file_is_refused(stored: str) -> None:
    with pytest.raises(ValueError, match=r"."):
        Lexicon.from_json(stored)


def test_an_empty_lexicon_finds_nothing() -> None:
    assert Lexicon([]).find("买车") == []
    assert json.loads(Lexicon([]).to_json()) == []
