"""The consent is taken back: as easily as it was given, and at once."""

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.services.applicant_fields import FACTS, PASSING
from bot.services.consents import withdraw_consent
from bot.texts.replies import answers, consent


class ActionWithdrawConsent(LendingAction):
    """Ends the consent and forgets what was stated under it."""

    title = "action_withdraw_consent"

    def answer(self, turn: Turn) -> Reply:
        """Withdraw, or say that there is nothing to withdraw."""
        withdrawn = withdraw_consent(
            self.context.unit_of_work, turn.conversation, self.context.now()
        )
        said = consent.withdrawn if withdrawn else consent.nothing_to_withdraw
        return Reply(
            text=said(turn.language),
            choices=(answers.person(turn.language),),
            slots=dict.fromkeys((*FACTS, *PASSING, "pending", "decided", "earlier")),
        )
