"""A group and the user who talks in it."""

from tests.doubles.telegram_api.chats import Chat, Chats
from tests.doubles.telegram_api.people import Talker, moved
from tests.doubles.telegram_api.updates import Updates
from tests.doubles.telegram_api.values import Json


class Group(Talker):
    """A group, with the user who talks in it; nothing of it reaches a bot that was not added."""

    def __init__(
        self, chats: Chats, updates: Updates, chat: Chat, me: Json, *, privacy: bool
    ) -> None:
        super().__init__(chats, updates, chat, me)
        self._privacy = privacy
        chat.gone = True

    def adds_bot(self) -> None:
        """Add the bot."""
        with self._chats.world:
            self.chat.gone = False
            self._mark = self._chats.said
            self._tell("my_chat_member", moved(self._chats, self.chat, self.me, "left", "member"))
            bot = self._chats.bot
            self._send({"new_chat_members": [bot], "new_chat_member": bot})

    @property
    def has_bot(self) -> bool:
        """Whether the bot is still a member."""
        return not self.chat.gone

    def waits_for_leaving(self, timeout: float = 30) -> None:
        """Wait until the bot has left.

        Raises:
            AssertionError: it stayed.
        """
        assert self._chats.wait(lambda: self.chat.gone, timeout), "the bot stayed in the group"

    def _tell(self, kind: str, what: Json) -> None:
        if self.chat.gone:
            return
        words = str(what.get("text", "/"))  # what has no text is of the group itself
        if self._privacy and kind == "message" and not words.startswith("/"):
            return
        super()._tell(kind, what)
