"""How fast messages may go out, and how long to wait after a failure."""

import asyncio
import math
from collections import OrderedDict
from dataclasses import dataclass

from aiolimiter import AsyncLimiter

# Telegram allows about 30 messages a second, and about one a second to one chat with short
# bursts. A bucket of 5 in 0.2 s lets at most 30 pass in any one second.
_BOT = (5, 0.2)
_CHAT = (3, 3.0)
_CHATS = 4096


class Pace:
    """Lets 25 messages a second pass, and about one a second to each chat."""

    def __init__(self, *, chats: int = _CHATS) -> None:
        """Remember at most so many chats; of one that is forgotten only its burst is."""
        self._bot = AsyncLimiter(*_BOT)
        self._by_chat: OrderedDict[int, AsyncLimiter] = OrderedDict()
        self._most = chats

    async def turn(self, chat: int) -> None:
        """Return when a message to a chat may go out."""
        limiter = self._by_chat.get(chat)
        if limiter is None:
            limiter = self._by_chat[chat] = AsyncLimiter(*_CHAT)
        self._by_chat.move_to_end(chat)
        while len(self._by_chat) > self._most:
            self._by_chat.popitem(last=False)
        await limiter.acquire()
        await self._bot.acquire()


@dataclass(kw_only=True)
class Backoff:
    """Waits that double from the first to the longest, in seconds, until something works."""

    first: float = 1.0
    longest: float = 30.0
    _failures: int = 0

    def next(self) -> float:
        """Return how long to wait after one more failure."""
        self._failures += 1
        # Beyond 2**16 the power only grows, and it is cut off anyway.
        return min(self.longest, math.ldexp(self.first, min(self._failures - 1, 16)))

    def reset(self) -> None:
        """Forget the failures."""
        self._failures = 0


async def pause(stop: asyncio.Event, seconds: float) -> None:
    """Wait so many seconds, or until `stop` is set."""
    try:
        async with asyncio.timeout(seconds):
            await stop.wait()
    except TimeoutError:
        return
