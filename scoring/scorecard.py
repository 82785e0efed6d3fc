"""An additive scorecard as data and its exact score; it must not know who is scored or why."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from pydantic import ConfigDict, JsonValue, TypeAdapter, ValidationError

from scoring.card_bins import Characteristic, Value
from scoring.errors import InvalidData, InvalidInput

PROBABILITY_UNIT = Decimal("0.000001")
LOG_ODDS_UNIT = Decimal("0.000001")
LN_2 = Decimal(2).ln()
MONTHS = 12
TWO_YEARS = 24

type Features = Mapping[str, Decimal | None]
# A card with categories looks at names too.
type Inputs = Mapping[str, Value]


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
class Calibration:
    """The level of a lender's own portfolio, apart from the points, which it leaves as they are.

    Log-odds good to bad = offset + slope x those of the scale; with a positive slope nobody
    overtakes anybody.

    Attributes:
        offset: added log-odds.
        slope: how far the odds are apart, 1 as on the scale.
        source: on which portfolio it was measured, and when.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    offset: Decimal
    slope: Decimal
    source: str = ""

    def __post_init__(self) -> None:
        """Refuse a level that would turn the ranking around."""
        if not (self.offset.is_finite() and self.slope.is_finite() and self.slope > 0):
            raise InvalidInput("calibration", "would turn the ranking around", "a positive slope")

    def bad_probability(self, points: int, scale: Scale) -> Decimal:
        """Return 1 / (1 + e^(offset + slope x log-odds of the points)), to six decimals."""
        on_scale = scale.odds.ln() + LN_2 * (points - scale.points) / scale.pdo
        odds = (self.offset + self.slope * on_scale).exp()
        return (1 / (1 + odds)).quantize(PROBABILITY_UNIT)


@dataclass(frozen=True, kw_only=True, slots=True)
class Contribution:
    """What one characteristic adds to a score.

    Attributes:
        name: the characteristic.
        value: the number that was stated, None when nothing was or it is a category.
        points: points of its bin.
        lost: points between its bin and the best attainable one, never negative.
        log_odds: the same points as log-odds good to bad.
        category: the name that was stated, where the characteristic has categories.
    """

    name: str
    value: Decimal | None
    points: int
    lost: int
    log_odds: Decimal
    category: str | None = None


@dataclass(frozen=True, kw_only=True, slots=True)
class Score:
    """The score of one person.

    Attributes:
        points: the card's intercept plus the points of all contributions, exactly.
        pd: probability of the card's target within the card's own horizon.
        pd_24_months: the same within 24 months at the same intensity.
        annual_pd: the same for one year at the same intensity: 1 - (1 - pd)^(12 / horizon).
        contributions: one for each characteristic, in the card's order.
    """

    points: int
    pd: Decimal
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
        horizon_months: within how many months.
        scale: meaning of the points.
        intercept: points of someone in the worst bin everywhere.
        characteristics: the inputs.
        training: on what it was fitted and how it was checked; nothing computes with it.
        calibration: the level of a lender's own portfolio, None as on the scale.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    version: str
    target: str
    horizon_months: int
    scale: Scale
    intercept: int
    characteristics: tuple[Characteristic, ...]
    training: Mapping[str, JsonValue]
    calibration: Calibration | None = None

    def __post_init__(self) -> None:
        """Refuse a card without or with repeated characteristics, or without a horizon."""
        names = [one.name for one in self.characteristics]
        if not names or len(set(names)) != len(names):
            raise InvalidInput("characteristics", "are absent or repeated", "give each once")
        if self.horizon_months < 1:
            raise InvalidInput("horizon_months", "is not positive", "give whole months")

    def score(self, features: Inputs) -> Score:
        """Score one person.

        Args:
            features: the value of every characteristic by name, None for not stated.

        Raises:
            InvalidInput: a characteristic is absent, or not stated where the card needs it.
        """
        contributions = tuple(self._contribution(one, features) for one in self.characteristics)
        points = self.intercept + sum(one.points for one in contributions)
        return self.score_of(points, contributions)

    def score_of(self, points: int, contributions: tuple[Contribution, ...] = ()) -> Score:
        """Return what points mean, with the contributions that they are the sum of."""
        pd = self.bad_probability(points)
        return Score(
            points=points,
            pd=pd,
            pd_24_months=pd if self.horizon_months == TWO_YEARS else self._within(TWO_YEARS, pd),
            annual_pd=self._within(MONTHS, pd),
            contributions=contributions,
        )

    def bad_probability(self, points: int) -> Decimal:
        """Return the calibrated probability of the target that belongs to points."""
        if self.calibration is None:
            return self.scale.bad_probability(points)
        return self.calibration.bad_probability(points, self.scale)

    def characteristic(self, name: str) -> Characteristic:
        """Return the characteristic of this name.

        Raises:
            InvalidInput: the card has none.
        """
        for one in self.characteristics:
            if one.name == name:
                return one
        raise InvalidInput(name, f"is no characteristic of {self.version}", "use a listed name")

    def _within(self, months: int, pd: Decimal) -> Decimal:
        """Return the probability within other months, at the same intensity."""
        return (1 - (1 - pd) ** (Decimal(months) / self.horizon_months)).quantize(PROBABILITY_UNIT)

    def _contribution(self, characteristic: Characteristic, features: Inputs) -> Contribution:
        name = characteristic.name
        if name not in features:
            raise InvalidInput(name, "is absent", "give a value or None")
        value = features[name]
        place = characteristic.bin_of(value)
        return Contribution(
            name=name,
            value=None if isinstance(value, str) else value,
            category=value if isinstance(value, str) else None,
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
