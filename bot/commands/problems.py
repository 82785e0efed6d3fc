"""What is wrong with a line, as field, problem and remedy; it must not know what is computed."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from scoring.errors import (
    InvalidInput,
    NoSingleRate,
    PriceAboveCeiling,
    ScoringError,
    UnknownProduct,
)

# What to give instead, by pydantic's type of error.
_REMEDIES: Mapping[str, str] = {
    "missing": "add it",
    "extra_forbidden": "remove it, or correct its name; the documentation lists the keys",
    "decimal_parsing": 'give a decimal, like "15000.00" or "0.096"',
    "decimal_type": 'give a decimal, like "15000.00" or "0.096"',
    "finite_number": "give a finite number",
    "int_parsing": "give a whole number",
    "int_type": "give a whole number",
    "int_from_float": "give a whole number",
    "date_from_datetime_parsing": "give a day like 2026-01-31",
    "date_parsing": "give a day like 2026-01-31",
    "date_type": "give a day like 2026-01-31",
    "model_type": "give a JSON object",
    "dataclass_type": "give a JSON object",
}
_PROBLEMS: Mapping[str, str] = {
    "missing": "is missing",
    "extra_forbidden": "is no known key",
    "decimal_parsing": "is no decimal",
    "decimal_type": "is no decimal",
    "finite_number": "is not finite",
    "int_parsing": "is no whole number",
    "int_type": "is no whole number",
    "int_from_float": "is no whole number",
    "date_from_datetime_parsing": "is no day",
    "date_parsing": "is no day",
    "date_type": "is no day",
    "model_type": "is no object",
    "dataclass_type": "is no object",
}


@dataclass(frozen=True, kw_only=True, slots=True)
class Problem:
    """Why a line was not answered.

    Attributes:
        field: dotted name of the value.
        problem: what is wrong with it.
        remedy: what to give instead.
    """

    field: str
    problem: str
    remedy: str


def problem_of(error: ScoringError | ValidationError) -> Problem:
    """Return what an error says of the value that caused it; of several, the first."""
    if isinstance(error, InvalidInput):
        return Problem(field=error.field, problem=error.problem, remedy=error.remedy)
    if isinstance(error, ValidationError):
        return _of_validation(error)
    if isinstance(error, NoSingleRate):
        return Problem(field="flows", problem=str(error), remedy="give flows with one rate")
    if isinstance(error, UnknownProduct):
        return Problem(field="product_id", problem=str(error), remedy="give a product on sale")
    if isinstance(error, PriceAboveCeiling):
        return Problem(
            field=f"fees.{'+'.join(error.fee_codes)}" if error.fee_codes else "rate_floor",
            problem=str(error),
            remedy="lower it, or borrow for longer",
        )
    return Problem(field="line", problem=str(error), remedy="correct the line")


def _of_validation(error: ValidationError) -> Problem:
    first: Any = error.errors(include_url=False)[0]
    path = ".".join(str(step) for step in first["loc"]) or "line"
    cause = first.get("ctx", {}).get("error")
    if isinstance(cause, InvalidInput):
        # The value checked itself and knows its field; the path says where it stands.
        parts = () if path == "line" else (path,)
        field = cause.field if path == cause.field else ".".join((*parts, cause.field)).strip(".")
        return Problem(field=field, problem=cause.problem, remedy=cause.remedy)
    kind = first["type"]
    said = first["msg"][:1].lower() + first["msg"][1:]
    return Problem(
        field=path,
        problem=_PROBLEMS.get(kind, said),
        remedy=_REMEDIES.get(kind, "correct it"),
    )
