"""What holds of every plan, whatever its terms and whatever happened to it."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from scoring.loan_terms import DeferredInterest, LoanTerms
from scoring.schedule import Schedule, schedule_of
from tests.scoring.loans import events_for, loan_terms


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
        assert row.interest >= 0
        assert row.fees >= 0
        assert row.balance >= 0
        assert row.principal >= 0 or (capitalised and number <= terms.grace.interest)
        assert row.payment >= 0
        for amount in (row.payment, row.principal, row.interest, row.fees, row.balance):
            assert amount.as_tuple().exponent == -2
        assert row.due > since
        balance, since = row.balance, row.due


@given(terms=loan_terms())
def test_the_books_of_every_loan_balance(terms: LoanTerms) -> None:
    check_books(terms, schedule_of(terms))


@given(data=st.data(), terms=loan_terms())
def test_the_books_balance_whatever_happens(data: st.DataObject, terms: LoanTerms) -> None:
    events = data.draw(events_for(terms))
    check_books(terms, schedule_of(terms, events))
