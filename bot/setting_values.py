"""What a setting's text becomes; a wrong one raises ValueError with the problem."""

from __future__ import annotations

import datetime as dt
import ipaddress
import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from bot.errors import UnsupportedLanguage
from bot.texts.languages import parse_language

ROOT = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")
TELEGRAM_MODES = ("polling", "webhook")
_HEADER_SECRET = re.compile(r"[A-Za-z0-9_-]{0,256}", re.ASCII)


@dataclass(frozen=True, kw_only=True, slots=True)
class BusinessHours:
    """When people answer the phone, in local time; `opens` is earlier than `closes`."""

    opens: dt.time
    closes: dt.time

    def __post_init__(self) -> None:
        if self.opens >= self.closes:
            raise ValueError("opens at or after it closes")

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}-{self.closes:%H:%M}"


def text(text: str) -> str:
    """Any text."""
    return text


def port(text: str) -> int:
    """A port number."""
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError("is not a port")
    return int(text)


def seconds(text: str) -> float:
    """A time above 0 and up to ten minutes."""
    if not re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) or not 0 < float(text) <= 600:
        raise ValueError("is not a time-out")
    return float(text)


def days(text: str) -> int:
    """A number of days up to 400."""
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII) or int(text) > 400:
        raise ValueError("is not a number of days")
    return int(text)


def http_url(text: str) -> str:
    """An address without its last slash."""
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is not an http address")
    return text.rstrip("/")


def database_url(text: str) -> str:
    """An address of SQLite or PostgreSQL."""
    if not re.match(r"(sqlite|postgresql\+psycopg)://", text):
        raise ValueError("names no engine that is supported")
    relative = re.fullmatch(r"sqlite:///(?!/)(?!:memory:)(.+)", text)
    # A relative file means the same database from whichever folder the command is run.
    return f"sqlite:///{ROOT / relative[1]}" if relative else text


def language(text: str) -> str:
    """A language that has a catalogue."""
    try:
        return parse_language(text)
    except UnsupportedLanguage as error:
        raise ValueError("is not a language that has a catalogue") from error


def timezone(text: str) -> ZoneInfo:
    """A time zone by name."""
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise ValueError("is not a time zone known to this machine") from error


def business_hours(text: str) -> BusinessHours:
    """A span such as 09:00-21:00."""
    parts = re.fullmatch(r"(\d\d:\d\d)-(\d\d:\d\d)", text)
    if not parts:
        raise ValueError("is not a span of time")
    opens, closes = (dt.time.fromisoformat(part) for part in parts.groups())
    return BusinessHours(opens=opens, closes=closes)


def folder(text: str) -> Path:
    """A folder, from the project's own."""
    return ROOT / text  # an absolute path stays as it is


def log_level(text: str) -> str:
    """A log level in capitals."""
    if text.upper() not in LOG_LEVELS:
        raise ValueError("is not a log level")
    return text.upper()


def date(text: str) -> dt.date | None:
    """A date, or nothing."""
    return dt.date.fromisoformat(text) if text else None


def whole_number(text: str) -> int:
    """A number from 1 to 100,000."""
    if not re.fullmatch(r"[1-9]\d{0,5}", text, re.ASCII) or int(text) > 100_000:
        raise ValueError("is not a number from 1 to 100000")
    return int(text)


def host(text: str) -> str:
    """An address to listen on."""
    if text != "localhost":
        ipaddress.ip_address(text)  # its ValueError says what is wrong
    return text


def optional_http_url(text: str) -> str:
    """An address, or nothing."""
    return http_url(text) if text else ""


def telegram_mode(text: str) -> str:
    """How Telegram's updates come in."""
    if text not in TELEGRAM_MODES:
        raise ValueError("is neither polling nor webhook")
    return text


def header_secret(text: str) -> str:
    """A secret in the characters that Telegram lets a header carry, or nothing."""
    if not _HEADER_SECRET.fullmatch(text):
        raise ValueError("has signs that the header cannot carry, or more than 256 of them")
    return text


def origins(text: str) -> tuple[str, ...]:
    """Origins of other sites, separated by spaces."""
    found = tuple(text.split())
    for one in found:
        parts = urlsplit(one)
        if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path:
            raise ValueError(f"names {one!r}, which is not an origin")
    return found
