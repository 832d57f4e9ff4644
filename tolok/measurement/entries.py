"""Read what a holder typed, by the indicator's definition."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tolok.kernel.numbers import (
    RUPIAH,
    Amount,
    AmountKind,
    NumberUnreadable,
    TwoReadings,
    parse_amount,
    same_unit,
)
from tolok.kernel.refusals import Unfit
from tolok.measurement.parts import read_items
from tolok.registry.enums import Measure
from tolok.registry.models import Definition
from tolok.registry.terms import TermsUnreadable, read_terms, weighed


LARGEST = Decimal(10) ** 17
HUNDRED = Decimal(100)
SMALLEST = Decimal("0.000001")


class ValueUnreadable(Unfit):
    """What was typed is no value of this indicator."""


class ValueDoubtful(ValueUnreadable):
    """A number with two readings that both make sense; `readings` writes each clearly."""

    def __init__(self, text: str, readings: tuple[str, str], *, field: str) -> None:
        message = _(
            "“%(text)s” dapat dibaca %(thousands)s atau %(decimal)s. Tulis %(thousands)s "
            "bila ribuan, atau %(decimal)s bila pecahan."
        )
        super().__init__(
            message % {"text": text, "thousands": readings[0], "decimal": readings[1]},
            field=field,
        )
        self.readings = readings


@dataclass(frozen=True)
class Entry:
    """What was typed, field by field; blank fields are empty texts."""

    value: str = ""
    numerator: str = ""
    denominator: str = ""
    obstacles: str = ""
    follow_up: str = ""
    parts: tuple[str, ...] = ()


@dataclass(frozen=True)
class Reading:
    """What it means: the text as written and the numbers in it.

    `parts` keeps the entries of which the value was worked out, None where there are none.
    """

    text: str = ""
    value: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    parts: list[str] | None = None

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was reported; zero is something."""
        return not self.text


def read_entry(
    entry: Entry, definition: Definition, *, is_draft: bool = False
) -> Reading:
    """Return what an entry means. Raises `ValueUnreadable`, naming the field.

    A draft may hold one part of a ratio without the other; nothing else may.
    """
    if definition.measure == Measure.TERMS:
        return _terms(entry, definition, is_draft=is_draft)
    if takes_items(definition):
        items = [line.strip() for line in entry.parts if line.replace(";", "").strip()]
        if items:
            return _items(entry, definition, items)
    if definition.measure == Measure.RATIO:
        return _ratio(entry, is_draft=is_draft)
    if definition.measure == Measure.VALUE and definition.unit_of_measure != RUPIAH:
        _demand_one_reading(entry.value)
    amount = _amount(entry.value, "value")
    if amount.kind is AmountKind.NONE:
        return Reading()
    text = entry.value.strip()
    match definition.measure:
        case Measure.GRADE:
            return Reading(text, amount.value)
        case Measure.DATE:
            _demand(
                amount.kind is AmountKind.DATE,
                _("Tulis tanggal, misalnya 30 November 2026."),
            )
            return Reading(text)
        case Measure.YES_NO:
            _demand(
                amount.kind is AmountKind.YES_NO, _("Tulis “ada” atau “tidak ada”.")
            )
            return Reading(text)
    return Reading(text, _number(amount, definition, "value"))


def _demand_one_reading(text: str) -> None:
    """Ask where a dot may part thousands as well as decimals: an index of "3.500".

    What is counted has no decimals and an amount of rupiah has thousands; there the
    usual reading holds, and is told.
    """
    try:
        parse_amount(text, indonesian=False)
    except TwoReadings as error:
        try:
            readings = [
                parse_amount(text.replace(".", by, 1)).value for by in ("", ",")
            ]
        except NumberUnreadable:
            return
        written = [plain_digits(value) for value in readings if value is not None]
        if len(written) == 2:
            raise ValueDoubtful(
                text.strip(), (written[0], written[1]), field="value"
            ) from error
    except NumberUnreadable:
        return


def plain_digits(value: Decimal) -> str:
    """Write a number that nobody can read in two ways: "3500", "3,5"."""
    return f"{value.normalize():f}".replace(".", ",")


def takes_items(definition: Definition) -> bool:
    """Tell whether a list of due days may be entered, of which the value is counted."""
    return definition.needs_due_dates and definition.measure in {
        Measure.COUNT,
        Measure.RATIO,
    }


