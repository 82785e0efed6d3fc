from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.components.views import VIEWS, pairs, sounds, words


def test_a_homophone_sounds_the_same() -> None:
    assert sounds("利西多少") == sounds("利息多少")


def test_pairs_do_not_depend_on_order() -> None:
    assert set(pairs("手续费提前还")) == set(pairs("提前还手续费"))


def test_words_are_runs_of_latin_words() -> None:
    assert words("what is apr 年化") == ["what", "is", "apr", "what is", "is apr", "what is apr"]


@given(st.text(max_size=300))
def test_every_view_reads_any_text(text: str) -> None:
    for view in VIEWS.values():
        assert all(isinstance(feature, str) for feature in view(text))
