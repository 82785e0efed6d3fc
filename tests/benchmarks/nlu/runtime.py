"""Trains and asks a pipeline in the Rasa runtime; it must not know what the answers are worth."""

import json
import os
import resource
import subprocess
import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TextIO

from bot.model import RASA_ENVIRON, RASA_PYTHON
from bot.progress import progress
from bot.settings import ROOT
from tests.benchmarks.errors import BenchmarkError

SCRIPT = Path(__file__).with_name("rasa_parse_script.py")
SHOWN_CHARACTERS = 1500


@dataclass(frozen=True, kw_only=True, slots=True)
class Model:
    """A trained model and what it cost, from starting Rasa to the file."""

    path: Path
    seconds: float
    processor_seconds: float


@dataclass(frozen=True, kw_only=True, slots=True)
class Parsed:
    """What Rasa made of one text.

    Attributes:
        intent: the name on top.
        ranking: names with confidences, surest first; it may hold `nlu_fallback`.
        seconds: time that passed.
        processor_seconds: time the processor worked.
    """

    intent: str
    ranking: tuple[tuple[str, float], ...]
    seconds: float
    processor_seconds: float

    def likeliest(self, among: Collection[str]) -> tuple[str, float]:
        """Return the first of the ranking that is `among` the given, or the top as it is."""
        return next((one for one in self.ranking if one[0] in among), (self.intent, 0.0))


def train(config: str, data: Path, folder: Path, *, what: str, echo: TextIO) -> Model:
    """Train the understanding alone, as the product's model is trained, without Rasa's cache.

    Args:
        config: the content of the configuration file.
        data: folder or file of training examples.
        folder: an empty folder that exists.
        what: named in the progress.
        echo: where progress is told.

    Raises:
        BenchmarkError: Rasa refused.
    """
    path = folder / "config.yml"
    path.write_text(config, encoding="utf-8")
    began, worked = time.perf_counter(), _processor_seconds()
    with progress(echo, f"Training {what}"):
        _run(
            [
                "bot/dialogue/launch.py", "train", "nlu",
                "--nlu", data, "--config", path, "--out", folder, "--fixed-model-name", "model",
            ],
            folder,
        )  # fmt: skip
    seconds, processor = time.perf_counter() - began, _processor_seconds() - worked
    model = folder / "model.tar.gz"
    if not model.is_file():
        raise BenchmarkError(f"Rasa left no model of {what}: {_end(folder)}")
    return Model(path=model, seconds=seconds, processor_seconds=processor)


def parse(model: Model, texts: Sequence[str], *, what: str, echo: TextIO) -> Sequence[Parsed]:
    """Parse texts one at a time inside one process that has the model loaded.

    Raises:
        BenchmarkError: the model cannot be loaded or a text not be parsed.
    """
    folder = model.path.parent
    asked, answered = folder / "asked.json", folder / "answered.json"
    asked.write_text(json.dumps(texts), encoding="utf-8")
    with progress(echo, f"Parsing {len(texts)} messages with {what}"):
        _run([SCRIPT, model.path, asked, answered], folder)
    return [
        Parsed(
            intent=one["intent"],
            ranking=tuple((name, confidence) for name, confidence in one["ranking"]),
            seconds=one["seconds"],
            processor_seconds=one["processor_seconds"],
        )
        for one in json.loads(answered.read_text(encoding="utf-8"))
    ]


def _run(arguments: Sequence[object], folder: Path) -> None:
    with (folder / "rasa.log").open("wb") as log:
        code = subprocess.run(
            [str(word) for word in (ROOT / RASA_PYTHON, *arguments)],
            cwd=ROOT,
            env={
                **os.environ,
                **RASA_ENVIRON,
                "RASA_CACHE_DIRECTORY": str(folder / "cache"),
                "RASA_MAX_CACHE_SIZE": "0",
            },
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=subprocess.STDOUT,
            check=False,
        ).returncode
    if code != 0:
        raise BenchmarkError(f"Rasa ended with code {code}: {_end(folder)}")


def _end(folder: Path) -> str:
    return (folder / "rasa.log").read_text(encoding="utf-8", errors="replace")[-SHOWN_CHARACTERS:]


def _processor_seconds() -> float:
    """Processor time of the child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
