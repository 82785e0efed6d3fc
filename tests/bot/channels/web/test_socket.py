"""The socket over a real ASGI app: who may connect, what is stored, what is told."""

import contextlib
import json
import random
from collections.abc import Iterator
from typing import Any

import pytest
from starlette.testclient import TestClient, WebSocketTestSession
from starlette.websockets import WebSocketDisconnect

from bot.channels.message import Kind
from bot.channels.ports import TooBusy
from bot.errors import RasaUnavailable
from bot.services.records import StorageBusy
from tests.bot.channels.web.bank import GREETING, Bank, application

ORIGIN = {"origin": "http://testserver"}


@pytest.fixture
def bank() -> Bank:
    return Bank()


@pytest.fixture
def client(bank: Bank) -> Iterator[TestClient]:
    with TestClient(application(bank)) as client:
        yield client


@pytest.fixture
def line(client: TestClient) -> Iterator[WebSocketTestSession]:
    client.get("/chat")
    with client.websocket_connect("/chat/socket?lang=en", headers=ORIGIN) as line:
        yield line


def say(line: WebSocketTestSession, **frame: Any) -> None:
    line.send_text(json.dumps(frame))


def hello(line: WebSocketTestSession, after: int = 0, language: str | None = None) -> list[Any]:
    """Greet; returns the entries up to the point where everything has been told."""
    say(line, type="hello", after=after, language=language)
    assert line.receive_json()["type"] == "welcome"
    entries = []
    while (frame := line.receive_json())["type"] != "current":
        entries.append(frame)
    return entries


def until(line: WebSocketTestSession, kind: str) -> Any:
    while (frame := line.receive_json())["type"] != kind:
        pass
    return frame


def closed(line: WebSocketTestSession) -> int:
    """Read to the end of the line; returns why it ended."""
    while (event := line.receive())["type"] != "websocket.close":
        pass
    code: int = event["code"]
    return code


@pytest.mark.parametrize("headers", [{}, {"origin": "https://evil.test"}, {"origin": "null"}])
def test_another_sites_page_is_sent_away(
    bank: Bank, client: TestClient, headers: dict[str, str]
) -> None:
    client.get("/chat")
    with client.websocket_connect("/chat/socket", headers=headers) as line:
        assert closed(line) == 4403
    assert bank.counted == ["web_wrong_origin"]


@pytest.mark.parametrize("cookie", [None, "forged.aaaa.bbbb"])
def test_without_a_session_there_is_no_conversation(
    bank: Bank, client: TestClient, cookie: str | None
) -> None:
    if cookie:
        client.cookies.set("shandai_chat", cookie)
    with client.websocket_connect("/chat/socket", headers=ORIGIN) as line:
        assert closed(line) == 4401
    assert bank.counted == ["web_no_session"]
    assert bank.started == []


def test_the_public_address_is_an_origin_too(bank: Bank) -> None:
    with TestClient(application(bank, public_url="http://outside.example.com")) as client:
        client.get("/chat")
        headers = {"origin": "http://outside.example.com"}
        with client.websocket_connect("/chat/socket", headers=headers) as line:
            assert [one["text"] for one in hello(line)] == [GREETING]


def test_a_new_customer_is_greeted_in_the_chosen_language(
    bank: Bank, line: WebSocketTestSession
) -> None:
    assert [one["text"] for one in hello(line, language="en")] == [GREETING]
    assert bank.started == [("web", bank.user, "en")]


def test_a_message_is_stored_before_it_is_acknowledged_and_answered(
    bank: Bank, line: WebSocketTestSession
) -> None:
    hello(line)
    say(line, type="say", id="m1", text="借 5 万")
    frames = [line.receive_json() for _ in range(3)]
    stored = next(frame for frame in frames if frame["type"] == "stored")
    entries = [frame for frame in frames if frame["type"] == "entry"]
    assert stored == {"type": "stored", "id": "m1", "sequence": entries[0]["sequence"]}
    assert [(one["side"], one["text"]) for one in entries] == [
        ("customer", "借 5 万"),
        ("assistant", "听到：借 5 万"),
    ]
    assert entries[0]["id"] == "m1"
    (inbound,) = bank.received
    assert (inbound.channel, inbound.message_id) == ("web", f"{bank.user}:m1")
    assert inbound.kind is Kind.TEXT
    assert bank.user not in json.dumps(frames)


