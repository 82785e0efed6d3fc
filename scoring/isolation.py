"""Where, over all rates above -100 %, a present value crosses zero; it must not know conventions.

Used only when flows change sign more than once. Over an interval of rates every discount weight
only rises or only falls, so its two ends bound it and its slope, and their sums bound the present
value and its slope. An interval is left alone when it holds no zero, or when the value only
rises or only falls over it; any other one is halved. So no crossing is missed between the points of
a grid. Plain floats are enough: what is found here is proved in ``scoring/root.py``.
"""

import math
from collections.abc import Iterator
from dataclasses import dataclass

from scoring.present_value import PresentValue

# Two sums closer than this (of their size) are not told apart.
_FUZZ = 1e-12
# An interval this narrow, times the length of the flows, is not halved again.
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
    found: list[Crossing] = []
    for one in sorted(_search(terms, *_ends(terms)), key=lambda one: one.low):
        if found and not one.clear and not found[-1].clear and one.low <= found[-1].high:
            found[-1] = Crossing(low=found[-1].low, high=one.high, clear=False)
        else:
            found.append(one)
    return found


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
    narrow = _NARROW / max(term[0] + term[1] for term in terms)
    for _ in range(_MOST_INTERVALS):
        if not todo:
            return
        low, high = todo.pop()
        verdict = _verdict(terms, low, high)
        if verdict is None:
            middle = _split(terms, low, high)
            if middle is None or high - low < narrow:
                yield Crossing(low=low, high=high, clear=False)
            else:
                todo += [(low, middle), (middle, high)]
        elif verdict:
            yield Crossing(low=low, high=high)
    for low, high in todo:
        yield Crossing(low=low, high=high, clear=False)


def _verdict(terms: list[Term], low: float, high: float) -> bool | None:
    """Say whether there is one zero (True), none (False), or no saying yet (None)."""
    middle = (low + high) / 2
    centre, top = _centre(terms, middle)
    shift = centre * middle + top
    least = most = at_middle = size = 0.0
    slope_least = slope_most = slope_size = 0.0
    for term in terms:
        whole, fraction, amount = term
        # The weight is a power, which rises or falls, times a fraction's weight, which falls.
        powers = ((centre - whole) * low - shift, (centre - whole) * high - shift)
        part = (0.0, fraction, amount)
        try:
            weights = (
                math.exp(min(powers) + _power(part, high)),
                math.exp(max(powers) + _power(part, low)),
            )
        except OverflowError:
            return None
        least += min(amount * weight for weight in weights)
        most += max(amount * weight for weight in weights)
        size += abs(amount) * weights[1]
        at_middle += amount * math.exp(_power(term, middle) - top)
        slopes = [
            amount * weight * (centre - whole - _steepness(part, point))
            for weight in weights
            for point in (low, high)
        ]
        slope_least += min(slopes)
        slope_most += max(slopes)
        slope_size += max(map(abs, slopes))
    doubt = _FUZZ * size
    if least > doubt or most < -doubt:
        return False
    steepest = max(-slope_least, slope_most)
    if abs(at_middle) > steepest * (high - low) / 2 * (1 + _FUZZ) + doubt:
        return False
    if slope_least > _FUZZ * slope_size or slope_most < -_FUZZ * slope_size:
        return _sign(terms, low) * _sign(terms, high) < 0
    return None


def _centre(terms: list[Term], growth: float) -> tuple[float, float]:
    """Return the time where the flows weigh most, and the log of the largest weight.

    Weights are bounded after dividing them by the weight of that time: a common factor moves no
    zero, but it hides how little the weights differ.
    """
    powers = [_power(term, growth) for term in terms]
    top = max(powers)
    weights = [
        abs(term[2]) * math.exp(power - top) for term, power in zip(terms, powers, strict=True)
    ]
    times = (weight * term[0] for weight, term in zip(weights, terms, strict=True))
    return math.fsum(times) / math.fsum(weights), top


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
    """Return -g'/g by log growth, where g is the discount weight; it never falls."""
    whole, fraction, _ = term
    if not fraction:
        return whole
    if growth > 30:
        return whole + 1
    grown = fraction * math.exp(growth)
    return whole + grown / (1 - fraction + grown)
