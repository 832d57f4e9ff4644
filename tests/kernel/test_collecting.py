"""What is loaded is left out of later searches for rings, and rings are still found."""

import gc
import subprocess
import sys
import weakref


class Ring:
    """Holds on to itself, so that only the collector takes it away."""

    def __init__(self) -> None:
        self.me = self


def test_a_ring_made_afterwards_is_still_taken_away() -> None:
    gone = weakref.ref(Ring())

    gc.collect()

    assert gone() is None


def test_what_is_loaded_is_not_searched_again() -> None:
    code = (
        "import decimal, gc; from tolok.kernel.collecting import keep_what_is_loaded; "
        "before = gc.get_freeze_count(); keep_what_is_loaded(); "
        "print(before, gc.get_freeze_count() > 1000)"
    )

    done = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )

    assert done.stdout.split() == ["0", "True"]
