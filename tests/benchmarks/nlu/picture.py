"""Draws a confusion matrix as a picture; it measures nothing."""

from collections.abc import Sequence
from pathlib import Path

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure

from tests.benchmarks.nlu.dev_set import FALLBACK, OUT_OF_SCOPE, Judged

CELL = 0.27  # inches
DPI = 95


def draw_confusions(judged: Sequence[Judged], path: Path, *, title: str) -> None:
    """Write a PNG: a row a label, a column an intent that was understood, counts in the cells.

    The colour of a cell is its share of the row; right answers are green, wrong ones red.
    """
    rows = _ordered({one.message.intent for one in judged})
    columns = _ordered({*rows, *(one.intent for one in judged)})
    counts = np.zeros((len(rows), len(columns)), dtype=int)
    for one in judged:
        counts[rows.index(one.message.intent), columns.index(one.intent)] += 1
    right = np.array([[row == column for column in columns] for row in rows])
    # Not understanding what is out of scope is right too.
    if FALLBACK in columns and OUT_OF_SCOPE in rows:
        right[rows.index(OUT_OF_SCOPE), columns.index(FALLBACK)] = True
    shares = counts / counts.sum(axis=1, keepdims=True)

    figure = Figure(
        figsize=(2.6 + CELL * len(columns), 2.9 + CELL * len(rows)), layout="constrained"
    )
    axes = figure.add_subplot()
    axes.imshow(_colours(shares, right), aspect="equal")
    for row, column in np.argwhere(counts):
        axes.text(
            column,
            row,
            str(counts[row, column]),
            ha="center",
            va="center",
            fontsize=7.5,
            color="white" if shares[row, column] > 0.55 else "black",
        )
    sizes = counts.sum(axis=1)
    axes.set_xticks(range(len(columns)), columns, rotation=90, fontsize=8)
    axes.set_yticks(
        range(len(rows)),
        [f"{name} ({n})" for name, n in zip(rows, sizes, strict=True)],
        fontsize=8,
    )
    axes.set_xticks(np.arange(len(columns) + 1) - 0.5, minor=True)
    axes.set_yticks(np.arange(len(rows) + 1) - 0.5, minor=True)
    axes.grid(which="minor", color="#e4e4e4", linewidth=0.5)
    axes.tick_params(which="both", length=0)
    axes.set(xlabel="understood", ylabel="label (messages)")
    axes.set_title(title, fontsize=10)
    FigureCanvasAgg(figure)
    figure.savefig(path, dpi=DPI)


def _ordered(names: set[str]) -> list[str]:
    """By the alphabet, the two kinds of turning away last."""
    return sorted(names, key=lambda name: (name == FALLBACK, name == OUT_OF_SCOPE, name))


def _colours(
    shares: "np.ndarray[tuple[int, int], np.dtype[np.float64]]",
    right: "np.ndarray[tuple[int, int], np.dtype[np.bool_]]",
) -> "np.ndarray[tuple[int, int, int], np.dtype[np.float64]]":
    """White for nothing, deeper green or red the larger the share of the row."""
    ends = np.where(right[..., None], (0.08, 0.42, 0.29), (0.70, 0.15, 0.12))
    # A wrong cell of one in twelve must still be seen.
    weight = np.where(shares > 0, 0.18 + 0.82 * shares, 0.0)[..., None]
    colours: np.ndarray[tuple[int, int, int], np.dtype[np.float64]] = 1 - weight * (1 - ends)
    return colours
