"""Read every setting once, from one table; it must not know what the settings are used for."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from honcho.environ import parse as parse_env_file

from bot import setting_values as values
from bot.errors import SettingsError
from bot.setting_values import BusinessHours

ROOT = values.ROOT


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
    rasa_patience_seconds: float
    gateway_host: str
    gateway_port: int
    public_url: str
    secret_key: str = field(repr=False)
    web_embed_origins: tuple[str, ...]
    telegram_token: str = field(repr=False)
    telegram_mode: str
    telegram_webhook_secret: str = field(repr=False)
    telegram_api_url: str
    customer_messages_per_minute: int
    messages_per_second: int
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
        return {line.name: _written(getattr(self, line.field)) for line in TABLE}

    def current_date(self) -> dt.date:
        """Return the fixed date of `SHANDAI_TODAY`, or today's date in the lender's time zone."""
        return self.today or dt.datetime.now(self.timezone).date()


def _written(value: object) -> str:
    if isinstance(value, tuple):
        return " ".join(value)
    return "" if value is None else str(value)


def load(environ: Mapping[str, str] | None = None, *, root: Path = ROOT) -> Settings:
    """Read the settings from the environment, and from `.env` in `root` where it is silent.

    Args:
        environ: the variables; the process's own when None.
        root: the folder in which a `.env` file may lie.

    Raises:
        SettingsError: a value is wrong or missing beside another, or a `SHANDAI_` line of `.env` is
            not in the table.
    """
    given = os.environ if environ is None else environ
    merged = {**_read_env_file(root / ".env"), **given}
    settings = Settings(**{line.field: line.read(merged) for line in TABLE})
    if settings.telegram_token and settings.telegram_mode == "webhook" and not settings.public_url:
        raise SettingsError(
            "SHANDAI_PUBLIC_URL",
            "is empty, and Telegram needs it to deliver updates to the webhook",
            "Write an https address, or set SHANDAI_TELEGRAM_MODE=polling.",
        )
    return settings


def _read_env_file(path: Path) -> dict[str, str]:
    if not path.is_file():
        return {}
    try:
        lines: dict[str, str] = parse_env_file(path.read_text(encoding="utf-8"))
    except ValueError as error:
        raise SettingsError(str(path.name), f"cannot be read ({error})", "Close the quote.") from (
            error
        )
    known = {line.name for line in TABLE}
    # A misspelt name would otherwise be ignored in silence.
    for name in lines:
        if name.startswith("SHANDAI_") and name not in known:
            raise SettingsError(
                name, f"is in {path.name} and is not a setting", "See .env.example for the names."
            )
    return lines


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
        values.database_url,
    ),
    _line(
        "RASA_URL",
        "http://127.0.0.1:5005",
        "Where the Rasa server answers; another free port is taken when this one is in use.",
        "an address such as http://127.0.0.1:5005",
        values.http_url,
    ),
    _line(
        "RASA_TOKEN",
        "",
        "The secret that Rasa asks of its callers; made anew at every start when empty.",
        "a secret of letters and digits",
        values.text,
    ),
    _line(
        "ACTIONS_PORT",
        "5055",
        "The port of the action server on 127.0.0.1; another free one is taken when in use.",
        "a number from 1 to 65535",
        values.port,
    ),
    _line(
        "RASA_TIMEOUT_SECONDS",
        "10",
        "How long a customer's message may wait for Rasa before the apology is sent.",
        "a number of seconds above 0 and up to 600",
        values.seconds,
    ),
    _line(
        "RASA_PATIENCE_SECONDS",
        "20",
        "How long a message waits for a Rasa server that cannot be reached, before the apology.",
        "a number of seconds above 0 and up to 600",
        values.seconds,
    ),
    _line(
        "GATEWAY_HOST",
        "127.0.0.1",
        "The address on which the web chat, the webhooks and the health checks answer.",
        "127.0.0.1 for this machine alone, or 0.0.0.0 behind a proxy that speaks TLS",
        values.host,
    ),
    _line(
        "GATEWAY_PORT",
        "8000",
        "Their port; another free one is taken when it is in use.",
        "a number from 1 to 65535",
        values.port,
    ),
    _line(
        "PUBLIC_URL",
        "",
        "Where customers reach the gateway from outside; a webhook and an embedded chat need it.",
        "an address such as https://chat.example.com, or nothing",
        values.optional_http_url,
    ),
    _line(
        "SECRET_KEY",
        "",
        "Signs the web chat's cookies; made once and kept in the VAR folder when empty.",
        "a secret of 32 letters and digits or more",
        values.text,
    ),
    _line(
        "WEB_EMBED_ORIGINS",
        "",
        "Which other sites may show the web chat in their pages.",
        "origins separated by spaces, such as https://www.example.com",
        values.origins,
    ),
    _line(
        "TELEGRAM_TOKEN",
        "",
        "The bot's token from @BotFather; without it there is no Telegram.",
        "a token such as 123456:ABC-DEF",
        values.text,
    ),
    _line(
        "TELEGRAM_MODE",
        "polling",
        "Whether updates are fetched (no public address needed) or delivered to PUBLIC_URL.",
        "polling or webhook",
        values.telegram_mode,
    ),
    _line(
        "TELEGRAM_WEBHOOK_SECRET",
        "",
        "What Telegram's header must carry to the webhook; derived from SECRET_KEY when empty.",
        "up to 256 letters, digits, _ and -",
        values.header_secret,
    ),
    _line(
        "TELEGRAM_API_URL",
        "https://api.telegram.org",
        "Where the Bot API answers; another one for a local Bot API server.",
        "an address such as https://api.telegram.org",
        values.http_url,
    ),
    _line(
        "CUSTOMER_MESSAGES_PER_MINUTE",
        "30",
        "How many messages of one customer are answered in a minute.",
        "a number from 1 to 100000",
        values.whole_number,
    ),
    _line(
        "MESSAGES_PER_SECOND",
        "200",
        "How many messages one gateway process takes in a second; more are turned away for now.",
        "a number from 1 to 100000",
        values.whole_number,
    ),
    _line(
        "LANGUAGE",
        "zh_CN",
        "The language in which a new conversation opens.",
        "zh_CN, zh_Hant_TW or en",
        values.language,
    ),
    _line(
        "TIMEZONE",
        "Asia/Shanghai",
        "The time zone of due dates and of business hours.",
        "a name such as Asia/Shanghai (a machine without time zones needs the tzdata package)",
        values.timezone,
    ),
    _line("LENDER_NAME", "善贷", "The lender's name as customers read it.", "a name", values.text),
    _line(
        "SERVICE_PHONE",
        "400-000-0000",
        "The telephone number of the lender's staff; the default is not a real number.",
        "a telephone number",
        values.text,
    ),
    _line(
        "BUSINESS_HOURS",
        "09:00-21:00",
        "When staff answer, in local time.",
        "a span such as 09:00-21:00",
        values.business_hours,
    ),
    _line(
        "VAR",
        "var",
        "The folder of logs and local data, relative to the project.",
        "the path of a folder",
        values.folder,
    ),
    _line(
        "LOG_LEVEL", "INFO", "How much is logged.", " or ".join(values.LOG_LEVELS), values.log_level
    ),
    _line(
        "SAMPLE_DAYS",
        "90",
        "How many days words that were not understood are kept for labelling; 0 keeps none.",
        "a number of days from 0 to 400",
        values.days,
    ),
    _line(
        "TODAY",
        "",
        "A fixed date for tests and replays; the calendar's when empty.",
        "a date such as 2026-12-15",
        values.date,
    ),
)
