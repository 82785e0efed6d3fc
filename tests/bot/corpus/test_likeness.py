import pytest

from bot.corpus import likeness
from bot.corpus.likeness import Pair, alike, groups, vectors

TEXTS = [
    "提前还款有违约金吗",
    "今天天气不错",
    "提前还款有没有违约金",
    "",
    "how do i pay",
    "how do i pay it",
]


@pytest.mark.parametrize("rows_at_once", [1, 2, 1000])
def test_every_pair_is_found_once_however_it_is_cut(
    monkeypatch: pytest.MonkeyPatch, rows_at_once: int
) -> None:
    monkeypatch.setattr(likeness, "_ROWS", rows_at_once)
    found = list(alike(vectors(TEXTS), 0.4))
    assert [(pair.first, pair.second) for pair in found] == [(0, 2), (4, 5)]
    assert all(0.4 <= pair.likeness < 1 for pair in found)


def test_groups_are_what_pairs_join() -> None:
    pairs = [Pair(first=first, second=second, likeness=1) for first, second in ((3, 4), (0, 4))]
    assert groups(6, pairs).tolist() == [0, 1, 2, 0, 0, 5]
