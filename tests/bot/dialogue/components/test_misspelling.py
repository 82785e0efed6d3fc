from pypinyin import lazy_pinyin

from bot.dialogue.components.misspelling import misspelt

EXAMPLES = [("利率多少", "a"), ("绿", "b"), ("what is the interest", "c"), ("ok", "d")]


def test_a_chinese_error_sounds_like_what_was_meant() -> None:
    errors = list(misspelt(EXAMPLES[:1] * 20 + EXAMPLES[1:2], share=1.0))
    assert all(lazy_pinyin(text) == lazy_pinyin("利率多少") for text, _ in errors[:20])
    assert {text for text, _ in errors[:20]} == {"利绿多少"}


def test_an_english_error_is_one_slip_in_one_word() -> None:
    for text, intent in misspelt(EXAMPLES[2:3] * 20, share=1.0):
        assert intent == "c"
        assert text != EXAMPLES[2][0] or "tt" in text
        assert abs(len(text) - len(EXAMPLES[2][0])) <= 1


def test_what_cannot_be_mistyped_stays() -> None:
    assert list(misspelt(EXAMPLES[3:], share=1.0)) == [("ok", "d")]


def test_the_share_is_kept_and_repeatable() -> None:
    first = list(misspelt(EXAMPLES * 100, share=0.25))
    assert 70 < len(first) < 130
    assert first == list(misspelt(EXAMPLES * 100, share=0.25))
    assert list(misspelt(EXAMPLES, share=0.0)) == []
