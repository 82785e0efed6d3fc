import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from scoring.errors import InvalidData, NoRuleInForce
from scoring.products import Catalogue, CreditKind, Method, Purpose, Segment
from scoring.reasons import reason
from scoring.regulation import (
    Lender,
    RuleBook,
    check_loan,
    check_product,
    check_purpose,
    parse_rule_book,
    permitted_terms,
)
from tests.scoring.conftest import DATA


def test_the_ceiling_depends_on_day_and_lender(rules: RuleBook, today: date) -> None:
    assert rules.ceiling(today) == Decimal("0.24")
    assert rules.ceiling(date(2025, 10, 1)) == Decimal("0.24")
    with pytest.raises(NoRuleInForce):
        rules.ceiling(date(2025, 9, 30))
    microlender = dataclasses.replace(rules, lender=Lender.MICROLENDER)
    assert microlender.ceiling(today) == Decimal("0.24")
    assert microlender.ceiling(date(2028, 1, 1)) == Decimal("0.12")


@pytest.mark.parametrize(
    "purpose",
    [Purpose.PROPERTY_PURCHASE, Purpose.SECURITIES, Purpose.GAMBLING, Purpose.ONWARD_LENDING],
)
def test_forbidden_purposes(purpose: Purpose, rules: RuleBook, today: date) -> None:
    assert check_purpose(purpose, rules, today) == reason(
        "purpose_forbidden", purpose=purpose.value
    )
    assert check_purpose(purpose, rules, date(2020, 7, 16)) is None


def test_all_other_purposes_are_free(rules: RuleBook, today: date) -> None:
    free = [purpose for purpose in Purpose if check_purpose(purpose, rules, today) is None]
    assert len(free) == len(Purpose) - 4


@pytest.mark.parametrize(
    ("kind", "amount", "months", "method", "codes"),
    [
        (CreditKind.CONSUMER, "200000", 60, Method.EQUAL_INSTALMENT, []),
        (CreditKind.CONSUMER, "200000.01", 60, Method.EQUAL_PRINCIPAL, ["above_consumer_limit"]),
        (CreditKind.BUSINESS, "500000", 12, Method.BULLET, []),
        (CreditKind.CONSUMER, "1000", 13, Method.BULLET, ["single_repayment_too_long"]),
        (
            CreditKind.CONSUMER,
            "300000",
            24,
            Method.INTEREST_ONLY,
            ["above_consumer_limit", "single_repayment_too_long"],
        ),
    ],
)
def test_loans_against_the_law(
    kind: CreditKind,
    amount: str,
    months: int,
    method: Method,
    codes: list[str],
    rules: RuleBook,
    today: date,
) -> None:
    found = check_loan(
        rules, today, kind=kind, amount=Decimal(amount), months=months, method=method
    )
    assert [reason.code for reason in found] == codes


def test_an_unlawful_product_is_told_all_of_it(
    catalogue: Catalogue, rules: RuleBook, today: date
) -> None:
    product = dataclasses.replace(
        catalogue.get("shop-instalment"),
        segments=(Segment.STUDENT,),
        purposes=(Purpose.SHOPPING, Purpose.GAMBLING),
        amount_max=Decimal(200001),
        cost_ceiling=Decimal("0.36"),
    )
    assert [found.code for found in check_product(product, rules, today)] == [
        "purpose_forbidden",
        "above_consumer_limit",
        "student_consumer_loan",
        "student_consumer_loan",
        "cost_above_ceiling",
    ]


def test_single_repayments_keep_to_a_year(
    catalogue: Catalogue, rules: RuleBook, today: date
) -> None:
    product = catalogue.get("farm-household")
    assert permitted_terms(product, Method.BULLET, rules, today) == (6, 12)
    assert permitted_terms(product, Method.EQUAL_INSTALMENT, rules, today) == product.terms


def test_a_rule_cannot_end_before_it_starts() -> None:
    text = (DATA / "regulation.yml").read_text(encoding="utf-8")
    broken = text.replace("in_force: 2025-10-01", "in_force: 2025-10-01\n    ends: 2025-01-01")
    with pytest.raises(InvalidData) as caught:
        parse_rule_book(broken)
    assert caught.value.field.startswith("cost_ceilings.0")
