"""What is answered to a stored message: by a button, a command, the bot, or an apology."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any, Protocol

from bot.channels.message import Button, Kind
from bot.errors import RasaUnavailable
from bot.gateway import commands
from bot.gateway.answer import (
    Answer,
    buttons_from,
    buttons_shown,
    merged,
    open_question,
    paragraphs,
)
from bot.gateway.choosing import chosen_payload
from bot.gateway.own_commands import OwnCommands
from bot.gateway.rasa import Said
from bot.gateway.reading import LONGEST_MESSAGE, ReadText, Unreadable, read
from bot.services.handoffs import ask_for_person
from bot.services.ports import UnitsOfWork
from bot.services.records import Conversation, Message
from bot.texts.replies import channel, handoff, problems, repair

log = logging.getLogger("shandai.gateway")

# A message whose answer broke off this often gets the apology: it must not hold up the next ones.
MOST_ATTEMPTS = 5


class Bot(Protocol):
    """Who answers: a message and its metadata in, bubbles out."""

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> tuple[Said, ...]:
        """Answer one message, or raise RasaUnavailable."""
        ...


class Answerer:
    """Makes the one answer to a message; stores nothing of it."""

    def __init__(
        self,
        *,
        unit_of_work: UnitsOfWork,
        bot: Bot,
        service_phone: str,
        business_hours: str,
        now: Callable[[], datetime],
        count: Callable[[str], None] = lambda _event: None,
    ) -> None:
        self._uow = unit_of_work
        self._bot = bot
        self._phone = service_phone
        self._hours = business_hours
        self._now = now
        self._count = count
        self._own = OwnCommands(unit_of_work, now)

    async def say(self, talk: Conversation, payload: str, last: Message | None) -> Answer:
        """What the bot says unasked: its opening, or where a conversation stands."""
        return await self._ask_bot(talk, payload, talk.turn, last=last)

    async def answer(self, talk: Conversation, message: Message, last: Message | None) -> Answer:
        """Answer a message of a conversation whose newest reply is `last`."""
        answer = await self._answer(talk, message, last)
        if last is None:
            return answer
        return await asyncio.to_thread(self._never_the_same, talk, answer, last)

    async def _answer(self, talk: Conversation, message: Message, last: Message | None) -> Answer:
        if message.attempts > MOST_ATTEMPTS:
            log.error("given_up conversation=%s message=%s", talk.id, message.id)
            return self._apology(talk, buttons_shown(last))
        text = _read_again(message)
        shown, again = buttons_shown(last), open_question(last)
        if message.payload.get("kind") == Kind.BUTTON:
            return await self._press(talk, message, last)
        beside = ""
        if "kind" in message.payload:
            beside = channel.not_read(message.payload["kind"], talk.language)
            if text.unreadable is not None or not text.meaning:
                return Answer(text=paragraphs(beside, again), buttons=shown)
        if text.unreadable in (Unreadable.EMPTY, Unreadable.TOO_LONG):
            nudge = (
                problems.empty_message(talk.language)
                if text.unreadable is Unreadable.EMPTY
                else problems.too_long(LONGEST_MESSAGE, talk.language)
            )
            return Answer(text=paragraphs(nudge, again), buttons=shown)
        is_command = bool(message.payload.get("command"))
        if is_command:
            own = await asyncio.to_thread(self._own.answer, talk, text.text)
            if own is not None:
                return own
        payload = chosen_payload(text.text, shown) or commands.payload_of(
            text.text, is_command=is_command
        )
        forged = commands.is_forged(text.text)
        if payload is None and (forged or text.unreadable is Unreadable.NO_WORDS):
            return Answer(text=paragraphs(problems.unreadable(talk.language), again), buttons=shown)
        warning = paragraphs(problems.identifiers_hidden(text.identifiers, talk.language), beside)
        if payload is None and not text.meaning:
            return Answer(text=paragraphs(warning, again), buttons=shown)
        # A number may mean a button or itself; who asked for it knows which.
        typed = text.text if payload else ""
        answer = await self._heard(talk, payload or text.meaning, message, last, typed)
        return replace(answer, text=paragraphs(warning, answer.text))

    async def _press(self, talk: Conversation, message: Message, last: Message | None) -> Answer:
        button = message.payload.get("button") or {}
        shown, again = buttons_shown(last), open_question(last)
        if not button:
            self._count("button_unknown")
            return Answer(
                text=paragraphs(channel.unknown_button(talk.language), again), buttons=shown
            )
        if last is None or button["under"] != last.sequence:
            self._count("button_old")
            return Answer(text=paragraphs(channel.old_button(talk.language), again), buttons=shown)
        return await self._heard(talk, button["payload"], message, last, button["title"])

    async def _heard(
        self, talk: Conversation, text: str, message: Message, last: Message | None, typed: str
    ) -> Answer:
        answer = await self._ask_bot(
            talk, text, message.turn, last=last, typed=typed, message=message
        )
        if answer.failed:
            # The open choices stay, and the way to a person comes after them.
            payloads = {one.payload for one in answer.buttons}
            kept = tuple(one for one in buttons_shown(last) if one.payload not in payloads)
            return replace(answer, buttons=(*kept, *answer.buttons))
        return answer

    def _apology(self, talk: Conversation, shown: tuple[Button, ...] = ()) -> Answer:
        return Answer(
            text=problems.bot_unavailable(self._phone, talk.language),
            buttons=(*shown, *buttons_from(problems.apology_choices(talk.language))),
            failed=True,
        )

    def _never_the_same(self, talk: Conversation, answer: Answer, last: Message) -> Answer:
        """Say a repeated answer openly as one; the third time in a row bring a person."""
        again = problems.said_again(answer.text, talk.language)
        if last.text == answer.text:
            return replace(answer, text=again)
        if last.text != again:
            return answer
        person = self._queue_for_person(talk, "repair")
        text = paragraphs(repair.give_up(talk.language), person.text, open_question(last))
        return replace(answer, text=text, card=None)  # the text no longer says what a card shows

    async def _ask_bot(
        self,
        talk: Conversation,
        text: str,
        turn: int,
        *,
        last: Message | None = None,
        typed: str = "",
        message: Message | None = None,
    ) -> Answer:
        now = self._now()
        away = (now - last.created_at).total_seconds() if last else 0.0
        metadata = {
            "language": talk.language,
            "turn": turn,
            "at": now.isoformat(),
            "since_last_seconds": max(0, round(away)),
            "typed": typed,
        }
        if message is not None:
            metadata["message"] = message.id
            # Rasa may have answered it before the one who asked was gone.
            metadata["again"] = message.attempts > 1
        try:
            said = await self._bot.send(talk.id, text, metadata)
        except RasaUnavailable as error:
            log.warning("bot_unavailable conversation=%s turn=%s why=%s", talk.id, turn, error)
            self._count("bot_unavailable")
            if text == commands.PERSON:
                return await asyncio.to_thread(self._queue_for_person, talk)
            return self._apology(talk)
        # The turn may have changed the language; what it said is in the new one.
        spoken = await asyncio.to_thread(self._language, talk.id)
        return merged(said, spoken)

    def _language(self, conversation: str) -> str:
        with self._uow(reading=True) as work:
            return work.conversations.get(conversation).language

    def _queue_for_person(self, talk: Conversation, reason: str = "asked") -> Answer:
        """Bring a person although the bot is silent: this way must always be open."""
        queued = ask_for_person(self._uow, talk.id, reason, self._now())
        return Answer(
            text=handoff.queued_without_bot(
                new=queued.new, phone=self._phone, hours=self._hours, language=talk.language
            )
        )


def _read_again(message: Message) -> ReadText:
    """What was read when the message came; its identifiers are gone from the text since."""
    found = read(message.text)
    kept = message.payload.get("unreadable")
    return ReadText(
        text=message.text,
        identifiers=frozenset(message.payload.get("identifiers", ())),
        unreadable=Unreadable(kept) if kept else found.unreadable,
    )
