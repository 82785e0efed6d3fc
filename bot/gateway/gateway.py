"""The door every message passes: stored, put in order, answered, and the answer stored."""

import asyncio
import logging
from collections import defaultdict
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any, Protocol

from bot.channels.message import Inbound, Outbound
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
from bot.gateway.rasa import Said
from bot.gateway.reading import LONGEST_MESSAGE, ReadText, Unreadable, read
from bot.gateway.tongue import written_language
from bot.services.handoffs import ask_for_person
from bot.services.languages import CHOSEN
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import Conversation, Message, MessageStatus, Owner
from bot.texts.replies import handoff, problems, repair

log = logging.getLogger("shandai.gateway")


class Bot(Protocol):
    """Who answers: a message and its metadata in, bubbles out."""

    async def send(self, sender: str, text: str, metadata: Mapping[str, Any]) -> tuple[Said, ...]:
        """Answer one message, or raise RasaUnavailable."""
        ...


class Gateway:
    """Takes one channel message at a time per conversation and returns the one reply to it.

    Nothing is answered before it is stored. Messages of one conversation are answered in the
    order in which they came; those of different conversations do not wait for each other.
    """

    def __init__(
        self,
        *,
        unit_of_work: UnitsOfWork,
        bot: Bot,
        language: str,
        service_phone: str,
        business_hours: str,
        now: Callable[[], datetime] = lambda: datetime.now(UTC),
    ) -> None:
        self._uow = unit_of_work
        self._bot = bot
        self._language = language
        self._phone = service_phone
        self._hours = business_hours
        self._now = now
        self._turns: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)

    async def open(
        self, *, channel: str, channel_user_id: str, language: str | None = None
    ) -> Outbound:
        """Begin a conversation and return its first words.

        Args:
            channel: name of the channel.
            channel_user_id: the customer there.
            language: language chosen by the customer; None lets their writing decide later.

        Raises:
            StorageBusy: the conversation could not be stored.
        """
        talk = await asyncio.to_thread(self._begin, channel, channel_user_id, language)
        return await self._say(talk, "/start")

    async def resume(self, conversation: str) -> Outbound:
        """Come back to a conversation and return where it stands.

        Raises:
            NotFound: there is no such conversation.
            StorageBusy: it could not be read.
        """
        talk = await asyncio.to_thread(self._get, conversation)
        last = await asyncio.to_thread(self._last_reply, conversation)
        return await self._say(talk, "/resume", last)

    async def handle(self, conversation: str, inbound: Inbound) -> Outbound | None:
        """Store and answer one message; None when this delivery was answered before.

        Raises:
            NotFound: there is no such conversation.
            StorageBusy: the message could not be stored; it may be handed in again.
        """
        async with self._turns[conversation]:
            text = read(inbound.text)
            talk, message, duplicate = await asyncio.to_thread(
                self._receive, conversation, inbound, text
            )
            # A delivery whose first handling broke off is answered now; any other was answered.
            if duplicate and message.status is not MessageStatus.RECEIVED:
                log.info("duplicate conversation=%s message=%s", talk.id, message.id)
                return None
            if talk.owner is not Owner.BOT:
                return None
            last = await asyncio.to_thread(self._last_reply, talk.id)
            answer = await self._answer(talk, message, inbound, text, last)
            if last is not None:
                answer = await asyncio.to_thread(self._never_the_same, talk, answer, last)
            return await asyncio.to_thread(self._keep_reply, talk.id, message, answer)

    def _begin(self, channel: str, channel_user_id: str, language: str | None) -> Conversation:
        with self._uow() as work:
            customer = work.customers.ensure(
                channel=channel,
                channel_user_id=channel_user_id,
                language=language or self._language,
                at=self._now(),
            )
            talk = work.conversations.open(
                customer=customer.id,
                channel=channel,
                language=language or customer.language,
                at=self._now(),
            )
            if language is not None:
                work.conversations.update_state(talk.id, {CHOSEN: True})
            work.commit()
        return talk

    def _get(self, conversation: str) -> Conversation:
        with self._uow(reading=True) as work:
            return work.conversations.get(conversation)

    def _receive(
        self, conversation: str, inbound: Inbound, text: ReadText
    ) -> tuple[Conversation, Message, bool]:
        with self._uow() as work:
            received = work.messages.record_inbound(
                conversation=conversation,
                channel_message_id=inbound.message_id,
                text=text.text,
                at=inbound.received_at,
                payload={"identifiers": sorted(text.identifiers)} if text.identifiers else None,
            )
            talk = work.conversations.get(conversation)
            if not talk.state.get(CHOSEN):
                written = written_language(text.text, talk.language)
                if written != talk.language:
                    work.conversations.set_language(conversation, written)
            talk = work.conversations.get(conversation)
            work.commit()
        return talk, received.message, received.duplicate

    async def _answer(
        self,
        talk: Conversation,
        message: Message,
        inbound: Inbound,
        text: ReadText,
        last: Message | None,
    ) -> Answer:
        shown, again = buttons_shown(last), open_question(last)
        if text.unreadable in (Unreadable.EMPTY, Unreadable.TOO_LONG):
            nudge = (
                problems.empty_message(talk.language)
                if text.unreadable is Unreadable.EMPTY
                else problems.too_long(LONGEST_MESSAGE, talk.language)
            )
            return Answer(text=paragraphs(nudge, again), buttons=shown)
        payload = chosen_payload(text.text, shown) or commands.payload_of(
            text.text, is_command=inbound.text.lstrip().startswith("/")
        )
        forged = commands.is_forged(text.text)
        if payload is None and (forged or text.unreadable is Unreadable.NO_WORDS):
            return Answer(text=paragraphs(problems.unreadable(talk.language), again), buttons=shown)
        warning = problems.identifiers_hidden(text.identifiers, talk.language)
        if payload is None and not text.meaning:
            return Answer(text=paragraphs(warning, again), buttons=shown)
        # A number may mean a button or itself; who asked for it knows which.
        typed = text.text if payload else ""
        answer = await self._ask_bot(
            talk, payload or text.meaning, message.turn, last=last, typed=typed
        )
        if answer.failed:
            # The open choices stay, and the way to a person comes after them.
            kept = tuple(one for one in shown if one not in answer.buttons)
            answer = replace(answer, buttons=(*kept, *answer.buttons))
        return replace(answer, text=paragraphs(warning, answer.text))

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

    def _last_reply(self, conversation: str) -> Message | None:
        with self._uow(reading=True) as work:
            return work.messages.last_outbound(conversation)

    async def _ask_bot(
        self,
        talk: Conversation,
        text: str,
        turn: int,
        *,
        last: Message | None = None,
        typed: str = "",
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
        try:
            said = await self._bot.send(talk.id, text, metadata)
        except RasaUnavailable as error:
            log.warning("bot_unavailable conversation=%s turn=%s why=%s", talk.id, turn, error)
            if text == commands.PERSON:
                return await asyncio.to_thread(self._queue_for_person, talk)
            return Answer(
                text=problems.bot_unavailable(self._phone, talk.language),
                buttons=buttons_from(problems.apology_choices(talk.language)),
                failed=True,
            )
        # The turn may have changed the language; what it said is in the new one.
        spoken = await asyncio.to_thread(self._get, talk.id)
        return merged(said, spoken.language)

    def _queue_for_person(self, talk: Conversation, reason: str = "asked") -> Answer:
        """Bring a person although the bot is silent: this way must always be open."""
        queued = ask_for_person(self._uow, talk.id, reason, self._now())
        return Answer(
            text=handoff.queued_without_bot(
                new=queued.new, phone=self._phone, hours=self._hours, language=talk.language
            )
        )

    async def _say(self, talk: Conversation, payload: str, last: Message | None = None) -> Outbound:
        async with self._turns[talk.id]:
            answer = await self._ask_bot(talk, payload, talk.turn, last=last)
            return await asyncio.to_thread(self._keep, talk.id, talk.turn, answer)

    def _keep(self, conversation: str, turn: int, answer: Answer) -> Outbound:
        with self._uow() as work:
            self._record(work, conversation, turn, answer)
            work.commit()
        return answer.outbound(conversation, turn)

    def _keep_reply(self, conversation: str, message: Message, answer: Answer) -> Outbound:
        with self._uow() as work:
            self._record(work, conversation, message.turn, answer)
            if answer.failed:
                work.messages.mark_failed(message.id)
            else:
                work.messages.mark_answered(message.id)
            work.commit()
        return answer.outbound(conversation, message.turn)

    def _record(self, work: UnitOfWork, conversation: str, turn: int, answer: Answer) -> None:
        work.messages.record_outbound(
            conversation=conversation,
            turn=turn,
            text=answer.text,
            at=self._now(),
            payload=answer.payload(),
        )
