from collections import Counter
from collections.abc import Callable
from datetime import date, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring import annuity, annuity_parts
from scoring.annual_rate import AprConvention, annual_rate
from scoring.apr import AnnualCost, annual_cost, dated_cost, irr, payment_period, xirr
from scoring.errors import InvalidInput, NoSingleRate
from scoring.products import Fee, FeeManner, Method
from scoring.schedule import Schedule, add_months, build_schedule, whole_months
from scoring.unit_periods import UnitPeriod
from tests.scoring.loans import schedules
from tests.scoring.open_cases import due, open_cases, read_flows

JANUARY = date(2026, 1, 15)


def cost(method: Method, months: int, *fees: Fee, first_due: date | None = None) -> AnnualCost:
    return annual_cost(
        build_schedule(
            principal=Decimal(100000),
            annual_rate=Decimal("0.096"),
            months=months,
            method=method,
            disbursed=JANUARY,
            first_due=first_due,
            fees=fees,
        )
    )


def near(rate: Decimal, expected: str, within: str = "1E-6") -> bool:
    return abs(rate - Decimal(expected)) <= Decimal(within)


def test_published_rates() -> None:
    amounts = [Decimal(x) for x in (-100, 39, 59, 55, 20)]
    assert near(irr(amounts), "0.28095", "5E-6")  # numpy-financial's example of irr
    flows = [
        (date(2008, 1, 1), Decimal(-10000)),
        (date(2008, 3, 1), Decimal(2750)),
        (date(2008, 10, 30), Decimal(4250)),
        (date(2009, 2, 15), Decimal(3250)),
        (date(2009, 4, 1), Decimal(2750)),
    ]
    assert near(xirr(flows), "0.373362535", "1E-8")  # Excel's example of XIRR
    assert xirr(reversed(flows)) == xirr(flows)
    # pyxirr's samples unordered.csv and minus_0_99.csv.
    unordered = [
        (date(2015, 6, 11), Decimal(-1000)),
        (date(2015, 7, 21), Decimal(-9000)),
        (date(2018, 6, 10), Decimal(20000)),
        (date(2015, 10, 17), Decimal(-3000)),
    ]
    assert near(xirr(unordered), "0.16353715844", "1E-10")
    lost = [(date(2021, 6, 9), Decimal("-134.09")), (date(2021, 8, 11), Decimal("40.86"))]
    assert near(xirr(lost), "-0.9989769231734277", "1E-15")


def test_without_fees_the_cost_is_the_rate() -> None:
    monthly = cost(Method.EQUAL_INSTALMENT, 18)
    assert near(monthly.nominal, "0.096")
    assert near(monthly.effective, "0.100338694")  # 1.008^12 - 1
    assert near(cost(Method.EQUAL_PRINCIPAL, 24).nominal, "0.096")
    assert cost(Method.INTEREST_ONLY, 12).nominal == Decimal("0.096")


def test_a_single_payment_is_annualised_by_its_own_term() -> None:
    half = cost(Method.BULLET, 6)
    assert half.nominal == Decimal("0.096")
    assert half.effective == Decimal("0.098304")  # 1.048^2 - 1
    assert cost(Method.BULLET, 12) == AnnualCost(
        nominal=Decimal("0.096"), effective=Decimal("0.096")
    )
    # Beyond a year the unit stays a year: 1.192^(1/2) - 1.
    assert near(cost(Method.BULLET, 24).nominal, "0.091787525")
    # 73 days, 100,000 x 9.6 % x 72/360 = 1,920; x 365/73.
    assert cost(Method.BULLET, 2, first_due=date(2026, 3, 29)).nominal > Decimal("0.095")


def test_a_fee_at_disbursement_by_hand() -> None:
    # 100,000 less 2 % for one month at 0.8 %: 100,800 / 98,000 - 1, times 12.
    fee = Fee(
        code="f", name="费", payee="甲", manner=FeeManner.AT_DISBURSEMENT, rate=Decimal("0.02")
    )
    assert near(cost(Method.EQUAL_INSTALMENT, 1, fee).nominal, "0.342857142857", "1E-9")


def test_an_irregular_first_date_uses_days() -> None:
    found = cost(Method.EQUAL_INSTALMENT, 12, first_due=date(2026, 2, 20))
    assert near((1 + found.nominal / 12) ** 12 - 1, str(found.effective), "1E-8")
    assert near(found.nominal, "0.096", "0.0015")


