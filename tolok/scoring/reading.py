"""Read one measurement as JSON: what was asked for, and what was reported.

Pure: no Django. Raises `Refused` where the input cannot be understood, never guesses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tolok.kernel.numbers import (
    PER_MIL,
    PERCENT,
    AmountKind,
    format_exact,
    same_unit,
)
from tolok.rules.formulas.achievement import NotComputable
from tolok.scoring.values import (
    Refused,
    Value,
    place_on,
    read_amount,
    read_value,
    shorten,
)


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tolok.rules.packs import Scale


POLARITIES = (
    "higher",
    "lower",
    "range",
    "stable",
    "zero",
    "yes_no",
    "date",
    "grade",
)
ACCUMULATIONS = ("sum", "last", "average", "highest", "lowest", "ratio")
MAX_DECIMALS = 20


class NotReported(LookupError):
    """Nothing was reported; the message says what is blank."""


@dataclass(frozen=True, slots=True)
class Reported:
    """What was reported: as written, how it became one value, and that value."""

    written: str
    how: str
    value: Value


def read_parts(numerator: Any, denominator: Any, target: Value | None) -> Reported:
    """Read a ratio from its two parts.

    Raises `Refused`, `NotReported` where a part is blank, and `NotComputable` where
    the denominator is zero.
    """
    above = _part(numerator, "Pembilang")
    below = _part(denominator, "Penyebut")
    for part, name in ((above, "Pembilang"), (below, "Penyebut")):
        if part is None:
            raise NotReported(f"{name} belum diisi.")
    return quotient_of(above or Fraction(0), below or Fraction(0), target)


def read_pair(raw: Sequence[Any], who: str) -> tuple[Fraction, Fraction]:
    """Read numerator and denominator of one holder. Raises `Refused`, `NotReported`."""
    above = _part(raw[0], f"Pembilang {who}")
    below = _part(raw[1], f"Penyebut {who}")
    if above is None or below is None:
        raise NotReported(f"{who} belum melaporkan.")
    return above, below


def _part(raw: Any, name: str) -> Fraction | None:
    amount = read_amount(raw, name)
    if amount.is_none:
        return None
    if amount.kind is not AmountKind.NUMBER or amount.value is None:
        raise Refused(f"{name} “{shorten(amount.text)}” bukan satu angka. Tulis angka.")
    if amount.value < 0:
        raise Refused(f"{name} tidak boleh negatif. Periksa kembali angkanya.")
    return Fraction(amount.value)


def quotient_of(above: Fraction, below: Fraction, target: Value | None) -> Reported:
    """Return a ratio in the unit of its target. Raises `NotComputable`."""
    written = f"{format_exact(above)} dari {format_exact(below)}"
    if below == 0:
        raise NotComputable(
            f"Penyebutnya nol ({written}), jadi tidak ada yang dapat dibagi. Periksa "
            "penyebutnya; bila memang tidak ada sasarannya, indikator ini tidak dinilai."
        )
    times, unit, notes = _ratio_form(target)
    sign = f" × {times}" if times > 1 else ""
    value = above / below * times
    how = f"{format_exact(above)} ÷ {format_exact(below)}{sign}"
    return Reported(
        written,
        f"pembilang ÷ penyebut{sign}: {how}",
        Value(number=value, unit=unit, notes=notes),
    )


def _ratio_form(target: Value | None) -> tuple[int, str, tuple[str, ...]]:
    """Say what a ratio is counted in: the target's own unit decides."""
    if target is None or target.unit == PERCENT:
        return 100, PERCENT, ()
    if target.unit == PER_MIL:
        return 1000, PER_MIL, ()
    if target.unit or target.grade:
        return 1, "", ()
    top = target.upper if target.upper is not None else target.number
    if top is not None and top > 1:
        said = "Target tanpa satuan dan di atas 1: perbandingan dihitung dalam persen."
        return 100, PERCENT, (said,)
    return 1, "", ()


