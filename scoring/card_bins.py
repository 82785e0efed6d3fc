"""One input of a scorecard and its bins; it must not know the whole card or who is scored."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import pairwise
from typing import ClassVar, Literal

from pydantic import ConfigDict

from scoring.errors import InvalidInput

type Value = Decimal | str | None


@dataclass(frozen=True, kw_only=True, slots=True)
class Bin:
    """One range [low, high), one group of categories, one set of codes, or what is not stated.

    Attributes:
        points: what it adds to the score.
        woe: ln(share of all bad / share of all good) it was seen with; higher is riskier.
        share: share of the people it was seen with.
        low: lower edge, None for no edge.
        high: upper edge, None for no edge.
        missing: holds the values that were not stated, and nothing else.
        special: codes that are no measurements (-7 for "never"); it holds these and nothing else.
        categories: names that it holds, instead of a range.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    points: int
    woe: Decimal
    share: Decimal
    low: Decimal | None = None
    high: Decimal | None = None
    missing: bool = False
    special: tuple[Decimal, ...] = ()
    categories: tuple[str, ...] = ()

    @property
    def is_range(self) -> bool:
        """Whether it holds the numbers between two edges."""
        return not (self.missing or self.special or self.categories)


@dataclass(frozen=True, kw_only=True, slots=True)
class Characteristic:
    """One input with its bins: ranges ascending or groups of categories, then codes, then missing.

    Attributes:
        name: the input's name.
        risk: how risk moves with the value; points that move otherwise are refused.
        bins: at least one range, or one group of categories.
        first_apart: the first range stands outside the direction (a card that is never used).
        reason: code of the reason to give when its points are lost, None for its name.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    risk: Literal["rises", "falls", "either"]
    bins: tuple[Bin, ...]
    first_apart: bool = False
    reason: str | None = None
    _edges: tuple[Decimal, ...] = field(init=False, repr=False, compare=False)
    _codes: Mapping[Decimal, Bin] = field(init=False, repr=False, compare=False)
    _names: Mapping[str, Bin] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Refuse bins that overlap, leave a gap, or break the declared direction."""
        _check_order(self)
        ranges = tuple(one for one in self.bins if one.is_range)
        edges = _edges_of(self.name, ranges) if ranges else ()
        names = _once(self.name, [(name, one) for one in self.bins for name in one.categories])
        codes = _once(self.name, [(code, one) for one in self.bins for code in one.special])
        if ranges:
            _check_direction(self, ranges)
        elif self.risk != "either":
            raise InvalidInput(self.name, "has a direction without ranges", "say either")
        object.__setattr__(self, "_edges", edges)
        object.__setattr__(self, "_codes", codes)
        object.__setattr__(self, "_names", names)

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers, not names of categories."""
        return self.bins[0].is_range

    @property
    def ranges(self) -> tuple[Bin, ...]:
        """The bins of measured values: ranges, or groups of categories."""
        return tuple(one for one in self.bins if not one.missing and not one.special)

    @property
    def best(self) -> Bin:
        """The best attainable bin: nobody can aim for a code or for a value not stated."""
        return max(self.ranges, key=lambda one: one.points)

    def bin_of(self, value: Value) -> Bin:
        """Return the bin of a value; a category never seen counts as not stated.

        Raises:
            InvalidInput: the value is of the wrong kind, or nothing was stated and the card has
                seen nobody without this.
        """
        if value is not None and isinstance(value, str) == self.is_number:
            needed = "a number" if self.is_number else "the name of a category"
            raise InvalidInput(self.name, f"is not {needed}", f"give {needed} or None")
        if isinstance(value, str):
            found = self._names.get(value)
            if found is not None:
                return found
        elif value is not None:
            if not value.is_finite():
                raise InvalidInput(self.name, "is not a finite number", "give a number or None")
            return self._codes.get(value) or self.bins[bisect_right(self._edges, value)]
        if not self.bins[-1].missing:
            problem = "is not stated" if value is None else f"has no category {value!r}"
            raise InvalidInput(self.name, problem, "state it")
        return self.bins[-1]


def _check_order(one: Characteristic) -> None:
    if not one.ranges:
        raise InvalidInput(one.name, "does not cover every value", "give a range or a category")
    order = [2 if place.missing else 1 if place.special else 0 for place in one.bins]
    if order != sorted(order) or order.count(2) > 1:
        raise InvalidInput(
            one.name, "has misplaced missing or special bins", "missing last, codes before it"
        )
    if len({place.is_range for place in one.ranges}) > 1:
        raise InvalidInput(one.name, "mixes ranges and categories", "give one kind")
    for place in one.bins:
        kinds = (place.missing, bool(place.special), bool(place.categories))
        if sum(kinds) > 1 or (any(kinds) and (place.low, place.high) != (None, None)):
            raise InvalidInput(one.name, "has a bin of two kinds", "give each a bin of its own")


def _edges_of(name: str, ranges: tuple[Bin, ...]) -> tuple[Decimal, ...]:
    edges = [one.low for one in ranges[1:] if one.low is not None]
    highs = [one.high for one in ranges[:-1]]
    if ranges[0].low is not None or ranges[-1].high is not None:
        raise InvalidInput(name, "does not cover every value", "leave both ends open")
    if edges != highs or edges != sorted(set(edges)):
        raise InvalidInput(name, "has gaps or overlaps", "let each bin start at the last")
    return tuple(edges)


def _once[T](name: str, pairs: list[tuple[T, Bin]]) -> dict[T, Bin]:
    found = dict(pairs)
    if len(found) != len(pairs):
        raise InvalidInput(name, "repeats a category or a code", "give each once")
    return found


def _check_direction(one: Characteristic, ranges: tuple[Bin, ...]) -> None:
    points = [place.points for place in ranges[one.first_apart :]]
    steps = [after - before for before, after in pairwise(points)]
    broken = {"rises": max(steps, default=0) > 0, "falls": min(steps, default=0) < 0}
    if broken.get(one.risk, False):
        raise InvalidInput(one.name, f"has points against risk {one.risk!r}", "correct the points")
