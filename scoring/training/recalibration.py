"""Moves a card's level to a lender's own portfolio and keeps its ranking; it reads no file."""

from dataclasses import dataclass
from decimal import Decimal

import numpy as np
from scipy.optimize import minimize
from scipy.special import expit

from scoring.errors import InvalidInput
from scoring.scorecard import Card
from scoring.training.metrics import calibration_error, discrimination
from scoring.training.stated_inputs import Floats, Ints

FEWEST_BAD = 20
# A prior worth this many people holds the slope to 1 and the offset to 0 in a small portfolio.
PRIOR = 1.0
UNIT = Decimal("0.000001")


@dataclass(frozen=True, kw_only=True, slots=True)
class Recalibration:
    """A card's level on a portfolio.

    Log-odds good to bad = offset + slope x those of the card's scale.

    Attributes:
        offset: added log-odds.
        slope: above 0, so that the ranking stays.
        people: in the portfolio.
        bad_share: of them.
        auc: of the card on them; the level does not change it.
        error_before: mean gap between predicted and seen over tenths, with the scale's level.
        error_after: the same with the new level, on the same people.
    """

    offset: Decimal
    slope: Decimal
    people: int
    bad_share: float
    auc: float
    error_before: float
    error_after: float


def recalibrate(card: Card, points: Ints, bad: Ints) -> Recalibration:
    """Fit offset and slope by maximum likelihood, slightly held to the level of the scale.

    Raises:
        InvalidInput: there are too few bad or good people, or the card does not rank them.
    """
    if len(points) != len(bad) or not np.isin(bad, (0, 1)).all():
        raise InvalidInput("bad", "is not one 0 or 1 for each person", "give outcomes")
    if min(int(bad.sum()), int((1 - bad).sum())) < FEWEST_BAD:
        problem = f"are fewer than {FEWEST_BAD} of one outcome"
        raise InvalidInput("people", problem, "wait for more outcomes")
    odds = _log_odds(card, points)
    # Odds around the mean make offset and slope nearly independent.
    middle = float(odds.mean())

    def loss(at: Floats) -> tuple[float, Floats]:
        total = at[0] + at[1] * (odds - middle) + middle
        value = np.logaddexp(0.0, -total) @ (1 - bad) + np.logaddexp(0.0, total) @ bad
        away = np.array([at[0], at[1] - 1])
        residual = expit(total) - (1 - bad)
        gradient = np.array([residual.sum(), residual @ (odds - middle)])
        return float(value + PRIOR * (away @ away)), gradient + 2 * PRIOR * away

    found = minimize(loss, np.array([0.0, 1.0]), jac=True, method="L-BFGS-B")
    slope = float(found.x[1])
    if slope <= 0:
        raise InvalidInput("points", "do not rank these people", "fit a new card instead")
    offset = float(found.x[0]) + middle - slope * middle
    before, after = expit(-odds), expit(-(offset + slope * odds))
    return Recalibration(
        offset=Decimal(repr(offset)).quantize(UNIT),
        slope=max(Decimal(repr(slope)).quantize(UNIT), UNIT),
        people=len(bad),
        bad_share=float(bad.mean()),
        auc=discrimination(bad, after).auc,
        error_before=calibration_error(bad, before),
        error_after=calibration_error(bad, after),
    )


def _log_odds(card: Card, points: Ints) -> Floats:
    scale = card.scale
    on_scale = np.log(float(scale.odds)) + (points - scale.points) * np.log(2.0) / scale.pdo
    return np.asarray(on_scale, dtype=np.float64)


def calibrated_document(
    document: dict[str, object], found: Recalibration, *, version: str, source: str
) -> dict[str, object]:
    """Return a card's JSON data with another version and level, saying where they come from."""
    note = {
        "from": document["version"],
        "source": source,
        "people": found.people,
        "bad_share": f"{found.bad_share:.4f}",
        "auc": f"{found.auc:.4f}",
        "calibration_error_before": f"{found.error_before:.4f}",
        "calibration_error_after": f"{found.error_after:.4f}",
    }
    training = document["training"]
    notes = dict(training) if isinstance(training, dict) else {}
    level = {"offset": str(found.offset), "slope": str(found.slope), "source": source}
    return {
        **document,
        "version": version,
        "calibration": level,
        "training": {**notes, "recalibrated": note},
    }
