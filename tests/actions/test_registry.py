from typing import Any

import yaml

from actions.registry import ACTIONS
from bot.settings import ROOT


def domain(name: str) -> Any:
    path = ROOT / "bot" / "dialogue" / "domain" / f"{name}.yml"
    return yaml.safe_load(path.read_text(encoding="utf-8"))[name]


def test_the_domain_and_the_server_know_the_same_actions() -> None:
    assert {one.title for one in ACTIONS} == set(domain("actions"))


def test_no_two_actions_have_one_name() -> None:
    titles = [one.title for one in ACTIONS]
    assert len(titles) == len(set(titles))


def test_every_action_says_what_it_does() -> None:
    assert all((one.__doc__ or "").strip() for one in ACTIONS)


def test_rules_call_only_actions_that_exist() -> None:
    built_in = {"action_deactivate_loop", "action_listen"}
    known = {one.title for one in ACTIONS} | set(domain("forms")) | built_in
    called = {
        step["action"]
        for path in (ROOT / "nlu_data" / "rules").glob("*.yml")
        for rule in yaml.safe_load(path.read_text(encoding="utf-8"))["rules"]
        for step in rule["steps"]
        if "action" in step
    }
    assert called
    assert {name for name in called if not name.startswith("utter_")} <= known
