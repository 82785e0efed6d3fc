"""Words that must work whatever a classifier thinks: 人工 above all. Pure."""

import re

_PERSON = re.compile(
    r"^\W*(?:我?要?(?:转接?|找|接|换|叫)?(?:人工|真人|活人)(?:客服|服务|坐席)?|转客服|人工服務|轉人工"
    r"|轉接真人|真人客服|agent|operator|representative"
    r"|(?:talk to |speak to |get me )?(?:a |an )?(?:real )?(?:human|person|agent))"
    r"\W*(?:吧|谢谢|謝謝|please)?\W*$",
    re.IGNORECASE,
)
PERSON = "/human_agent"
_COMMANDS = {
    "start": "/start",
    "help": "/ask_help",
    "agent": PERSON,
    "cancel": "/cancel_application",
    "取消": "/cancel_application",
}


def payload_of(text: str, *, is_command: bool = False) -> str | None:
    """The payload that a word stands for in every state, or None.

    Args:
        text: the cleaned words.
        is_command: the customer wrote it with a leading slash, as messengers do (``/help``).
    """
    if _PERSON.match(text):
        return PERSON
    word = text.strip().lower()
    if is_command or word == "取消":
        return _COMMANDS.get(word.split(" ")[0])
    return None
