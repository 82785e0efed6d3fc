"""An additive scorecard as data and its exact score; it must not know who is scored or why."""

import json
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import ClassVar, Literal

from pydantic import ConfigDict, JsonValue, TypeAdapter, ValidationError

from scoring.errors import InvalidData, InvalidInput

PROBABILITY_UNIT = Decimal("0.000001")
LOG_ODDS_UNIT = Decimal("0.000001")
LN_2 = Decimal(2).ln()
MONTHS = 12

type Features = Mapping[str, Decimal | None]


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """One range [low, high) of a characteristic, or the place of values not stated.

    Attributes:
        points: what it adds to the score.
        woe: ln(share of all bad / share of all good) it was seen with; higher is riskier.
        share: share of the people it was seen with.
        low: lower edge, None for no edge.
        high: upper edge, None for no edge.
        missing: holds the values that were not stated, and nothing else.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    points: int
    woe: Decimal
    share: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    missing: bool = False


@dataclass(frozen=True, kw_only=True, slots=True)
class Characteristic:
    """One input with its bins, ascending, the one for missing values last.

    Attributes:
        name: the input's name.
        risk: how risk moves with the value, apart from a first bin that may stand alone.
        bins: at least one range.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    risk: Literal["rises", "falls", "either"]
    bins: tuple[Bin, ...]
    _edges: tuple[Decimal, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse bins that overlap or leave a gap."""
        ranges = self.ranges
        edges = [one.low for one in ranges[1:] if one.low is not None]
        highs = [one.high for one in ranges[:-1]]
        if not ranges or ranges[0].low is not None or ranges[-1].high is not None:
            raise InvalidInput(self.name, "does not cover every value", "leave both ends open")
        if edges != highs or edges != sorted(set(edges)):
            raise InvalidInput(self.name, "has gaps or overlaps", "let each bin start at the last")
        if self.bins[: len(ranges)] != ranges or len(self.bins) > len(ranges) + 1:
            raise InvalidInput(
                self.name, "has misplaced missing bins", "give one, and give it last"
            )
        object.__setattr__(self, "_edges", tuple(edges))

    @property
    def ranges(self) -> tuple[Bin, ...]:
        """The bins of stated values."""
        return tuple(one for one in self.bins if not one.missing)

    @property
    def best(self) -> Bin:
        """The best attainable bin: a value not stated is nothing to aim for."""
        return max(self.ranges, key=lambda one: one.points)

    def bin_of(self, value: Decimal | None) -> Bin:
        """Return the bin of a value.

        Raises:
            InvalidInput: nothing was stated and the card has seen nobody without this.
        """
        if value is not None:
            return self.bins[bisect_right(self._edges, value)]
        if not self.bins[-1].missing:
            raise InvalidInput(self.name, "is not stated", "state it")
        return self.bins[-1]


@dataclass(frozen=True, kw_only=True, slots=True)
class Scale:
    """How points become odds: ``points`` are ``odds`` good to 1 bad, ``pdo`` more double it."""

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    points: int
    odds: Decimal
    pdo: int

    def __post_init__(self) -> None:
        """Refuse a scale without odds or slope."""
        if self.odds <= 0 or self.pdo <= 0:
            raise InvalidInput("scale", "has no odds or no slope", "give positive numbers")

    def log_odds(self, points: int) -> Decimal:
        """Return what a difference of points is in log-odds good to bad."""
        return (points * LN_2 / self.pdo).quantize(LOG_ODDS_UNIT)

    def bad_probability(self, points: int) -> Decimal:
        """Return 1 / (1 + odds x 2^((points - base) / pdo)), to six decimals."""
        odds = self.odds * (LN_2 * (points - self.points) / self.pdo).exp()
        return (1 / (1 + odds)).quantize(PROBABILITY_UNIT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Contribution:
    """What one characteristic adds to a score.

    Attributes:
        name: the characteristic.
        value: what was stated, None when nothing was.
        points: points of its bin.
        lost: points between its bin and the best attainable one, never negative.
        log_odds: the same points as log-odds good to bad.
    """

    name: str
    value: Decimal | None
    points: int
    lost: int
    log_odds: Decimal


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """The score of one person.

    Attributes:
        points: the card's intercept plus the points of all contributions, exactly.
        pd_24_months: probability of the card's target, within 24 months.
        annual_pd: the same for one year at the same intensity: 1 - (1 - pd)^(12 / 24).
        contributions: one for each characteristic, in the card's order.
    """

    points: int
    pd_24_months: Decimal
    annual_pd: Decimal
    contributions: tuple[Contribution, ...]

    @property
    def losses(self) -> tuple[Contribution, ...]:
        """The contributions below their best, the farthest first."""
        short = [one for one in self.contributions if one.lost > 0]
        return tuple(sorted(short, key=lambda one: -one.lost))


@dataclass(frozen=True, kw_only=True, slots=True)
class Card:
    """A versioned additive scorecard.

    Attributes:
        version: name that decisions refer to.
        target: what it predicts, in words.
        scale: meaning of the points.
        intercept: points of someone in the worst bin everywhere.
        characteristics: the inputs.
        training: on what it was fitted and how it was checked; nothing computes with it.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    target: str
    horizon_months: Literal[24]
    scale: Scale
    intercept: int
    characteristics: tuple[Characteristic, ...]
    training: Mapping[str, JsonValue]

    def __post_init__(self) -> None:
        """Refuse a card without or with repeated characteristics."""
        names = [one.name for one in self.characteristics]
        if not names or len(set(names)) != len(names):
            raise InvalidInput("characteristics", "are absent or repeated", "give each once")

    def score(self, features: Features) -> Score:
        """Score one person.

        Args:
            features: the value of every characteristic by name, None for not stated.

        Raises:
            InvalidInput: a characteristic is absent, or not stated where the card needs it.
        """
        contributions = tuple(self._contribution(one, features) for one in self.characteristics)
        points = self.intercept + sum(one.points for one in contributions)
        pd = self.scale.bad_probability(points)
        yearly = 1 - (1 - pd) ** (Decimal(MONTHS) / self.horizon_months)
        return Score(
            points=points,
            pd_24_months=pd,
            annual_pd=yearly.quantize(PROBABILITY_UNIT),
            contributions=contributions,
        )

    def characteristic(self, name: str) -> Characteristic:
        """Return the characteristic of this name.

        Raises:
            InvalidInput: the card has none.
        """
        for one in self.characteristics:
            if one.name == name:
                return one
        raise InvalidInput(name, f"is no characteristic of {self.version}", "use a listed name")

    def _contribution(self, characteristic: Characteristic, features: Features) -> Contribution:
        name = characteristic.name
        if name not in features:
            raise InvalidInput(name, "is absent", "give a value or None")
        place = characteristic.bin_of(features[name])
        return Contribution(
            name=name,
            value=features[name],
            points=place.points,
            lost=max(characteristic.best.points - place.points, 0),
            log_odds=self.scale.log_odds(place.points),
        )


def parse_card(text: str) -> Card:
    """Read a card from the text of a JSON file.

    Raises:
        InvalidData: names the first field that is wrong.
    """
    try:
        # Edges and weights are strings in the file, so no float can come in between.
        return TypeAdapter(Card).validate_python(json.loads(text))
    except json.JSONDecodeError as error:
        raise InvalidData("file", "is not JSON", str(error)) from error
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join(str(step) for step in first["loc"]) or "file"
        raise InvalidData(path, first["msg"], "correct the file") from error
