"""Which answers cannot all be true: the rules of the core, asked about in time. Pure.

The core refers an application whose facts contradict each other to a person. Asked about at once,
most of them turn out to be slips.
"""

from collections.abc import Collection, Mapping

from bot.services.credit_facts import NOT_SAID
from bot.services.form import Doubt, Known
from bot.services.prequalify import applicant_from
from scoring.consistency import contradictions

# The answers each rule of the core compares; it is asked about once all of them are known.
COMPARED: Mapping[str, tuple[str, ...]] = {
    "more_homes_than_loans": ("real_estate_loans", "open_credit_lines"),
    "card_without_line": ("open_credit_lines", "card_utilisation"),
    "payments_without_line": ("open_credit_lines", "monthly_debt"),
    "home_loan_without_payments": ("real_estate_loans", "monthly_debt"),
    "loans_without_payments": ("open_credit_lines", "monthly_debt", "card_utilisation"),
}
_NOTHING = {"age": 18, "monthly_income": {"value": "0"}, "monthly_debt": {"value": "0"}}


def contradicting(known: Known, said: Collection[str]) -> Doubt | None:
    """The first contradiction that what was just said brings about and that was not asked about.

    Args:
        known: every answer, the new ones included; ``checked`` lists the codes asked about.
        said: the fields that the message answered.
    """
    given = {name: value for name, value in known.items() if value is not None}
    checked: Collection[str] = known.get("checked") or ()
    for found in contradictions(applicant_from({**_NOTHING, **given})):
        fields = COMPARED[found.code]
        # Who did not say how the card is used has not said that there is none.
        unknown = given.get("card_utilisation") == NOT_SAID and "card_utilisation" in fields
        if found.code in checked or unknown or not all(name in given for name in fields):
            continue
        about = next((name for name in fields if name in said), None)
        if about is not None:
            return Doubt(field=about, code=found.code, value=given[about])
    return None
