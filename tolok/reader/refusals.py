"""The one way the reader says no."""


class UnreadableDecree(ValueError):
    """A file that cannot be read as a decree.

    `str()` is one Indonesian message for the person who brought the file: what is wrong
    and what to bring instead.
    """
