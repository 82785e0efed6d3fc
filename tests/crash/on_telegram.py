"""A customer on Telegram: the users' side of the Bot API's double."""

from tests.crash.customer import REPEATS, Customer
from tests.doubles.telegram_api import TelegramApi
from tests.doubles.telegram_api.seen import buttons_of


class TelegramCustomer(Customer):
    """Writes in a private chat with the bot; now and then Telegram delivers an update twice."""

    channel = "telegram"

    def __init__(self, api: TelegramApi, name: str, messages: int, seed: str) -> None:
        super().__init__(name, messages, seed)
        self._api = api
        self.person = api.user(name, self.chance.choice((None, "zh-hans", "en")))

    @property
    def user(self) -> str:
        """The customer's id on the channel."""
        return str(self.person.id)

    def come(self) -> None:
        """A private chat needs no opening."""

    def button(self) -> str | None:
        """The token of a button under the newest message, None when it has none."""
        newest = self.person.sees[-1:]
        if not newest or newest[0].mine:
            return None
        shown = buttons_of(self.person.chat.messages[newest[0].id])
        return str(self.chance.choice(shown)["callback_data"]) if shown else None

    def say(self, text: str) -> None:
        """Type something; returns at once."""
        self._maybe_twice()
        self.note(f"{self.user}:{self.person.sends(text)}")

    def press(self, token: str) -> None:
        """Press a button; returns at once."""
        self._maybe_twice()
        self.person.presses_forged(token)
        self.note(f"button:{token}")

    def wait_for_answer(self, seconds: float) -> None:
        """Wait for something new from the assistant."""
        self.person.waits_for(lambda _message: True, seconds)

    def leave(self) -> None:
        """Stay until `finish` is set; the chat keeps what comes."""
        self.finish.wait()

    def _maybe_twice(self) -> None:
        if self.chance.random() < REPEATS:
            self.repeated += 1
            self._api.delivers_twice()
