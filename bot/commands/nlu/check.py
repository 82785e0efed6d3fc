"""`shandai nlu check`: what is wrong with the training examples, as text or as JSON."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from bot.commands.lines import to_json
from bot.corpus.check import Report, check
from bot.corpus.confusions import Confusion, Doubt, Likeness
from bot.corpus.duplicates import Duplicate, NearDuplicate
from bot.corpus.examples import Example, read_examples
from bot.corpus.gaps import Gap
from bot.errors import CorpusError
from bot.settings import ROOT

EXIT_CONTRADICTION = 1


def run(options: argparse.Namespace) -> int:
    """Report; return 1 when the same words are examples of two intents.

    Raises:
        CorpusError: the examples cannot be read, or are of fewer than two intents.
    """
    folder = options.data or ROOT / "nlu_data" / "nlu"
    examples = read_examples(folder)
    if len({example.intent for example in examples}) < 2:
        raise CorpusError(str(folder), "has fewer than two intents", "Name another folder.")
    report = check(examples)
    shown = max(options.max, 0)
    if options.json:
        sys.stdout.write(to_json(as_json(report, shown)) + "\n")
    else:
        sys.stdout.write("\n".join(as_text(report, shown)) + "\n")
    return EXIT_CONTRADICTION if report.contradicts_itself else 0


def as_json(report: Report, shown: int) -> Mapping[str, object]:
    """Return the report as plain JSON: of each kind how many there are, and the first of them."""
    sections: Mapping[str, tuple[Any, ...]] = {
        "duplicates": report.duplicates,
        "near_duplicates": report.near_duplicates,
        "doubtful_labels": report.doubts,
        "confusions": report.confusions,
        "gaps": report.gaps,
    }
    return {
        "examples": sum(report.counts.values()),
        "by_intent": _by_intent(report),
        "accuracy_out_of_fold": report.accuracy,
        "across_intents": {
            "duplicates": sum(one.across for one in report.duplicates),
            "near_duplicates": sum(one.across for one in report.near_duplicates),
        },
        "found": {name: len(found) for name, found in sections.items()},
        **{name: found[:shown] for name, found in sections.items()},
    }


def as_text(report: Report, shown: int) -> Iterator[str]:
    """Yield the report's lines; findings begin with the place they are at."""
    counts = report.counts
    languages = {
        language: sum(times for (_, its), times in counts.items() if its == language)
        for language in ("zh", "en")
    }
    yield (
        f"{sum(counts.values()):,} examples of {len(_by_intent(report))} intents "
        f"({languages['zh']:,} zh, {languages['en']:,} en). A plain model gets "
        f"{report.accuracy:.1%} of them right without having seen them."
    )
    across = sum(one.across for one in report.duplicates)
    yield from _section(
        f"The same words more than once: {len(report.duplicates)}, across intents: {across}",
        [_duplicate(one) for one in report.duplicates],
        shown,
    )
    across = sum(one.across for one in report.near_duplicates)
    yield from _section(
        f"Nearly the same words: {len(report.near_duplicates)}, across intents: {across}",
        [_near(one) for one in report.near_duplicates],
        shown,
    )
    yield from _section(
        f"Labels a model doubts: {len(report.doubts)}",
        [_doubt(one) for one in report.doubts],
        shown,
    )
    yield from _section(
        f"Intents taken for each other: {len(report.confusions)} pairs",
        [_confusion(one) for one in report.confusions],
        shown,
    )
    yield from _section(
        f"What intents lack: {len(report.gaps)}", [_gap(one) for one in report.gaps], shown
    )


def _section(title: str, lines: list[str], shown: int) -> Iterator[str]:
    yield ""
    yield title
    yield from (f"  {line}" for line in lines[:shown])
    if len(lines) > shown:
        yield f"  ... and {len(lines) - shown} more; --max {len(lines)} shows all"


def _by_intent(report: Report) -> Mapping[str, Mapping[str, int]]:
    found: dict[str, dict[str, int]] = {}
    for (intent, language), times in report.counts.items():
        found.setdefault(intent, {})[language] = times
    return found


def _at(example: Example) -> str:
    return f"{example.place} {example.intent}: {example.text}"


def _duplicate(one: Duplicate) -> str:
    mark = "ACROSS INTENTS " if one.across else ""
    return mark + "  |  ".join(_at(example) for example in one.examples)


def _near(one: NearDuplicate) -> str:
    mark = "ACROSS INTENTS " if one.across else ""
    return f"{mark}{one.likeness:.2f}  {_at(one.first)}  |  {_at(one.second)}"


def _doubt(one: Doubt) -> str:
    return (
        f"{_at(one.example)}  ({one.given:.2f}) looks like {one.predicted} "
        f"({one.confidence:.2f}), as does: {one.nearest.second.text}"
    )


def _confusion(one: Confusion) -> str:
    nearest = "".join(f"\n      {_pair(pair)}" for pair in one.nearest)
    return (
        f"{one.first} taken for {one.second} {one.first_as_second} times, "
        f"the other way {one.second_as_first}: {one.share:.1%} of both{nearest}"
    )


def _pair(pair: Likeness) -> str:
    return f"{pair.likeness:.2f}  {pair.first.text}  |  {pair.second.text}"


_LACKS: Mapping[str, str] = {
    "few": "{count} examples, {wanted} are the least",
    "same_length": "lengths are all alike: half are of {detail}",
    "same_opening": "{count} begin with {detail!r}, more than {wanted}",
    "no_fragments": "{count} short ones, {wanted} would do",
    "no_long_ones": "{count} long ones, {wanted} would do",
    "no_clauses": "{count} of several clauses, {wanted} would do",
    "no_traditional": "{count} in traditional characters, {wanted} would do",
    "no_typing_errors": "{count} with a typing error, {wanted} would do",
}


def _gap(one: Gap) -> str:
    said = _LACKS[one.kind].format(count=one.count, wanted=one.wanted, detail=one.detail)
    return f"{one.intent} {one.language}: {said}"
