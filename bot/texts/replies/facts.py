"""What an answer may state about the lender, its catalogue and the law; nothing of the customer."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from bot.texts import formatting as fmt
from scoring.due_dates import MONTHS, add_months
from scoring.money import Rounding, to_cents
from scoring.overdue import YEAR_DAYS

# The sum by which the interest of a day is shown.
SAMPLE = Decimal(10_000)
# A late mark stays so long after the debt is paid (征信业管理条例, article 16).
YEARS_LATE_MARK = 5


@dataclass(frozen=True, kw_only=True, slots=True)
class Facts:
    """What answers may state: the lender, the catalogue's outer limits, the law of the day.

    Attributes:
        today: the lender's date.
        lender: name as customers read it.
        phone: service number.
        hours: staffed hours, local time.
        smallest: smallest loan, yuan.
        largest: largest loan, yuan.
        consumer_largest: largest consumer loan that law and catalogue allow, yuan.
        longest_months: longest term.
        cost_low: lowest annualised total cost any approvable customer gets.
        cost_high: highest.
        ceiling: the highest that the law allows.
        products: how many products there are.
        age_min: youngest age at which any product is open.
        slowest: working days from approval to the money, of the slowest product.
        penalty_low: lowest multiple of the contract rate on what is overdue.
        penalty_high: highest.
        debt_share: most of an income that monthly payments may take.
    """

    today: date
    lender: str
    phone: str
    hours: str
    smallest: Decimal
    largest: Decimal
    consumer_largest: Decimal
    longest_months: int
    cost_low: Decimal
    cost_high: Decimal
    ceiling: Decimal
    products: int
    age_min: int
    slowest: int
    penalty_low: Decimal
    penalty_high: Decimal
    debt_share: Decimal

    def shown(self, language: str) -> dict[str, str]:
        """Every fact as it is written in a language, by its placeholder."""
        return {
            "lender": self.lender,
            "phone": self.phone,
            "hours": self.hours,
            "smallest": fmt.round_money(self.smallest, language),
            "largest": fmt.round_money(self.largest, language),
            "consumer_largest": fmt.round_money(self.consumer_largest, language),
            "longest": fmt.term(self.longest_months, language),
            "cost_low": fmt.percent(self.cost_low, language),
            "cost_high": fmt.percent(self.cost_high, language),
            "ceiling": _ceiling(self.ceiling, language),
            "sample": fmt.round_money(SAMPLE, language),
            "daily_low": fmt.money(_a_day(self.cost_low), language),
            "daily_high": fmt.money(_a_day(self.cost_high), language),
            "products": str(self.products),
            "age_min": str(self.age_min),
            "slowest": str(self.slowest),
            "penalty_low": fmt.number(self.penalty_low, language),
            "penalty_high": fmt.number(self.penalty_high, language),
            "debt_share": fmt.whole_percent(self.debt_share, language),
            "late_until": fmt.date(add_months(self.today, YEARS_LATE_MARK * MONTHS), language),
        }


def _a_day(annual_cost: Decimal) -> Decimal:
    return to_cents(SAMPLE * annual_cost / YEAR_DAYS, Rounding.HALF_UP)


def _ceiling(rate: Decimal, language: str) -> str:
    """The legal ceiling as people know it: "24%", and exactly where it is no whole number."""
    whole = rate * 100 == (rate * 100).to_integral_value()
    return fmt.whole_percent(rate, language) if whole else fmt.percent(rate, language)
