"""Command line of the crash proof: progress beside it, the report on standard output.

python -m tests.crash [--messages 500] [--conversations 50] [--kills 30] [--seed 1] [--var DIR]
"""

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

from tests.crash.run import CHANNELS, Plan, crash

EXIT_FAILED = 1


def main() -> int:
    """Run it and tell how it went."""
    parser = argparse.ArgumentParser(prog="crash", description="Kill processes under customers.")
    parser.add_argument("--messages", type=int, default=500, help="of all customers (500)")
    parser.add_argument("--conversations", type=int, default=50, help="half on each channel (50)")
    parser.add_argument("--kills", type=int, default=30, help="with SIGKILL (30)")
    parser.add_argument("--seed", type=int, default=1, help="the same seed, the same customers (1)")
    parser.add_argument("--var", type=Path, help="keep database and logs in this folder")
    parser.add_argument("--channels", nargs="+", choices=CHANNELS, default=CHANNELS)
    options = parser.parse_args()
    plan = Plan(
        messages=options.messages,
        conversations=options.conversations,
        kills=options.kills,
        seed=options.seed,
        channels=tuple(options.channels),
    )
    began = time.monotonic()

    def tell(what: str) -> None:
        sys.stderr.write(f"{time.monotonic() - began:6.1f} s  {what}\n")
        sys.stderr.flush()

    with ExitStack() as held:
        var = options.var or Path(held.enter_context(tempfile.TemporaryDirectory(prefix="crash-")))
        var.mkdir(parents=True, exist_ok=True)
        report = crash(plan, var.resolve(), tell)
    sys.stdout.write(f"{report}")
    return EXIT_FAILED if report.breaches else 0


if __name__ == "__main__":
    sys.exit(main())
