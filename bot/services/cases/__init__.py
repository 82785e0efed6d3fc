"""What a question of an intent asks for in particular, by its words. Pure.

The tables are in the order in which they are tried: the first case of which a word is said is
meant, so that the rarer and weightier stands first. In a word "…" stands for a few characters in
between; an English word stands alone, in the plural too, unless "~" leaves its ending open.
"""

import re
from collections.abc import Mapping

from bot.services.cases.account import ACCOUNT
from bot.services.cases.borrowing import BORROWING
from bot.services.cases.repaying import REPAYING
from bot.services.cases.talk import TALK

# The general answer of an intent.
GENERAL = ""
CASES: Mapping[str, Mapping[str, tuple[str, ...]]] = {**TALK, **BORROWING, **REPAYING, **ACCOUNT}


def _pattern(word: str) -> re.Pattern[str]:
    stem = word.removesuffix("~")
    gaps = ".{0,12}".join(re.escape(part) for part in stem.split("…"))
    if not stem.replace("…", "").isascii():
        return re.compile(gaps)
    return re.compile(rf"(?<![a-z]){gaps}" + ("" if word.endswith("~") else "s?(?![a-z])"))


_PATTERNS = {
    word: _pattern(word) for cases in CASES.values() for words in cases.values() for word in words
}
_STAFF = re.compile(r"客服|人工|真人|专员|專員|你们|你們|customer service|\byou\b", re.IGNORECASE)


def case_of(intent: str, text: str) -> str:
    """The case of an intent that the words ask for, ``GENERAL`` when they name none.

    A chosen button asks in general.
    """
    if text.startswith("/"):
        return GENERAL
    said = text.lower().replace("’", "'")
    cases = CASES.get(intent, {})
    return next(
        (
            case
            for case, words in cases.items()
            if any(_PATTERNS[one].search(said) for one in words)
        ),
        GENERAL,
    )


def asks_for_hours(text: str) -> bool:
    """Whether the words ask when or on which number people answer, whatever else they hold.

    "客服几点上班" names no occupation of the customer.
    """
    return _STAFF.search(text) is not None and case_of("human_agent", text) == "hours"
