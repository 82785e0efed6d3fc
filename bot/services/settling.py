"""A doubtful value is settled: by a yes or a no, in whatever words; some must be, before all else.

Pure; a doubt is the JSON that was remembered of it (``field``, ``code``, ``value``, ``denied``).
"""

import re
from collections.abc import Mapping
from typing import Any

from bot.services.form import Doubt, Problem
from bot.services.heard import Heard

_YES = re.compile(
    r"^\W*(?:是的?|对的?|對的?|嗯+|没错|沒錯|yes|yeah|yep|right|correct)(?![吗嗎不])", re.IGNORECASE
)
_PLAIN_YES = re.compile(
    r"^\W*(?:是的?|对的?|對的?|确实|確實|没错|沒錯|yes|yeah|yep|right|correct)[\W啊呀呢]*$",
    re.IGNORECASE,
)
_NO = re.compile(r"^\W*(?:不是|不对|不對|没有|沒有|no\b|nope|not really)", re.IGNORECASE)


def must_be_settled(doubt: Mapping[str, Any]) -> bool:
    """Whether nothing goes on before this doubt is settled: a "no" has a consequence of its own."""
    return doubt.get("denied") is not None


def asked_again(doubt: Mapping[str, Any]) -> Doubt:
    """The same doubt, to be asked once more."""
    return Doubt(
        field=str(doubt["field"]),
        code=str(doubt["code"]),
        value=doubt["value"],
        denied=doubt["denied"],
    )


def yes_or_no(doubt: Mapping[str, Any], heard: Heard, *, alone: bool) -> bool | None:
    """What the message says to a doubt, None when it says neither.

    Args:
        doubt: what is doubtful.
        heard: the message.
        alone: it holds nothing else; a yes among other words counts only then.
    """
    plainly = heard.intent in {"affirm", "deny"} and not heard.entities
    if plainly and (heard.chosen or heard.intent == "deny" or not must_be_settled(doubt)):
        return heard.intent == "affirm"
    if heard.chosen or heard.asks or not alone:
        return None
    if _NO.match(heard.text):
        return False
    # What must be settled takes a plain yes only: "嗯" agrees to nothing.
    yes = _PLAIN_YES if must_be_settled(doubt) else _YES
    return True if yes.match(heard.text) else None


def resolved(doubt: Mapping[str, Any], *, agreed: bool) -> tuple[dict[str, Any], Problem | None]:
    """The value that counts now; after a "no" without consequence what to say instead."""
    field = str(doubt["field"])
    taken = doubt["value"] if agreed else doubt.get("denied")
    if taken is not None:
        return {field: taken}, None
    return {}, None if agreed else Problem(field=field, code=f"not_{doubt['code']}")
