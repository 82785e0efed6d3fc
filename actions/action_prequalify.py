"""The facts are confirmed: decide, keep the decision, and say the result."""

from actions.base import LendingAction
from actions.handing_off import hand_off
from actions.reply import Reply
from actions.turn import Turn
from actions.turning_down import not_for_others
from bot.services.consents import ConsentMissing
from bot.services.own_use import NO
from bot.services.prequalify import prequalify
from bot.texts.replies import consent, decision, recommendation
from scoring.judgement import Outcome


class ActionPrequalify(LendingAction):
    """Approve with an offer and its cost sheet, refer to a person, or decline with true reasons."""

    title = "action_prequalify"

    def answer(self, turn: Turn) -> Reply:
        """Decide on what was confirmed; without consent nothing is decided."""
        if turn.known.get("own_use") == NO:
            return not_for_others(self.context, turn)
        done = {"pending": None, "facts_confirmed": None, "decided": True}
        names = self.context.names(turn.language)
        try:
            made = prequalify(
                self.context.unit_of_work,
                self.context.lending,
                turn.conversation,
                turn.known,
                at=self.context.now(),
                today=self.context.today(),
            )
        except ConsentMissing:
            return Reply(
                text=consent.request(turn.language),
                choices=consent.request_choices(turn.language),
                slots={
                    "pending": "consent",
                    "consent_language": turn.language,
                    "facts_confirmed": None,
                },
            )
        if made.decision is None:
            return Reply(
                text=recommendation.refusal(made.refusal, turn.language, names),
                choices=recommendation.refusal_choices(turn.language),
                card={"type": "refusal", "reasons": [one.code for one in made.refusal]},
                # Another try looks at every product, not again at the one that does not fit.
                slots={**done, "product": None},
            )
        text = decision.result(made.decision, turn.language, names)
        if made.decision.outcome is Outcome.REFER:
            text += "\n\n" + hand_off(self.context, turn, "decision_referred").text
        return Reply(
            text=text,
            choices=decision.choices_after(made.decision, turn.language),
            card=decision.card(made.decision, turn.language, names),
            slots=done,
        )
