"""Complaint, hardship, despair, fraud, death, a lost job: no loan, no price, and a person."""

import re
from typing import Any

import pytest

from actions.action_answer import ActionAnswer
from actions.action_complaint import ActionComplaint
from actions.action_converse import ActionConverse
from actions.action_deny import ActionDeny
from actions.action_distress import ActionDistress
from actions.action_hardship import ActionHardship
from actions.action_request_consent import ActionRequestConsent
from actions.action_request_handoff import ActionRequestHandoff
from actions.base import LendingAction
from actions.context import Context
from actions.validate_discovery_form import ValidateDiscoveryForm
from bot.services.records import Conversation
from bot.texts.languages import LANGUAGES
from bot.texts.replies.next_steps import SELLING
from tests.actions.calls import Called, call
from tests.bot.services.lent import NEED

PRICE = re.compile(r"\d%|年化|annual cost|每月还|a month", re.IGNORECASE)
SALE = re.compile(
    r"测测能不能|試算我能不能|推荐您|適合的有|适合的有|suit you|check whether", re.IGNORECASE
)
PERSON = re.compile(r"人工|同事|真人|專員|agent|colleague|person", re.IGNORECASE)

# action, intent, words in the three languages
TROUBLES: list[tuple[type[LendingAction], str, dict[str, str]]] = [
    (ActionHardship, "cannot_repay_hardship",
     {"zh_CN": "还不上了", "zh_Hant_TW": "還不出來了", "en": "I can't pay"}),
    (ActionComplaint, "complaint",
     {"zh_CN": "我要投诉", "zh_Hant_TW": "我要申訴", "en": "I want to complain"}),
    (ActionDistress, "distress",
     {"zh_CN": "不想活了", "zh_Hant_TW": "不想活了", "en": "I want to die"}),
    (ActionRequestHandoff, "human_agent",
     {"zh_CN": "人工", "zh_Hant_TW": "真人", "en": "agent"}),
    (ActionAnswer, "verify_message",
     {"zh_CN": "我被骗了两万", "zh_Hant_TW": "我被詐騙了", "en": "I was scammed"}),
    (ActionAnswer, "close_account",
     {"zh_CN": "我妈去世了怎么办", "zh_Hant_TW": "我爸過世了", "en": "my father passed away"}),
    (ActionConverse, "inform",
     {"zh_CN": "我老公去世了", "zh_Hant_TW": "我先生過世了", "en": "my wife died"}),
    (ValidateDiscoveryForm, "discover_need",
     {"zh_CN": "被骗了三万", "zh_Hant_TW": "被騙了三萬", "en": "I got cheated, I lost 30k"}),
    (ActionAnswer, "ask_rate",
     {"zh_CN": "失业了利息能少吗", "zh_Hant_TW": "被裁員了利息能少嗎",
      "en": "I lost my job, can interest be lower"}),
    (ActionAnswer, "ask_penalty_overdue",
     {"zh_CN": "住院了逾期会怎样", "zh_Hant_TW": "住院了逾期會怎樣",
      "en": "I am in hospital, what if I am late"}),
]  # fmt: skip


def check(said: Called, *, price: bool = False) -> None:
    assert said.text
    assert not SALE.search(said.text), said.text
    assert price or not PRICE.search(said.text), said.text
    sold = {one.removeprefix("/").partition("{")[0] for one in said.payloads} & SELLING
    assert not sold, sold
    assert PERSON.search(said.text) or "/human_agent" in said.payloads


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("action", "intent", "words"), TROUBLES)
def test_trouble_is_not_met_by_a_sale(
    context: Context,
    talk: Conversation,
    action: type[LendingAction],
    intent: str,
    words: dict[str, str],
    language: str,
) -> None:
    said = call(
        action(context),
        words[language],
        intent=intent,
        slots=dict(NEED),
        conversation=talk.id,
        language=language,
    )
    check(said)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("action", "intent"),
    [
        (ActionAnswer, "greet"), (ActionAnswer, "ask_help"), (ActionAnswer, "ask_rate"),
        (ActionAnswer, "ask_limit"), (ActionAnswer, "ask_loan_products"),
        (ActionAnswer, "ask_credit_report"), (ActionAnswer, "ask_penalty_overdue"),
        (ActionAnswer, "bot_challenge"), (ActionAnswer, "out_of_scope"),
        (ActionAnswer, "reborrow"), (ActionDeny, "deny"), (ActionConverse, "inform"),
        (ActionRequestConsent, "prequalify"), (ValidateDiscoveryForm, "discover_need"),
    ],
)  # fmt: skip
@pytest.mark.parametrize("reason", ["hardship", "distress", "fraud"])
def test_nothing_is_sold_in_the_next_breath(
    context: Context,
    talk: Conversation,
    action: type[LendingAction],
    intent: str,
    reason: str,
    language: str,
) -> None:
    said = call(
        action(context),
        "…",
        intent=intent,
        slots={"hold": reason},
        conversation=talk.id,
        language=language,
    )
    check(said, price=intent == "ask_penalty_overdue")


def test_who_asks_again_may_borrow(context: Context, talk: Conversation) -> None:
    form = ValidateDiscoveryForm(context)
    first = call(form, "借三万", intent="discover_need", slots={"hold": "hardship"},
                 conversation=talk.id)  # fmt: skip
    assert first.slots["requested_slot"] is None
    again: dict[str, Any] = {"hold": first.slots["hold"]}
    second = call(form, "借三万", intent="discover_need", slots=again, conversation=talk.id)
    assert second.slots["requested_slot"] == "purpose"


def test_after_despair_only_a_person_goes_on(context: Context, talk: Conversation) -> None:
    form = ValidateDiscoveryForm(context)
    known: dict[str, Any] = {"hold": "distress"}
    for _again in range(3):
        said = call(form, "借三万", intent="discover_need", slots=known, conversation=talk.id)
        assert "12356" in said.text
        assert said.slots["requested_slot"] is None
        known = {"hold": said.slots["hold"]}


def test_who_complains_may_still_borrow(context: Context, talk: Conversation) -> None:
    said = call(ValidateDiscoveryForm(context), "借三万", intent="discover_need",
                slots={"hold": "complaint"}, conversation=talk.id)  # fmt: skip
    assert said.slots["requested_slot"] == "purpose"
