"""Rasa component that says what a message means: its intent, and what else it asks for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.classifiers.classifier import IntentClassifier
from rasa.shared.nlu.constants import INTENT, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.components.intent_model import IntentModel, learn
from bot.dialogue.components.meanings import meanings

_RANKED = 10


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.INTENT_CLASSIFIER, is_trainable=True)
class MeaningClassifier(GraphComponent, IntentClassifier):
    """Intent, ranking and the further intents of a message's clauses.

    It looks at the text itself, so no tokenizer and no featurizer comes before it.

    Config:
        strictness: LIBLINEAR's C.
        temperature: how fast confidence grows with the distance between scores; measured.
        errors: share of the examples learned a second time with a typing error.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """What was chosen by measurement (docs/decisions/010)."""
        return {"strictness": 0.5, "temperature": 0.2, "errors": 0.25}

    def __init__(
        self,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        model: IntentModel | None = None,
    ) -> None:
        self._config = config
        self._model_storage = model_storage
        self._resource = resource
        self._model = model

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa passes it
    ) -> MeaningClassifier:
        """Make an untrained one."""
        return cls(config, model_storage, resource)

    @classmethod
    def load(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa passes it
        **kwargs: Any,  # noqa: ARG003 - Rasa passes it
    ) -> MeaningClassifier:
        """Read the weights that training stored in the model."""
        with model_storage.read_from(resource) as folder:
            return cls(config, model_storage, resource, IntentModel.load(Path(folder)))

    def train(self, training_data: TrainingData) -> Resource:
        """Learn from every example that has an intent, and store the weights."""
        examples = [
            (str(example.get(TEXT)), str(example.get(INTENT)))
            for example in training_data.intent_examples
            if example.get(TEXT)
        ]
        self._model = learn(
            examples,
            strictness=float(self._config["strictness"]),
            temperature=float(self._config["temperature"]),
            errors=float(self._config["errors"]),
        )
        with self._model_storage.write_to(self._resource) as folder:
            self._model.save(Path(folder))
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Set ``intent`` and ``intent_ranking``, and ``also`` and ``main_at`` of each message.

        ``also`` holds the further intents in the order in which they are said; ``main_at`` is
        where the main one is said.

        Raises:
            RuntimeError: It was not trained.
        """
        if self._model is None:
            raise RuntimeError("the intent classifier was not trained")
        for message in messages:
            text = str(message.get(TEXT) or "")
            meant = meanings(text, self._model.ranking)
            ranked = [{"name": name, "confidence": share} for name, share in meant.ranking]
            also = [
                {"name": one.intent, "confidence": one.confidence, "start": one.start,
                 "end": one.end}
                for one in meant.further
            ]  # fmt: skip
            message.set(INTENT, dict(ranked[0]), add_to_output=True)
            message.set("intent_ranking", ranked[:_RANKED], add_to_output=True)
            message.set("also", also, add_to_output=True)
            message.set("main_at", meant.at, add_to_output=True)
        return messages
