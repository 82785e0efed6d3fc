from datetime import timedelta
from typing import Any

import pytest

from bot.services.collect_samples import Trouble, collect_sample, note_choice, sample_key
from bot.services.ports import UnitsOfWork
from bot.services.records import Sample, SampleState
from tests.bot.services.lent import TODAY


def collect(uow: UnitsOfWork, text: str, **other: Any) -> bool:
    return collect_sample(
        uow,
        **{
            "text": text,
            "language": "zh_CN",
            "ranking": [(f"intent_{n}", 0.123456) for n in range(9)],
            "trouble": Trouble.REPAIR_1,
            "model": "m1",
            "on": TODAY,
            "keep_days": 90,
            **other,
        },
    )


def kept(uow: UnitsOfWork) -> list[Sample]:
    with uow(reading=True) as work:
        return list(work.samples.find(*SampleState))


def test_words_are_kept_without_their_writer_and_with_few_guesses(uow: UnitsOfWork) -> None:
    assert collect(uow, "我叫李小明,借15,832咋整")
    (sample,) = kept(uow)
    assert sample.text == "我叫[姓名],借16,000咋整"
    assert sample.ranking == tuple((f"intent_{n}", 0.12) for n in range(5))


@pytest.mark.parametrize("again", ["这个咋整?", "這個咋整", "这个 咋整!!"])
def test_what_looks_the_same_to_the_model_is_one_sample(uow: UnitsOfWork, again: str) -> None:
    collect(uow, "这个咋整")
    collect(uow, again, trouble=Trouble.HANDED_OVER)
    (sample,) = kept(uow)
    assert (sample.text, sample.count) == ("这个咋整", 2)
    assert sample.happened == {"repair_1": 1, "handed_over": 1}


@pytest.mark.parametrize("text", ["张伟", "/ask_rate", "12345"])
def test_words_in_doubt_are_not_kept(uow: UnitsOfWork, text: str) -> None:
    assert not collect(uow, text)
    assert kept(uow) == []


def test_nothing_is_kept_when_nothing_may_be(uow: UnitsOfWork) -> None:
    assert not collect(uow, "这个咋整", keep_days=0)
    assert kept(uow) == []


def test_old_samples_go_when_new_ones_come(uow: UnitsOfWork) -> None:
    collect(uow, "老问题", on=TODAY - timedelta(days=91))
    collect(uow, "旧问题", on=TODAY - timedelta(days=90))
    collect(uow, "新问题")
    assert {one.text for one in kept(uow)} == {"旧问题", "新问题"}


def test_a_choice_finds_its_words_by_the_words(uow: UnitsOfWork) -> None:
    collect(uow, "我叫李小明,这个咋整")
    note_choice(uow, text="我叫张伟,這個咋整?", intent="ask_rate")
    note_choice(uow, text="没见过的话", intent="ask_rate")
    note_choice(uow, text="张伟", intent="ask_rate")
    (sample,) = kept(uow)
    assert sample.chosen == {"ask_rate": 1}


def test_signs_alone_have_keys_of_their_own() -> None:
    assert sample_key("?") != sample_key("!")
