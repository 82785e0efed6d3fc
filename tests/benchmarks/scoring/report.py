"""Writes what was measured of the scoring core as Markdown; it measures nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from tests.benchmarks.scoring.discrimination import ALLOWED_GAP, BOOSTING, Figures

CARD = "our card"


def discrimination_table(found: Mapping[str, Figures | str]) -> str:
    """Return one data set's models, each with its gap to boosting on the same inputs."""
    best = found.get(BOOSTING)
    rows = []
    for name, one in found.items():
        if isinstance(one, str):
            rows.append((name, *["-"] * 8, one))
            continue
        gap = one.auc - best.auc if isinstance(best, Figures) else 0.0
        low = name == CARD and gap < -ALLOWED_GAP
        rows.append(
            (
                name,
                f"{one.auc:.4f}",
                f"{one.ks:.4f}",
                _spread(one.auc_folds),
                _spread(one.ks_folds),
                f"{gap:+.4f}{' (short)' if low else ''}",
                f"{one.calibration:.4f}",
                f"{one.brier:.4f}",
                f"{one.log_loss:.4f}",
                f"{one.seconds:.0f}",
            )
        )
    head = (
        "model", "AUC", "KS", "AUC of the folds", "KS of the folds", "AUC against boosting",
        "calibration error", "Brier", "log loss", "s",
    )  # fmt: skip
    return table(head, rows)


def _spread(found: tuple[float, float]) -> str:
    mean, spread = found
    return f"{mean:.4f} ± {spread:.4f}"


def speed_table(title: str, found: Mapping[str, float], unit: str) -> str:
    """Return rates beside each other, and how many times as fast as each the first is."""
    first = next(iter(found.values()))
    rows = [(name, f"{value:,.0f}", f"{first / value:.3g}") for name, value in found.items()]
    return f"{title}\n\n" + table(("what", unit, "the first is x times as fast"), rows)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Return a Markdown table; the first column is text, the others are figures."""
    marks = ["---", *["---:"] * (len(head) - 1)]
    lines: list[Sequence[str]] = [head, marks, *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def machine_line(machine: Mapping[str, Any]) -> str:
    """Return where it was measured."""
    return (
        f"{machine['processor']}, {machine['cores']} cores, {machine['system']}, Python "
        f"{machine['app_python']}, scikit-learn {machine['scikit_learn_app']}; load before the run "
        f"{machine['load_before']:.1f}"
    )
