"""What went into a decision, as text that can be stored and read back; it must not decide."""

import hashlib
import json
from dataclasses import dataclass
from datetime import date
from functools import cache

from pydantic import TypeAdapter, ValidationError

from scoring.applicant import Applicant, LoanRequest
from scoring.errors import InvalidData
from scoring.products import Product


@dataclass(frozen=True, kw_only=True, slots=True)
class DecisionInputs:
    """Everything a decision follows from; cards and policies by their versions.

    Attributes:
        applicant: what was stated.
        request: what was asked for.
        product: the product as it was described on that day.
        today: the day of the decision.
        card_version: the card's name.
        policy_version: the decision policy's name.
        pricing_version: the pricing policy's name.
        catalogue_version: the catalogue's name.
    """

    applicant: Applicant
    request: LoanRequest
    product: Product
    today: date
    card_version: str
    policy_version: str
    pricing_version: str
    catalogue_version: str

    @property
    def digest(self) -> str:
        """SHA-256 of the canonical text, in hexadecimal."""
        return hashlib.sha256(decision_inputs_to_json(self).encode()).hexdigest()


def decision_inputs_to_json(inputs: DecisionInputs) -> str:
    """Return the canonical text: sorted keys, no spaces, decimals as strings."""
    data = _schema().dump_python(inputs, mode="json")
    return json.dumps(data, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def decision_inputs_from_json(text: str) -> DecisionInputs:
    """Read inputs back.

    Raises:
        InvalidData: the text is not one that was written; names the first field.
    """
    try:
        return _schema().validate_json(text)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        path = ".".join(str(step) for step in first["loc"]) or "inputs"
        raise InvalidData(path, first["msg"], "give the stored text unchanged") from error


@cache
def _schema() -> TypeAdapter[DecisionInputs]:
    # Building the schema takes longer than a decision, and it never changes.
    return TypeAdapter(DecisionInputs)
