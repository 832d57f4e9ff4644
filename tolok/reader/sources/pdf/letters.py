"""Letters: single characters become words.

Words are told apart by blanks where the producer writes them, and by gaps. Letters drawn
twice at nearly the same place, to look bold, count once.
"""

from typing import NamedTuple

from tolok.reader.sources.pdf.marks import Word


# Gaps in shares of the font's size: wider ones part words.
_GAP_BESIDE_BLANKS = 0.2
_GAP_WITHOUT_BLANKS = 0.17
_BLANKS_ARE_WRITTEN = 0.05
_DRAWN_AGAIN = 0.12
_SAME_BASELINE = 0.12
_LIGATURES = {
    "\ufb00": "ff",
    "\ufb01": "fi",
    "\ufb02": "fl",
    "\ufb03": "ffi",
    "\ufb04": "ffl",
    "\ufb05": "st",
    "\ufb06": "st",
    "\xad": "-",
    "\u2010": "-",
    "\u2011": "-",
    # PDFium's sign for a hyphen at the end of a line.
    "\x02": "-",
}


class Letter(NamedTuple):
    """One character, its box and the start of its baseline, in points of the page."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    start: float
    base: float
    size: float


def words_of(letters: list[Letter]) -> list[Word]:
    """Gather letters into words."""
    blanks = sum(1 for letter in letters if letter.text.isspace())
    written = blanks > _BLANKS_ARE_WRITTEN * len(letters)
    gap = _GAP_BESIDE_BLANKS if written else _GAP_WITHOUT_BLANKS
    words: list[Word] = []
    for row in _rows(letters):
        run: list[Letter] = []
        for letter in sorted(row, key=lambda letter: letter.start):
            if letter.text.isspace():
                _close(run, words)
            elif not _is_drawn_again(run, letter):
                if run and letter.x0 - run[-1].x1 > gap * min(
                    letter.size, run[-1].size
                ):
                    _close(run, words)
                run.append(letter)
        _close(run, words)
    return words


def _rows(letters: list[Letter]) -> list[list[Letter]]:
    """Letters on one baseline."""
    rows: list[list[Letter]] = []
    for letter in sorted(letters, key=lambda letter: letter.base):
        near = max(0.6, _SAME_BASELINE * letter.size)
        if rows and letter.base - rows[-1][0].base <= near:
            rows[-1].append(letter)
        else:
            rows.append([letter])
    return rows


def _is_drawn_again(run: list[Letter], letter: Letter) -> bool:
    return any(
        other.text == letter.text
        and abs(other.start - letter.start) < _DRAWN_AGAIN * letter.size
        for other in run[-3:]
    )


def _close(run: list[Letter], words: list[Word]) -> None:
    if run:
        words.append(
            Word(
                "".join(_LIGATURES.get(letter.text, letter.text) for letter in run),
                min(letter.x0 for letter in run),
                min(letter.top for letter in run),
                max(letter.x1 for letter in run),
                max(letter.bottom for letter in run),
                run[0].base,
                max(letter.size for letter in run),
            )
        )
        run.clear()
