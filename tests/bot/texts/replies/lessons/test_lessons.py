"""Every lesson in every language: three sentences at most, figures that the core gives."""

import dataclasses
import re
from datetime import date
from decimal import Decimal

import pytest

from bot.services.lesson_words import WORDS
from bot.texts.languages import LANGUAGES
from bot.texts.replies import lessons
from bot.texts.replies.lessons.basis import Basis
from scoring.apr import annual_cost
from scoring.early_repayment import settle
from scoring.loan_terms import LoanTerms
from scoring.products import Fee, FeeManner, Method
from scoring.schedule import schedule_of
from tests.bot.services.lent import TODAY, lending

BASIS = Basis(
    today=TODAY,
    rules=lending().pricing.rules,
    penalty_multiple=Decimal("1.5"),
    debt_share=Decimal("0.55"),
)
_END = re.compile(r"[。！？]|[.?!](?=\s|$|')")
_ABBREVIATION = re.compile(r"\d\.\d")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("name", sorted(lessons.LESSONS))
def test_a_lesson_is_short_and_complete(name: str, language: str) -> None:
    text = lessons.lesson(name, BASIS, language)
    assert len(_END.findall(_ABBREVIATION.sub("0", text))) <= 3, text
    assert "{" not in text
    assert "\n" not in text
    assert re.search(r"\d", text), "no worked figure"


@pytest.mark.parametrize("name", sorted(lessons.LESSONS))
def test_no_worked_figure_is_typed(name: str) -> None:
    typed = re.sub(r"\{\w+\}", "", lessons.LESSONS[name].text)
    assert set(re.findall(r"\d+", typed)) <= {"110", "96110"}


@pytest.mark.parametrize("name", sorted(lessons.LESSONS))
def test_a_lesson_leads_to_two_others(name: str) -> None:
    related = lessons.LESSONS[name].related
    assert len(set(related)) == 2
    assert set(related) <= set(lessons.LESSONS) - {name}


def test_every_lesson_has_its_words_and_its_own_title() -> None:
    assert set(WORDS) == set(lessons.LESSONS)
    titles = [one.title for one in lessons.LESSONS.values()]
    assert len(titles) == len(set(titles)) >= 25


def example(rate: str, **more: object) -> LoanTerms:
    terms = LoanTerms(
        principal=Decimal(10_000),
        annual_rate=Decimal(rate),
        periods=12,
        method=Method.EQUAL_INSTALMENT,
        disbursed=TODAY,
    )
    return dataclasses.replace(terms, **more)  # type: ignore[arg-type]


def test_a_fee_by_instalment_becomes_an_annual_cost() -> None:
    fee = Fee(code="x", name="", payee="", manner=FeeManner.PER_INSTALMENT, rate=Decimal("0.006"))
    cost = annual_cost(schedule_of(example("0", fees=(fee,)))).nominal
    assert f"{cost:.2%}" == "13.03%"
    assert "13.03%" in lessons.lesson("instalment_fee", BASIS, "zh_CN")


def test_the_customers_own_rate_and_term_are_worked_out() -> None:
    daily = dataclasses.replace(BASIS, share=Decimal("0.0003"))
    assert "10.80%" in lessons.lesson("period_rates", daily, "zh_CN")
    fee = dataclasses.replace(BASIS, share=Decimal("0.005"), months=24)
    text = lessons.lesson("instalment_fee", fee, "en")
    assert "24 months" in text
    assert "0.50%" in text


def test_settling_early_saves_what_the_core_says() -> None:
    terms = example("0.12")
    dues = [row.due for row in schedule_of(terms).instalments]
    text = lessons.lesson("early_repayment", BASIS, "zh_CN")
    assert f"{settle(terms, dues[5]).saving:,.2f}" in text
    assert f"{settle(terms, dues[9]).saving:,.2f}" in text


def test_the_law_is_that_of_the_day() -> None:
    assert "3.00%" in lessons.lesson("lpr", BASIS, "zh_CN")
    earlier = dataclasses.replace(BASIS, today=date(2024, 8, 1))
    assert "3.35%" in lessons.lesson("lpr", earlier, "zh_CN")


def test_a_wrong_word_gets_three_lessons_to_choose_from() -> None:
    shown = lessons.choices(lessons.FIRST, "en")
    assert len(shown) == 3
    assert all(one.payload.startswith('/credit_education{"lesson"') for one in shown)
    assert str(len(lessons.LESSONS)) in lessons.which("en")