def _terms(entry: Entry, definition: Definition, *, is_draft: bool) -> Reading:
    """Work out a value of weighted parts; a draft may leave some blank."""
    try:
        terms = read_terms(definition.terms)
    except TermsUnreadable as error:
        raise ValueUnreadable(
            _("Komponen berbobot pada definisinya belum benar: %(why)s")
            % {"why": error},
            field="parts-0",
        ) from error
    typed = [*(text.strip() for text in entry.parts), *([""] * len(terms))]
    typed = typed[: len(terms)]
    values = []
    for number, text in enumerate(typed):
        field = f"parts-{number}"
        amount = _amount(text, field)
        values.append(
            None
            if amount.kind is AmountKind.NONE
            else _number(amount, definition, field)
        )
    if all(value is None for value in values):
        return Reading()
    known = [value for value in values if value is not None]
    if len(known) < len(terms):
        if is_draft:
            return Reading("", parts=typed)
        message = _("Isi semua komponennya: nilai dihitung dari semuanya.")
        raise ValueUnreadable(message, field=f"parts-{values.index(None)}")
    value = weighed(terms, known).quantize(SMALLEST)
    return Reading(plain_digits(value), value, parts=typed)


def _items(entry: Entry, definition: Definition, lines: list[str]) -> Reading:
    """Count what was done by the day it was due."""
    items = read_items(lines)
    on_time, whole = (
        Decimal(sum(item.is_on_time for item in items)),
        Decimal(len(items)),
    )
    kept = [item.line for item in items]
    if definition.measure == Measure.RATIO:
        _agree(entry.numerator, on_time, "numerator")
        _agree(entry.denominator, whole, "denominator")
        percent = (on_time * HUNDRED / whole).quantize(SMALLEST)
        text = f"{plain_digits(on_time)} / {plain_digits(whole)}"
        return Reading(text, percent, on_time, whole, parts=kept)
    _agree(entry.value, on_time, "value")
    return Reading(plain_digits(on_time), on_time, parts=kept)


def _agree(text: str, counted: Decimal, field: str) -> None:
    """Refuse a number that was typed beside a list and is not what the list says."""
    typed = _amount(text, field)
    if typed.kind is AmountKind.NONE or typed.value == counted:
        return
    message = _(
        "Menurut daftar jatuh temponya %(counted)s, bukan %(typed)s. Kosongkan angka ini "
        "atau perbaiki daftarnya."
    )
    raise ValueUnreadable(
        message % {"counted": plain_digits(counted), "typed": text.strip()}, field=field
    )


def _ratio(entry: Entry, *, is_draft: bool) -> Reading:
    numerator = _part(entry.numerator, "numerator")
    denominator = _part(entry.denominator, "denominator")
    if numerator is None and denominator is None:
        return Reading()
    if numerator is None or denominator is None:
        if is_draft:
            return Reading("", None, numerator, denominator)
        field = "numerator" if numerator is None else "denominator"
        message = _("Isi kedua angka: yang satu tidak berarti tanpa yang lain.")
        raise ValueUnreadable(message, field=field)
    text = f"{entry.numerator.strip()} / {entry.denominator.strip()}"
    if denominator == 0:
        return Reading(text, None, numerator, denominator)
    percent = (numerator * HUNDRED / denominator).quantize(Decimal("0.000001"))
    return Reading(text, percent, numerator, denominator)


def _part(text: str, field: str) -> Decimal | None:
    amount = _amount(text, field)
    if amount.kind is AmountKind.NONE:
        return None
    if amount.kind is not AmountKind.NUMBER or amount.unit == "%":
        message = _("Tulis banyaknya sebagai angka, bukan persen.")
        raise ValueUnreadable(message, field=field)
    return _in_bounds(amount.value, field)


def _number(amount: Amount, definition: Definition, field: str) -> Decimal:
    if amount.kind is not AmountKind.NUMBER:
        message = _("“%(text)s” bukan satu angka. Tulis misalnya 1.234,5.")
        raise ValueUnreadable(message % {"text": amount.text.strip()}, field=field)
    unit = definition.unit_of_measure
    if amount.unit and not same_unit(amount.unit, unit):
        message = _(
            "Satuannya tertulis “%(written)s”, padahal indikator ini diukur dalam "
            "%(unit)s. Tulis angkanya saja atau perbaiki satuannya."
        )
        raise ValueUnreadable(
            message % {"written": amount.unit, "unit": unit}, field=field
        )
    value = _in_bounds(amount.value, field)
    if definition.measure == Measure.COUNT and value < 0:
        message = _("Jumlah tidak dapat kurang dari nol.")
        raise ValueUnreadable(message, field=field)
    return value


def _amount(text: str, field: str) -> Amount:
    try:
        return parse_amount(text)
    except NumberUnreadable as error:
        raise ValueUnreadable(str(error), field=field) from error


def _in_bounds(value: Decimal | None, field: str) -> Decimal:
    if value is None or abs(value) >= LARGEST:
        message = _("Angka itu terlalu besar. Periksa lagi banyaknya angka.")
        raise ValueUnreadable(message, field=field)
    if value != value.quantize(Decimal("0.000001")):
        message = _("Paling banyak enam angka di belakang koma.")
        raise ValueUnreadable(message, field=field)
    return value


def _demand(condition: bool, message: str) -> None:
    if not condition:
        raise ValueUnreadable(message, field="value")
