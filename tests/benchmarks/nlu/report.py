"""Writes what was measured of the understanding as Markdown; it measures nothing."""

from collections.abc import Mapping, Sequence
from typing import Any

from tests.benchmarks.nlu.dev_set import FALLBACK, OUT_OF_SCOPE
from tests.benchmarks.nlu.needed import NEEDS, Need
from tests.benchmarks.nlu.pipelines import DEFAULT, OURS
from tests.benchmarks.scoring.report import machine_line, table

type Figures = Mapping[str, Any]

NAMES = {"zh": "Chinese", "en": "English", "both": "Both languages"}
TITLES = {OURS: "ours", DEFAULT: "Rasa's default (DIET)"}
SHOWN_CONFUSIONS = 15


def render(results: Figures) -> str:
    """Return the whole report; what was not measured is left out.

    Args:
        results: what `python -m tests.benchmarks.nlu` also writes as JSON.
    """
    quick = " (quick: few messages, one epoch, no figure to quote)" if results["quick"] else ""
    machine = results["machine"]
    parts = [
        f"# Understanding, measured on {results['at']}{quick}",
        f"{machine_line(machine)}; understanding in Python {machine['rasa_python']}, "
        f"Rasa {machine['rasa']}, scikit-learn {machine['scikit_learn_rasa']}",
    ]
    found: Mapping[str, Figures] = results["pipelines"]
    if OURS in found:
        parts.append(_needed(found[OURS]))
    if found:
        parts += [_cost(found, results["epochs"]), *(_language(name, results) for name in NAMES)]
        parts.append("## Pictures\n\n" + "\n".join(f"- `{name}`" for name in results["pictures"]))
    if "generality" in results:
        parts.append(_generality(results["generality"]))
    return "\n\n".join(parts) + "\n"


def _needed(ours: Figures) -> str:
    return "## Needed and measured\n\n" + table(
        ("what", "needed", "measured", "95 % interval", "met"),
        [_need(need, need.of(ours)) for need in NEEDS],
    )


def _need(need: Need, found: Any) -> Sequence[str]:
    if need.unit == "%":
        bound = f"{need.at_least:.0%} or more" if need.at_least else f"{need.at_most:.0%} or less"
        value, shown, interval = found["share"], f"{found['share']:.1%}", _interval(found)
    else:
        bound = f"{need.at_most:.0f} {need.unit} or less"
        value, shown, interval = found, f"{found:.1f} {need.unit}", ""
    return need.what, bound, shown, interval, "yes" if need.is_met(value) else "NO"


def _cost(found: Mapping[str, Figures], epochs: Figures) -> str:
    figures = (
        ("training, s", ("training", "seconds"), ".0f"),
        ("training, processor s", ("training", "processor_seconds"), ".0f"),
        ("parsing a message, median ms", ("parsing", "median_ms"), ".2f"),
        ("parsing a message, p95 ms", ("parsing", "p95_ms"), ".2f"),
        ("parsing a message, median processor ms", ("parsing", "processor_median_ms"), ".2f"),
        ("model file, MB", ("training", "model_mb"), ".1f"),
    )
    rows = [
        (what, *_beside([one[path[0]][path[1]] for one in found.values()], form))
        for what, path, form in figures
    ]
    shortened = (
        f" Epochs of DIET: {epochs['used']}; Rasa's template has {epochs['template']}, with which "
        "its training takes longer in proportion."
        if DEFAULT in found and epochs["used"] != epochs["template"]
        else ""
    )
    return (
        "## Cost\n\nTraining from starting Rasa to the model file, without its cache; parsing one "
        f"message at a time in process, {next(iter(found.values()))['parsing']['n']} messages."
        f"{shortened}\n\n"
    ) + table(_head(found, "what"), rows)


def _language(language: str, results: Figures) -> str:
    found: Mapping[str, Figures] = {
        name: one[language] for name, one in results["pipelines"].items()
    }
    first = next(iter(found.values()))
    figures = (
        ("accuracy, strict", "strict"),
        ("accuracy, lenient", "lenient"),
        ("macro F1", "macro_f1"),
        ("out-of-scope recall", "out_of_scope_recall"),
        ("false rejection of in-scope", "false_rejection"),
    )
    rows = [
        (what, *_beside([one[key]["share"] for one in found.values()], ".1%"),
         *(_interval(one[key]) for one in found.values()))
        for what, key in figures
    ]  # fmt: skip
    rows.append(
        ("calibration error",
         *_beside([one["calibration_error"] for one in found.values()], ".3f"),
         *("" for _ in found))
    )  # fmt: skip
    head = (*_head(found, "figure"), *(f"{TITLES[name]}, 95 %" for name in found))
    parts = [
        f"## {NAMES[language]}: {first['n']} messages, {len(first['intents'])} intents",
        table(head, rows),
        *(_rejections(TITLES[name], one) for name, one in found.items()),
    ]
    if language in results["compared"]:
        pair = results["compared"][language]
        parts.append(
            f"Only ours is right: {pair['ours']} messages; only the default: {pair['other']} "
            f"(McNemar, exact: p = {pair['p']:.2g})."
        )
    parts.append(_tags(found))
    if language != "both":
        parts += [_confusions(name, one) for name, one in found.items()]
        parts.append(_intents(found))
    return "\n\n".join(parts)