def test_the_same_message_twice_is_stored_once(bank: Bank, line: WebSocketTestSession) -> None:
    hello(line)
    say(line, type="say", id="m1", text="借 5 万")
    first = until(line, "stored")
    say(line, type="say", id="m1", text="借 5 万")
    assert until(line, "stored") == first
    assert len([one for one in bank.talk(bank.user).entries if one.reply is None]) == 1


def test_a_button_is_its_token(bank: Bank, line: WebSocketTestSession) -> None:
    (greeting,) = hello(line)
    token = greeting["buttons"][0]["token"]
    say(line, type="press", id="p1", token=token)
    entry = until(line, "entry")
    assert (entry["id"], entry["title"], entry["text"]) == (f"button:{token}", "想借钱", "")
    (inbound,) = bank.received
    assert (inbound.kind, inbound.text) == (Kind.BUTTON, token)
    assert inbound.message_id == f"button:{token}"


@pytest.mark.parametrize("refusal", [StorageBusy("locked"), TooBusy("full")])
def test_what_could_not_be_stored_is_asked_for_again(
    bank: Bank, line: WebSocketTestSession, refusal: Exception
) -> None:
    hello(line)
    bank.refusals = [refusal]
    say(line, type="say", id="m1", text="借钱")
    assert until(line, "retry") == {"type": "retry", "id": "m1"}
    assert bank.received == []
    say(line, type="say", id="m1", text="借钱")
    assert until(line, "stored")["id"] == "m1"
    assert bank.counted == ["web_retry"]


def test_a_page_that_comes_back_is_told_only_what_it_missed(
    bank: Bank, client: TestClient, line: WebSocketTestSession
) -> None:
    (greeting,) = hello(line)
    bank.put(bank.user, reply=bank.greeting)
    newer = until(line, "entry")
    with client.websocket_connect("/chat/socket", headers=ORIGIN) as again:
        assert hello(again, after=greeting["sequence"]) == [newer]
    with client.websocket_connect("/chat/socket", headers=ORIGIN) as again:
        assert hello(again, after=newer["sequence"]) == []


def test_two_pages_of_a_customer_see_the_same(
    bank: Bank, client: TestClient, line: WebSocketTestSession
) -> None:
    hello(line)
    with client.websocket_connect("/chat/socket", headers=ORIGIN) as other:
        hello(other)
        say(other, type="say", id="m1", text="借钱")
        here = [until(line, "entry"), until(line, "entry")]
        assert [one["text"] for one in here] == ["借钱", "听到：借钱"]


def test_one_customer_cannot_hold_every_line(bank: Bank, client: TestClient) -> None:
    client.get("/chat")
    with contextlib.ExitStack() as held:
        for _ in range(12):
            hello(held.enter_context(client.websocket_connect("/chat/socket", headers=ORIGIN)))
        with client.websocket_connect("/chat/socket", headers=ORIGIN) as line:
            assert closed(line) == 1013
        assert bank.counted == ["web_too_many_lines"]
    with client.websocket_connect("/chat/socket", headers=ORIGIN) as line:
        assert len(hello(line)) == 1


def test_the_dots_follow_the_message_and_give_way_to_the_reply(
    bank: Bank, line: WebSocketTestSession
) -> None:
    hello(line)
    bank.tell(bank.user, on=True)
    assert line.receive_json() == {"type": "typing", "on": True}
    bank.put(bank.user, reply=bank.greeting)
    assert line.receive_json()["type"] == "entry"
    assert line.receive_json() == {"type": "typing", "on": False}


def test_a_ping_is_answered(line: WebSocketTestSession) -> None:
    say(line, type="ping")
    assert line.receive_json() == {"type": "pong"}


