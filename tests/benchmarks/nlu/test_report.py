from typing import Any

from tests.benchmarks.nlu.messages import judged
from tests.benchmarks.nlu.metrics import figures, only_one_right, share
from tests.benchmarks.nlu.report import render

MACHINE = {
    "processor": "Invented", "cores": 2, "system": "Linux", "app_python": "3.12",
    "scikit_learn_app": "1.9", "load_before": 0.4, "rasa_python": "3.10", "rasa": "3.6",
    "scikit_learn_rasa": "1.1",
}  # fmt: skip
RIGHT = [
    *[judged("greet", "greet", language="zh")] * 9,
    judged("out_of_scope", "out_of_scope", language="zh", tag="far_oos"),
]
WRONG = [
    *[judged("greet", "thanks", language="zh")] * 5,
    *[judged("greet", "greet", language="zh")] * 4,
    judged("out_of_scope", "nlu_fallback", language="zh", tag="far_oos"),
]


def measured(messages: list[Any], *, seconds: float) -> dict[str, Any]:
    return {
        "training": {"seconds": seconds, "processor_seconds": seconds, "model_mb": 1.0},
        "parsing": {"n": 10, "median_ms": 2.5, "p95_ms": 5.0, "processor_median_ms": 2.0},
        **{language: figures(messages) for language in ("zh", "en", "both")},
    }


def report(**parts: Any) -> str:
    return render(
        {
            "at": "2026-11-24 01:00 UTC",
            "quick": False,
            "epochs": {"used": 10, "template": 100},
            "machine": MACHINE,
            "pipelines": {},
            "compared": {},
            "pictures": [],
            **parts,
        }
    )


def test_what_is_needed_is_met_or_not() -> None:
    text = report(pipelines={"ours": measured(WRONG, seconds=120)})

    assert "| accuracy, Chinese | 88% or more | 50.0% | 23.7% to 76.3% | NO |" in text
    assert "| out-of-scope recall, Chinese | 85% or more | 100.0% |" in text
    assert "| training | 90 s or less | 120.0 s |  | NO |" in text
    assert "| parsing, median | 8 ms or less | 2.5 ms |  | yes |" in text


def test_pipelines_stand_beside_each_other_with_ratios() -> None:
    text = report(
        pipelines={
            "ours": measured(RIGHT, seconds=50),
            "default": measured(WRONG, seconds=200),
        },
        compared={"zh": only_one_right(RIGHT, WRONG)},
        pictures=["var/nlu/x.png"],
    )

    assert "| training, s | 50 | 200 | 0.25 |" in text
    assert "Epochs of DIET: 10; Rasa's template has 100," in text
    assert "| accuracy, strict | 100.0% | 50.0% | 2.00 |" in text
    assert "Only ours is right: 5 messages; only the default: 0 (McNemar, exact: p = 0.062)" in text
    assert "| far_oos | 1 | 100.0% | 100.0% | 1.00 |" in text
    assert "| `greet` | `thanks` | 5 | 0 |" in text
    assert "1 messages out of scope 0 as `out_of_scope` and 1 as `nlu_fallback`" in text
    assert "- `var/nlu/x.png`" in text


def test_a_ratio_to_nothing_is_left_out() -> None:
    text = report(
        pipelines={
            "ours": measured(WRONG, seconds=50),
            "default": measured(RIGHT, seconds=50),
        }
    )

    assert "| false rejection of in-scope | 0.0% | 0.0% | - |" in text


def test_public_sets_stand_beside_what_is_published() -> None:
    text = report(
        generality={
            "sets": {
                "askubuntu": {
                    "intents": 5,
                    "train": 53,
                    "test": 2,
                    "measured": {"ours": {"seconds": 20, "accuracy": share([True, True])}},
                    "published": {"Watson": 0.92},
                }
            }
        }
    )

    assert "### askubuntu: 5 intents, 53 messages to learn from, 2 to test" in text
    assert text.index("| **ours** | 1.000 |") < text.index("| Watson (published) | 0.92 |")


def test_skipping_has_a_reason() -> None:
    assert "Skipped: nothing was named." in report(generality={"skipped": "nothing was named"})
