import json
from datetime import timedelta
from decimal import Decimal

import pytest

from bot.services.consents import (
    PREQUALIFICATION,
    PREQUALIFICATION_VERSION,
    ConsentMissing,
    record_consent,
    withdraw_consent,
)
from bot.services.ports import UnitsOfWork
from bot.services.prequalify import (
    Prequalified,
    applicant_from,
    last_decision,
    prequalify,
    replayed,
    result_of,
)
from bot.services.records import Conversation, DecisionRecord, NotFound, OfferStatus
from bot.texts.replies import consent as words
from scoring.decision import Decision
from scoring.errors import InvalidInput
from scoring.judgement import Outcome
from scoring.products import Segment
from tests.bot.services.lent import (
    FACTS,
    NEED,
    NOW,
    TODAY,
    lending,
    opened,
    stated,
    with_another_card,
)


def agree(uow: UnitsOfWork, talk: Conversation) -> None:
    record_consent(
        uow,
        talk.id,
        purpose=PREQUALIFICATION,
        version=PREQUALIFICATION_VERSION,
        text=words.text("zh_CN"),
        at=NOW,
    )


def decide(uow: UnitsOfWork, talk: Conversation, **facts: object) -> Prequalified:
    known = {**NEED, **FACTS, **facts}
    return prequalify(uow, lending(), talk.id, known, at=NOW, today=TODAY)


def decided(uow: UnitsOfWork, talk: Conversation, **facts: object) -> Decision:
    made = decide(uow, talk, **facts).decision
    assert made is not None
    return made


def records(uow: UnitsOfWork, talk: Conversation) -> tuple[DecisionRecord, ...]:
    with uow(reading=True) as work:
        assert work.audit.verify() == ()
        return work.decisions.of_customer(talk.customer)


def test_nothing_is_decided_without_consent(uow: UnitsOfWork, talk: Conversation) -> None:
    with pytest.raises(ConsentMissing):
        decide(uow, talk)
    assert records(uow, talk) == ()


def test_nothing_is_decided_after_the_consent_was_withdrawn(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    agree(uow, talk)
    withdraw_consent(uow, talk.id, NOW)
    with pytest.raises(ConsentMissing):
        decide(uow, talk)
    assert records(uow, talk) == ()


def test_another_s_consent_is_none(uow: UnitsOfWork, talk: Conversation) -> None:
    agree(uow, opened(uow, "u2"))
    with pytest.raises(ConsentMissing):
        decide(uow, talk)


def test_a_consent_to_older_words_is_none(uow: UnitsOfWork, talk: Conversation) -> None:
    record_consent(uow, talk.id, purpose=PREQUALIFICATION, version="older", text="别的话", at=NOW)
    with pytest.raises(ConsentMissing):
        decide(uow, talk)


def test_an_approval_is_kept_with_its_offer(uow: UnitsOfWork, talk: Conversation) -> None:
    agree(uow, talk)
    decision = decided(uow, talk)
    assert decision.outcome is Outcome.APPROVE
    (kept,) = records(uow, talk)
    assert (kept.outcome, kept.inputs_digest) == ("approve", decision.inputs_digest)
    assert dict(kept.result) == result_of(decision)
    with uow(reading=True) as work:
        offer = work.offers.current(customer=talk.customer, today=TODAY)
    assert offer is not None
    assert decision.cost_sheet is not None
    assert (offer.decision, offer.amount, offer.months) == (
        kept.id, decision.amount, decision.months)  # fmt: skip
    assert offer.annual_rate == decision.annual_rate
    assert offer.cost_sheet_digest == decision.cost_sheet.digest
    assert offer.valid_until == decision.valid_until


def test_a_newer_offer_takes_the_place_of_the_older(uow: UnitsOfWork, talk: Conversation) -> None:
    agree(uow, talk)
    decide(uow, talk)
    with uow(reading=True) as work:
        first = work.offers.current(customer=talk.customer, today=TODAY)
    decide(uow, talk, amount=stated("30000"))
    with uow(reading=True) as work:
        second = work.offers.current(customer=talk.customer, today=TODAY)
        assert first is not None
        assert work.offers.get(first.id).status is OfferStatus.SUPERSEDED
    assert second is not None
    assert second.amount == Decimal(30000)


@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"monthly_income": stated("3000"), "monthly_debt": stated("2500")},
        {"late_payments": "90_up", "late_count": 4},
        {"segment": "unsaid", "card_utilisation": "no_card"},
        {"monthly_income": stated("0")},
        {"age": 74},
        {"age": 18, "months_in_work": 0, "dependents": 15},
    ],
)
def test_every_decision_is_made_again_to_the_same_result(
    uow: UnitsOfWork, talk: Conversation, facts: dict[str, object]
) -> None:
    agree(uow, talk)
    made = decide(uow, talk, **facts).decision
    if made is None:
        assert records(uow, talk) == ()
        return
    (kept,) = records(uow, talk)
    again = replayed(kept, lending())
    assert (again.inputs_digest, again.outcome) == (kept.inputs_digest, kept.outcome)
    assert result_of(again) == dict(kept.result)


