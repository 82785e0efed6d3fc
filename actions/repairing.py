"""Not understood: the two likeliest meanings, then other words, then a person; never a loop."""

from actions.context import Context
from actions.handing_off import hand_off
from actions.reply import Reply
from actions.turn import Turn
from bot.services.collect_samples import Trouble
from bot.texts.replies import repair as said
from bot.texts.replies.choices import Choice

# The third misunderstanding in a row brings a person.
TRIES = 2
# Less likely than this a meaning is a guess in the dark.
LEAST_LIKELY = 0.04
OFFERED = 2


def repair(context: Context, turn: Turn) -> Reply:
    """Ask what was meant, each time differently."""
    tried = int(turn.known.get("misunderstood") or 0)
    if tried >= TRIES:
        reply = hand_off(context, turn, "repair", lead=said.give_up(turn.language))
        return Reply(text=reply.text, slots={"misunderstood": 0}, trouble=Trouble.HANDED_OVER)
    ways_on = said.ways_on(turn.language, sells=not turn.known.get("hold"))
    if tried == 0:
        meanings = likely_meanings(turn)
        which = len(meanings) > 1
        return Reply(
            text=(said.which if which else said.say_it_again)(turn.language),
            choices=meanings if which else tuple(dict.fromkeys((*meanings, *ways_on))),
            slots={"misunderstood": 1},
            trouble=Trouble.REPAIR_1,
        )
    return Reply(
        text=said.rephrase(turn.language),
        choices=ways_on,
        slots={"misunderstood": tried + 1},
        trouble=Trouble.REPAIR_2,
    )


def likely_meanings(turn: Turn) -> tuple[Choice, ...]:
    """The two likeliest meanings as buttons, no two of them with the same answer.

    Where trouble is among them, or a person is to come, nothing that sells stands beside it; inside
    a form its own purpose is no other meaning.
    """
    likely = [
        intent
        for intent, confidence in turn.heard.ranking
        if intent in said.MEANINGS and confidence >= LEAST_LIKELY
    ]
    troubled = bool(turn.known.get("hold")) or bool(said.TROUBLE & set(likely[:OFFERED]))
    unfit = said.SELLS if troubled or turn.active_form else frozenset()
    chosen: dict[str, str] = {}
    for intent in likely:
        if intent not in unfit:
            chosen.setdefault(said.SAME_ANSWER.get(intent, intent), intent)
    return said.meanings(tuple(chosen.values())[:OFFERED], turn.language)
