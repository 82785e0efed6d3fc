"""Every code of the core and of the forms has its sentence, and every label its word."""

import re
import string
from decimal import Decimal
from pathlib import Path

import pytest

from bot.services.applicant_fields import applicant_fields
from bot.services.contradictions import COMPARED
from bot.services.credit_facts import LATE_CATEGORIES
from bot.services.loan_size import Bounds
from bot.texts.replies import labels, problems, questions, reasons, repair, understood
from bot.texts.replies.topics import TOPICS
from scoring.changes import CHANGE_PARAMETERS
from scoring.products import IncomePattern, Method, Purpose, Segment, Urgency
from scoring.reasons import REASON_PARAMETERS, Reason

SERVICES = Path(__file__).resolve().parents[4] / "bot" / "services"
SCORING = Path(__file__).resolve().parents[4] / "scoring"
RENAMED = {"product_id": "product", "chosen_id": "chosen"}
BOUNDS = Bounds(
    smallest=Decimal(500), largest=Decimal(100_000), longest_months=60, forbidden=frozenset()
)


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("code", sorted(REASON_PARAMETERS))
def test_every_reason_has_a_sentence_with_its_own_parameters(code: str) -> None:
    allowed = {RENAMED.get(name, name) for name in REASON_PARAMETERS[code]}
    assert placeholders(reasons.REASONS[code]) <= allowed


@pytest.mark.parametrize("code", sorted(CHANGE_PARAMETERS))
def test_every_change_has_a_sentence_with_its_own_parameters(code: str) -> None:
    assert placeholders(reasons.CHANGES[code]) <= set(CHANGE_PARAMETERS[code])


def test_no_sentence_is_left_over() -> None:
    assert set(reasons.REASONS) == set(REASON_PARAMETERS)
    assert set(reasons.CHANGES) == set(CHANGE_PARAMETERS)


def test_a_parameter_is_written_by_its_kind() -> None:
    high = Reason(
        code="payments_above_share",
        params={
            "payments": Decimal("4703.28"),
            "monthly_income": Decimal(8000),
            "maximum": Decimal("0.55"),
        },
    )
    assert reasons.sentence(high, "zh_CN", str) == (
        "加上这笔，每月要还 4,703.28 元，超过收入 8,000 元的 55%"
    )
    short = Reason(code="work_too_short", params={"months": 3, "minimum": 12})
    assert reasons.sentence(short, "zh_CN", str) == "目前做了 3 个月，这款要求至少 12 个月（1 年）"


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (labels.PURPOSES, Purpose), (labels.SEGMENTS, Segment), (labels.METHODS, Method),
        (labels.METHOD_MEANINGS, Method), (labels.INCOME_PATTERNS, IncomePattern),
        (labels.URGENCIES, Urgency), (labels.LATE_PAYMENTS, LATE_CATEGORIES),
    ],
)  # fmt: skip
def test_every_canonical_value_has_its_word(words: dict[str, str], values: list[str]) -> None:
    assert set(words) == {str(value) for value in values}


def test_every_field_is_asked_explained_and_said_back() -> None:
    never_asked = {"facts_confirmed", "own_use", "method"}
    names = {field.name for field in applicant_fields(BOUNDS)} - never_asked
    assert names == set(questions.QUESTIONS)
    assert set(understood.SAID) == names | {"method"}


def test_every_problem_and_doubt_of_the_forms_has_its_sentence() -> None:
    source = "".join(
        path.read_text(encoding="utf-8")
        for path in SERVICES.glob("*.py")
        if re.search(r"\b(?:Problem|Doubt)\(", path.read_text(encoding="utf-8"))
    )
    codes = set(re.findall(r'code="(\w+)"', source))
    assert codes == set(problems.PROBLEMS) | set(problems.DOUBTS)
    # Whose money it is has an answer to "no" of its own: the loan is refused.
    asked_again = set(problems.DOUBTS) - {"for_someone_else"}
    assert {f"not_{code}" for code in asked_again} == set(problems.PROBLEMS_AFTER_NO)


def test_every_contradiction_of_the_core_is_compared_and_asked_about() -> None:
    source = (SCORING / "consistency.py").read_text(encoding="utf-8")
    codes = set(re.findall(r'reason\("(\w+)"', source))
    assert codes == set(COMPARED) == set(problems.CONTRADICTIONS)
    assert all(set(fields) <= set(questions.TITLES) for fields in COMPARED.values())


def test_a_question_is_never_asked_again_in_the_same_words() -> None:
    for question in questions.QUESTIONS.values():
        assert question.ask != question.again


def test_every_intent_offered_as_a_meaning_can_be_answered() -> None:
    handled = set(TOPICS) | {
        "discover_need", "prequalify", "cancel_application", "cannot_repay_hardship", "complaint",
        "human_agent", "credit_education",
    }  # fmt: skip
    assert set(repair.MEANINGS) <= handled
