"""Read one target or one realisation as its polarity understands it.

Pure: no Django. Raises `Refused` where a text cannot be understood, never guesses.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tolok.kernel.numbers import (
    MAX_DIGITS,
    Amount,
    AmountKind,
    NumberUnreadable,
    format_exact,
    parse_amount,
    same_unit,
)
from tolok.kernel.rounding import half_up


if TYPE_CHECKING:
    from tolok.rules.packs import Scale


NUMBER_POLARITIES = frozenset({"higher", "lower", "range", "stable", "zero"})

# The sides of a bound that agree with a polarity.
AGREEING_SIDES = {
    "higher": ("", ">", "≥"),
    "lower": ("", "<", "≤"),
    "zero": ("", "<", "≤"),
    "grade": ("", ">", "≥"),
    "date": ("", "≤"),
}
YES, NO = "ada", "tidak ada"


class Refused(ValueError):
    """The input cannot be understood; the message says what to write instead."""


@dataclass(frozen=True, slots=True)
class Value:
    """One side of a comparison, read: exactly one of the forms is filled."""

    number: Fraction | None = None
    upper: Fraction | None = None
    grade: str = ""
    day: date | None = None
    answer: bool | None = None
    unit: str = ""
    notes: tuple[str, ...] = ()

    @property
    def digits(self) -> str:
        """The value as plain digits, for machines."""
        if self.day is not None:
            return self.day.isoformat()
        if self.answer is not None:
            return YES if self.answer else NO
        if self.number is None:
            return self.grade
        number = plain_digits(self.number)
        if self.upper is not None:
            return f"{number} - {plain_digits(self.upper)}"
        return f"{self.grade} ({number})" if self.grade else number

    @property
    def shown(self) -> str:
        """The value as an official writes it."""
        if self.number is None:
            return self.digits
        number = format_exact(self.number)
        if self.upper is not None:
            number = f"{number} - {format_exact(self.upper)}"
        if self.grade:
            number = f"{self.grade} ({number})"
        return f"{number} {self.unit}".strip()


def plain_digits(value: Fraction) -> str:
    """Return "93.5"; a number without end is rounded half up to ten decimals."""
    for decimals in range(MAX_DIGITS + 1):
        if 10**decimals % value.denominator == 0:
            return f"{half_up(value, decimals):f}"
    text = f"{half_up(value, 10):f}"
    return text.rstrip("0").rstrip(".")


def read_amount(raw: Any, name: str) -> Amount:
    """Read one JSON value. Raises `Refused`, naming the field in Indonesian."""
    if raw is None:
        return Amount(AmountKind.NONE, "")
    if isinstance(raw, bool):
        text = YES if raw else NO
        return Amount(AmountKind.YES_NO, text, answer=raw)
    if isinstance(raw, int):
        # Compared before it is written: Python writes no number of that length.
        number = Decimal(raw) if abs(raw) < 10**MAX_DIGITS else None
        return _number(number, name)
    if isinstance(raw, float):
        return _number(Decimal(repr(raw)), name)
    if isinstance(raw, Decimal):
        return _number(raw, name)
    if isinstance(raw, date):
        return Amount(AmountKind.DATE, raw.isoformat(), day=raw)
    if isinstance(raw, str):
        try:
            return parse_amount(raw)
        except NumberUnreadable as error:
            raise Refused(f"{name}: {error}") from error
    raise Refused(
        f"{name} harus berupa angka atau teks, bukan daftar atau objek. "
        "Tulis misalnya “87,5 %”."
    )


def _number(number: Decimal | None, name: str) -> Amount:
    fits = (
        number is not None
        and number.is_finite()
        and abs(number.adjusted()) < MAX_DIGITS
        and -int(number.as_tuple().exponent) <= MAX_DIGITS
    )
    if number is None or not fits:
        raise Refused(
            f"{name} terlalu panjang atau bukan angka. Periksa kembali angkanya."
        )
    return Amount(AmountKind.NUMBER, f"{number:f}", value=number)


def read_value(raw: Any, name: str, polarity: str, scale: Scale | None) -> Value | None:
    """Read a realisation, or one of its parts, as this polarity understands it.

    None where it is blank. Raises `Refused` for a form that no one value follows from.
    """
    amount = _read_graded(raw, name, scale) if polarity == "grade" else None
    amount = amount or read_amount(raw, name)
    if amount.is_none:
        return None
    if amount.kind is AmountKind.RANGE:
        raise Refused(
            f"{name} “{amount.text}” berupa rentang. Tulis satu nilai yang dicapai."
        )
    if amount.side:
        raise Refused(
            f"{name} “{amount.text}” berupa batas. Tulis nilai yang dicapai, tanpa "
            f"tanda {amount.side} atau kata batas."
        )
    return _as_value(amount, name, polarity)


def read_target(raw: Any, polarity: str, scale: Scale | None) -> Value | None:
    """Read a target as this polarity understands it; None where it is blank.

    Raises `Refused` for a form or a bound that contradicts the polarity.
    """
    name = "Target"
    amount = _read_graded(raw, name, scale) if polarity == "grade" else None
    amount = amount or read_amount(raw, name)
    if amount.is_none:
        return None
    if amount.side not in AGREEING_SIDES.get(polarity, ("",)):
        raise Refused(
            f"Target “{amount.text}” bertentangan dengan polaritas {polarity}. Ubah "
            "tanda batasnya atau polaritasnya."
        )
    if amount.kind is AmountKind.RANGE:
        return _target_range(amount, polarity)
    value = _as_value(amount, name, polarity)
    if amount.side:
        said = f"Batas “{amount.side}” dibaca sebagai target {value.shown}."
        value = replace(value, notes=(*value.notes, said))
    return value


def _target_range(amount: Amount, polarity: str) -> Value:
    if polarity not in NUMBER_POLARITIES:
        raise Refused(
            f"Target “{amount.text}” berupa rentang angka, tidak cocok dengan polaritas "
            f"{polarity}. Ubah target atau polaritasnya."
        )
    return Value(
        number=Fraction(amount.lower or 0),
        upper=Fraction(amount.upper or 0),
        unit=amount.unit,
        notes=_notes(amount),
    )


def _read_graded(raw: Any, name: str, scale: Scale | None) -> Amount | None:
    """Try a text as a grade of the scale before anything else: "bb (70,5)", "Baik"."""
    if scale is None or not isinstance(raw, str):
        return None
    grade, _, inside = raw.partition("(")
    place = scale.place_of(raw)
    if place is not None:
        return Amount(AmountKind.GRADE, raw, grade=scale.grades[place].name)
    place = scale.place_of(grade)
    if place is None:
        return None
    beside = inside.strip().removesuffix(")")
    try:
        amount = parse_amount(beside)
    except NumberUnreadable:
        amount = None
    found = Amount(AmountKind.GRADE, raw, grade=scale.grades[place].name)
    if amount is None or amount.kind is not AmountKind.NUMBER:
        return replace(found, remark=f"({inside.strip()}")
    return replace(found, value=amount.value, notes=amount.notes)


def _as_value(amount: Amount, name: str, polarity: str) -> Value:
    if polarity == "yes_no":
        return _as_answer(amount, name)
    if polarity == "date":
        if amount.day is None:
            raise Refused(
                f"{name} “{shorten(amount.text)}” bukan tanggal. Tulis tanggal lengkap, "
                "misalnya 30 November 2026."
            )
        return Value(day=amount.day, notes=_notes(amount))
    has_number = amount.value is not None and amount.day is None
    if polarity == "grade" and (amount.grade or has_number):
        return Value(
            number=None if amount.value is None else Fraction(amount.value),
            grade=amount.grade,
            unit=_unit_of(amount),
            notes=_notes(amount),
        )
    if amount.value is None:
        raise Refused(
            f"{name} “{shorten(amount.text)}” bukan angka, padahal polaritasnya "
            f"{polarity}. Tulis angka, atau ubah polaritas indikatornya."
        )
    notes = _notes(amount)
    if amount.grade:
        notes = (*notes, f"Yang dipakai angkanya; predikatnya {amount.grade}.")
    return Value(number=Fraction(amount.value), unit=_unit_of(amount), notes=notes)


def _as_answer(amount: Amount, name: str) -> Value:
    if amount.answer is not None:
        return Value(answer=amount.answer, notes=_notes(amount))
    if amount.value in (0, 1) and amount.kind is AmountKind.NUMBER:
        answer = bool(amount.value)
        said = f"{amount.text} dibaca “{YES if answer else NO}”."
        return Value(answer=answer, notes=(*_notes(amount), said))
    raise Refused(
        f"{name} “{shorten(amount.text)}” bukan jawaban ada atau tidak ada. "
        "Tulis “ada” atau “tidak ada”."
    )


def _unit_of(amount: Amount) -> str:
    if amount.scale is None:
        return amount.unit
    if amount.value is not None and amount.value > amount.scale:
        raise Refused(
            f"“{amount.text}” lebih tinggi daripada puncak skalanya. "
            "Periksa nilai atau skalanya."
        )
    return f"skala {format_exact(Fraction(amount.scale))}"


def _notes(amount: Amount) -> tuple[str, ...]:
    if not amount.remark:
        return amount.notes
    return (*amount.notes, f"Keterangan tertulis: {amount.remark}")


def check_units(target: Value | None, reported: Value) -> None:
    """Two units that differ cannot be compared. Raises `Refused`."""
    if target is None or not target.unit or not reported.unit:
        return
    if not same_unit(target.unit, reported.unit):
        raise Refused(
            f"Satuan realisasi ({reported.unit}) berbeda dengan satuan target "
            f"({target.unit}). Tulis keduanya dalam satuan yang sama."
        )


def place_on(scale: Scale | None, value: Value, name: str) -> int:
    """Return the place of a grade on its scale, 0 the best. Raises `Refused`."""
    if scale is None:
        raise Refused(
            f"{name} “{value.shown}” berupa predikat, tetapi skalanya (scale) belum "
            "disebut. Sebutkan skalanya, misalnya akip."
        )
    if value.grade:
        place = scale.place_of(value.grade)
    else:
        place = scale.place_of_number(value.number or Fraction(0))
    if place is None:
        raise Refused(
            f"{name} “{value.shown}” tidak ada pada skala {scale.key}: {scale.names}. "
            "Periksa predikat atau skalanya."
        )
    return place


def shorten(text: str) -> str:
    """Return a text short enough to be named in a message."""
    return text if len(text) <= 60 else text[:59] + "…"