def test_a_page_that_makes_no_sense_is_told_so_and_at_last_sent_away(
    bank: Bank, line: WebSocketTestSession
) -> None:
    for _ in range(5):
        line.send_text("{")
        assert line.receive_json() == {"type": "error", "code": "malformed"}
    line.send_bytes(b"\x00")
    assert closed(line) == 4400
    assert bank.counted == ["web_malformed"] * 6


@pytest.mark.parametrize("kind", ["say", "press"])
def test_nothing_is_taken_before_the_greeting(
    bank: Bank, line: WebSocketTestSession, kind: str
) -> None:
    say(line, type=kind, id="m1", text="借钱", token="t1")
    assert line.receive_json()["type"] == "error"
    assert bank.received == []


def test_a_second_greeting_is_malformed(line: WebSocketTestSession) -> None:
    hello(line)
    say(line, type="hello", after=0, language=None)
    assert line.receive_json()["type"] == "error"


def test_a_frame_over_the_limit_ends_the_line(bank: Bank, line: WebSocketTestSession) -> None:
    hello(line)
    say(line, type="say", id="m1", text="贷" * 6000)
    assert closed(line) == 1009
    assert bank.counted == ["web_oversize"]
    assert bank.received == []


def test_a_frame_at_the_limit_is_taken(bank: Bank, line: WebSocketTestSession) -> None:
    hello(line)
    frame = json.dumps({"type": "say", "id": "m1", "text": ""})
    say(line, type="say", id="m1", text="a" * (16 * 1024 - len(frame)))
    assert until(line, "stored")["id"] == "m1"


@pytest.mark.parametrize("refusal", [StorageBusy("locked"), RasaUnavailable("x"), TooBusy("x")])
def test_a_conversation_that_cannot_begin_is_tried_again_later(
    bank: Bank, line: WebSocketTestSession, refusal: Exception
) -> None:
    bank.start_refusals = [refusal]
    say(line, type="hello", after=0, language=None)
    assert closed(line) == 1013


def test_the_end_of_the_gateway_is_told(bank: Bank, line: WebSocketTestSession) -> None:
    hello(line)
    bank.tell(bank.user, on=None)
    assert closed(line) == 1012


def test_random_frames_break_nothing(bank: Bank, client: TestClient) -> None:
    """2,000 frames of a page gone mad: every line is answered or closed, and none breaks."""
    chance = random.Random(20261124)  # noqa: S311  # repeatable, not secret
    client.get("/chat")
    sent = 0
    ends = set()
    while sent < 2000:
        with client.websocket_connect("/chat/socket", headers=ORIGIN) as line:
            say(line, type="hello", after=0, language=None)
            until(line, "current")
            try:
                for _ in range(40):
                    sent += 1
                    line.send_text(_nonsense(chance))
                    say(line, type="ping")
                    until(line, "pong")
            except WebSocketDisconnect as ended:
                ends.add(ended.code)
    assert ends == {4400, 1009}
    assert set(bank.counted) <= {"web_malformed", "web_oversize"}
    assert bank.counted.count("web_malformed") > 500


def _nonsense(chance: random.Random) -> str:
    pool: list[Any] = [
        None,
        True,
        -1,
        2**70,
        1.5,
        "",
        "say",
        "a" * 70,
        "\ud800",
        [],
        {},
        "m1",
        "借",
    ]
    frame = {
        chance.choice(["type", "id", "text", "token", "after", "language", "x"]): chance.choice(
            pool
        )
        for _ in range(chance.randrange(6))
    }
    if chance.random() < 0.6:
        frame["type"] = chance.choice(["say", "press", "hello", "ping", "entry"])
    raw = json.dumps(frame)
    if chance.random() < 0.3:
        at = chance.randrange(len(raw) + 1)
        raw = raw[:at] + chance.choice(["", "}", "\\", "\x7f", "💸", "9" * 5000]) + raw[at + 1 :]
    return raw if chance.random() > 0.01 else raw + " " * 20_000
