"""The need is known: propose products."""

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.services.recommend_products import recommended
from bot.texts.replies import recommendation, understood

SAID = ("purpose", "amount", "term", "segment", "income_pattern", "urgency")


class ActionRecommendProducts(LendingAction):
    """Up to three products with reasons and the true annual cost, or why there is none."""

    title = "action_recommend_products"

    def answer(self, turn: Turn) -> Reply:
        """Say the need back and propose what fits it."""
        found = recommended(turn.known, self.context.lending, self.context.today())
        names = self.context.names(turn.language)
        if not found.options:
            return Reply(
                text=recommendation.refusal(found.refusal, turn.language, names),
                choices=recommendation.refusal_choices(turn.language),
                card={"type": "refusal", "reasons": [one.code for one in found.refusal]},
                slots={"options": [], "product": None, "pending": None},
            )
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
