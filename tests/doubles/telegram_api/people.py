"""The users' side: what they do in the app and what they see there."""

import uuid
from collections.abc import Callable

from tests.doubles.telegram_api import content
from tests.doubles.telegram_api.chats import Chat, Chats, Query
from tests.doubles.telegram_api.seen import Seen, buttons_of, seen
from tests.doubles.telegram_api.updates import Updates
from tests.doubles.telegram_api.values import Json


class Talker:
    """Someone in one chat with the bot."""

    def __init__(self, chats: Chats, updates: Updates, chat: Chat, me: Json) -> None:
        self._chats = chats
        self._updates = updates
        self._mark = 0
        self.chat = chat
        self.me = me

    @property
    def id(self) -> int:
        """The user's id."""
        return int(self.me["id"])

    @property
    def sees(self) -> list[Seen]:
        """The chat from its beginning."""
        with self._chats.world:
            return [seen(kept) for kept in self.chat.messages.values()]

    @property
    def said_to(self) -> list[str]:
        """The texts of the bot, in order."""
        return [message.text for message in self.sees if not message.mine]

    def sends(self, text: str) -> int:
        """Type something; returns the id of the message."""
        return self._send(content.words(text))

    def waits_for(self, what: str | Callable[[Seen], bool], timeout: float = 30) -> Seen:
        """Wait for a message of the bot, sent since the user last did something.

        Args:
            what: a part of its text, or what must be true of it.
            timeout: seconds.

        Raises:
            AssertionError: it did not come; says what came instead.
        """
        fits = what if callable(what) else lambda message: what in message.text
        self._chats.wait(lambda: any(map(fits, self._new())), timeout)
        with self._chats.world:
            found = [message for message in self._new() if fits(message)]
            assert found, f"{what!r} did not come in {timeout:g} s; came: {self._new()}"
            return found[-1]

    def waits_for_typing(self, timeout: float = 30) -> None:
        """Wait until the bot has shown that it writes."""
        assert self._chats.wait(lambda: "typing" in self.chat.actions, timeout), "it never typed"

    def _new(self) -> list[Seen]:
        return [
            seen(kept)
            for kept in self.chat.messages.values()
            if kept.by_bot and kept.place > self._mark
        ]

    def _send(self, what: Json) -> int:
        with self._chats.world:
            kept = self._chats.keep(self.chat, self.me, what)
            self._mark = self._chats.said
            self._tell("message", kept.message)
            return int(kept.message["message_id"])

    def _tell(self, kind: str, what: Json) -> None:
        self._updates.add(kind, what)

    def presses(self, title: str) -> Query:
        """Press a button, on the newest message that has one of this title.

        Raises:
            AssertionError: no message has it.
        """
        return self.presses_in(self._with_button(title), title)

    def _with_button(self, title: str) -> int:
        for message in reversed(self.sees):
            if title in message.buttons:
                return message.id
        raise AssertionError(f"no button {title!r}; the newest message: {self.sees[-1:]}")

    def presses_in(self, message_id: int, title: str) -> Query:
        """Press a button of a certain message, however old.

        Raises:
            AssertionError: it has no such button, or it opens a link.
        """
        kept = self.chat.messages[message_id]
        button = next((one for one in buttons_of(kept) if one["text"] == title), None)
        assert button, f"no button {title!r} under message {message_id}"
        assert "callback_data" in button, f"{title!r} opens a link"
        return self.presses_forged(button["callback_data"], message_id)

    def presses_forged(self, data: str, message_id: int | None = None) -> Query:
        """Send what no button says, as a changed app can, or one that is gone."""
        with self._chats.world:
            about = message_id or max(
                (key for key, kept in self.chat.messages.items() if kept.by_bot), default=0
            )
            kept = self.chat.messages.get(about)
            # Of a deleted message Telegram only tells the chat and the id.
            message: Json = (
                kept.message
                if kept
                else {"chat": self.chat.about, "message_id": about or 1, "date": 0}
            )
            query = self._chats.ask(uuid.uuid4().hex)
            self._mark = self._chats.said
            self._tell(
                "callback_query",
                {
                    "id": query.id,
                    "from": self.me,
                    "message": message,
                    "chat_instance": str(self.chat.id * 7919),
                    "data": data,
                },
            )
            return query

    def waits_for_answer(self, query: Query, timeout: float = 30) -> Json:
        """Wait until the bot has answered a pressed button, so that its clock goes away.

        Raises:
            AssertionError: it did not.
        """
        assert self._chats.wait(lambda: query.answer is not None, timeout), "no answer to the query"
        return query.answer or {}


class User(Talker):
    """A person in their private chat with the bot."""

    def sends(self, text: str) -> int:
        """Type something; returns the id of the message."""
        self.chat.started = True
        return super().sends(text)

    def sends_photo(self, caption: str = "") -> int:
        """Send a picture."""
        return self._send(content.photo(uuid.uuid4().hex, caption))

    def sends_contact(self, phone: str = "13800000000") -> int:
        """Share the own phone number."""
        return self._send(content.contact(phone, self.me))

    def sends_location(self, latitude: float = 30.66, longitude: float = 104.06) -> int:
        """Share where one is."""
        return self._send(content.location(latitude, longitude))

    def sends_voice(self) -> int:
        """Say something."""
        return self._send(content.voice(uuid.uuid4().hex))

    def sends_sticker(self) -> int:
        """Send a sticker."""
        return self._send(content.sticker(uuid.uuid4().hex))

    def sends_document(self, name: str = "income.pdf", caption: str = "") -> int:
        """Send a file."""
        return self._send(content.document(name, caption))

    def edits(self, message_id: int, text: str) -> None:
        """Change what one wrote."""
        kept = self.chat.messages[message_id]
        edited = self._chats.change(self.chat, kept, content.words(text), without=("entities",))
        self._mark = self._chats.said
        self._tell("edited_message", edited.message)

    def blocks(self) -> None:
        """Block the bot."""
        self._change_bot("member", "kicked")

    def unblocks(self) -> None:
        """Take the bot back."""
        self._change_bot("kicked", "member")

    def deletes_account(self) -> None:
        """Leave Telegram; the bot is not told."""
        with self._chats.world:
            self.chat.gone = True

    def _change_bot(self, before: str, after: str) -> None:
        with self._chats.world:
            self.chat.blocked = after == "kicked"
            self._tell("my_chat_member", moved(self._chats, self.chat, self.me, before, after))


def moved(chats: Chats, chat: Chat, by: Json, before: str, after: str) -> Json:
    """`ChatMemberUpdated` of the bot itself."""
    return {
        "chat": chat.about,
        "from": by,
        "date": 0,
        "old_chat_member": content.membership(chats.bot, before),
        "new_chat_member": content.membership(chats.bot, after),
    }
