import asyncio
import logging
from collections.abc import Callable
from typing import Any

import httpx
import pytest

from bot.channels.message import Inbound
from bot.channels.ports import Receipt, TooBusy
from bot.channels.telegram import polling
from bot.services.records import StorageBusy
from tests.bot.channels.telegram.doubles import (
    TOKEN,
    Gate,
    Wire,
    batch,
    bot_on,
    membership,
    message,
    refusal,
)

REQUEST = httpx.Request("POST", "http://telegram.test")


def polled(
    wire: Wire, gate: Gate, *, until: Callable[[], bool], counted: list[str] | None = None
) -> list[float]:
    """Poll until something is so; return the pauses that were made, in seconds."""
    pauses: list[float] = []
    counts: list[str] = [] if counted is None else counted

    async def poll() -> None:
        stop = asyncio.Event()

        async def noted(_stop: asyncio.Event, seconds: float) -> None:
            pauses.append(seconds)
            await asyncio.sleep(0)

        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(polling, "pause", noted)
            running = asyncio.create_task(
                polling.poll(bot_on(wire), gate, stop=stop, count=counts.append, wait=0)
            )
            async with asyncio.timeout(10):
                while not until() and not running.done():  # noqa: ASYNC110 - lies in several doubles
                    await asyncio.sleep(0)
                stop.set()
                await running

    asyncio.run(poll())
    return pauses


def offsets(wire: Wire) -> list[str | None]:
    return [call.get("offset") for call in wire.named("getUpdates")]


def test_it_takes_a_webhook_away_offers_the_menu_and_names_what_it_wants() -> None:
    wire = Wire()
    polled(wire, Gate(), until=lambda: len(wire.named("getUpdates")) >= 2)

    assert [method for method, _ in wire.calls][:5] == [
        "deleteWebhook",
        "setMyCommands",
        "setMyCommands",
        "setMyCommands",
        "getUpdates",
    ]
    assert len(wire.named("deleteWebhook")) == 1
    assert "drop_pending_updates" not in wire.named("deleteWebhook")[0]
    assert [one.get("language_code") for one in wire.named("setMyCommands")] == [None, "zh", "en"]
    assert '"command": "mydata"' in wire.named("setMyCommands")[0]["commands"]
    assert wire.named("getUpdates")[0]["allowed_updates"] == (
        '["message", "edited_message", "callback_query", "my_chat_member"]'
    )


def test_the_offset_moves_behind_what_is_stored() -> None:
    wire, gate = Wire(), Gate()
    wire.then("getUpdates", batch(message(1, update_id=7), message(2, update_id=8)))
    polled(wire, gate, until=lambda: len(wire.named("getUpdates")) >= 3)

    assert [one.message_id for one in gate.stored] == ["7001:1", "7001:2"]
    assert offsets(wire)[:3] == [None, "9", "9"]


@pytest.mark.parametrize("error", [StorageBusy("locked"), TooBusy("full")])
def test_what_could_not_be_stored_is_handed_in_again_before_the_next(error: Exception) -> None:
    wire, gate = Wire(), Gate()
    gate.failures.extend([error, error])
    wire.then("getUpdates", batch(message(1, update_id=7), message(2, update_id=8)))
    pauses = polled(wire, gate, until=lambda: len(wire.named("getUpdates")) >= 2)

    assert gate.offered == ["7001:1", "7001:1", "7001:1", "7001:2"]
    assert offsets(wire)[:2] == [None, "9"]
    assert pauses[:2] == [1.0, 2.0]


def test_stopped_before_it_is_stored_an_update_is_not_confirmed() -> None:
    wire, gate = Wire(), Gate()
    gate.failures.extend(StorageBusy("locked") for _ in range(10_000))
    wire.then("getUpdates", batch(message(1, update_id=7)))
    polled(wire, gate, until=lambda: len(gate.offered) >= 3)

    assert gate.stored == []
    assert offsets(wire) == [None]


def test_an_unreadable_update_is_counted_and_passed(caplog: pytest.LogCaptureFixture) -> None:
    wire, gate, counted = Wire(), Gate(), list[str]()
    poison = message(1, update_id=7)
    poison["message"]["chat"] = "五万"
    wire.then("getUpdates", batch(poison, message(2, update_id=8)))
    polled(wire, gate, until=lambda: len(wire.named("getUpdates")) >= 2, counted=counted)

    assert counted == ["telegram_unreadable_update"]
    assert [one.message_id for one in gate.stored] == ["7001:2"]
    assert offsets(wire)[:2] == [None, "9"]
    assert "id=7" in caplog.text
    assert "五万" not in caplog.text


def test_a_fault_of_ours_silences_nobody_else(caplog: pytest.LogCaptureFixture) -> None:
    wire, gate, counted = Wire(), Gate(), list[str]()
    gate.failures.extend(RuntimeError("想借五万") for _ in range(5))
    wire.then("getUpdates", batch(message(1, update_id=7), message(2, update_id=8)))
    pauses = polled(wire, gate, until=lambda: len(gate.stored) >= 1, counted=counted)

    assert gate.offered == ["7001:1"] * 5 + ["7001:2"]
    assert pauses[:4] == [1, 2, 4, 8]
    assert counted == ["telegram_update_given_up"]
    assert "五万" not in caplog.text


