import json
import math
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from scoring.applicant import Applicant
from scoring.errors import InvalidData, InvalidInput
from scoring.score_reasons import features_of
from scoring.scorecard import Inputs, Score, parse_card
from tests.scoring.applicants import applicants, card, decision_policy, employee
from tests.scoring.cards import mixed_card

MEDIAN = decision_policy().median_monthly_income

SMALL: dict[str, Any] = {
    "version": "small-v1",
    "target": "90 days past due or worse",
    "horizon_months": 24,
    "scale": {"points": 600, "odds": "20", "pdo": 40},
    "intercept": 560,
    "characteristics": [
        {
            "name": "share",
            "risk": "rises",
            "bins": [
                {"low": None, "high": "0.3", "points": 40, "woe": "-1", "share": "0.6"},
                {"low": "0.3", "high": None, "points": 0, "woe": "1", "share": "0.3"},
                {"missing": True, "points": 50, "woe": "0.1", "share": "0.1"},
            ],
        },
        {
            "name": "count",
            "risk": "either",
            "bins": [{"low": None, "high": None, "points": 0, "woe": "0", "share": "1"}],
        },
    ],
    "training": {"data": "none"},
}


def score(applicant: Applicant) -> Score:
    return card().score(features_of(applicant, median_monthly_income=MEDIAN))


def small(share: str | None) -> Score:
    value = None if share is None else Decimal(share)
    return parse_card(json.dumps(SMALL)).score({"share": value, "count": Decimal(1)})


def test_points_and_odds_of_a_small_card() -> None:
    best = small("0.2999")
    assert best.points == 600
    assert best.pd_24_months == Decimal("0.047619")  # 20 good to 1 bad
    assert best.annual_pd == Decimal("0.024100")  # 1 - sqrt(1 - pd)
    assert best.losses == ()
    worst = small("0.3")
    assert worst.points == 560
    assert worst.pd_24_months == Decimal("0.090909")  # 40 points fewer: 10 to 1
    assert [(one.name, one.lost) for one in worst.losses] == [("share", 40)]
    assert best.contributions[0].log_odds == Decimal(str(round(math.log(2), 6)))


def test_not_stating_something_is_a_bin_but_nothing_to_aim_for() -> None:
    unknown = small(None)
    assert unknown.points == 610
    assert unknown.losses == ()  # the best attainable bin has fewer points


def test_what_the_card_has_never_seen_missing_must_be_stated() -> None:
    with pytest.raises(InvalidInput, match="count"):
        parse_card(json.dumps(SMALL)).score({"share": None, "count": None})
    with pytest.raises(InvalidInput, match="absent"):
        parse_card(json.dumps(SMALL)).score({"share": None})


def broken(path: tuple[str | int, ...], value: object) -> str:
    data = json.loads(json.dumps(SMALL))
    spot = data
    for step in path[:-1]:
        spot = spot[step]
    spot[path[-1]] = value
    return json.dumps(data)


@pytest.mark.parametrize(
    ("path", "value", "named"),
    [
        (("intercept",), "many", "intercept"),
        (("horizon_months",), 0, "file"),
        (("scale", "pdo"), 0, "scale"),
        (("characteristics",), [], "file"),
        (("characteristics", 1, "name"), "share", "file"),
        (("characteristics", 0, "bins", 0, "high"), "0.2", "characteristics.0"),
        (("characteristics", 0, "bins", 0, "low"), "0.1", "characteristics.0"),
        (("characteristics", 0, "bins", 1, "missing"), True, "characteristics.0"),
        (("characteristics", 0, "bins", 0, "rows"), 7, "characteristics.0.bins.0.rows"),
    ],
)
def test_a_broken_card_is_refused_by_place(
    path: tuple[str | int, ...], value: object, named: str
) -> None:
    with pytest.raises(InvalidData) as caught:
        parse_card(broken(path, value))
    assert caught.value.field.startswith(named)


def test_text_that_is_no_json_is_refused() -> None:
    with pytest.raises(InvalidData, match="not JSON"):
        parse_card("points: 3")


def test_the_card_in_use() -> None:
    # Golden: changes only when the card is fitted anew.
    found = score(employee())
    assert (card().version, found.points) == ("stated-v1", 645)
    assert found.pd_24_months == Decimal("0.022411")
    assert score(employee(card_utilisation=None)).points == 601
    assert score(employee(late_payments_90=1)).points == 543


