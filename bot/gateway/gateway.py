"""The door for one customer at a time: a message in, the one reply to it out."""

import asyncio
import logging
import secrets
from collections import defaultdict
from collections.abc import Callable
from datetime import UTC, datetime

from bot.channels.message import Inbound, Outbound
from bot.gateway.answering import Answerer, Bot
from bot.gateway.receiving import Receiver
from bot.gateway.turns import Turns
from bot.services.ports import UnitsOfWork
from bot.services.records import Message, MessageStatus, Owner

log = logging.getLogger("shandai.gateway")

UNLIMITED = 1_000_000
NEXT_LOOK_SECONDS = 0.05


class Gateway:
    """Takes a message and waits for its reply, for channels that have a customer at hand.

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
        self._receiver = Receiver(
            unit_of_work=unit_of_work, language=language, messages_per_minute=UNLIMITED, now=now
        )
        self._turns = Turns(
            unit_of_work=unit_of_work,
            answerer=Answerer(
                unit_of_work=unit_of_work,
                bot=bot,
                service_phone=service_phone,
                business_hours=business_hours,
                now=now,
            ),
            holder=f"door-{secrets.token_hex(8)}",
            now=now,
            messengers={},
        )
        self._arrivals: defaultdict[str, asyncio.Lock] = defaultdict(asyncio.Lock)
        self._handled: set[str] = set()

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
        talk = await asyncio.to_thread(
            self._receiver.begin, channel, channel_user_id, language, anew=True
        )
        return await self._turns.say(talk.id, "/start")

    async def resume(self, conversation: str) -> Outbound:
        """Come back to a conversation and return where it stands.

        Raises:
            NotFound: there is no such conversation.
            StorageBusy: it could not be read.
        """
        return await self._turns.say(conversation, "/resume")

    async def handle(self, conversation: str, inbound: Inbound) -> Outbound | None:
        """Store and answer one message; None when this delivery was answered before.

        Raises:
            NotFound: there is no such conversation.
            StorageBusy: the message could not be stored; it may be handed in again.
        """
        async with self._arrivals[conversation]:
            stored = await asyncio.to_thread(self._receiver.receive, inbound, conversation)
        message = stored.message
        # A delivery whose first handling broke off is answered now; any other was or is being.
        answered = message.status is not MessageStatus.RECEIVED or message.id in self._handled
        if stored.duplicate and answered:
            log.info("duplicate conversation=%s message=%s", stored.talk.id, message.id)
            return None
        if stored.talk.owner is not Owner.BOT:
            return None
        self._handled.add(message.id)
        try:
            return await self._answered(message)
        finally:
            self._handled.discard(message.id)

    async def _answered(self, message: Message) -> Outbound | None:
        while True:
            said = await self._turns.work(message.conversation)
            reply = next((one for one in said if one.turn == message.turn), None)
            reply = reply or await self._turns.reply_to(message)
            if reply is not None or not await self._turns.is_waiting(message):
                return reply
            await asyncio.sleep(NEXT_LOOK_SECONDS)  # another process is at it
