"""Short codes that people copy by hand, with a letter that tells a slip of the pen.

Twelve signs of Crockford's alphabet, which knows no I, L, O and U: eleven are drawn (55
bits), the last makes a sum over the field of 32 elements zero. One wrong sign, or two
signs that changed places, never give another valid code.
"""

from collections.abc import Callable, Sequence


ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 12
GROUP = 4
READ_AS = str.maketrans({"O": "0", "I": "1", "L": "1", "U": "V"})
BETWEEN = str.maketrans("", "", " \t\u00a0-–—.·_")
FIELD = 0b100101  # x⁵ + x² + 1: the powers of x run through all 31 elements but zero


class CodeMistyped(ValueError):
    """What was typed is no code: its length, a sign or its last letter is wrong."""


def make_code(draw: Callable[[int], int]) -> str:
    """Return a new code; `draw(32)` gives a number from 0 to 31, not to be guessed."""
    drawn = [draw(len(ALPHABET)) for _ in range(LENGTH - 1)]
    last = next(
        number for number in range(len(ALPHABET)) if _weigh([*drawn, number]) == 0
    )
    return "".join(ALPHABET[number] for number in [*drawn, last])


def read_code(text: str) -> str:
    """Return the code that was typed, however it was grouped and whatever looks alike.

    O reads as 0, I and L as 1, U as V. Raises `CodeMistyped`.
    """
    plain = text.translate(BETWEEN).upper().translate(READ_AS)
    if len(plain) != LENGTH or set(plain) - set(ALPHABET):
        raise CodeMistyped(text)
    if _weigh([ALPHABET.index(sign) for sign in plain]):
        raise CodeMistyped(text)
    return plain


def format_code(code: str) -> str:
    """Return a code in groups of four: "7K3M-9QWX-2H4T"."""
    return "-".join(code[at : at + GROUP] for at in range(0, len(code), GROUP))


def _weigh(numbers: Sequence[int]) -> int:
    """Return the numbers as a polynomial, taken at x; zero for a whole code."""
    total = 0
    for number in numbers:
        total = _times_x(total) ^ number
    return total


def _times_x(number: int) -> int:
    doubled = number << 1
    return doubled ^ FIELD if doubled >= len(ALPHABET) else doubled
