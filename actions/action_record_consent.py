"""The customer agrees: the consent is stored before the first question about the person."""

from rasa_sdk.events import FollowupAction

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.services.agreement import agrees
from bot.services.consents import PREQUALIFICATION, PREQUALIFICATION_VERSION, record_consent
from bot.texts.replies import consent


class ActionRecordConsent(LendingAction):
    """Stores version, hash of the very words shown, time and channel; then the form begins.

    A button or a plain yes is needed; what the classifier merely takes for one is asked again.
    """

    title = "action_record_consent"

    def answer(self, turn: Turn) -> Reply:
        """Record and say so."""
        if not (turn.heard.chosen or agrees(turn.heard.text)):
            return Reply(
                text=consent.needs_a_clear_word(turn.language),
                choices=consent.request_choices(turn.language),
            )
        record_consent(
            self.context.unit_of_work,
            turn.conversation,
            purpose=PREQUALIFICATION,
            version=PREQUALIFICATION_VERSION,
            text=consent.text(str(turn.known.get("consent_language") or turn.language)),
            at=self.context.now(),
        )
        return Reply(
            text=consent.recorded(turn.language),
            slots={"pending": None, "facts_confirmed": None},
            events=(FollowupAction("prequalification_form"),),
        )
