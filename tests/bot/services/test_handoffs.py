from datetime import timedelta

import pytest

from bot.services.handoffs import ask_for_person
from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, NotFound
from tests.bot.services.lent import NOW, opened

LATER = NOW + timedelta(minutes=5)


def audited(uow: UnitsOfWork) -> list[tuple[str, object]]:
    with uow(reading=True) as work:
        assert work.audit.verify() == ()
        return [(entry.event, entry.detail.get("reason")) for entry in work.audit.entries()]


def test_the_first_request_is_queued_and_audited(uow: UnitsOfWork, talk: Conversation) -> None:
    queued = ask_for_person(uow, talk.id, "asked", NOW)
    assert (queued.position, queued.new) == (1, True)
    assert audited(uow) == [("handoff_requested", "asked")]


def test_asking_again_keeps_the_place_and_adds_nothing(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    ask_for_person(uow, talk.id, "asked", NOW)
    again = ask_for_person(uow, talk.id, "asked", LATER)
    assert (again.position, again.new) == (1, False)
    assert audited(uow) == [("handoff_requested", "asked")]


@pytest.mark.parametrize("reason", ["complaint", "hardship", "distress"])
def test_a_graver_reason_is_on_record_although_the_customer_waits_already(
    uow: UnitsOfWork, talk: Conversation, reason: str
) -> None:
    ask_for_person(uow, talk.id, "asked", NOW)
    queued = ask_for_person(uow, talk.id, reason, LATER)
    assert (queued.position, queued.new) == (1, False)
    assert [told for _, told in audited(uow)] == ["asked", reason]


def test_customers_wait_in_the_order_in_which_they_asked(uow: UnitsOfWork) -> None:
    places = [
        ask_for_person(uow, opened(uow, f"u{n}").id, "asked", NOW + timedelta(seconds=n)).position
        for n in range(3)
    ]
    assert places == [1, 2, 3]


def test_an_unknown_conversation_is_not_queued(uow: UnitsOfWork) -> None:
    with pytest.raises(NotFound):
        ask_for_person(uow, "nobody", "asked", NOW)
    assert audited(uow) == []
