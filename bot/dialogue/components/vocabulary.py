"""Turn lists of words into patterns; knows no word itself."""

from __future__ import annotations

import re


def any_of(*lists: str) -> str:
    """A pattern for one of the words, the longest first; words are parted by white space.

    A word may hold pattern syntax; one that is pure ASCII letters ends at a word boundary.
    """
    words = [word for text in lists for word in text.split()]
    ordered = sorted(words, key=len, reverse=True)
    parts = [
        word.replace("_", " ") + (r"(?![a-z0-9_])" if word.isascii() and word[-1].isalpha() else "")
        for word in ordered
    ]
    return "(?:" + "|".join(parts) + ")"


def compiled(*lists: str) -> re.Pattern[str]:
    """The pattern of :func:`any_of`, compiled."""
    return re.compile(any_of(*lists))
