"""Telegram's limits of messages a second, as published; pure but for the clock it is given."""

import math
from collections import defaultdict, deque
from collections.abc import Callable

from tests.doubles.telegram_api.values import ApiError, Options


class Floodgate:
    """Refuses more than `per_second` to all chats and more than `chat_burst` to one at once."""

    def __init__(self, options: Options, clock: Callable[[], float]) -> None:
        self._options = options
        self._clock = clock
        self._all: deque[float] = deque()
        self._chats: dict[int, tuple[float, float]] = defaultdict(lambda: (0.0, clock()))

    def check(self, chat: int) -> None:
        """Count one message.

        Raises:
            ApiError: it is one too many; it is not counted.
        """
        now = self._clock()
        while self._all and self._all[0] <= now - 1:
            self._all.popleft()
        most = self._options.per_second
        if most and len(self._all) >= most:
            raise too_many(1)
        burst = self._options.chat_burst
        used, since = self._chats[chat]
        used = max(0.0, used - (now - since))
        if burst and used + 1 > burst:
            raise too_many(used + 1 - burst)
        self._chats[chat] = (used + 1, now)
        self._all.append(now)


def too_many(seconds: float) -> ApiError:
    """The refusal that asks the bot to wait whole seconds."""
    wait = max(1, math.ceil(seconds))
    return ApiError(429, f"Too Many Requests: retry after {wait}", {"retry_after": wait})
