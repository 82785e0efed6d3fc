import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from typing import Any

import httpx
import pytest
from fastapi import FastAPI

from bot.channels.ports import TooBusy
from bot.channels.telegram.webhook import LARGEST_BODY, PATH, _Refusals, announce, router
from bot.services.records import StorageBusy
from tests.bot.channels.telegram.doubles import Gate, Wire, bot_on, message, press

SECRET = "s3cret_of-the-header"


class Posted:
    """A webhook in an application, and what was counted."""

    def __init__(self, gate: Gate | None = None) -> None:
        self.gate = gate or Gate()
        self.counted: list[str] = []

    def __call__(
        self,
        content: bytes | Callable[[], AsyncIterator[bytes]],
        *,
        secret: str | bytes | None = SECRET,
    ) -> httpx.Response:
        async def post() -> httpx.Response:
            app = FastAPI()
            app.include_router(router(self.gate, bot_on(Wire()), SECRET, count=self.counted.append))
            headers: Any = {} if secret is None else {"X-Telegram-Bot-Api-Secret-Token": secret}
            async with httpx.AsyncClient(
                transport=httpx.ASGITransport(app), base_url="http://shandai.test"
            ) as client:
                body = content if isinstance(content, bytes) else content()
                return await client.post(PATH, content=body, headers=headers)

        return asyncio.run(post())


def scope() -> dict[str, Any]:
    """A request to the webhook, below the level of a client."""
    return {
        "type": "http",
        "method": "POST",
        "path": PATH,
        "raw_path": PATH.encode(),
        "query_string": b"",
        "headers": [(b"x-telegram-bot-api-secret-token", SECRET.encode())],
    }


def body(update: object) -> bytes:
    return json.dumps(update).encode()


def test_an_update_is_answered_when_it_is_stored() -> None:
    post = Posted()
    answer = post(body(message()))

    assert (answer.status_code, answer.content) == (200, b"")
    assert [one.text for one in post.gate.stored] == ["想借五万"]


@pytest.mark.parametrize("error", [StorageBusy("locked"), TooBusy("full")])
def test_what_was_not_stored_is_to_be_delivered_again(error: Exception) -> None:
    gate = Gate()
    gate.failures.append(error)
    post = Posted(gate)
    first, second = post(body(message())), post(body(message()))

    assert first.status_code == 503
    assert int(first.headers["Retry-After"]) > 0
    assert first.content == b""
    assert second.status_code == 200
    assert len(gate.stored) == 1


def test_a_delivery_again_and_a_second_press_are_taken_and_change_nothing() -> None:
    post = Posted()
    codes = [post(body(one)).status_code for one in [message(), message(), press(), press()]]

    assert codes == [200] * 4
    assert len(post.gate.stored) == 2


@pytest.mark.parametrize(
    "secret", [None, "", "wrong", SECRET + "x", SECRET[:-1], SECRET.upper(), "密".encode(), b"\xff"]
)
def test_without_the_secret_nothing_is_read(
    secret: str | bytes | None, caplog: pytest.LogCaptureFixture
) -> None:
    post = Posted()
    with caplog.at_level(logging.DEBUG, logger="shandai"):
        answer = post(body(message()), secret=secret)

    assert (answer.status_code, answer.content) == (401, b"")
    assert post.counted == ["telegram_wrong_secret"]
    assert post.gate.offered == []
    assert caplog.text == ""


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no json",
        b"\xff\xfe\x00",
        b"{",
        b"[]",
        b"null",
        b"[" * 100_000,
        b'{"a":' * 40_000,
        b"9" * 10_000,
        body({"update_id": "1"}),
        body({"update_id": 1, "message": 5}),
        body({"update_id": 1, "message": {"text": "想借五万"}}),
    ],
)
def test_what_is_no_update_is_refused_without_an_echo(
    content: bytes, caplog: pytest.LogCaptureFixture
) -> None:
    post = Posted()
    answer = post(content)

    assert (answer.status_code, answer.content) == (400, b"")
    assert post.counted == ["telegram_malformed"]
    assert "五万" not in caplog.text
    assert "Traceback" not in caplog.text


