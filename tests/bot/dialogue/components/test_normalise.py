from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.components.normalise import MAX_CHARACTERS, matching_form, normalise


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("貸款３．５萬", "贷款3.5万"),
        ("借唄與花唄說明", "借呗与花呗说明"),
        ("代款５万", "贷款5万"),
        ("微粒货", "微粒贷"),
        ("月薪！！！8000", "月薪!8000"),
        ("借 \u3000 5万", "借 5万"),
        ("借\u200b5\ufe0f万", "借5万"),
        ("RMB 15W", "rmb 15w"),
        ("①號", "①号"),
        ("借½萬", "借半万"),
        ("¼萬", "¼万"),
        ("a\x00b\tc", "a b c"),
    ],
)
def test_ways_of_writing_are_evened_out(written: str, read: str) -> None:
    assert normalise(written).text == read


def test_a_span_leads_back_to_what_was_written() -> None:
    written = "我要貸\u200b３．５萬，  謝謝"
    normal = normalise(written)
    start = normal.text.index("3.5万")
    assert written[slice(*normal.span(start, start + 4))] == "３．５萬"


@given(st.text(max_size=60))
def test_offsets_never_leave_the_text(text: str) -> None:
    normal = normalise(text)
    assert len(normal.origin) == len(normal.text) + 1
    assert all(0 <= offset <= len(text) for offset in normal.origin)
    assert list(normal.origin) == sorted(normal.origin)


@given(st.text(max_size=60))
def test_a_form_is_its_own_form(text: str) -> None:
    once = matching_form(text)
    assert matching_form(once) == once


def test_only_the_beginning_of_a_long_text_is_kept() -> None:
    assert len(normalise("贷" * 10_000).text) == MAX_CHARACTERS
