"""What a data file means, declared: target, inputs, groups; it reads no file and fits nothing."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import ClassVar

from pydantic import ConfigDict, TypeAdapter

from scoring.data_text import parse_yaml
from scoring.errors import InvalidInput


class Kind(StrEnum):
    """What the values of an input are."""

    NUMBER = "number"
    CATEGORY = "category"


class Risk(StrEnum):
    """How risk moves with the value, as the field expects it."""

    RISES = "rises"
    FALLS = "falls"
    EITHER = "either"

    @property
    def sign(self) -> int:
        """+1 rises, -1 falls, 0 may do either."""
        return {Risk.RISES: 1, Risk.FALLS: -1, Risk.EITHER: 0}[self]


class Operation(StrEnum):
    """How an input comes from the file's columns.

    Inputs are free of currency: a sum of money becomes a ratio, or a share of the sample's median.
    """

    COLUMN = "column"  # the column itself
    RATIO = "ratio"  # the first column / the second; unknown where the second is not positive
    RELATIVE = "relative"  # the column / its median in the sample
    LARGEST = "largest"  # the largest of the columns
    COUNT = "count"  # how many of the columns are at_least or more
    SUM_RATIO = "sum_ratio"  # the columns but the last, added up / the last
    CROSS = "cross"  # a category for each pair of ranges of two columns
    STATED = "stated"  # derived in stated_inputs, for Give Me Some Credit alone


@dataclass(frozen=True, kw_only=True, slots=True)
class InputColumn:
    """One input of a card and how it is cut.

    Attributes:
        name: the characteristic.
        columns: the file's columns that it comes from.
        operation: how.
        kind: number or category.
        risk: the direction that its bins must keep.
        special: codes that are no measurements; each gets a bin of its own.
        step: edges are multiples of it.
        most_bins: most ranges, or most groups of categories.
        free_below: values below stand in a first range outside the direction.
        low: smaller values count as this.
        high: larger values count as this.
        at_least: what ``count`` counts.
        edges: for ``cross``, the lower edges of the ranges of its two columns.
        shares: those of its columns that count as shares of their own median.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    columns: tuple[str, ...] = ()
    operation: Operation = Operation.COLUMN
    kind: Kind = Kind.NUMBER
    risk: Risk = Risk.EITHER
    special: tuple[float, ...] = ()
    step: float = 1.0
    most_bins: int = 18
    free_below: float | None = None
    low: float | None = None
    high: float | None = None
    at_least: float | None = None
    edges: tuple[tuple[float, ...], ...] = ()
    shares: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse an input that cannot be computed as it is declared."""
        needed = {Operation.RATIO: 2, Operation.CROSS: 2, Operation.RELATIVE: 1}
        if self.operation is not Operation.STATED and not self.columns:
            raise InvalidInput("columns", f"of {self.name} are missing", "name the file's columns")
        if len(self.columns) != needed.get(self.operation, len(self.columns)):
            raise InvalidInput(
                "columns", f"of {self.name} are too many or few", "see the operation"
            )
        if self.operation is Operation.CROSS and (len(self.edges) != 2 or self.is_number):
            raise InvalidInput("edges", f"of {self.name} are not two lists", "and kind is category")
        if self.operation is Operation.COUNT and self.at_least is None:
            raise InvalidInput("at_least", f"of {self.name} is missing", "say what is counted")
        if not set(self.shares) <= set(self.columns):
            raise InvalidInput("shares", f"of {self.name} are no columns of it", "name columns")
        if self.step <= 0 or self.most_bins < 2:
            raise InvalidInput("step", f"of {self.name} is not positive", "or most_bins is below 2")

    @property
    def is_number(self) -> bool:
        """Whether its values are numbers."""
        return self.kind is Kind.NUMBER


@dataclass(frozen=True, kw_only=True, slots=True)
class FairnessColumn:
    """An attribute that is no input, only used to check that a card is fair.

    Attributes:
        name: the attribute.
        column: the file's column.
        names: a group's name by the value in the file.
        ages: lower edges of age groups, instead of names.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    column: str
    names: Mapping[str, str] = field(default_factory=dict)
    ages: tuple[int, ...] = ()


@dataclass(frozen=True, kw_only=True, slots=True)
class Schema:
    """What a data file means.

    Attributes:
        name: of the schema, the file's name without its ending.
        source: what the data is and under which terms it may be used.
        target: what a card predicts, in words.
        horizon_months: within how many months.
        column: the target's column.
        bad: its value for a bad outcome.
        missing: cells that mean nothing is known.
        inputs: what a card may look at.
        fairness: what it may not, for checks.
        smallest_share: the least share of people in a bin.
        prior_people: people of average risk that each bin's evidence is mixed with; more of them
            where the sample is small.
    """

    __pydantic_config__: ClassVar[ConfigDict] = ConfigDict(extra="forbid")

    name: str
    source: str
    target: str
    horizon_months: int
    column: str
    bad: str
    missing: tuple[str, ...] = ("", "NA")
    inputs: tuple[InputColumn, ...]
    fairness: tuple[FairnessColumn, ...] = ()
    smallest_share: float = 0.004
    prior_people: float = 20.0

    def __post_init__(self) -> None:
        """Refuse a schema whose inputs are absent, repeated, or its own target or groups."""
        names = [one.name for one in self.inputs]
        if not names or len(set(names)) != len(names):
            raise InvalidInput("inputs", "are absent or repeated", "give each once")
        barred = {self.column, *(group.column for group in self.fairness)}
        used = {column for one in self.inputs for column in one.columns}
        if barred & used:
            raise InvalidInput(
                "inputs", f"use {', '.join(sorted(barred & used))}", "a target or group is no input"
            )


def parse_schema(text: str) -> Schema:
    """Read a schema from the text of a YAML file.

    Raises:
        InvalidData: names the field that is wrong.
    """
    return parse_yaml(text, TypeAdapter(Schema))
