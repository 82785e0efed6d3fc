"""What is answered to presses, to other things than words, and to commands."""

import asyncio
from dataclasses import dataclass, field

import pytest

from bot.channels.message import Kind
from bot.gateway.answer import outbound_of
from bot.gateway.rasa import Said
from bot.services.delivery import AccountStatus
from bot.services.ports import UnitsOfWork
from bot.services.records import Direction, Message
from bot.texts.replies import channel as words
from tests.bot.gateway.doubles import ScriptedBot
from tests.bot.gateway.processes import (
    CHANNEL,
    NOON,
    Clock,
    Process,
    entries,
    figure,
    process,
    sent,
)

ASKED = Said(text="打算多久还清？", buttons=(("1 年", '/inform{"c":"12"}'), ("半年", "/half")))


@dataclass
class Talk:
    """One customer's conversation with a bot that was asked something."""

    one: Process
    bot: ScriptedBot
    uow: UnitsOfWork
    conversation: str = ""
    said: list[str] = field(default_factory=list)

    def say(self, text: str, *, kind: Kind = Kind.TEXT, number: int | None = None) -> list[str]:
        """Send something; return what was said to it."""
        number = len(self.said) + 1 if number is None else number
        self.said.append(text)
        stored = self.one.receiver.receive(sent(text, number, kind=kind))
        self.conversation = stored.talk.id
        return [reply.text for reply in asyncio.run(self.one.turns.work(self.conversation))]

    @property
    def last(self) -> Message:
        out = [
            one for one in entries(self.uow, self.conversation) if one.direction is Direction.OUT
        ]
        return out[-1]

    def token(self, number: int = 0) -> str:
        return outbound_of(self.last, "zh_CN").buttons[number].token

    def titles(self) -> list[str]:
        return [one.title for one in outbound_of(self.last, "zh_CN").buttons]

    def status(self) -> AccountStatus:
        with self.uow(reading=True) as work:
            talk = work.conversations.get(self.conversation)
            return work.customers.account(customer=talk.customer, channel=CHANNEL).status


@pytest.fixture
def talk(uow: UnitsOfWork, clock: Clock) -> Talk:
    """A conversation whose newest reply has buttons."""

    async def ask(_sender: str, text: str) -> tuple[Said, ...]:
        return (Said(text="您好。"),) if text == "/start" else (ASKED,)

    bot = ScriptedBot()
    bot.answering = ask
    made = Talk(one=process(uow, bot, clock), bot=bot, uow=uow)
    made.say("想借钱")
    bot.answering = None
    bot.heard.clear()
    bot.said = (Said(text="记下了。"),)
    return made


def test_a_fresh_press_says_what_the_button_means(talk: Talk) -> None:
    assert talk.say(talk.token(), kind=Kind.BUTTON) == ["记下了。"]
    ((_sender, text, metadata),) = talk.bot.heard
    assert (text, metadata["typed"]) == ('/inform{"c":"12"}', "1 年")


def test_a_button_pressed_twice_is_answered_once(talk: Talk) -> None:
    token = talk.token()
    talk.say(token, kind=Kind.BUTTON, number=50)
    assert talk.say(token, kind=Kind.BUTTON, number=50) == []  # the same delivery
    assert talk.say(token, kind=Kind.BUTTON, number=51) == [
        f"{words.old_button('zh_CN')}\n\n记下了。"
    ]
    assert len(talk.bot.heard) == 1


def test_an_old_press_leads_back_to_what_is_open(talk: Talk) -> None:
    old = talk.token()
    talk.bot.said = (ASKED, Said(text="再问一次"))
    talk.say("嗯")
    talk.bot.heard.clear()
    (reply,) = talk.say(old, kind=Kind.BUTTON)
    assert reply == f"{words.old_button('zh_CN')}\n\n再问一次"
    assert talk.titles() == ["1 年", "半年"]
    assert talk.bot.heard == []
    assert figure(talk.one.metrics, "shandai_events_total", event="button_old") == 1
    assert talk.say(talk.token(1), kind=Kind.BUTTON)  # the newest ones can be pressed
    assert talk.bot.texts == ["/half"]


