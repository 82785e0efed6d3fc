from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.annual_rate import AprConvention, Flow, annual_rate
from scoring.apr import annual_cost
from scoring.errors import InvalidInput, NoSingleRate
from scoring.products import Method
from scoring.schedule import Schedule, add_months
from tests.scoring.loans import schedules

US = AprConvention.US_ACTUARIAL


def d(text: str) -> Decimal:
    return Decimal(text)


def monthly(first: str, count: int, months: int = 1) -> list[date]:
    return [add_months(date.fromisoformat(first), months * k) for k in range(count)]


def every(first: str, count: int, days: int) -> list[date]:
    return [date.fromisoformat(first) + timedelta(days=days * k) for k in range(count)]


def twice_a_month(first: str, second: str, count: int) -> list[date]:
    return sorted(monthly(first, count // 2) + monthly(second, count // 2))


def loan(
    lent: str, day: str, dates: Sequence[date], payment: str, first: str = "", last: str = ""
) -> list[Flow]:
    """One advance and level payments, the first and the last perhaps odd."""
    payments = [d(payment)] * len(dates)
    payments[0] = d(first) if first else payments[0]
    payments[-1] = d(last) if last else payments[-1]
    return [
        (date.fromisoformat(day), d(lent)),
        *((t, -p) for t, p in zip(dates, payments, strict=True)),
    ]


def once(lent: str, day: str, repaid: str, due: str) -> list[Flow]:
    return [(date.fromisoformat(day), d(lent)), (date.fromisoformat(due), -d(repaid))]


# 12 CFR 1026, Appendix J (c), all its examples, from their dates.
APPENDIX_J: dict[str, tuple[list[Flow], str]] = {
    "(1)(i)": (loan("5000", "1978-01-10", monthly("1978-02-10", 24), "230"), "9.69"),
    "(1)(ii)": (loan("6000", "1978-02-10", monthly("1978-04-01", 36), "200"), "11.82"),
    "(1)(iii)": (
        loan("5000", "1978-02-23", twice_a_month("1978-03-01", "1978-03-16", 24), "219.17"),
        "10.34",
    ),
    "(1)(iv)": (loan("10000", "1978-05-23", monthly("1978-10-01", 40, 3), "385"), "8.97"),
    "(1)(v)": (loan("500", "1978-03-20", every("1978-04-21", 30, 7), "17.60"), "14.96"),
    "(2)(i)": (loan("5000", "1978-01-10", monthly("1978-02-10", 24), "230", "250"), "10.08"),
    "(2)(ii)": (
        loan("400", "1978-03-18", every("1978-04-20", 12, 28), "38.31", "39.50"),
        "28.50",
    ),
    "(3)(i)": (loan("5000", "1978-01-10", monthly("1978-02-10", 24), "230", "", "280"), "10.50"),
    "(3)(ii)": (
        loan("200", "1978-04-03", every("1978-04-11", 20, 14), "9.50", "", "30"),
        "12.22",
    ),
    "(4)(i)": (
        loan("5000", "1978-01-10", monthly("1978-02-10", 24), "230", "250", "280"),
        "10.90",
    ),
    "(4)(ii)": (
        loan("8000", "1978-01-10", monthly("1978-03-01", 20, 2), "465", "449.36", "200"),
        "7.30",
    ),
    "(5)(i)": (once("1000", "1978-01-03", "1080", "1978-09-15"), "11.45"),
    "(5)(ii)": (once("1000", "1978-07-15", "1044", "1979-01-15"), "8.80"),
    "(5)(iii)": (once("1000", "1978-01-17", "1135.19", "1979-07-17"), "8.76"),
    "(5)(iv)": (once("1000", "1978-01-03", "1240", "1980-01-03"), "11.36"),
}
# FSharp.Finance.Personal, AprUsActuarialTests.fs: variations its author confirmed in a spreadsheet.
VARIATIONS: dict[str, tuple[list[Flow], str]] = {
    "daily": (loan("1000", "2023-10-26", every("2023-11-30", 5, 1), "220"), "94.15"),
    "weekly": (loan("1000", "2023-11-23", every("2023-11-30", 5, 7), "250"), "412.40"),
    "short week": (loan("1000", "2023-11-24", every("2023-11-30", 5, 7), "250"), "434.30"),
    "quarters": (loan("10000", "1978-06-23", monthly("1978-10-01", 40, 3), "385"), "9.15"),
    "years": (loan("1000", "2023-10-26", monthly("2023-11-30", 5, 12), "500"), "78.34"),
}


@pytest.mark.parametrize(
    ("flows", "percent"),
    [*APPENDIX_J.values(), *VARIATIONS.values()],
    ids=[*APPENDIX_J, *VARIATIONS],
)
def test_regulation_z(flows: list[Flow], percent: str) -> None:
    found = annual_rate(flows, US)
    assert abs(100 * found - d(percent)) <= d("0.005")
    assert annual_rate([(t, -amount) for t, amount in reversed(flows)], "us_reg_z") == found


def test_regulation_z_with_several_advances() -> None:
    """A building loan: the equation checked by hand at the rate found."""
    flows: list[Flow] = [
        *((day, d("1000")) for day in monthly("2026-01-10", 3)),
        *((day, d("-520")) for day in monthly("2026-04-25", 6)),
    ]
    rate = annual_rate(flows, US) / 12
    half = 1 + rate / 2  # 15 days from 10 to 25
    advanced = sum((1000 / (1 + rate) ** k for k in range(3)), d("0"))
    paid = sum((520 / (half * (1 + rate) ** k) for k in range(3, 9)), d("0"))
    assert abs(advanced - paid) < d("1E-6")
    # Drawn again after the first payment.
    again = sorted([*flows, (date(2026, 5, 10), d("300")), (date(2026, 10, 25), d("-310"))])
    assert annual_rate(again, US) > 0


def test_a_fee_kept_back_leaves_the_amount_financed() -> None:
    flows, percent = APPENDIX_J["(5)(ii)"]
    advance, repaid = flows
    fee: Flow = (advance[0], d("-30"))
    split: list[Flow] = [fee, (advance[0], advance[1] + 30), repaid]
    assert annual_rate(split, US) == annual_rate(flows, US)
    assert annual_rate(split, US) == d(percent) / 100
    with pytest.raises(NoSingleRate):
        annual_rate([(advance[0], d("30")), fee, repaid], US)


def test_regulation_z_by_given_units() -> None:
    flows, _ = APPENDIX_J["(1)(ii)"]
    by_dates = annual_rate(flows, US)
    assert annual_rate(flows, US, unit_period="m") == by_dates
    assert annual_rate(flows, US, first_payment=(1, d("19") / 30)) == by_dates
    first = 1 + d("19") / 30
    timed: list[Flow] = [(0, d("6000")), *((first + k, d("-200")) for k in range(36))]
    assert annual_rate(timed, US, periods_a_year=12) == by_dates
    assert annual_rate(timed, US, unit_period="m:1") == by_dates
    regular: list[Flow] = [(0, d("6000")), *((1 + k, d("-200")) for k in range(36))]
    moved = annual_rate(regular, US, unit_period="m", first_payment=(1, d("19") / 30))
    assert moved == by_dates
    assert annual_rate(flows, US, first_payment=(1, d("0"))) > by_dates


def test_the_term_begins_with_the_first_flow() -> None:
    flows: list[Flow] = [(0, d("1000")), (d("1.5"), d("-1020"))]
    later: list[Flow] = [(d("0.5"), d("1000")), (2, d("-1020"))]
    rate = annual_rate(flows, US, periods_a_year=12)
    assert annual_rate(later, US, periods_a_year=12) == rate
    assert abs((1 + rate / 24) * (1 + rate / 12) - d("1.02")) < d("1E-9")


def mortgage(payments: Iterable[tuple[Decimal, str]]) -> list[Flow]:
    return [(d("0"), d("-200000")), (d("0"), d("4000")), *((t, d(p)) for t, p in payments)]


def months(first: int, last: int, payment: str) -> list[tuple[Decimal, str]]:
    return [(d(str(k)) / 12, payment) for k in range(first, last + 1)]


# European Commission, examples of the APRC's calculation under Directive 2014/17/EU.
COMMISSION: dict[str, tuple[list[Flow], str]] = {
    "1": (mortgage(months(1, 240, "1432.86")), "6.434412"),
    "3": (mortgage(months(1, 240, "1449.53")), "6.588554"),
    "4": (mortgage(months(1, 240, "1599.53")), "7.946625"),
    "5": (mortgage(months(1, 240, "1490.18")), "6.961575"),
    "6": (mortgage([*months(1, 240, "1432.86"), (d("20"), "100")]), "6.436359"),
    "7": (mortgage([*months(1, 180, "1199.10"), (d("15"), "142097.69")]), "6.409523"),
    "8": (mortgage([*months(1, 240, "1166.67"), (d("20"), "200000")]), "7.430479"),
    "8 variable": (
        mortgage([*months(1, 6, "1166.67"), *months(7, 240, "1398.33"), (d("20"), "200000")]),
        "8.869280",
    ),
    "11": (mortgage([*months(1, 220, "1500"), *months(221, 221, "407.70")]), "6.452756"),
    # Directive 98/7/EC, Annex III, third example.
    "98/7 3": ([(0, d("1000")), (1, d("-600")), (2, d("-600"))], "13.066"),
    # Stephen Haunts, APR Calculator: examples of the Consumer Finance Association.
    "overdraft": ([(0, d("-200")), (d("1") / 12, d("350"))], "82400.5"),
    "short loan": ([(0, d("-200")), (d("1") / 12, d("250"))], "1355.2"),
}


@pytest.mark.parametrize(("flows", "percent"), COMMISSION.values(), ids=COMMISSION)
def test_european_rates(flows: list[Flow], percent: str) -> None:
    digits = len(percent.partition(".")[2])
    for convention in ("eu", "eu_calendar", "effective_365"):
        found = 100 * annual_rate(flows, convention)
        assert abs(found - d(percent)) <= d("0.51").scaleb(-digits)


@pytest.mark.parametrize(
    ("drawn", "payment", "percent"),
    # Example 2: 3 days and whole months, the days over 365 or, in a leap year, over 366.
    [("2014-01-12", "1433.57", "6.434185"), ("2012-12-12", "1433.56", "6.434111")],
)
def test_european_months_and_days(drawn: str, payment: str, percent: str) -> None:
    start = date.fromisoformat(drawn)
    dues = monthly(str(add_months(start + timedelta(days=3), 1)), 240)
    flows: list[Flow] = [
        (start, d("-200000")),
        (start, d("4000")),
        *((t, d(payment)) for t in dues),
    ]
    found = 100 * annual_rate(flows, "eu_calendar")
    assert abs(found - d(percent)) <= d("0.5E-6")


def test_british_rates_by_days() -> None:
    # FSharp.Finance.Personal, AprUnitedKingdomTests.fs.
    october = date(2012, 10, 10)
    five_days: list[Flow] = [(october, d("500")), (date(2012, 10, 15), d("-510"))]
    assert abs(100 * annual_rate(five_days, "uk") - d("324.436")) < d("0.0005")
    two: list[Flow] = [(october, d("500")), *((day, d("-270")) for day in monthly("2012-11-10", 2))]
    assert abs(100 * annual_rate(two, "uk") - d("84.63")) < d("0.005")


def test_numbers_count_periods() -> None:
    flows: list[Flow] = [(0, d("1000")), *((k, d("-90")) for k in range(1, 13))]
    nominal = annual_rate(flows, "china")
    rate = nominal / 12
    paid = sum((90 / (1 + rate) ** k for k in range(1, 13)), d("0"))
    assert abs(paid - 1000) < d("1E-6")
    assert abs(annual_rate(flows, "effective") - ((1 + rate) ** 12 - 1)) < d("1E-8")
    weekly = annual_rate(flows, "nominal", periods_a_year=52)
    assert abs(weekly - 52 * rate) < d("1E-8")
    dated: list[Flow] = [(t, a) for t, (_, a) in zip(monthly("2026-01-31", 13), flows, strict=True)]
    assert annual_rate(dated, "china") == nominal


def test_a_guess_and_its_absence() -> None:
    flows: list[Flow] = [(0, d("-100")), (1, d("230")), (2, d("-132"))]
    with pytest.raises(NoSingleRate, match="2 rates"):
        annual_rate(flows, "xirr")
    assert annual_rate(flows, "xirr", guess=d("0.25")) == d("0.2")


GOOD: list[Flow] = [(0, d("100")), (1, d("-110"))]
DATED: list[Flow] = [(date(2026, 1, 1), d("100")), (date(2026, 2, 1), d("-110"))]


@pytest.mark.parametrize(
    ("field", "flows", "convention", "options"),
    [
        ("flows", [], "xirr", {}),
        ("flows", GOOD[:1], "xirr", {}),
        ("flows", [(0, d("0")), (1, d("0"))], "xirr", {}),
        ("flows", [(1, d("5")), (1, d("-5"))], "xirr", {}),
        ("flows[1].amount", [GOOD[0], (1, d("NaN"))], "xirr", {}),
        ("flows[0].amount", [(0, 1.5), GOOD[1]], "xirr", {}),
        ("flows[0].amount", [(0, "100"), GOOD[1]], "xirr", {}),
        ("flows[1].time", [GOOD[0], DATED[1]], "xirr", {}),
        ("flows[0].time", [("soon", d("1")), GOOD[1]], "xirr", {}),
        ("flows[0].time", [(d("-1"), d("1")), GOOD[1]], "xirr", {}),
        ("flows[1].time", [GOOD[0], (True, d("1"))], "xirr", {}),
        ("flows[1].time", [GOOD[0], (d("1E9"), d("1"))], "xirr", {}),
        ("flows[0].time", [(datetime(2026, 1, 1), d("1")), DATED[1]], "us", {}),  # noqa: DTZ001
        ("convention", GOOD, "mars", {}),
        ("periods_a_year", GOOD, "xirr", {"periods_a_year": 12}),
        ("periods_a_year", GOOD, "nominal", {"periods_a_year": 0}),
        ("periods_a_year", GOOD, "nominal", {"periods_a_year": 366}),
        ("periods_a_year", GOOD, "us", {}),
        ("periods_a_year", GOOD, "us", {"periods_a_year": 12, "unit_period": "m"}),
        ("periods_a_year", DATED, "us", {"periods_a_year": 12}),
        ("unit_period", DATED, "us", {"unit_period": "fortnight"}),
        ("unit_period", DATED, "us", {"unit_period": "m:13"}),
        ("unit_period", DATED, "eu", {"unit_period": "m"}),
        ("first_payment", DATED, "eu", {"first_payment": (1, d("0"))}),
        ("first_payment", DATED, "us", {"first_payment": (1, d("1.5"))}),
        ("first_payment", DATED, "us", {"first_payment": (-1, d("0"))}),
        ("interval", DATED, "eu_calendar", {"interval": "decade"}),
        ("interval", DATED, "us", {"interval": "week"}),
        ("guess", GOOD, "xirr", {"guess": d("NaN")}),
    ],
)
def test_bad_input_is_named(
    field: str, flows: Any, convention: str, options: dict[str, Any]
) -> None:
    with pytest.raises(InvalidInput) as caught:
        annual_rate(flows, convention, **options)
    assert caught.value.field == field


@pytest.mark.parametrize("convention", AprConvention)
def test_one_sign_is_refused(convention: AprConvention) -> None:
    flows: list[Flow] = [(day, d("100")) for day in monthly("2026-01-01", 3)]
    with pytest.raises(NoSingleRate, match="never change sign"):
        annual_rate(flows, convention)


@settings(max_examples=60, deadline=None)
@given(schedules())
def test_conventions_on_built_schedules(schedule: Schedule) -> None:
    cost = annual_cost(schedule)
    flows = schedule.flows()
    assert annual_rate(flows, "china") == cost.nominal
    assert annual_rate(flows, "effective") == cost.effective
    if len(flows) > 2:
        # Whole months from the advance: the actuarial rate is the nominal one.
        assert abs(annual_rate(flows, US, unit_period="m") - cost.nominal) < d("0.003")
        # Days make months of 28 to 31 days a little unequal.
        assert abs(annual_rate(flows, "xirr") - cost.effective) < d("0.02") * (1 + cost.effective)
    if schedule.method is Method.INTEREST_ONLY and not schedule.total_fees and len(flows) > 2:
        assert abs(cost.nominal - schedule.annual_rate) < d("0.03")


TIMES = st.one_of(
    st.lists(st.dates(date(2024, 1, 1), date(2032, 12, 31)), min_size=2, max_size=8),
    st.lists(st.integers(0, 7200).map(lambda n: Decimal(n) / 30), min_size=2, max_size=8),
)
AMOUNTS = st.one_of(st.integers(-(10**6), 10**6), st.sampled_from([0, 1, -1, 10**9])).map(Decimal)


@settings(max_examples=150, deadline=None)
@given(TIMES, st.lists(AMOUNTS, min_size=8, max_size=8), st.sampled_from(AprConvention))
def test_any_flows_have_a_rate_or_a_named_error(
    times: list[Any], amounts: list[Decimal], convention: AprConvention
) -> None:
    flows: list[Flow] = list(zip(times, amounts, strict=False))
    by_number = not isinstance(times[0], date) and convention is US
    try:
        found = annual_rate(flows, convention, periods_a_year=12 if by_number else None)
    except (InvalidInput, NoSingleRate):
        return
    assert found.is_finite()
    other_side: list[Flow] = [(time, -amount) for time, amount in reversed(flows)]
    assert annual_rate(other_side, convention, periods_a_year=12 if by_number else None) == found
