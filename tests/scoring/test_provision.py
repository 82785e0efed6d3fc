import dataclasses
from datetime import date, timedelta
from decimal import Decimal
from math import exp, log
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scoring.apr import annual_cost
from scoring.errors import InvalidInput
from scoring.products import Method
from scoring.provision import LoanBook, Stage, StageReason, book_of, provide, provide_all, stage_of
from scoring.provision_policy import ProvisionPolicy, Scenario, parse_provision_policy
from scoring.schedule import Schedule, build_schedule
from tests.scoring.conftest import DATA

POLICY = parse_provision_policy((DATA / "provision.yml").read_text(encoding="utf-8"))
ONE_VIEW = dataclasses.replace(
    POLICY,
    scenarios=(
        Scenario(
            name="base",
            weight=Decimal(1),
            intensity_multiple=Decimal(1),
            lgd_multiple=Decimal(1),
        ),
    ),
)
START = date(2026, 1, 1)


def plan(
    months: int = 24, method: Method = Method.EQUAL_INSTALMENT, rate: str = "0.08"
) -> Schedule:
    return build_schedule(
        principal=Decimal(60000),
        annual_rate=Decimal(rate),
        months=months,
        method=method,
        disbursed=START,
    )


def book(schedule: Schedule | None = None, as_of: date = START, **changed: Any) -> LoanBook:
    standing = book_of(
        schedule or plan(),
        loan_id="L1",
        as_of=as_of,
        effective_rate=Decimal("0.083"),
        lgd=Decimal("0.6"),
        pd_at_origination=Decimal("0.05"),
        pd_now=Decimal("0.05"),
    )
    return dataclasses.replace(standing, **changed)


def test_a_bullet_of_two_years_worked_by_hand() -> None:
    # 60,000 and 9,600 interest fall due on 2028-01-01, 730 days ahead; 0.19 default by then, half
    # of the time 0.1: 0.6 x 0.19 x 69,600 / 1.1^2 = 6,557.36, within a year 0.6 x 0.1 x 57,520.66.
    bullet = plan(24, Method.BULLET)
    loan = book(
        bullet,
        effective_rate=Decimal("0.1"),
        pd_at_origination=Decimal("0.19"),
        pd_now=Decimal("0.19"),
    )
    found = provide(loan, ONE_VIEW)
    assert found.stage is Stage.PERFORMING
    assert found.lifetime == Decimal("6557.36")
    assert found.twelve_months == Decimal("3451.24")
    assert found.allowance == found.twelve_months
    late = provide(dataclasses.replace(loan, days_past_due=45), ONE_VIEW)
    assert (late.stage, late.allowance) == (Stage.INCREASED_RISK, Decimal("6557.36"))


def test_a_loan_in_default_loses_its_lgd() -> None:
    loan = book(days_past_due=90, accrued_interest=Decimal("1234.56"))
    found = provide(loan, ONE_VIEW)
    assert found.stage is Stage.DEFAULT
    # 0.6 x 61,234.56
    assert found.allowance == Decimal("36740.74")
    # base 0.5, better 0.2 x 0.95, worse 0.3 x 1.10: 1.02 times as much
    assert provide(loan, POLICY).allowance == Decimal("37475.55")


def test_no_more_than_everything_is_lost() -> None:
    loan = book(lgd=Decimal(1), defaulted=True)
    # 0.5 + 0.2 x 0.95 + 0.3 x min(1.1, 1) = 0.99
    assert provide(loan, POLICY).allowance == Decimal("59400.00")


@pytest.mark.parametrize(
    ("changed", "stage", "reasons"),
    [
        ({}, Stage.PERFORMING, ()),
        ({"days_past_due": 29}, Stage.PERFORMING, ()),
        ({"days_past_due": 30}, Stage.INCREASED_RISK, (StageReason.DAYS_PAST_DUE,)),
        ({"days_past_due": 89}, Stage.INCREASED_RISK, (StageReason.DAYS_PAST_DUE,)),
        ({"days_past_due": 90}, Stage.DEFAULT, (StageReason.DAYS_PAST_DUE,)),
        ({"defaulted": True}, Stage.DEFAULT, (StageReason.DEFAULTED,)),
        # twice as high and 0.03 above it
        ({"pd_now": Decimal("0.0999")}, Stage.PERFORMING, ()),
        ({"pd_now": Decimal("0.10")}, Stage.INCREASED_RISK, (StageReason.PD_INCREASED,)),
        # three times as high, but only 0.02 above it
        (
            {"pd_at_origination": Decimal("0.01"), "pd_now": Decimal("0.03")},
            Stage.PERFORMING,
            (),
        ),
        # 0.12 above it, but not twice as high; high all the same
        (
            {"pd_at_origination": Decimal("0.15"), "pd_now": Decimal("0.27")},
            Stage.INCREASED_RISK,
            (StageReason.PD_HIGH,),
        ),
        (
            {"pd_now": Decimal("0.5"), "days_past_due": 31},
            Stage.INCREASED_RISK,
            (StageReason.DAYS_PAST_DUE, StageReason.PD_INCREASED, StageReason.PD_HIGH),
        ),
    ],
)
def test_stages(changed: dict[str, Any], stage: Stage, reasons: tuple[StageReason, ...]) -> None:
    assert stage_of(book(**changed), POLICY.staging) == (stage, reasons)


