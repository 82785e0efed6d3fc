"""The same pipelines on public English intent sets, beside what others published on them."""

import csv
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TextIO

import yaml

from tests.benchmarks.errors import BenchmarkError
from tests.benchmarks.nlu.metrics import share
from tests.benchmarks.nlu.pipelines import Pipeline, configuration
from tests.benchmarks.nlu.runtime import parse, train

type Example = tuple[str, str]

# Micro F1 over the test messages, which is the accuracy where each message gets one intent.
# Braun et al., Evaluating NLU Services for Conversational Question Answering Systems, SIGdial 2017
# (LUIS, Watson, Dialogflow, Rasa); Botfuel, benchmark-nlp-2018 (Botfuel, Recast, Snips);
# NLP.js, docs/benchmarking.md (NLP.js). Of BANKING77: Casanueva et al., Efficient Intent Detection
# with Dual Sentence Encoders, 2020, all training messages; both know English from elsewhere.
PUBLISHED: Mapping[str, Mapping[str, float]] = {
    "chatbot": {
        "NLP.js": 0.99, "Recast": 0.99, "LUIS": 0.98, "Botfuel": 0.98, "Rasa 2017": 0.98,
        "Watson": 0.97, "Snips": 0.96, "Dialogflow": 0.93,
    },
    "askubuntu": {
        "NLP.js": 0.94, "Watson": 0.92, "LUIS": 0.90, "Botfuel": 0.90, "Rasa 2017": 0.86,
        "Recast": 0.86, "Dialogflow": 0.85, "Snips": 0.83,
    },
    "webapplications": {
        "Watson": 0.83, "LUIS": 0.81, "NLP.js": 0.80, "Botfuel": 0.80, "Dialogflow": 0.80,
        "Snips": 0.78, "Recast": 0.75, "Rasa 2017": 0.74,
    },
    "banking77": {"BERT, tuned": 0.9366, "USE and ConveRT": 0.9336},
}  # fmt: skip


@dataclass(frozen=True, kw_only=True, slots=True)
class PublicSet:
    """Messages with intents, as their authors divided them."""

    name: str
    train: Sequence[Example]
    test: Sequence[Example]


def read_public_sets(folder: Path) -> Sequence[PublicSet]:
    """Read every set of a folder, by name.

    A set is a folder with `train.csv` and `test.csv`, each with the columns text and category as
    BANKING77 is published, or a file of the NLU Evaluation Corpora: JSON whose `sentences` have
    text, intent and training.

    Raises:
        BenchmarkError: there is none.
    """
    found = [
        PublicSet(
            name=path.parent.name.lower(),
            train=_read_csv(path),
            test=_read_csv(path.with_name("test.csv")),
        )
        for path in folder.glob("*/train.csv")
    ]
    found += [_read_json(path) for path in folder.glob("*.json")]
    if not found:
        raise BenchmarkError(
            f"There is no intent set in {folder}: neither NAME/train.csv with NAME/test.csv "
            "nor a NAME.json. docs/benchmarks-nlu.md has both formats."
        )
    return sorted(found, key=lambda one: one.name)


def measure_set(
    public: PublicSet, pipelines: Mapping[str, tuple[Pipeline, str]], folder: Path, echo: TextIO
) -> dict[str, Any]:
    """Train every pipeline on the set and ask it for the intents of the test messages.

    The likeliest intent of the set counts; rejection is not what these sets ask for.

    Args:
        public: the set.
        pipelines: pipelines with their language, by name.
        folder: an empty folder that exists.
        echo: where progress is told.

    Raises:
        BenchmarkError: Rasa refused.
    """
    data = folder / "examples.yml"
    data.write_text(training_file(public.train), encoding="utf-8")
    known = {intent for _, intent in public.train}
    measured = {}
    for name, (pipeline, language) in pipelines.items():
        own = folder / name
        own.mkdir()
        what = f"{name} on {public.name}"
        model = train(configuration(pipeline, language), data, own, what=what, echo=echo)
        parsed = parse(model, [text for text, _ in public.test], what=what, echo=echo)
        measured[name] = {
            "seconds": model.seconds,
            "accuracy": share(
                one.likeliest(known)[0] == intent
                for one, (_, intent) in zip(parsed, public.test, strict=True)
            ),
        }
    return {
        "intents": len(known),
        "train": len(public.train),
        "test": len(public.test),
        "measured": measured,
        "published": dict(PUBLISHED.get(public.name, {})),
    }


def training_file(examples: Sequence[Example]) -> str:
    """Return examples as Rasa's training data."""
    by_intent: dict[str, list[str]] = {}
    for text, intent in examples:
        by_intent.setdefault(intent, []).append(f"- {' '.join(text.split())}\n")
    return yaml.safe_dump(
        {
            "version": "3.1",
            "nlu": [
                {"intent": intent, "examples": "".join(lines)}
                for intent, lines in by_intent.items()
            ],
        },
        allow_unicode=True,
        sort_keys=False,
    )


def _read_csv(path: Path) -> Sequence[Example]:
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            return [(row["text"], row["category"]) for row in csv.DictReader(lines)]
    except (OSError, KeyError) as error:
        raise BenchmarkError(f"{path} is no CSV with text and category: {error}") from error


def _read_json(path: Path) -> PublicSet:
    try:
        sentences = json.loads(path.read_text(encoding="utf-8"))["sentences"]
        rows = [(one["text"], one["intent"], one["training"]) for one in sentences]
    except (KeyError, TypeError, ValueError) as error:
        raise BenchmarkError(
            f"{path} has no sentences with text, intent, training: {error}"
        ) from error
    return PublicSet(
        name=path.stem.lower().removesuffix("corpus"),
        train=[(text, intent) for text, intent, training in rows if training],
        test=[(text, intent) for text, intent, training in rows if not training],
    )
