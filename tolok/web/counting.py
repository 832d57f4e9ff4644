"""Counts, shares and differences as sentences write them."""

from decimal import Decimal

from tolok.kernel.numbers import format_number, format_percent
from tolok.kernel.rounding import half_up
from tolok.web.words import at_start, count_in_words


HUNDRED = Decimal(100)


def whole(count: int) -> str:
    """Write a count in digits, 1.250."""
    return format_number(Decimal(count))


def opening(count: int) -> str:
    """Write a count at the start of a sentence: "Tiga", "24"."""
    return at_start(count_in_words(count))


def share(part: int, of: int) -> Decimal | None:
    """Return a part in percent with one decimal, or None of nothing."""
    return half_up(Decimal(part) * HUNDRED / Decimal(of), 1) if of else None


def share_text(part: int, of: int) -> str:
    """Write a part in percent with one decimal; a dash of nothing."""
    found = share(part, of)
    return "–" if found is None else format_percent(found, 1)


def points(difference: Decimal) -> str:
    """Write a difference of two percentages, without its sign: "2,1"."""
    return format_number(abs(difference), 2)
