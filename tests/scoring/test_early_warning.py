from decimal import Decimal
from typing import Any

import pytest

from scoring.early_warning import Observation, Severity, early_warnings
from scoring.errors import InvalidInput
from tests.scoring.reviews import observation, review_policy


def flags(**seen: Any) -> list[tuple[Severity, str]]:
    found = early_warnings(observation(**seen), review_policy().warnings)
    return [(flag.severity, flag.reason.code) for flag in found]


def test_a_quiet_account_has_no_flag() -> None:
    assert flags() == []


@pytest.mark.parametrize(
    ("seen", "flag"),
    [
        ({"days_late": (0, 0, 3)}, (Severity.CONTACT, "first_late_payment")),
        ({"days_late": (5, 0, 3)}, (Severity.CONTACT, "late_again")),
        ({"days_late": (0, 0, 60)}, (Severity.STOP, "seriously_late_now")),
        ({"broken_promises": 1}, (Severity.CONTACT, "broken_promises")),
        ({"missed_contacts": 3}, (Severity.CONTACT, "missed_contacts")),
        ({"line_use": (Decimal("0.9"),)}, (Severity.WATCH, "limit_nearly_used_up")),
        ({"line_use": (Decimal("0.2"), Decimal("0.6"))}, (Severity.WATCH, "limit_use_rising")),
        ({"minimum_only": 3}, (Severity.WATCH, "only_minimum_paid")),
        ({"income": Decimal("0.75")}, (Severity.CONTACT, "income_has_fallen")),
        ({"inquiries": 4}, (Severity.WATCH, "many_inquiries")),
    ],
)
def test_each_sign_is_a_flag_from_its_threshold_on(
    seen: dict[str, Any], flag: tuple[Severity, str]
) -> None:
    assert flags(**seen) == [flag]


@pytest.mark.parametrize(
    "seen",
    [
        {"days_late": (9, 9, 0)},
        {"missed_contacts": 2},
        {"line_use": (Decimal("0.2"), Decimal("0.59"))},
        {"minimum_only": 2},
        {"income": Decimal("0.76")},
        {"inquiries": 3},
    ],
)
def test_below_the_threshold_nothing_is_said(seen: dict[str, Any]) -> None:
    assert flags(**seen) == []


def test_the_most_serious_comes_first_with_its_figures() -> None:
    seen = observation(days_late=(0, 70), inquiries=9, income=Decimal("0.5"))
    found = early_warnings(seen, review_policy().warnings)
    assert [flag.severity for flag in found] == [Severity.STOP, Severity.CONTACT, Severity.WATCH]
    assert found[0].reason.params == {"days": 70}
    assert found[1].reason.params == {"share": Decimal("0.5")}


@pytest.mark.parametrize(
    ("seen", "field"),
    [
        ({"inquiries": -1}, "inquiries"),
        ({"days_late": (-1,)}, "days_late"),
        ({"line_use": (Decimal("NaN"),)}, "line_use"),
        ({"income": Decimal(-1)}, "line_use"),
    ],
)
def test_what_nobody_can_have_seen_is_refused(seen: dict[str, Any], field: str) -> None:
    facts: dict[str, Any] = {"months_on_book": 12, "days_late": (), "line_use": ()}
    with pytest.raises(InvalidInput) as caught:
        Observation(**(facts | seen))
    assert caught.value.field == field
