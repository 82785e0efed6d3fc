import asyncio

from bot.gateway.showing import Showing
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import StorageBusy
from tests.bot.gateway.doubles import ScriptedBot
from tests.bot.gateway.processes import (
    CHANNEL,
    Clock,
    ScriptedMessenger,
    eventually,
    process,
    sent,
)


class Noted:
    """A page's feed, or a sender: notes what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def stir(self, conversation: str) -> None:
        self.told.append(conversation)

    def set_busy(self, conversation: str, busy: bool) -> None:
        self.told.append((conversation, busy))

    def wake(self) -> None:
        self.told.append("wake")


def test_typing_is_shown_on_the_platform_while_an_answer_is_made(
    uow: UnitsOfWork, clock: Clock
) -> None:
    talk = process(uow, ScriptedBot(), clock).receiver.receive(sent("想借钱")).talk.id

    async def show() -> ScriptedMessenger:
        messenger = ScriptedMessenger()
        showing = Showing(unit_of_work=uow, messengers={CHANNEL: messenger}, senders={})
        showing.set_busy(talk, True)
        await eventually(lambda: messenger.typed == ["u1"])
        (task,) = showing._typing.values()
        showing.set_busy(talk, False)
        showing.set_busy(talk, False)
        await asyncio.gather(task, return_exceptions=True)
        assert task.cancelled()
        return messenger

    assert asyncio.run(show()).typed == ["u1"]


def test_a_busy_database_costs_the_courtesy_only() -> None:
    def busy(*, reading: bool = False) -> UnitOfWork:
        raise StorageBusy("locked")

    async def show() -> list[str]:
        messenger = ScriptedMessenger()
        showing = Showing(unit_of_work=busy, messengers={CHANNEL: messenger}, senders={})
        showing.set_busy("c1", True)
        (task,) = showing._typing.values()
        await task
        showing.set_busy("c1", False)
        return messenger.typed

    assert asyncio.run(show()) == []


def test_pages_and_senders_are_told(uow: UnitsOfWork) -> None:
    feed, sender = Noted(), Noted()
    showing = Showing(unit_of_work=uow, messengers={}, senders={CHANNEL: sender})
    showing.replied("c1")  # nobody shows anything yet
    showing.feed = feed
    showing.replied("c1")
    showing.set_busy("c1", True)
    assert sender.told == ["wake", "wake"]
    assert feed.told == ["c1", ("c1", True)]
