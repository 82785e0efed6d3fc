"""An answer of a form is corrected while no form is under way: the form takes it up again."""

from rasa_sdk.events import FollowupAction

from actions.context import Context
from actions.reply import Reply
from actions.turn import Turn
from bot.services.applicant_fields import FACTS, applicant_fields, facts_of
from bot.services.consents import PREQUALIFICATION, PREQUALIFICATION_VERSION, has_consent
from bot.services.form import Found, Listening
from bot.services.loan_size import NEED_FIELDS
from bot.services.naming import goes_back, pointed_at
from bot.services.stated import same

DISCOVERY, APPLICATION = "discovery_form", "prequalification_form"


def corrected(context: Context, turn: Turn) -> Reply | None:
    """Hand the message to the form whose answer it corrects; None when it corrects none.

    A fact is taken up only where facts were stated under a consent that still stands.
    """
    form = _form_meant(context, turn)
    if form is None:
        return None
    if form == APPLICATION and not _may_ask_facts(context, turn):
        return None
    return Reply(slots={"facts_confirmed": None}, events=(FollowupAction(form),))


def _form_meant(context: Context, turn: Turn) -> str | None:
    text, known = turn.heard.text, turn.known
    pointed = pointed_at(text) or (known.get("last_field") if goes_back(text) else None)
    if pointed is not None:
        if known.get(pointed) is None:
            return None
        return DISCOVERY if pointed in NEED_FIELDS else APPLICATION
    return APPLICATION if _tells_another_fact(context, turn) else None


def _tells_another_fact(context: Context, turn: Turn) -> bool:
    """Whether a fact is told that differs from the one stated before."""
    listening = Listening(known=turn.known, last=turn.known.get("last_field"))
    for field in applicant_fields(context.bounds()):
        if field.name not in FACTS or turn.known.get(field.name) is None:
            continue
        found = field.read(turn.heard, listening)
        if isinstance(found, Found) and not same(turn.known[field.name], found.value):
            return True
    return False


def _may_ask_facts(context: Context, turn: Turn) -> bool:
    return bool(facts_of(turn.known)) and has_consent(
        context.unit_of_work, turn.conversation, PREQUALIFICATION, PREQUALIFICATION_VERSION
    )
