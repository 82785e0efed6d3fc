from typing import Any

import pytest

from bot.wiring import build_lending
from tests.bot.commands.asking import ask
from tests.scoring.applicants import decided, employee, wedding

APPLICANT = {
    "age": 32,
    "segment": "city_employee",
    "income_pattern": "salary",
    "monthly_income": "12000",
    "monthly_debt_payments": "1500",
    "months_in_work": 36,
    "card_utilisation": "0.3",
    "late_payments_30_59": 0,
    "late_payments_60_89": 0,
    "late_payments_90": 0,
    "open_credit_lines": 3,
    "real_estate_loans": 0,
    "dependents": 1,
}
REQUEST = {
    "product_id": "salary-everyday",
    "purpose": "wedding",
    "amount": "60000",
    "months": 24,
    "method": "equal_instalment",
}
APPLICATION = {"applicant": APPLICANT, "request": REQUEST}


def test_an_approval_comes_with_its_offer(monkeypatch: pytest.MonkeyPatch) -> None:
    status, (answer,) = ask(monkeypatch, "decide", {"id": 1, **APPLICATION})
    wanted = decided(employee(), wedding(60000))
    assert status == 0
    assert (answer["id"], answer["outcome"]) == (1, "approve")
    assert answer["amount"] == str(wanted.amount)
    assert answer["annual_rate"] == str(wanted.annual_rate)
    assert wanted.schedule is not None
    assert answer["instalments"][0]["payment"] == str(wanted.schedule.instalments[0].payment)
    assert answer["inputs_digest"] == wanted.inputs_digest
    assert wanted.cost_sheet is not None
    assert answer["cost_sheet_digest"] == wanted.cost_sheet.digest
    assert answer["versions"]["catalogue"] == build_lending().catalogue.version


@pytest.mark.parametrize(
    ("language", "word"), [("zh_CN", "收入"), ("zh_Hant_TW", "收入"), ("en", "income")]
)
def test_a_decline_says_why_and_what_would_help(
    monkeypatch: pytest.MonkeyPatch, language: str, word: str
) -> None:
    poor = {**APPLICANT, "monthly_income": "4000"}
    _, (answer,) = ask(
        monkeypatch, "decide", {"applicant": poor, "request": REQUEST, "language": language}
    )
    assert answer["outcome"] != "approve"
    assert any(word in reason["text"] for reason in answer["reasons"])
    assert answer["changes"] or answer["joint_changes"]
    assert answer["instalments"] is None


@pytest.mark.parametrize(
    ("part", "changed", "field"),
    [
        ("applicant", {"age": "old"}, "applicant.age"),
        ("applicant", {"age": 200}, "applicant.age"),
        ("applicant", {"monthly_income": "-1"}, "applicant.monthly_income"),
        ("applicant", {"monthly_income": "NaN"}, "applicant.monthly_income"),
        ("applicant", {"segment": "king"}, "applicant.segment"),
        ("applicant", {"sex": "f"}, "applicant.sex"),
        ("request", {"amount": "0"}, "request.amount"),
        ("request", {"months": 0}, "request.months"),
        ("request", {"product_id": "gold"}, "product_id"),
    ],
)
def test_a_bad_value_is_named(
    monkeypatch: pytest.MonkeyPatch, part: str, changed: dict[str, Any], field: str
) -> None:
    bad = {**APPLICATION, part: {**APPLICATION[part], **changed}}
    status, (answer, good) = ask(monkeypatch, "decide", bad, APPLICATION)
    assert status == 1
    assert answer["error"]["field"] == field
    assert answer["error"]["remedy"]
    assert good["outcome"] == "approve"


def test_a_missing_fact_is_asked_for(monkeypatch: pytest.MonkeyPatch) -> None:
    known = {key: value for key, value in APPLICANT.items() if key != "dependents"}
    _, (answer,) = ask(monkeypatch, "decide", {"applicant": known, "request": REQUEST})
    assert answer["error"] == {
        "field": "applicant.dependents",
        "problem": "is missing",
        "remedy": "add it",
    }
