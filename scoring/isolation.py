"""Where, over all rates above -100 %, a present value crosses zero; it must not know conventions.

Used only when flows change sign more than once. Every discount weight g falls as the rate i
grows, and so does -dg/di; the positive and the negative flows are therefore two falling sums P
and N, and over an interval from a to b the value lies between P(b) - N(a) and P(a) - N(b). The
same holds for the slope. An interval is left alone when it holds no zero, or when the value only
rises or only falls over it; any other one is halved. So no crossing is missed between the points
of a grid. Plain floats are enough: a number found here is proved in ``scoring/root.py``.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.present_value import PresentValue

# Two sums closer than this (of their size) are not told apart.
_FUZZ = 1e-12
_NARROW = 1e-7
_NEARLY_MINUS_ALL = -45.0
_SPLITS = (0.5, 0.45, 0.55, 0.4, 0.6, 0.35)
_MOST_INTERVALS = 20_000

type Term = tuple[float, float, float]


@dataclass(frozen=True, kw_only=True, slots=True)
class Crossing:
    """An interval of log growth, ln(1 + i) of one unit, with one zero of the present value.

    Attributes:
        low: lower end.
        high: upper end.
        clear: False when the value touches zero there, or two zeros lie too close to be told apart.
    """

    low: float
    high: float
    clear: bool = True


def crossings(value: PresentValue) -> list[Crossing]:
    """Return every place where the present value is zero, from the lowest rate to the highest."""
    terms = _floats(value)
    return sorted(_search(terms, *_ends(terms)), key=lambda found: found.low)


def root_between(value: PresentValue, found: Crossing) -> float:
    """Return the log growth of the zero inside a clear crossing, by halving."""
    terms = _floats(value)
    low, high = found.low, found.high
    low_positive = _sign(terms, low) > 0
    for _ in range(200):
        middle = (low + high) / 2
        if not low < middle < high:
            break
        if (_sign(terms, middle) > 0) == low_positive:
            low = middle
        else:
            high = middle
    return (low + high) / 2


def _floats(value: PresentValue) -> list[Term]:
    """Return (whole, fraction, amount) with the largest amount brought to 1."""
    scale = max(abs(amount) for _, _, amount in value.terms)
    if value.simple:
        return [(float(t), float(f), float(a / scale)) for t, f, a in value.terms]
    return [(float(t + f), 0.0, float(a / scale)) for t, f, a in value.terms]


def _search(terms: list[Term], start: float, end: float) -> Iterator[Crossing]:
    """Halve the range until every part holds no zero or a single one."""
    todo = [(start, end)]
    for _ in range(_MOST_INTERVALS):
        if not todo:
            return
        low, high = todo.pop()
        verdict = _verdict(terms, low, high)
        if verdict is None:
            middle = _split(terms, low, high)
            if high - low < _NARROW or middle is None:
                yield Crossing(low=low, high=high, clear=False)
            else:
                todo += [(low, middle), (middle, high)]
        elif verdict:
            yield Crossing(low=low, high=high)
    for low, high in todo:
        yield Crossing(low=low, high=high, clear=False)


def _verdict(terms: list[Term], low: float, high: float) -> bool | None:
    """Say whether there is one zero (True), none (False), or no saying yet (None)."""
    powers_low = [_power(term, low) for term in terms]
    powers_high = [_power(term, high) for term in terms]
    top = max(powers_low)
    plus_low = minus_low = plus_high = minus_high = 0.0
    rise_low = fall_low = rise_high = fall_high = 0.0
    shrink = math.exp(low - high)
    for term, power_low, power_high in zip(terms, powers_low, powers_high, strict=True):
        amount = abs(term[2])
        at_low = amount * math.exp(power_low - top)
        at_high = amount * math.exp(power_high - top)
        steep_low = at_low * _steepness(term, low)
        steep_high = at_high * _steepness(term, high) * shrink
        if term[2] > 0:
            plus_low += at_low
            plus_high += at_high
            fall_low += steep_low
            fall_high += steep_high
        else:
            minus_low += at_low
            minus_high += at_high
            rise_low += steep_low
            rise_high += steep_high
    if plus_high > minus_low * (1 + _FUZZ) or minus_high > plus_low * (1 + _FUZZ):
        return False
    if fall_high > rise_low * (1 + _FUZZ) or rise_high > fall_low * (1 + _FUZZ):
        return _sign(terms, low) * _sign(terms, high) < 0
    return None


def _split(terms: list[Term], low: float, high: float) -> float | None:
    """Return a point inside where the sign is clear."""
    for share in _SPLITS:
        point = low + share * (high - low)
        if low < point < high and _sign(terms, point):
            return point
    return None


def _ends(terms: list[Term]) -> tuple[float, float]:
    """Return log growths beyond which the last or the first flow outweighs all others."""
    last = max(term[0] + term[1] for term in terms)
    # Odd steps keep a rate of exactly 0 off the points of division.
    low = high = 0.0
    step = 0.977 / last
    while high < 1e9 and not _outweighs(terms, 0, high):
        high += step
        step *= 2
    step = 1.031 / last
    while low > _NEARLY_MINUS_ALL * 1e4 and not _outweighs(terms, -1, low):
        low -= step
        step *= 2
        if any(term[1] for term in terms) and low < _NEARLY_MINUS_ALL:
            break
    return low - 0.013 / last, high + 0.029 / last


def _outweighs(terms: list[Term], index: int, growth: float) -> bool:
    powers = [_power(term, growth) + math.log(abs(term[2])) for term in terms]
    top = max(powers)
    sizes = [math.exp(power - top) for power in powers]
    return sizes[index] > 1.001 * (math.fsum(sizes) - sizes[index])


def _sign(terms: list[Term], growth: float) -> int:
    """Return the sign of the present value, 0 when it cannot be told."""
    powers = [_power(term, growth) for term in terms]
    top = max(powers)
    sizes = [term[2] * math.exp(power - top) for term, power in zip(terms, powers, strict=True)]
    total = math.fsum(sizes)
    if abs(total) <= _FUZZ * math.fsum(map(abs, sizes)):
        return 0
    return 1 if total > 0 else -1


def _power(term: Term, growth: float) -> float:
    """Return the log of the discount weight at ln(1 + i)."""
    whole, fraction, _ = term
    if not fraction:
        return -whole * growth
    if growth > 30:
        return -whole * growth - math.log(fraction) - growth
    return -whole * growth - math.log1p(fraction * math.expm1(growth))


def _steepness(term: Term, growth: float) -> float:
    """Return -(1 + i) g'/g, where g is the discount weight and i the rate."""
    whole, fraction, _ = term
    if not fraction:
        return whole
    if growth > 30:
        return whole + 1
    grown = fraction * math.exp(growth)
    return whole + grown / (1 - fraction + grown)
