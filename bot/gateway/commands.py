"""Words that must work whatever a classifier thinks: 人工 above all. Pure."""

import json
import re

from bot.errors import UnsupportedLanguage
from bot.texts.languages import parse_language

_PERSON = re.compile(
    r"^\W*(?:我?要?想?(?:转接?|找|接|换|叫|和|跟)?(?:个|一个)?(?:人工|真人|活人)(?:客服|服务|坐席)?"
    r"(?:说话|聊|谈)?"
    r"|我?要?(?:转|找)客服|我?[要想](?:和|跟)人(?:说话|聊|谈)|接线员|客服"
    r"|人工服務|轉人工|轉接真人|真人客服|我要找真人"
    r"|agent|operator|representative"
    r"|(?:i want to |can i |let me )?(?:talk to |speak to |speak with |get me )?(?:a |an )?"
    r"(?:real )?(?:human|person|agent))\W*(?:吧|谢谢|謝謝|please)?\W*$",
    re.IGNORECASE,
)
_STOP = re.compile(
    r"^\W*(?:(?:nah|no|ok(?:ay)?|well|actually)\W+)?(?:取消|算了吧?|不借了|不办了|不弄了|不贷了|先?不测了|不辦了|不測了"
    r"|forget it|never ?mind|cancel)"
    r"(?:[，,。\s]*(?:先?不(?:测|借|办|弄|測|辦)了|我?(?:再|先)想想|(?:以后|以後|下次)?再[说說]))?(?:吧)?\W*$",
    re.IGNORECASE,
)
_GO_ON = re.compile(
    r"^\W*(?:继续|繼續|我?想?(?:接着|接著)来?|我?[要想]?继续(?:刚才的)?(?:测算|申请)?"
    r"|go on|continue)\W*$",
    re.IGNORECASE,
)
# Said in despair: answered at once and never by a menu.
_DISTRESS = re.compile(
    r"自杀|自殺|不想活|活不下去|想死|轻生|輕生|结束生命|結束生命|跳[楼樓](?![价價])|一了百了|寻短见|尋短見"
    r"|活[着著](?:真|也|都)?[没沒](?:什么|什麼|啥)?意思|不如死|死了算了|死了一了"
    r"|kill myself|suicid|end my life|end it all|better off dead|no reason to live"
    r"|want to die|don'?t want to live",
    re.IGNORECASE,
)
_WITHDRAW = re.compile(
    r"(?:撤回|撤销|撤銷|收回|取消)(?:我的?)?(?:对?测算的?)?(?:同意|授权|授權)"
    r"|(?:withdraw|revoke|take back)(?: my)? (?:consent|agreement)",
    re.IGNORECASE,
)
_OTHER_LANGUAGE = re.compile(
    r"(?:用|说|讲|講|說)(?:日语|日文|日語|法语|法文|法語|韩语|韓語|德语|德語|俄语|俄語|西班牙语|西班牙語)"
    r"|\b(?:speak|use|in|switch to) (?:japanese|french|korean|german|russian|spanish)\b",
    re.IGNORECASE,
)
_CHECK = re.compile(
    r"^\W*(?:先|可以|帮我|幫我)?(?:测|试算|試算|测算)(?:一下|看看?|吗|嗎|吧)?\W*$", re.IGNORECASE
)
PERSON = "/human_agent"
_ALWAYS = (
    (_DISTRESS, "/distress"),
    (_OTHER_LANGUAGE, "/change_language"),
    (_WITHDRAW, "/withdraw_consent"),
    (_PERSON, PERSON),
    (_CHECK, "/prequalify"),
    (_STOP, "/cancel_application"),
    (_GO_ON, '/resume{"topic": "go_on"}'),
)
_COMMANDS = {
    "start": "/start",
    "help": "/ask_help",
    "agent": PERSON,
    "cancel": "/cancel_application",
    "lang": "/change_language",
}


# What Rasa takes from buttons; a customer who types it is not speaking.
_MACHINE_WORDS = re.compile(r"^[a-z]+(?:_[a-z]+)+\b|^\w+\s*\{", re.IGNORECASE)


def is_forged(text: str) -> bool:
    """Whether somebody typed what only a button may send."""
    return _MACHINE_WORDS.match(text.strip()) is not None


def payload_of(text: str, *, is_command: bool = False) -> str | None:
    """The payload that a word stands for in every state, or None.

    Args:
        text: the cleaned words.
        is_command: the customer wrote it with a leading slash, as messengers do (``/help``).
    """
    for pattern, payload in _ALWAYS:
        if pattern.search(text):
            return payload
    return _command(text) if is_command else None


def _command(text: str) -> str | None:
    word, _space, argument = text.strip().partition(" ")
    payload = _COMMANDS.get(word.lower())
    if payload != _COMMANDS["lang"] or not argument:
        return payload
    try:
        wanted = json.dumps({"language": parse_language(argument)})
    except UnsupportedLanguage:
        return payload  # the bot shows which there are
    return f"{payload}{wanted}"
