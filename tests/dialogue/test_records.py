"""What is kept of a pre-qualification: who agreed to which words, what was decided, and why."""

import hashlib
import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import select

from bot.channels.message import Outbound
from bot.services.consents import (
    PREQUALIFICATION,
    PREQUALIFICATION_VERSION,
    ConsentMissing,
)
from bot.services.prequalify import prequalify, replayed, result_of
from bot.services.records import Consent, DecisionRecord, OfferRecord
from bot.storage.engine import make_engine
from bot.storage.tables import MessageRow
from tests.bot.services.lent import FACTS, NEED, NOW, lending
from tests.dialogue.assistant import Assistant, Talk
from tests.dialogue.checks import check_reply

pytestmark = pytest.mark.dialogue

TO_CONSENT = ("借5万装修，分两年还，我上班的，不急", "测一下能不能批")
TO_DECISION = (
    "同意", "35", "12000", "没有要还的", "三年", "三成", "2", "没有", "没有逾期", "没有", "都对",
)  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class Kept:
    """A conversation and what storage holds of its customer."""

    talk: Talk
    customer: str
    consent: Consent | None
    decisions: tuple[DecisionRecord, ...]
    offer: OfferRecord | None


def kept_of(talk: Talk) -> Kept:
    assistant = talk.assistant
    with assistant.unit_of_work(reading=True) as work:
        customer = work.conversations.get(talk.first.conversation).customer
        return Kept(
            talk=talk,
            customer=customer,
            consent=work.consents.active(customer=customer, purpose=PREQUALIFICATION),
            decisions=work.decisions.of_customer(customer),
            offer=work.offers.current(customer=customer, today=assistant.settings.current_date()),
        )


def said(talk: Talk, *lines: str) -> list[Outbound]:
    replies = []
    for line in lines:
        reply = talk.say(line)
        check_reply(reply)
        assert reply is not None
        replies.append(reply)
    return replies


@pytest.fixture(scope="module")
def approved(assistant: Assistant) -> tuple[Kept, list[Outbound]]:
    """A customer who was approved, and every reply on the way."""
    talk = assistant.open()
    replies = said(talk, *TO_CONSENT, *TO_DECISION)
    return kept_of(talk), replies


Approved = tuple[Kept, list[Outbound]]


def card_of(reply: Outbound) -> dict[str, Any]:
    assert reply.card is not None
    return dict(reply.card)


def test_the_consent_is_to_the_very_words_that_were_shown(approved: Approved) -> None:
    kept, replies = approved
    shown = replies[1].text.split("\n\n")[1]
    assert kept.consent is not None
    assert kept.consent.text_sha256 == hashlib.sha256(shown.encode()).hexdigest()
    assert kept.consent.version == PREQUALIFICATION_VERSION
    assert kept.consent.conversation == kept.talk.first.conversation


def test_the_decision_names_its_consent_and_came_after_it(approved: Approved) -> None:
    kept, _ = approved
    (decision,) = kept.decisions
    assert kept.consent is not None
    assert decision.consent == kept.consent.id
    assert decision.decided_at > kept.consent.given_at


def test_the_decision_is_made_again_to_the_same_result(approved: Approved) -> None:
    kept, replies = approved
    (decision,) = kept.decisions
    again = replayed(decision, lending())
    assert (again.inputs_digest, again.outcome) == (decision.inputs_digest, decision.outcome)
    assert result_of(again) == dict(decision.result)
    assert decision.inputs_digest == card_of(replies[-1])["digest"]


def test_what_was_said_is_what_was_decided_on(approved: Approved) -> None:
    kept, _ = approved
    inputs = json.loads(json.dumps(dict(kept.decisions[0].inputs)))
    applicant = inputs["applicant"]
    assert (applicant["age"], Decimal(applicant["monthly_income"])) == (35, Decimal(12000))
    assert Decimal(applicant["monthly_debt_payments"]) == 0
    assert (applicant["months_in_work"], Decimal(applicant["card_utilisation"])) == (
        36, Decimal("0.3"))  # fmt: skip
    assert Decimal(inputs["request"]["amount"]) == Decimal(50000)
    assert inputs["request"]["months"] == 24


def test_the_offer_on_record_is_the_offer_that_was_shown(approved: Approved) -> None:
    kept, replies = approved
    card = card_of(replies[-1])
    shown, offer = card["offer"], kept.offer
    assert (card["type"], card["outcome"]) == ("offer", "approve")
    assert offer is not None
    assert offer.decision == kept.decisions[0].id
    assert (offer.product, offer.months, offer.method) == (
        shown["product"], shown["months"], shown["method"])  # fmt: skip
    assert offer.amount == Decimal(shown["amount"])
    assert offer.annual_rate == Decimal(shown["annual_rate"])
    assert offer.annual_cost_nominal == Decimal(shown["annual_cost"])
    assert offer.valid_until.isoformat() == shown["valid_until"]
    decision = replayed(kept.decisions[0], lending())
    assert decision.cost_sheet is not None
    assert offer.cost_sheet_digest == decision.cost_sheet.digest
    assert Decimal(card["cost_sheet"]["total_cost"]) == decision.cost_sheet.total_cost


