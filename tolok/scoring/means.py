"""Means of achievements, in whole hundredths of a percent. Pure: no Django.

Each counts as at most the roll-up limit of the rule pack. With weights it is the sum of
achievement × weight ÷ sum of the weights that were counted; weights that do not add up
to 100 are told and never scaled in silence. Rounded half up, once.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tolok.kernel.numbers import format_number


WHOLE = Decimal(100)


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean in hundredths of a percent, and what must be told about its weights."""

    hundredths: int
    note: str = ""


def mean_of(
    values: Sequence[int],
    *,
    cap: int | None = None,
    weights: Sequence[Decimal | None] | None = None,
    all_weights: Sequence[Decimal | None] | None = None,
) -> Mean:
    """Return the mean of at least one value in hundredths of a percent.

    `weights` are in percent, beside the values. Where only some have one, or none, each
    counts alike. `all_weights` are those of the whole level, also of what has no value.
    """
    counted = [value if cap is None else min(value, cap) for value in values]
    note = weights_note(all_weights if all_weights is not None else weights or ())
    used = [weight for weight in weights or () if weight is not None]
    if not used or len(used) < len(values) or note == PARTLY:
        return Mean(_half_up(sum(counted), len(counted)), note)
    parts = [int(weight.scaleb(2)) for weight in used]
    total = sum(value * part for value, part in zip(counted, parts, strict=True))
    return Mean(_half_up(total, sum(parts)), note)


PARTLY = (
    "Bobot baru diisi sebagian, jadi belum dipakai: semua dihitung sama. Lengkapi "
    "bobotnya."
)


def weights_note(weights: Sequence[Decimal | None]) -> str:
    """Say what is wrong with the weights of a level, or nothing."""
    found = [weight for weight in weights if weight is not None]
    if not found:
        return ""
    if len(found) < len(weights):
        return PARTLY
    total = sum(found, Decimal(0))
    if total == WHOLE:
        return ""
    return (
        f"Bobotnya berjumlah {format_number(total.normalize() + 0)} %, bukan 100 %. "
        "Perbaiki bobotnya; capaian dibagi dengan jumlah yang tertulis."
    )


def _half_up(total: int, count: int) -> int:
    """Return total ÷ count, halves away from zero, on integers only."""
    doubled = 2 * abs(total) + count
    return (doubled // (2 * count)) * (1 if total >= 0 else -1)