def test_overdue_principal_stays_owed_to_the_end() -> None:
    paid = book(as_of=date(2026, 2, 15))
    overdue = dataclasses.replace(paid, balance=paid.balance + 2000, days_past_due=14)
    assert provide(overdue, ONE_VIEW).lifetime > provide(paid, ONE_VIEW).lifetime


def test_a_loan_past_its_end_is_looked_at_a_year_ahead() -> None:
    loan = book(
        as_of=date(2028, 2, 1),
        balance=Decimal(1000),
        days_past_due=31,
        effective_rate=Decimal("0.1"),
        pd_now=Decimal("0.19"),
    )
    assert loan.to_come == ()
    # 0.6 x 0.1 x 1,000 / 1.1
    assert provide(loan, ONE_VIEW).lifetime == Decimal("54.55")


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"balance": Decimal(-1)}, "balance"),
        ({"balance": Decimal(100)}, "to_come"),
        ({"pd_now": Decimal(1)}, "pd_now"),
        ({"pd_at_origination": Decimal("NaN")}, "pd_at_origination"),
        ({"lgd": Decimal("1.1")}, "lgd"),
        ({"days_past_due": -1}, "days_past_due"),
        ({"effective_rate": Decimal("-0.1")}, "effective_rate"),
        ({"to_come": plan().instalments[::-1]}, "to_come"),
    ],
)
def test_impossible_books_are_refused(changed: dict[str, Any], field: str) -> None:
    with pytest.raises(InvalidInput) as caught:
        book(**changed)
    assert caught.value.field == field


def test_a_portfolio_keeps_its_order() -> None:
    loans = [book(loan_id=f"L{number}") for number in (3, 1, 2)]
    assert [one.loan_id for one in provide_all(loans, POLICY)] == ["L3", "L1", "L2"]


pds = st.decimals("0", "0.95", places=3)


@given(
    method=st.sampled_from(Method),
    months=st.integers(1, 36),
    passed=st.integers(0, 700),
    low_high=st.tuples(pds, pds).map(sorted),
    lgds=st.tuples(st.decimals("0", "1", places=2), st.decimals("0", "1", places=2)).map(sorted),
)
def test_losses_rise_with_pd_and_lgd_and_a_year_is_part_of_the_life(
    method: Method,
    months: int,
    passed: int,
    low_high: list[Decimal],
    lgds: list[Decimal],
) -> None:
    schedule = plan(months, method)
    base = book(
        schedule,
        as_of=START + timedelta(days=passed),
        effective_rate=annual_cost(schedule).effective,
    )
    found = [
        provide(dataclasses.replace(base, pd_now=pd, lgd=lgd), POLICY)
        for pd, lgd in zip(low_high, lgds, strict=True)
    ]
    for less, more in zip(
        (found[0].twelve_months, found[0].lifetime),
        (found[1].twelve_months, found[1].lifetime),
        strict=True,
    ):
        assert less <= more
    for one in found:
        assert 0 <= one.twelve_months <= one.lifetime <= one.exposure
        assert one.allowance in (one.twelve_months, one.lifetime)
        if not base.to_come or (base.to_come[-1].due - base.as_of).days <= 365:
            assert one.twelve_months == one.lifetime


@given(months=st.integers(1, 36), pd=pds, passed=st.integers(0, 400))
def test_losses_computed_again_in_floats(months: int, pd: Decimal, passed: int) -> None:
    policy: ProvisionPolicy = POLICY
    loan = book(plan(months), as_of=START + timedelta(days=passed), pd_now=pd)
    hazard = -log(1 - float(pd)) * 12 / 24
    total = 0.0
    for scenario in policy.scenarios:
        scaled = hazard * float(scenario.intensity_multiple)
        owed, before = float(loan.balance), 0.0
        rows = [((row.due - loan.as_of).days / 365, row) for row in loan.to_come]
        for years, row in rows:
            chance = exp(-scaled * before) - exp(-scaled * years)
            lost = chance * 0.6 * float(scenario.lgd_multiple) * (owed + float(row.interest))
            total += float(scenario.weight) * lost / 1.083**years
            owed -= float(row.principal)
            before = years
    assert abs(float(provide(loan, policy).lifetime) - total) < 0.006
