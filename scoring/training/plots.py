"""Draws the plots of a validation report as SVG text; it measures nothing."""

import io
from collections.abc import Callable

import matplotlib as mpl
import numpy as np
from matplotlib.axes import Axes
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from sklearn.metrics import roc_curve

from scoring.training.fit import CARD
from scoring.training.validation import Validation

GOOD = "#2f6f8f"
BAD = "#b5542b"
OTHERS = ("#8a8a8a", "#b59d5b", "#6b5b95", "#5b8c5a")
SIZE = (4.6, 3.4)


def plots(found: Validation) -> dict[str, str]:
    """Return every plot's SVG by its title; text stays text and needs no font of the host."""
    drawn: dict[str, Callable[[Axes, Validation], None]] = {
        "ROC": _roc,
        "KS": _ks,
        "Calibration": _calibration,
        "Lift": _lift,
        "Score distribution": _distribution,
        "Points lost by characteristic": _weights,
    }
    return {title: _svg(draw, found) for title, draw in drawn.items()}


def _svg(draw: Callable[[Axes, Validation], None], found: Validation) -> str:
    figure = Figure(figsize=SIZE, layout="constrained")
    axes = figure.add_subplot()
    axes.spines[["top", "right"]].set_visible(False)
    draw(axes, found)
    text = io.StringIO()
    # Without a date and with a fixed salt the same figures give the same text.
    figure.canvas = FigureCanvasSVG(figure)
    with mpl.rc_context({"svg.fonttype": "none", "svg.hashsalt": "card"}):
        figure.savefig(text, format="svg", metadata={"Date": None})
    return text.getvalue()


def _roc(axes: Axes, found: Validation) -> None:
    colours = iter(OTHERS)
    for name, model in found.models.items():
        false_alarms, hits, _ = roc_curve(found.bad, model.probability)
        is_card = name == CARD
        axes.plot(
            false_alarms,
            hits,
            color=BAD if is_card else next(colours),
            linewidth=2.2 if is_card else 1,
            zorder=3 if is_card else 2,
            label=f"{name} {model.discrimination.auc:.3f}",
        )
    axes.plot([0, 1], [0, 1], color="#cccccc", linewidth=0.8)
    axes.set(xlabel="share of good flagged", ylabel="share of bad flagged")
    axes.legend(fontsize=7, frameon=False, loc="lower right")


def _ks(axes: Axes, found: Validation) -> None:
    edges = np.unique(found.points)
    shares = [
        np.searchsorted(np.sort(found.points[found.bad == outcome]), edges, side="right")
        / max(int((found.bad == outcome).sum()), 1)
        for outcome in (1, 0)
    ]
    axes.plot(edges, shares[0], color=BAD, label="bad")
    axes.plot(edges, shares[1], color=GOOD, label="good")
    widest = int(np.argmax(shares[0] - shares[1]))
    axes.vlines(edges[widest], shares[1][widest], shares[0][widest], color="#333333")
    axes.set(xlabel="points", ylabel="share at or below")
    gap = shares[0][widest] - shares[1][widest]
    axes.set_title(f"KS {gap:.3f} at {edges[widest]} points", fontsize=9)
    axes.legend(fontsize=8, frameon=False)


def _calibration(axes: Axes, found: Validation) -> None:
    predicted = [one.predicted for one in found.deciles]
    seen = [one.seen for one in found.deciles]
    top = max(*predicted, *seen)
    people = len(found.bad) / len(found.deciles)
    spread = [1.96 * (share * (1 - share) / people) ** 0.5 for share in seen]
    axes.plot([0, top], [0, top], color="#cccccc", linewidth=0.8)
    axes.errorbar(predicted, seen, yerr=spread, color=BAD, marker="o", linestyle="", capsize=2)
    axes.set(xlabel="predicted share of bad (tenths)", ylabel="seen, with 95 % interval")


def _lift(axes: Axes, found: Validation) -> None:
    numbers = np.arange(1, len(found.deciles) + 1)
    axes.bar(numbers, [one.lift for one in found.deciles], color=BAD)
    axes.axhline(1, color="#333333", linewidth=0.8)
    axes.set(xlabel="tenth, the riskiest first", ylabel="share of bad / that of all")
    axes.set_xticks(numbers)


def _distribution(axes: Axes, found: Validation) -> None:
    edges = np.linspace(found.points.min(), found.points.max() + 1, 41)
    for outcome, colour, name in ((0, GOOD, "good"), (1, BAD, "bad")):
        points = found.points[found.bad == outcome]
        axes.hist(points, bins=edges.tolist(), density=True, alpha=0.6, color=colour, label=name)
    axes.axvline(found.cut_off, color="#333333", linewidth=0.8)
    axes.set(xlabel="points; the line is the cut-off of the fairness figures", yticks=[])
    axes.legend(fontsize=8, frameon=False)


def _weights(axes: Axes, found: Validation) -> None:
    card = found.card
    lost = {
        one.name: sum(
            max(one.best.points - place.points, 0) * float(place.share) for place in one.bins
        )
        for one in card.characteristics
    }
    names = sorted(lost, key=lambda name: lost[name])[-16:]
    axes.barh(names, [lost[name] for name in names], color=GOOD)
    axes.tick_params(axis="y", labelsize=6.5)
    axes.set(xlabel="points lost by the average person")
