"""Finds the single rate that makes a present value zero, or says why there is none.

Floats only guess. The answer is Newton's step from the guess in 34 digits, and it is given out
only when the present value has opposite signs on its two sides, 10^-22 of the growth factor
away; so ten decimals of any rate shown are right, of a daily rate annualised too.
"""

import math
from decimal import MAX_EMAX, MIN_EMIN, Context, Decimal, localcontext

import pyxirr

from scoring.errors import NoSingleRate
from scoring.isolation import Crossing, crossings, root_between
from scoring.present_value import PRECISE, PresentValue

# Of several rates, one that lies alone between these is taken: -99.9 % and 999,900 % a year.
LEAST_GROWTH = Decimal("0.001")
MOST_GROWTH = Decimal(10_000)
_ONE = Decimal(1)
_APART = Decimal("1E-22")
_NEAR = Decimal("1E-9")
_PROVED = Context(prec=19, Emax=MAX_EMAX, Emin=MIN_EMIN)
_MOST_POLISHING = 6
_MOST_STEPS = 400
_MOST_NAMED = 4


def discount_factor(
    value: PresentValue, *, units_a_year: Decimal = _ONE, guess: Decimal | None = None
) -> Decimal:
    """Return the positive v = 1 / (1 + i) that makes the present value zero.

    Flows with one change of sign have exactly one rate (Descartes' rule of signs), however large
    it is. With more changes all rates above -100 % are counted: the only one is taken, else the
    only one between -99.9 % and 999,900 % a year, else the one nearest to the guess.

    Args:
        value: the flows.
        units_a_year: units of time in a year, to tell how large a rate is.
        guess: effective annual rate near the wanted one, as spreadsheets ask for it; None refuses
            flows with several rates.

    Raises:
        NoSingleRate: no rate above -100 % makes the value zero, or several do, or it only touches
            zero.
    """
    changes = value.sign_changes
    if changes == 0:
        raise NoSingleRate("the flows never change sign, so no rate makes their present value 0")
    with localcontext(PRECISE):
        if changes == 1:
            first = _first_guess(value)
            found = _polished(value, first) if first else None
            return found or _bracketed(value, *_bracket(value))
        chosen = _chosen(value, units_a_year, guess)
        first = Decimal(root_between(value, chosen)).copy_negate().exp()
        low = Decimal(chosen.high).copy_negate().exp()
        high = Decimal(chosen.low).copy_negate().exp()
        found = _polished(value, first)
        if found is None or not low < found < high:
            found = _bracketed(value, low, high)
        return found


def rate_of(factor: Decimal, units: int = 1) -> Decimal:
    """Return v^-units - 1, of the growth only the 19 digits that are proved."""
    return _PROVED.plus(factor**-units) - 1


def _first_guess(value: PresentValue) -> Decimal | None:
    """Return v to about a dozen digits for flows that lie one unit apart."""
    last = value.terms[-1]
    if last[0] >= 2 * len(value.terms) or any(term[1] for term in value.terms):
        return _newton(value)
    amounts = [0.0] * (last[0] + 1)
    for whole, _, amount in value.terms:
        amounts[whole] = float(amount)
    rate = pyxirr.irr(amounts, silent=True)
    return _ONE / (1 + Decimal(rate)) if rate is not None and rate > -1 else _newton(value)


def _newton(value: PresentValue) -> Decimal | None:
    """Guess v in floats: Newton's method on ln(present in / present out) over ln(1 + i).

    The ratio of what is paid to what is received is nearly a straight line there, so a few steps
    from 0 are enough; None when they run away.
    """
    early = value.terms[0][2] > 0
    terms = [(float(t), float(f), float(abs(a)), (a > 0) == early) for t, f, a in value.terms]
    growth = 0.0
    try:
        for _ in range(60):
            sums, slopes = [0.0, 0.0], [0.0, 0.0]
            for whole, fraction, amount, is_early in terms:
                if value.simple:
                    grown = fraction * math.exp(growth)
                    size = amount * math.exp(-whole * growth) / (1 - fraction + grown)
                    steep = whole + grown / (1 - fraction + grown)
                else:
                    steep = whole + fraction
                    size = amount * math.exp(-steep * growth)
                sums[is_early] += size
                slopes[is_early] += size * steep
            step = math.log(sums[0] / sums[1]) / (slopes[0] / sums[0] - slopes[1] / sums[1])
            growth += step
            if abs(step) < 1e-13 * max(1.0, abs(growth)):
                return Decimal(-growth).exp()
    except (ArithmeticError, ValueError):
        return None
    return None


