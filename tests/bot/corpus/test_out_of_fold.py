import numpy as np
import pytest

from bot.corpus.likeness import vectors
from bot.corpus.out_of_fold import predict_out_of_fold
from tests.bot.corpus.made_up import BORROW, COMPLAIN

TEXTS = [*BORROW, *COMPLAIN]
LABELS = ["discover_need"] * len(BORROW) + ["complaint"] * len(COMPLAIN)
ALONE = np.arange(len(TEXTS))


def test_what_is_easy_to_tell_apart_is_told_apart() -> None:
    predictions = predict_out_of_fold(vectors(TEXTS), LABELS, TEXTS, ALONE)
    assert [predictions.best(place)[0] for place in range(len(TEXTS))] == LABELS
    assert predictions.of(0, "discover_need") + predictions.of(0, "complaint") == pytest.approx(1)


def test_a_group_is_never_learned_from_to_predict_itself() -> None:
    # Ten copies of one text with a label of their own: only the copies could give it away.
    texts = [*TEXTS, *["想借三万周转"] * 10]
    labels = [*LABELS, *["odd"] * 10]
    first = len(TEXTS)
    together = np.array([*ALONE, *[first] * 10])
    predictions = predict_out_of_fold(vectors(texts), labels, texts, together)
    assert {predictions.best(place)[0] for place in range(first, first + 10)} == {"discover_need"}


def test_nothing_to_learn_from_is_nothing_said() -> None:
    predictions = predict_out_of_fold(vectors(["甲", "乙"]), ["a", "b"], "甲乙", np.array([0, 0]))
    assert [predictions.best(place)[1] for place in (0, 1)] == [0, 0]
