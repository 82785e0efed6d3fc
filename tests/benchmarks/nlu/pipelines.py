"""The pipelines that are compared, as Rasa's configuration; it must not know what they learn."""

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from bot.settings import ROOT

type Pipeline = Sequence[Mapping[str, Any]]

OURS = "ours"
DEFAULT = "default"
SEED = 42
EPOCHS = 100  # of Rasa's template, which thinks of some hundred examples


def our_pipeline(config: Path = ROOT / "config.yml") -> Pipeline:
    """Return every component of the project's own configuration."""
    pipeline: Pipeline = yaml.safe_load(config.read_text(encoding="utf-8"))["pipeline"]
    return pipeline


def default_pipeline(language: str, *, epochs: int) -> Pipeline:
    """Return what Rasa 3.6 takes for a project that names no pipeline.

    That is its `engine/recipes/config_files/default_config.yml` with two changes and an omission:
    Jieba cuts Chinese, because the default tokenizer refuses it; DIET has a seed, so that a run
    can be repeated; what serves synonyms and retrieval intents is left out, as there are none.

    Args:
        language: `zh` or `en`.
        epochs: how often DIET sees the examples; `EPOCHS` in the template.
    """
    return [
        {"name": "JiebaTokenizer" if language == "zh" else "WhitespaceTokenizer"},
        {"name": "RegexFeaturizer"},
        {"name": "LexicalSyntacticFeaturizer"},
        {"name": "CountVectorsFeaturizer"},
        {
            "name": "CountVectorsFeaturizer",
            "analyzer": "char_wb",
            "min_ngram": 1,
            "max_ngram": 4,
        },
        {
            "name": "DIETClassifier",
            "epochs": epochs,
            "constrain_similarities": True,
            "random_seed": SEED,
        },
        {"name": "FallbackClassifier", "threshold": 0.3, "ambiguity_threshold": 0.1},
    ]


def without_extractors(pipeline: Pipeline) -> Pipeline:
    """Leave out the components that find entities, which need the project's own vocabulary."""
    return [component for component in pipeline if not component["name"].endswith("Extractor")]


def configuration(pipeline: Pipeline, language: str) -> str:
    """Return a configuration file for training the understanding alone."""
    return yaml.safe_dump(
        {
            "recipe": "default.v1",
            "assistant_id": "benchmark",
            "language": language,
            "pipeline": [dict(component) for component in pipeline],
        },
        allow_unicode=True,
        sort_keys=False,
    )
