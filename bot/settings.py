"""Read every setting once, from one table; it must not know what the settings are used for."""

from __future__ import annotations

import datetime as dt
import os
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from honcho.environ import parse as parse_env_file

from bot.errors import SettingsError, UnsupportedLanguage
from bot.texts.languages import parse_language

ROOT = Path(__file__).resolve().parent.parent
LOG_LEVELS = ("DEBUG", "INFO", "WARNING", "ERROR")


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


@dataclass(frozen=True, kw_only=True, slots=True)
class Setting:
    """One line of the table: a variable, the field it fills, its default and its meaning.

    `parse` raises ValueError with the problem; `expected` completes "Write ...".
    """

    name: str
    field: str
    default: str
    help: str
    expected: str
    parse: Callable[[str], Any]

    def read(self, environ: Mapping[str, str]) -> Any:
        """Return the typed value of this setting.

        Raises:
            SettingsError: the value does not parse.
        """
        text = environ.get(self.name, "").strip() or self.default
        try:
            return self.parse(text)
        except ValueError as error:
            raise SettingsError(
                self.name, f"{text!r} {error}", f"Write {self.expected}."
            ) from error


@dataclass(frozen=True, kw_only=True, slots=True)
class Settings:
    """Everything the application is told by its environment; see `TABLE` for the meaning."""

    database_url: str = field(repr=False)
    rasa_url: str
    rasa_token: str = field(repr=False)
    actions_port: int
    rasa_timeout_seconds: float
    language: str
    timezone: ZoneInfo
    lender_name: str
    service_phone: str
    business_hours: BusinessHours
    var: Path
    log_level: str
    sample_days: int
    today: dt.date | None

    def environ(self) -> dict[str, str]:
        """Return the variables from which a child process reads these same settings."""
        return {
            line.name: "" if (value := getattr(self, line.field)) is None else str(value)
            for line in TABLE
        }

    def current_date(self) -> dt.date:
        """Return the fixed date of `SHANDAI_TODAY`, or today's date in the lender's time zone."""
        return self.today or dt.datetime.now(self.timezone).date()


def load(environ: Mapping[str, str] | None = None, *, root: Path = ROOT) -> Settings:
    """Read the settings from the environment, and from `.env` in `root` where it is silent.

    Args:
        environ: the variables; the process's own when None.
        root: the folder in which a `.env` file may lie.

    Raises:
        SettingsError: a value is wrong, or a `SHANDAI_` line of `.env` is not in the table.
    """
    given = os.environ if environ is None else environ
    merged = {**_read_env_file(root / ".env"), **given}
    return Settings(**{line.field: line.read(merged) for line in TABLE})


def _read_env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        values: dict[str, str] = parse_env_file(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SettingsError(str(path.name), f"cannot be read ({error})", "Close the quote.") from (
            error
        )
    known = {line.name for line in TABLE}
    # A misspelt name would otherwise be ignored in silence.
    for name in values:
        if name.startswith("SHANDAI_") and name not in known:
            raise SettingsError(
                name, f"is in {path.name} and is not a setting", "See .env.example for the names."
            )
    return values


def _text(text: str) -> str:
    return text


def _port(text: str) -> int:
    if not text.isascii() or not text.isdigit() or not 1 <= int(text) <= 65535:
        raise ValueError("is not a port")
    return int(text)


def _seconds(text: str) -> float:
    if not re.fullmatch(r"\d+(\.\d+)?", text, re.ASCII) or not 0 < float(text) <= 600:
        raise ValueError("is not a time-out")
    return float(text)


def _days(text: str) -> int:
    if not re.fullmatch(r"\d{1,3}", text, re.ASCII) or int(text) > 400:
        raise ValueError("is not a number of days")
    return int(text)


def _http_url(text: str) -> str:
    parts = urlsplit(text)
    if parts.scheme not in {"http", "https"} or not parts.hostname:
        raise ValueError("is not an http address")
    return text.rstrip("/")


def _database_url(text: str) -> str:
    if not re.match(r"(sqlite|postgresql\+psycopg)://", text):
        raise ValueError("names no engine that is supported")
    relative = re.fullmatch(r"sqlite:///(?!/)(?!:memory:)(.+)", text)
    # A relative file means the same database from whichever folder the command is run.
    return f"sqlite:///{ROOT / relative[1]}" if relative else text


def _language(text: str) -> str:
    try:
        return parse_language(text)
    except UnsupportedLanguage as error:
        raise ValueError("is not a language that has a catalogue") from error


def _timezone(text: str) -> ZoneInfo:
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError) as error:  # ZoneInfoNotFoundError is a KeyError
        raise ValueError("is not a time zone known to this machine") from error


