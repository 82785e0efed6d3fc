from datetime import timedelta

import pytest

from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, NotFound
from tests.bot.storage.conftest import NOON, SHA, decide


def test_a_decision_comes_back_as_it_was_kept(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        saved = decide(work, conversation)
        work.commit()
    with uow(reading=True) as work:
        assert work.decisions.get(saved.id) == saved
        consent = work.consents.active(customer=conversation.customer, purpose="prequalification")
    assert saved.inputs == {"amount": "150000.00", "用途": "周转"}
    assert saved.decided_at == NOON
    assert consent
    assert saved.consent == consent.id


def test_a_customers_decisions_are_newest_first(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        made = [
            decide(work, conversation, at=NOON + timedelta(days=day), outcome=outcome)
            for day, outcome in ((1, "refer"), (0, "decline"), (1, "approve"))
        ]
        found = work.decisions.of_customer(conversation.customer)
        assert work.decisions.of_customer("nobody") == ()
    assert found == (made[2], made[0], made[1])


def test_a_decision_needs_a_consent(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work, pytest.raises(NotFound):
        work.decisions.save(
            customer=conversation.customer,
            conversation=conversation.id,
            consent="none",
            inputs={},
            inputs_digest=SHA,
            result={},
            outcome="approve",
            card_version="1",
            policy_version="1",
            catalogue_version="1",
            at=NOON,
        )


def test_an_unknown_decision_is_not_found(uow: UnitsOfWork) -> None:
    with uow(reading=True) as work, pytest.raises(NotFound, match="no decision nothing"):
        work.decisions.get("nothing")
