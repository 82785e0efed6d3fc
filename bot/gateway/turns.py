"""One voice at a time: whoever holds a conversation's lease answers its messages in order."""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from weakref import WeakValueDictionary

from bot.channels.message import Outbound
from bot.channels.ports import Messenger
from bot.gateway.answer import Answer, buttons_shown, outbound_of
from bot.gateway.answering import MOST_ATTEMPTS, Answerer
from bot.gateway.parts import planned_by
from bot.services.floor import keep_reply
from bot.services.ports import UnitOfWork, UnitsOfWork
from bot.services.records import Conversation, Message, MessageStatus, Owner

log = logging.getLogger("shandai.gateway")

LEASE = timedelta(seconds=8)


@dataclass(frozen=True, kw_only=True, slots=True)
class Open:
    """A conversation that is being answered: its next message, if any, and its newest reply."""

    talk: Conversation
    message: Message | None
    last: Message | None

    @property
    def greets(self) -> bool:
        """Whether the opening comes first: nothing was said yet, and /start asks for it itself.

        An opening that broke off again and again holds the message up no longer.
        """
        if self.message is not None and self.message.attempts > MOST_ATTEMPTS:
            return False
        starts = self.message is not None and self.message.text.lower().startswith("start")
        command = self.message is not None and bool(self.message.payload.get("command"))
        return self.last is None and not (starts and command)