def _business_hours(text: str) -> BusinessHours:
    parts = re.fullmatch(r"(\d\d:\d\d)-(\d\d:\d\d)", text)
    if not parts:
        raise ValueError("is not a span of time")
    opens, closes = (dt.time.fromisoformat(part) for part in parts.groups())
    return BusinessHours(opens=opens, closes=closes)


def _folder(text: str) -> Path:
    return ROOT / text  # an absolute path stays as it is


def _log_level(text: str) -> str:
    if text.upper() not in LOG_LEVELS:
        raise ValueError("is not a log level")
    return text.upper()


def _date(text: str) -> dt.date | None:
    return dt.date.fromisoformat(text) if text else None


def _line(
    name: str, default: str, meaning: str, expected: str, parse: Callable[[str], Any]
) -> Setting:
    return Setting(
        name=f"SHANDAI_{name}",
        field=name.lower(),
        default=default,
        help=meaning,
        expected=expected,
        parse=parse,
    )


TABLE: tuple[Setting, ...] = (
    _line(
        "DATABASE_URL",
        "sqlite:///var/shandai.db",
        "Where customers, conversations and decisions are kept.",
        "sqlite:///path/to/file.db or postgresql+psycopg://user@host:5432/name",
        _database_url,
    ),
    _line(
        "RASA_URL",
        "http://127.0.0.1:5005",
        "Where the Rasa server answers; another free port is taken when this one is in use.",
        "an address such as http://127.0.0.1:5005",
        _http_url,
    ),
    _line(
        "RASA_TOKEN",
        "",
        "The secret that Rasa asks of its callers; made anew at every start when empty.",
        "a secret of letters and digits",
        _text,
    ),
    _line(
        "ACTIONS_PORT",
        "5055",
        "The port of the action server on 127.0.0.1; another free one is taken when in use.",
        "a number from 1 to 65535",
        _port,
    ),
    _line(
        "RASA_TIMEOUT_SECONDS",
        "10",
        "How long a customer's message may wait for Rasa before the apology is sent.",
        "a number of seconds above 0 and up to 600",
        _seconds,
    ),
    _line(
        "LANGUAGE",
        "zh_CN",
        "The language in which a new conversation opens.",
        "zh_CN, zh_Hant_TW or en",
        _language,
    ),
    _line(
        "TIMEZONE",
        "Asia/Shanghai",
        "The time zone of due dates and of business hours.",
        "a name such as Asia/Shanghai (a machine without time zones needs the tzdata package)",
        _timezone,
    ),
    _line("LENDER_NAME", "善贷", "The lender's name as customers read it.", "a name", _text),
    _line(
        "SERVICE_PHONE",
        "400-000-0000",
        "The telephone number of the lender's staff; the default is not a real number.",
        "a telephone number",
        _text,
    ),
    _line(
        "BUSINESS_HOURS",
        "09:00-21:00",
        "When staff answer, in local time.",
        "a span such as 09:00-21:00",
        _business_hours,
    ),
    _line(
        "VAR",
        "var",
        "The folder of logs and local data, relative to the project.",
        "the path of a folder",
        _folder,
    ),
    _line("LOG_LEVEL", "INFO", "How much is logged.", " or ".join(LOG_LEVELS), _log_level),
    _line(
        "SAMPLE_DAYS",
        "90",
        "How many days words that were not understood are kept for labelling; 0 keeps none.",
        "a number of days from 0 to 400",
        _days,
    ),
    _line(
        "TODAY",
        "",
        "A fixed date for tests and replays; the calendar's when empty.",
        "a date such as 2026-12-15",
        _date,
    ),
)