def _polished(value: PresentValue, factor: Decimal) -> Decimal | None:
    """Improve v by Newton's method until the signs beside it prove it; None when they do not."""
    for _ in range(_MOST_POLISHING):
        at, slope = value.at(factor)
        if not slope:
            return None
        step = at / slope
        better = factor - step
        if better <= 0:
            return None
        if abs(step) < better * _NEAR:
            below, above = better * (1 - _APART), better * (1 + _APART)
            if (value.at(below)[0] > 0) != (value.at(above)[0] > 0):
                return better
        factor = better
    return None


def _bracket(value: PresentValue) -> tuple[Decimal, Decimal]:
    """Widen around v = 1 until the signs differ."""
    early_positive = value.terms[0][2] > 0
    low = high = _ONE
    step = Decimal(2)
    while (value.at(low)[0] > 0) != early_positive:
        low /= step
        step *= step
    step = Decimal("1.0001")
    while (value.at(high)[0] > 0) == early_positive:
        high *= step
        step *= step
        if high > Decimal("1E40") and value.simple:
            raise NoSingleRate("no rate above -100 % makes the present value 0")
    return low, high


def _bracketed(value: PresentValue, low: Decimal, high: Decimal) -> Decimal:
    """Newton's method kept inside the bracket by halving, then proved.

    Raises:
        NoSingleRate: the value is too flat for the signs to be told.
    """
    low_positive = value.at(low)[0] > 0
    factor = (low + high) / 2
    for _ in range(_MOST_STEPS):
        at, slope = value.at(factor)
        if at == 0 or high - low < factor * _APART:
            break
        if (at > 0) == low_positive:
            low = factor
        else:
            high = factor
        better = factor - at / slope if slope else low
        if not low < better < high:
            better = (low * high).sqrt() if high > 4 * low else (low + high) / 2
        if abs(better - factor) < factor * _APART / 4:
            factor = better
            break
        factor = better
    sides = {value.at(factor * (1 + sign * _APART))[0] > 0 for sign in (-1, 1)}
    if len(sides) != 2:
        raise NoSingleRate("the present value is too flat near 0 to tell its rate")
    return factor


def _chosen(value: PresentValue, units_a_year: Decimal, guess: Decimal | None) -> Crossing:
    """Return the crossing that is the answer, of flows that change sign more than once."""
    found = crossings(value)
    if not found:
        raise NoSingleRate("no rate above -100 % makes the present value 0")
    growths = [_yearly_growth(value, one, units_a_year) for one in found]
    inside = [
        index for index, growth in enumerate(growths) if LEAST_GROWTH <= growth <= MOST_GROWTH
    ]
    if len(found) > 1 and len(inside) == 1:
        chosen = found[inside[0]]
    elif len(found) == 1:
        chosen = found[0]
    elif guess is not None:
        chosen = min(zip(growths, found, strict=True), key=lambda pair: abs(pair[0] - 1 - guess))[1]
    else:
        named = ", ".join(f"{100 * (growth - 1):.4g} %" for growth in growths[:_MOST_NAMED])
        more = " and more" if len(growths) > _MOST_NAMED else ""
        raise NoSingleRate(f"{len(found)} rates make the present value 0: {named}{more} a year")
    if not chosen.clear:
        growth = growths[found.index(chosen)]
        raise NoSingleRate(
            f"the present value touches 0 near {100 * (growth - 1):.4g} % a year without crossing"
        )
    return chosen


def _yearly_growth(value: PresentValue, found: Crossing, units_a_year: Decimal) -> Decimal:
    """Return 1 + effective annual rate of a crossing, to a dozen digits."""
    growth = root_between(value, found) if found.clear else (found.low + found.high) / 2
    return (Decimal(growth) * units_a_year).exp()
