"""Takes the numbers a caller gives; it must not know what they stand for."""

from decimal import Decimal

from scoring.errors import InvalidInput


def figure(field: str, value: object) -> Decimal:
    """Return a finite Decimal or a whole number as a Decimal.

    Floats are refused: what is not exact on the way in cannot be exact on the way out.

    Raises:
        InvalidInput: names the field.
    """
    if isinstance(value, Decimal) and value.is_finite():
        return value
    if isinstance(value, int) and not isinstance(value, bool):
        return Decimal(value)
    raise InvalidInput(field, f"{value!r} is not a usable number", "give a finite decimal")