def read_series(
    raw: Any,
    accumulation: Any,
    polarity: str,
    scale: Scale | None,
    target: Value | None,
) -> Reported:
    """Read the sub-periods and add them up; a blank one is left out and said so.

    Raises `Refused`, `NotReported` where all are blank, and `NotComputable`.
    """
    if not isinstance(raw, list | tuple):
        raise Refused(
            "Nilai sub-periode (values) harus berupa daftar, misalnya [3, null, 4]."
        )
    if accumulation not in ACCUMULATIONS:
        raise Refused(
            "Cara menjumlah sub-periode (accumulation) belum diisi atau tidak dikenal. "
            f"Pilih salah satu: {', '.join(ACCUMULATIONS)}."
        )
    if accumulation == "ratio":
        return _series_of_parts(raw, target)
    values = [
        read_value(item, f"Sub-periode ke-{place}", polarity, scale)
        for place, item in enumerate(raw, start=1)
    ]
    written = "; ".join("kosong" if v is None else v.shown for v in values)
    filled = [value for value in values if value is not None]
    left_out = _left_out(len(values), len(filled))
    units = [value for value in filled if value.unit]
    for value in units:
        if not same_unit(value.unit, units[0].unit):
            raise Refused(
                f"Sub-periode memakai satuan yang berbeda: {units[0].unit} dan "
                f"{value.unit}. Tulis semuanya dalam satuan yang sama."
            )
    value = accumulate(accumulation, filled, scale)
    notes = tuple(dict.fromkeys(note for item in filled for note in item.notes))
    unit = units[0].unit if units else ""
    how = f"{_HOW[accumulation]}{left_out}"
    return Reported(written, how, replace(value, unit=unit, notes=notes))


_HOW = {
    "sum": "semua sub-periode dijumlahkan",
    "last": "nilai sub-periode terakhir yang dilaporkan",
    "average": "rata-rata sub-periode yang dilaporkan",
    "highest": "nilai tertinggi dari sub-periode",
    "lowest": "nilai terendah dari sub-periode",
    "ratio": "jumlah pembilang ÷ jumlah penyebut",
}


def _left_out(all_of_them: int, filled: int) -> str:
    blank = all_of_them - filled
    if not filled:
        raise NotReported(
            "Semua sub-periode masih kosong." if blank else "Belum ada sub-periode."
        )
    return f"; {blank} sub-periode kosong tidak ikut dihitung" if blank else ""


def accumulate(how: str, filled: Sequence[Value], scale: Scale | None) -> Value:
    """Return the one value that filled parts make, in their order.

    Raises `Refused` where words are to be added or averaged.
    """
    if how == "last":
        return filled[-1]
    numbers = [value.number for value in filled if value.number is not None]
    if len(numbers) == len(filled):
        return Value(number=_of_numbers(how, numbers))
    if how in ("highest", "lowest"):
        ranked = [(_rank(value, scale), value) for value in filled]
        pick = max if how == "highest" else min
        return pick(ranked, key=lambda pair: pair[0])[1]
    raise Refused(
        f"Sub-periode yang bukan angka tidak dapat digabung dengan cara {how}. "
        "Pakai last, highest, atau lowest."
    )


def _of_numbers(how: str, numbers: Sequence[Fraction]) -> Fraction:
    if how == "highest":
        return max(numbers)
    if how == "lowest":
        return min(numbers)
    total = sum(numbers, Fraction(0))
    return total if how == "sum" else total / len(numbers)


def _rank(value: Value, scale: Scale | None) -> int:
    """Return a number that is higher for a later day, a yes, a better grade."""
    if value.day is not None:
        return value.day.toordinal()
    if value.answer is not None:
        return int(value.answer)
    return -place_on(scale, value, "Sub-periode")


