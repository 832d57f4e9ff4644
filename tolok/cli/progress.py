"""A bar that tells how far a long piece of work has come, beside the result."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TextIO


_SECONDS_OF_PATIENCE = 2.0
_WIDTH = 30


@contextmanager
def progress_bar(
    out: TextIO,
    clock: Callable[[], float] = time.monotonic,
    *,
    what: str = "halaman",
) -> Iterator[Callable[[int, int], None]]:
    """Give a callable for (done, total) that draws on a terminal once two seconds have passed.

    The bar is wiped when the work ends, however it ends.
    """
    begun, drawn = clock(), False

    def tell(done: int, total: int) -> None:
        nonlocal drawn
        if not out.isatty() or clock() - begun < _SECONDS_OF_PATIENCE or total < 1:
            return
        filled = _WIDTH * min(done, total) // total
        bar = "█" * filled + "░" * (_WIDTH - filled)
        out.write(f"\r{bar} {what} {done} dari {total}")
        out.flush()
        drawn = True

    try:
        yield tell
    finally:
        if drawn:
            out.write("\r\x1b[K")
            out.flush()
