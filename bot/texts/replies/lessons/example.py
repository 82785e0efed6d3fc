"""The loan that the examples share; what follows from it is computed by the core."""

from decimal import Decimal

from bot.texts import formatting as fmt
from bot.texts.replies.lessons.basis import Basis
from scoring.loan_terms import LoanTerms
from scoring.products import Fee, FeeManner, Method
from scoring.schedule import Schedule, schedule_of

SUM = Decimal(10_000)
RATE = Decimal("0.12")
TERM = 12
DAILY = Decimal("0.0005")


def terms(
    basis: Basis,
    *,
    principal: Decimal = SUM,
    rate: Decimal = RATE,
    periods: int = TERM,
    method: Method = Method.EQUAL_INSTALMENT,
    fees: tuple[Fee, ...] = (),
) -> LoanTerms:
    """The terms of the example, or of a variation of it, paid out today."""
    return LoanTerms(
        principal=principal,
        annual_rate=rate,
        periods=periods,
        method=method,
        disbursed=basis.today,
        fees=fees,
    )


def loan(basis: Basis, method: Method = Method.EQUAL_INSTALMENT, periods: int = TERM) -> Schedule:
    """The plan of the example by another method or over another term."""
    return schedule_of(terms(basis, method=method, periods=periods))


def fee(manner: FeeManner, *, rate: Decimal | None = None, amount: Decimal | None = None) -> Fee:
    """A charge that is nobody's, for an example."""
    return Fee(code="example", name="", payee="", manner=manner, rate=rate, amount=amount)


def shown(language: str, *, rate: Decimal = RATE, months: int = TERM) -> dict[str, str]:
    """The sum, the term and the rate of the example as they are written."""
    return {
        "amount": fmt.round_money(SUM, language),
        "months": fmt.months(months, language),
        "rate": fmt.percent(rate, language),
    }
