import math
import statistics

import pytest

from tests.benchmarks.nlu.messages import judged
from tests.benchmarks.nlu.metrics import (
    calibration_error,
    confusions,
    figures,
    macro_f1,
    only_one_right,
    per_intent,
    share,
)


def test_a_share_has_wilsons_interval() -> None:
    found = share([True] * 8 + [False] * 2)

    assert (found["hits"], found["n"], found["share"]) == (8, 10, 0.8)
    # 8 of 10, as in Newcombe (1998) and every table of the interval.
    assert found["low"] == pytest.approx(0.4902, abs=1e-4)
    assert found["high"] == pytest.approx(0.9433, abs=1e-4)


@pytest.mark.parametrize(("hits", "low", "high"), [(0, 0.0, 0.2775), (10, 0.7225, 1.0)])
def test_the_interval_stays_between_nothing_and_all(hits: int, low: float, high: float) -> None:
    found = share([True] * hits + [False] * (10 - hits))

    assert [found["low"], found["high"]] == pytest.approx([low, high], abs=1e-4)


def test_of_nothing_the_share_is_no_number() -> None:
    found = share([])

    assert math.isnan(found["share"])
    assert (found["low"], found["high"]) == (0.0, 1.0)


def test_not_understanding_counts_as_out_of_scope() -> None:
    found = figures(
        [
            judged("greet", "greet"),
            judged("greet", "nlu_fallback"),
            judged("ask_rate", "out_of_scope"),
            judged("out_of_scope", "nlu_fallback"),
            judged("out_of_scope", "out_of_scope"),
            judged("out_of_scope", "greet"),
        ]
    )

    assert found["strict"]["hits"] == 3
    assert found["out_of_scope_recall"]["hits"] == 2
    assert found["false_rejection"]["hits"] == 2
    assert found["false_rejection"]["n"] == 3
    assert found["rejected"] == {
        "in_scope": {"messages": 3, "nlu_fallback": 1, "out_of_scope": 1},
        "out_of_scope": {"messages": 3, "nlu_fallback": 1, "out_of_scope": 1},
    }


def test_another_acceptable_intent_counts_leniently_only() -> None:
    found = figures(
        [
            judged("greet", "thanks", also=("thanks",)),
            judged("greet", "deny", also=("thanks",)),
            judged("greet", "nlu_fallback", also=("out_of_scope",)),
        ]
    )

    assert found["strict"]["hits"] == 0
    assert found["lenient"]["hits"] == 2


def test_kinds_of_messages_are_told_apart() -> None:
    found = figures(
        [
            judged("greet", "greet", tag="hard"),
            judged("greet", "deny", tag="hard"),
            judged("greet", "greet"),
        ]
    )

    assert {tag: (one["hits"], one["n"]) for tag, one in found["tags"].items()} == {
        "hard": (1, 2),
        "plain": (1, 1),
    }


def test_macro_f1_is_the_mean_over_the_labels() -> None:
    messages = [
        *[judged("greet", "greet")] * 3,
        judged("greet", "deny"),
        judged("thanks", "thanks"),
    ]

    found = macro_f1(messages)

    # greet: precision 1, recall 3/4; thanks: both 1. `deny` is no label and no part of the mean.
    assert found["share"] == pytest.approx((6 / 7 + 1) / 2)
    assert found["share"] == pytest.approx(
        statistics.mean(one["f1"] for one in per_intent(messages).values())
    )
    assert found["low"] <= found["share"] <= found["high"]
    assert per_intent(messages)["greet"] == pytest.approx(
        {"precision": 1.0, "recall": 0.75, "f1": 6 / 7, "n": 4}
    )


def test_the_most_frequent_confusion_comes_first() -> None:
    found = confusions(
        [
            judged("greet", "greet"),
            judged("ask_rate", "ask_limit", also=("ask_limit",)),
            judged("thanks", "greet"),
            judged("thanks", "greet"),
            judged("out_of_scope", "nlu_fallback"),
        ]
    )

    assert found == [
        {"label": "thanks", "understood": "greet", "times": 2, "acceptable": 0},
        {"label": "ask_rate", "understood": "ask_limit", "times": 1, "acceptable": 1},
    ]


def test_calibration_compares_confidence_with_how_often_it_is_right() -> None:
    sure_and_right = [judged("greet", "greet", confidence=1.0)] * 3
    half_sure = [
        judged("greet", "nlu_fallback", likeliest="greet", confidence=0.55),
        judged("greet", "nlu_fallback", likeliest="deny", confidence=0.55),
    ]

    assert calibration_error(sure_and_right) == 0
    assert calibration_error([*sure_and_right, *half_sure]) == pytest.approx(0.05 * 2 / 5)


def test_two_pipelines_are_compared_message_by_message() -> None:
    right, wrong = judged("greet", "greet"), judged("greet", "deny")

    found = only_one_right([right] * 6 + [wrong, right], [wrong] * 6 + [right, right])

    assert (found["ours"], found["other"]) == (6, 1)
    assert found["p"] == pytest.approx(0.125)
    assert only_one_right([right], [right])["p"] == 1
