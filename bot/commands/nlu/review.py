"""`shandai nlu review`: one message that was not understood at a time, and what it means."""

import argparse
import importlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence

from bot.commands.lines import to_json
from bot.commands.nlu.choosing import Label, Order, Unclear, offered, understood
from bot.commands.nlu.kept_samples import known_examples, open_samples
from bot.errors import CorpusError
from bot.services.ports import UnitsOfWork
from bot.services.records import NotFound, Sample, SampleState
from bot.services.review_samples import discard_sample, label_sample, samples

PROMPT = "meaning (number, intent, s skip, o out of scope, x discard, q quit, ? all intents): "


def run(options: argparse.Namespace) -> int:
    """Review in a terminal, or print what there is to review.

    Raises:
        CorpusError: there is no terminal to ask in, or the examples cannot be read.
        StorageError: the database cannot be used.
    """
    kept = open_samples()
    state = SampleState.LABELLED if options.labelled else SampleState.OPEN
    found = samples(kept.unit_of_work, state)
    if options.json or options.list:
        line = _as_json if options.json else _as_line
        sys.stdout.writelines(f"{line(sample)}\n" for sample in found)
        return 0
    if not sys.stdin.isatty():
        raise CorpusError(
            "standard input", "is no terminal", "Run it in one, or print with --list or --json."
        )
    intents = sorted({example.intent for example in known_examples(options.data)})
    _complete(intents)
    Review(kept.unit_of_work, intents, ask=input, say=_say).go_through(found)
    return 0


class Review:
    """Asks for the meaning of samples; every answer is kept at once, so that any may be the last.

    Args:
        uow: storage.
        intents: what may be answered.
        ask: shows a prompt and returns a line; raises EOFError when there are no more.
        say: shows a line.
    """

    def __init__(
        self,
        uow: UnitsOfWork,
        intents: Sequence[str],
        *,
        ask: Callable[[str], str],
        say: Callable[[str], None],
    ) -> None:
        self._uow = uow
        self._intents = intents
        self._ask = ask
        self._say = say

    def go_through(self, found: Sequence[Sample]) -> None:
        """Ask about every sample until the end or until told to stop; then say what was done."""
        if not found:
            self._say("Nothing to review.")
            return
        done: Counter[str] = Counter()
        for number, sample in enumerate(found, start=1):
            for line in _shown(sample, number, len(found)):
                self._say(line)
            decided = self._decide(sample)
            if decided is Order.QUIT:
                break
            done[self._keep(sample, decided)] += 1
        left = len(found) - done["labelled"] - done["discarded"] - done["expired"]
        self._say("")
        self._say(f"{done['labelled']} labelled, {done['discarded']} discarded, {left} left.")
        if done["labelled"]:
            self._say("`shandai nlu export` writes what is labelled as suggested examples.")

    def _decide(self, sample: Sample) -> Label | Order:
        numbered = offered(sample)
        while True:
            try:
                answer = understood(self._ask(PROMPT), numbered, self._intents)
            except EOFError:
                return Order.QUIT
            if isinstance(answer, Unclear):
                several = ", ".join(answer.candidates)
                self._say(f"  one of {several}?" if several else "  no such choice")
            elif answer is Order.HELP:
                for line in _columns(self._intents):
                    self._say(line)
            else:
                return answer

    def _keep(self, sample: Sample, decided: Label | Order) -> str:
        try:
            if isinstance(decided, Label):
                label_sample(self._uow, sample.key, decided.intent)
                self._say(f"  -> {decided.intent}")
                return "labelled"
            if decided is Order.DISCARD:
                discard_sample(self._uow, sample.key)
                self._say("  -> forgotten")
                return "discarded"
        except NotFound:
            self._say("  it has expired meanwhile")
            return "expired"
        return "skipped"


def _shown(sample: Sample, number: int, count: int) -> Iterator[str]:
    yield ""
    yield (
        f"{number}/{count}  seen {_often(sample.count)}, last on {sample.last_seen}; "
        f"{_times(sample.happened)}; {sample.language}"
    )
    yield f"  {sample.text}"
    likely = dict(sample.ranking)
    for place, intent in enumerate(offered(sample), start=1):
        much = f"{likely[intent]:.2f}" if intent in likely else "    "
        times = sample.chosen.get(intent)
        chosen = f"  chosen by customers {_often(times)}" if times else ""
        label = "  the label it has" if intent == sample.label else ""
        yield f"    {place}  {much}  {intent}{chosen}{label}"
    if sample.label is not None and sample.label not in offered(sample):
        yield f"    the label it has: {sample.label}"


def _often(times: int) -> str:
    return "once" if times == 1 else f"{times} times"


def _times(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{name} {times}" for name, times in sorted(counts.items()))


def _columns(names: Sequence[str], across: int = 3) -> Iterator[str]:
    width = max(map(len, names), default=0) + 2
    for start in range(0, len(names), across):
        yield "  " + "".join(name.ljust(width) for name in names[start : start + across]).rstrip()


def _as_json(sample: Sample) -> str:
    return to_json(sample)


def _as_line(sample: Sample) -> str:
    guesses = ", ".join(f"{intent} {much:.2f}" for intent, much in sample.ranking[:3])
    chosen = f"; chosen: {_times(sample.chosen)}" if sample.chosen else ""
    label = f"; label: {sample.label}" if sample.label else ""
    return f"{sample.count}  {sample.text}  ({guesses}{chosen}{label})"


def _complete(intents: Sequence[str]) -> None:
    """Let the tabulator complete names, where the terminal can."""
    try:
        readline = importlib.import_module("readline")
    except ImportError:  # a Python built without it edits lines less comfortably
        return

    def nth(typed: str, number: int) -> str | None:
        fitting = [intent for intent in intents if intent.startswith(typed)]
        return fitting[number] if number < len(fitting) else None

    readline.set_completer(nth)
    readline.parse_and_bind("tab: complete")


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")
