import json

import numpy as np
import pytest

from scoring.errors import InvalidInput
from scoring.scorecard import parse_card
from scoring.training.recalibration import calibrated_document, recalibrate
from scoring.training.stated_inputs import Ints
from tests.scoring.cards import mixed_card, mixed_document


def portfolio(offset: float, slope: float, people: int = 40_000) -> tuple[Ints, Ints]:
    """People whose odds are known: offset + slope x those of the scale."""
    chance = np.random.default_rng(11)
    points = chance.integers(480, 640, people)
    odds = offset + slope * (np.log(20) + (points - 600) * np.log(2) / 40)
    bad = (chance.random(people) < 1 / (1 + np.exp(odds))).astype(np.int64)
    return points, bad


@pytest.mark.parametrize(("offset", "slope"), [(0.0, 1.0), (-0.8, 1.0), (0.5, 0.6), (0.2, 1.4)])
def test_the_level_of_a_portfolio_is_found(offset: float, slope: float) -> None:
    found = recalibrate(mixed_card(), *portfolio(offset, slope))
    assert float(found.offset) == pytest.approx(offset, abs=0.12)
    assert float(found.slope) == pytest.approx(slope, abs=0.06)
    assert found.error_after < 0.008


def test_a_wrong_level_becomes_right_and_the_ranking_stays() -> None:
    points, bad = portfolio(-1.0, 0.7)
    found = recalibrate(mixed_card(), points, bad)
    assert found.error_before > 0.1
    new = parse_card(
        json.dumps(calibrated_document(mixed_document(), found, version="own-v1", source="book"))
    )
    chances = [new.bad_probability(one) for one in range(480, 640)]
    assert chances == sorted(chances, reverse=True)
    mean = np.mean([float(new.bad_probability(int(one))) for one in points[:5000]])
    assert mean == pytest.approx(bad[:5000].mean(), abs=0.015)


def test_the_new_card_says_where_its_level_comes_from() -> None:
    found = recalibrate(mixed_card(), *portfolio(0.3, 1.0))
    document = calibrated_document(mixed_document(), found, version="own-v1", source="book of 2026")
    new = parse_card(json.dumps(document))
    assert (new.version, new.characteristics) == ("own-v1", mixed_card().characteristics)
    assert new.calibration is not None
    assert new.calibration.source == "book of 2026"
    noted = new.training["recalibrated"]
    assert isinstance(noted, dict)
    assert (noted["from"], noted["people"]) == ("mixed-v1", 40_000)


def test_a_portfolio_that_teaches_nothing_is_refused() -> None:
    points, bad = portfolio(0.0, 1.0)
    with pytest.raises(InvalidInput, match="fewer than 20"):
        recalibrate(mixed_card(), points[:100], np.zeros(100, dtype=np.int64))
    with pytest.raises(InvalidInput, match="new card"):
        recalibrate(mixed_card(), points, 1 - bad)
    with pytest.raises(InvalidInput, match="0 or 1"):
        recalibrate(mixed_card(), points, bad + 1)
