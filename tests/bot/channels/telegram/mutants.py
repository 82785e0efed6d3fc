"""Updates that were valid once: values of wrong types, missing keys, bad unicode, broken bytes."""

import copy
import json
import random
from collections.abc import Iterator
from typing import Any

from tests.bot.channels.telegram.doubles import in_group, membership, message, press

FILE = {"file_id": "f", "file_unique_id": "u"}


def valid() -> list[dict[str, Any]]:
    """One update of every kind that is asked for."""
    rich = message(text="/start@bot deep", entities=[{"type": "bot_command", "offset": 0}])
    rich["message"]["entities"][0]["length"] = 10
    answered = message(text="是")
    answered["message"]["reply_to_message"] = message(4, text="以前")["message"]
    edited = message(6)
    edited["edited_message"] = edited.pop("message")
    return [
        message(),
        rich,
        answered,
        edited,
        press(),
        membership("kicked"),
        membership("member", "group"),
        membership("administrator", "channel"),
        in_group(),
        message(contact={"phone_number": "1", "first_name": "A"}),
        message(location={"longitude": 1.5, "latitude": 2.5}),
        message(photo=[{**FILE, "width": 1, "height": 1}], caption="图"),
        message(voice={**FILE, "duration": 3}),
        message(document={**FILE, "file_name": "流水.pdf"}),
        message(dice={"emoji": "🎲", "value": 3}),
    ]


# Written into the bytes, where no walk over the values has to follow.
DEEP = "as deep as it goes"


def nested_replies(depth: int) -> Any:
    value: Any = message(1)["message"]
    for _ in range(depth):
        value = {**message(1)["message"], "reply_to_message": value}
    return value


JUNK: tuple[Any, ...] = (
    None,
    True,
    False,
    0,
    -1,
    3,
    1.5,
    1e308,
    float("nan"),
    float("inf"),
    2**31,
    2**63,
    -(2**63),
    10**40,
    "",
    "x",
    "5",
    "private",
    "\ud800",
    "\udfff\ud800",
    "a\x00b",
    "\u202e\u2066",
    "🏴󠁧󠁢󠁥󠁮󠁧󠁿" * 50,
    "长" * 5_000,
    [],
    [[]],
    [None],
    ["x", 1],
    {},
    {"id": 1},
    {"id": "x", "type": 5},
    DEEP,
    nested_replies(20),
)


def places(value: Any, path: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """The path to every value but the outermost, not very deep down."""
    if path:
        yield path
    if len(path) > 10:
        return
    items = (
        value.items()
        if isinstance(value, dict)
        else enumerate(value)
        if isinstance(value, list)
        else ()
    )
    for key, inner in items:
        yield from places(inner, (*path, key))


def mutated(chance: random.Random, update: dict[str, Any]) -> dict[str, Any]:
    """Change one to four places of an update."""
    changed = copy.deepcopy(update)
    for _ in range(chance.randint(1, 4)):
        found = list(places(changed))
        if not found:
            break
        *path, key = chance.choice(found)
        holder: Any = changed
        for step in path:
            holder = holder[step]
        way = chance.random()
        if way < 0.6:
            holder[key] = copy.deepcopy(chance.choice(JUNK))
        elif way < 0.8:
            del holder[key]
        elif isinstance(holder, dict):
            name = chance.choice(("text", "chat", "from", "data", "new", "date"))
            holder[name] = copy.deepcopy(chance.choice(JUNK))
    return changed


def mutants(seed: int, count: int) -> Iterator[bytes]:
    """Bodies as a webhook might be sent them, the same for the same seed."""
    chance = random.Random(seed)  # noqa: S311 - repeatable, not secret
    updates = valid()
    for number in range(count):
        update = {**chance.choice(updates), "update_id": number}
        body = json.dumps(mutated(chance, update)).encode()
        depth = chance.choice((50, 800, 30_000))
        body = body.replace(json.dumps(DEEP).encode(), b"[" * depth + b"]" * depth)
        way = chance.random()
        if way < 0.05:
            body = body[: chance.randrange(len(body))]
        elif way < 0.1:
            spoilt = bytearray(body)
            for _ in range(chance.randint(1, 20)):
                spoilt[chance.randrange(len(spoilt))] = chance.randrange(256)
            body = bytes(spoilt)
        elif way < 0.12:
            body = chance.choice((b"[", b'{"a":', b'{"message":[')) * chance.randint(1, 20_000)
        elif way < 0.123:
            body = body + b" " * 300_000
        yield body
