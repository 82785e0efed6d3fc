"""A customer comes back, or says "go on", outside a form; inside one the form answers itself."""

from rasa_sdk.events import FollowupAction

from actions.base import LendingAction
from actions.reply import Reply
from actions.turn import Turn
from bot.services.recommend_products import need_is_complete
from bot.texts.replies import answers, consent, understood

NEXT = {"prequalify": "action_request_consent", "need": "discovery_form"}


class ActionResume(LendingAction):
    """Goes on with what was open; without anything open says what is still known."""

    title = "action_resume"

    def answer(self, turn: Turn) -> Reply:
        """Pick up where it was left."""
        pending = str(turn.known.get("pending"))
        goes_on = "go_on" in turn.heard.topics()
        first = "" if goes_on else answers.welcome_back(turn.language)
        if pending == "consent":
            return Reply(
                text="\n\n".join(part for part in (first, consent.request(turn.language)) if part),
                choices=consent.request_choices(turn.language),
                slots={"consent_language": turn.language},
            )
        if goes_on and pending in NEXT:
            return Reply(events=(FollowupAction(NEXT[pending]),))
        need = {name: turn.known.get(name) for name in ("purpose", "amount", "term")}
        said = understood.standing(need, turn.language)
        return Reply(
            text=(first + said) or answers.what_next(turn.language),
            choices=answers.next_step(
                "ask_help", turn.language, need_known=need_is_complete(turn.known)
            ),
        )
