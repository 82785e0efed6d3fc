"""Cut a text into pieces that a message may hold; it must not know what the text says."""

import re
import unicodedata

# Telegram counts UTF-16 code units, so that most emoji count twice.
LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024

_PARAGRAPH = re.compile(r"\n{2,}")
# A full stop inside a number or a name ends nothing: after a Latin one there is a space.
_SENTENCE = re.compile(r"[。！？][”’」』）]*\s*|[.!?][\"')\]]*\s+")
_LINE = re.compile(r"\n+")
_CUTS = (_PARAGRAPH, _SENTENCE, _LINE)

_ZERO_WIDTH_JOINER = "\u200d"
_SKIN_TONES = range(0x1F3FB, 0x1F400)
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)
_TAGS = range(0xE0020, 0xE0080)


def units(text: str) -> int:
    """Return the length of a text in UTF-16 code units."""
    return len(text) + sum(sign > "\uffff" for sign in text)


def split(text: str, limit: int = LONGEST_TEXT) -> tuple[str, ...]:
    """Cut a text into pieces of at most `limit` UTF-16 code units that join to the text.

    It is cut after a paragraph where one ends in the second half of what fits, else after a
    sentence, else after a line, else where a sign ends; never inside an emoji, unless a single
    sign is longer than the limit.

    Args:
        text: any text.
        limit: at least 2, the length of one emoji.
    """
    if limit < 2:
        raise ValueError(f"{limit} code units do not hold every character")
    pieces = []
    start = 0
    while (end := _fitting(text, start, limit)) < len(text):
        end = _cut(text, start, end)
        pieces.append(text[start:end])
        start = end
    pieces.append(text[start:])
    return tuple(piece for piece in pieces if piece)


def shortened(text: str, longest: int) -> str:
    """Return a text of at most `longest` code units; one that was longer ends in an ellipsis."""
    if units(text) <= longest:
        return text
    end = _fitting(text, 0, longest - 1)
    return text[: _sign_end(text, 0, end)].rstrip() + "…"


def _fitting(text: str, start: int, limit: int) -> int:
    """Return the furthest end of a piece that begins at `start` and is within the limit."""
    end = min(len(text), start + limit)
    while units(text[start:end]) > limit:
        # Every sign that is taken off saves one unit or two.
        end -= (units(text[start:end]) - limit + 1) // 2
    return end


def _cut(text: str, start: int, end: int) -> int:
    middle = start + (end - start) // 2
    for pattern in _CUTS:
        ends = [match.end() for match in pattern.finditer(text, middle, end)]
        for place in reversed(ends):
            if place > start and not _joined(text, place):
                return place
    return _sign_end(text, start, end)


def _sign_end(text: str, start: int, end: int) -> int:
    """Return the last place up to `end` where a sign ends; `end` when there is none."""
    place = end
    while place > start and _joined(text, place):
        place -= 1
    return place if place > start else end


def _joined(text: str, place: int) -> bool:
    """Tell whether the characters on both sides of a place are one sign to the reader."""
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if _ZERO_WIDTH_JOINER in (before, after) or before + after == "\r\n":
        return True
    # Marks, variation selectors and keycaps; the tags of regional flags; skin colours.
    if unicodedata.category(after) in {"Mn", "Me", "Mc"} or ord(after) in _TAGS:
        return True
    if ord(after) in _SKIN_TONES:
        return True
    if ord(before) not in _FLAG_LETTERS or ord(after) not in _FLAG_LETTERS:
        return False
    letters = 0  # a flag is a pair of letters: an odd number before the place leaves one open
    while letters < place and ord(text[place - 1 - letters]) in _FLAG_LETTERS:
        letters += 1
    return letters % 2 == 1
