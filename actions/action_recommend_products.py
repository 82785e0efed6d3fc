"""The need is known: propose products."""

from collections.abc import Sequence

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.services.recommend_products import never_served, recommended
from bot.texts.replies import recommendation, understood
from scoring.reasons import Reason

SAID = ("purpose", "amount", "term", "segment", "income_pattern", "urgency")


class ActionRecommendProducts(LendingAction):
    """Up to three products with reasons and the true annual cost, or why there is none."""

    title = "action_recommend_products"

    def answer(self, turn: Turn) -> Reply:
        """Say the need back and propose what fits it."""
        today, names = self.context.today(), self.context.names(turn.language)
        refused = never_served(turn.known, self.context.lending, today)
        if refused:
            return self._refusal(refused, turn, changeable=("purpose",))
        found = recommended(turn.known, self.context.lending, today)
        if not found.options:
            return self._refusal(found.refusal, turn)
        need = understood.parts({name: turn.known.get(name) for name in SAID}, turn.language)
        return Reply(
            text=recommendation.recommendation(found, need, turn.language, names),
            choices=recommendation.recommendation_choices(found.options, turn.language),
            card=recommendation.recommendation_card(found, turn.language, names),
            slots={
                "options": [option.product.id for option in found.options],
                "product": found.options[0].product.id,
                "pending": "prequalify",
            },
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
