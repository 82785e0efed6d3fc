"""Conversations as (customer says, assistant answers) tables, one folder a pattern.

A file is a list of conversations: ``name``, optional ``language``, optional ``gap`` (why it fails
today), and ``turns``. A turn has
``say`` (or ``resume: true``), ``later`` (how long the customer stayed away before it: 2h, 3d) and
what the one reply to it must show: ``has`` and ``hasnt`` (text), ``any`` (one of several texts),
``buttons`` (titles among those shown), ``card`` (its type), ``outcome`` of an offer card.
Silence, a second reply and machinery in the text fail in every turn (``checks.py``).
"""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import yaml

from bot.channels.message import Outbound
from tests.dialogue.assistant import Assistant
from tests.dialogue.checks import check_price_is_annual, check_reply

HERE = Path(__file__).parent
TURN_KEYS = {"say", "resume", "later", "has", "any", "hasnt", "buttons", "card", "outcome"}
# Conversations played at the same time: two processes answer, and one customer keeps neither busy.
AT_ONCE = 6

pytestmark = pytest.mark.dialogue


@dataclass(frozen=True, kw_only=True, slots=True)
class Played:
    """A conversation as it went: the opening and the reply to each turn that was played."""

    first: Outbound
    replies: tuple[Outbound | None, ...]


def conversations() -> Iterator[Any]:
    for path in sorted(HERE.glob("*/*.yml")):
        for talk in yaml.safe_load(path.read_text(encoding="utf-8")):
            # A known shortfall is kept as it is, named, and reported when it has gone.
            gap = talk.get("gap")
            marks = [pytest.mark.xfail(reason=gap, strict=False)] if gap else []
            yield pytest.param(
                talk, id=f"{path.parent.name}/{path.stem}: {talk['name']}", marks=marks
            )


@pytest.fixture(scope="session")
def played(request: pytest.FixtureRequest, assistant: Assistant) -> Mapping[str, Played]:
    """Every conversation that this run has selected, by test id."""
    parameters = {
        item.nodeid: getattr(item, "callspec").params  # noqa: B009 (only parametrised items have it)
        for item in request.session.items
        if hasattr(item, "callspec")
    }
    talks = {name: values["talk"] for name, values in parameters.items() if "talk" in values}
    places = asyncio.Semaphore(AT_ONCE)

    async def one(talk: dict[str, Any]) -> Played:
        async with places:
            return await _play(assistant, talk)

    async def all_of_them() -> list[Played]:
        return await asyncio.gather(*(one(talk) for talk in talks.values()))

    return dict(zip(talks, assistant.runner.run(all_of_them()), strict=True))


async def _play(assistant: Assistant, talk: dict[str, Any]) -> Played:
    conversation = await assistant.opened(talk.get("language", "zh_CN"))
    replies: list[Outbound | None] = []
    for turn in talk["turns"]:
        if "later" in turn:
            conversation.clock.forward(away(str(turn["later"])))
        if turn.get("resume"):
            replies.append(await conversation.come_back())
        else:
            replies.append(await conversation.send(str(turn["say"])))
    return Played(first=conversation.first, replies=tuple(replies))


@pytest.mark.parametrize("talk", list(conversations()))
def test_conversation(
    talk: dict[str, Any], played: Mapping[str, Played], request: pytest.FixtureRequest
) -> None:
    conversation = played[request.node.nodeid]
    check_reply(conversation.first)
    previous = conversation.first
    for number, (turn, reply) in enumerate(
        zip(talk["turns"], conversation.replies, strict=True), 1
    ):
        assert not set(turn) - TURN_KEYS, f"turn {number} has unknown keys"
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


def away(text: str) -> timedelta:
    """How long "2h" or "3d" is."""
    unit = {"m": "minutes", "h": "hours", "d": "days"}[text[-1]]
    return timedelta(**{unit: int(text[:-1])})


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
