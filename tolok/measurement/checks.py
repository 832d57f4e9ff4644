"""What to look at again before a value is sent: limits, parts, own history.

The same checks speak while a holder types and when it is sent. What cannot be stops the
sending; what is only odd is asked about once, and the answer stands in the steps.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from statistics import median
from typing import TYPE_CHECKING

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tolok.kernel.numbers import NO_BREAK_SPACE, PERCENT, format_number
from tolok.measurement.entries import Reading
from tolok.registry.enums import Measure
from tolok.registry.models import Definition


if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


HUNDRED = Decimal(100)
OUTLIER_TIMES = Decimal(2)
HISTORY_NEEDED = 3


@dataclass(frozen=True)
class Doubt:
    """One thing about a value, at its field; `short` is how the steps tell it.

    What must be mended cannot be sent; the rest is sent once the holder says so.
    """

    field: str
    text: str
    short: "StrOrPromise"
    must_mend: bool = False


def usual_value(history: Sequence[Decimal]) -> Decimal | None:
    """Return the median of the earlier values, or None with fewer than three."""
    if len(history) < HISTORY_NEEDED:
        return None
    return Decimal(median(history))


def is_unusual(value: Decimal | None, history: Sequence[Decimal]) -> bool:
    """Tell whether a value lies far from the middle of its own earlier values.

    Far is more than twice the median, or less than half of it; told only from three
    verified values on, and not where the median is nought or less.
    """
    middle = usual_value(history)
    if value is None or middle is None or middle <= 0:
        return False
    return value > middle * OUTLIER_TIMES or value * OUTLIER_TIMES < middle


def is_beyond_limits(
    value: Decimal | None, *, unit: str, target: Decimal | None
) -> bool:
    """Tell whether a value is negative, or a percentage above 100 without a reason.

    A target above 100 % is the reason: then the whole is no bound.
    """
    if value is None:
        return False
    if value < 0:
        return target is None or target >= 0
    whole_is_bound = target is None or target <= HUNDRED
    return unit == PERCENT and value > HUNDRED and whole_is_bound


def check_reading(
    reading: Reading,
    definition: Definition,
    *,
    target: Decimal | None = None,
    history: Sequence[Decimal] = (),
) -> list[Doubt]:
    """Return what is odd or impossible about a reading, the impossible first.

    `target` is the period's target as a number, `history` the earlier verified values of
    the same person and indicator. A blank reading has nothing to look at.
    """
    if reading.is_blank:
        return []
    doubts = _parts(reading) if definition.measure == Measure.RATIO else []
    value, unit = reading.value, definition.unit_of_measure
    field = "numerator" if definition.measure == Measure.RATIO else "value"
    if is_beyond_limits(value, unit=unit, target=target) and value is not None:
        doubts.append(
            _negative(field) if value < 0 else _above_hundred(field, value, definition)
        )
    if is_unusual(value, history) and value is not None:
        doubts.append(_outlier(field, value, history, unit))
    return sorted(doubts, key=lambda doubt: not doubt.must_mend)


def without_value(definition: Definition) -> Doubt:
    """Return what is asked before something is sent without a value."""
    field = "numerator" if definition.measure == Measure.RATIO else "value"
    message = _(
        "Dikirim tanpa angka. Sebabnya terbaca verifikator, dan periode ini dihitung "
        "belum dilaporkan, bukan nol."
    )
    return Doubt(field, message, _lazy("dikirim tanpa angka"))


def _parts(reading: Reading) -> list[Doubt]:
    if reading.denominator is None or reading.denominator >= 0:
        return []
    message = _("Penyebut tidak dapat kurang dari nol. Tulis banyaknya seluruhnya.")
    return [Doubt("denominator", message, _lazy("penyebut negatif"), must_mend=True)]


def _negative(field: str) -> Doubt:
    message = _("Hasilnya kurang dari nol. Periksa apakah tandanya benar.")
    return Doubt(field, message, _lazy("nilai negatif"))


def _above_hundred(field: str, value: Decimal, definition: Definition) -> Doubt:
    percent = f"{_written(value)}{NO_BREAK_SPACE}{PERCENT}"
    if definition.measure == Measure.RATIO:
        message = _(
            "Pembilang lebih besar daripada penyebut, sehingga hasilnya %(value)s. "
            "Bagian tidak lebih besar daripada keseluruhannya: periksa apakah keduanya "
            "tertukar."
        )
    else:
        message = _(
            "%(value)s lebih dari seratus persen, padahal targetnya tidak. Periksa "
            "letak komanya."
        )
    return Doubt(field, message % {"value": percent}, _lazy("di atas 100 %"))


def _outlier(
    field: str, value: Decimal, history: Sequence[Decimal], unit: str
) -> Doubt:
    middle = usual_value(history) or Decimal(0)
    message = (
        _(
            "Biasanya sekitar %(usual)s %(unit)s (nilai tengah %(count)s periode yang "
            "terverifikasi); ini lebih dari dua kalinya."
        )
        if value > middle
        else _(
            "Biasanya sekitar %(usual)s %(unit)s (nilai tengah %(count)s periode yang "
            "terverifikasi); ini kurang dari separuhnya."
        )
    )
    text = message % {"usual": _written(middle), "unit": unit, "count": len(history)}
    return Doubt(field, text, _lazy("di luar kebiasaan"))


def _written(value: Decimal) -> str:
    """Write a number with at most two decimals and no idle noughts."""
    text = format_number(value, 2)
    return text.rstrip("0").rstrip(",") if "," in text else text
