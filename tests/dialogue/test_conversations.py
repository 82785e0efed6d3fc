"""Conversations as (customer says, assistant answers) tables, one folder a pattern.

A file is a list of conversations: ``name``, optional ``language``, optional ``gap`` (why it fails
today), and ``turns``. A turn has
``say`` (or ``resume: true``) and what the one reply to it must show: ``has`` and ``hasnt`` (text),
``buttons`` (titles among those shown), ``card`` (its type), ``outcome`` of an offer card.
Silence, a second reply and machinery in the text fail in every turn (``checks.py``).
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.message import Outbound
from tests.dialogue.assistant import Assistant, Talk
from tests.dialogue.checks import check_price_is_annual, check_reply

HERE = Path(__file__).parent
TURN_KEYS = {"say", "resume", "has", "any", "hasnt", "buttons", "card", "outcome"}

pytestmark = pytest.mark.dialogue


def conversations() -> Iterator[Any]:
    for path in sorted(HERE.glob("*/*.yml")):
        for talk in yaml.safe_load(path.read_text(encoding="utf-8")):
            # A known shortfall is kept as it is, named, and reported when it has gone.
            gap = talk.get("gap")
            marks = [pytest.mark.xfail(reason=gap, strict=False)] if gap else []
            yield pytest.param(
                talk, id=f"{path.parent.name}/{path.stem}: {talk['name']}", marks=marks
            )


@pytest.mark.parametrize("talk", list(conversations()))
def test_conversation(talk: dict[str, Any], assistant: Assistant) -> None:
    conversation = assistant.open(talk.get("language", "zh_CN"))
    check_reply(conversation.first)
    previous = conversation.first
    for number, turn in enumerate(talk["turns"], 1):
        assert not set(turn) - TURN_KEYS, f"turn {number} has unknown keys"
        reply = _next(conversation, turn)
        try:
            check_reply(reply)
            assert reply is not None
            check_price_is_annual(reply)
            _expect(reply, turn)
            assert reply.turn == previous.turn + (0 if turn.get("resume") else 1)
            assert reply.text != previous.text, "the same reply twice"
        except AssertionError as error:
            said = turn.get("say", "(comes back)")
            shown = reply.text if reply else None
            raise AssertionError(
                f"turn {number} {said!r}: {error}\n--- reply ---\n{shown}"
            ) from error
        previous = reply


def _next(conversation: Talk, turn: dict[str, Any]) -> Outbound | None:
    return conversation.resume() if turn.get("resume") else conversation.say(str(turn["say"]))


def _expect(reply: Outbound, turn: dict[str, Any]) -> None:
    for text in _several(turn.get("has")):
        assert text in reply.text, f"lacks {text!r}"
    choices = _several(turn.get("any"))
    assert not choices or any(text in reply.text for text in choices), f"has none of {choices}"
    for text in _several(turn.get("hasnt")):
        assert text not in reply.text, f"has {text!r}"
    titles = [button.title for button in reply.buttons]
    for title in _several(turn.get("buttons")):
        assert title in titles, f"no button {title!r} among {titles}"
    if "card" in turn:
        assert (reply.card or {}).get("type") == turn["card"]
    if "outcome" in turn:
        assert reply.card is not None
        assert reply.card["outcome"] == turn["outcome"]


def _several(value: Any) -> list[str]:
    if value is None:
        return []
    return [str(one) for one in value] if isinstance(value, list) else [str(value)]
