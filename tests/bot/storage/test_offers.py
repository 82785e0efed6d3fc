import threading
from datetime import date, timedelta
from decimal import Decimal

import pytest
from sqlalchemy import Engine, select

from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import Conversation, NotFound, OfferRecord, OfferStatus
from bot.storage.tables import OfferRow
from tests.bot.storage.conftest import NOON, SHA, decide

LAST_DAY = date(2026, 12, 23)


def offer(work: UnitOfWork, decision: str, product: str = "shop") -> OfferRecord:
    return work.offers.save(
        decision=decision,
        product=product,
        amount=Decimal("150000.00"),
        months=24,
        method="equal_instalment",
        annual_rate=Decimal("0.0860"),
        annual_cost_nominal=Decimal("0.09123456789012345678"),
        annual_cost_effective=Decimal("0.0951"),
        cost_sheet={"principal": "150000.00", "lines": [{"code": "interest"}]},
        cost_sheet_digest=SHA,
        valid_until=LAST_DAY,
        at=NOON,
    )


def test_an_offer_comes_back_to_the_last_digit(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        saved = offer(work, decide(work, conversation).id)
        work.commit()
    with uow(reading=True) as work:
        kept = work.offers.get(saved.id)
    assert kept == saved
    assert str(kept.amount) == "150000.00"
    assert str(kept.annual_rate) == "0.0860"
    assert str(kept.annual_cost_nominal) == "0.09123456789012345678"
    assert (kept.customer, kept.conversation) == (conversation.customer, conversation.id)


def test_an_offer_stands_through_its_last_day(uow: UnitsOfWork, conversation: Conversation) -> None:
    with uow() as work:
        saved = offer(work, decide(work, conversation).id)
        customer = conversation.customer
        assert work.offers.current(customer=customer, today=LAST_DAY) == saved
        tomorrow = LAST_DAY + timedelta(days=1)
        assert work.offers.current(customer=customer, today=tomorrow) is None
        assert work.offers.current(customer="nobody", today=LAST_DAY) is None


def test_a_newer_offer_supersedes_the_open_one(
    uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        decision = decide(work, conversation)
        first = offer(work, decision.id)
        second = offer(work, decision.id, "car")
        assert work.offers.current(customer=conversation.customer, today=LAST_DAY) == second
        assert work.offers.get(first.id).status is OfferStatus.SUPERSEDED


def test_an_offer_needs_a_decision(uow: UnitsOfWork) -> None:
    with uow() as work:
        with pytest.raises(NotFound, match="no decision nothing"):
            offer(work, "nothing")
        with pytest.raises(NotFound, match="no offer nothing"):
            work.offers.get("nothing")


def test_offers_saved_at_once_leave_one_open(
    engine: Engine, uow: UnitsOfWork, conversation: Conversation
) -> None:
    with uow() as work:
        decision = decide(work, conversation).id
        work.commit()

    def save() -> None:
        with uow() as work:
            offer(work, decision)
            work.commit()

    threads = [threading.Thread(target=save) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with engine.connect() as connection:
        statuses = connection.scalars(select(OfferRow.status)).all()
    assert sorted(statuses) == ["open"] + ["superseded"] * 5
