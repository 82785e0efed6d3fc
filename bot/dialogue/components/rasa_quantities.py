"""Rasa component that puts the quantities of a message among its entities."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from rasa.engine.graph import ExecutionContext, GraphComponent
from rasa.engine.recipes.default_recipe import DefaultV1Recipe
from rasa.engine.storage.resource import Resource
from rasa.engine.storage.storage import ModelStorage
from rasa.nlu.extractors.extractor import EntityExtractorMixin
from rasa.shared.nlu.constants import ENTITIES, TEXT
from rasa.shared.nlu.training_data.message import Message

from bot.dialogue.components.entity import Entity
from bot.dialogue.components.quantities import extract


def as_rasa_entity(entity: Entity) -> dict[str, Any]:
    """The entity in Rasa's own shape; ``role`` only when there is one."""
    described: dict[str, Any] = {
        "entity": entity.entity,
        "value": entity.value,
        "start": entity.start,
        "end": entity.end,
        "confidence_entity": 1.0,
    }
    if entity.role is not None:
        described["role"] = entity.role
    return described


@DefaultV1Recipe.register(DefaultV1Recipe.ComponentType.ENTITY_EXTRACTOR, is_trainable=False)
class QuantityExtractor(GraphComponent, EntityExtractorMixin):
    """Amounts, terms, dates, ages, counts, percentages and ordinals.

    Config:
        timezone: The zone in which 今天 is reckoned.
        today: A fixed day (``2026-11-23``) instead of the real one, for repeatable conversations.
    """

    @staticmethod
    def get_default_config() -> dict[str, Any]:
        """The zone of the lender, and the real day."""
        return {"timezone": "Asia/Shanghai", "today": None}

    def __init__(self, config: dict[str, Any]) -> None:
        self._zone = ZoneInfo(config["timezone"])
        fixed = config.get("today")
        self._today = None if fixed is None else date.fromisoformat(str(fixed))

    @classmethod
    def create(
        cls,
        config: dict[str, Any],
        model_storage: ModelStorage,  # noqa: ARG003 - Rasa passes it
        resource: Resource,  # noqa: ARG003 - Rasa passes it
        execution_context: ExecutionContext,  # noqa: ARG003 - Rasa passes it
    ) -> QuantityExtractor:
        """Make the component; it stores nothing."""
        return cls(config)

    def process(self, messages: list[Message]) -> list[Message]:
        """Add the quantities of each message to the entities it already has."""
        today = self._today or datetime.now(self._zone).date()
        for message in messages:
            found = [as_rasa_entity(e) for e in extract(message.get(TEXT) or "", today=today)]
            found = self.add_extractor_name(found)
            message.set(ENTITIES, message.get(ENTITIES, []) + found, add_to_output=True)
        return messages
