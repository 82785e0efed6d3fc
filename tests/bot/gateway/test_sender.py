import asyncio
import logging
from collections.abc import Callable
from datetime import timedelta

import pytest

from bot.channels.ports import NoReceipt, NotNow, NotSent, Part, Refused, Unreachable
from bot.gateway.metrics import Metrics
from bot.gateway.sender import Sender, pause_after
from bot.services.delivery import AccountStatus
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import JsonObject, StorageBusy
from tests.bot.gateway.processes import CHANNEL, NOON, Clock, ScriptedMessenger, eventually, figure


def put(uow: UnitsOfWork, *texts: str, user: str = "u1", sequence: int = 1) -> None:
    with uow() as work:
        customer = work.customers.ensure(
            channel=CHANNEL, channel_user_id=user, language="zh_CN", at=NOON
        )
        talk = work.conversations.latest(customer=customer.id, channel=CHANNEL)
        talk = talk or work.conversations.open(
            customer=customer.id, channel=CHANNEL, language="zh_CN", at=NOON
        )
        bodies: list[JsonObject] = [
            {"text": text, "buttons": [], "picture": None, "language": "zh_CN"} for text in texts
        ]
        work.outbox.put(
            conversation=talk.id,
            account=work.customers.account(customer=customer.id, channel=CHANNEL).id,
            channel=CHANNEL,
            sequence=sequence,
            bodies=bodies,
            at=NOON,
        )
        work.commit()


def states(uow: UnitsOfWork) -> dict[str, int]:
    with uow(reading=True) as work:
        return dict(work.outbox.states())


def sender_of(uow: UnitsOfWork, messenger: ScriptedMessenger, clock: Clock) -> Sender:
    return Sender(unit_of_work=uow, messenger=messenger, metrics=Metrics(), now=clock)


async def run_until(sender: Sender, reached: Callable[[], bool]) -> None:
    """Let a sender run until something is so, then end it."""
    running = asyncio.create_task(sender.run())
    await eventually(reached)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)


def send(
    uow: UnitsOfWork, messenger: ScriptedMessenger, clock: Clock, reached: Callable[[], bool]
) -> Sender:
    sender = sender_of(uow, messenger, clock)
    asyncio.run(run_until(sender, reached))
    return sender


def test_parts_arrive_in_their_order(uow: UnitsOfWork, clock: Clock) -> None:
    put(uow, "一", "二", sequence=1)
    put(uow, "三", sequence=2)
    put(uow, "甲", "乙", user="u2")
    messenger = ScriptedMessenger()
    sender = send(uow, messenger, clock, lambda: not states(uow))
    assert [text for user, text in messenger.sent if user == "u1"] == ["一", "二", "三"]
    assert [text for user, text in messenger.sent if user == "u2"] == ["甲", "乙"]
    assert figure(sender._metrics, "shandai_deliveries_total", channel=CHANNEL, result="sent") == 5


def test_a_platform_that_asks_to_wait_is_left_alone_by_all(uow: UnitsOfWork, clock: Clock) -> None:
    put(uow, "一")
    messenger = ScriptedMessenger(NotNow(30.0))
    sender = send(
        uow, messenger, clock, lambda: bool(messenger.calls) and states(uow) == {"waiting": 1}
    )
    put(uow, "甲", user="u2")
    assert sender._paused_until == NOON + timedelta(seconds=30)
    pauses: list[float] = []

    async def pause(seconds: float) -> None:
        pauses.append(seconds)
        clock.forward(seconds)

    async def go_on() -> None:
        with pytest.MonkeyPatch.context() as patched:
            patched.setattr("bot.gateway.sender.asyncio.sleep", pause)
            await sender._send_due()
        await asyncio.gather(*sender._sending)

    assert messenger.sent == []
    asyncio.run(go_on())
    assert pauses == [30.0]
    assert sorted(text for _user, text in messenger.sent) == ["一", "甲"]


def test_a_platform_out_of_reach_is_tried_again_and_the_order_kept(
    uow: UnitsOfWork, clock: Clock
) -> None:
    put(uow, "一", "二")
    messenger = ScriptedMessenger(NotSent())
    send(uow, messenger, clock, lambda: bool(messenger.calls) and states(uow) == {"waiting": 2})
    assert messenger.sent == []
    clock.forward(1.9)
    sender = sender_of(uow, messenger, clock)
    assert sender._take(9) == ()
    clock.forward(0.1)
    send(uow, messenger, clock, lambda: not states(uow))
    assert [text for _user, text in messenger.sent] == ["一", "二"]


def test_the_pauses_grow_to_a_minute_and_no_more() -> None:
    seconds = [pause_after(attempts).total_seconds() for attempts in (1, 2, 3, 5, 6, 5000)]
    assert seconds == [2, 4, 8, 32, 60, 60]


