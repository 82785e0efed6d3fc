"""`shandai nlu stats`: what was collected, and how often model and customers were right."""

import argparse
import sys
from collections.abc import Iterator, Mapping

from bot.commands.lines import to_json
from bot.commands.nlu.kept_samples import open_samples
from bot.services.records import SampleState
from bot.services.review_samples import Totals, samples, totals

SHOWN_CORRECTIONS = 10


def run(options: argparse.Namespace) -> int:
    """Print the sums.

    Raises:
        StorageError: the database cannot be used.
    """
    kept = open_samples()
    found = totals(samples(kept.unit_of_work, *SampleState))
    days = kept.settings.sample_days
    if options.json:
        sys.stdout.write(to_json(_as_json(found, days)) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(found, days))
    return 0


def _as_json(found: Totals, days: int) -> Mapping[str, object]:
    return {
        "keep_days": days,
        "samples": found.states,
        "messages": found.seen,
        "labelled": found.labelled,
        "model_was_right": found.model_was_right,
        "customer_was_asked": found.customer_was_asked,
        "customer_agreed": found.customer_agreed,
        "corrections": [
            {"guessed": guessed, "label": label, "samples": times}
            for (guessed, label), times in _corrections(found)
        ],
    }


def _as_text(found: Totals, days: int) -> Iterator[str]:
    states = ", ".join(f"{found.states.get(state, 0)} {state}" for state in SampleState)
    yield f"Samples: {states}."
    seen = ", ".join(f"{times} {name}" for name, times in sorted(found.seen.items()))
    yield f"Messages they stand for: {seen or 'none'}."
    yield (
        f"Words not seen for {days} days are removed."
        if days
        else "None are collected: SHANDAI_SAMPLE_DAYS is 0."
    )
    if found.labelled:
        right, labelled = found.model_was_right, found.labelled
        yield f"The model's first guess was the label of {right} in {labelled}."
    if found.customer_was_asked:
        yield (
            f"Customers who were asked chose the label of {found.customer_agreed} "
            f"in {found.customer_was_asked}."
        )
    for (guessed, label), times in _corrections(found)[:SHOWN_CORRECTIONS]:
        yield f"  {guessed} -> {label}  {times}"


def _corrections(found: Totals) -> list[tuple[tuple[str, str], int]]:
    return sorted(found.corrections.items(), key=lambda one: (-one[1], one[0]))
