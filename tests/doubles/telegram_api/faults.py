"""What goes wrong on request between the bot and Telegram, call by call."""

from collections import defaultdict, deque
from dataclasses import dataclass
from threading import Condition

ANY = "*"


@dataclass(frozen=True, slots=True)
class Slow:
    """The call is carried out and answered after so many seconds."""

    seconds: float


@dataclass(frozen=True, slots=True)
class BrokenJson:
    """The call is carried out; its answer is cut off in the middle, with status 200."""


@dataclass(frozen=True, slots=True)
class EmptyBody:
    """The call is carried out; its answer has status 200 and no body."""


@dataclass(frozen=True, slots=True)
class DropBefore:
    """The connection breaks before the call is carried out."""


@dataclass(frozen=True, slots=True)
class DropAfter:
    """The call is carried out and the connection breaks before its answer."""


@dataclass(frozen=True, slots=True)
class ServerError:
    """Nothing is carried out; a proxy answers with a page."""

    status: int = 502


@dataclass(frozen=True, slots=True)
class Flood:
    """Nothing is carried out; the bot is asked to wait."""

    seconds: int = 1


type Fault = Slow | BrokenJson | EmptyBody | DropBefore | DropAfter | ServerError | Flood


class Faults:
    """Faults that wait for their call."""

    def __init__(self, world: Condition) -> None:
        self._world = world
        self._waiting: dict[str, deque[Fault]] = defaultdict(deque)

    def add(self, method: str, fault: Fault, times: int) -> None:
        """Let the next calls of a method fail; `*` for any method."""
        with self._world:
            self._waiting[method.lower()].extend([fault] * times)

    def take(self, method: str) -> Fault | None:
        """Return the fault for this call."""
        with self._world:
            for name in (method.lower(), ANY):
                if self._waiting[name]:
                    return self._waiting[name].popleft()
            return None

    def left(self) -> int:
        """How many are still waiting."""
        with self._world:
            return sum(map(len, self._waiting.values()))
