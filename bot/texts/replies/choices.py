"""Choices under a reply: a title for the customer and the meaning Rasa is told."""

import json
from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True, slots=True)
class Choice:
    """A button: its title is already in the customer's language."""

    title: str
    payload: str

    @property
    def intent(self) -> str:
        """The intent that the choice means."""
        return self.payload.removeprefix("/").partition("{")[0]


def choose(title: str, intent: str, **entities: str) -> Choice:
    """A choice that means an intent, with flat entities."""
    data = json.dumps(entities, ensure_ascii=False, sort_keys=True) if entities else ""
    return Choice(title=title, payload=f"/{intent}{data}")


def answer(title: str, field: str, value: str) -> Choice:
    """A choice that answers the form's question about ``field``."""
    return choose(title, "inform", field=field, choice=value)
