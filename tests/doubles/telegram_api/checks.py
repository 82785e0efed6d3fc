"""What Telegram refuses of a message, with its own words; pure."""

import re
from collections.abc import Mapping
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urlsplit

from tests.doubles.telegram_api.requests import decoded
from tests.doubles.telegram_api.values import ApiError, Json, bad_request

LONGEST_TEXT = 4096
LONGEST_CAPTION = 1024
LONGEST_BUTTON_DATA = 64
MOST_BUTTONS = 100
TAGS = frozenset(
    {"b", "strong", "i", "em", "u", "ins", "s", "strike", "del", "span", "tg-spoiler"}
    | {"tg-emoji", "a", "code", "pre", "blockquote"}
)


def utf16_units(text: str) -> int:
    """Length as Telegram counts it."""
    return len(text.encode("utf-16-le")) // 2


def text_of(values: Mapping[str, Any]) -> str:
    """The text of a message as it will be shown.

    Raises:
        ApiError: it is empty, too long or its formatting is broken.
    """
    shown = _formatted(str(values.get("text", "")), str(values.get("parse_mode", "")))
    if not shown:
        raise bad_request("message text is empty")
    if utf16_units(shown) > LONGEST_TEXT:
        raise bad_request("message is too long")
    return shown


def caption_of(values: Mapping[str, Any]) -> str:
    """The caption of a picture; it may be empty.

    Raises:
        ApiError: it is too long or its formatting is broken.
    """
    shown = _formatted(str(values.get("caption", "")), str(values.get("parse_mode", "")))
    if utf16_units(shown) > LONGEST_CAPTION:
        raise bad_request("message caption is too long")
    return shown


def _formatted(text: str, mode: str) -> str:
    if "\0" in text:
        raise bad_request("text must be encoded in UTF-8")
    if not mode:
        return text.strip()
    if mode.lower() != "html":
        raise NotImplementedError(f"parse_mode {mode}: the double reads only HTML")
    reader = _Html()
    reader.feed(text)
    reader.close()
    if reader.open:
        raise bad_request(
            f"can't parse entities: can't find end tag corresponding to start tag \""
            f'{reader.open[-1]}"'
        )
    return "".join(reader.text).strip()


class _Html(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag not in TAGS:
            raise bad_request(f'can\'t parse entities: unsupported start tag "{tag}"')
        self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            raise bad_request("can't parse entities: unexpected end tag")

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def markup_of(values: Mapping[str, Any]) -> Json | None:
    """The inline keyboard under a message, None without one.

    Keyboards in place of the letters are taken and not kept: `Seen` shows what hangs on a message.

    Raises:
        ApiError: it is no keyboard Telegram would show.
    """
    markup = decoded(values, "reply_markup")
    if markup is None:
        return None
    if not isinstance(markup, dict):
        raise bad_request("object expected as reply markup")
    if "inline_keyboard" not in markup:
        if markup.keys() & {"keyboard", "remove_keyboard", "force_reply"}:
            return None
        raise bad_request("can't parse reply markup JSON object")
    rows = markup["inline_keyboard"]
    if not isinstance(rows, list) or not all(isinstance(row, list) for row in rows):
        raise bad_request('field "inline_keyboard" must be of type Array of Array')
    if sum(map(len, rows)) > MOST_BUTTONS:
        raise bad_request("reply markup is too long")
    for row in rows:
        for button in row:
            _check_button(button)
    kept = [row for row in rows if row]
    return {"inline_keyboard": kept} if kept else None


def _check_button(button: Json) -> None:
    if not str(button.get("text", "")).strip():
        raise bad_request("inline keyboard button text must be non-empty")
    does = button.keys() - {"text", "style", "icon_custom_emoji_id"}
    if not does:
        raise bad_request("inline keyboard button must have exactly one action")
    if len(does) > 1:
        raise bad_request("inline keyboard button must have exactly one action")
    if "callback_data" in button:
        size = len(str(button["callback_data"]).encode())
        if not 1 <= size <= LONGEST_BUTTON_DATA:
            raise bad_request("BUTTON_DATA_INVALID")
    if "url" in button:
        address = urlsplit(str(button["url"]))
        known = address.scheme in {"http", "https"} and "." in (address.hostname or "")
        if not known and address.scheme != "tg":
            raise bad_request(
                f"inline keyboard button URL '{button['url']}' is invalid: Wrong HTTP URL"
            )


def check_secret(secret: str) -> None:
    """Refuse a webhook secret with other signs than Telegram allows."""
    if secret and not re.fullmatch(r"[A-Za-z0-9_-]{1,256}", secret):
        raise bad_request("secret token contains unallowed characters")


def check_webhook(url: str, *, http: bool) -> None:
    """Refuse an address updates cannot be sent to."""
    address = urlsplit(url)
    if not address.hostname:
        raise bad_request("bad webhook: invalid webhook URL specified")
    if address.scheme != "https" and not (http and address.scheme == "http"):
        raise bad_request("bad webhook: An HTTPS URL must be provided for webhook")
    if not http and (address.port or 443) not in {443, 80, 88, 8443}:
        raise bad_request("bad webhook: Webhook can be set up only on ports 80, 88, 443 or 8443")


def check_commands(commands: Any, language: str) -> None:
    """Refuse a menu of commands with a name or a language Telegram does not take."""
    if not isinstance(commands, list):
        raise bad_request("can't parse commands JSON object")
    if language and not re.fullmatch(r"[a-z]{2}", language):
        raise bad_request("invalid language code specified")
    if len(commands) > 100:
        raise bad_request("BOT_COMMANDS_TOO_MUCH")
    for command in commands:
        if not re.fullmatch(r"/?[a-z0-9_]{1,32}", str(command.get("command", ""))):
            raise bad_request("BOT_COMMAND_INVALID")
        if not 1 <= len(str(command.get("description", ""))) <= 256:
            raise bad_request("BOT_COMMAND_DESCRIPTION_INVALID")


def unauthorized() -> ApiError:
    """A wrong token."""
    return ApiError(401, "Unauthorized")
