"""One socket of one open page: what comes in goes through the door, what is new goes out."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable
from datetime import datetime
from typing import Any

from fastapi import WebSocket
from starlette.websockets import WebSocketDisconnect

from bot.channels.message import Inbound, Kind
from bot.channels.ports import Door, Feed, TooBusy
from bot.channels.web import frames
from bot.channels.web.frames import Hello, MalformedFrame, Ping, Press, Say
from bot.errors import RasaUnavailable
from bot.services.records import StorageBusy
from bot.texts.languages import SOURCE

log = logging.getLogger("shandai.web")

CHANNEL = "web"
MALFORMED_ALLOWED = 5
# Should a change ever go unnoticed, its entry is only this late.
LOOK_AGAIN_SECONDS = 20.0

# Private codes of the page's own; the others are the protocol's.
NO_SESSION = 4401
WRONG_ORIGIN = 4403
MALFORMED = 4400
TOO_LARGE = 1009
BROKEN = 1011
SHUTTING_DOWN = 1012
TRY_AGAIN_LATER = 1013


class Line:
    """Serves an accepted socket until the page or the gateway goes.

    Args:
        socket: accepted.
        customer: whose cookie it brought.
        language: of the page.
        door: takes messages.
        feed: gives entries.
        count: counts an event by its name.
        now: the time.
    """

    def __init__(
        self,
        socket: WebSocket,
        *,
        customer: str,
        language: str = SOURCE,
        door: Door,
        feed: Feed,
        count: Callable[[str], None],
        now: Callable[[], datetime],
    ) -> None:
        self._socket = socket
        self._customer = customer
        self._page_language = language
        self._chosen: str | None = None
        self._door = door
        self._feed = feed
        self._count = count
        self._now = now
        self._malformed = 0
        self._pushing: asyncio.Task[None] | None = None

    async def serve(self) -> None:
        """Answer frames one after the other; returns when the socket is closed."""
        try:
            while await self._next():
                pass
        except WebSocketDisconnect:
            pass
        finally:
            if self._pushing is not None:
                self._pushing.cancel()
                await asyncio.wait([self._pushing])

    async def _next(self) -> bool:
        event = await self._socket.receive()
        if event["type"] == "websocket.disconnect":
            return False
        raw = event.get("text")
        body = event.get("bytes") if raw is None else raw.encode(errors="surrogatepass")
        if len(body or b"") > frames.LONGEST_FRAME:
            self._count("web_oversize")
            await self._close(TOO_LARGE)
            return False
        try:
            frame = frames.parse(raw if isinstance(raw, str) else "")
        except MalformedFrame:
            return await self._refuse()
        match frame:
            case Ping():
                await self._send({"type": "pong"})
            case Hello():
                return await self._hello(frame)
            case Say() | Press() if self._pushing is None:
                return await self._refuse()
            case Say() | Press():
                await self._hand_in(frame)
        return True

    async def _refuse(self) -> bool:
        self._malformed += 1
        self._count("web_malformed")
        if self._malformed > MALFORMED_ALLOWED:
            await self._close(MALFORMED)
            return False
        await self._send({"type": "error", "code": "malformed"})
        return True

    async def _hello(self, hello: Hello) -> bool:
        if self._pushing is not None:
            return await self._refuse()
        self._chosen = hello.language
        try:
            conversation = await self._feed.start(
                CHANNEL, self._customer, hello.language, hint=self._page_language
            )
        except (StorageBusy, RasaUnavailable, TooBusy):
            await self._close(TRY_AGAIN_LATER)
            return False
        await self._send({"type": "welcome", "conversation": conversation})
        self._pushing = asyncio.create_task(self._push(conversation, hello.after))
        return True

    async def _hand_in(self, frame: Say | Press) -> None:
        pressed = isinstance(frame, Press)
        try:
            receipt = await self._door.receive(
                Inbound(
                    channel=CHANNEL,
                    channel_user_id=self._customer,
                    # A button is pressed once, however many pages show it.
                    message_id=f"button:{frame.token}"
                    if isinstance(frame, Press)
                    else f"{self._customer}:{frame.id}",
                    text=frame.token if isinstance(frame, Press) else frame.text,
                    received_at=self._now(),
                    kind=Kind.BUTTON if pressed else Kind.TEXT,
                    language=self._chosen,
                )
            )
        except (StorageBusy, TooBusy):
            self._count("web_retry")
            await self._send({"type": "retry", "id": frame.id})
            return
        await self._send({"type": "stored", "id": frame.id, "sequence": receipt.sequence})

    async def _push(self, conversation: str, after: int) -> None:
        try:
            await self._push_changes(conversation, after)
        except WebSocketDisconnect:
            return  # the reader sees it too
        except StorageBusy:
            log.warning("web_feed_busy conversation=%s", conversation)
            await self._close(TRY_AGAIN_LATER)
        except Exception:
            # Nobody awaits this task: a page that is no longer told anything must come back.
            log.exception("web_feed_failed conversation=%s", conversation)
            await self._close(BROKEN)
        else:
            await self._close(SHUTTING_DOWN)

    async def _push_changes(self, conversation: str, after: int) -> None:
        changes = self._feed.changes(conversation)
        # Subscribed before the first reading: what is stored in between is not missed.
        change = asyncio.create_task(_following(changes))
        await asyncio.sleep(0)
        answering: bool | None = False
        shown, caught_up = False, False
        try:
            while answering is not None:
                for one in await self._feed.since(conversation, after):
                    after = max(after, one.sequence)
                    await self._send(
                        frames.entry(one, customer=self._customer, language=self._page_language)
                    )
                if not caught_up:
                    caught_up = True
                    await self._send({"type": "current"})
                # After the entries: the dots give way to the reply and follow the message.
                if answering is not shown:
                    shown = answering
                    await self._send({"type": "typing", "on": shown})
                done, _ = await asyncio.wait({change}, timeout=LOOK_AGAIN_SECONDS)
                if done:
                    answering = change.result()
                    change = asyncio.create_task(_following(changes))
        finally:
            change.cancel()

    async def _send(self, frame: dict[str, Any]) -> None:
        await self._socket.send_text(json.dumps(frame, ensure_ascii=False, separators=(",", ":")))

    async def _close(self, code: int) -> None:
        try:
            await self._socket.close(code)
        except (RuntimeError, WebSocketDisconnect):
            log.debug("web_closed_already code=%s", code)


async def _following(changes: AsyncIterator[bool]) -> bool | None:
    """The next of the changes, None after the last."""
    return await anext(changes, None)
