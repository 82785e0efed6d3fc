"""`shandai decide`: an applicant and a request in, the decision with everything behind it out."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from pydantic import ConfigDict, TypeAdapter

from bot.services.lending import Lending
from bot.texts.catalogue import translator
from bot.texts.replies.reasons import change_sentence, sentence
from scoring.applicant import Applicant, LoanRequest
from scoring.changes import Change
from scoring.decision import Decision, decide
from scoring.reasons import Reason

type Answer = Mapping[str, object]


@dataclass(frozen=True, kw_only=True, slots=True)
class DecideLine:
    """A line of `shandai decide`; the keys are described in docs/command-line.md."""

    __pydantic_config__ = ConfigDict(extra="forbid")

    applicant: Applicant
    request: LoanRequest
    language: Literal["zh_CN", "zh_Hant_TW", "en"] = "zh_CN"


_LINE = TypeAdapter(DecideLine)


def decide_answer(asked: object, *, lending: Lending, today: date) -> Answer:
    """Answer one line.

    Raises:
        InvalidInput: names the key that cannot be used.
        pydantic.ValidationError: the same, for keys that have the wrong form.
        UnknownProduct: the catalogue has no such product.
    """
    line = _LINE.validate_python(asked)
    decision = decide(
        line.applicant,
        line.request,
        lending.catalogue.get(line.request.product_id),
        card=lending.card,
        policy=lending.policy,
        pricing_policy=lending.pricing,
        catalogue_version=lending.catalogue.version,
        today=today,
    )
    return {
        "outcome": decision.outcome,
        "amount": decision.amount,
        "limit": decision.limit,
        "months": decision.months,
        "method": decision.method,
        "annual_rate": decision.annual_rate,
        "annual_cost": decision.annual_cost,
        "reasons": [_reason(one, line.language, lending) for one in decision.reasons],
        "changes": [_change(one, line.language) for one in decision.changes],
        "joint_changes": [_change(one, line.language) for one in decision.joint_changes],
        "score": decision.score,
        "affordability": decision.affordability,
        **_offer(decision),
        "versions": {
            "card": decision.card_version,
            "policy": decision.policy_version,
            "pricing": decision.pricing_version,
            "catalogue": decision.catalogue_version,
        },
        "inputs_digest": decision.inputs_digest,
    }


def _offer(decision: Decision) -> Answer:
    schedule, sheet = decision.schedule, decision.cost_sheet
    return {
        "valid_until": decision.valid_until,
        "instalments": list(schedule.instalments) if schedule else None,
        "cost_sheet": sheet,
        "cost_sheet_digest": sheet.digest if sheet else None,
    }


def _reason(one: Reason, language: str, lending: Lending) -> Answer:
    names = lending.product_names()
    text = sentence(one, language, lambda product: translator(language)(names[product]))
    return {"code": one.code, "params": one.params, "text": text}


def _change(one: Change, language: str) -> Answer:
    text = change_sentence(one.code, one.params, language)
    return {"code": one.code, "params": one.params, "amount": one.amount, "text": text}
