"""What the customer says it is not: "不是装修，是买车", "not for a car". Pure."""

import re

from bot.services.heard import Heard, HeardEntity

_DENIED = re.compile(
    r"(?:(?<![是要])(?:不是|不要|不想|不用|不打算|没打算|沒打算|不准备|不準備|并非|並非|不买|不買|不做|不去|别|別)"
    r"(?:用来|用來|要|想|去|拿来|拿來|为了|為了|买|買|做)?"
    r"|(?<![是要算得])不"
    r"|\b(?:not|isn't|it isn't|no longer|instead of|rather than|don't (?:want|need)(?: it)?)"
    r"(?: (?:for|a|an|the|my|to|buying|buy|going to|really|about)){0,3})\s*$",
    re.IGNORECASE,
)
_REACH = 24


def stated(heard: Heard, name: str) -> list[HeardEntity]:
    """The entities called ``name`` that are meant, without those that were denied.

    When every one is denied nothing is stated: "不是装修" does not say what it is for.
    """
    return [entity for entity in heard.of(name) if not is_denied(entity, heard.text)]


def is_denied(entity: HeardEntity, text: str) -> bool:
    """Whether the words right before the entity take it back everywhere it occurs."""
    places = [match.start() for match in re.finditer(re.escape(entity.text), text)]
    return bool(entity.text and places) and all(
        _DENIED.search(text[max(0, at - _REACH) : at]) is not None for at in places
    )
