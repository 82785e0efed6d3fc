"""Every general answer in every language: short, filled, with a next step; nothing typed."""

import re
from collections.abc import Iterator

import pytest

from actions.context import Context
from bot.services.cases import CASES
from bot.settings import load
from bot.texts.languages import LANGUAGES
from bot.texts.replies import answers
from bot.texts.replies.facts import Facts
from bot.texts.replies.next_steps import SELLING, STEPS, TITLES, next_step
from bot.texts.replies.topics import TOPICS
from tests.bot.services.lent import TODAY, lending

# Answered from the catalogue or by an action of its own.
MADE_ELSEWHERE = {
    ("ask_rate", "fees"), ("ask_eligibility", "documents"), ("human_agent", "hours"),
}  # fmt: skip
# Numbers that no part of the system knows: police lines, days and years of the law.
TYPED = {"110", "96110", "20", "90"}


def every_case() -> Iterator[tuple[str, str]]:
    for intent, cases in TOPICS.items():
        yield from ((intent, case) for case in cases)


@pytest.fixture(scope="module")
def facts() -> Facts:
    settings = load({"SHANDAI_TODAY": TODAY.isoformat()})

    def no_database(*, reading: bool = False) -> object:
        raise AssertionError("facts need no database")

    return Context(settings=settings, lending=lending(), unit_of_work=no_database).facts()  # type: ignore[arg-type]


def test_every_case_that_is_heard_is_answered() -> None:
    heard = {(intent, case) for intent, cases in CASES.items() for case in cases}
    assert heard - set(every_case()) == MADE_ELSEWHERE
    assert {(intent, case) for intent, case in every_case() if case} <= heard
    assert all("" in cases for cases in TOPICS.values())


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("intent", "case"), sorted(every_case()))
def test_an_answer_is_short_and_complete(
    intent: str, case: str, language: str, facts: Facts
) -> None:
    text = answers.answer(intent, facts, language, case=case)
    assert text.strip()
    assert "{" not in text
    assert len(text.split("\n\n")) <= 3
    assert len(re.findall(r"[？?]", text)) <= 1
    assert len(text) <= (180 if language != "en" else 420), len(text)


@pytest.mark.parametrize(("intent", "case"), sorted(every_case()))
def test_no_figure_is_typed_that_the_core_knows(intent: str, case: str) -> None:
    typed = re.sub(r"\{\w+\}", "", TOPICS[intent][case])
    assert set(re.findall(r"\d+", typed)) <= TYPED


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("need_known", [True, False])
@pytest.mark.parametrize(("intent", "case"), sorted(every_case()))
def test_every_answer_has_one_to_three_next_steps(
    intent: str, case: str, need_known: bool, language: str
) -> None:
    steps = next_step(intent, language, need_known=need_known, case=case)
    assert 1 <= len(steps) <= 3
    assert len({one.title for one in steps}) == len(steps)
    assert any(one.intent == "human_agent" for one in steps)


@pytest.mark.parametrize(
    "intent", ["promise_to_pay", "report_paid", "ask_penalty_overdue", "make_repayment"]
)
def test_who_pays_late_or_has_paid_is_offered_no_loan(intent: str) -> None:
    for case in TOPICS[intent]:
        steps = next_step(intent, "zh_CN", need_known=True, case=case)
        assert not {one.intent for one in steps} & SELLING


def test_steps_belong_to_answers() -> None:
    for key in STEPS:
        intent, _dot, case = key.partition(".")
        assert intent in TOPICS
        assert not case or case in TOPICS[intent] or (intent, case) in MADE_ELSEWHERE
    used = {step for steps in STEPS.values() for step in steps if ":" not in step} | {"start"}
    assert used - {"start"} | {"check", "need", "plan"} == set(TITLES)
