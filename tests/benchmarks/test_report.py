from typing import Any

from tests.benchmarks.report import render

TIMES = {"n": 40, "median_ms": 42.4, "p95_ms": 61.0}


def report(**parts: Any) -> str:
    return render({"at": "2026-11-24 01:00 UTC", "quick": False, **parts})


def test_a_missing_data_file_is_said() -> None:
    assert "Skipped: the data file x.csv.gz is not there." in report(
        card={"skipped": "the data file x.csv.gz is not there"}
    )


def test_the_card_stands_beside_the_others() -> None:
    text = report(
        card={
            "data": "Invented",
            "people": 1000,
            "bad_share": 0.0668,
            "held_out_share": 0.3,
            "seed": 7,
            "seconds": 3.0,
            "card": "this card",
            "models": {
                "this card": {"auc": 0.86, "ks": 0.56},
                "logistic regression": {"auc": 0.8, "ks": 0.5},
            },
            "same_as_shipped": False,
        }
    )

    assert "| logistic regression | 0.8000 | 0.5000 | 1.075 | 1.120 |" in text
    assert "30% held out with equal shares of bad, seed 7" in text
    assert "does NOT have the points" in text


def test_turns_are_compared_with_the_static_answer() -> None:
    shares = {"rasa_share": 0.5, "actions_share": 0.3, "gateway_share": 0.2}
    numbers = {"first_number": 1, "last_number": 3}
    text = report(
        turns={
            "conversations": 40,
            "messages": 80,
            "kinds": {
                "thanks (static answer)": {**TIMES, **shares, **numbers, "median_ms": 21.2},
                "offer": {**TIMES, **shares, **numbers},
            },
            "understanding": {**TIMES, "texts": 5},
            "memory": [{"process": "rasa", "moment": "after 40", "rss_mb": 600.4, "uss_mb": 500.0}],
        }
    )

    assert "| offer | 1 to 3 | 40 | 42 | 61 | 2.0 | 50% | 30% | 20% |" in text
    assert "| rasa | after 40 | 600 | 500 |" in text
