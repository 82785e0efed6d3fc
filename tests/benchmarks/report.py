"""Writes what was measured as Markdown; it measures nothing."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

type Figures = Mapping[str, Any]


def render(results: Figures) -> str:
    """Return the whole report; parts that were not measured are left out.

    Args:
        results: what `python -m tests.benchmarks` also writes as JSON.
    """
    parts = [
        f"# Measured on {results['at']}{' (quick: few samples)' if results['quick'] else ''}",
        *(write(results[name]) for name, write in _PARTS.items() if name in results),
    ]
    memory = [
        line for part in ("start", "turns") for line in results.get(part, {}).get("memory", ())
    ]
    if memory:
        parts.append(_memory(memory))
    return "\n\n".join(parts) + "\n"


def _machine(found: Figures) -> str:
    return _table(
        ("machine", ""),
        [
            ("processor", f"{found['processor']}, {found['cores']} cores, {found['system']}"),
            ("memory", f"{found['memory_mb'] / 1024:.1f} GB"),
            ("app", f"Python {found['app_python']}, rasa-sdk {found['rasa_sdk']}"),
            ("Rasa", f"Python {found['rasa_python']}, Rasa {found['rasa']}"),
            ("load before the run", f"{found['load_before']:.1f} (of {found['cores']})"),
        ],
    )


def _training(found: Figures) -> str:
    return "## Training of the dialogue model, from nothing\n\n" + _table(
        ("what", "figure"),
        [
            ("time", f"{found['seconds']:.0f} s"),
            ("processor time", f"{found['processor_seconds']:.0f} s"),
            ("intents", f"{found['intents']}"),
            ("examples", f"{found['examples']:,} (at least {found['fewest_examples']} each)"),
            ("lookup terms", f"{found['lookup_terms']:,}"),
            ("rules", f"{found['rules']}"),
            ("model file", f"{found['model_mb']:.1f} MB"),
        ],
    )


def _start(found: Figures) -> str:
    starts = [
        (step, f"{seconds:.1f}", f"{min(one[step] for one in found['starts']):.1f}",
         f"{max(one[step] for one in found['starts']):.1f}")
        for step, seconds in found["median_seconds"].items()
    ]  # fmt: skip
    return (
        "## From the command to the first reply\n\n"
        f"Seconds after `shandai chat`, with a trained model and files already in memory; "
        f"number of starts: {found['times']}.\n\n"
    ) + _table(("until", "median s", "fastest", "slowest"), starts)


def _turns(found: Figures) -> str:
    kinds: Mapping[str, Figures] = found["kinds"]
    base = next(kind for name, kind in kinds.items() if "static" in name)["median_ms"]
    rows = [
        (
            name,
            _numbers(kind),
            *_times(kind),
            f"{kind['median_ms'] / base:.1f}",
            *(f"{kind[f'{where}_share']:.0%}" for where in ("rasa", "actions", "gateway")),
        )
        for name, kind in kinds.items()
    ]
    understanding = found["understanding"]
    return (
        "## Milliseconds a turn, end to end through the gateway\n\n"
        f"{found['conversations']} whole conversations, one after the other, "
        f"{found['messages']} turns. The shares are of the time of all turns of the kind: inside "
        "Rasa (its calls to the action server taken out), inside the actions, and in the gateway "
        "with its database and the way to Rasa.\n\n"
        + _table(
            ("kind of turn", "message number", "n", "median", "p95", "x static",
             "Rasa", "actions", "gateway"),
            rows,
        )
        + "\n\nUnderstanding alone (`POST /model/parse`, "
        f"{understanding['texts']} different texts): median {understanding['median_ms']:.1f} ms, "
        f"p95 {understanding['p95_ms']:.1f} ms, n {understanding['n']}."
    )  # fmt: skip


def _memory(lines: Sequence[Figures]) -> str:
    rows = [
        (line["process"], line["moment"], f"{line['rss_mb']:.0f}", f"{line['uss_mb']:.0f}")
        for line in sorted(lines, key=lambda line: ("chat", "actions", "rasa", "together").index(
            line["process"]))
    ]  # fmt: skip
    return (
        "## Memory\n\n"
        "MB of a process and all below it: RSS as systems show it, USS what it shares with no "
        "other.\n\n"
    ) + _table(("process", "when", "RSS", "USS"), rows)


def _core(found: Figures) -> str:
    rows = [(name, *_times(step)) for name, step in found["steps"].items()]
    return (
        "## The core alone\n\n"
        f"Milliseconds without dialogue, database or texts; {found['products']} products.\n\n"
    ) + _table(("step", "n", "median", "p95"), rows)


def _card(found: Figures) -> str:
    title = "## The scorecard on people it was not fitted on\n\n"
    if "skipped" in found:
        return f"{title}Skipped: {found['skipped']}."
    ours = found["models"][found["card"]]
    rows = [
        (name, f"{model['auc']:.4f}", f"{model['ks']:.4f}", f"{ours['auc'] / model['auc']:.3f}",
         f"{ours['ks'] / model['ks']:.3f}")
        for name, model in found["models"].items()
    ]  # fmt: skip
    text = (
        f"{title}{found['data']}: {found['people']:,} people, {found['bad_share']:.2%} of them "
        f"bad; {found['held_out_share']:.0%} held out with equal shares of bad, seed "
        f"{found['seed']}; all models in one run of {found['seconds']:.0f} s.\n\n"
    ) + _table(("model", "AUC", "KS", "card's AUC / its", "card's KS / its"), rows)
    same = "has" if found["same_as_shipped"] else "does NOT have"
    return f"{text}\n\nThe card fitted here {same} the points of the one that is shipped."


_PARTS = {
    "machine": _machine,
    "training": _training,
    "start": _start,
    "turns": _turns,
    "core": _core,
    "card": _card,
}


def _numbers(kind: Figures) -> str:
    first, last = kind["first_number"], kind["last_number"]
    return f"{first}" if first == last else f"{first} to {last}"


def _times(found: Figures) -> tuple[str, str, str]:
    return f"{found['n']}", _milliseconds(found["median_ms"]), _milliseconds(found["p95_ms"])


def _milliseconds(value: float) -> str:
    return f"{value:.0f}" if value >= 10 else f"{value:.2f}"


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """A Markdown table; columns of figures are aligned to the right."""
    cells = list(rows)
    marks = [
        "---:" if all(cell[:1].isdigit() for cell in column) else "---"
        for column in zip(*cells, strict=True)
    ]
    lines = [head, marks, *cells]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)
