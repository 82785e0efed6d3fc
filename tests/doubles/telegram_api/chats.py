"""Who talks with the bot and what was said, as Telegram keeps it; refuses nobody by itself."""

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from threading import Condition

from tests.doubles.telegram_api.values import ApiError, Json, Options, bad_request


@dataclass(kw_only=True, eq=False, slots=True)
class Kept:
    """One message of a chat.

    Attributes:
        message: as the protocol shows it.
        by_bot: who wrote it.
        place: among all messages of the server, so that a wait can tell new from old; an edited
            message keeps its own.
        picture: content of the photo.
    """

    message: Json
    by_bot: bool
    place: int
    picture: bytes | None = None


@dataclass(kw_only=True, eq=False, slots=True)
class Chat:
    """A private chat or a group, with what the bot may do there.

    Attributes:
        about: the chat as the protocol shows it.
        started: the person has written first.
        blocked: the person blocked the bot.
        gone: the account was deleted, or the bot is no member of the group any more.
        actions: chat actions shown, e.g. ``typing``.
    """

    about: Json
    started: bool = False
    blocked: bool = False
    gone: bool = False
    messages: dict[int, Kept] = field(default_factory=dict)
    actions: list[str] = field(default_factory=list)
    last_id: int = 0

    @property
    def id(self) -> int:
        return int(self.about["id"])

    @property
    def private(self) -> bool:
        return bool(self.about["type"] == "private")

    def check_open(self) -> None:
        """Refuse the bot where Telegram would.

        Raises:
            ApiError: the person blocked it, never wrote to it or is gone.
        """
        if self.gone and self.private:
            raise ApiError(403, "Forbidden: user is deactivated")
        if self.gone:
            raise ApiError(403, "Forbidden: bot is not a member of the group chat")
        if self.blocked:
            raise ApiError(403, "Forbidden: bot was blocked by the user")
        if self.private and not self.started:
            raise ApiError(403, "Forbidden: bot can't initiate conversation with a user")


@dataclass(kw_only=True, eq=False, slots=True)
class Query:
    """A pressed button that waits for its answer.

    Attributes:
        answer: what the bot said to it, None until then.
    """

    id: str
    pressed_at: float
    answer: Json | None = None


class Chats:
    """All chats of the one bot."""

    def __init__(self, world: Condition, bot: Json, options: Options) -> None:
        self.world = world
        self.bot = bot
        self._options = options
        self._chats: dict[int, Chat] = {}
        self._queries: dict[str, Query] = {}
        self.said = 0

    def open(self, about: Json) -> Chat:
        """Add a chat."""
        with self.world:
            return self._chats.setdefault(int(about["id"]), Chat(about=about))

    def find(self, chat_id: object) -> Chat:
        """Return a chat by the id of a call.

        Raises:
            ApiError: there is none.
        """
        if chat_id in (None, ""):
            raise bad_request("chat_id is empty")
        try:
            return self._chats[int(str(chat_id))]
        except (KeyError, ValueError):
            raise bad_request("chat not found") from None

    def keep(self, chat: Chat, sender: Json, content: Json, picture: bytes | None = None) -> Kept:
        """Add a message; the content is what it has besides its head."""
        with self.world:
            chat.last_id += 1
            message = {
                "message_id": chat.last_id,
                "from": sender,
                "chat": chat.about,
                "date": int(time.time()),
                **content,
            }
            kept = Kept(
                message=message, by_bot=sender is self.bot, place=self._next(), picture=picture
            )
            chat.messages[chat.last_id] = kept
            self.world.notify_all()
            return kept

    def change(self, chat: Chat, kept: Kept, content: Json, without: Iterable[str] = ()) -> Kept:
        """Edit a message: what the content names is replaced, the rest stays."""
        with self.world:
            message = {key: kept.message[key] for key in kept.message if key not in set(without)}
            edited = Kept(
                message={**message, **content, "edit_date": int(time.time())},
                by_bot=kept.by_bot,
                place=kept.place,
                picture=kept.picture,
            )
            chat.messages[int(message["message_id"])] = edited
            self.world.notify_all()
            return edited

    def remove(self, chat: Chat, message_id: int) -> None:
        """Delete a message."""
        with self.world:
            del chat.messages[message_id]
            self.world.notify_all()

    def _next(self) -> int:
        self.said += 1
        return self.said

    def ask(self, query_id: str) -> Query:
        """Note that a button was pressed."""
        with self.world:
            query = Query(id=query_id, pressed_at=time.monotonic())
            self._queries[query_id] = query
            return query

    def answer(self, query_id: str, answer: Json) -> None:
        """Keep the bot's answer to a pressed button.

        Raises:
            ApiError: it is too old, was answered before or was never asked.
        """
        with self.world:
            query = self._queries.get(query_id)
            latest = time.monotonic() - self._options.query_seconds
            if not query or query.answer is not None or query.pressed_at < latest:
                raise bad_request(
                    "query is too old and response timeout expired or query ID is invalid"
                )
            query.answer = answer
            self.world.notify_all()

    def wait(self, until: Callable[[], bool], timeout: float) -> bool:
        """Wait for a change of any chat; False when the time is over."""
        with self.world:
            return self.world.wait_for(until, timeout)
