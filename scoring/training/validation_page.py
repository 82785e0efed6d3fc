"""Writes a validation as one HTML page that needs nothing else; it measures nothing."""

import base64
from collections.abc import Iterable, Sequence
from html import escape

from scoring.training.fit import CARD
from scoring.training.plots import plots
from scoring.training.validation import Validation

STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; color: #222; max-width: 62rem; margin: 2rem auto;
  padding: 0 1rem; }
h1 { font-size: 1.5rem; margin-bottom: .2rem } h2 { font-size: 1.1rem; margin-top: 2rem }
table { border-collapse: collapse; margin: .6rem 0; font-variant-numeric: tabular-nums }
th, td { padding: .2rem .7rem; text-align: right; border-bottom: 1px solid #ddd }
th:first-child, td:first-child { text-align: left } tr.own td { font-weight: 600 }
td.low { color: #b5542b; font-weight: 600 }
.plots { display: grid; grid-template-columns: repeat(auto-fit, minmax(19rem, 1fr)); gap: 1rem }
figure { margin: 0 } figure img { width: 100% } figcaption { font-weight: 600 }
p.note { color: #555; max-width: 46rem }
"""
LOW_PSI = 0.1
LOW = "\u2009\u25bc"


def page(found: Validation) -> str:
    """Return the report; the same validation gives the same text."""
    card = found.card
    parts = [
        f"<h1>Validation of {escape(card.version)}</h1>",
        f"<p>{escape(card.target.capitalize())}, {_horizon(card.horizon_months)}. "
        f"{escape(found.source)}. {len(found.bad):,} people held out, "
        f"{found.bad.mean():.2%} bad; {_own(found)}</p>",
        "<h2>Beside other models, same people and inputs</h2>",
        _models(found),
        f'<div class="plots">{"".join(_figures(found))}</div>',
        "<h2>Calibration and lift by tenths</h2>",
        _deciles(found),
        "<h2>Stability</h2>",
        _stability(found),
        "<h2>Fairness</h2>",
        _fairness(found),
    ]
    return (
        '<!doctype html><html lang="en"><head><meta charset="utf-8">'
        f"<title>{escape(card.version)}</title><style>{STYLE}</style></head><body>"
        f"{''.join(parts)}</body></html>\n"
    )


def _horizon(months: int) -> str:
    return "within a month" if months == 1 else f"within {months} months"


def _own(found: Validation) -> str:
    if found.is_own:
        return "the card was fitted on the other rows of the same file."
    return "the card was fitted on other data."


def _figures(found: Validation) -> Iterable[str]:
    for title, svg in plots(found).items():
        data = base64.b64encode(svg.encode()).decode()
        yield (
            f"<figure><figcaption>{escape(title)}</figcaption>"
            f'<img alt="{escape(title)}" src="data:image/svg+xml;base64,{data}"></figure>'
        )


def _models(found: Validation) -> str:
    own = found.models[CARD].discrimination.auc
    rows = [
        (
            name,
            f"{one.discrimination.auc:.4f}",
            f"{one.discrimination.auc - own:+.4f}",
            f"{one.discrimination.ks:.4f}",
            f"{one.calibration_error:.4f}",
            f"{one.brier:.4f}",
        )
        for name, one in found.models.items()
    ]
    head = ("model", "AUC", "against the card", "KS", "calibration error", "Brier")
    return _table(head, rows)


def _deciles(found: Validation) -> str:
    rows = [
        (
            str(number),
            f"{one.predicted:.2%}",
            f"{one.seen:.2%}",
            f"{one.lift:.2f}",
            f"{one.caught:.1%}",
        )
        for number, one in enumerate(found.deciles, start=1)
    ]
    return _table(("tenth", "predicted", "seen", "lift", "bad caught so far"), rows)


def _stability(found: Validation) -> str:
    folds = [
        (f"fold {n}", f"{one.auc:.4f}", f"{one.ks:.4f}")
        for n, one in enumerate(found.folds, start=1)
    ]
    shifts = [
        (name, f"{value:.4f}{LOW if value > LOW_PSI else ''}")
        for name, value in sorted(found.input_stability.items(), key=lambda pair: -pair[1])
    ]
    text = (
        '<p class="note">PSI, people fitted on against people held out; below 0.1 is usually read '
        "as stable, above 0.25 as shifted. For an input the card's own shares are expected.</p>"
    )
    shown = _table(("PSI of", ""), [("the points", f"{found.score_stability:.4f}"), *shifts])
    again = (
        '<p class="note">Cards fitted anew, each on the rows outside a fold and measured on it.</p>'
        + _table(("fold", "AUC", "KS"), folds)
        if folds
        else ""
    )
    return text + shown + again


def _fairness(found: Validation) -> str:
    if not found.fairness:
        return '<p class="note">The data holds no attribute to check this on.</p>'
    parts = [
        '<p class="note">These attributes are no inputs. A group is approved from '
        f"{found.cut_off} points. Impact is its approval rate over that of the group approved "
        f"most; below 0.80{LOW} ask why: predicted beside seen tells whether the card is harder "
        "on a group than its payments were.</p>"
    ]
    for name, groups in found.fairness.items():
        rows = [
            (
                group,
                f"{one.people:,}",
                f"{one.approved:.1%}",
                f"{one.impact:.2f}{LOW if one.is_low else ''}",
                f"{one.approved_good:.1%}",
                "-" if one.auc is None else f"{one.auc:.3f}",
                f"{one.predicted:.2%}",
                f"{one.seen:.2%}",
            )
            for group, one in groups.items()
        ]
        head = (name, "people", "approved", "impact", "good approved", "AUC", "predicted", "seen")
        parts.append(_table(head, rows))
    return "".join(parts)


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    heads = "".join(f"<th>{escape(cell)}</th>" for cell in head)
    lines = []
    for row in rows:
        cells = "".join(
            f"<td{' class="low"' if cell.endswith(LOW) else ''}>{escape(cell)}</td>" for cell in row
        )
        lines.append(f"<tr{' class="own"' if row[0] == CARD else ''}>{cells}</tr>")
    return f"<table><tr>{heads}</tr>{''.join(lines)}</table>"
