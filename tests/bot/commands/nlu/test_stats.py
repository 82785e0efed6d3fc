import json

import pytest

from bot.main import main
from bot.services.ports import UnitsOfWork
from bot.services.records import SampleState
from bot.services.review_samples import label_sample, samples
from bot.settings import load
from bot.storage.migrate import move
from tests.bot.services.lent import TODAY


def test_sums_of_what_was_collected_and_guessed(
    uow: UnitsOfWork, capsys: pytest.CaptureFixture[str]
) -> None:
    for sample in samples(uow, SampleState.OPEN)[:2]:
        label_sample(uow, sample.key, "ask_limit")
    assert main(["nlu", "stats"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Samples: 1 open, 2 labelled, 0 exported, 0 discarded.",
        "Messages they stand for: 6 repair_1.",
        "Words not seen for 90 days are removed.",
        "The model's first guess was the label of 0 in 2.",
        "Customers who were asked chose the label of 1 in 1.",
        "  ask_rate -> ask_limit  2",
    ]
    assert main(["nlu", "stats", "--json"]) == 0
    said = json.loads(capsys.readouterr().out)
    assert said["corrections"] == [{"guessed": "ask_rate", "label": "ask_limit", "samples": 2}]


def test_what_expired_is_gone_and_nothing_collected_is_said(
    uow: UnitsOfWork, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SHANDAI_TODAY", TODAY.replace(year=2027).isoformat())
    monkeypatch.setenv("SHANDAI_SAMPLE_DAYS", "0")
    assert main(["nlu", "stats"]) == 0
    assert capsys.readouterr().out.splitlines() == [
        "Samples: 0 open, 0 labelled, 0 exported, 0 discarded.",
        "Messages they stand for: none.",
        "None are collected: SHANDAI_SAMPLE_DAYS is 0.",
    ]


def test_a_database_of_an_older_version_is_brought_up_first(
    uow: UnitsOfWork, capsys: pytest.CaptureFixture[str]
) -> None:
    move(load().database_url, "0001")
    assert main(["nlu", "stats"]) == 0
    assert capsys.readouterr().out.startswith("Samples: 0 open")
