"""Figures of judged messages with their intervals; it must not know what judged them."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from scipy.stats import binomtest
from sklearn.metrics import precision_recall_fscore_support

from tests.benchmarks.nlu.dev_set import FALLBACK, OUT_OF_SCOPE, UNTAGGED, Judged

Z = 1.959964  # two-sided 95 %
RESAMPLES = 400
SEED = 42
BINS = 10

type Places = np.ndarray[tuple[int], np.dtype[np.intp]]


def figures(judged: Sequence[Judged]) -> dict[str, Any]:
    """Return every figure of one group of messages, as the report shows them.

    Args:
        judged: at least one.
    """
    inside = [one for one in judged if one.is_in_scope]
    outside = [one for one in judged if not one.is_in_scope]
    tags = sorted({one.message.tag for one in judged}, key=lambda tag: (tag == UNTAGGED, tag))
    return {
        "n": len(judged),
        "strict": share(one.is_right for one in judged),
        "lenient": share(one.is_acceptable for one in judged),
        "macro_f1": macro_f1(judged),
        "out_of_scope_recall": share(one.is_rejected for one in outside),
        "false_rejection": share(one.is_rejected for one in inside),
        "rejected": {
            "in_scope": _ways(inside),
            "out_of_scope": _ways(outside),
        },
        "calibration_error": calibration_error(judged),
        "tags": {
            tag: share(one.is_right for one in judged if one.message.tag == tag) for tag in tags
        },
        "intents": per_intent(judged),
        "confusions": confusions(judged),
    }


def share(hits: Iterable[bool]) -> dict[str, float]:
    """Return how many of how many, their share, and its 95 % interval by Wilson.

    Of nothing the share is no number and the interval says nothing: 0 to 1.
    """
    found = list(hits)
    n, k = len(found), sum(found)
    if not n:
        return {"n": 0, "hits": 0, "share": math.nan, "low": 0.0, "high": 1.0}
    p = k / n
    middle = (p + Z * Z / (2 * n)) / (1 + Z * Z / n)
    half = Z / (1 + Z * Z / n) * math.sqrt(p * (1 - p) / n + Z * Z / (4 * n * n))
    # At the ends the formula touches 0 or 1 up to the last bit.
    return {
        "n": n,
        "hits": k,
        "share": p,
        "low": max(0.0, middle - half),
        "high": min(1.0, middle + half),
    }


def macro_f1(judged: Sequence[Judged]) -> dict[str, float]:
    """Return the mean F1 of the labels that occur, and its 95 % interval by bootstrap.

    Messages are drawn again within each label: with few examples, drawing from all would lose
    labels and make the mean that of other intents.
    """
    labels = sorted({one.message.intent for one in judged})
    number = {label: place for place, label in enumerate(labels)}
    gold = np.array([number[one.message.intent] for one in judged])
    said = np.array([number.get(one.understood, len(labels)) for one in judged])
    places = [np.flatnonzero(gold == label) for label in range(len(labels))]
    chance = np.random.default_rng(SEED)

    def measured(drawn: Places) -> float:
        count = [
            np.bincount(found, minlength=len(labels) + 1)[: len(labels)]
            for found in (gold[drawn][gold[drawn] == said[drawn]], gold[drawn], said[drawn])
        ]
        return float(np.mean(2 * count[0] / (count[1] + count[2])))

    again = [
        measured(np.concatenate([chance.choice(own, size=len(own)) for own in places]))
        for _ in range(RESAMPLES)
    ]
    low, high = np.quantile(again, (0.025, 0.975))
    return {"share": measured(np.arange(len(gold))), "low": float(low), "high": float(high)}


def per_intent(judged: Sequence[Judged]) -> dict[str, dict[str, float]]:
    """Return precision, recall, F1 and number of messages of each label that occurs."""
    gold = [one.message.intent for one in judged]
    labels = sorted(set(gold))
    columns = precision_recall_fscore_support(
        gold, [one.understood for one in judged], labels=labels, zero_division=0
    )
    return {
        label: {"precision": float(p), "recall": float(r), "f1": float(f), "n": int(n)}
        for label, p, r, f, n in zip(labels, *columns, strict=True)
    }


def confusions(judged: Sequence[Judged]) -> list[dict[str, Any]]:
    """Return label, what was understood instead, how often, and how often that is defensible.

    The most frequent first.
    """
    wrong = [one for one in judged if not one.is_right]
    count = Counter((one.message.intent, one.intent) for one in wrong)
    defensible = Counter((one.message.intent, one.intent) for one in wrong if one.is_acceptable)
    return [
        {"label": pair[0], "understood": pair[1], "times": n, "acceptable": defensible[pair]}
        for pair, n in sorted(count.items(), key=lambda item: (-item[1], item[0]))
    ]


def calibration_error(judged: Sequence[Judged]) -> float:
    """Return the expected calibration error over ten bins of equal width, 0 to 1.

    Of the likeliest intent with `nlu_fallback` set aside: its confidence against how often it is
    the label.
    """
    confidence = np.array([one.confidence for one in judged])
    right = np.array([one.likeliest == one.message.intent for one in judged])
    bins = np.minimum((confidence * BINS).astype(int), BINS - 1)
    gaps = [
        abs(float(right[bins == one].mean() - confidence[bins == one].mean())) * (bins == one).sum()
        for one in np.unique(bins)
    ]
    return float(sum(gaps) / len(judged))


def only_one_right(ours: Sequence[Judged], other: Sequence[Judged]) -> dict[str, float]:
    """Return how many messages only one of two got right, and McNemar's exact p for the gap.

    Args:
        ours: the messages as one pipeline understood them.
        other: the same messages in the same order, as the other did.
    """
    pairs = [(a.is_right, b.is_right) for a, b in zip(ours, other, strict=True)]
    first, second = pairs.count((True, False)), pairs.count((False, True))
    p = float(binomtest(first, first + second).pvalue) if first + second else 1.0
    return {"ours": first, "other": second, "p": p}


def _ways(judged: Sequence[Judged]) -> dict[str, int]:
    count = Counter(one.intent for one in judged)
    return {"messages": len(judged), FALLBACK: count[FALLBACK], OUT_OF_SCOPE: count[OUT_OF_SCOPE]}
