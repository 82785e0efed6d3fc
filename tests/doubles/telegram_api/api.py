"""The whole double: a server to point a bot at, its users and what can go wrong."""

import random
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import count
from types import TracebackType
from typing import Any, Self

from tests.doubles.telegram_api.chats import Chats
from tests.doubles.telegram_api.faults import Fault, Faults
from tests.doubles.telegram_api.group import Group
from tests.doubles.telegram_api.methods import Methods
from tests.doubles.telegram_api.people import User
from tests.doubles.telegram_api.server import Server, Service
from tests.doubles.telegram_api.updates import Updates
from tests.doubles.telegram_api.values import ApiError, Call, Json, Options
from tests.doubles.telegram_api.webhook import Webhook

TOKEN = "123456:double-of-the-api"


class TelegramApi:
    """A Bot API server with one bot; a context manager that serves while it is open.

    Attributes:
        token: the bot's.
        calls: every call with the right token, in order of arrival.
        refused: method and description of every call that was refused, scripted faults left out.
        options: what the server allows; may be changed while it runs.
        updates: what the bot has yet to hear.
        webhook: where it is pushed.
    """

    def __init__(self, options: Options | None = None) -> None:
        self.token = TOKEN
        self.options = options or Options()
        self.calls: list[Call] = []
        self.refused: list[tuple[str, str]] = []
        self._world = threading.Condition()
        self.bot: Json = {
            "id": 123456,
            "is_bot": True,
            "first_name": "善贷",
            "username": "shandai_double_bot",
        }
        self._chats = Chats(self._world, self.bot, self.options)
        self.updates = Updates(self._world)
        self.webhook = Webhook(self._world, self.updates, self.options)
        self._methods = Methods(self._chats, self.webhook, self.options)
        self._faults = Faults(self._world)
        self._server = Server(Service(self.token, self._carry_out, self._faults, self._note).app)
        # Beyond 32 bits, as today's accounts are, and new to a bot that remembers other servers.
        self._ids = count(random.randrange(5_000_000_000, 7_000_000_000, 1000))  # noqa: S311 - no secret
        self._groups = count(4_000_001)

    def __enter__(self) -> Self:
        self._server.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.updates.close()
        self.webhook.close()
        self._server.stop()

    @property
    def url(self) -> str:
        """The root of the server, without a slash at its end."""
        return f"http://127.0.0.1:{self._server.port}"

    @property
    def base_url(self) -> str:
        """What python-telegram-bot's `base_url` takes."""
        return f"{self.url}/bot"

    def user(self, name: str, language: str | None = None) -> User:
        """A new person, who has not written to the bot yet."""
        me: Json = {"id": next(self._ids), "is_bot": False, "first_name": name}
        if language:
            me["language_code"] = language
        about = {"id": me["id"], "type": "private", "first_name": name}
        return User(self._chats, self.updates, self._chats.open(about), me)

    def group(self, title: str, member: User) -> Group:
        """A new group in which one user talks; the bot is not in it yet."""
        about = {"id": -next(self._groups), "type": "group", "title": title}
        return Group(
            self._chats,
            self.updates,
            self._chats.open(about),
            member.me,
            privacy=self.options.privacy,
        )

    def breaks(self, method: str, fault: Fault, times: int = 1) -> None:
        """Let the next calls of a method go wrong; ``*`` for any method."""
        self._faults.add(method, fault, times)

    @property
    def faults_left(self) -> int:
        """How many faults have not happened yet."""
        return self._faults.left()

    def delivers_twice(self, times: int = 1) -> None:
        """Deliver the next updates a second time although the bot took them."""
        with self._world:
            self.updates.repeats += times

    def calls_of(self, method: str) -> list[Call]:
        """The calls of one method, in order."""
        return [call for call in tuple(self.calls) if call.method.lower() == method.lower()]

    def waits_for_call(self, method: str, times: int = 1, timeout: float = 30) -> Call:
        """Wait until a method was called so often; returns that call.

        Raises:
            AssertionError: it was not.
        """
        done = self._chats.wait(lambda: len(self.calls_of(method)) >= times, timeout)
        assert done, f"{method} was called {len(self.calls_of(method))} times"
        return self.calls_of(method)[times - 1]

    def _carry_out(self, call: Call) -> Any:
        try:
            return self._methods.call(call)
        except ApiError as error:
            with self._world:
                self.refused.append((call.method, error.description))
            raise

    def _note(self, call: Call) -> None:
        with self._world:
            self.calls.append(call)
            self._world.notify_all()

    def commands(self, language: str = "", scope: str = "default") -> list[Json]:
        """The menu of commands the bot has set."""
        return self._methods.commands.get((scope, language), [])

    def waits_until_heard(self, timeout: float = 30) -> None:
        """Wait until the bot has taken every update.

        Raises:
            AssertionError: some are still pending.
        """
        done = self._chats.wait(lambda: not self.updates.pending, timeout)
        assert done, f"{len(self.updates.pending)} updates are still pending"


@contextmanager
def serving(options: Options | None = None) -> Iterator[TelegramApi]:
    """A running double, for fixtures."""
    with TelegramApi(options) as api:
        yield api
