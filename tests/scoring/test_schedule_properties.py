"""What holds of every plan, whatever its terms and whatever happened to it."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from scoring.due_dates import MONTHLY, TWO_WEEKLY, WEEKLY
from scoring.errors import InvalidInput
from scoring.instalment import Instalment
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
    LevelRule,
    LoanTerms,
    Stub,
)
from scoring.money import Rounding
from scoring.periods import periods_of
from scoring.products import Method
from scoring.schedule import Schedule, schedule_of
from tests.scoring.loans import AMORTISING, events_for, loan_terms

CENT = Decimal("0.01")
START = date(2024, 1, 1)
SHORT = st.sampled_from([WEEKLY, TWO_WEEKLY, MONTHLY])


@st.composite
def usual_terms(draw: st.DrawFn, *methods: Method) -> LoanTerms:
    """Draw loans whose cents do not grow into yuan: to 36 % and 60 short periods."""
    return draw(
        loan_terms(
            principal=draw(st.decimals("1000", "500000", places=2)),
            annual_rate=draw(st.decimals("0", "0.36", places=4)),
            periods=draw(st.integers(2, 60)),
            method=draw(st.sampled_from(methods or tuple(Method))),
            frequency=draw(SHORT),
            due_months=(),
            principal_months=(),
            draws=(),
            step_up=None,
            level=LevelRule(),
        )
    )


def cents_of(terms: LoanTerms) -> Decimal:
    """Return how far rounding each row by a cent can move a total."""
    longest = max(period.years for period in periods_of(terms))
    growth = 1 + terms.annual_rate * longest.numerator / longest.denominator
    return CENT * terms.periods * growth**terms.periods


def day_inside(data: st.DataObject, schedule: Schedule) -> timedelta:
    days = (schedule.instalments[-1].due - schedule.disbursed).days
    assume(days > 1)
    return timedelta(days=data.draw(st.integers(1, days - 1)))


def check_books(terms: LoanTerms, schedule: Schedule) -> None:
    rows = schedule.instalments
    repaid = sum((-amount for _, amount in schedule.moves if amount < 0), Decimal(0))
    assert sum(row.principal for row in rows) + repaid == schedule.principal == terms.lent
    assert rows[-1].balance == 0
    assert schedule.total_payment - schedule.paid_out == schedule.total_cost
    assert sum(amount for _, amount in schedule.flows()) == -schedule.total_cost
    capitalised = terms.grace.deferred is DeferredInterest.CAPITALISED
    balance, since = terms.principal + terms.financed_fees, terms.disbursed
    for number, row in enumerate(rows, 1):
        assert row.number == number
        moved = sum(amount for day, amount in schedule.moves if since <= day < row.due)
        assert row.balance == balance + moved - row.principal
        assert row.payment == row.principal + row.interest + row.fees
        assert row.principal >= 0 or (capitalised and number <= terms.grace.interest)
        assert min(row.payment, row.interest, row.fees, row.balance) >= 0
        for amount in (row.payment, row.principal, row.interest, row.fees, row.balance):
            assert amount.as_tuple().exponent == -2
        assert row.due > since
        balance, since = row.balance, row.due


@given(terms=loan_terms())
def test_the_books_of_every_loan_balance(terms: LoanTerms) -> None:
    schedule = schedule_of(terms)
    check_books(terms, schedule)
    expected = 1 if terms.method is Method.BULLET else terms.periods
    assert len(schedule.instalments) == expected


@given(data=st.data(), terms=loan_terms())
def test_the_books_balance_whatever_happens(data: st.DataObject, terms: LoanTerms) -> None:
    check_books(terms, schedule_of(terms, data.draw(events_for(terms))))


@given(data=st.data(), terms=loan_terms())
def test_an_event_leaves_what_was_paid_before_it(data: st.DataObject, terms: LoanTerms) -> None:
    events = data.draw(events_for(terms))
    assume(events)
    day = events[-1].day
    # A settlement takes in the instalment of its day.
    last = day - timedelta(days=isinstance(events[-1], Settlement))
    before, after = (schedule_of(terms, known).instalments for known in (events[:-1], events))
    assert [row for row in before if row.due <= last] == [row for row in after if row.due <= last]


@given(data=st.data(), terms=loan_terms())
def test_parts_of_a_period_are_the_whole(data: st.DataObject, terms: LoanTerms) -> None:
    periods = periods_of(terms, data.draw(events_for(terms)))
    assert periods[0].start == terms.disbursed
    for period in periods:
        assert sum(segment.years for segment in period.segments) == period.years >= 0
    assert all(earlier.due == later.start for earlier, later in pairwise(periods))


@given(terms=loan_terms())
def test_months_of_the_year_are_kept(terms: LoanTerms) -> None:
    rows = schedule_of(terms).instalments
    if terms.due_months:
        assert {row.due.month for row in rows} <= set(terms.due_months) or (
            terms.method is Method.BULLET
        )
    if terms.principal_months:
        repaid = [row for row in rows[:-1] if row.principal > 0]
        assert {row.due.month for row in repaid} <= set(terms.principal_months)


def levels_paid(terms: LoanTerms, rows: Sequence[Instalment]) -> set[Decimal]:
    """Return the instalments that should be level, the documented exceptions left out."""
    odd_first = terms.stub is Stub.FIRST_INSTALMENT and not terms.grace.principal
    start = max(terms.grace.principal, int(odd_first))
    return {
        row.payment - row.fees
        for row in rows[start:-1]
        # A level that does not cover the interest repays nothing; one that would overshoot stops
        # at the balloon; interest deferred by a grace comes on top of the first one.
        if row.principal > 0 and row.balance > terms.balloon and row.number != start + 1
    }


@given(terms=loan_terms(method=Method.EQUAL_INSTALMENT, draws=(), step_up=None))
def test_level_instalments_are_equal(terms: LoanTerms) -> None:
    levels = levels_paid(terms, schedule_of(terms).instalments)
    assert len(levels) <= 1
    if levels and not terms.level.closest_last:
        assert levels.pop() % terms.level.unit == 0


@given(terms=usual_terms(Method.EQUAL_INSTALMENT))
def test_the_last_instalment_differs_by_cents(terms: LoanTerms) -> None:
    schedule = schedule_of(terms)
    levels = levels_paid(terms, schedule.instalments)
    assume(levels)
    last = schedule.instalments[-1]
    # An odd first period, deferred interest and interest-free periods are in the level one too.
    gap = last.payment - last.fees - terms.balloon - levels.pop()
    assert abs(gap) <= 2 * cents_of(terms)


@given(terms=usual_terms(Method.EQUAL_INSTALMENT))
def test_tuning_brings_the_last_instalment_closer(terms: LoanTerms) -> None:
    def gap(closest: bool) -> Decimal | None:
        rows = schedule_of(replace(terms, level=LevelRule(closest_last=closest))).instalments
        levels = levels_paid(terms, rows)
        last = rows[-1]
        return abs(last.payment - last.fees - terms.balloon - levels.pop()) if levels else None

    plain, tuned = gap(closest=False), gap(closest=True)
    if plain is not None and tuned is not None:
        assert tuned <= plain


@given(terms=loan_terms(annual_rate=Decimal(0)))
def test_without_a_rate_only_principal_and_fees_are_paid(terms: LoanTerms) -> None:
    schedule = schedule_of(terms)
    assert schedule.total_interest == 0
    assert schedule.total_cost == schedule.total_fees
    plain = (terms.step_up, terms.draws, terms.grace.principal) == (None, (), 0)
    if terms.method is Method.EQUAL_INSTALMENT and plain and terms.level == LevelRule():
        share = (terms.lent - terms.balloon) / terms.periods
        assert abs(schedule.instalments[0].principal - share) < CENT or terms.periods == 1


@given(terms=usual_terms(), factor=st.sampled_from([10, 100]))
def test_ten_times_the_loan_is_ten_times_the_payment(terms: LoanTerms, factor: int) -> None:
    terms = replace(terms, fees=(), balloon=Decimal(0), rounding=Rounding.HALF_EVEN)
    large = replace(terms, principal=terms.principal * factor)
    small_total, large_total = (schedule_of(one).total_interest for one in (terms, large))
    assert abs(large_total - small_total * factor) <= (factor + 1) * cents_of(terms)


@given(terms=usual_terms(), other=st.decimals("0", "0.36", places=4))
def test_interest_rises_with_the_rate(terms: LoanTerms, other: Decimal) -> None:
    low, high = sorted((terms.annual_rate, other))
    dear = replace(terms, annual_rate=high)
    cheap = replace(terms, annual_rate=low)
    slack = 2 * cents_of(dear)
    assert schedule_of(dear).total_interest >= schedule_of(cheap).total_interest - slack


@given(terms=usual_terms(Method.EQUAL_INSTALMENT, Method.EQUAL_PRINCIPAL), more=st.integers(1, 24))
def test_interest_rises_with_the_term(terms: LoanTerms, more: int) -> None:
    terms = replace(terms, due_dates=())
    longer = replace(terms, periods=terms.periods + more)
    slack = 2 * cents_of(longer)
    assert schedule_of(longer).total_interest >= schedule_of(terms).total_interest - slack


@given(data=st.data(), terms=usual_terms(*AMORTISING))
def test_what_an_early_part_repayment_leaves(data: st.DataObject, terms: LoanTerms) -> None:
    before = schedule_of(terms)
    day = terms.disbursed + day_inside(data, before)
    share = data.draw(st.decimals("0.01", "0.9", places=2))
    owed = [row.balance for row in before.instalments if row.due <= day]
    amount = ((owed[-1] if owed else terms.lent) * share).quantize(CENT)
    assume(amount > 0)
    term, instalment = (
        schedule_of(terms, [PartRepayment(day=day, amount=amount, keep=keep)]) for keep in Keep
    )
    slack = 2 * cents_of(terms)
    assert [row.due for row in term.instalments] == [row.due for row in before.instalments]
    for lower, row in zip(term.instalments[:-1], before.instalments[:-1], strict=True):
        assert lower.payment <= row.payment + CENT
    assert term.total_interest <= before.total_interest + slack
    assert len(instalment.instalments) <= len(before.instalments)
    assert instalment.total_interest <= term.total_interest + slack
    # The first one carries its odd days, and those bear interest on more before the day.
    odd = int(terms.stub is Stub.FIRST_INSTALMENT)
    for kept, row in zip(instalment.instalments[odd:-1], before.instalments[odd:], strict=False):
        assert kept.payment - kept.fees <= row.payment - row.fees + CENT


@given(data=st.data(), terms=usual_terms())
def test_a_change_to_the_same_value_changes_nothing(data: st.DataObject, terms: LoanTerms) -> None:
    before = schedule_of(terms)
    day = terms.disbursed + day_inside(data, before)
    left = sum(row.due > day for row in before.instalments)
    events: list[LoanEvent] = [
        RateChange(day=day, annual_rate=terms.annual_rate),
        TermChange(day=day, periods=left),
    ]
    if terms.frequency == MONTHLY and not terms.due_dates and terms.first_due is None:
        events.append(DueDayChange(day=day, due_day=terms.disbursed.day))
    for event in events:
        after = schedule_of(terms, [event])
        assert [row.due for row in after.instalments] == [row.due for row in before.instalments]
        gap = abs(after.total_interest - before.total_interest)
        # Another level is worked out, so that an odd first instalment is no longer odd.
        assert gap <= 3 * cents_of(terms)


@given(data=st.data(), terms=usual_terms(Method.EQUAL_INSTALMENT))
def test_an_agreed_instalment_is_paid_to_the_end(data: st.DataObject, terms: LoanTerms) -> None:
    amount = data.draw(st.decimals("0.01", "500000", places=2))
    agreed = replace(terms, level=LevelRule(amount=amount))
    try:
        schedule = schedule_of(agreed)
    except InvalidInput:
        # The instalment has to cover the first interest.
        first = schedule_of(terms).instalments[terms.grace.principal]
        assert amount <= first.interest + CENT * terms.periods
        return
    check_books(agreed, schedule)
    assert levels_paid(agreed, schedule.instalments) <= {amount}
    assert len(schedule.instalments) <= terms.periods


@pytest.mark.parametrize("keep", Keep)
def test_a_part_repayment_below_the_balloon(keep: Keep) -> None:
    terms = LoanTerms(
        principal=Decimal(1000),
        annual_rate=Decimal("0.12"),
        periods=6,
        method=Method.EQUAL_INSTALMENT,
        disbursed=START,
        balloon=Decimal(800),
    )
    event = PartRepayment(day=START + timedelta(days=40), amount=Decimal(600), keep=keep)
    schedule = schedule_of(terms, [event])
    check_books(terms, schedule)
    # Nothing above the balloon is left, so only interest is due until the end.
    assert schedule.instalments[1].principal == 0
