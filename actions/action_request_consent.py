"""Can I borrow? The need first, then consent, then the questions."""

from rasa_sdk.events import FollowupAction

from actions.base import LendingAction
from actions.holding import held_back
from actions.reply import Reply
from actions.turn import Turn
from bot.services.consents import PREQUALIFICATION, PREQUALIFICATION_VERSION, has_consent
from bot.services.recommend_products import need_is_complete
from bot.texts.replies import consent


class ActionRequestConsent(LendingAction):
    """Asks for consent with its whole text; a consent on record is not asked for again."""

    title = "action_request_consent"

    def answer(self, turn: Turn) -> Reply:
        """Ask, or go on where nothing has to be asked."""
        waits = held_back(turn)
        if waits is not None:
            return waits
        product = turn.heard.value("product")
        chosen = {"product": product} if isinstance(product, str) else {}
        if not need_is_complete(turn.known):
            return Reply(
                text=consent.needs_a_need(turn.language),
                slots=chosen,
                events=(FollowupAction("discovery_form"),),
            )
        if has_consent(
            self.context.unit_of_work,
            turn.conversation,
            PREQUALIFICATION,
            PREQUALIFICATION_VERSION,
        ):
            return Reply(
                slots={**chosen, "facts_confirmed": None},
                events=(FollowupAction("prequalification_form"),),
            )
        asked_already = turn.known.get("pending") == "consent"
        return Reply(
            text=consent.needs_a_clear_word(turn.language)
            if asked_already
            else consent.request(turn.language),
            choices=consent.request_choices(turn.language),
            slots={
                **chosen,
                "pending": "consent",
                # A reminder does not show the words again: those agreed to stay the first ones.
                "consent_language": turn.known.get("consent_language")
                if asked_already
                else turn.language,
            },
        )
