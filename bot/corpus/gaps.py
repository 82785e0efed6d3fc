"""What an intent's examples lack: numbers, lengths, openings, ways of writing. Pure."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from statistics import quantiles

from bot.corpus.examples import Example, letters_of

# Fewer examples than this of an intent in a language are few.
FEWEST: Mapping[str, int] = {"zh": 120, "en": 60}
# More than this share of examples that begin alike is monotonous.
SAME_OPENING = 0.2
# The middle half of the lengths must span at least this many signs (zh) or words (en).
LEAST_SPREAD: Mapping[str, int] = {"zh": 3, "en": 2}
# With fewer examples nothing is said of their variety.
ENOUGH_TO_JUDGE = 20

_CLAUSE = re.compile(r"[,，。;；!！?？]\s*\S|\S\s\S.*\s\S")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, kw_only=True, slots=True)
class Gap:
    """Something that an intent's examples in one language lack.

    Attributes:
        intent: its name.
        language: ``zh`` or ``en``.
        kind: ``few``, ``same_length``, ``same_opening``, or ``no_<way of writing>``.
        count: how many examples there are of it (``same_opening``: how many begin so).
        wanted: how many would be enough; of a share, as a number of examples.
        detail: the opening, or the span of lengths.
    """

    intent: str
    language: str
    kind: str
    count: int
    wanted: int
    detail: str = ""


def gaps(examples: Sequence[Example]) -> tuple[Gap, ...]:
    """Return what is lacking, intent by intent."""
    slips = _slips(examples)
    sorted_out: defaultdict[tuple[str, str], list[Example]] = defaultdict(list)
    for example in examples:
        sorted_out[example.intent, example.language].append(example)
    found: list[Gap] = []
    for intent in dict.fromkeys(example.intent for example in examples):
        for language, fewest in FEWEST.items():
            own = sorted_out[intent, language]
            if len(own) < fewest:
                found.append(
                    Gap(intent=intent, language=language, kind="few", count=len(own), wanted=fewest)
                )
            if len(own) >= ENOUGH_TO_JUDGE:
                found += _of_variety(intent, language, own, slips)
    return tuple(found)


def _of_variety(
    intent: str, language: str, own: Sequence[Example], slips: frozenset[Example]
) -> list[Gap]:
    found = []
    lengths = [length(example) for example in own]
    low, _, high = quantiles(lengths, n=4)
    if high - low < LEAST_SPREAD[language]:
        found.append(
            Gap(
                intent=intent, language=language, kind="same_length", count=len(own),
                wanted=LEAST_SPREAD[language], detail=f"{low:.0f} to {high:.0f}",
            )
        )  # fmt: skip
    opening, times = Counter(_opening(example) for example in own).most_common(1)[0]
    allowed = int(SAME_OPENING * len(own))
    if times > allowed:
        found.append(
            Gap(
                intent=intent, language=language, kind="same_opening", count=times,
                wanted=allowed, detail=opening,
            )
        )  # fmt: skip
    for way, (languages, least, holds) in _WAYS.items():
        if language not in languages:
            continue
        count = sum(holds(example, slips) for example in own)
        wanted = max(1, round(least * len(own)))
        if count < wanted:
            found.append(
                Gap(intent=intent, language=language, kind=f"no_{way}", count=count, wanted=wanted)
            )
    return found


def length(example: Example) -> int:
    """Signs of a Chinese example without punctuation, words of an English one."""
    return len(example.key) if example.language == "zh" else len(example.text.split())


def _opening(example: Example) -> str:
    if example.language == "zh":
        return example.key[:2]
    return " ".join(example.form.split()[:2])


def _is_short(example: Example, _slips: frozenset[Example]) -> bool:
    return length(example) <= (5 if example.language == "zh" else 3)


def _is_long(example: Example, _slips: frozenset[Example]) -> bool:
    return length(example) >= (18 if example.language == "zh" else 12)


def _has_clauses(example: Example, _slips: frozenset[Example]) -> bool:
    return bool(_CLAUSE.search(example.text)) if example.language == "zh" else (
        "," in example.text or "." in example.text[:-1] or " and " in example.text
        or " but " in example.text
    )  # fmt: skip


def _is_traditional(example: Example, _slips: frozenset[Example]) -> bool:
    # Only traditional characters become others without leaving the block of Chinese ones.
    return any(
        sign != form and "㐀" <= sign <= "鿿"
        for sign, form in ((sign, letters_of(sign)) for sign in example.text)
    )


def _has_slip(example: Example, slips: frozenset[Example]) -> bool:
    return example in slips


type Way = tuple[frozenset[str], float, Callable[[Example, frozenset[Example]], bool]]
_BOTH, _ZH = frozenset(FEWEST), frozenset({"zh"})
# Ways of writing: in which languages they are looked for, the least share, and how they are seen.
_WAYS: Mapping[str, Way] = {
    "fragments": (_BOTH, 0.05, _is_short),
    "long_ones": (_BOTH, 0.03, _is_long),
    "clauses": (_BOTH, 0.05, _has_clauses),
    "traditional": (_ZH, 0.02, _is_traditional),
    "typing_errors": (_BOTH, 0.01, _has_slip),
}


def _slips(examples: Sequence[Example]) -> frozenset[Example]:
    """Examples with a typing error that can be told without a dictionary.

    Chinese: one that the product's normaliser corrects. English: a word of five letters or more
    that occurs once or twice and is one letter away from one that occurs twenty times as often.
    """
    words = Counter(
        word for one in examples if one.language == "en" for word in _WORD.findall(one.form)
    )
    frequent = {
        part: word for word, times in words.items() if times >= 20 for part in _one_letter_off(word)
    }
    wrong = {
        word
        for word, times in words.items()
        if times <= 2 and len(word) >= 5
        for part in _one_letter_off(word)
        if part in frequent and not _inflected(word, frequent[part])
    }
    return frozenset(
        one
        for one in examples
        if (one.language == "zh" and "".join(map(letters_of, one.text)) != letters_of(one.text))
        or (one.language == "en" and not wrong.isdisjoint(_WORD.findall(one.form)))
    )


def _one_letter_off(word: str) -> Iterable[str]:
    return (word, *(word[:place] + word[place + 1 :] for place in range(len(word))))


def _inflected(word: str, other: str) -> bool:
    return word.rstrip("sd") == other.rstrip("sd") or word[:1] != other[:1]
