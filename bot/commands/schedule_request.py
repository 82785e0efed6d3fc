"""A line of `shandai schedule`, turned into the terms of a loan; it computes nothing."""

import re
from datetime import date
from decimal import Decimal
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from bot.commands import words
from scoring.credit_line import Kind, LineTerms, Movement
from scoring.day_count import DayCount
from scoring.due_dates import MONTHLY
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
from scoring.loan_terms import DeferredInterest, Draw, Grace, LevelRule, LoanTerms, StepUp, Stub
from scoring.money import CENT, Rounding
from scoring.products import LENDER_PAYEE, Fee, FeeManner, Method

_TO_UNIT = re.compile(r"(?P<how>[a-z_ -]+?)[ _-]to[ _-](?P<unit>[0-9.]+)")
Rate = Annotated[Decimal, Field(allow_inf_nan=False)]
Yuan = Annotated[Decimal, Field(allow_inf_nan=False)]


class _Line(BaseModel):
    # Unknown keys are refused: a misspelt "fees" must not make a loan cheaper.
    model_config = ConfigDict(extra="forbid", frozen=True)


class FeeLine(_Line):
    """One charge besides interest."""

    manner: FeeManner
    rate: Rate | None = None
    amount: Yuan | None = None
    financed: bool = False
    code: str = ""
    name: str = ""
    payee: str = LENDER_PAYEE

    def fee(self, place: int) -> Fee:
        """Return the fee; one without a code is named by its place, from 0.

        Raises:
            InvalidInput: it has no measure, or two.
        """
        try:
            return Fee(
                code=self.code or f"fee-{place}",
                name=self.name or self.code,
                payee=self.payee,
                manner=self.manner,
                rate=self.rate,
                amount=self.amount,
                financed=self.financed,
            )
        except InvalidInput as error:
            path = f"fees.{place}{error.field.removeprefix('fee')}"
            raise InvalidInput(path, error.problem, error.remedy) from error


class GraceLine(_Line):
    """Periods at the start in which less is paid."""

    principal: int = 0
    interest: int = 0
    deferred: DeferredInterest = DeferredInterest.DUE_LATER
    interest_free: int = 0


class StepLine(_Line):
    """How the level instalment grows."""

    every: int
    ratio: Rate = Decimal(0)
    amount: Yuan = Decimal(0)


class LevelLine(_Line):
    """How the level instalment is rounded."""

    unit: Yuan = CENT
    rounding: Annotated[str, AfterValidator(words.rounding)] | None = None
    closest_last: bool = False
    nominal: bool = False
    amount: Yuan | None = None
    spread: bool | None = None


class DrawLine(_Line):
    """Money paid out later."""

    day: date = Field(validation_alias=AliasChoices("day", "date"))
    amount: Yuan


class EventLine(_Line):
    """Something that changes a running loan."""

    type: Literal["part_repayment", "rate_change", "term_change", "due_day_change", "settlement"]
    day: date = Field(validation_alias=AliasChoices("day", "date"))
    amount: Yuan | None = None
    keep: Keep = Keep.TERM
    annual_rate: Rate | None = None
    periods: int | None = None
    due_day: int | None = None

    def event(self) -> LoanEvent:
        """Return the event.

        Raises:
            InvalidInput: what this type of event needs is missing.
        """
        match self.type:
            case "part_repayment":
                return PartRepayment(
                    day=self.day, amount=_needed("amount", self.amount), keep=self.keep
                )
            case "rate_change":
                return RateChange(
                    day=self.day, annual_rate=_needed("annual_rate", self.annual_rate)
                )
            case "term_change":
                return TermChange(day=self.day, periods=_needed("periods", self.periods))
            case "due_day_change":
                return DueDayChange(day=self.day, due_day=_needed("due_day", self.due_day))
            case "settlement":
                return Settlement(day=self.day)


class MovementLine(_Line):
    """Money drawn or repaid on a credit line."""

    day: date = Field(validation_alias=AliasChoices("day", "date"))
    kind: Kind = Field(validation_alias=AliasChoices("kind", "type"))
    amount: Yuan


def _level(value: object) -> object:
    if not isinstance(value, str):
        return value
    found = _TO_UNIT.fullmatch(value.strip().lower())
    if found is None:
        return {"rounding": value}
    return {"rounding": found["how"], "unit": found["unit"]}


