import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.channels.telegram.splitting import shortened, split, units

EMOJI = ("👩‍👩‍👧‍👦", "👍🏽", "🇨🇳", "🏴󠁧󠁢󠁥󠁮󠁧󠁿", "1️⃣", "é", "🟦", "❤️")
SIGNS = st.sampled_from((*EMOJI, "贷", "。", "！", "\n", "\n\n", ". ", "1.5", " ", "a", "\r\n"))
TEXTS = st.lists(SIGNS | st.text(max_size=5), max_size=120).map("".join)


def utf16(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


@given(TEXTS)
def test_length_is_counted_as_telegram_counts_it(text: str) -> None:
    assert units(text) == utf16(text)


@given(TEXTS, st.integers(2, 60))
def test_pieces_join_to_the_text_and_keep_the_limit(text: str, limit: int) -> None:
    pieces = split(text, limit)

    assert "".join(pieces) == text
    assert all(0 < utf16(piece) <= limit for piece in pieces)


@given(st.lists(st.sampled_from(EMOJI), min_size=1, max_size=80), st.integers(14, 40))
def test_no_emoji_is_cut(signs: list[str], limit: int) -> None:
    whole = {0}
    for sign in signs:
        whole.add(max(whole) + len(sign))
    ends, place = [], 0
    for piece in split("".join(signs), limit):
        place += len(piece)
        ends.append(place)

    assert set(ends) <= whole


def test_a_text_that_fits_is_one_piece() -> None:
    assert split("贷" * 4096) == ("贷" * 4096,)
    assert [utf16(one) for one in split("🟦" * 2049)] == [4096, 2]
    assert split("") == ()


@pytest.mark.parametrize(
    ("text", "limit", "pieces"),
    [
        ("一二三四。五六\n\n七八九。十", 12, ("一二三四。五六\n\n", "七八九。十")),
        ("一二三四五六。七\n八九十。", 10, ("一二三四五六。", "七\n八九十。")),
        ("一二三四五六\n七八九十一二", 10, ("一二三四五六\n", "七八九十一二")),
        ("It costs 12.50 now. Then", 20, ("It costs 12.50 now. ", "Then")),
        ("一二三四五六七八九十", 4, ("一二三四", "五六七八", "九十")),
    ],
)
def test_it_is_cut_where_a_reader_would(text: str, limit: int, pieces: tuple[str, ...]) -> None:
    assert split(text, limit) == pieces


def test_a_limit_that_holds_no_emoji_is_refused() -> None:
    with pytest.raises(ValueError, match="1 code units"):
        split("🟦", 1)


@given(TEXTS, st.integers(3, 70))
def test_a_shortened_text_says_so(text: str, longest: int) -> None:
    short = shortened(text, longest)

    assert utf16(short) <= longest
    assert short == text or (short.endswith("…") and text.startswith(short[:-1]))
