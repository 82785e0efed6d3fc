"""Customers who answer whatever they are asked, from first words to a decision; no clock here."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from enum import StrEnum

from bot.channels.message import Outbound
from bot.texts.replies import questions
from scoring.products import Segment
from tests.benchmarks.errors import BenchmarkError

LONGEST_CONVERSATION = 40
DISCOVERY_FIELDS = frozenset({"purpose", "amount", "term", "segment", "income_pattern", "urgency"})


class Kind(StrEnum):
    """What a turn asks of the machine, in the order of the report."""

    OPENING = "opening"
    STATIC = "thanks (static answer)"
    QUESTION = "question about the rate (action)"
    DISCOVERY = "answer in discovery (form)"
    RECOMMENDATION = "last answer, recommendation"
    CONSENT = "wish to apply, consent"
    PREQUALIFICATION = "answer in pre-qualification (form)"
    OFFER = "facts confirmed, offer"
    NO_OFFER = "facts confirmed, no offer but what would help"


KIND_BY_CARD: Mapping[str, Kind] = {
    "recommendation": Kind.RECOMMENDATION,
    "offer": Kind.OFFER,
    "decision": Kind.NO_OFFER,
}
DECISIONS = frozenset({Kind.OFFER, Kind.NO_OFFER})


@dataclass(frozen=True, kw_only=True, slots=True)
class Customer:
    """What one customer says, by what is asked.

    Attributes:
        language: what they read and write.
        thanks: said after the opening.
        rate: the question asked next.
        first: the first words about what they need.
        answers: what they say to the question about each field.
    """

    language: str
    thanks: str
    rate: str
    first: str
    answers: Mapping[str, str]


@dataclass(frozen=True, kw_only=True, slots=True)
class Line:
    """One message, and the kind of turn that it makes unless the reply brings more."""

    text: str
    kind: Kind


def converse(customer: Customer) -> Generator[Line, Outbound, None]:
    """Say the next message to each reply sent in, until the decision.

    Start it with `next`, which gives the first message.

    Raises:
        BenchmarkError: an answer was not understood, or no decision came.
    """
    yield Line(text=customer.thanks, kind=Kind.STATIC)
    yield Line(text=customer.rate, kind=Kind.QUESTION)
    reply = yield Line(text=customer.first, kind=Kind.DISCOVERY)
    for _ in range(LONGEST_CONVERSATION):
        if KIND_BY_CARD.get(_card(reply)) in DECISIONS:
            return
        field = _asked(reply.text, customer.language)
        if field is not None:
            form = Kind.DISCOVERY if field in DISCOVERY_FIELDS else Kind.PREQUALIFICATION
            reply = yield Line(text=customer.answers[field], kind=form)
        elif reply.buttons:  # to apply, to agree, to confirm: the first choice goes on
            reply = yield Line(text=reply.buttons[0].title, kind=Kind.CONSENT)
        else:
            break
    raise BenchmarkError(f"A conversation led to no decision; the last reply: {reply.text!r}")


def kind_of(line: Line, reply: Outbound) -> Kind:
    """Return the kind of a turn; what the reply brings outweighs what was said."""
    return KIND_BY_CARD.get(_card(reply), line.kind)


def _card(reply: Outbound) -> str:
    return str(reply.card["type"]) if reply.card else ""


def _asked(text: str, language: str) -> str | None:
    """Return the field that a reply asks for, or None when it asks for none."""
    for segment in Segment:
        if questions.income_question({"segment": segment}, language) in text:
            return "monthly_income"
    for field in questions.QUESTIONS:
        if questions.ask(field, language, attempt=1) in text:
            raise BenchmarkError(f"The answer about {field!r} was not understood.")
        if questions.ask(field, language) in text:
            return field
    return None


_CHINESE = {"language": "zh_CN", "thanks": "谢谢"}
CUSTOMERS = (
    Customer(
        **_CHINESE,
        rate="你们的利率是多少",
        first="我想借点钱装修房子",
        answers={
            "purpose": "装修",
            "amount": "十万",
            "term": "两年",
            "segment": "上班族",
            "income_pattern": "每月固定工资",
            "urgency": "不急",
            "age": "32",
            "monthly_income": "一万二",
            "monthly_debt": "1500",
            "months_in_work": "三年",
            "card_utilisation": "三成",
            "open_credit_lines": "3",
            "real_estate_loans": "没有",
            "late_payments": "没有逾期",
            "late_count": "没有",
            "dependents": "1",
        },
    ),
    Customer(
        **_CHINESE,
        rate="现在利率多少",
        first="我开小餐馆，想借十五万周转",
        answers={
            "purpose": "生意周转",
            "amount": "十五万",
            "term": "分两年还",
            "segment": "开店做生意",
            "income_pattern": "天天有进账",
            "urgency": "不急",
            "age": "41",
            "monthly_income": "两万五",
            "monthly_debt": "三千",
            "months_in_work": "五年",
            "card_utilisation": "五成",
            "open_credit_lines": "4",
            "real_estate_loans": "1",
            "late_payments": "有过，但都不到 30 天",
            "late_count": "1",
            "dependents": "2",
        },
    ),
    Customer(
        **_CHINESE,
        rate="利率是多少",
        first="我想借一笔钱",
        answers={
            "purpose": "买化肥和种子",
            "amount": "五万",
            "term": "九个月",
            "segment": "种地的",
            "income_pattern": "收成的时候才有钱",
            "urgency": "不急",
            "age": "45",
            "monthly_income": "四千",
            "monthly_debt": "没有要还的",
            "months_in_work": "十年",
            "card_utilisation": "没有信用卡",
            "open_credit_lines": "没有",
            "real_estate_loans": "没有",
            "late_payments": "没有逾期",
            "late_count": "没有",
            "dependents": "3",
        },
    ),
    # Owes too much for what she earns: a decision that is not an approval looks for changes.
    Customer(
        language="en",
        thanks="thanks",
        rate="what is the interest rate?",
        first="I want to borrow money",
        answers={
            "purpose": "a wedding",
            "amount": "60000",
            "term": "two years",
            "segment": "office worker",
            "income_pattern": "a fixed wage every month",
            "urgency": "no hurry",
            "age": "30",
            "monthly_income": "5000",
            "monthly_debt": "3500",
            "months_in_work": "8 months",
            "card_utilisation": "80%",
            "open_credit_lines": "9",
            "real_estate_loans": "1",
            "late_payments": "late by 60 to 89 days at the longest",
            "late_count": "2",
            "dependents": "2",
        },
    ),
)
