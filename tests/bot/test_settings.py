import datetime as dt
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.settings import ROOT, TABLE, load


def test_defaults_are_complete_and_typed(tmp_path: Path) -> None:
    settings = load({}, root=tmp_path)

    assert settings.rasa_url == "http://127.0.0.1:5005"
    assert settings.actions_port == 5055
    assert settings.rasa_timeout_seconds == 10.0
    assert settings.language == "zh_CN"
    assert settings.timezone.key == "Asia/Shanghai"
    assert settings.business_hours.opens == dt.time(9)
    assert settings.var == ROOT / "var"
    assert settings.today is None


@pytest.mark.parametrize(
    ("name", "value", "problem"),
    [
        ("SHANDAI_DATABASE_URL", "mysql://host/name", "no engine"),
        ("SHANDAI_RASA_URL", "127.0.0.1:5005", "not an http address"),
        ("SHANDAI_RASA_URL", "http://", "not an http address"),
        ("SHANDAI_ACTIONS_PORT", "0", "not a port"),
        ("SHANDAI_ACTIONS_PORT", "65536", "not a port"),
        ("SHANDAI_ACTIONS_PORT", "٥٠٥٥", "not a port"),
        ("SHANDAI_RASA_TIMEOUT_SECONDS", "0", "not a time-out"),
        ("SHANDAI_RASA_TIMEOUT_SECONDS", "ten", "not a time-out"),
        ("SHANDAI_LANGUAGE", "fr", "no"),
        ("SHANDAI_TIMEZONE", "Asia/Nowhere", "not a time zone"),
        ("SHANDAI_TIMEZONE", "../etc", "not a time zone"),
        ("SHANDAI_BUSINESS_HOURS", "9-21", "not a span"),
        ("SHANDAI_BUSINESS_HOURS", "21:00-09:00", "opens at or after"),
        ("SHANDAI_BUSINESS_HOURS", "25:00-26:00", "hour"),
        ("SHANDAI_LOG_LEVEL", "LOUD", "not a log level"),
        ("SHANDAI_SAMPLE_DAYS", "-1", "not a number of days"),
        ("SHANDAI_SAMPLE_DAYS", "401", "not a number of days"),
        ("SHANDAI_TODAY", "15/12/2026", "isoformat"),
    ],
)
def test_a_wrong_value_names_the_variable_the_problem_and_the_remedy(
    name: str, value: str, problem: str, tmp_path: Path
) -> None:
    with pytest.raises(SettingsError) as caught:
        load({name: value}, root=tmp_path)

    assert caught.value.name == name
    assert problem in caught.value.problem
    assert repr(value) in str(caught.value)
    assert caught.value.remedy.startswith("Write ")


def test_an_empty_variable_means_the_default(tmp_path: Path) -> None:
    assert load({"SHANDAI_ACTIONS_PORT": " "}, root=tmp_path).actions_port == 5055


def test_env_file_is_read_and_the_environment_wins(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(
        "# local\nSHANDAI_LENDER_NAME='好 银行'\nSHANDAI_LANGUAGE=en-US\nOTHER=1\n",
        encoding="utf-8",
    )

    settings = load({"SHANDAI_LANGUAGE": "zh-HK"}, root=tmp_path)

    assert settings.lender_name == "好 银行"
    assert settings.language == "zh_Hant_TW"


@pytest.mark.parametrize("line", ["SHANDAI_LANGAUGE=en", "SHANDAI_LENDER_NAME='open"])
def test_a_broken_env_file_is_refused(line: str, tmp_path: Path) -> None:
    (tmp_path / ".env").write_text(line, encoding="utf-8")

    with pytest.raises(SettingsError, match=r"\.env"):
        load({}, root=tmp_path)


@pytest.mark.parametrize(
    ("given", "read"),
    [
        ("sqlite:///data/a.db", f"sqlite:///{ROOT}/data/a.db"),
        ("sqlite:////srv/a.db", "sqlite:////srv/a.db"),
        ("sqlite:///:memory:", "sqlite:///:memory:"),
        ("postgresql+psycopg://u@h:5432/n", "postgresql+psycopg://u@h:5432/n"),
    ],
)
def test_a_relative_database_file_lies_in_the_project(
    given: str, read: str, tmp_path: Path
) -> None:
    assert load({"SHANDAI_DATABASE_URL": given}, root=tmp_path).database_url == read


def test_a_child_process_reads_the_same_settings(tmp_path: Path) -> None:
    settings = load(
        {"SHANDAI_TODAY": "2026-12-15", "SHANDAI_RASA_TOKEN": "s3cret", "SHANDAI_LANGUAGE": "en"},
        root=tmp_path,
    )

    assert load(settings.environ(), root=tmp_path) == settings
    assert settings.current_date() == dt.date(2026, 12, 15)


def test_secrets_are_not_shown(tmp_path: Path) -> None:
    settings = load(
        {
            "SHANDAI_RASA_TOKEN": "s3cret",
            "SHANDAI_DATABASE_URL": "postgresql+psycopg://u:s3cret@h/n",
        },
        root=tmp_path,
    )

    assert "s3cret" not in repr(settings)


def test_env_example_lists_every_setting_with_its_default() -> None:
    lines = (ROOT / ".env.example").read_text(encoding="utf-8").splitlines()
    expected = [
        text
        for line in TABLE
        for text in (
            "",
            f"# {line.help}",
            f"# Write {line.expected}.",
            f"#{line.name}={line.default}",
        )
    ]

    assert lines[2:] == expected


def test_a_webhook_without_an_address_is_refused_at_the_start(tmp_path: Path) -> None:
    given = {"SHANDAI_TELEGRAM_TOKEN": "1:a", "SHANDAI_TELEGRAM_MODE": "webhook"}

    with pytest.raises(SettingsError) as caught:
        load(given, root=tmp_path)

    assert caught.value.name == "SHANDAI_PUBLIC_URL"
    assert "polling" in caught.value.remedy
    given["SHANDAI_PUBLIC_URL"] = "https://chat.example.com"
    assert load(given, root=tmp_path).telegram_mode == "webhook"