def test_an_unreadable_update_does_not_hold_up_the_others_for_ever() -> None:
    async def post_all() -> list[int]:
        app = FastAPI()
        app.include_router(router(Gate(), bot_on(Wire()), SECRET))
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        poison = body({"update_id": 9, "message": {"something": "new"}})
        others = [body({"update_id": number, "message": 5}) for number in range(20, 25)]
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://shandai.test", headers=headers
        ) as client:
            return [
                (await client.post(PATH, content=one)).status_code
                for one in [*[poison] * 5, *others, poison, b"no update", poison]
            ]

    assert asyncio.run(post_all()) == [400] * 10 + [200, 400, 200]


def test_a_fault_of_ours_is_no_500_and_shows_nothing(caplog: pytest.LogCaptureFixture) -> None:
    gate = Gate()
    gate.failures.extend(RuntimeError("想借五万") for _ in range(6))
    counted: list[str] = []

    async def post_all() -> list[tuple[int, bytes]]:
        app = FastAPI()
        app.include_router(router(gate, bot_on(Wire()), SECRET, count=counted.append))
        headers = {"X-Telegram-Bot-Api-Secret-Token": SECRET}
        async with httpx.AsyncClient(
            transport=httpx.ASGITransport(app), base_url="http://shandai.test", headers=headers
        ) as client:
            answers = [await client.post(PATH, content=body(message())) for _ in range(6)]
            return [(one.status_code, one.content) for one in answers]

    assert asyncio.run(post_all()) == [(503, b"")] * 5 + [(200, b"")]
    assert counted == ["telegram_update_given_up"]
    assert "五万" not in caplog.text
    assert "Traceback" not in caplog.text


def test_only_the_latest_refusals_are_remembered() -> None:
    refusals = _Refusals()
    for number in range(1000):
        assert not refusals.enough(number)

    assert len(refusals._times) == 100
    assert not refusals.enough(None)


def test_a_sender_that_hangs_up_is_no_error() -> None:
    async def hang_up() -> int:
        app, statuses = FastAPI(), list[int]()
        app.include_router(router(Gate(), bot_on(Wire()), SECRET))

        async def receive() -> dict[str, Any]:
            return {"type": "http.disconnect"}

        async def send(event: Any) -> None:
            statuses.extend([event["status"]] if "status" in event else [])

        await app(scope(), receive, send)
        return statuses[0]

    assert asyncio.run(hang_up()) == 408


def test_a_body_over_the_limit_is_refused_and_one_at_it_is_read() -> None:
    post = Posted()
    small = body(message(text="x"))
    largest = small + b" " * (LARGEST_BODY - len(small))

    assert post(largest).status_code == 200
    assert post(largest + b" ").status_code == 413
    assert post.counted == ["telegram_oversize"]


def test_an_endless_body_is_read_no_further_than_the_limit() -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        while sent < 100 * LARGEST_BODY:
            sent += 65_536
            yield b" " * 65_536

    async def read_in_pieces() -> int:
        app = FastAPI()
        app.include_router(router(Gate(), bot_on(Wire()), SECRET))
        pieces, statuses = endless(), list[int]()

        async def receive() -> dict[str, Any]:
            return {"type": "http.request", "body": await anext(pieces), "more_body": True}

        async def send(event: Any) -> None:
            statuses.extend([event["status"]] if "status" in event else [])

        await app(scope(), receive, send)
        return statuses[0]

    assert asyncio.run(read_in_pieces()) == 413
    assert sent <= LARGEST_BODY + 2 * 65_536


def test_an_empty_secret_is_refused_where_the_route_is_made() -> None:
    with pytest.raises(ValueError, match="empty"):
        router(Gate(), bot_on(Wire()), "")
    with pytest.raises(ValueError, match="empty"):
        asyncio.run(announce(bot_on(Wire()), "https://chat.example.com", ""))


def test_telegram_is_told_the_address_the_secret_and_what_is_wanted() -> None:
    wire = Wire()
    asyncio.run(announce(bot_on(wire), "https://chat.example.com/", SECRET))

    assert wire.calls == [
        (
            "setWebhook",
            {
                "url": f"https://chat.example.com{PATH}",
                "secret_token": SECRET,
                "allowed_updates": (
                    '["message", "edited_message", "callback_query", "my_chat_member"]'
                ),
            },
        )
    ]
