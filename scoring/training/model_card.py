"""Writes what a card is, is for and is not good for as Markdown, from the card and its purpose."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic import ConfigDict, JsonValue, TypeAdapter

from scoring.card_bins import Bin, Characteristic
from scoring.data_text import parse_yaml
from scoring.scorecard import Card


@dataclass(frozen=True, kw_only=True, slots=True)
class Purpose:
    """What no card can know about itself.

    Attributes:
        title: of the page.
        use: what it is for.
        not_for: what it is not good for.
        before_use: what must be done before it decides about anybody.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    title: str
    use: str
    not_for: tuple[str, ...]
    before_use: tuple[str, ...]


def parse_purposes(text: str) -> Mapping[str, Purpose]:
    """Read the purposes of all cards, by version, from the text of a YAML file.

    Raises:
        InvalidData: names the field that is wrong.
    """
    return parse_yaml(text, TypeAdapter(dict[str, Purpose]))


def model_card(card: Card, purpose: Purpose) -> str:
    """Return the Markdown page of a card; the same card gives the same page."""
    notes = card.training
    parts = [
        f"# {purpose.title} (`{card.version}`)",
        f"Written from `scoring/cards/{card.version}.json`; every figure stands in that file.",
        purpose.use,
        "## Not good for",
        _list(purpose.not_for),
        "## Before it decides about anybody",
        _list(purpose.before_use),
        "## What it predicts",
        f"{card.target.capitalize()}, {_horizon(card)}. {card.scale.points} "
        f"points are {card.scale.odds} good to 1 bad; {card.scale.pdo} more double that. "
        f"{_level(card)}",
        "## On what it was fitted",
        _table(("", ""), _facts(notes)),
        "## How it was checked",
        _checked(notes),
        "## What it looks at",
        "Points between the worst and the best measured bin; people are those it was fitted on.",
        _table(
            ("characteristic", "risk", "bins", "points", "codes and unknown"),
            [_row(one) for one in card.characteristics],
        ),
    ]
    return "\n\n".join(parts) + "\n"


def _horizon(card: Card) -> str:
    return "within a month" if card.horizon_months == 1 else f"within {card.horizon_months} months"


def _level(card: Card) -> str:
    if card.calibration is None:
        return "Its level is that of the people it was fitted on."
    level = card.calibration
    return (
        f"Its level was moved to {level.source}: log-odds = {level.offset} + {level.slope} x those "
        "of the scale."
    )


def _facts(notes: Mapping[str, JsonValue]) -> list[tuple[str, str]]:
    names = {
        "data": "data",
        "people": "people",
        "bad_share": "share of bad",
        "median_monthly_income": "median monthly income",
        "medians": "medians that sums of money are divided by",
        "split": "split",
        "seed": "seed",
        "strength": "hold on the evidence (chosen on folds)",
        "calibration_slope": "calibration slope (measured on folds, applied)",
        "inputs_left_out": "inputs left out because they did not help",
        "versions": "software",
    }
    return [(text, _said(notes[key])) for key, text in names.items() if key in notes]


def _checked(notes: Mapping[str, JsonValue]) -> str:
    parts = []
    held_out, folds = notes.get("held_out"), notes.get("five_folds")
    if isinstance(held_out, dict):
        parts += ["On the people held out, every model on the same inputs:", _figures(held_out)]
    if isinstance(folds, dict):
        parts += ["Five folds together, every model on the same folds:", _figures(folds)]
    calibration = notes.get("held_out_calibration")
    if isinstance(calibration, dict):
        facts = [(key.replace("_", " "), _said(value)) for key, value in calibration.items()]
        parts += ["Its probabilities on the people held out:", _table(("", ""), facts)]
    groups = notes.get("held_out_by_group") or {}
    ages = notes.get("held_out_by_age")
    named = dict(groups) if isinstance(groups, dict) else {}
    if ages is not None:
        named["age"] = ages
    for name, found in named.items():
        if isinstance(found, dict):
            parts += [f"By {name}, which is not an input:", _figures(found)]
    return "\n\n".join(parts)


def _figures(found: Mapping[str, JsonValue]) -> str:
    rows = {name: one for name, one in found.items() if isinstance(one, dict)}
    keys = list(dict.fromkeys(key for one in rows.values() for key in one))
    return _table(
        ("", *(key.replace("_", " ") for key in keys)),
        [(name, *(_said(one.get(key, "-")) for key in keys)) for name, one in rows.items()],
    )


def _row(one: Characteristic) -> tuple[str, ...]:
    points = [place.points for place in one.ranges]
    others = [place for place in one.bins if place.special or place.missing]
    apart = " (first bin apart)" if one.first_apart else ""
    return (
        one.name.replace("_", " "),
        one.risk + apart,
        str(len(one.ranges)),
        f"{min(points)} to {max(points)}",
        "; ".join(_other(place) for place in others) or "none seen",
    )


def _other(place: Bin) -> str:
    name = "unknown" if place.missing else ", ".join(str(code) for code in place.special)
    return f"{name}: {place.points} points, {place.share * 100:.1f} % of people"


def _said(value: JsonValue | Decimal) -> str:
    if isinstance(value, dict):
        return ", ".join(f"{key} {_said(one)}" for key, one in value.items()) or "none"
    if isinstance(value, list):
        return ", ".join(_said(one).replace("_", " ") for one in value) or "none"
    return str(value)


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    marks = ["---", *["---:"] * (len(head) - 1)]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, marks, *rows])
