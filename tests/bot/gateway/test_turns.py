import asyncio
from datetime import timedelta

import pytest

from bot.channels.message import Outbound
from bot.gateway.answering import MOST_ATTEMPTS
from bot.gateway.rasa import Said
from bot.gateway.turns import LEASE
from bot.services.delivery import AccountStatus
from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, Owner, StorageBusy
from bot.texts.replies import problems
from tests.bot.gateway.doubles import PHONE, ScriptedBot
from tests.bot.gateway.processes import (
    CHANNEL,
    Clock,
    Process,
    ScriptedMessenger,
    process,
    replies,
    sent,
    statuses,
)
from tests.bot.storage.conftest import ON_POSTGRES

# Who may answer is decided by the rows' locks, which differ between the databases.
pytestmark = pytest.mark.parametrize(
    "uow", ["sqlite", pytest.param("postgresql", marks=ON_POSTGRES)], indirect=True
)


class Thinking(ScriptedBot):
    """A bot whose answer is awaited until it may come, the opening left out."""

    def __init__(self) -> None:
        super().__init__()
        self.asked = asyncio.Event()
        self.may_answer = asyncio.Event()
        self.answering = self._think

    async def _think(self, _sender: str, text: str) -> tuple[Said, ...]:
        if text != "/start":
            self.asked.set()
            await self.may_answer.wait()
        return (Said(text=f"答{text}"),)


def take_over(uow: UnitsOfWork, clock: Clock, talk: str) -> None:
    with uow() as work:
        until = clock() + timedelta(minutes=9)
        assert work.conversations.hand_over(talk, agent="lin", until=until, now=clock())
        work.messages.leave_to_agent(talk)
        work.commit()


def conversation(uow: UnitsOfWork, talk: str) -> Conversation:
    with uow(reading=True) as work:
        return work.conversations.get(talk)


def test_the_greeting_comes_before_the_first_answer(uow: UnitsOfWork, clock: Clock) -> None:
    bot = ScriptedBot()
    one = process(uow, bot, clock)
    talk = one.receiver.receive(sent("想借钱")).talk
    said = asyncio.run(one.turns.work(talk.id))
    assert [text for _sender, text, _metadata in bot.heard] == ["/start", "想借钱"]
    assert [reply.turn for reply in said] == [0, 1]
    assert asyncio.run(one.turns.work(talk.id)) == ()


def test_start_is_greeted_once(uow: UnitsOfWork, clock: Clock) -> None:
    bot = ScriptedBot()
    one = process(uow, bot, clock)
    talk = one.receiver.receive(sent("/start")).talk
    asyncio.run(one.turns.work(talk.id))
    assert [text for _sender, text, _metadata in bot.heard] == ["/start"]
    assert statuses(uow, talk.id) == ["answered"]


def test_two_processes_never_both_answer(uow: UnitsOfWork, clock: Clock) -> None:
    async def both() -> tuple[str, list[tuple[Outbound, ...]]]:
        bot = Thinking()
        processes = [process(uow, bot, clock, holder=name) for name in "abc"]
        talk = processes[0].receiver.receive(sent("想借钱")).talk
        working = [asyncio.create_task(one.turns.work(talk.id)) for one in processes]
        await bot.asked.wait()
        bot.may_answer.set()
        said = await asyncio.gather(*working)
        assert bot.texts == ["想借钱"]
        return talk.id, said

    talk, said = asyncio.run(both())
    assert sorted(len(one) for one in said) == [0, 0, 2]
    assert len(replies(uow, talk)) == 2