def test_the_card_in_use_was_checked_on_people_it_had_not_seen() -> None:
    measured = card().training["held_out"]
    assert isinstance(measured, dict)
    auc = {name: Decimal(str(figures["auc"])) for name, figures in measured.items()}  # type: ignore[index,call-overload]
    assert auc["this card"] >= Decimal("0.86")
    assert auc["this card"] > auc["logistic regression, raw inputs"]
    assert auc["gradient boosting"] - auc["this card"] <= Decimal("0.003")


@given(applicants())
def test_points_add_up_exactly(applicant: Applicant) -> None:
    found = score(applicant)
    assert found.points == card().intercept + sum(one.points for one in found.contributions)
    assert 0 < found.annual_pd < found.pd_24_months < 1


@given(applicants(), st.sampled_from(["30_59", "60_89", "90"]))
def test_one_more_late_payment_never_improves(applicant: Applicant, kind: str) -> None:
    field = f"late_payments_{kind}"
    more = {name: getattr(applicant, name) for name in applicant.__dataclass_fields__}
    worse = Applicant(**(more | {field: more[field] + 1}))
    assert score(worse).pd_24_months >= score(applicant).pd_24_months


@settings(max_examples=200)
@given(applicants(), st.integers(1, 100))
def test_more_debt_or_less_income_never_improves(applicant: Applicant, hundreds: int) -> None:
    same = {name: getattr(applicant, name) for name in applicant.__dataclass_fields__}
    more = Decimal(hundreds) * 100
    indebted = Applicant(
        **(same | {"monthly_debt_payments": applicant.monthly_debt_payments + more})
    )
    richer = Applicant(**(same | {"monthly_income": applicant.monthly_income + more}))
    assert score(indebted).points <= score(applicant).points <= score(richer).points


@given(st.decimals("0.01", "1.5", places=2), st.decimals("0.01", "1.5", places=2))
def test_using_more_of_a_used_card_never_improves(one: Decimal, other: Decimal) -> None:
    less, more = sorted([one, other])
    assert (
        score(employee(card_utilisation=less)).points
        >= score(employee(card_utilisation=more)).points
    )


def test_age_is_not_an_input() -> None:
    assert score(employee(age=22)) == score(employee(age=64))


def test_a_portfolio_moves_the_level_but_not_the_ranking() -> None:
    plain = mixed_card()
    level = {"offset": "-0.5", "slope": "0.8", "source": "book of 2026"}
    moved = mixed_card(calibration=level)
    people: list[Inputs] = [
        {"months": Decimal(months), "job": job}
        for months in (1, 5, 12, -7, -9)
        for job in ("clerk", "driver", None)
    ]
    before = [plain.score(one) for one in people]
    after = [moved.score(one) for one in people]
    assert [one.points for one in before] == [one.points for one in after]
    for points, found in zip(before, after, strict=True):
        odds = math.log((1 - float(points.pd)) / float(points.pd))
        expected = 1 / (1 + math.exp(-0.5 + 0.8 * odds))
        assert float(found.pd) == pytest.approx(expected, abs=3e-6)
    same = mixed_card(calibration={"offset": "0", "slope": "1"})
    assert [same.score(one).pd for one in people] == [one.pd for one in before]


def test_a_level_that_turns_the_ranking_around_is_refused() -> None:
    for slope in ("0", "-1"):
        with pytest.raises(InvalidData, match="ranking"):
            mixed_card(calibration={"offset": "0", "slope": slope})


def test_another_horizon_is_told_as_it_is_and_for_a_year() -> None:
    found = mixed_card().score({"months": Decimal(1), "job": "clerk"})
    assert found.annual_pd == found.pd
    assert float(found.pd_24_months) == pytest.approx(1 - (1 - float(found.pd)) ** 2, abs=2e-6)


def test_a_category_is_told_beside_its_points() -> None:
    found = mixed_card().score({"months": None, "job": "driver"})
    job = found.contributions[1]
    assert (job.value, job.category, job.lost) == (None, "driver", 9)


def test_a_card_whose_points_break_its_direction_is_refused() -> None:
    data = json.loads(json.dumps(SMALL))
    data["characteristics"][0]["bins"][1]["points"] = 41
    with pytest.raises(InvalidData, match="rises"):
        parse_card(json.dumps(data))
