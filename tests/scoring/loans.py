"""Hypothesis strategies for loans of every kind, and for what can happen to them."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import ROUND_DOWN, Decimal
from typing import Any

from hypothesis import strategies as st

from scoring.due_dates import (
    DAILY,
    LAST_YEAR,
    MONTHLY,
    QUARTERLY,
    TWO_WEEKLY,
    WEEKLY,
    YEARLY,
    Frequency,
    Unit,
)
from scoring.errors import InvalidInput
from scoring.loan_events import (
    DueDayChange,
    Keep,
    LoanEvent,
    PartRepayment,
    RateChange,
    Settlement,
    TermChange,
)
from scoring.loan_terms import (
    DeferredInterest,
    Draw,
    Grace,
    LevelRule,
    LoanTerms,
    StepUp,
    Stub,
)
from scoring.money import CENT, Rounding
from scoring.periods import periods_of
from scoring.products import Fee, FeeManner, Method
from scoring.schedule import DayCount, Schedule, build_schedule, schedule_of

AMORTISING = (Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL)
FREQUENCIES = (
    DAILY,
    WEEKLY,
    TWO_WEEKLY,
    Frequency(every=15, unit=Unit.DAY),
    MONTHLY,
    MONTHLY,
    Frequency(every=2, unit=Unit.MONTH),
    QUARTERLY,
    YEARLY,
)
DAYS = st.dates(date(2023, 1, 1), date(2030, 12, 31))
# Month ends and leap days go wrong first.
HARD_DAYS = st.sampled_from(
    [
        date(2024, 2, 29),
        date(2023, 10, 31),
        date(2025, 1, 30),
        date(2027, 12, 31),
        date(2028, 1, 31),
    ]
)


@st.composite
def fees(draw: st.DrawFn) -> Fee:
    manner = draw(st.sampled_from(FeeManner))
    by_share = manner is FeeManner.ON_BALANCE or draw(st.booleans())
    return Fee(
        code=draw(st.uuids()).hex,
        name="服务费",
        payee="本机构",
        manner=manner,
        financed=manner is FeeManner.AT_DISBURSEMENT and draw(st.booleans()),
        rate=draw(st.decimals("0", "0.02", places=4)) if by_share else None,
        amount=None if by_share else draw(st.decimals("0.01", "20", places=2)),
    )


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    return build_schedule(
        principal=draw(st.decimals("1000", "1000000", places=2)),
        annual_rate=draw(st.decimals("0", "0.36", places=4)),
        months=draw(st.integers(1, 60)),
        method=draw(st.sampled_from(Method)),
        disbursed=draw(st.dates(date(2024, 1, 1), date(2030, 12, 31))),
        day_count=draw(st.sampled_from(DayCount)),
        rounding=draw(st.sampled_from(Rounding)),
        fees=draw(st.lists(fees(), max_size=2)),
    )


def sums(low: str = "0.01", high: str = "1000000") -> st.SearchStrategy[Decimal]:
    return st.one_of(
        st.decimals("1000", high, places=2),
        st.decimals(low, high, places=2),
        st.sampled_from([Decimal(low), Decimal("100"), Decimal("9999.99")]),
    )


def rates() -> st.SearchStrategy[Decimal]:
    return st.one_of(
        st.decimals("0", "0.36", places=4),
        st.decimals("0", "10", places=6),
        st.sampled_from([Decimal(0), Decimal(10), Decimal("0.0001")]),
    )


def counts(most: int = 600) -> st.SearchStrategy[int]:
    """Return mostly small numbers of periods."""
    few = st.integers(1, min(most, 14))
    return st.one_of(few, few, few, st.integers(1, min(most, 60)), st.integers(1, min(most, 600)))


def months_of_year() -> st.SearchStrategy[tuple[int, ...]]:
    return st.sets(st.integers(1, 12), min_size=1, max_size=4).map(sorted).map(tuple)


@st.composite
def loan_terms(draw: st.DrawFn, /, **fixed: Any) -> LoanTerms:
    """Draw terms of any kind; ``fixed`` holds the fields that are not drawn."""
    method = fixed.get("method") or draw(st.sampled_from(Method))
    frequency = fixed.get("frequency") or draw(st.sampled_from(FREQUENCIES))
    disbursed = draw(st.one_of(DAYS, HARD_DAYS))
    # Steps of years must end before the last year that a due date may lie in.
    steps = (LAST_YEAR - 2032) * 12 // (frequency.months or 1)
    periods: int = fixed.get("periods") or draw(counts(min(600, steps)))
    terms: dict[str, Any] = {
        "principal": fixed.get("principal") or draw(sums()),
        "annual_rate": draw(rates()),
        "periods": periods,
        "method": method,
        "disbursed": disbursed,
        "frequency": frequency,
        "nominal_periods": draw(st.booleans()),
        "day_count": draw(st.sampled_from(DayCount)),
        "rounding": draw(st.sampled_from(Rounding)),
        "stub": draw(st.sampled_from(Stub)),
        "level": draw(levels()),
        "fees": tuple(draw(st.lists(fees(), max_size=2))),
    }
    if not {"due_dates", "due_months", "first_due"} & fixed.keys():
        terms |= draw(due_dates(method, frequency, disbursed, periods))
    amortising = method in AMORTISING
    if "grace" in fixed:
        pass
    elif amortising and periods > 1 and draw(st.booleans()):
        terms["grace"] = draw(graces(periods))
    elif draw(st.booleans()):
        terms["grace"] = Grace(interest_free=draw(st.integers(0, min(periods, 6))))
    if amortising and draw(st.booleans()):
        share = draw(st.decimals("0", "0.9", places=2))
        terms["balloon"] = (terms["principal"] * share).quantize(CENT, rounding=ROUND_DOWN)
    if method is Method.EQUAL_INSTALMENT and draw(st.booleans()):
        terms["step_up"] = draw(step_ups(periods))
    if method is Method.EQUAL_PRINCIPAL and draw(st.booleans()):
        terms["principal_months"] = draw(months_of_year())
    terms |= fixed
    if "draws" not in fixed and draw(st.booleans()):
        days = (periods_of(LoanTerms(**terms))[-1].due - disbursed).days - 1
        later = sorted(draw(st.lists(st.integers(0, days), min_size=1, max_size=3)))
        terms["draws"] = tuple(
            Draw(day=disbursed + timedelta(days=day), amount=draw(sums(high="5000")))
            for day in later
        )
    found = LoanTerms(**terms)
    try:
        schedule_of(found)
    except InvalidInput:
        # Steps that do not cover the interest, months in which nothing is due.
        return replace(found, step_up=None, principal_months=())
    return found


def levels() -> st.SearchStrategy[LevelRule]:
    return st.one_of(
        st.just(LevelRule()),
        st.just(LevelRule(closest_last=True)),
        st.builds(
            LevelRule,
            unit=st.sampled_from([CENT, Decimal("0.10"), Decimal(1), Decimal(10)]),
            rounding=st.one_of(st.none(), st.sampled_from(Rounding)),
            closest_last=st.booleans(),
            nominal=st.booleans(),
            spread=st.booleans(),
        ),
    )


@st.composite
def due_dates(
    draw: st.DrawFn, method: Method, frequency: Frequency, disbursed: date, periods: int
) -> dict[str, Any]:
    """Draw the fields that fix due dates: regular, with a stub, seasonal, or all given."""
    kind = draw(st.sampled_from(["regular", "regular", "stub", "seasonal", "own"]))
    if kind == "stub":
        return {"first_due": disbursed + timedelta(days=draw(st.integers(1, 80)))}
    if kind == "own" and periods <= 40:
        count = 1 if method is Method.BULLET else periods
        gaps = draw(st.lists(st.integers(1, 70), min_size=count, max_size=count))
        days, found = disbursed, []
        for gap in gaps:
            days += timedelta(days=gap)
            found.append(days)
        return {"due_dates": tuple(found)}
    if kind == "seasonal" and periods <= 60 and (frequency.months or 1) == 1:
        return {"due_months": draw(months_of_year())}
    return {}


@st.composite
def graces(draw: st.DrawFn, periods: int) -> Grace:
    principal = draw(st.integers(0, min(periods - 1, 6)))
    return Grace(
        principal=principal,
        interest=draw(st.integers(0, principal)),
        deferred=draw(st.sampled_from(DeferredInterest)),
        interest_free=draw(st.integers(0, min(periods, 6))),
    )


@st.composite
def step_ups(draw: st.DrawFn, periods: int) -> StepUp:
    # Half as much again every month for decades is more than any sum of money.
    every = draw(st.integers(1 + periods // 20, 24 + periods // 20))
    if draw(st.booleans()):
        ratio = draw(st.decimals("-0.5", "0.5", places=2).filter(bool))
        return StepUp(every=every, ratio=ratio)
    return StepUp(every=every, amount=draw(st.decimals("-50", "50", places=2).filter(bool)))


@st.composite
def events_for(draw: st.DrawFn, terms: LoanTerms, most: int = 3) -> tuple[LoanEvent, ...]:
    """Draw what happens to a loan, in order of time; every event can be made."""
    found: list[LoanEvent] = []
    for _ in range(draw(st.integers(0, most))):
        schedule = schedule_of(terms, found)
        day = draw(days_inside(terms, schedule, found))
        if day is None:
            break
        event = draw(event_on(day, owed_on(terms, schedule, found, day)))
        try:
            schedule_of(terms, [*found, event])
        except InvalidInput:
            # Two changes of different kinds met in one period, or a later event fell out.
            continue
        found.append(event)
    return tuple(found)


@st.composite
def days_inside(
    draw: st.DrawFn, terms: LoanTerms, schedule: Schedule, events: Sequence[LoanEvent]
) -> date | None:
    first = max([terms.disbursed, *(event.day for event in events)])
    days = (schedule.instalments[-1].due - first).days
    if days <= 0 or any(isinstance(event, Settlement) for event in events):
        return None
    dues = [row.due for row in schedule.instalments[:-1] if row.due >= first]
    if dues and draw(st.integers(0, 3)) == 0:
        return draw(st.sampled_from(dues))
    return first + timedelta(days=draw(st.integers(0, days - 1)))


@st.composite
def event_on(draw: st.DrawFn, day: date, owed: Decimal) -> LoanEvent:
    kind = draw(st.sampled_from(["part", "part", "rate", "term", "day", "settle"]))
    if kind == "part":
        share = draw(st.decimals("0.001", "0.999", places=3))
        amount = (owed * share).quantize(CENT, rounding=ROUND_DOWN)
        keep = draw(st.sampled_from(Keep))
        if amount > 0:
            return PartRepayment(day=day, amount=amount, keep=keep)
    if kind == "term":
        return TermChange(day=day, periods=draw(st.integers(1, 40)))
    if kind == "day":
        return DueDayChange(day=day, due_day=draw(st.integers(1, 31)))
    if kind == "settle":
        return Settlement(day=day)
    return RateChange(day=day, annual_rate=draw(rates()))


def owed_on(
    terms: LoanTerms, schedule: Schedule, events: Sequence[LoanEvent], day: date
) -> Decimal:
    """Return the principal owed on a day, after its instalment and what moved it before."""
    passed = [row for row in schedule.instalments if row.due <= day]
    since = passed[-1].due if passed else terms.disbursed
    start = passed[-1].balance if passed else terms.principal + terms.financed_fees
    moves = [(one.day, one.amount) for one in terms.draws]
    moves += [(one.day, -one.amount) for one in events if isinstance(one, PartRepayment)]
    return start + sum((amount for on, amount in moves if since <= on <= day), Decimal(0))
