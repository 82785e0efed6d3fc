"""Not understood: the two likeliest meanings, then other words, then a person; never a loop."""

from actions.context import Context
from actions.handing_off import hand_off
from actions.reply import Reply
from actions.turn import Turn
from bot.services.collect_samples import Trouble
from bot.texts.replies import repair as said

# The third misunderstanding in a row brings a person.
TRIES = 2


def repair(context: Context, turn: Turn) -> Reply:
    """Ask what was meant, each time differently."""
    tried = int(turn.known.get("misunderstood") or 0)
    if tried >= TRIES:
        reply = hand_off(context, turn, "repair", lead=said.give_up(turn.language))
        return Reply(text=reply.text, slots={"misunderstood": 0}, trouble=Trouble.HANDED_OVER)
    if tried == 0:
        likely = tuple(
            intent for intent, _confidence in turn.heard.ranking if intent in said.MEANINGS
        )[:2]
        meanings = said.meanings(likely, turn.language) or said.ways_on(turn.language)
        return Reply(
            text=said.which(turn.language),
            choices=meanings,
            slots={"misunderstood": 1},
            trouble=Trouble.REPAIR_1,
        )
    return Reply(
        text=said.rephrase(turn.language),
        choices=said.ways_on(turn.language),
        slots={"misunderstood": tried + 1},
        trouble=Trouble.REPAIR_2,
    )
