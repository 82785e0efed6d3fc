"""Command line of the fuzz run: progress beside it, failures and a summary on standard output.

python -m tests.dialogue.fuzz [--messages 5000] [--seed 1] [--at-once 8] [--talk NUMBER]
"""

import argparse
import statistics
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

import httpx

from tests.dialogue.assistant import Assistant, started
from tests.dialogue.fuzz.talks import Held, hold, hold_many

EXIT_FAILED = 1


def main() -> int:
    """Hold the conversations and tell how they went."""
    parser = argparse.ArgumentParser(prog="fuzz", description="Talk to the assistant at random.")
    parser.add_argument("--messages", type=int, default=5000, help="how many at least (5000)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same customers (1)")
    parser.add_argument("--at-once", type=int, default=8, help="conversations at a time (8)")
    parser.add_argument("--talk", type=int, help="hold and show only this one of the seed")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="shandai-fuzz-") as var, started(Path(var)) as running:
        if options.talk is not None:
            held = running.runner.run(_one(running, options.seed, options.talk))
            sys.stdout.write(f"{held}\n")
            return EXIT_FAILED if held.faults else 0
        began = time.monotonic()
        done = running.runner.run(
            hold_many(
                running,
                seed=options.seed,
                messages=options.messages,
                at_once=options.at_once,
                told=_Progress(options.messages),
            )
        )
    sys.stdout.write(summary(done, time.monotonic() - began))
    return EXIT_FAILED if any(held.faults for held in done) else 0


async def _one(assistant: Assistant, seed: int, number: int) -> Held:
    async with httpx.AsyncClient(base_url=assistant.settings.rasa_url, timeout=20) as http:
        return await hold(assistant, seed, number, http)


class _Progress:
    """Counts the messages on standard error; shows a failure as soon as it is found."""

    def __init__(self, messages: int) -> None:
        self._messages, self._sent, self._failed = messages, 0, 0

    def __call__(self, held: Held) -> None:
        self._sent += held.messages
        self._failed += bool(held.faults)
        if held.faults:
            sys.stdout.write(f"--- conversation {held.number}\n{held}\n\n")
            sys.stdout.flush()
        sys.stderr.write(f"\r{self._sent} of {self._messages} messages, {self._failed} failed")
        sys.stderr.flush()


def summary(done: list[Held], seconds: float) -> str:
    """The run in a few lines."""
    kinds, forms = Counter[str](), Counter[str]()
    for held in done:
        kinds += held.kinds
        forms += held.forms
    times = [one for held in done for one in held.seconds]
    failed = [held for held in done if held.faults]
    lines = [
        f"conversations  {len(done)}, {len(failed)} with a fault",
        f"messages       {kinds.total()} in {seconds:.0f} s",
        f"a turn         {statistics.median(times):.3f} s at the median, {max(times):.3f} s the "
        "slowest",
        "by kind        " + ", ".join(f"{name} {times}" for name, times in kinds.most_common()),
        *(f"form           {name}: {times}" for name, times in sorted(forms.items())),
        *(f"fault          {held.number}: {held.faults[0]}" for held in failed),
    ]
    return "\n" + "\n".join(lines) + "\n"


if __name__ == "__main__":
    sys.exit(main())
