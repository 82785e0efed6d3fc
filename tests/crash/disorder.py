"""Kills processes and lets the platform lose receipts while customers write; knows no customer."""

import os
import random
import signal
import time
from collections import Counter
from collections.abc import Callable, Mapping
from contextlib import suppress

import httpx

from tests.crash.customer import until
from tests.doubles.telegram_api import DropAfter, TelegramApi

LATEST_SECONDS = 2.0
LONGEST_WAIT_SECONDS = 20.0
UP_WITHIN_SECONDS = 90.0


class Disorder:
    """Strikes at random points of the run, each a moment after so many messages were sent.

    A strike that waits for messages that do not come, since every customer waits for an answer,
    comes all the same after a while. A process is killed at work, not while it starts.
    """

    def __init__(
        self,
        *,
        processes: Callable[[], Mapping[str, int]],
        health: Mapping[str, str],
        api: TelegramApi,
        messages: int,
        kills: int,
        lost_receipts: int,
        seed: int,
    ) -> None:
        self._processes = processes
        self._health = health
        self._api = api
        self._chance = random.Random(f"disorder {seed}")  # noqa: S311 - no secret
        points = [(self._point(messages), "kill") for _ in range(kills)]
        points += [(self._point(messages), "receipt") for _ in range(lost_receipts)]
        self._points = sorted(points)
        self.killed: Counter[str] = Counter()
        self.lost_receipts = lost_receipts

    def strike_until_done(self, sent: Callable[[], int], tell: Callable[[str], None]) -> None:
        """Return after the last strike."""
        for point, what in self._points:
            self._wait(sent, point)
            if what == "receipt":
                self._api.breaks("sendMessage", DropAfter())
                continue
            time.sleep(self._chance.uniform(0.0, LATEST_SECONDS))
            self._kill()
            tell(f"killed {dict(self.killed)}")

    def _point(self, messages: int) -> int:
        return self._chance.randrange(messages // 25, max(2, messages - messages // 25))

    def _wait(self, sent: Callable[[], int], point: int) -> None:
        deadline = time.monotonic() + LONGEST_WAIT_SECONDS
        while sent() < point and time.monotonic() < deadline:
            time.sleep(0.05)

    def _kill(self) -> None:
        assert until(self._strike, UP_WITHIN_SECONDS), "no process came back"

    def _strike(self) -> bool:
        """Kill one of those that are at work, of those that were killed least so far."""
        at_work = [name for name, url in self._health.items() if _answers(url)]
        fewest = min((self.killed[name] for name in at_work), default=0)
        choice = [name for name in at_work if self.killed[name] == fewest]
        if not choice:
            return False
        name = self._chance.choice(choice)
        pid = self._processes().get(name)
        if pid is None:
            return False
        with suppress(ProcessLookupError):
            os.killpg(pid, signal.SIGKILL)
            self.killed[name] += 1
            return True
        return False


def _answers(url: str) -> bool:
    try:
        return httpx.get(url, timeout=2, trust_env=False).is_success
    except httpx.HTTPError:
        return False