def test_edited_words_and_blocks_go_where_they_belong() -> None:
    wire, gate, counted = Wire(), Gate(), list[str]()
    edited = message(1, update_id=7)
    edited["edited_message"] = edited.pop("message")
    wire.then("getUpdates", batch(edited, membership("kicked", update_id=8)))
    polled(wire, gate, until=lambda: len(wire.named("getUpdates")) >= 2, counted=counted)

    assert counted == ["telegram_edited"]
    assert gate.stored == []
    assert gate.gone == [("telegram", "7001")]


@pytest.mark.parametrize(
    "trouble",
    [
        refusal(409, "Conflict: terminated by other getUpdates request"),
        refusal(401, "Unauthorized"),
        refusal(500, "Internal Server Error"),
        (502, b"<html>"),
        (200, b"not JSON"),
        (200, {"ok": True}),
        httpx.ConnectError("refused", request=REQUEST),
        httpx.ReadTimeout("late", request=REQUEST),
        RuntimeError("anything"),
    ],
)
def test_trouble_is_waited_out_ever_longer_up_to_half_a_minute(
    trouble: Any, caplog: pytest.LogCaptureFixture
) -> None:
    wire, gate = Wire(), Gate()
    wire.then("getUpdates", *[trouble] * 7, batch(message()), trouble)
    pauses = polled(wire, gate, until=lambda: len(wire.named("getUpdates")) >= 10)

    assert pauses[:8] == [1, 2, 4, 8, 16, 30, 30, 1]
    assert len(gate.stored) == 1
    assert TOKEN not in caplog.text


def test_it_waits_as_long_as_telegram_asks() -> None:
    wire = Wire()
    wire.then("getUpdates", refusal(429, "Too Many Requests", retry_after=45))
    pauses = polled(wire, Gate(), until=lambda: len(wire.named("getUpdates")) >= 2)

    assert pauses[0] == 45


@pytest.mark.parametrize("batch_of", [{"a": 1}, "x", 5, [None], [{"no": "id"}], [[]]])
def test_a_batch_of_another_shape_stops_nothing_and_is_asked_for_ever_less(batch_of: Any) -> None:
    wire, gate, counted = Wire(), Gate(), list[str]()
    wire.then("getUpdates", *[(200, {"ok": True, "result": batch_of})] * 3, batch(message()))
    pauses = polled(wire, gate, until=lambda: len(gate.stored) >= 1, counted=counted)

    assert len(gate.stored) == 1
    assert pauses[:3] == [1, 2, 4]
    assert counted == ["telegram_unreadable_update"] * 3


def test_after_a_quiet_week_numbers_begin_anew() -> None:
    wire, gate = Wire(), Gate()
    wire.then("getUpdates", batch(message(1, update_id=900)), batch(message(2, update_id=30)))
    polled(wire, gate, until=lambda: len(wire.named("getUpdates")) >= 3)

    assert len(gate.stored) == 2
    assert offsets(wire)[:3] == [None, "901", "31"]


def test_a_webhook_that_stays_is_taken_away_later() -> None:
    wire, gate = Wire(), Gate()
    wire.then("deleteWebhook", httpx.ConnectError("refused", request=REQUEST))
    wire.then("setMyCommands", refusal(400, "Bad Request"))
    wire.then("getUpdates", batch(message()))
    polled(wire, gate, until=lambda: len(gate.stored) >= 1)

    assert len(wire.named("deleteWebhook")) == 2
    assert len(wire.named("setMyCommands")) == 1


def test_it_stops_at_once_although_telegram_keeps_the_request_open() -> None:
    class Slow(Wire):
        asked = asyncio.Event()

        async def handle_async_request(self, request: httpx.Request) -> httpx.Response:
            if request.url.path.endswith("getUpdates"):
                self.asked.set()
                await asyncio.Event().wait()
            return await super().handle_async_request(request)

    async def stopped() -> float:
        wire, stop = Slow(), asyncio.Event()
        wire.asked = asyncio.Event()
        running = asyncio.create_task(polling.poll(bot_on(wire), Gate(), stop=stop))
        await wire.asked.wait()
        before = asyncio.get_running_loop().time()
        stop.set()
        await running
        return asyncio.get_running_loop().time() - before

    assert asyncio.run(stopped()) < 1


def test_a_message_that_is_being_stored_is_finished_before_it_stops() -> None:
    async def stopped() -> tuple[int, bool]:
        begun, may_end, stop = asyncio.Event(), asyncio.Event(), asyncio.Event()

        class SlowGate(Gate):
            async def receive(self, inbound: Inbound) -> Receipt:
                begun.set()
                await may_end.wait()
                return await super().receive(inbound)

        wire, gate = Wire(), SlowGate()
        wire.then("getUpdates", batch(message()))
        running = asyncio.create_task(polling.poll(bot_on(wire), gate, stop=stop))
        await begun.wait()
        stop.set()
        await asyncio.sleep(0)
        early = running.done()
        may_end.set()
        await running
        return len(gate.stored), early

    assert asyncio.run(stopped()) == (1, False)


def test_no_word_and_no_token_is_logged(caplog: pytest.LogCaptureFixture) -> None:
    wire, gate = Wire(), Gate()
    wire.then("getUpdates", (200, '{"result": "想借五万'.encode()), batch(message()))
    with caplog.at_level(logging.INFO):
        polled(wire, gate, until=lambda: len(gate.stored) >= 1)

    assert "五万" not in caplog.text
    assert TOKEN not in caplog.text
