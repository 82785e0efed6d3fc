"""What the bot has yet to hear: kept until it is confirmed, by an offset or by a webhook's 2xx."""

import random
from threading import Condition

from tests.doubles.telegram_api.values import ApiError, Json

# Telegram delivers these only to a bot that names them.
ONLY_WHEN_NAMED = frozenset({"chat_member", "message_reaction", "message_reaction_count"})
LONGEST_POLL = 50


class Updates:
    """The queue of one bot; `world` is held whenever it is looked at.

    Attributes:
        pending: updates not confirmed yet, in order.
        allowed: kinds the bot asked for; empty for Telegram's default.
        webhook: where they are pushed to, empty for polling.
        repeats: how many of the next deliveries come twice.
    """

    def __init__(self, world: Condition) -> None:
        self._world = world
        self._next = random.randrange(100_000_000, 900_000_000)  # noqa: S311 - no secret
        self._poll = 0
        self._closed = False
        self.pending: list[Json] = []
        self.allowed: tuple[str, ...] = ()
        self.webhook = ""
        self.repeats = 0

    def add(self, kind: str, content: Json) -> int | None:
        """Queue one update; None when the bot did not ask for its kind."""
        with self._world:
            wanted = kind in self.allowed if self.allowed else kind not in ONLY_WHEN_NAMED
            if not wanted:
                return None
            self._next += 1
            self.pending.append({"update_id": self._next, kind: content})
            self._world.notify_all()
            return self._next

    def drop(self, update: Json) -> None:
        """Take one delivered update out."""
        with self._world:
            self.pending = [kept for kept in self.pending if kept is not update]
            self._world.notify_all()

    def forget(self) -> None:
        """Drop everything, as `drop_pending_updates` does."""
        with self._world:
            self.pending.clear()
            self._world.notify_all()

    def poll(self, offset: int, limit: int, timeout: float) -> list[Json]:
        """Confirm what lies before `offset` and return what follows, waiting for it to come.

        Raises:
            ApiError: a webhook is set, or another call took over while this one waited.
        """
        with self._world:
            self._check_webhook()
            self._confirm(offset)
            self._poll += 1
            mine = self._poll
            self._world.notify_all()
            self._world.wait_for(
                lambda: bool(self.pending or self.webhook or self._closed or mine != self._poll),
                min(max(timeout, 0), LONGEST_POLL),
            )
            self._check_webhook()
            if mine != self._poll:
                raise ApiError(
                    409,
                    "Conflict: terminated by other getUpdates request; make sure that only one "
                    "bot instance is running",
                )
            found = self.pending[: limit if 1 <= limit <= 100 else 100]
            again = found[: self.repeats]
            self.repeats -= len(again)
            return [*again, *found]

    def _confirm(self, offset: int) -> None:
        if offset > 0:
            self.pending = [one for one in self.pending if one["update_id"] >= offset]
        elif offset < 0:
            self.pending = self.pending[offset:]

    def _check_webhook(self) -> None:
        if self.webhook:
            raise ApiError(
                409,
                "Conflict: can't use getUpdates method while webhook is active; use "
                "deleteWebhook to delete the webhook first",
            )

    def close(self) -> None:
        """Let every waiting poll return."""
        with self._world:
            self._closed = True
            self._world.notify_all()