class ScheduleLine(_Line):
    """A line of `shandai schedule`; the keys are described in docs/command-line.md."""

    method: Annotated[str, AfterValidator(words.method)]
    annual_rate: Rate
    principal: Yuan | None = None
    periods: int | None = Field(None, validation_alias=AliasChoices("periods", "n", "months"))
    disbursed: date | None = Field(
        None, validation_alias=AliasChoices("disbursed", "start_date", "advance_date")
    )
    first_due: date | None = None
    due_dates: tuple[date, ...] = ()
    frequency: str | None = None
    every: int = 1
    nominal_periods: bool | None = None
    due_months: tuple[int, ...] = ()
    principal_months: tuple[int, ...] = ()
    day_count: str | None = None
    days_in_month: str | int | None = None
    days_in_year: str | int | None = None
    rounding: str | None = None
    level: Annotated[LevelLine, BeforeValidator(_level)] = Field(
        LevelLine(), validation_alias=AliasChoices("level", "emi_rounding", "instalment_rounding")
    )
    stub: Stub = Stub.SPREAD
    grace: GraceLine = GraceLine()
    balloon: Yuan = Decimal(0)
    step_up: StepLine | None = None
    draws: tuple[DrawLine, ...] = ()
    fees: tuple[FeeLine, ...] = ()
    events: tuple[EventLine, ...] = ()
    early_fee: FeeLine | None = None
    settle_on: date | None = None
    limit: Yuan | None = None
    statement_day: int | None = None
    movements: tuple[MovementLine, ...] = ()
    until: date | None = None

    @property
    def is_credit_line(self) -> bool:
        """Whether it asks for a line that is drawn and repaid at will."""
        return self.method == words.CREDIT_LINE

    def terms(self, today: date) -> LoanTerms:
        """Return the terms; a loan without a day is paid out today.

        Raises:
            InvalidInput: names the key that cannot be used.
        """
        method = Method(self.method)
        default = 1 if method is Method.BULLET else len(self.due_dates)
        periods = self.periods if self.periods is not None else default or None
        rounding, level = self._rounding()
        count = self._day_count()
        # Due dates beside a frequency are that frequency's, moved: each period counts as a whole.
        moved = bool(self.due_dates) and self.frequency is not None and count.equal_months
        return LoanTerms(
            principal=_needed("principal", self.principal),
            annual_rate=self.annual_rate,
            periods=_needed("periods", periods),
            method=method,
            disbursed=self.disbursed or today,
            frequency=words.frequency(self.frequency, self.every) if self.frequency else MONTHLY,
            first_due=self.first_due,
            due_dates=self.due_dates,
            nominal_periods=moved if self.nominal_periods is None else self.nominal_periods,
            due_months=self.due_months,
            principal_months=self.principal_months,
            day_count=count,
            rounding=rounding,
            level=level,
            stub=self.stub,
            grace=Grace(**self.grace.model_dump()),
            balloon=self.balloon,
            step_up=StepUp(**self.step_up.model_dump()) if self.step_up else None,
            draws=tuple(Draw(day=one.day, amount=one.amount) for one in self.draws),
            fees=tuple(fee.fee(place) for place, fee in enumerate(self.fees)),
        )

    def loan_events(self) -> tuple[LoanEvent, ...]:
        """Return what changes the loan while it runs."""
        return tuple(event.event() for event in self.events)

    def line_terms(self) -> tuple[LineTerms, tuple[Movement, ...], date]:
        """Return the terms of a credit line, its movements and its closing day.

        Raises:
            InvalidInput: names the key that is missing or cannot be used.
        """
        terms = LineTerms(
            limit=_needed("limit", self.limit),
            annual_rate=self.annual_rate,
            statement_day=_needed("statement_day", self.statement_day),
            day_count=DayCount.ACTUAL_360 if self.day_count is None else self._day_count(),
            rounding=self._rounding()[0],
        )
        movements = tuple(
            Movement(day=one.day, kind=one.kind, amount=one.amount) for one in self.movements
        )
        return terms, movements, _needed("until", self.until)

    def _rounding(self) -> tuple[Rounding, LevelRule]:
        """Return how cents and the level instalment are rounded; "ceil to 10" is the latter's."""
        given: dict[str, Any] = self.level.model_dump()
        if given["spread"] is None:
            # So that interest is that of the exact parts, as calculators publish it.
            given["spread"] = self.method == Method.EQUAL_PRINCIPAL
        unit = _TO_UNIT.fullmatch(self.rounding.strip().lower()) if self.rounding else None
        if self.rounding is None or unit is not None:
            cents = Rounding.HALF_UP
        else:
            cents = words.rounding(self.rounding)
        if unit is not None:
            given |= {"unit": Decimal(unit["unit"]), "rounding": words.rounding(unit["how"])}
        return cents, LevelRule(**given)

    def _day_count(self) -> DayCount:
        if self.day_count is not None:
            return words.day_count(self.day_count)
        if self.days_in_month is None and self.days_in_year is None:
            return DayCount.THIRTY_360
        return words.day_count_of(str(self.days_in_month), str(self.days_in_year or 360))


def _needed[T](field: str, value: T | None) -> T:
    if value is None:
        raise InvalidInput(field, "is missing", "add it")
    return value
