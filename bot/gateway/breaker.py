"""Stops asking a server that keeps failing, for a while. Pure: the clock comes in."""

from collections.abc import Callable


class Breaker:
    """Opens after failures in a row; after a pause lets one call through to see.

    Args:
        failures: how many in a row open it.
        pause_seconds: how long it stays open.
        clock: seconds that only grow.
    """

    def __init__(self, *, failures: int, pause_seconds: float, clock: Callable[[], float]) -> None:
        self._most = failures
        self._pause = pause_seconds
        self._clock = clock
        self._failed = 0
        self._open_until = 0.0

    @property
    def is_open(self) -> bool:
        """Whether calls are spared at the moment."""
        return self._failed >= self._most and self._clock() < self._open_until

    def lets_through(self) -> bool:
        """Whether a call may be made; the one after a pause is a trial, others wait for it."""
        if self._failed < self._most:
            return True
        if self._clock() < self._open_until:
            return False
        self._open_until = self._clock() + self._pause
        return True

    def succeeded(self) -> None:
        """A call was answered."""
        self._failed = 0

    def failed(self) -> None:
        """A call was not answered."""
        self._failed += 1
        if self._failed >= self._most:
            self._open_until = self._clock() + self._pause