@pytest.mark.parametrize("token", ["", "forged", "/inform", "1 年"])
def test_an_unknown_press_is_named_so_and_never_reaches_the_bot(talk: Talk, token: str) -> None:
    (reply,) = talk.say(token, kind=Kind.BUTTON)
    assert reply == f"{words.unknown_button('zh_CN')}\n\n打算多久还清？"
    assert talk.titles() == ["1 年", "半年"]
    assert talk.bot.heard == []
    assert figure(talk.one.metrics, "shandai_events_total", event="button_unknown") == 1


OTHERS = [kind for kind in Kind if kind not in (Kind.TEXT, Kind.BUTTON)]


@pytest.mark.parametrize("kind", OTHERS)
def test_what_is_not_words_is_declined_and_the_question_stays(talk: Talk, kind: Kind) -> None:
    (reply,) = talk.say("", kind=kind)
    assert reply == f"{words.not_read(kind, 'zh_CN')}\n\n打算多久还清？"
    assert talk.titles() == ["1 年", "半年"]
    assert talk.bot.heard == []


@pytest.mark.parametrize("kind", OTHERS)
def test_a_caption_is_answered_after_it_was_said_what_is_not_read(talk: Talk, kind: Kind) -> None:
    (reply,) = talk.say("两年还清", kind=kind)
    assert reply == f"{words.not_read(kind, 'zh_CN')}\n\n记下了。"
    assert talk.bot.texts == ["两年还清"]


def test_a_caption_with_a_slash_is_no_command(talk: Talk) -> None:
    talk.say("/stop", kind=Kind.PHOTO)
    assert talk.status() is AccountStatus.ACTIVE


def test_stop_ends_messages_unasked_and_start_allows_them(talk: Talk) -> None:
    assert talk.say("/stop") == [words.contact_stopped("zh_CN")]
    assert talk.status() is AccountStatus.STOPPED
    assert talk.say("/stop") == [words.contact_stopped_before("zh_CN")]
    assert talk.bot.heard == []
    assert talk.say("两年") == ["记下了。"]  # asked, it still answers
    talk.say("/start")
    assert talk.bot.texts == ["两年"]
    assert talk.bot.heard[-1][1] == "/start"
    assert talk.status() is AccountStatus.ACTIVE
    with talk.uow(reading=True) as work:
        events = [one.event for one in work.audit.entries()]
    assert events == ["contact_stopped", "marketing_stopped", "contact_allowed"]


def test_the_word_stop_is_no_command(talk: Talk) -> None:
    talk.say("stop")
    assert talk.status() is AccountStatus.ACTIVE


def test_my_data_counts_what_is_kept(talk: Talk) -> None:
    (reply,) = talk.say("/mydata")
    assert reply == words.my_data(
        since=NOON.date(),
        messages=4,
        decisions=0,
        prequalification=False,
        marketing=False,
        contact=True,
        language="zh_CN",
    )
    assert talk.bot.heard == []
    assert len(talk.titles()) == 1  # there is no consent to take back


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("/help", "/ask_help"),
        ("/agent", "/human_agent"),
        ("/cancel", "/cancel_application"),
        ("/start", "/start"),
        ("/START x7", "/start"),
    ],
)
def test_commands_stand_for_what_they_always_mean(talk: Talk, text: str, told: str) -> None:
    talk.say(text)
    assert [heard for _sender, heard, _metadata in talk.bot.heard] == [told]


def test_an_agent_can_be_had_although_the_bot_is_silent(talk: Talk) -> None:
    talk.bot.silent = True
    (reply,) = talk.say("/agent")
    assert "400-111-2222" in reply
    with talk.uow(reading=True) as work:
        assert [one.event for one in work.audit.entries()] == ["handoff_requested"]
