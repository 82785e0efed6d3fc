import threading
from datetime import date, timedelta
from typing import Any

import pytest

from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import NotFound, Sample, SampleState

MONDAY = date(2026, 11, 23)
TUESDAY = MONDAY + timedelta(days=1)
KEY = "a" * 64


def collect(work: UnitOfWork, key: str = KEY, **other: Any) -> None:
    work.samples.collect(
        **{
            "key": key,
            "text": "这个咋整\0",
            "language": "zh_CN",
            "ranking": [("ask_rate", 0.31), ("ask_limit", 0.22)],
            "happened": "repair_1",
            "model": "m1",
            "on": MONDAY,
            **other,
        }
    )


def only(uow: UnitsOfWork, *states: SampleState) -> Sample:
    with uow(reading=True) as work:
        (found,) = work.samples.find(*(states or SampleState))
    return found


def test_a_sample_comes_back_as_it_was_kept(uow: UnitsOfWork) -> None:
    with uow() as work:
        collect(work)
        work.commit()
    assert only(uow, SampleState.OPEN) == Sample(
        key=KEY,
        text="这个咋整\ufffd",
        language="zh_CN",
        ranking=(("ask_rate", 0.31), ("ask_limit", 0.22)),
        happened={"repair_1": 1},
        chosen={},
        count=1,
        model="m1",
        state=SampleState.OPEN,
        label=None,
        first_seen=MONDAY,
        last_seen=MONDAY,
    )


def test_the_same_words_are_counted_and_tell_of_the_last_time(uow: UnitsOfWork) -> None:
    with uow() as work:
        collect(work)
        work.commit()
    for happened in ("repair_2", "repair_1"):
        with uow() as work:
            collect(
                work, happened=happened, on=TUESDAY, model="m2", ranking=[("ask_limit", 0.4)],
                text="这个咋整呀", language="en",
            )  # fmt: skip
            work.commit()
    found = only(uow)
    assert (found.count, found.happened) == (3, {"repair_1": 2, "repair_2": 1})
    assert (found.first_seen, found.last_seen, found.model) == (MONDAY, TUESDAY, "m2")
    assert found.ranking == (("ask_limit", 0.4),)
    assert (found.text, found.language) == ("这个咋整\ufffd", "zh_CN")


def test_a_choice_is_counted_and_one_about_unknown_words_passed_over(uow: UnitsOfWork) -> None:
    with uow() as work:
        collect(work)
        work.samples.note_choice(KEY, "ask_rate")
        work.samples.note_choice(KEY, "ask_rate")
        work.samples.note_choice(KEY, "complaint")
        work.samples.note_choice("b" * 64, "ask_rate")
        work.commit()
    assert only(uow).chosen == {"ask_rate": 2, "complaint": 1}


def test_the_most_frequent_come_first(uow: UnitsOfWork) -> None:
    with uow() as work:
        for key, times in (("a", 1), ("b", 3), ("c", 2)):
            for _ in range(times):
                collect(work, key=key * 64)
        work.commit()
    with uow(reading=True) as work:
        assert [one.key[0] for one in work.samples.find(SampleState.OPEN)] == ["b", "c", "a"]
        assert work.samples.find(SampleState.LABELLED) == ()


def test_a_labelled_sample_is_exported_once_and_counted_on(uow: UnitsOfWork) -> None:
    with uow() as work:
        collect(work)
        collect(work, key="b" * 64)
        work.samples.label(KEY, "ask_rate")
        work.samples.mark_exported([KEY, "b" * 64])
        collect(work)
        work.commit()
    found = only(uow, SampleState.EXPORTED)
    assert (found.key, found.label, found.count) == (KEY, "ask_rate", 2)
    assert only(uow, SampleState.OPEN).key == "b" * 64


def test_a_discarded_sample_has_lost_its_words_for_good(uow: UnitsOfWork) -> None:
    with uow() as work:
        collect(work)
        work.samples.label(KEY, "ask_rate")
        work.samples.discard(KEY)
        collect(work)
        work.commit()
    found = only(uow)
    assert (found.state, found.text, found.label, found.count) == ("discarded", "", None, 2)


def test_what_is_not_there_cannot_be_labelled(uow: UnitsOfWork) -> None:
    with uow() as work:
        with pytest.raises(NotFound):
            work.samples.label(KEY, "ask_rate")
        with pytest.raises(NotFound):
            work.samples.discard(KEY)


def test_what_was_last_seen_long_ago_is_removed(uow: UnitsOfWork) -> None:
    with uow() as work:
        collect(work)
        collect(work, key="b" * 64, on=TUESDAY)
        collect(work, key="c" * 64)
        collect(work, key="c" * 64, on=TUESDAY)
        assert work.samples.purge(TUESDAY) == 1
        assert {one.key[0] for one in work.samples.find(*SampleState)} == {"b", "c"}


def test_the_same_new_words_at_once_are_one_sample(uow: UnitsOfWork) -> None:
    def hear() -> None:
        with uow() as work:
            collect(work)
            work.commit()

    threads = [threading.Thread(target=hear) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert only(uow).count == 6