def _series_of_parts(raw: Sequence[Any], target: Value | None) -> Reported:
    pairs: list[tuple[Fraction, Fraction]] = []
    written = []
    for place, item in enumerate(raw, start=1):
        if item is None:
            written.append("kosong")
            continue
        if not isinstance(item, list | tuple) or len(item) != 2:
            raise Refused(
                f"Sub-periode ke-{place} harus berupa [pembilang, penyebut], "
                "misalnya [45, 50]."
            )
        above = _part(item[0], f"Pembilang sub-periode ke-{place}")
        below = _part(item[1], f"Penyebut sub-periode ke-{place}")
        if above is None or below is None:
            written.append("kosong")
            continue
        pairs.append((above, below))
        written.append(f"{format_exact(above)} dari {format_exact(below)}")
    left_out = _left_out(len(raw), len(pairs))
    added = quotient_of(
        sum((pair[0] for pair in pairs), Fraction(0)),
        sum((pair[1] for pair in pairs), Fraction(0)),
        target,
    )
    how = f"{_HOW['ratio']}; {added.how}{left_out}"
    return Reported("; ".join(written), how, added.value)


def read_polarity(raw: Any) -> str:
    """Return the polarity. Raises `Refused`, naming those that exist."""
    if isinstance(raw, str) and raw in POLARITIES:
        return raw
    raise Refused(
        "Polaritas (polarity) belum diisi atau tidak dikenal. "
        f"Pilih salah satu: {', '.join(POLARITIES)}."
    )


def read_truth(given: Mapping[str, Any], key: str) -> bool:
    """Return a yes or no of JSON; a missing one is no. Raises `Refused`."""
    raw = given.get(key)
    if raw is None or isinstance(raw, bool):
        return bool(raw)
    raise Refused(f"Isian {key} harus true atau false.")


def read_decimals(raw: Any) -> int | None:
    """Return the decimals to round to, None for none. Raises `Refused`."""
    if raw is None:
        return None
    is_number = isinstance(raw, int | float | Decimal) and not isinstance(raw, bool)
    if is_number and 0 <= raw <= MAX_DECIMALS and raw == int(raw):
        return int(raw)
    raise Refused(
        "Banyak desimal (decimals) harus bilangan bulat dari 0 sampai "
        f"{MAX_DECIMALS}, atau dikosongkan."
    )


def read_day(raw: Any) -> date:
    """Return the day whose rules apply. Raises `Refused`."""
    if isinstance(raw, date):
        return date(raw.year, raw.month, raw.day)
    if raw is None:
        raise Refused(
            "Hari berlakunya aturan (on) belum diisi. Tulis tanggal ISO, misalnya "
            "2026-12-31."
        )
    try:
        return date.fromisoformat(raw)
    except (TypeError, ValueError) as error:
        raise Refused(
            "Hari berlakunya aturan (on) bukan tanggal yang ada di kalender. Tulis "
            "tanggal ISO, misalnya 2026-12-31."
        ) from error


def read_reported(
    given: Mapping[str, Any], polarity: str, scale: Scale | None, target: Value | None
) -> Reported:
    """Read what was reported from the one place where it stands.

    Raises `Refused`, `NotReported` and `NotComputable`.
    """
    single = read_value(given.get("realisation"), "Realisasi", polarity, scale)
    parts = [
        read_amount(given.get(key), name)
        for key, name in (("numerator", "Pembilang"), ("denominator", "Penyebut"))
    ]
    has_parts = not all(part.is_none for part in parts)
    has_series = given.get("values") is not None
    if (single is not None) + has_parts + has_series > 1:
        raise Refused(
            "Realisasi diisi di lebih dari satu tempat (realisation, numerator dan "
            "denominator, values). Isi salah satu saja."
        )
    if has_series:
        return read_series(
            given["values"], given.get("accumulation"), polarity, scale, target
        )
    if has_parts:
        if polarity in ("yes_no", "date"):
            raise Refused(
                f"Polaritas {polarity} tidak memakai pembilang dan penyebut. Isi "
                "realisasinya."
            )
        return read_parts(given.get("numerator"), given.get("denominator"), target)
    if single is None:
        raise NotReported("Realisasi belum dilaporkan; kosong tidak sama dengan nol.")
    return Reported(single.shown, "", single)
