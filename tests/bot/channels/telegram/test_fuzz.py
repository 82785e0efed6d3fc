"""Ten thousand spoilt updates: each is stored, ignored or refused, and none breaks anything."""

import asyncio
import json
import logging
from collections import Counter
from datetime import UTC, datetime
from typing import Any

import pytest
from fastapi import FastAPI

from bot.channels.telegram.updates import (
    Blocked,
    Heard,
    Ignored,
    Outsider,
    UnreadableUpdate,
    parse,
    read,
)
from bot.channels.telegram.webhook import PATH, router
from tests.bot.channels.telegram.doubles import Gate, Wire, bot_on
from tests.bot.channels.telegram.mutants import mutants, valid

SEED, COUNT = 20261201, 10_000
SECRET = "fuzz"
NOW = datetime(2026, 12, 1, tzinfo=UTC)


def test_every_update_has_a_meaning_or_is_unreadable() -> None:
    meanings: Counter[type] = Counter()
    for body in mutants(SEED, COUNT // 4):
        try:
            raw = json.loads(body)
        except (ValueError, RecursionError):
            continue
        try:
            meaning = read(parse(raw), NOW)
        except UnreadableUpdate:
            meanings[UnreadableUpdate] += 1
            continue
        meanings[type(meaning)] += 1
        if isinstance(meaning, Heard):
            assert meaning.inbound.text.encode() is not None
            assert "\x00" not in meaning.inbound.text
            assert int(meaning.inbound.channel_user_id) is not None

    # All ways are taken often, so that the changes are neither too mild nor too wild.
    kinds = (Heard, Blocked, Outsider, Ignored, UnreadableUpdate)
    assert all(meanings[kind] > 20 for kind in kinds), meanings


def test_the_webhook_answers_each_and_shows_no_trace(caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate()
    app = FastAPI()
    # A wire to nowhere: what the bot does beside a message fails or not, nobody sees it.
    app.include_router(router(gate, bot_on(Wire()), SECRET))
    answers: Counter[int] = Counter()
    said: list[bytes] = []
    scope = {
        "type": "http",
        "method": "POST",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": b"",
        "headers": [(b"x-telegram-bot-api-secret-token", SECRET.encode())],
    }

    async def send(event: Any) -> None:
        if "status" in event:
            answers[event["status"]] += 1
        else:
            said.append(event["body"])

    async def post(body: bytes) -> None:
        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": body, "more_body": False}

        await app(dict(scope), receive, send)

    async def post_all() -> None:
        for body in mutants(SEED + 1, COUNT):
            await post(body)

    with caplog.at_level(logging.WARNING):
        asyncio.run(post_all())

    assert set(answers) == {200, 400, 413}
    assert sum(answers.values()) == COUNT
    assert answers[200] > 2_000
    assert set(said) == {b""}
    assert [record for record in caplog.records if record.exc_info] == []
    assert max(record.levelno for record in caplog.records) == logging.WARNING
    assert "流水" not in caplog.text
    assert len(gate.offered) > 1_000


def test_the_updates_before_they_are_spoilt_are_readable() -> None:
    assert [type(read(parse(one), NOW)) for one in valid()].count(Heard) == 10
