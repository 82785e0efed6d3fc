"""How long the dialogue model takes to train from nothing, and what from."""

import resource
import time
from pathlib import Path
from typing import Any, TextIO

import yaml

from bot.model import ensure_trained
from bot.settings import ROOT

# What training reads, by the names under which it looks for it.
NEEDED = (".venv-rasa", "bot", "config.yml", "nlu_data", "requirements")


def measure_training(folder: Path, echo: TextIO) -> dict[str, Any]:
    """Train once in a folder of its own.

    The folder holds links to what is read, so neither `models/` nor the components that Rasa
    caches in the project's folder are used or changed.

    Args:
        folder: an empty folder that exists.
        echo: where progress is told.

    Returns:
        Seconds that passed, seconds of processor time (which other work on the machine changes
        little), the size of the model, and what it was taught.

    Raises:
        TrainingError: Rasa refused.
    """
    for name in NEEDED:
        (folder / name).symlink_to(ROOT / name)
    began, worked = time.perf_counter(), _processor_seconds()
    model = ensure_trained(log=folder / "train.log", echo=echo, root=folder)
    return {
        "seconds": time.perf_counter() - began,
        "processor_seconds": _processor_seconds() - worked,
        "model_mb": model.stat().st_size / (1024 * 1024),
        **taught(ROOT / "nlu_data"),
    }


def taught(folder: Path) -> dict[str, int]:
    """Count what the model is taught: intents, their examples, lookup terms, rules."""
    examples: dict[str, int] = {}
    terms = rules = 0
    for path in sorted(folder.rglob("*.yml")):
        content = yaml.safe_load(path.read_text(encoding="utf-8"))
        rules += len(content.get("rules", ()))
        for item in content.get("nlu", ()):
            lines = sum(line.startswith("- ") for line in item.get("examples", "").splitlines())
            if "intent" in item:
                examples[item["intent"]] = examples.get(item["intent"], 0) + lines
            elif "lookup" in item:
                terms += lines
    return {
        "intents": len(examples),
        "examples": sum(examples.values()),
        "fewest_examples": min(examples.values(), default=0),
        "lookup_terms": terms,
        "rules": rules,
    }


def _processor_seconds() -> float:
    """Processor time of the child processes that have ended."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime
