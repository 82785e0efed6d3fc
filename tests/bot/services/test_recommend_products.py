from decimal import Decimal
from typing import Any

import pytest

from bot.services.recommend_products import (
    chosen_product,
    need_from,
    need_is_complete,
    never_served,
    option_of,
    preferred_method,
    quote_methods,
    reasons_against,
    recommended,
)
from scoring.apr import annual_cost
from scoring.products import IncomePattern, Method, Segment
from tests.bot.services.lent import NEED, TODAY, lending, stated


def known(**changes: Any) -> dict[str, Any]:
    return {**NEED, **changes}


@pytest.mark.parametrize("missing", ["purpose", "amount", "term"])
def test_a_need_is_purpose_amount_and_term(missing: str) -> None:
    assert need_is_complete(known())
    assert not need_is_complete(known(**{missing: None}))
    assert not need_is_complete({})


def test_slots_become_the_core_s_need() -> None:
    need = need_from(known(monthly_income=stated("12000"), monthly_debt=stated("0")))
    assert (need.amount, need.months, need.segment) == (Decimal(50000), 24, Segment.CITY_EMPLOYEE)
    assert need.income_pattern is IncomePattern.SALARY
    assert need.monthly_income == Decimal(12000)
    assert need.monthly_debt_payments == 0


def test_what_was_not_said_is_not_made_up() -> None:
    need = need_from({name: NEED[name] for name in ("purpose", "amount", "term")})
    assert (need.segment, need.urgency, need.monthly_income) == (None, None, None)
    assert need_from(known(segment="unsaid")).segment is None


def test_no_income_is_not_an_income_to_measure_by() -> None:
    assert need_from(known(monthly_income=stated("0"))).monthly_income is None


def test_at_most_three_products_each_for_this_need_and_truly_priced() -> None:
    found = recommended(known(), lending(), TODAY)
    assert 1 <= len(found.options) <= 3
    for option in found.options:
        assert option.amount == Decimal(50000)
        assert option.months == 24
        assert option.annual_cost == annual_cost(option.schedule).nominal
        assert Segment.CITY_EMPLOYEE in option.product.segments
    assert len({option.product.id for option in found.options}) == len(found.options)


@pytest.mark.parametrize(
    "purpose", ["property_purchase", "securities", "gambling", "onward_lending"]
)
def test_forbidden_purposes_get_reasons_and_no_product(purpose: str) -> None:
    found = recommended(known(purpose=purpose), lending(), TODAY)
    assert found.options == ()
    assert found.refusal


def test_a_method_asked_for_is_used_where_it_is_offered() -> None:
    assert preferred_method(known()) is None
    asked = known(method="equal_principal")
    assert preferred_method(asked) is Method.EQUAL_PRINCIPAL
    options = recommended(asked, lending(), TODAY).options
    offered = [one for one in options if Method.EQUAL_PRINCIPAL in one.product.methods]
    assert offered
    assert {one.method for one in offered} == {Method.EQUAL_PRINCIPAL}


def test_one_product_is_found_among_those_recommended() -> None:
    best = recommended(known(), lending(), TODAY).options[0]
    assert option_of(best.product.id, known(), lending(), TODAY) == best
    shown = {one.product.id for one in recommended(known(), lending(), TODAY).options}
    other = next(one for one in lending().catalogue.products if one.id not in shown)
    assert option_of(other.id, known(), lending(), TODAY) is None
    assert reasons_against(other.id, known(), lending(), TODAY)


def test_methods_are_compared_on_the_same_loan() -> None:
    best = recommended(known(), lending(), TODAY).options[0]
    quotes = quote_methods(best, lending(), TODAY)
    assert len({one.method for one in quotes}) == len(quotes)
    assert {one.schedule.principal for one in quotes} == {best.amount}


@pytest.mark.parametrize(
    ("named", "ordinal", "shown", "meant"),
    [
        ("salary-loan", None, [], "salary-loan"),
        ("salary-loan", 2, ["a", "b"], "salary-loan"),
        (None, 1, ["a", "b"], "a"),
        (None, 2, ["a", "b"], "b"),
        (None, -1, ["a", "b"], "b"),
        (None, 3, ["a", "b"], None),
        (None, 0, ["a", "b"], None),
        (None, -2, ["a", "b"], None),
        (None, 1, [], None),
        (None, None, ["a"], None),
        (7, None, ["a"], None),
    ],
)
def test_a_product_is_meant_by_its_name_or_its_place(
    named: object, ordinal: object, shown: list[str], meant: str | None
) -> None:
    assert chosen_product(named, ordinal, shown) == meant


def test_who_can_never_be_served_is_told_before_more_is_asked() -> None:
    assert never_served({"purpose": "farming", "segment": "student"}, lending(), TODAY)
    assert never_served(known(), lending(), TODAY) == ()
    assert never_served({"segment": "student"}, lending(), TODAY) == ()
    assert never_served({"purpose": "farming", "segment": "unsaid"}, lending(), TODAY) == ()
