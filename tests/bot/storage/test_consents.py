import threading
from datetime import datetime, timedelta

import pytest

from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import Consent, Conversation, NotFound
from tests.bot.storage.conftest import NOON, SHA

PURPOSE = "prequalification"


def agree(
    work: UnitOfWork,
    conversation: Conversation,
    version: str = "1",
    *,
    purpose: str = PURPOSE,
    at: datetime = NOON,
) -> Consent:
    return work.consents.record(
        customer=conversation.customer,
        purpose=purpose,
        version=version,
        text_sha256=SHA,
        channel="console",
        conversation=conversation.id,
        at=at,
    )


def test_a_consent_is_active_for_its_purpose_only(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        given = agree(work, conversation)
        work.commit()
    with uow(reading=True) as work:
        assert work.consents.active(customer=conversation.customer, purpose=PURPOSE) == given
        assert work.consents.active(customer=conversation.customer, purpose="marketing") is None
        assert work.consents.active(customer="nobody", purpose=PURPOSE) is None
    assert (given.given_at, given.withdrawn_at, given.text_sha256) == (NOON, None, SHA)


def test_agreeing_twice_keeps_the_first(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        first = agree(work, conversation)
        assert agree(work, conversation, at=NOON + timedelta(days=1)) == first


def test_the_newest_version_counts(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        agree(work, conversation, "2", at=NOON + timedelta(days=1))
        agree(work, conversation, "1")
        active = work.consents.active(customer=conversation.customer, purpose=PURPOSE)
    assert active
    assert active.version == "2"


def test_withdrawing_ends_every_version_and_no_other_purpose(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    later = NOON + timedelta(days=2)
    with uow() as work:
        agree(work, conversation, "1")
        agree(work, conversation, "2")
        agree(work, conversation, purpose="marketing")
        ended = work.consents.withdraw(customer=conversation.customer, purpose=PURPOSE, at=later)
        again = work.consents.withdraw(customer=conversation.customer, purpose=PURPOSE, at=later)
        work.commit()
    assert {consent.version for consent in ended} == {"1", "2"}
    assert {consent.withdrawn_at for consent in ended} == {later}
    assert again == ()
    with uow() as work:
        assert work.consents.active(customer=conversation.customer, purpose=PURPOSE) is None
        assert work.consents.active(customer=conversation.customer, purpose="marketing")
        renewed = agree(work, conversation, "2", at=later)
    assert renewed.id not in {consent.id for consent in ended}


def test_a_consent_needs_its_customer(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work, pytest.raises(NotFound):
        work.consents.record(
            customer="nobody",
            purpose=PURPOSE,
            version="1",
            text_sha256=SHA,
            channel="console",
            conversation=conversation.id,
            at=NOON,
        )


def test_agreeing_at_once_is_one_consent(uow: UnitsOfWork, conversation: Conversation) -> None:
    ids: list[str] = []

    def click() -> None:
        with uow() as work:
            ids.append(agree(work, conversation).id)
            work.commit()

    threads = [threading.Thread(target=click) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(ids) == 4
    assert len(set(ids)) == 1
