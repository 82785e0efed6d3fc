"""`shandai nlu export`: labelled messages as a file of suggested examples."""

import argparse
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from bot.commands.lines import to_json
from bot.commands.nlu.kept_samples import known_examples, open_samples
from bot.commands.nlu.suggestions import PLACEHOLDER, Sorted, as_yaml, sort_out
from bot.errors import CorpusError
from bot.services.records import SampleState
from bot.services.review_samples import mark_exported, samples


def run(options: argparse.Namespace) -> int:
    """Write the file, and note what is in it as exported; `nlu_data/` itself is never touched.

    Raises:
        CorpusError: the file is there already or cannot be written, or the examples not be read.
        StorageError: the database cannot be used.
    """
    kept = open_samples()
    labelled = samples(kept.unit_of_work, SampleState.LABELLED)
    found = sort_out(labelled, known_examples(options.data))
    path: Path = options.to or kept.settings.var / "nlu" / "suggestions.yml"
    if found.new:
        _write(path, as_yaml(found.new))
    mark_exported(kept.unit_of_work, (*found.new, *found.known))
    if options.json:
        sys.stdout.write(to_json(_as_json(found, path)) + "\n")
    else:
        sys.stdout.writelines(f"{line}\n" for line in _as_text(found, path))
    return 0


def _write(path: Path, text: str) -> None:
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with path.open("x", encoding="utf-8") as file:  # earlier suggestions may wait in it
            file.write(text)
    except FileExistsError as error:
        raise CorpusError(
            str(path), "is there already", "Move it away, or name another file with --to."
        ) from error
    except OSError as error:
        raise CorpusError(
            str(path), f"cannot be written ({error.strerror})", "Name another file with --to."
        ) from error


def _as_json(found: Sorted, path: Path) -> Mapping[str, object]:
    return {
        "file": str(path) if found.new else None,
        "exported": len(found.new),
        "known_already": len(found.known),
        "with_placeholders": _with_placeholders(found),
        "contradicting": [
            {
                "text": sample.text,
                "label": sample.label,
                "intent_in_data": example.intent,
                "place": example.place,
            }
            for sample, example in found.contradicting
        ],
    }


def _as_text(found: Sorted, path: Path) -> Iterator[str]:
    if found.new:
        intents = len({sample.label for sample in found.new})
        yield f"{len(found.new)} examples of {intents} intents written to {path}."
    else:
        yield "Nothing to export: `shandai nlu review` gives messages their labels."
    if found.known:
        yield f"{len(found.known)} are examples of their intents already."
    if placeholders := _with_placeholders(found):
        yield f"{placeholders} hold a bracketed word: put made-up words in its place."
    for sample, example in found.contradicting:
        yield (
            f"Not exported: {sample.text}  labelled {sample.label}, "
            f"but {example.place} has it under {example.intent}."
        )


def _with_placeholders(found: Sorted) -> int:
    return sum(PLACEHOLDER.search(sample.text) is not None for sample in found.new)