def test_flows_without_a_single_rate_are_refused() -> None:
    with pytest.raises(NoSingleRate):
        irr([Decimal(1), Decimal(2)])
    with pytest.raises(NoSingleRate):
        xirr([])
    # 10 % and 20 % both solve it.
    with pytest.raises(NoSingleRate, match=r"2 rates .* 10\.00 %, 20\.00 %"):
        irr([Decimal(-100), Decimal(230), Decimal(-132)])
    fee = Fee(code="f", name="费", payee="甲", manner=FeeManner.AT_DISBURSEMENT, rate=Decimal(1))
    with pytest.raises(NoSingleRate):
        cost(Method.EQUAL_INSTALMENT, 12, fee)


@settings(max_examples=150, deadline=None)
@given(schedules())
def test_the_cost_shown_discounts_the_payments_to_what_was_received(schedule: Schedule) -> None:
    found = annual_cost(schedule)
    received = float(schedule.flows()[0][1])
    present = 0.0
    for row in schedule.instalments:
        months = whole_months(schedule.disbursed, row.due)
        assert months is not None
        present += float(row.payment) / (1 + float(found.effective)) ** (months / 12)
    assert abs(present - received) <= 1e-6 * received
    if len(schedule.instalments) > 1:
        monthly = found.nominal / 12
        assert near((1 + monthly) ** 12 - 1, str(found.effective), "1E-7")


@settings(max_examples=100, deadline=None)
@given(
    st.decimals("100000", "1000000", places=2),
    st.decimals("0.0001", "10", places=4),
    st.integers(2, 60),
    st.sampled_from([Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL, Method.INTEREST_ONLY]),
    st.dates(date(2024, 1, 1), date(2030, 12, 31)),
)
def test_without_fees_the_irr_is_the_contract_rate(
    principal: Decimal, rate: Decimal, months: int, method: Method, disbursed: date
) -> None:
    schedule = build_schedule(
        principal=principal, annual_rate=rate, months=months, method=method, disbursed=disbursed
    )
    # A cent too much or too little in every instalment is all that can differ.
    cents = Decimal("0.01") * months / principal
    assert abs(annual_cost(schedule).nominal - rate) <= 24 * cents * (1 + rate)


def test_every_regular_frequency_is_its_period_times_periods_a_year() -> None:
    def cost_of(days: list[date], rate: Decimal) -> AnnualCost:
        paid = [(day, -1000 * rate) for day in days[1:-1]]
        return dated_cost([(days[0], Decimal(1000)), *paid, (days[-1], -1000 * (1 + rate))])

    start = date(2026, 1, 31)
    by_days = {7: "0.52", 14: "0.26", 28: "0.13", 1: "3.65", 10: "0.365"}
    for days, nominal in by_days.items():
        dates = [start + timedelta(days=days * k) for k in range(9)]
        assert cost_of(dates, Decimal("0.01")).nominal == Decimal(nominal), days
    by_months = {1: "0.12", 2: "0.06", 3: "0.04", 6: "0.02", 12: "0.01"}
    for months, nominal in by_months.items():
        dates = [add_months(start, months * k) for k in range(9)]
        found = cost_of(dates, Decimal("0.01"))
        assert found.nominal == Decimal(nominal), months
        assert near(found.effective, str(Decimal("1.01") ** (Decimal(12) / months) - 1), "1E-10")


def test_the_payment_period_is_the_most_common_one() -> None:
    start = date(2026, 1, 15)

    def steps(*months: int) -> int:
        period = payment_period([add_months(start, month) for month in (0, *months)])
        assert period is not None
        return period.steps

    assert steps(4, 5, 6, 7) == 1  # three months of grace
    assert steps(1, 4, 7, 10) == 3  # quarters after a short first period
    assert steps(3, 5, 12) == 1  # harvest months, no rhythm
    assert steps(7) == 7
    assert steps(30) == 12
    assert payment_period([start, start]) is None
    assert payment_period([start, date(2026, 2, 20), date(2026, 3, 20)]) is None