def test_the_stored_inputs_name_nobody(uow: UnitsOfWork, talk: Conversation) -> None:
    agree(uow, talk)
    decide(uow, talk)
    (kept,) = records(uow, talk)
    assert talk.id not in json.dumps(dict(kept.inputs))


def test_a_decision_of_an_older_card_is_not_passed_off_as_this_one_s(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    agree(uow, talk)
    decide(uow, talk)
    (kept,) = records(uow, talk)
    with pytest.raises(InvalidInput):
        replayed(kept, with_another_card(lending()))


def test_the_newest_decision_is_the_one_that_is_explained(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    assert last_decision(uow, lending(), talk.id) is None
    agree(uow, talk)
    decide(uow, talk)
    newer = prequalify(
        uow,
        lending(),
        talk.id,
        {**NEED, **FACTS, "amount": stated("20000")},
        at=NOW + timedelta(minutes=1),
        today=TODAY,
    ).decision
    assert newer is not None
    found = last_decision(uow, lending(), talk.id)
    assert found is not None
    assert found.inputs_digest == newer.inputs_digest


def test_a_need_that_no_product_fits_is_refused_and_nothing_is_kept(
    uow: UnitsOfWork, talk: Conversation
) -> None:
    agree(uow, talk)
    made = decide(uow, talk, purpose="property_purchase")
    assert made.decision is None
    assert made.refusal
    assert records(uow, talk) == ()


def test_an_unknown_conversation_is_named(uow: UnitsOfWork) -> None:
    with pytest.raises(NotFound):
        prequalify(uow, lending(), "nobody", {**NEED, **FACTS}, at=NOW, today=TODAY)


@pytest.mark.parametrize(
    ("late", "times", "expected"),
    [
        ("none", None, (0, 0, 0)),
        ("under_30", None, (0, 0, 0)),
        ("30_59", 1, (1, 0, 0)),
        ("30_59", 3, (3, 0, 0)),
        ("60_89", 3, (2, 1, 0)),
        ("90_up", 2, (1, 0, 1)),
        ("90_up", None, (0, 0, 1)),
    ],
)
def test_the_worst_delay_counts_once_and_the_others_as_the_mildest(
    late: str, times: int | None, expected: tuple[int, int, int]
) -> None:
    one = applicant_from({**NEED, **FACTS, "late_payments": late, "late_count": times})
    assert (one.late_payments_30_59, one.late_payments_60_89, one.late_payments_90) == expected


def test_who_does_not_say_what_they_do_is_taken_as_irregular() -> None:
    one = applicant_from({**NEED, **FACTS, "segment": "unsaid"})
    assert one.segment is Segment.FREELANCER


def test_a_share_of_the_card_is_exact_and_no_card_is_none() -> None:
    assert applicant_from({**NEED, **FACTS}).card_utilisation == Decimal("0.30")
    assert applicant_from({**NEED, **FACTS, "card_utilisation": "no_card"}).card_utilisation is None
