"""The page about the commands names every key, and its examples say what the commands answer."""

import dataclasses
import json
import re

import pytest
from pydantic import AliasChoices, BaseModel

from bot.commands import card_options
from bot.commands.apr import AprLine
from bot.commands.cli import COMMANDS
from bot.commands.decide import DecideLine
from bot.commands.nlu import options as nlu_options
from bot.commands.price import PriceLine
from bot.commands.schedule_request import ScheduleLine
from bot.settings import ROOT
from scoring.applicant import Applicant, LoanRequest
from scoring.products import Method, Purpose, Segment
from tests.bot.commands.asking import ask

PAGE = (ROOT / "docs" / "command-line.md").read_text(encoding="utf-8")


def keys_of(line: type[BaseModel]) -> list[str]:
    keys = []
    for name, info in line.model_fields.items():
        alias = info.validation_alias
        keys.append(str(alias.choices[0]) if isinstance(alias, AliasChoices) else name)
    return keys


@pytest.mark.parametrize("line", [ScheduleLine, AprLine])
def test_every_key_has_its_line(line: type[BaseModel]) -> None:
    assert [key for key in keys_of(line) if f"`{key}`" not in PAGE] == []


@pytest.mark.parametrize("line", [DecideLine, Applicant, LoanRequest, PriceLine])
def test_every_key_of_an_application_has_its_line(
    line: type[DecideLine] | type[Applicant] | type[LoanRequest] | type[PriceLine],
) -> None:
    keys = [one.name for one in dataclasses.fields(line)]
    assert [key for key in keys if f"`{key}`" not in PAGE] == []


@pytest.mark.parametrize("names", [Segment, Purpose, Method])
def test_every_value_of_an_application_is_named(
    names: type[Segment] | type[Purpose] | type[Method],
) -> None:
    assert [name for name in names if f"`{name}`" not in PAGE] == []


def test_every_command_has_its_part() -> None:
    commands = COMMANDS | card_options.COMMANDS | nlu_options.COMMANDS
    assert [name for name in commands if f"shandai {name}" not in PAGE] == []


def test_the_example_of_a_plan_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = re.search(r"\$ echo '(\{\"principal\".*?\})' \|", PAGE, re.DOTALL)
    assert asked is not None
    _, (answer,) = ask(monkeypatch, "schedule", asked[1].replace("\n", " "))
    shown = json.dumps(answer["totals"])[1:-1]
    assert shown in re.sub(r"\s+", " ", PAGE)
    assert f'"apr": "{answer["apr"]}", "apr_effective": "{answer["apr_effective"]}"' in PAGE
    first = json.dumps(answer["instalments"][0])
    assert first in re.sub(r"\s+", " ", PAGE)


def test_the_example_of_a_rate_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = re.search(r"\$ echo '(\{\"flows\".*?\})' \|", PAGE)
    assert asked is not None
    _, (answer,) = ask(monkeypatch, "apr", asked[1])
    assert json.dumps(answer) in PAGE


def test_every_key_of_a_price_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    part = PAGE[PAGE.index("## shandai price") : PAGE.index("## shandai score")]
    assert [one.name for one in dataclasses.fields(PriceLine) if f"`{one.name}`" not in part] == []
    asked = re.search(r"\$ echo '(\{.*?\})' \|", part, re.DOTALL)
    assert asked is not None
    _, (answer,) = ask(monkeypatch, "price", asked[1].replace("\n", " "))
    assert [key for key in answer if f"`{key}`" not in part] == []


def test_the_example_of_a_decision_is_true(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = re.search(r"\$ echo '(\{\"applicant\".*?\})' \|", PAGE, re.DOTALL)
    assert asked is not None
    _, (answer,) = ask(monkeypatch, "decide", asked[1].replace("\n", " "))
    assert f'{{"outcome": "{answer["outcome"]}", "amount": "{answer["amount"]}", ...}}' in PAGE
    part = PAGE[PAGE.index("| key of the answer |") :]
    assert [key for key in answer if f"`{key}`" not in part] == []
