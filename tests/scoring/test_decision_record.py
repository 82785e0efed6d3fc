import dataclasses
import json
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from scoring.decision_record import (
    DecisionInputs,
    decision_inputs_from_json,
    decision_inputs_to_json,
)
from scoring.errors import InvalidData
from tests.scoring.applicants import TODAY, WEDDING, catalogue, employee

INPUTS = DecisionInputs(
    applicant=employee(),
    request=WEDDING,
    product=catalogue().get("salary-everyday"),
    today=TODAY,
    card_version="stated-v1",
    policy_version="p",
    pricing_version="q",
    catalogue_version="c",
)


def test_inputs_come_back_equal_with_the_same_digest() -> None:
    back = decision_inputs_from_json(decision_inputs_to_json(INPUTS))
    assert back == INPUTS
    assert back.digest == INPUTS.digest
    assert len(INPUTS.digest) == 64


def test_the_text_is_canonical_and_holds_no_float() -> None:
    text = decision_inputs_to_json(INPUTS)
    data = json.loads(text, parse_float=pytest.fail)
    assert text == json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    assert data["applicant"]["monthly_income"] == "12000.00"
    assert data["today"] == "2026-11-24"


@pytest.mark.parametrize(
    "changed",
    [
        {"applicant": employee(dependents=2)},
        {"request": dataclasses.replace(WEDDING, amount=Decimal(60001))},
        {"product": catalogue().get("car")},
        {"today": date(2026, 11, 25)},
        {"card_version": "stated-v2"},
        {"policy_version": "other"},
        {"pricing_version": "other"},
        {"catalogue_version": "other"},
    ],
)
def test_the_digest_depends_on_everything(changed: dict[str, Any]) -> None:
    assert dataclasses.replace(INPUTS, **changed).digest != INPUTS.digest


def test_damaged_text_is_refused_by_place() -> None:
    data = json.loads(decision_inputs_to_json(INPUTS))
    data["applicant"]["age"] = "old"
    with pytest.raises(InvalidData) as caught:
        decision_inputs_from_json(json.dumps(data))
    assert caught.value.field == "applicant.age"