def test_a_reply_is_dropped_when_another_process_took_the_lease(
    uow: UnitsOfWork, clock: Clock
) -> None:
    async def lose() -> str:
        slow, quick = Thinking(), ScriptedBot(Said(text="快"))
        first = process(uow, slow, clock, holder="a")
        second = process(uow, quick, clock, holder="b")
        talk = first.receiver.receive(sent("想借钱")).talk
        working = asyncio.create_task(first.turns.work(talk.id))
        await slow.asked.wait()
        clock.forward(LEASE.total_seconds() + 1)  # it was stopped: nobody renewed
        assert [reply.text for reply in await second.turns.work(talk.id)] == ["快"]
        _sender, _text, metadata = quick.heard[-1]
        assert metadata["again"] is True
        slow.may_answer.set()
        assert [reply.turn for reply in await working] == [0]
        return talk.id

    talk = asyncio.run(lose())
    assert replies(uow, talk) == ["答/start", "快"]
    assert statuses(uow, talk) == ["answered"]


def test_the_bot_is_silent_when_an_agent_took_over_while_it_was_thinking(
    uow: UnitsOfWork, clock: Clock
) -> None:
    messenger = ScriptedMessenger()

    async def interrupt() -> str:
        bot = Thinking()
        one = process(uow, bot, clock, messengers={CHANNEL: messenger})
        talk = one.receiver.receive(sent("想借钱")).talk
        working = asyncio.create_task(one.turns.work(talk.id))
        await bot.asked.wait()
        take_over(uow, clock, talk.id)
        bot.may_answer.set()
        await working
        return talk.id

    talk = asyncio.run(interrupt())
    assert replies(uow, talk) == ["答/start"]
    assert statuses(uow, talk) == ["for_agent"]
    kept = conversation(uow, talk)
    assert (kept.owner, kept.lease_holder) == (Owner.AGENT, "lin")
    with uow(reading=True) as work:
        assert work.outbox.states() == {"waiting": 1}  # the greeting


def test_the_bot_answers_again_what_comes_after_the_agent_gave_back(
    uow: UnitsOfWork, clock: Clock
) -> None:
    bot = ScriptedBot()
    one = process(uow, bot, clock)
    talk = one.receiver.receive(sent("想借钱", 1)).talk
    take_over(uow, clock, talk.id)
    one.receiver.receive(sent("有人吗", 2))
    assert asyncio.run(one.turns.work(talk.id)) == ()
    with uow() as work:
        work.conversations.hand_back(talk.id, agent="lin")
        work.commit()
    one.receiver.receive(sent("两年", 3))
    asyncio.run(one.turns.work(talk.id))
    assert bot.texts == ["两年"]
    assert statuses(uow, talk.id) == ["for_agent", "for_agent", "answered"]


def test_the_gateway_s_own_words_are_not_said_over_an_agent(uow: UnitsOfWork, clock: Clock) -> None:
    one = process(uow, ScriptedBot(), clock)
    talk = one.receiver.receive(sent("想借钱", 1)).talk
    take_over(uow, clock, talk.id)
    asyncio.run(one.turns.tell(talk.id, 1, lambda _language: "太快了"))
    assert replies(uow, talk.id) == []


def test_where_an_agent_s_conversation_stands_is_not_said_by_the_bot(
    uow: UnitsOfWork, clock: Clock
) -> None:
    bot = ScriptedBot()
    one = process(uow, bot, clock)
    talk = one.receiver.receive(sent("想借钱", 1)).talk
    asyncio.run(one.turns.work(talk.id))
    take_over(uow, clock, talk.id)
    said = len(replies(uow, talk.id))
    bot.said = (Said(text="我们说到哪了"),)
    assert asyncio.run(one.turns.say(talk.id, "/resume")).text == replies(uow, talk.id)[-1]
    assert len(replies(uow, talk.id)) == said


