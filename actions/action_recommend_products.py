"""The need is known: propose products."""

from collections.abc import Sequence

from rasa_sdk.events import FollowupAction

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from actions.turning_down import not_for_others
from bot.services.applicant_fields import applicant_fields, facts_complete
from bot.services.consents import PREQUALIFICATION, PREQUALIFICATION_VERSION, has_consent
from bot.services.own_use import NO
from bot.services.recommend_products import never_served, recommended
from bot.texts.replies import recommendation, understood
from scoring.reasons import Reason

SAID = ("purpose", "amount", "term", "segment", "income_pattern", "urgency")


class ActionRecommendProducts(LendingAction):
    """Up to three products with reasons and the true annual cost, or why there is none."""

    title = "action_recommend_products"

    def answer(self, turn: Turn) -> Reply:
        """Say the need back and propose what fits it."""
        if turn.known.get("hold"):
            return Reply()  # the form has said why nothing is proposed
        today, names = self.context.today(), self.context.names(turn.language)
        if turn.known.get("own_use") == NO:
            return not_for_others(self.context, turn)
        refused = never_served(turn.known, self.context.lending, today)
        if refused:
            return self._refusal(refused, turn, changeable=("purpose",))
        found = recommended(turn.known, self.context.lending, today)
        if not found.options:
            return self._refusal(found.refusal, turn)
        chosen = {
            "options": [option.product.id for option in found.options],
            "product": found.options[0].product.id,
            "pending": "prequalify",
            "recheck": None,
        }
        if self._checked_anew(turn):
            return Reply(slots=chosen, events=(FollowupAction("prequalification_form"),))
        need = understood.parts({name: turn.known.get(name) for name in SAID}, turn.language)
        return Reply(
            text=recommendation.recommendation(found, need, turn.language, names),
            choices=recommendation.recommendation_choices(found.options, turn.language),
            card=recommendation.recommendation_card(found, turn.language, names),
            slots=chosen,
        )

    def _checked_anew(self, turn: Turn) -> bool:
        """Whether only the sum changed after a decision: the facts are shown, not asked, again."""
        fields = applicant_fields(self.context.bounds())
        return bool(
            turn.known.get("recheck") and facts_complete(turn.known, fields)
        ) and has_consent(
            self.context.unit_of_work,
            turn.conversation,
            PREQUALIFICATION,
            PREQUALIFICATION_VERSION,
        )

    def _refusal(
        self,
        reasons: Sequence[Reason],
        turn: Turn,
        changeable: Sequence[str] = ("amount", "term", "purpose"),
    ) -> Reply:
        names = self.context.names(turn.language)
        return Reply(
            text=recommendation.refusal(reasons, turn.language, names),
            choices=recommendation.refusal_choices(turn.language, changeable=changeable),
            card={"type": "refusal", "reasons": [one.code for one in reasons]},
            slots={"options": [], "product": None, "pending": None},
        )
