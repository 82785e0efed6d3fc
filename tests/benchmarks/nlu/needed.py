"""What the understanding must reach, beside what was measured."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

type Figures = Mapping[str, Any]


@dataclass(frozen=True, kw_only=True, slots=True)
class Need:
    """One figure that is needed.

    Attributes:
        what: its name in the report.
        at_least: the smallest that is enough, or None.
        at_most: the largest that is enough, or None.
        unit: `%` for a share, else what stands behind the number.
        path: where it stands in the figures of a pipeline.
    """

    what: str
    path: tuple[str, ...]
    unit: str = "%"
    at_least: float | None = None
    at_most: float | None = None

    def of(self, pipeline: Figures) -> Any:
        """Return what was measured: a number, or a share with its interval."""
        found: Any = pipeline
        for name in self.path:
            found = found[name]
        return found

    def is_met(self, value: float) -> bool:
        """Whether `value` is enough; what could not be measured is not."""
        if self.at_least is not None:
            return value >= self.at_least
        return self.at_most is not None and value <= self.at_most


NEEDS = (
    Need(what="accuracy, Chinese", path=("zh", "strict"), at_least=0.88),
    Need(what="lenient accuracy, Chinese", path=("zh", "lenient"), at_least=0.92),
    Need(what="accuracy, English", path=("en", "strict"), at_least=0.90),
    *(
        need
        for language, name in (("zh", "Chinese"), ("en", "English"), ("both", "both languages"))
        for need in (
            Need(
                what=f"out-of-scope recall, {name}",
                path=(language, "out_of_scope_recall"),
                at_least=0.85,
            ),
            Need(
                what=f"false rejection of in-scope, {name}",
                path=(language, "false_rejection"),
                at_most=0.04,
            ),
        )
    ),
    Need(what="training", path=("training", "seconds"), unit="s", at_most=90),
    Need(what="parsing, median", path=("parsing", "median_ms"), unit="ms", at_most=8),
)
