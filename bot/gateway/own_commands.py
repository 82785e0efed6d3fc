"""The commands that the gateway answers itself: they are about the channel, not about a loan."""

from collections.abc import Callable
from datetime import datetime

from bot.channels.message import Button
from bot.gateway.answer import Answer, buttons_from
from bot.services.consents import record_marketing_opt_out
from bot.services.my_data import kept_of
from bot.services.ports import UnitsOfWork
from bot.services.reachability import choose_contact
from bot.services.records import Conversation
from bot.texts.replies import channel


class OwnCommands:
    """Answers /stop and /mydata, and takes /start as the wish to be written to again."""

    def __init__(self, unit_of_work: UnitsOfWork, now: Callable[[], datetime]) -> None:
        self._uow = unit_of_work
        self._now = now

    def answer(self, talk: Conversation, text: str) -> Answer | None:
        """The answer to a command, its slash taken off; None when it is for the bot."""
        match text.strip().lower().split(" ")[0]:
            case "start":
                choose_contact(self._uow, talk.id, wanted=True, at=self._now())
                return None
            case "stop":
                return self._stop(talk)
            case "mydata":
                return self._my_data(talk)
            case _:
                return None

    def _stop(self, talk: Conversation) -> Answer:
        changed = choose_contact(self._uow, talk.id, wanted=False, at=self._now())
        if not changed:
            return Answer(text=channel.contact_stopped_before(talk.language))
        record_marketing_opt_out(self._uow, talk.id, self._now())
        return Answer(text=channel.contact_stopped(talk.language))

    def _my_data(self, talk: Conversation) -> Answer:
        kept = kept_of(self._uow, talk.id)
        buttons: tuple[Button, ...] = buttons_from(channel.my_data_choices(talk.language))
        return Answer(
            text=channel.my_data(
                since=kept.since.date(),
                messages=kept.messages,
                decisions=kept.decisions,
                prequalification=kept.prequalification,
                marketing=kept.marketing,
                contact=kept.contact,
                language=talk.language,
            ),
            buttons=buttons if kept.prequalification else buttons[1:],
        )
