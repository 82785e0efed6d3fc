from datetime import timedelta

import pytest

from bot.services.collect_samples import Trouble, collect_sample, note_choice
from bot.services.ports import UnitsOfWork
from bot.services.records import NotFound, SampleState
from bot.services.review_samples import (
    discard_sample,
    label_sample,
    mark_exported,
    purge_samples,
    samples,
    totals,
)
from tests.bot.services.lent import TODAY


@pytest.fixture
def uow_with_three(uow: UnitsOfWork) -> UnitsOfWork:
    for number, text in enumerate(("利钱咋算", "能给多少", "这玩意儿"), start=1):
        for _ in range(number):
            collect_sample(
                uow, text=text, language="zh_CN", ranking=[("ask_rate", 0.3), ("ask_limit", 0.2)],
                trouble=Trouble.REPAIR_1, model="", on=TODAY, keep_days=90,
            )  # fmt: skip
    return uow


def keys(uow: UnitsOfWork) -> dict[str, str]:
    return {one.text: one.key for one in samples(uow, SampleState.OPEN)}


def test_labelled_and_discarded_ones_leave_the_queue(uow_with_three: UnitsOfWork) -> None:
    uow = uow_with_three
    assert list(keys(uow)) == ["这玩意儿", "能给多少", "利钱咋算"]
    discard_sample(uow, keys(uow)["这玩意儿"])
    label_sample(uow, keys(uow)["能给多少"], "ask_limit")
    assert list(keys(uow)) == ["利钱咋算"]
    labelled = samples(uow, SampleState.LABELLED)
    mark_exported(uow, labelled)
    assert samples(uow, SampleState.LABELLED) == ()
    assert [one.text for one in samples(uow, SampleState.EXPORTED)] == ["能给多少"]


def test_an_expired_sample_cannot_be_labelled(uow_with_three: UnitsOfWork) -> None:
    key = keys(uow_with_three)["能给多少"]
    assert purge_samples(uow_with_three, TODAY + timedelta(days=91), 90) == 3
    with pytest.raises(NotFound):
        label_sample(uow_with_three, key, "ask_limit")
    with pytest.raises(NotFound):
        discard_sample(uow_with_three, key)


def test_the_sums_tell_who_was_right(uow_with_three: UnitsOfWork) -> None:
    uow = uow_with_three
    note_choice(uow, text="能给多少", intent="ask_limit")
    note_choice(uow, text="利钱咋算", intent="ask_limit")
    label_sample(uow, keys(uow)["能给多少"], "ask_limit")
    label_sample(uow, keys(uow)["利钱咋算"], "ask_rate")
    found = totals(samples(uow, *SampleState))
    assert found.states == {"open": 1, "labelled": 2}
    assert found.seen == {"repair_1": 6}
    assert (found.labelled, found.model_was_right) == (2, 1)
    assert (found.customer_was_asked, found.customer_agreed) == (2, 1)
    assert found.corrections == {("ask_rate", "ask_limit"): 1}
