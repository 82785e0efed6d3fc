"""The present value of flows as a function of one discount factor; it must not know dates.

A flow of ``amount`` at time t = whole + fraction, counted in units of time, is worth today
amount x v^whole x w(v), where v = 1 / (1 + i) and i is the rate of one unit. The fraction is
discounted by compound interest, w = v^fraction, or by simple interest,
w = 1 / (1 + fraction x i) = v / (fraction + (1 - fraction) v).
"""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, DivisionByZero, InvalidOperation, Overflow
from itertools import pairwise
from typing import Self

# What every rate is computed in, whatever context the caller has set.
PRECISE = Context(
    prec=34, Emax=MAX_EMAX, Emin=MIN_EMIN, traps=[InvalidOperation, DivisionByZero, Overflow]
)
_ZERO = Decimal(0)
_ONE = Decimal(1)

type Time = int | Decimal
type Group = tuple[Decimal, list[tuple[int, Decimal]]]


@dataclass(frozen=True, kw_only=True, slots=True)
class PresentValue:
    """Flows sorted by time, ready to be discounted.

    Attributes:
        terms: (whole units, fraction of a unit, amount) in order of time; no two at one time, no
            amount of 0.
        simple: whether the fraction of a unit bears simple interest.
    """

    terms: tuple[tuple[int, Decimal, Decimal], ...]
    simple: bool = False
    _groups: tuple[Group, ...] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        """Put terms with the same fraction together, each group a polynomial in v."""
        groups: dict[Decimal, list[tuple[int, Decimal]]] = {}
        for whole, fraction, amount in self.terms:
            groups.setdefault(fraction, []).append((whole, amount))
        object.__setattr__(self, "_groups", tuple(groups.items()))

    @classmethod
    def of(cls, flows: Iterable[tuple[Time, Decimal]], *, simple: bool = False) -> Self:
        """Add up what falls on one time, drop what comes to nothing, sort by time.

        With compound interest only the distances count, so the first flow is put at time 0.

        Args:
            flows: (time in units, amount).
            simple: whether the fraction of a unit bears simple interest.
        """
        sums: defaultdict[Time, Decimal] = defaultdict(Decimal)
        for time, amount in flows:
            sums[time] += amount
        left = sorted(time for time, amount in sums.items() if amount)
        start: Time = 0 if simple or not left else left[0]
        terms = []
        for time in left:
            since = time - start
            whole = int(since)
            terms.append((whole, Decimal(since - whole) if since != whole else _ZERO, sums[time]))
        return cls(terms=tuple(terms), simple=simple)

    @property
    def sign_changes(self) -> int:
        """How often a flow has another sign than the one before it."""
        return sum((before[2] > 0) != (after[2] > 0) for before, after in pairwise(self.terms))

    def at(self, factor: Decimal) -> tuple[Decimal, Decimal]:
        """Return the value and its slope at a positive discount factor v."""
        value = slope = _ZERO
        for fraction, group in self._groups:
            part, part_slope = _polynomial(group, factor)
            if fraction:
                weight, weight_slope = self._weight(fraction, factor)
                part, part_slope = part * weight, part_slope * weight + part * weight_slope
            value += part
            slope += part_slope
        return value, slope

    def _weight(self, fraction: Decimal, factor: Decimal) -> tuple[Decimal, Decimal]:
        """Return what a fraction of a unit discounts by, and the slope of that."""
        if self.simple:
            below = fraction + (1 - fraction) * factor
            return factor / below, fraction / (below * below)
        weight = factor**fraction
        return weight, fraction * weight / factor


def _polynomial(terms: list[tuple[int, Decimal]], factor: Decimal) -> tuple[Decimal, Decimal]:
    """Return the sum of amount x v^whole and its slope, by Horner's rule over the gaps."""
    value = slope = _ZERO
    later = terms[-1][0]
    for whole, amount in reversed(terms):
        gap = later - whole
        if gap == 1:
            slope = slope * factor + value
            value = value * factor + amount
        elif gap:
            power = factor ** (gap - 1)
            step = power * factor
            slope = slope * step + gap * power * value
            value = value * step + amount
        else:
            value += amount
        later = whole
    if later:
        power = factor ** (later - 1)
        slope = slope * power * factor + later * power * value
        value = value * power * factor
    return value, slope
