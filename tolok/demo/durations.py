"""How long something takes, and what of many times is told."""

import time
from collections.abc import Callable


WARM_UP, PERCENTILE = 4, 0.95


def warm(values: list[float]) -> list[float]:
    """Return what was measured after the first ones, which only warm up."""
    return values[WARM_UP:] or values


def percentile(values: list[float]) -> float:
    """Return the value that 95 of 100 do not exceed."""
    ordered = sorted(values)
    return ordered[min(int(len(ordered) * PERCENTILE), len(ordered) - 1)]


def seconds(do: Callable[[], object]) -> float:
    """Return how long something takes."""
    started = time.perf_counter()
    do()
    return time.perf_counter() - started
