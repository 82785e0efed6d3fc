import threading
from datetime import timedelta

import pytest
from sqlalchemy import Engine, update

from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, Handoff, HandoffState, NotFound
from bot.storage.tables import HandoffRow
from tests.bot.storage.conftest import NOON, open_conversation


def test_requests_queue_in_the_order_they_came(uow: UnitsOfWork) -> None:
    with uow() as work:
        conversations = [open_conversation(work, f"u{number}") for number in range(3)]
        requests = [
            work.handoffs.request(
                conversation=conversation.id,
                reason="asked",
                note="人工\0",
                at=NOON + timedelta(minutes=minute),
            )
            for conversation, minute in zip(conversations, (0, 2, 1), strict=True)
        ]
    assert [request.position for request in requests] == [1, 2, 2]
    assert requests[0].state is HandoffState.PENDING
    assert requests[0].reason == "asked"


def test_asking_again_returns_the_request_that_waits(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        first = work.handoffs.request(conversation=conversation.id, reason="asked", at=NOON)
        work.commit()
    with uow() as work:
        again = work.handoffs.request(
            conversation=conversation.id, reason="complaint", at=NOON + timedelta(hours=1)
        )
        work.commit()
    assert again == first


def test_a_request_that_a_person_took_is_not_made_anew(
    engine: Engine, uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        first = work.handoffs.request(conversation=conversation.id, reason="asked", at=NOON)
        work.commit()
    with engine.begin() as connection:
        connection.execute(update(HandoffRow).values(state=HandoffState.RESOLVED, resolved_at=NOON))
    with uow() as work:
        second = work.handoffs.request(conversation=conversation.id, reason="asked", at=NOON)
    assert second.id != first.id
    assert second.position == 1


def test_a_request_needs_its_conversation(uow: UnitsOfWork) -> None:
    with uow() as work, pytest.raises(NotFound):
        work.handoffs.request(conversation="nowhere", reason="asked", at=NOON)


def test_asking_at_once_is_one_request(uow: UnitsOfWork, conversation: Conversation) -> None:
    found: list[Handoff] = []

    def ask() -> None:
        with uow() as work:
            found.append(
                work.handoffs.request(conversation=conversation.id, reason="asked", at=NOON)
            )
            work.commit()

    threads = [threading.Thread(target=ask) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(found) == 6
    assert len({request.id for request in found}) == 1