def test_the_chain_of_the_audit_log_holds_and_tells_the_story(approved: Approved) -> None:
    kept, _ = approved
    with kept.talk.assistant.unit_of_work(reading=True) as work:
        assert work.audit.verify() == ()
        told = [
            entry
            for entry in work.audit.entries()
            if entry.subjects.get("customer") == kept.customer
        ]
    assert [entry.event for entry in told] == ["consent_given", "decided"]
    assert told[1].detail["digest"] == kept.decisions[0].inputs_digest
    assert told[1].subjects["decision"] == kept.decisions[0].id


def test_messages_carry_the_number_of_their_turn(approved: Approved) -> None:
    kept, replies = approved
    engine = make_engine(kept.talk.assistant.settings.database_url)
    query = (
        select(MessageRow)
        .where(MessageRow.conversation == kept.talk.first.conversation)
        .order_by(MessageRow.sequence)
    )
    with engine.connect() as connection:
        rows = list(connection.execute(query))
    engine.dispose()
    turns = len(TO_CONSENT) + len(TO_DECISION)
    assert [row.sequence for row in rows] == list(range(1, 2 * turns + 2))
    assert [(row.direction, row.turn) for row in rows] == [
        ("out", 0),
        *(pair for turn in range(1, turns + 1) for pair in (("in", turn), ("out", turn))),
    ]
    assert [row.text for row in rows if row.direction == "out"] == [
        kept.talk.first.text, *(reply.text for reply in replies)]  # fmt: skip


def test_without_a_yes_nothing_is_kept_and_nothing_can_be_decided(assistant: Assistant) -> None:
    talk = assistant.open()
    said(talk, *TO_CONSENT, "不同意")
    kept = kept_of(talk)
    assert (kept.consent, kept.decisions, kept.offer) == (None, (), None)
    with pytest.raises(ConsentMissing):
        prequalify(
            assistant.unit_of_work,
            lending(),
            talk.first.conversation,
            {**NEED, **FACTS},
            at=NOW,
            today=assistant.settings.current_date(),
        )


def test_after_the_consent_is_taken_back_nothing_can_be_decided(assistant: Assistant) -> None:
    talk = assistant.open()
    said(talk, *TO_CONSENT, *TO_DECISION[:-1])
    withdrawn = said(talk, "撤回同意")[0]
    assert "已撤回" in withdrawn.text
    after = said(talk, "都对")[0]
    assert (after.card or {}).get("type") != "offer"
    kept = kept_of(talk)
    assert (kept.consent, kept.decisions, kept.offer) == (None, (), None)
    with pytest.raises(ConsentMissing):
        prequalify(
            assistant.unit_of_work,
            lending(),
            talk.first.conversation,
            {**NEED, **FACTS},
            at=NOW,
            today=assistant.settings.current_date(),
        )


@pytest.mark.parametrize(
    ("language", "change"),
    [("zh_CN", ("English please",)), (None, ())],
    ids=["chosen", "by writing"],
)
def test_after_a_change_of_language_the_consent_is_still_to_words_that_were_shown(
    assistant: Assistant, language: str | None, change: tuple[str, ...]
) -> None:
    talk = assistant.open(language)
    shown = [reply.text for reply in said(talk, *TO_CONSENT, *change, "yes I do agree to that")]
    given = kept_of(talk).consent
    if given is None:  # asked again in the new language: just as good
        shown += [reply.text for reply in said(talk, "I agree")]
        given = kept_of(talk).consent
    assert given is not None
    paragraphs = {part for text in shown for part in text.split("\n\n")}
    hashes = {hashlib.sha256(part.encode()).hexdigest() for part in paragraphs}
    assert given.text_sha256 in hashes


def test_a_decline_is_kept_with_the_reasons_that_were_said(assistant: Assistant) -> None:
    talk = assistant.open()
    replies = said(
        talk, *TO_CONSENT, "同意", "35", "3000", "2500", "对", "三年", "快用满了", "8", "没有",
        "最长 90 天以上", "3", "3", "都对",
    )  # fmt: skip
    kept = kept_of(talk)
    (decision,) = kept.decisions
    card = card_of(replies[-1])
    assert decision.outcome == card["outcome"]
    assert decision.outcome in {"decline", "refer"}
    assert kept.offer is None
    codes = [reason["code"] for reason in dict(decision.result)["reasons"]]
    assert 1 <= len(codes) <= 4
    assert codes == [reason["code"] for reason in card["reasons"]]
    for reason in card["reasons"]:
        assert reason["text"] in replies[-1].text
