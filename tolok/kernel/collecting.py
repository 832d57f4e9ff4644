"""Tells Python's collector how a program of this size lives.

Once everything is loaded, hundreds of thousands of objects stay until the end. Python
looks through all of them again and again for rings to take away: a tenth of the time of
a command that loads an office, and as much of a page.
"""

import gc


# New objects between two looks through the youngest, and looks between the next two
# generations; Python's own are 700, 10 and 10.
YOUNG, MIDDLE, OLD = 50_000, 20, 50


def keep_what_is_loaded() -> None:
    """Leave out of every later search what is loaded now; search more seldom."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(YOUNG, MIDDLE, OLD)
