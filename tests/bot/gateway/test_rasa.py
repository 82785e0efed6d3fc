import asyncio
import socket
import time
from collections.abc import Callable, Iterator

import pytest

from bot.errors import RasaUnavailable
from bot.gateway.rasa import FAILURES_THAT_OPEN, OPEN_SECONDS, WEBHOOK, RasaClient, Said
from tests.bot.gateway.rasa_stub import Stub


@pytest.fixture
def stub() -> Iterator[Stub]:
    made = Stub()
    yield made
    made.close()


def send(url: str, timeout_seconds: float = 5) -> tuple[Said, ...]:
    async def once() -> tuple[Said, ...]:
        client = RasaClient(url, "secret", timeout_seconds=timeout_seconds)
        try:
            return await client.send("c1", "想借钱", {"language": "zh_CN", "turn": 1})
        finally:
            await client.close()

    return asyncio.run(once())


def test_a_message_goes_out_with_the_secret_and_comes_back_as_bubbles(stub: Stub) -> None:
    assert send(stub.url) == (
        Said(text="打算多久还清？", buttons=(("1 年", "/inform"),)),
        Said(card={"type": "offer"}),
    )
    assert stub.asked == [
        (
            WEBHOOK,
            "Bearer secret",
            {"sender": "c1", "message": "想借钱", "metadata": {"language": "zh_CN", "turn": 1}},
        )
    ]


@pytest.mark.parametrize(
    "body",
    [
        b"[]",
        b'[{"recipient_id": "c1"}]',
        b'[{"custom": {"card": {}}}]',
        b"",
        b"<html>bad gateway</html>",
        b'{"status": "failure"}',
        b"null",
        b"[1, 2]",
        b'["text"]',
        b'[{"text": "x", "buttons": [{"title": "no payload"}]}]',
        b'[{"text": "x", "buttons": "none"}]',
        b'[{"text": "x", "custom": "card"}]',
        b"\xff\xfe",
    ],
)
def test_an_answer_that_is_none_is_named_so(stub: Stub, body: bytes) -> None:
    stub.body = body
    with pytest.raises(RasaUnavailable):
        send(stub.url)


@pytest.mark.parametrize("status", [401, 404, 409, 500, 503])
def test_an_error_status_is_unavailable_and_not_tried_again(stub: Stub, status: int) -> None:
    stub.status = status
    with pytest.raises(RasaUnavailable):
        send(stub.url)
    assert len(stub.asked) == 1


def test_a_slow_answer_is_given_up_and_not_asked_for_twice(stub: Stub) -> None:
    stub.pause_seconds = 1.0
    started = time.monotonic()
    with pytest.raises(RasaUnavailable, match="Timeout"):
        send(stub.url, timeout_seconds=0.2)
    assert time.monotonic() - started < 0.9
    assert len(stub.asked) == 1


def test_nobody_listening_is_unavailable() -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        port = unused.getsockname()[1]
    with pytest.raises(RasaUnavailable, match="Connect"):
        send(f"http://127.0.0.1:{port}", timeout_seconds=1)


def free_port() -> int:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        return int(unused.getsockname()[1])


async def sent(client: RasaClient) -> tuple[Said, ...]:
    return await client.send("c1", "想借钱", {"turn": 1})


async def made_to_open(client: RasaClient) -> None:
    for _ in range(FAILURES_THAT_OPEN):
        with pytest.raises(RasaUnavailable):
            await sent(client)
    with pytest.raises(RasaUnavailable, match="circuit open"):
        await sent(client)


def test_a_server_that_is_back_is_asked_at_once() -> None:
    async def once() -> tuple[Said, ...]:
        port = free_port()
        client = RasaClient(f"http://127.0.0.1:{port}", "secret", timeout_seconds=5)
        await made_to_open(client)
        back = Stub(port)
        try:
            return await sent(client)
        finally:
            back.close()
            await client.close()

    assert asyncio.run(once())[0].text == "打算多久还清？"


def test_a_server_that_answers_and_fails_is_spared_all_the_same(stub: Stub) -> None:
    async def once() -> None:
        client = RasaClient(stub.url, "secret", timeout_seconds=5)
        stub.body = b"[]"
        await made_to_open(client)
        await client.close()

    asyncio.run(once())
    assert len(stub.asked) == FAILURES_THAT_OPEN


def test_the_error_names_no_words_of_the_customer(stub: Stub) -> None:
    stub.status = 500
    with pytest.raises(RasaUnavailable) as caught:
        send(stub.url)
    assert "想借钱" not in str(caught.value)


def client_of(
    url: str, clock: Callable[[], float] | None = None, patience: float = 5
) -> RasaClient:
    return RasaClient(
        url,
        "secret",
        timeout_seconds=5,
        patience_seconds=patience,
        clock=clock or time.monotonic,
    )


def test_a_server_that_is_being_started_anew_is_waited_for() -> None:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        port = held.getsockname()[1]

    async def start_later() -> tuple[tuple[Said, ...], Stub]:
        client = client_of(f"http://127.0.0.1:{port}")
        sending = asyncio.create_task(client.send("c1", "想借钱", {"message": "m1"}))
        await asyncio.sleep(0.02)
        assert not sending.done()
        stub = Stub(port)
        said = await sending
        await client.close()
        return said, stub

    said, stub = asyncio.run(start_later())
    stub.close()
    assert said[0].text == "打算多久还清？"
    ((_path, _secret, body),) = stub.asked
    assert body["metadata"] == {"message": "m1"}  # it cannot have been heard before


def test_what_broke_off_is_sent_again_and_says_so(stub: Stub) -> None:
    stub.break_off = 2
    given = {"message": "m1", "again": False}

    async def once() -> tuple[Said, ...]:
        client = client_of(stub.url)
        try:
            return await client.send("c1", "想借钱", given)
        finally:
            await client.close()

    assert asyncio.run(once())[0].text == "打算多久还清？"
    assert [body["metadata"]["again"] for _path, _secret, body in stub.asked] == [
        False, True, True,
    ]  # fmt: skip
    assert given == {"message": "m1", "again": False}


def test_patience_ends(stub: Stub) -> None:
    stub.break_off = 99

    async def once() -> None:
        client = client_of(stub.url, patience=0)
        try:
            await client.send("c1", "想借钱", {})
        finally:
            await client.close()

    with pytest.raises(RasaUnavailable):
        asyncio.run(once())
    assert len(stub.asked) == 2  # a kept connection may just have gone stale


def test_after_five_failures_messages_are_spared_until_one_may_try(stub: Stub) -> None:
    now = [100.0]

    async def ask() -> None:
        client = client_of(stub.url, lambda: now[0])
        stub.status = 500
        for _ in range(5):
            with pytest.raises(RasaUnavailable):
                await client.send("c1", "想借钱", {})
        with pytest.raises(RasaUnavailable, match="circuit open"):
            await client.send("c1", "想借钱", {})
        assert len(stub.asked) == 5
        stub.status = 200
        now[0] += OPEN_SECONDS
        assert await client.send("c1", "想借钱", {})
        assert await client.send("c1", "想借钱", {})
        await client.close()

    asyncio.run(ask())
    assert len(stub.asked) == 7


def test_whether_it_is_up(stub: Stub) -> None:
    async def look(url: str) -> bool:
        client = client_of(url)
        try:
            return await client.is_up()
        finally:
            await client.close()

    assert asyncio.run(look(stub.url))
    stub.close()
    assert not asyncio.run(look(stub.url))
