"""What a lesson is made of and what its example may be worked out from."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from scoring.regulation import RuleBook


@dataclass(frozen=True, kw_only=True, slots=True)
class Basis:
    """What an example may be worked out from.

    Attributes:
        today: the lender's date.
        rules: the law in force.
        penalty_multiple: the highest multiple of the contract rate that the catalogue charges.
        debt_share: the share of income up to which this lender lets payments go.
        share: a rate or fee the customer named, a fraction; None when none was.
        months: a term the customer named; None when none was.
    """

    today: date
    rules: RuleBook
    penalty_multiple: Decimal
    debt_share: Decimal
    share: Decimal | None = None
    months: int | None = None


type Shown = Mapping[str, str]
type Figures = Callable[[Basis, str], Shown]


@dataclass(frozen=True, kw_only=True, slots=True)
class Lesson:
    """One lesson: its title, three sentences, its figures, and the lessons that go with it."""

    title: str
    text: str
    figures: Figures
    related: tuple[str, ...]