@pytest.mark.parametrize("failing", ["greeting", "answer"])
def test_a_message_that_breaks_the_bot_gets_the_apology_and_the_next_ones_go_on(
    uow: UnitsOfWork, clock: Clock, failing: str
) -> None:
    async def poisoned(_sender: str, text: str) -> tuple[Said, ...]:
        if text == "毒" or (failing == "greeting" and text == "/start"):
            raise ZeroDivisionError
        return (Said(text=f"答{text}"),)

    bot = ScriptedBot()
    bot.answering = poisoned
    one = process(uow, bot, clock)
    talk = one.receiver.receive(sent("毒", 1)).talk
    one.receiver.receive(sent("两年", 2))
    for _ in range(MOST_ATTEMPTS):
        with pytest.raises(ZeroDivisionError):
            asyncio.run(one.turns.work(talk.id))
    asyncio.run(one.turns.work(talk.id))
    assert statuses(uow, talk.id) == ["failed", "answered"]
    apology = problems.bot_unavailable(PHONE, "zh_CN")
    opening = [] if failing == "greeting" else ["答/start"]
    assert replies(uow, talk.id) == [*opening, apology, "答两年"]


def test_twenty_messages_at_once_are_answered_in_their_order(
    uow: UnitsOfWork, clock: Clock
) -> None:
    async def burst() -> tuple[str, ScriptedBot]:
        bot = ScriptedBot()
        one = process(uow, bot, clock)
        receipts = [await one.door.receive(sent(f"第{n}句", n)) for n in range(20)]
        await one.settle()
        return receipts[0].conversation, bot

    talk, bot = asyncio.run(burst())
    assert bot.texts == [f"第{n}句" for n in range(20)]
    assert set(statuses(uow, talk)) == {"answered"}
    assert [metadata["turn"] for _s, _t, metadata in bot.heard[1:]] == list(range(1, 21))


def test_a_lease_that_could_not_be_given_back_runs_out(
    uow: UnitsOfWork, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    one, two = process(uow, ScriptedBot(), clock), process(uow, ScriptedBot(), clock, holder="b")
    talk = one.receiver.receive(sent("想借钱", 1)).talk

    def busy(_conversation: str) -> None:
        raise StorageBusy("locked")

    monkeypatch.setattr(one.turns, "_release", busy)
    with pytest.raises(StorageBusy):
        asyncio.run(one.turns.work(talk.id))
    one.receiver.receive(sent("两年", 2))
    clock.forward(5)
    one.turns.renew()
    assert asyncio.run(two.turns.work(talk.id)) == ()
    clock.forward(5)
    assert len(asyncio.run(two.turns.work(talk.id))) == 1


def test_what_is_being_answered_keeps_its_lease(uow: UnitsOfWork, clock: Clock) -> None:
    async def think_long(one: Process, two: Process, bot: Thinking) -> str:
        talk = one.receiver.receive(sent("想借钱")).talk
        working = asyncio.create_task(one.turns.work(talk.id))
        await bot.asked.wait()
        for _ in range(3):
            clock.forward(5)
            one.turns.renew()
        assert await two.turns.work(talk.id) == ()
        bot.may_answer.set()
        await working
        return talk.id

    async def run() -> str:
        bot = Thinking()
        return await think_long(
            process(uow, bot, clock), process(uow, ScriptedBot(), clock, holder="b"), bot
        )

    assert replies(uow, asyncio.run(run())) == ["答/start", "答想借钱"]


def test_a_reply_and_its_parts_are_kept_together_and_none_for_who_blocked_us(
    uow: UnitsOfWork, clock: Clock
) -> None:
    bot = ScriptedBot(Said(text="一\n\n二"))
    one = process(uow, bot, clock, messengers={CHANNEL: ScriptedMessenger()})
    talk = one.receiver.receive(sent("想借钱", 1)).talk
    asyncio.run(one.turns.work(talk.id))
    with uow() as work:
        assert work.outbox.states() == {"waiting": 4}
        work.customers.set_status(
            channel=CHANNEL, channel_user_id="u1", status=AccountStatus.BLOCKED
        )
        work.commit()
    asyncio.run(one.turns.say(talk.id, "/resume"))
    with uow(reading=True) as work:
        assert work.outbox.states() == {"waiting": 4}
