import dataclasses
from datetime import date
from decimal import Decimal

import pytest

from scoring.errors import InvalidData, NoRuleInForce
from scoring.products import Catalogue, CreditKind, Method, Purpose, Segment
from scoring.reasons import reason
from scoring.regulation import (
    CostFigure,
    Lender,
    RuleBook,
    check_loan,
    check_product,
    check_purpose,
    needs_yearly_reapproval,
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
    assert microlender.ceiling(date(2027, 12, 30)) == Decimal("0.24")
    assert microlender.ceiling(date(2027, 12, 31)) == Decimal("0.12")


@pytest.mark.parametrize(
    ("day", "ceiling", "confirmed"),
    [
        ("2020-08-20", "0.1540", False),  # 4 x 3.85 %, the first value under the new rule
        ("2021-12-19", "0.1540", False),
        ("2021-12-20", "0.1520", False),
        ("2023-08-20", "0.1420", False),
        ("2024-10-21", "0.1240", False),
        ("2025-12-31", "0.1200", True),
        ("2026-11-24", "0.1200", False),  # this year's LPR was not read
    ],
)
def test_a_multiple_of_the_lpr_moves_with_it(
    day: str, ceiling: str, confirmed: bool, rules: RuleBook
) -> None:
    private = dataclasses.replace(rules, lender=Lender.PRIVATE_LENDER)
    found = private.ceiling_in_force(date.fromisoformat(day))
    assert found.annual_cost == Decimal(ceiling)
    assert found.confirmed is confirmed
    assert "民间借贷" in found.source


def test_the_lowest_ceiling_binds_and_is_named(rules: RuleBook) -> None:
    microlender = dataclasses.replace(rules, lender=Lender.MICROLENDER)
    standing = microlender.ceilings_in_force(date(2028, 1, 1))
    assert [ceiling.annual_cost for ceiling in standing] == [
        Decimal("0.12"),
        Decimal("0.24"),
        Decimal("0.24"),
    ]
    assert standing[0] == microlender.ceiling_in_force(date(2028, 1, 1))
    assert standing[0].source.endswith("一年期LPR四倍")
    assert standing[0].figure is CostFigure.NOMINAL
    assert not standing[0].confirmed
    assert rules.ceiling_in_force(date(2028, 1, 1)).source == "金规〔2025〕9号"


def test_no_prime_rate_before_the_first(rules: RuleBook) -> None:
    private = dataclasses.replace(
        rules,
        lender=Lender.PRIVATE_LENDER,
        lpr=tuple(rate for rate in rules.lpr if rate.in_force.year > 2020),
    )
    with pytest.raises(NoRuleInForce, match="LPR on 2020-08-20"):
        private.ceiling(date(2020, 8, 20))


def test_long_business_credit_is_approved_anew_each_year(rules: RuleBook, today: date) -> None:
    assert needs_yearly_reapproval(CreditKind.BUSINESS, 13, rules, today)
    assert not needs_yearly_reapproval(CreditKind.BUSINESS, 12, rules, today)
    assert not needs_yearly_reapproval(CreditKind.CONSUMER, 60, rules, today)
    assert not needs_yearly_reapproval(CreditKind.BUSINESS, 24, rules, date(2020, 7, 16))


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ('  - lpr_multiple: "4"', '  - lpr_multiple: "4"\n    annual_cost: "0.24"', "one value"),
        ('  - lpr_multiple: "4"', '  - lpr_multiple: "0"', "not positive"),
        ('annual_rate: "0.0385"', 'annual_rate: "3.85"', "outside 0 to 1"),
        ("ceiling_figure: nominal", "ceiling_figure: simple", "nominal"),
    ],
)
def test_a_wrong_file_says_what_is_wrong(old: str, new: str, where: str) -> None:
    text = (DATA / "regulation.yml").read_text(encoding="utf-8")
    with pytest.raises(InvalidData, match=where):
        parse_rule_book(text.replace(old, new, 1))


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
