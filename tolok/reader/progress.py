"""Progress: how a source tells how far it has come.

A source that takes its time calls `progress(done, total)` with pages read and pages in all:
first with 0, then after each page. Sources that read a file in one go say nothing.
"""

from collections.abc import Callable


Progress = Callable[[int, int], None]


def say_nothing(done: int, total: int) -> None:
    """The progress of a caller who does not ask."""