def test_a_lost_receipt_is_sent_once_more_flagged_and_then_given_up(
    uow: UnitsOfWork, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    put(uow, "一", "二")
    messenger = ScriptedMessenger(NoReceipt(), NoReceipt())
    with caplog.at_level(logging.INFO):
        send(uow, messenger, clock, lambda: bool(messenger.calls) and states(uow) == {"waiting": 2})
        assert "resend" not in caplog.text
        clock.forward(1)
        sender = send(uow, messenger, clock, lambda: states(uow) == {"unsure": 1})
    assert "resend delivery=" in caplog.text
    assert [text for _user, text in messenger.calls] == ["一", "一", "二"]
    resent = figure(sender._metrics, "shandai_deliveries_total", channel=CHANNEL, result="resend")
    assert resent == 1
    assert "二" not in caplog.text


def test_who_blocked_us_is_not_written_to_any_more(uow: UnitsOfWork, clock: Clock) -> None:
    put(uow, "一", "二")
    put(uow, "甲", user="u2")
    messenger = ScriptedMessenger(Unreachable())
    send(uow, messenger, clock, lambda: states(uow) == {"unreachable": 2})
    with uow(reading=True) as work:
        blocked = work.customers.ensure(
            channel=CHANNEL, channel_user_id="u1", language="zh_CN", at=NOON
        )
        account = work.customers.account(customer=blocked.id, channel=CHANNEL)
        assert [one.event for one in work.audit.entries()] == ["contact_blocked"]
    assert account.status is AccountStatus.BLOCKED
    assert messenger.sent == [("u2", "甲")]


def test_a_part_refused_for_good_does_not_stop_the_next(uow: UnitsOfWork, clock: Clock) -> None:
    put(uow, "一", "二")
    messenger = ScriptedMessenger(Refused("too long"))
    send(uow, messenger, clock, lambda: states(uow) == {"refused": 1})
    assert messenger.sent == [("u1", "二")]


def test_a_fault_of_a_channel_s_own_stops_nobody_and_tells_nothing(
    uow: UnitsOfWork, clock: Clock, caplog: pytest.LogCaptureFixture
) -> None:
    put(uow, "一")
    put(uow, "甲", user="u2")
    messenger = ScriptedMessenger(ValueError("李雷借钱"))
    send(uow, messenger, clock, lambda: bool(messenger.calls) and states(uow) == {"waiting": 1})
    assert messenger.sent == [("u2", "甲")]
    assert "error=ValueError" in caplog.text
    assert "李雷" not in caplog.text


class Slow(ScriptedMessenger):
    """Takes a part when told to."""

    def __init__(self) -> None:
        super().__init__()
        self.asked, self.may_take = asyncio.Event(), asyncio.Event()

    async def send(self, channel_user_id: str, part: Part) -> str:
        self.asked.set()
        await self.may_take.wait()
        return await super().send(channel_user_id, part)


def test_a_sender_that_is_ended_finishes_what_it_is_sending(uow: UnitsOfWork, clock: Clock) -> None:
    put(uow, "一", "二")

    async def end() -> Slow:
        messenger = Slow()
        running = asyncio.create_task(sender_of(uow, messenger, clock).run())
        await messenger.asked.wait()
        running.cancel()
        await asyncio.sleep(0)
        assert not running.done()
        messenger.may_take.set()
        await asyncio.gather(running, return_exceptions=True)
        return messenger

    assert asyncio.run(end()).sent == [("u1", "一")]
    assert states(uow) == {"waiting": 1}


def test_a_sender_that_is_ended_while_it_takes_sends_what_it_took(
    uow: UnitsOfWork, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(uow, "一")
    messenger = ScriptedMessenger()

    async def end() -> None:
        sender, taking = sender_of(uow, messenger, clock), asyncio.Event()
        loop, take = asyncio.get_running_loop(), sender._take

        def taken(limit: int):  # type: ignore[no-untyped-def]
            loop.call_soon_threadsafe(taking.set)
            return take(limit)

        monkeypatch.setattr(sender, "_take", taken)
        running = asyncio.create_task(sender.run())
        await taking.wait()
        running.cancel()
        await asyncio.gather(running, return_exceptions=True)

    asyncio.run(end())
    assert messenger.sent == [("u1", "一")]
    assert states(uow) == {}


def test_what_a_killed_sender_was_sending_is_sent_again_by_the_next(
    uow: UnitsOfWork, clock: Clock
) -> None:
    put(uow, "一", "二")
    killed = sender_of(uow, ScriptedMessenger(), clock)
    assert len(killed._take(9)) == 1
    messenger = ScriptedMessenger()
    sender = send(uow, messenger, clock, lambda: not states(uow))
    assert [text for _user, text in messenger.sent] == ["一", "二"]
    resent = figure(sender._metrics, "shandai_deliveries_total", channel=CHANNEL, result="resend")
    assert resent == 1


def test_a_busy_database_loses_no_receipt(
    uow: UnitsOfWork, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.sender.LOOK_SECONDS", 0.01)
    put(uow, "一")
    messenger = ScriptedMessenger()
    busy = 3

    def sometimes(*, reading: bool = False) -> UnitOfWork:
        nonlocal busy
        if messenger.sent and busy and not reading:
            busy -= 1
            raise StorageBusy("locked")
        return uow(reading=reading)

    sender = sender_of(sometimes, messenger, clock)
    asyncio.run(run_until(sender, lambda: not busy and not states(uow)))
    assert messenger.sent == [("u1", "一")]
