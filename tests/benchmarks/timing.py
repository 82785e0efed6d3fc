"""Turns durations into the few figures that are reported; it must not know of what."""

import statistics
import time
from collections.abc import Callable, Sequence
from typing import Any

MILLISECONDS = 1000.0


def summary(seconds: Sequence[float]) -> dict[str, float]:
    """Return the number of durations with their median and 95th percentile in milliseconds.

    Args:
        seconds: durations, at least one.
    """
    ordered = sorted(seconds)
    last = len(ordered) - 1
    # The smallest duration that at least 95 of 100 do not exceed: one that was really measured.
    ninety_fifth = ordered[min(last, -(-95 * len(ordered) // 100) - 1)]
    return {
        "n": len(ordered),
        "median_ms": statistics.median(ordered) * MILLISECONDS,
        "p95_ms": ninety_fifth * MILLISECONDS,
    }


def timed(call: Callable[[], Any], times: int) -> dict[str, float]:
    """Call `times` times after one call that does not count, and summarise."""
    call()
    seconds = []
    for _ in range(times):
        began = time.perf_counter()
        call()
        seconds.append(time.perf_counter() - began)
    return summary(seconds)