class Turns:
    """Answers what awaits an answer.

    A lease in the database lets one process at a time answer a conversation, a lock in this one
    makes its own tasks take turns. A reply is kept only while the lease is still held and the bot
    is still the owner, in the same transaction that checks it: when an agent took over meanwhile,
    the bot has said nothing.
    """

    def __init__(
        self,
        *,
        unit_of_work: UnitsOfWork,
        answerer: Answerer,
        holder: str,
        now: Callable[[], datetime],
        messengers: Mapping[str, Messenger],
    ) -> None:
        self._uow = unit_of_work
        self._answerer = answerer
        self._holder = holder
        self._now = now
        self._plan = planned_by(messengers)
        self._locks: WeakValueDictionary[str, asyncio.Lock] = WeakValueDictionary()
        self._at_work: set[str] = set()

    async def work(self, conversation: str) -> tuple[Outbound, ...]:
        """Answer every waiting message of a conversation, after its opening if it had none.

        Returns what was said; nothing when another process is at it or an agent owns it.
        """
        async with self._lock(conversation):
            self._at_work.add(conversation)
            said: list[Outbound] = []
            try:
                current = await asyncio.to_thread(self._claim, conversation)
                while current is not None and (current.message is not None or current.greets):
                    answer = await self._answer(current)
                    kept, current = await asyncio.to_thread(self._keep, current, answer)
                    said.extend(kept)
            finally:
                self._at_work.discard(conversation)
                await asyncio.shield(asyncio.to_thread(self._release, conversation))
        return tuple(said)

    async def say(self, conversation: str, payload: str) -> Outbound:
        """Let the bot say something unasked; an agent's conversation stands where it stood.

        Raises:
            NotFound: there is no such conversation.
        """
        async with self._lock(conversation):
            talk, last = await asyncio.to_thread(self._stand, conversation)
            answer = (await self._answerer.say(talk, payload, last)).tokened()
            return await asyncio.to_thread(self._keep_said, talk, answer, last)

    async def tell(self, conversation: str, turn: int, words: Callable[[str], str]) -> None:
        """Keep a sentence of the gateway's own, beside whatever the bot is answering."""
        await asyncio.to_thread(self._tell, conversation, turn, words)

    async def reply_to(self, message: Message) -> Outbound | None:
        """The stored reply to a message, or None."""
        return await asyncio.to_thread(self._reply_to, message)

    async def is_waiting(self, message: Message) -> bool:
        """Whether the bot has still to answer a message."""
        return await asyncio.to_thread(self._is_waiting, message)

    def renew(self) -> None:
        """Prolong the leases on what is being answered here.

        One that could not be given back is not among them, and so runs out.
        """
        at_work = tuple(self._at_work)
        if not at_work:
            return
        with self._uow() as work:
            work.conversations.renew(at_work, holder=self._holder, until=self._now() + LEASE)
            work.commit()

    def _lock(self, conversation: str) -> asyncio.Lock:
        lock = self._locks.get(conversation)
        if lock is None:
            lock = self._locks[conversation] = asyncio.Lock()
        return lock

    async def _answer(self, current: Open) -> Answer:
        if current.greets or current.message is None:
            answer = await self._answerer.say(current.talk, "/start", current.last)
        else:
            answer = await self._answerer.answer(current.talk, current.message, current.last)
        return answer.tokened()

    def _claim(self, conversation: str) -> Open | None:
        with self._uow() as work:
            now = self._now()
            if not work.conversations.claim(
                conversation, holder=self._holder, until=now + LEASE, now=now
            ):
                return None
            current = self._open(work, conversation)
            work.commit()
        return current

    def _open(self, work: UnitOfWork, conversation: str) -> Open:
        return Open(
            message=work.messages.begin_answer(conversation),
            talk=work.conversations.get(conversation),
            last=work.messages.last_outbound(conversation),
        )

    def _keep(self, current: Open, answer: Answer) -> tuple[tuple[Outbound, ...], Open | None]:
        """Keep a reply with what is to be delivered of it, and take the next message up."""
        talk, greeting = current.talk, current.greets
        message = None if greeting else current.message
        with self._uow() as work:
            if not work.conversations.holds(talk.id, self._holder):
                log.warning("reply_dropped conversation=%s reason=lease", talk.id)
                return (), None
            stored, reply = self._record(work, talk, answer, message.turn if message else 0)
            if message is not None:
                status = MessageStatus.FAILED if answer.failed else MessageStatus.ANSWERED
                work.messages.mark(message.id, status)
            following = replace(current, last=stored) if greeting else self._open(work, talk.id)
            work.commit()
        return (reply,), following

    def _keep_said(self, talk: Conversation, answer: Answer, last: Message | None) -> Outbound:
        with self._uow() as work:
            _stored, reply = self._record(work, talk, answer, talk.turn)
            # Its number was given under a lock: an agent may have taken over before.
            if last is not None and work.conversations.get(talk.id).owner is Owner.AGENT:
                return outbound_of(last, talk.language)
            work.commit()
        return reply

    def _record(
        self, work: UnitOfWork, talk: Conversation, answer: Answer, turn: int
    ) -> tuple[Message, Outbound]:
        talk = work.conversations.get(talk.id)  # its language may have changed with the answer
        stored = keep_reply(
            work,
            talk,
            turn=turn,
            text=answer.text,
            payload=answer.payload(),
            at=self._now(),
            plan=self._plan,
        )
        return stored, outbound_of(stored, talk.language)

    def _tell(self, conversation: str, turn: int, words: Callable[[str], str]) -> None:
        with self._uow() as work:
            talk = work.conversations.get(conversation)
            last = work.messages.last_outbound(conversation)
            # The open choices stay open under the newest reply.
            answer = Answer(text=words(talk.language), buttons=buttons_shown(last)).tokened()
            self._record(work, talk, answer, turn)
            # Its number was given under a lock: an agent may have taken over before.
            if work.conversations.get(conversation).owner is Owner.BOT:
                work.commit()

    def _release(self, conversation: str) -> None:
        with self._uow() as work:
            work.conversations.release(conversation, self._holder)
            work.commit()

    def _stand(self, conversation: str) -> tuple[Conversation, Message | None]:
        with self._uow(reading=True) as work:
            return work.conversations.get(conversation), work.messages.last_outbound(conversation)

    def _is_waiting(self, message: Message) -> bool:
        with self._uow(reading=True) as work:
            waiting = work.messages.unanswered(message.conversation)
        return any(one.id == message.id for one in waiting)

    def _reply_to(self, message: Message) -> Outbound | None:
        with self._uow(reading=True) as work:
            replies = work.messages.replies(message.conversation, message.turn)
            language = work.conversations.get(message.conversation).language
        return outbound_of(replies[-1], language) if replies else None
