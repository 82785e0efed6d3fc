"""Rasa component that finds the terms of the lookup tables ``<entity>/<canonical>``."""

from __future__ import annotations

from typing import Any

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message
from rasa.shared.nlu.training_data.training_data import TrainingData

from bot.dialogue.components.lexicon import Lexicon, LexiconEntry
from bot.dialogue.components.rasa_quantities import as_rasa_entity

_FILE = "lexicon.json"


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=True)
class LexiconExtractor(GraphComponent, EntityExtractorMixin):
    """Purposes, segments and other closed sets, each word with its canonical value."""

    def __init__(self, model_storage: ModelStorage, resource: Resource, lexicon: Lexicon) -> None:
        self._model_storage = model_storage
        self._resource = resource
        self._lexicon = lexicon

    @classmethod
    def create(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - Rasa passes it
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa passes it
    ) -> LexiconExtractor:
        """Make an empty one, to be trained."""
        return cls(model_storage, resource, Lexicon([]))

    @classmethod
    def load(
        cls,
        config: dict[str, Any],  # noqa: ARG003 - Rasa passes it
        model_storage: ModelStorage,
        resource: Resource,
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa passes it
        **kwargs: Any,  # noqa: ARG003 - Rasa passes it
    ) -> LexiconExtractor:
        """Read the dictionary that training stored in the model."""
        with model_storage.read_from(resource) as folder:
            lexicon = Lexicon.from_json((folder / _FILE).read_text(encoding="utf-8"))
        return cls(model_storage, resource, lexicon)

    def train(self, training_data: TrainingData) -> Resource:
        """Take the lookup tables named ``<entity>/<canonical>`` and store them in the model.

        Raises:
            TypeError: A table names a file instead of listing its words.
        """
        entries: list[LexiconEntry] = []
        for table in training_data.lookup_tables:
            entity, separator, canonical = table["name"].partition("/")
            if not separator:
                continue  # a table of Rasa's own kind
            if not isinstance(table["elements"], list):
                raise TypeError(f"lookup table {table['name']!r} must list its words")
            entries += [
                LexiconEntry(entity=entity, canonical=canonical, term=str(term))
                for term in table["elements"]
            ]
        self._lexicon = Lexicon(entries)
        with self._model_storage.write_to(self._resource) as folder:
            (folder / _FILE).write_text(self._lexicon.to_json(), encoding="utf-8")
        return self._resource

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the terms of each message to the entities it already has."""
        for message in messages:
            found = [as_rasa_entity(e) for e in self._lexicon.find(message.get(TEXT) or "")]
            found = self.add_extractor_name(found)
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
