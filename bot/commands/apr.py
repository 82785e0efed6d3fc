"""`shandai apr`: flows and a convention in, one annual rate out."""

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Annotated

from pydantic import AliasChoices, BaseModel, BeforeValidator, ConfigDict, Field

from scoring.annual_rate import AprConvention, annual_rate
from scoring.errors import InvalidInput
from scoring.year_fractions import Interval

type Answer = Mapping[str, object]


def _flow(value: object) -> object:
    """Write ``[when, amount]`` as an object; a day and a time may stand under several names."""
    if isinstance(value, list | tuple):
        if len(value) != 2:
            raise InvalidInput("", "is no pair", 'give ["2026-01-31", "-100.00"]')
        when, amount = value
        is_day = isinstance(when, str) and "-" in when[1:]
        return {"date" if is_day else "t": when, "amount": amount}
    return value


class FlowLine(BaseModel):
    """One sum of money on a day, or after a number of periods."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    day: date | None = Field(None, validation_alias=AliasChoices("date", "day"))
    time: Annotated[Decimal, Field(allow_inf_nan=False)] | None = Field(
        None, validation_alias=AliasChoices("t", "time", "t_years")
    )
    amount: Annotated[Decimal, Field(allow_inf_nan=False)]


class FirstPayment(BaseModel):
    """Unit periods from the advance to the first payment, when they shall not be counted."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    whole: int
    fraction: Annotated[Decimal, Field(ge=0, lt=1)] = Decimal(0)


class AprLine(BaseModel):
    """A line of `shandai apr`; the keys are described in docs/command-line.md."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    flows: tuple[Annotated[FlowLine, BeforeValidator(_flow)], ...]
    convention: str
    periods_a_year: Decimal | None = None
    unit_period: str | None = None
    first_payment: FirstPayment | None = None
    interval: Interval | None = None
    guess: Decimal | None = None


def apr_answer(asked: object) -> Answer:
    """Answer one line.

    Raises:
        InvalidInput: names the key that cannot be used.
        pydantic.ValidationError: the same, for keys that have the wrong form.
        NoSingleRate: no rate, or several, make the present value zero.
    """
    line = AprLine.model_validate(asked)
    first = line.first_payment
    rate = annual_rate(
        [(_when(flow, place), flow.amount) for place, flow in enumerate(line.flows)],
        line.convention,
        periods_a_year=line.periods_a_year,
        unit_period=line.unit_period,
        first_payment=(first.whole, first.fraction) if first else None,
        interval=line.interval,
        guess=line.guess,
    )
    return {"annual_rate": rate, "convention": AprConvention(line.convention)}


def _when(flow: FlowLine, place: int) -> date | Decimal:
    if (flow.day is None) == (flow.time is None):
        raise InvalidInput(f"flows.{place}", "needs one time", "give either date or t")
    return flow.day if flow.day is not None else flow.time or Decimal(0)
