"""The terminal chat: the console channel over the gateway, one message at a time."""

import asyncio

from bot.channels.console import CHANNEL, Console
from bot.channels.message import Inbound, Outbound
from bot.gateway.gateway import Gateway
from bot.gateway.spool import Spool
from bot.gateway.tongue import written_language
from bot.services.records import StorageBusy
from bot.settings import Settings
from bot.texts.replies import problems


def talk(
    console: Console,
    gateway: Gateway,
    settings: Settings,
    *,
    language: str | None = None,
    resume: str | None = None,
) -> None:
    """Hold one conversation until the input ends.

    Args:
        console: where lines come from and replies go.
        gateway: who stores and answers.
        settings: the lender's phone, the folder for what could not be stored.
        language: the language the customer asked for; None lets their writing decide.
        resume: id of the conversation to go on with.

    Raises:
        NotFound: there is no conversation with the id of ``resume``.
        StorageBusy: the conversation could not even be opened.
    """
    with asyncio.Runner() as runner:
        first = runner.run(
            gateway.resume(resume)
            if resume
            else gateway.open(channel=CHANNEL, channel_user_id=console.user, language=language)
        )
        console.send(first)
        turn = _Turn(console, gateway, settings, first, language or settings.language)
        for line in console.lines():
            runner.run(turn.take(console.parse(line)))


class _Turn:
    """Answers the lines of one conversation, what was kept aside before them first."""

    def __init__(
        self, console: Console, gateway: Gateway, settings: Settings, first: Outbound, language: str
    ) -> None:
        self._console = console
        self._gateway = gateway
        self._phone = settings.service_phone
        self._language = language
        self._last = first
        self._spool = Spool(settings.var / "spool", first.conversation)

    async def take(self, inbound: Inbound) -> None:
        # The database knows the language of the conversation, but may not answer when it is needed.
        self._language = written_language(inbound.text, self._language)
        try:
            waiting = list(self._spool.waiting())
            for one in [*waiting, inbound]:
                reply = await self._gateway.handle(self._last.conversation, one)
                if reply is not None:
                    self._last = reply
                    self._console.send(reply)
        except StorageBusy:
            self._spool.put(inbound)
            self._console.send(
                Outbound(
                    conversation=self._last.conversation,
                    turn=self._last.turn,
                    text=problems.storage_apology(self._phone, self._language),
                )
            )
        else:
            if waiting:
                self._spool.clear()
