import asyncio
import contextlib
from collections.abc import AsyncIterator

import pytest

from bot.channels.message import Kind
from bot.channels.ports import TooBusy
from bot.gateway.feed import PageFeed
from bot.gateway.rasa import Said
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import StorageBusy
from tests.bot.gateway.doubles import ScriptedBot
from tests.bot.gateway.processes import CHANNEL, Clock, Process, process, sent

ASKED = Said(text="打算多久还清？", buttons=(("1 年", "/year"),))


def feed_of(one: Process, uow: UnitsOfWork, clock: Clock) -> PageFeed:
    feed = PageFeed(
        unit_of_work=uow, receiver=one.receiver, admit=one.door.admit, work=one.door.work, now=clock
    )
    one.door._on_reply = feed.stir
    one.door._on_busy = feed.set_busy
    return feed


async def told(changes: AsyncIterator[bool]) -> bool:
    async with asyncio.timeout(10):
        return await anext(changes)


def test_a_new_customer_is_greeted_and_a_known_one_is_not_again(
    uow: UnitsOfWork, clock: Clock
) -> None:
    async def come() -> None:
        bot = ScriptedBot()
        one = process(uow, bot, clock)
        feed = feed_of(one, uow, clock)
        talk = await feed.start(CHANNEL, "u1", None)
        await one.settle()
        assert await feed.start(CHANNEL, "u1", "en") == talk
        await one.settle()
        assert [text for _sender, text, _metadata in bot.heard] == ["/start"]
        (entry,) = await feed.since(talk, 0)
        assert entry.reply is not None
        assert (entry.sequence, entry.reply.turn, entry.reply.text) == (1, 0, "好的。")
        assert entry.reply.language == "en"

    asyncio.run(come())


def test_pages_that_open_too_fast_are_turned_away(uow: UnitsOfWork, clock: Clock) -> None:
    async def come() -> None:
        one = process(uow, ScriptedBot(), clock, per_second=2)
        feed = feed_of(one, uow, clock)
        for user in ("u1", "u2"):
            await feed.start(CHANNEL, user, None)
        with pytest.raises(TooBusy):
            await feed.start(CHANNEL, "u3", None)
        await one.settle()

    asyncio.run(come())


def test_a_page_reads_what_was_said_on_both_sides(uow: UnitsOfWork, clock: Clock) -> None:
    async def talk_a_little() -> None:
        one = process(uow, ScriptedBot(ASKED), clock)
        feed = feed_of(one, uow, clock)
        receipt = await one.door.receive(sent("想借钱，我的手机13812345678", 1))
        talk = receipt.conversation
        await one.settle()
        button = (await feed.since(talk, 0))[-1].reply
        assert button is not None
        await one.door.receive(sent(button.buttons[0].token, 2, kind=Kind.BUTTON))
        await one.settle()
        own = [entry for entry in await feed.since(talk, 0) if entry.reply is None]
        assert [(one.message_id, one.text, one.title) for one in own] == [
            ("u1-1", "想借钱，我的手机[手机号]", ""),
            ("u1-2", "", "1 年"),
        ]
        everything = await feed.since(talk, 0)
        places = [entry.sequence for entry in everything]
        assert places == sorted(places)
        assert [e.sequence for e in await feed.since(talk, places[2])] == places[3:]
        assert await feed.since(talk, places[-1]) == []

    asyncio.run(talk_a_little())


def test_a_page_is_told_at_once_of_what_its_own_process_does(
    uow: UnitsOfWork, clock: Clock
) -> None:
    async def watch() -> None:
        may_answer = asyncio.Event()

        async def think(_sender: str, text: str) -> tuple[Said, ...]:
            if text != "/start":
                await may_answer.wait()
            return (Said(text="好的。"),)

        bot = ScriptedBot()
        bot.answering = think
        one = process(uow, bot, clock)
        feed = feed_of(one, uow, clock)
        talk = await feed.start(CHANNEL, "u1", None)
        await one.settle()
        changes = feed.changes(talk)
        assert await told(changes) is False
        await one.door.receive(sent("想借钱"))
        while not await told(changes):
            pass
        may_answer.set()
        while await told(changes):
            pass
        assert len(await feed.since(talk, 0)) == 3
        feed.close()
        async with asyncio.timeout(10):
            assert [busy async for busy in changes] in ([], [False])  # and then it ends

    asyncio.run(watch())


def test_a_page_learns_of_what_another_process_does(
    uow: UnitsOfWork, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.feed.LOOK_SECONDS", 0.01)
    looks = 0

    def busy_at_first(*, reading: bool = False) -> UnitOfWork:
        nonlocal looks
        looks += 1
        if looks == 1:
            raise StorageBusy("locked")
        return uow(reading=reading)

    async def watch() -> None:
        one, two = (
            process(uow, ScriptedBot(), clock),
            process(uow, ScriptedBot(), clock, holder="b"),
        )
        feed = feed_of(one, busy_at_first, clock)
        talk = two.receiver.receive(sent("想借钱")).talk.id
        changes = feed.changes(talk)
        assert await told(changes) is False
        looking = asyncio.create_task(feed.look())
        claimed = two.turns._claim(talk)
        assert claimed is not None
        while not await told(changes):  # the other one is answering
            pass
        two.turns._release(talk)
        while await told(changes):
            pass
        await two.turns.work(talk)
        await told(changes)
        assert len(await feed.since(talk, 1)) == 2
        looking.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await looking

    asyncio.run(watch())


def test_a_page_that_is_gone_leaves_nothing_behind(uow: UnitsOfWork, clock: Clock) -> None:
    async def leave() -> None:
        feed = feed_of(process(uow, ScriptedBot(), clock), uow, clock)
        changes = feed.changes("c1")
        await told(changes)
        await changes.aclose()  # type: ignore[attr-defined]
        assert dict(feed._watchers) == {}
        feed.stir("c1")

    asyncio.run(leave())
