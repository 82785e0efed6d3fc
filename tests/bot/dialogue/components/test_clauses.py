from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.components.clauses import asks, clauses, cuts


def said(text: str) -> list[str]:
    return [text[slice(*span)] for span in clauses(text)]


@pytest.mark.parametrize(
    ("text", "pieces"),
    [
        ("利息多少，会不会上征信，多久到账", ["利息多少", "会不会上征信", "多久到账"]),
        ("利息多少 另外怎么还", ["利息多少", "怎么还"]),
        ("借1.5万,利息3.5%吗", ["借1.5万", "利息3.5%吗"]),
        ("借10,000元", ["借10,000元"]),
        ("what is the rate and when do i pay", ["what is the rate", "when do i pay"]),
        ("!!!", []),
        ("", []),
    ],
)
def test_a_message_is_cut_at_its_signs(text: str, pieces: list[str]) -> None:
    assert said(text) == pieces


def test_a_question_may_begin_without_a_sign() -> None:
    text = "利息多少会不会上征信"
    assert ("利息多少", "会不会上征信") in [
        (text[slice(*one)], text[slice(*other)]) for one, other in cuts(text, (0, len(text)))
    ]


@pytest.mark.parametrize("text", ["多久到账", "上不上征信", "能借吗", "can i repay early", "行不"])
def test_a_question_is_seen(text: str) -> None:
    assert asks(text)


@pytest.mark.parametrize("text", ["我失业了", "还清了", "i lost my job"])
def test_a_statement_is_no_question(text: str) -> None:
    assert not asks(text)


@given(st.text(alphabet="利息多少，。 吗会不能3.5ab", max_size=60))
def test_pieces_are_parts_of_the_text_in_order(text: str) -> None:
    spans = clauses(text)
    assert all(0 <= begin < end <= len(text) for begin, end in spans)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    for span in spans:
        for first, second in cuts(text, span):
            assert span[0] <= first[0] < first[1] <= second[0] < second[1] <= span[1]