def test_several_disbursements() -> None:
    # 1,000 now and 1,000 in a month, at 1 % a month: 2,000 x ... by hand 1020.1 + 1010.
    flows = [
        (date(2026, 1, 15), Decimal(1000)),
        (date(2026, 2, 15), Decimal(1000)),
        (date(2026, 3, 15), Decimal("-2030.1")),
    ]
    assert dated_cost(flows).nominal == Decimal("0.12")
    # Drawn again after the first payment: the signs change three times, the rate is one.
    again = [
        (date(2026, 1, 15), Decimal(1000)),
        (date(2026, 2, 15), Decimal(-510)),
        (date(2026, 3, 15), Decimal(500)),
        (date(2026, 4, 15), Decimal("-1015.05")),
    ]
    found = dated_cost(again)
    rate = found.nominal / 12
    present = sum((a / (1 + rate) ** k for k, (_, a) in enumerate(again)), Decimal(0))
    assert abs(present) < Decimal("1E-6")


def test_rates_too_large_for_ten_decimals_are_still_given() -> None:
    day = dated_cost([(JANUARY, Decimal(100)), (date(2026, 1, 16), Decimal(-130))])
    assert day.nominal == Decimal("109.5")
    assert abs(day.effective / (Decimal("1.3") ** 365 - 1) - 1) < Decimal("1E-17")


def test_an_amount_that_is_none_is_named() -> None:
    with pytest.raises(InvalidInput, match=r"amounts\[1\]"):
        irr([Decimal(-1), Decimal("NaN")])
    with pytest.raises(InvalidInput, match=r"flows\[0\]\.amount"):
        xirr([(JANUARY, 1.5)])  # type: ignore[list-item]


def test_open_xirr_cases() -> None:
    cases = open_cases("xirr")
    for case in cases:
        dates = map(date.fromisoformat, case["inputs"]["dates"])
        rate = xirr(zip(dates, case["inputs"]["amounts"], strict=True))
        assert abs(rate - case["expected"]["rate"]) <= case["tolerance"], case["id"]
    assert len(cases) == 9


def test_open_annual_rate_cases() -> None:
    tried: Counter[str] = Counter()
    for case in open_cases("apr"):
        inputs, expected = case["inputs"], case["expected"]
        flows, options = read_flows(inputs)
        found = annual_rate(flows, inputs["method"], **options)
        lender = annual_rate(
            [(time, -amount) for time, amount in flows], inputs["method"], **options
        )
        assert lender == found, case["id"]
        if "apr_percent" in expected:
            assert abs(100 * found - expected["apr_percent"]) <= case["tolerance"], case["id"]
        else:
            assert abs(found - expected["rate"]) <= case["tolerance"], case["id"]
        tried[inputs["method"]] += 1
    assert tried == {
        "nominal_monthly_irr_x12": 1,
        "effective_annual": 4,
        "effective_annual_days_365": 7,
        "us_reg_z_actuarial": 8,
    }


def test_open_regulation_z_cases_by_their_dates() -> None:
    tried = 0
    for case in open_cases("apr"):
        inputs = case["inputs"]
        if inputs["method"] != "us_reg_z_actuarial":
            continue
        unit = UnitPeriod.parse(inputs["unit_period"])
        first = date.fromisoformat(inputs["first_payment_date"])
        dates = [due(first, unit, number) for number in range(len(inputs["payments"]))]
        flows = [
            (date.fromisoformat(inputs["advance_date"]), -inputs["amount"]),
            *zip(dates, inputs["payments"], strict=True),
        ]
        found = 100 * annual_rate(flows, AprConvention.US_ACTUARIAL)
        assert abs(found - case["expected"]["apr_percent"]) <= case["tolerance"], case["id"]
        tried += 1
    assert tried == 8


def test_open_time_value_cases() -> None:
    tried: Counter[str] = Counter()
    for case in open_cases("pmt"):
        name = case["inputs"]["function"]
        found = FUNCTIONS[name](*case["inputs"]["args"])
        assert abs(found - case["expected"]["value"]) <= case["tolerance"], case["id"]
        tried[name] += 1
    assert sum(tried.values()) == 34
    assert set(tried) == set(FUNCTIONS)


FUNCTIONS: dict[str, Callable[..., Decimal]] = {
    "PMT": annuity.pmt,
    "FV": annuity.fv,
    "NPER": annuity.nper,
    "RATE": annuity.rate,
    "IRR": annuity.irr,
    "EFFECT": annuity.effective_rate,
    "NOMINAL": annuity.nominal_rate,
    "IPMT": annuity_parts.ipmt,
    "PPMT": annuity_parts.ppmt,
    "CUMIPMT": annuity_parts.cumipmt,
    "CUMPRINC": annuity_parts.cumprinc,
}
