"""Tells Python's collector how a program of this size lives.

Once everything is loaded, hundreds of thousands of objects stay until the end. Python
looks through all of them again and again for rings to take away: a tenth of the time of
a command that loads an office, and as much of a page.
"""

import gc


# New objects between two looks through the youngest, and how many of these looks come
# before one through the middle, and of those before one through all that is not frozen:
# every two million objects, so that rings cannot pile up. Python's own are 700, 10, 10.
YOUNG, MIDDLE, OLD = 20_000, 10, 10


def keep_what_is_loaded() -> None:
    """Leave out of every later search what is loaded now; search more seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
