import hashlib
import sqlite3
from typing import Any

import pytest
from sqlalchemy import Engine

from actions.action_cancel import ActionCancel
from actions.action_decline_consent import ActionDeclineConsent
from actions.action_prequalify import ActionPrequalify
from actions.action_record_consent import ActionRecordConsent
from actions.action_request_consent import ActionRequestConsent
from actions.context import Context
from bot.services.applicant_fields import FACTS as FACT_NAMES
from bot.services.consents import (
    PREQUALIFICATION,
    PREQUALIFICATION_VERSION,
    has_consent,
    withdraw_consent,
)
from bot.services.records import Consent, Conversation
from bot.texts.replies import consent, problems
from tests.actions.calls import Called, call
from tests.bot.services.lent import FACTS, NEED, NOW

KNOWN: dict[str, Any] = {**NEED, **FACTS}


def agreed(context: Context, talk: Conversation) -> Consent | None:
    with context.unit_of_work(reading=True) as work:
        return work.consents.active(customer=talk.customer, purpose=PREQUALIFICATION)


def agree(context: Context, talk: Conversation, language: str = "zh_CN") -> Called:
    action = ActionRecordConsent(context)
    return call(action, "同意", intent="affirm", conversation=talk.id, language=language)


def test_what_is_only_taken_for_a_yes_is_asked_again(context: Context, talk: Conversation) -> None:
    action = ActionRecordConsent(context)
    said = call(action, "action_record_consent", intent="affirm", conversation=talk.id)
    assert said.text == consent.needs_a_clear_word("zh_CN")
    assert said.payloads == ["/affirm", "/deny"]
    assert "pending" not in said.slots
    assert agreed(context, talk) is None


def test_without_a_need_the_need_is_asked_first(context: Context, talk: Conversation) -> None:
    said = call(ActionRequestConsent(context), "能批吗", intent="prequalify", conversation=talk.id)
    assert said.followups == ["discovery_form"]
    assert agreed(context, talk) is None


@pytest.mark.parametrize("language", ["zh_CN", "zh_Hant_TW", "en"])
def test_the_request_shows_the_whole_text_with_yes_and_no(
    context: Context, talk: Conversation, language: str
) -> None:
    said = call(
        ActionRequestConsent(context),
        "能批吗",
        intent="prequalify",
        slots=NEED,
        conversation=talk.id,
        language=language,
    )
    assert consent.text(language) in said.text
    assert said.payloads == ["/affirm", "/deny"]
    assert said.slots["pending"] == "consent"
    assert agreed(context, talk) is None


@pytest.mark.parametrize("language", ["zh_CN", "zh_Hant_TW", "en"])
def test_the_record_has_the_hash_of_the_text_in_the_customer_s_language(
    context: Context, talk: Conversation, language: str
) -> None:
    said = agree(context, talk, language)
    kept = agreed(context, talk)
    assert kept is not None
    assert kept.text_sha256 == hashlib.sha256(consent.text(language).encode()).hexdigest()
    assert kept.version == PREQUALIFICATION_VERSION
    assert said.followups == ["prequalification_form"]


def test_a_consent_on_record_is_not_asked_for_again(context: Context, talk: Conversation) -> None:
    agree(context, talk)
    said = call(
        ActionRequestConsent(context), "测", intent="prequalify", slots=NEED, conversation=talk.id
    )
    assert said.followups == ["prequalification_form"]
    assert consent.text("zh_CN") not in said.text


def test_a_consent_that_could_not_be_stored_opens_no_form(
    context: Context, talk: Conversation, engine: Engine
) -> None:
    holder = sqlite3.connect(str(engine.url.database), isolation_level=None)
    holder.execute("BEGIN EXCLUSIVE")
    try:
        said = agree(context, talk)
    finally:
        holder.close()
    assert said.text == problems.apology("zh_CN")
    assert said.followups == []
    assert not has_consent(
        context.unit_of_work, talk.id, PREQUALIFICATION, PREQUALIFICATION_VERSION
    )


def test_no_is_taken_for_no(context: Context, talk: Conversation) -> None:
    said = call(ActionDeclineConsent(context), "不同意", intent="deny", conversation=talk.id)
    assert said.text == consent.declined("zh_CN")
    assert said.slots["pending"] is None
    assert agreed(context, talk) is None


def test_nothing_is_decided_without_consent(context: Context, talk: Conversation) -> None:
    said = call(ActionPrequalify(context), "都对", slots=KNOWN, conversation=talk.id)
    assert consent.text("zh_CN") in said.text
    assert said.slots["pending"] == "consent"
    with context.unit_of_work(reading=True) as work:
        assert work.decisions.of_customer(talk.customer) == ()


def test_nothing_is_decided_after_a_withdrawal(context: Context, talk: Conversation) -> None:
    agree(context, talk)
    withdraw_consent(context.unit_of_work, talk.id, NOW)
    said = call(ActionPrequalify(context), "都对", slots=KNOWN, conversation=talk.id)
    assert consent.text("zh_CN") in said.text


def test_a_decision_is_shown_with_its_card_once(context: Context, talk: Conversation) -> None:
    agree(context, talk)
    said = call(ActionPrequalify(context), "都对", slots=KNOWN, conversation=talk.id)
    (card,) = [one["custom"]["card"] for one in said.messages if one["custom"]]
    assert (card["type"], card["outcome"]) == ("offer", "approve")
    assert said.slots["decided"] is True
    with context.unit_of_work(reading=True) as work:
        (kept,) = work.decisions.of_customer(talk.customer)
    assert kept.inputs_digest == card["digest"]


def test_stopping_forgets_the_facts_and_keeps_the_need(
    context: Context, talk: Conversation
) -> None:
    said = call(
        ActionCancel(context),
        "取消",
        intent="cancel_application",
        slots=KNOWN,
        conversation=talk.id,
        form="prequalification_form",
    )
    assert {name: said.slots.get(name, "kept") for name in FACT_NAMES} == dict.fromkeys(FACT_NAMES)
    assert not set(NEED) & set(said.slots)
