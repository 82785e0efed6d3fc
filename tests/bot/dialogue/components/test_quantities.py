"""The table of cases, and what must hold for every text."""

from __future__ import annotations

import json
import time
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.dialogue.components.entity import Entity
from bot.dialogue.components.quantities import extract

TODAY = date(2026, 11, 23)  # a Monday
CASES = Path(__file__).parent / "cases"
# What people type when they state quantities, so that generated texts come near to them.
_CHARACTERS = (
    "零一二两三四五六七八九十百千万亿几多半个元块年月天号期岁成第到至约不是负上下借贷薪萬億貳"
    "0123456789,.-%/~ wkmKW①½Ⅷ"
)
_WORDS = (
    *(" thousand ", " a ", " half ", " hundred ", " k ", " and ", "\u200b", "\n", "😀"),
    *("逾期", "拖了", "没还", "笔", "张", "口", "父母", "仨", "刷爆", "没用", "每季", "流水", "快"),
    *(" late ", " days ", " cards ", " mother ", " not ", " maxed out ", " third "),
)
ALPHABET = st.sampled_from([*_CHARACTERS, *_WORDS])
REPEATED = [
    "9",
    "一",
    "万",
    "亿",
    "一万",
    "1万",
    "十几",
    "3-",
    "两年",
    "不是5万,",
    "月薪一万二,",
    "周",
    "第",
    "half a ",
    "one hundred and ",
    "12,000",
    "年",
    "12/1",
    "一二",
    "a ",
    "借",
    "从",
    " ",
    "不",
    "都",
    "没有",
    "逾期一次,",
    "晚了大概",
    "late once, ",
    "一笔",
    "一张卡",
    "老婆和",
    "two kids and my mother, ",
    "贷款、",
    "快",
    "每季",
]


def _table() -> list[Any]:
    return [
        pytest.param(case, id=f"{path.stem}: {case['text']}")
        for path in sorted(CASES.glob("*.yml"))
        for case in yaml.safe_load(path.read_text(encoding="utf-8"))
    ]


def _fields(entity: Entity) -> dict[str, object]:
    """The entity as one flat row: the parts of its value beside its own attributes."""
    value = dict(entity.value) if isinstance(entity.value, dict) else {"value": entity.value}
    return {**value, "entity": entity.entity, "role": entity.role, "said": entity.text}


@pytest.mark.parametrize("case", _table())
def test_case(case: dict[str, Any]) -> None:
    text: str = case["text"]
    found = [_fields(entity) for entity in extract(text, today=TODAY)]

    expected = [{"said": text, **row} for row in case["expect"]]
    listed = [
        {name: row.get(name) for name in wanted}
        for row, wanted in zip(found, expected, strict=False)
    ]
    assert [row["entity"] for row in found] == [row["entity"] for row in expected]
    assert listed == expected


def test_the_table_is_large_and_in_both_languages() -> None:
    sizes = {
        path.stem: len(yaml.safe_load(path.read_text("utf-8"))) for path in CASES.glob("*.yml")
    }
    assert sum(sizes.values()) >= 420
    assert sizes["english"] >= 150


@given(st.lists(ALPHABET, max_size=40).map("".join))
@settings(max_examples=400, deadline=None)
def test_spans_are_ordered_disjoint_and_true_to_the_text(text: str) -> None:
    end = 0
    for entity in extract(text, today=TODAY):
        assert end <= entity.start < entity.end <= len(text)
        assert text[entity.start : entity.end] == entity.text
        end = entity.end


@given(st.lists(ALPHABET, max_size=40).map("".join))
@settings(max_examples=200, deadline=None)
def test_every_term_says_its_days(text: str) -> None:
    terms = [entity for entity in extract(text, today=TODAY) if entity.entity == "term"]
    for term in terms:
        assert isinstance(term.value, dict)
        assert isinstance(term.value["days"], int)
        assert term.value["days"] >= 0
        assert term.role in {None, "tenure", "delay"}


@given(st.text(max_size=200))
@settings(max_examples=300, deadline=None)
def test_values_of_any_text_are_json(text: str) -> None:
    values = [entity.value for entity in extract(text, today=TODAY)]
    assert json.loads(json.dumps(values)) == values


@given(st.dates(min_value=date(1990, 1, 1), max_value=date(2200, 12, 31)))
@settings(max_examples=100, deadline=None)
def test_a_day_of_the_month_is_never_past(today: date) -> None:
    for said in ("31号", "月底", "周三", "12/15", "on the 5th", "Friday", "年底"):
        (entity,) = extract(said, today=today)
        assert isinstance(entity.value, dict)
        assert str(entity.value["date"]) >= today.isoformat()


@pytest.mark.parametrize("unit", REPEATED)
def test_ten_thousand_characters_cost_little(unit: str) -> None:
    text = (unit * 10_000)[:10_000]
    began = time.perf_counter()
    found = extract(text, today=TODAY)
    assert time.perf_counter() - began < 1.0
    assert len(found) <= 200


def test_decimal_strings_carry_no_exponent() -> None:
    (entity,) = extract("一百亿", today=TODAY)
    assert isinstance(entity.value, dict)
    assert entity.value["value"] == "10000000000"