def _rejections(title: str, one: Figures) -> str:
    inside, outside = one["rejected"]["in_scope"], one["rejected"]["out_of_scope"]
    return (
        f"Turned away by {title}: of {outside['messages']} messages out of scope "
        f"{outside[OUT_OF_SCOPE]} as `{OUT_OF_SCOPE}` and {outside[FALLBACK]} as `{FALLBACK}`; of "
        f"{inside['messages']} in scope {inside[OUT_OF_SCOPE]} and {inside[FALLBACK]}."
    )


def _tags(found: Mapping[str, Figures]) -> str:
    first = next(iter(found.values()))
    rows = [
        (tag, f"{of['n']}", *_beside([one["tags"][tag]["share"] for one in found.values()], ".1%"))
        for tag, of in first["tags"].items()
    ]
    return "Accuracy (strict) by kind of message:\n\n" + table(
        ("kind", "messages", *_head(found, "")[1:]), rows
    )


def _confusions(name: str, one: Figures) -> str:
    all_of_them: Sequence[Figures] = one["confusions"]
    rows = [
        (f"`{pair['label']}`", f"`{pair['understood']}`", f"{pair['times']}",
         f"{pair['acceptable']}")
        for pair in all_of_them[:SHOWN_CONFUSIONS]
    ]  # fmt: skip
    total = sum(pair["times"] for pair in all_of_them)
    return (
        f"Most frequent confusions of {TITLES[name]} ({len(rows)} of {len(all_of_them)} pairs, "
        f"{sum(int(row[2]) for row in rows)} of {total} messages):\n\n"
    ) + table(("label", "understood", "messages", "of them acceptable"), rows)


def _intents(found: Mapping[str, Figures]) -> str:
    first = next(iter(found.values()))
    others = list(found.items())[1:]
    rows = [
        (f"`{intent}`", f"{one['n']}", f"{one['precision']:.2f}", f"{one['recall']:.2f}",
         f"{one['f1']:.2f}", *(f"{other['intents'][intent]['f1']:.2f}" for _, other in others))
        for intent, one in first["intents"].items()
    ]  # fmt: skip
    head = ("intent", "messages", "precision", "recall", "F1",
            *(f"F1 of {TITLES[name]}" for name, _ in others))  # fmt: skip
    return f"Each intent, {TITLES[next(iter(found))]}:\n\n" + table(head, rows)


def _generality(found: Figures) -> str:
    title = "## Generality: the same pipelines on public English sets\n\n"
    if "skipped" in found:
        return f"{title}Skipped: {found['skipped']}."
    parts = [
        f"{title}Accuracy of the likeliest intent, rejection set aside. Ours is the pipeline of "
        "config.yml without what finds entities, made for Chinese as it is; the default has its "
        "own tokenizer and English. Published: micro F1, which is the accuracy where each message "
        "gets one intent (sources in docs/benchmarks-nlu.md)."
    ]
    for name, one in found["sets"].items():
        rows = [
            (f"**{TITLES[who]}**", f"{of['accuracy']['share']:.3f}", _interval(of["accuracy"]),
             f"{of['seconds']:.0f}")
            for who, of in one["measured"].items()
        ] + [
            (f"{who} (published)", f"{value:.2f}", "", "")
            for who, value in one["published"].items()
        ]  # fmt: skip
        rows.sort(key=lambda row: -float(row[1]))
        parts.append(
            f"### {name}: {one['intents']} intents, {one['train']} messages to learn from, "
            f"{one['test']} to test\n\n"
            + table(("what", "accuracy", "95 % interval", "training, s"), rows)
        )
    return "\n\n".join(parts)


def _head(found: Mapping[str, Figures], first: str) -> Sequence[str]:
    titles = [TITLES[name] for name in found]
    return (first, *titles, *(["ours / default"] if len(titles) == 2 else []))


def _beside(values: Sequence[float], form: str) -> Sequence[str]:
    """The values, and behind two of them how many times the second the first is."""
    shown = [format(value, form) for value in values]
    if len(values) == 2:
        shown.append(f"{values[0] / values[1]:.2f}" if values[1] else "-")
    return shown


def _interval(found: Figures) -> str:
    return f"{found['low']:.1%} to {found['high']:.1%}"
