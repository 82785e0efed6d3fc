"""A customer in a thread of their own: when they write, press and wait; knows no channel."""

import threading
import time
from abc import ABC, abstractmethod
from collections.abc import Callable
from datetime import UTC, datetime
from random import Random

from tests.crash.scripts import lines

PRESSES = 0.3  # how often a button is pressed where one is shown
HURRIES = 0.15  # how often the next message comes before the answer
REPEATS = 0.1  # how often a message is delivered a second time
LONGEST_THOUGHT_SECONDS = 2.0
ANSWER_SECONDS = 180.0


class Customer(ABC):
    """Sends a number of messages; what was sent is in `sent`, by the channel's id of it."""

    channel: str

    def __init__(self, name: str, messages: int, seed: str) -> None:
        self.name = name
        self.sent: dict[str, datetime] = {}
        self.repeated = 0
        self.failure = ""
        self.chance = Random(seed)  # noqa: S311 - no secret
        self._messages = messages
        self._lines = lines(self.chance)
        self._thread = threading.Thread(target=self._run, name=name, daemon=True)
        self.finish = threading.Event()

    def start(self) -> None:
        """Begin to write."""
        self._thread.start()

    def ended(self, within: float) -> bool:
        """Whether the customer has left within so many seconds."""
        self._thread.join(within)
        return not self._thread.is_alive()

    @property
    def is_done(self) -> bool:
        """Everything was sent."""
        return len(self.sent) >= self._messages or bool(self.failure)

    def _run(self) -> None:
        try:
            self.come()
            while not self.is_done:
                time.sleep(self.chance.uniform(0.0, LONGEST_THOUGHT_SECONDS))
                self._once()
                if self.chance.random() >= HURRIES:
                    self.wait_for_answer(ANSWER_SECONDS)
            self.leave()
        except Exception as error:  # reported with the seed by whoever runs this
            self.failure = f"{type(error).__name__}: {error}"[:500]

    def _once(self) -> None:
        button = self.button() if self.chance.random() < PRESSES else None
        if button is not None and f"button:{button}" not in self.sent:
            self.press(button)
        else:
            self.say(next(self._lines))

    def note(self, message_id: str) -> None:
        """Keep that a message was sent now."""
        self.sent[message_id] = datetime.now(UTC)

    @property
    @abstractmethod
    def user(self) -> str:
        """The customer's id on the channel."""

    @abstractmethod
    def come(self) -> None:
        """Open the chat."""

    @abstractmethod
    def button(self) -> str | None:
        """The token of a button under the newest message, None when it has none."""

    @abstractmethod
    def say(self, text: str) -> None:
        """Type something; returns at once."""

    @abstractmethod
    def press(self, token: str) -> None:
        """Press a button; returns at once."""

    @abstractmethod
    def wait_for_answer(self, seconds: float) -> None:
        """Wait for something new from the assistant.

        Raises:
            AssertionError: nothing came.
        """

    @abstractmethod
    def leave(self) -> None:
        """Stay until `finish` is set, reading what still comes."""


def until(done: Callable[[], bool], seconds: float, every: float = 0.1) -> bool:
    """Whether something came to be within so many seconds."""
    deadline = time.monotonic() + seconds
    while not done():
        if time.monotonic() > deadline:
            return False
        time.sleep(every)
    return True
