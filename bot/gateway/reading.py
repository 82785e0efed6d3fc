"""Raw words before anyone reads them: cleaned, freed of identifiers. Pure."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

LONGEST_MESSAGE = 1000

_CONTROL = re.compile(r"[\ufe0f\u20e3\x00-\x08\x0b-\x1f\x7f-\x9f​‌‍‎‏‪-‮⁠-⁩]")
# What terminals understand as colours and cursor moves.
_ESCAPES = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]|\x1b.")
_SPACE = re.compile(r"\s+")
_WORDS = re.compile(r"[0-9A-Za-z㐀-鿿]")
# 18 digits with a date of birth and a check character, as on a resident identity card.
_ID_NUMBER = re.compile(
    r"(?<!\d)[1-9]\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?!\d)"
)
_BANK_CARD = re.compile(r"(?<!\d)\d(?:[ -]?\d){15,18}(?!\d)")
_PHONE = re.compile(r"(?<!\d)(?:(?:\+|00)?86[- ]?)?1[3-9]\d[- ]?\d{4}[- ]?\d{4}(?!\d)")
_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
# A password or one-time code somebody was about to give away.
_SECRET = re.compile(
    r"((?:密码|密碼|口令|验证码|驗證碼|password|passcode|otp|pin)\s*(?:是|为|為|is|:|：)?\s*)"
    r"[A-Za-z0-9!@#$%^&*_.-]{4,20}",
    re.IGNORECASE,
)
# The words that introduce an identifier go with it: what is left is what the customer wants.
_INTRODUCED = re.compile(
    r"(?:我的?|本人的?|my\s+)?(?:联系|聯絡)?(?:手机号?码?|手機號?碼?|电话号?码?|電話號?碼?|身份证号?码?"
    r"|身分證字?號?碼?|证件号|银行卡号?|銀行卡號?|卡号|卡號|邮箱|電郵|密码|密碼|验证码|驗證碼"
    r"|phone(?: number)?|id(?: number| card)?|card(?: number)?|e-?mail|password|passcode|otp|pin)?"
    r"\s*(?:是|为|為|is|:|：)?\s*\[(?:证件号|卡号|手机号|邮箱|密码)\][，,。.;；、\s]*",
    re.IGNORECASE,
)
# Fewer words than this share of the signs is noise.
LEAST_WORDS = 0.4
SHORT = 8


class Unreadable(StrEnum):
    """Why a message is answered without being understood."""

    EMPTY = "empty"
    TOO_LONG = "too_long"
    NO_WORDS = "no_words"


@dataclass(frozen=True, kw_only=True, slots=True)
class ReadText:
    """A message's text, safe to store and to pass on; ``unreadable`` says why it is not."""

    text: str
    identifiers: frozenset[str] = frozenset()
    unreadable: Unreadable | None = None

    @property
    def meaning(self) -> str:
        """The text without the identifiers and the words that introduce them."""
        return _INTRODUCED.sub("", self.text).strip() if self.identifiers else self.text


def read(raw: str) -> ReadText:
    """Clean a message and take identifiers out of it.

    Control and invisible characters go, white space is folded; identity numbers, bank cards,
    phones, e-mail addresses, passwords and codes become a bracketed word. A leading slash goes
    too: only a chosen button may speak to Rasa in payloads.
    """
    if len(raw) > LONGEST_MESSAGE * 20:
        return ReadText(text="", unreadable=Unreadable.TOO_LONG)
    cleaned = _SPACE.sub(
        " ", _CONTROL.sub("", _ESCAPES.sub("", unicodedata.normalize("NFC", raw)))
    ).strip()
    if not cleaned:
        return ReadText(text="", unreadable=Unreadable.EMPTY)
    masked, found = _mask(cleaned)
    masked = masked.lstrip("/ ")
    if len(masked) > LONGEST_MESSAGE:
        return ReadText(
            text=masked[:LONGEST_MESSAGE], identifiers=found, unreadable=Unreadable.TOO_LONG
        )
    if _is_noise(masked):
        return ReadText(text=masked, identifiers=found, unreadable=Unreadable.NO_WORDS)
    return ReadText(text=masked, identifiers=found)


def _is_noise(text: str) -> bool:
    """Whether a text holds no words of a language that is read here, or next to none."""
    plain = unicodedata.normalize("NFKC", text)
    signs = len(plain.replace(" ", ""))
    words = len(_WORDS.findall(plain))
    return words == 0 or (signs > SHORT and words < LEAST_WORDS * signs)


def _mask(text: str) -> tuple[str, frozenset[str]]:
    found: set[str] = set()
    for kind, pattern, word in (
        ("id_number", _ID_NUMBER, "[证件号]"),
        ("bank_card", _BANK_CARD, "[卡号]"),
        ("phone", _PHONE, "[手机号]"),
        ("email", _EMAIL, "[邮箱]"),
    ):
        text, times = pattern.subn(word, text)
        if times:
            found.add(kind)
    text, times = _SECRET.subn(r"\1[密码]", text)
    if times:
        found.add("secret")
    return text, frozenset(found)
