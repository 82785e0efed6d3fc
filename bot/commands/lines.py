"""One JSON object a line in, one out, in the same order; it must not know what is computed."""

import json
from collections.abc import Callable, Iterable, Mapping
from dataclasses import asdict, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import TextIO

from pydantic import ValidationError

from bot.commands.problems import problem_of
from scoring.errors import InvalidInput, ScoringError

type Answer = Mapping[str, object]


def answer_lines(lines: Iterable[str], out: TextIO, answer: Callable[[object], Answer]) -> int:
    """Answer every line; empty lines are passed over.

    A line that cannot be answered yields ``{"error": {"field", "problem", "remedy"}}`` in its
    place. An ``id`` is given back with the answer or the error.

    Args:
        lines: JSON texts.
        out: where the answers go, one a line.
        answer: turns a parsed line into its answer.

    Returns:
        How many lines could not be answered.
    """
    bad = 0
    for line in lines:
        if not line.strip():
            continue
        name: dict[str, object] = {}
        try:
            asked = parse(line)
            if isinstance(asked, dict) and "id" in asked:
                name = {"id": asked.pop("id")}
            given = {**name, **answer(asked)}
        except (ScoringError, ValidationError) as error:
            bad += 1
            given = {**name, "error": asdict(problem_of(error))}
        out.write(to_json(given) + "\n")
        # Whoever reads through a pipe sees each answer when it is there.
        out.flush()
    return bad


def parse(text: str) -> object:
    """Read one JSON text; numbers with a fraction become Decimal, never float.

    Raises:
        InvalidInput: the text is not JSON, or holds NaN or Infinity.
    """
    try:
        return json.loads(text, parse_float=Decimal, parse_constant=_refused)
    except (json.JSONDecodeError, RecursionError) as error:
        raise InvalidInput(
            "line", f"is not JSON ({error})", "give one JSON object a line"
        ) from error


def to_json(value: object) -> str:
    """Write a value as one line: decimals as plain strings, dates as ISO 8601."""
    return json.dumps(value, default=plain, ensure_ascii=False)


def plain(value: object) -> object:
    """Return what JSON has no word for: sums keep their two decimals, nothing has an exponent."""
    if isinstance(value, Decimal):
        return format(value, "f")
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return dict(value)
    if is_dataclass(value) and not isinstance(value, type):
        return {name: getattr(value, name) for name in value.__dataclass_fields__}
    raise TypeError(f"{type(value).__name__} has no form in JSON")


def _refused(name: str) -> object:
    raise InvalidInput("line", f"holds {name}, which is no number", "give a finite number")
