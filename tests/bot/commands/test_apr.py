from typing import Any

import pytest

from tests.bot.commands.asking import ask

YEAR = {"flows": [[0, "-1000"], [1, "600"], [2, "600"]], "convention": "effective_365"}


@pytest.mark.parametrize(
    ("line", "rate"),
    [
        (YEAR, 0.1306623863),  # Directive 98/7/EC, Annex III
        ({"flows": [["2026-01-01", 100], ["2027-01-01", -110]], "convention": "xirr"}, 0.1),
        (
            {
                "flows": [
                    {"date": "2026-01-15", "amount": "-98000"},
                    {"day": "2026-02-15", "amount": "100800"},
                ],
                "convention": "nominal",
            },
            0.3428571429,
        ),
        (
            {  # 12 CFR 1026, Appendix J (c)(1)(i)
                "flows": [[0, "-5000"], *([k, "230"] for k in range(1, 25))],
                "convention": "us_actuarial",
                "unit_period": "m:1",
            },
            0.0969,
        ),
    ],
)
def test_flows_become_one_rate(
    monkeypatch: pytest.MonkeyPatch, line: dict[str, Any], rate: float
) -> None:
    status, (answer,) = ask(monkeypatch, "apr", line)
    assert status == 0
    assert abs(float(answer["annual_rate"]) - rate) < 0.00005


def test_the_convention_is_said_by_its_own_name(monkeypatch: pytest.MonkeyPatch) -> None:
    _, (answer,) = ask(monkeypatch, "apr", {**YEAR, "convention": "eu"})
    assert answer["convention"] == "effective_365"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"convention": "lunar"}, "convention"),
        ({"flows": []}, "flows"),
        ({"flows": [[0, "-1"]]}, "flows"),
        ({"flows": [[0, "-1"], [1, "-2"]]}, "flows"),
        ({"flows": [[0, "-100"], [1, "230"], [2, "-132"]]}, "flows"),
        ({"flows": [[0, "-1"], [1, "NaN"]]}, "flows.1.amount"),
        ({"flows": [[0, "-1"], ["2026-13-01", "2"]]}, "flows.1.date"),
        ({"flows": [[0, "-1"], [1, "2", "3"]]}, "flows.1"),
        ({"flows": [{"amount": "-1"}, [1, "2"]]}, "flows.0"),
        ({"flows": "all"}, "flows"),
        ({"unit_period": "m:1"}, "unit_period"),
    ],
)
def test_a_bad_value_is_named(
    monkeypatch: pytest.MonkeyPatch, changed: dict[str, Any], field: str
) -> None:
    status, (bad, good) = ask(monkeypatch, "apr", {**YEAR, **changed}, YEAR)
    assert status == 1
    assert bad["error"]["field"] == field
    assert bad["error"]["remedy"]
    assert "annual_rate" in good
