"""The whole gateway over one database: from what a customer sends to what the platform gets."""

import asyncio
from collections import defaultdict
from contextlib import AsyncExitStack
from datetime import UTC, datetime, timedelta

import pytest

from bot.channels.ports import NoReceipt, NotNow, NotSent
from bot.gateway.core import Core, build_core
from bot.gateway.rasa import Said
from bot.services.ports import UnitsOfWork
from tests.bot.gateway.doubles import HOURS, PHONE, ScriptedBot
from tests.bot.gateway.processes import (
    CHANNEL,
    ScriptedMessenger,
    entries,
    eventually,
    sent,
    statuses,
)
from tests.bot.storage.conftest import ON_POSTGRES

pytestmark = pytest.mark.parametrize(
    "uow", ["sqlite", pytest.param("postgresql", marks=ON_POSTGRES)], indirect=True
)


def now() -> datetime:
    return datetime.now(UTC)


class Echo(ScriptedBot):
    """Answers every message by its words."""

    async def send(self, sender, text, metadata):  # type: ignore[no-untyped-def]
        self.heard.append((sender, text, metadata))
        await asyncio.sleep(0)
        return (Said(text=f"答{text}"),)


def core_of(uow: UnitsOfWork, bot: ScriptedBot, messenger: ScriptedMessenger) -> Core:
    return build_core(
        unit_of_work=uow,
        bot=bot,
        messengers={CHANNEL: messenger},
        language="zh_CN",
        service_phone=PHONE,
        business_hours=HOURS,
        messages_per_minute=1000,
        messages_per_second=1000,
        now=now,
    )


@pytest.fixture(autouse=True)
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("bot.gateway.holding.RENEW_SECONDS", 0.05)
    monkeypatch.setattr("bot.gateway.sender.LOOK_SECONDS", 0.02)
    monkeypatch.setattr("bot.gateway.dispatch.SWEEP_SECONDS", 0.05)


def arrived(messenger: ScriptedMessenger, user: str) -> list[str]:
    return [text for to, text in messenger.sent if to == user]


def test_a_reply_arrives_on_the_platform(uow: UnitsOfWork) -> None:
    async def run() -> None:
        messenger = ScriptedMessenger()
        async with AsyncExitStack() as stack:
            core = core_of(uow, Echo(), messenger)
            await core.run_beside(stack)
            await core.door.receive(sent("想借钱", at=now()))
            await eventually(lambda: len(messenger.sent) == 2)
        assert arrived(messenger, "u1") == ["答/start", "答想借钱"]

    asyncio.run(run())


def test_what_is_being_answered_at_the_end_is_answered_and_sent_by_the_next(
    uow: UnitsOfWork,
) -> None:
    async def run() -> None:
        messenger = ScriptedMessenger()
        async with AsyncExitStack() as stack:
            core = core_of(uow, Echo(), messenger)
            await core.run_beside(stack)
            receipt = await core.door.receive(sent("想借钱", at=now()))
        assert statuses(uow, receipt.conversation) == ["answered"]
        async with AsyncExitStack() as stack:
            await core_of(uow, Echo(), messenger).run_beside(stack)
            await eventually(lambda: len(messenger.sent) == 2)
        assert arrived(messenger, "u1") == ["答/start", "答想借钱"]

    asyncio.run(run())


def test_two_processes_and_a_bad_platform_answer_everything_once_and_in_order(
    uow: UnitsOfWork,
) -> None:
    customers, messages = 6, 5
    troubles = [NotNow(0.02), None, NotNow(0.01), None, None, None, NotNow(0.02)]

    async def run() -> ScriptedMessenger:
        messenger, bot = ScriptedMessenger(*troubles), Echo()
        async with AsyncExitStack() as stack:
            cores = [core_of(uow, bot, messenger) for _ in range(2)]
            for core in cores:
                await core.run_beside(stack)

            async def customer(user: str) -> str:
                for number in range(messages):
                    # A platform that had no answer delivers again, to another process.
                    receipt = None
                    for core in (cores[number % 2], cores[(number + 1) % 2]):
                        given = sent(f"第{number}句", number, user=user, at=now())
                        receipt = await core.door.receive(given)
                assert receipt is not None
                return receipt.conversation

            talks = await asyncio.gather(*(customer(f"u{one}") for one in range(customers)))
            await eventually(lambda: len(messenger.sent) >= customers * (messages + 1))
        for talk in talks:
            assert statuses(uow, talk) == ["answered"] * messages
            assert len(entries(uow, talk)) == messages * 2 + 1
        heard = defaultdict(list)
        for sender, text, _metadata in bot.heard:
            heard[sender].append(text)
        expected = ["/start", *(f"第{number}句" for number in range(messages))]
        assert all(heard[talk] == expected for talk in talks)
        return messenger

    messenger = asyncio.run(run())
    expected = ["答/start", *(f"答第{number}句" for number in range(messages))]
    for one in range(customers):
        assert arrived(messenger, f"u{one}") == expected


def test_a_call_without_a_receipt_does_not_stop_the_rest(
    uow: UnitsOfWork, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.gateway.sender.RESEND_AFTER", timedelta(0))
    monkeypatch.setattr("bot.gateway.sender.pause_after", lambda _attempts: timedelta(0))

    async def run() -> None:
        messenger = ScriptedMessenger(NoReceipt(), NotSent())
        async with AsyncExitStack() as stack:
            core = core_of(uow, Echo(), messenger)
            await core.run_beside(stack)
            await core.door.receive(sent("想借钱", at=now()))
            await eventually(lambda: len(messenger.sent) == 2)
        assert [text for _user, text in messenger.calls] == [
            "答/start", "答/start", "答/start", "答想借钱",
        ]  # fmt: skip

    asyncio.run(run())
