"""A repayment plan as a picture: what every instalment pays, and what is left of the principal.

It holds digits, dates and ¥ alone, so that no host needs a Chinese font: the words about it are
its caption's (`bot.texts.replies.picture`).
"""

import datetime as dt
import io
import threading
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

# As the caption's 🟦 🟧 🟩 ▬ show them.
PRINCIPAL, INTEREST, FEES, BALANCE = "#2F6FDE", "#F08A24", "#3BA55C", "#38424F"
_GRID, _WORDS = "#E4E8EE", "#5B6573"
_WIDTH, _HEIGHT, _DPI = 10.8, 7.2, 100
# Matplotlib's caches of fonts are shared and not made for threads.
_DRAWING = threading.Lock()


@dataclass(frozen=True, kw_only=True, slots=True)
class _Row:
    number: int
    due: dt.date
    principal: Decimal
    interest: Decimal
    fees: Decimal
    balance: Decimal

    @property
    def payment(self) -> Decimal:
        return self.principal + self.interest + self.fees


def plan_picture(card: Mapping[str, Any], language: str) -> bytes:  # noqa: ARG001 - digits only
    """Draw the instalments of a card as a PNG of 1080 by 720 pixels; slow, safe in threads.

    Args:
        card: an offer or a quote with a list under `instalments` that is not empty.
        language: of the conversation; nothing in the picture depends on it today.

    Raises:
        ValueError, KeyError, ArithmeticError: the card has no plan, or an unreadable one.
    """
    rows = [_row(one) for one in card["instalments"]]
    if not rows:
        raise ValueError("a plan without instalments")
    with _DRAWING:
        return _drawn(rows)


def _row(values: Mapping[str, Any]) -> _Row:
    return _Row(
        number=int(values["number"]),
        due=dt.date.fromisoformat(values["due"]),
        principal=Decimal(values["principal"]),
        interest=Decimal(values["interest"]),
        fees=Decimal(values.get("fees", 0)),
        balance=Decimal(values["balance"]),
    )


def _drawn(rows: Sequence[_Row]) -> bytes:
    # Half a second and many megabytes: only who draws pays for them.
    from matplotlib.figure import Figure
    from matplotlib.layout_engine import ConstrainedLayoutEngine
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    figure = Figure(
        figsize=(_WIDTH, _HEIGHT),
        dpi=_DPI,
        facecolor="white",
        layout=ConstrainedLayoutEngine(w_pad=0.2, h_pad=0.2),
    )
    bars = figure.add_subplot()
    numbers = [row.number for row in rows]
    width = 0.72 if len(rows) <= 60 else 1.0  # a gap thinner than a pixel only shimmers
    below = [0.0] * len(rows)
    for name, colour in (("principal", PRINCIPAL), ("interest", INTEREST), ("fees", FEES)):
        heights = [float(getattr(row, name)) for row in rows]
        if any(heights):
            bars.bar(numbers, heights, width, bottom=below, color=colour, linewidth=0)
        below = [lower + height for lower, height in zip(below, heights, strict=True)]

    left = bars.twinx()
    # From the day of the loan: before the first instalment all of the principal is owed.
    owed = [rows[0].balance + rows[0].principal, *(row.balance for row in rows)]
    left.plot(
        [numbers[0] - 1, *numbers],
        [float(balance) for balance in owed],
        color=BALANCE,
        linewidth=3.5,
        marker="o" if len(rows) <= 24 else "",
        markersize=7,
        clip_on=False,
    )
    bars.set_xlim(numbers[0] - 1.1, numbers[-1] + 0.6)
    bars.set_ylim(0, max(below) * 1.25 or 1)
    left.set_ylim(0, float(max(owed)) * 1.1 or 1)
    _label_dates(bars, rows)
    for axis, colour in ((bars, _WORDS), (left, BALANCE)):
        axis.yaxis.set_major_locator(MaxNLocator(5))
        axis.yaxis.set_major_formatter(FuncFormatter(lambda value, _place: f"¥{value:,.0f}"))
        axis.tick_params(colors=colour, labelsize=17, length=0, pad=8)
        axis.spines[["top", "left", "right"]].set_visible(False)
        axis.spines["bottom"].set_color(_GRID)
    bars.grid(axis="y", color=_GRID, linewidth=1.2)
    bars.set_axisbelow(True)
    _label_payments(bars, left, rows)
    output = io.BytesIO()
    figure.savefig(output, format="png")
    return output.getvalue()


def _label_dates(bars: Any, rows: Sequence[_Row]) -> None:
    """The first date, the last one and at most two between; more would run together."""
    last = len(rows) - 1
    places = sorted({0, last // 3, 2 * last // 3, last}) if last >= 3 else range(last + 1)
    bars.set_xticks(
        [rows[place].number for place in places],
        [rows[place].due.isoformat() for place in places],
    )


def _label_payments(bars: Any, front: Any, rows: Sequence[_Row]) -> None:
    """What the first and the last instalment come to, exactly; the same sum once.

    They stand in the axes in front, with an edge of white, so that the line never runs through.
    """
    from matplotlib.patheffects import withStroke

    first, last = rows[0], rows[-1]
    shown = [(first, "left", -0.5)] if len(rows) > 1 else [(first, "center", 0.0)]
    if last.payment != first.payment:
        shown.append((last, "right", 0.5))
    for row, align, shift in shown:
        front.annotate(
            f"¥{row.payment:,.2f}",
            (row.number + shift, float(row.payment)),
            xycoords=bars.transData,
            xytext=(0, 8),
            textcoords="offset points",
            ha=align,
            fontsize=19,
            fontweight="bold",
            color=BALANCE,
            path_effects=[withStroke(linewidth=6, foreground="white")],
            zorder=5,
        )
