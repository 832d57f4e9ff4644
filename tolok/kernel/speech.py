"""How the pure rooms speak: Indonesian, unless a door lends them a translator.

`translated` marks a sentence and says it in the language of whoever asks. The pure
rooms know no gettext: the web room lends Django's when it starts. A process of its own,
such as a reader's, has none and speaks Indonesian.
"""

from collections.abc import Callable


_lent: list[Callable[[str], str]] = []


def lend(translator: Callable[[str], str]) -> None:
    """Let a translator of source strings be asked from now on."""
    _lent[:] = [translator]


def translated(text: str) -> str:
    """Return a source string in the language of the moment."""
    return _lent[0](text) if _lent else text


def marked(text: str) -> str:
    """Mark a source string that is translated where it is said; return it unchanged."""
    return text
