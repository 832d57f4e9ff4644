"""Numbers, targets and units as officials write them, read without guessing.

One parser for the whole house. It says how it read a text (`Amount.notes`), keeps
what is not part of the number (`Amount.remark`), and refuses with a sentence the
writer can act on. Blank is not zero; `nihil` is.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import TYPE_CHECKING, Never

from tolok.kernel import number_words as words
from tolok.kernel.dates import DateUnreadable, looks_like_date, parse_date
from tolok.kernel.rounding import half_up
from tolok.kernel.speech import translated as _


if TYPE_CHECKING:
    from datetime import date
    from fractions import Fraction


NO_BREAK_SPACE = "\u00a0"
PERCENT = "%"
PER_MIL = "per mil"
RUPIAH = "Rp"

# Longer than any amount an office measures; keeps one cell from stalling the server.
MAX_TEXT = 400
MAX_DIGITS = 60


class NumberUnreadable(ValueError):
    """The text is no number; the message says what, why, and what to write instead."""


class TwoReadings(NumberUnreadable):
    """The text has two readings that both make sense; the message names both."""


class AmountKind(StrEnum):
    """What was written."""

    NUMBER = "number"
    RANGE = "range"
    BOUND = "bound"
    GRADE = "grade"
    DATE = "date"
    YES_NO = "yes_no"
    NONE = "none"


@dataclass(frozen=True, slots=True)
class Amount:
    """One target or realisation as read.

    `value` holds a number, a bound or the number beside a grade; `lower` and `upper`
    a range; `side` is one of > ≥ < ≤ where a bound is written; `unit` is "%",
    "per mil", "Rp" or the unit's own words; `scale` the top of the scale in
    "3,5 dari skala 5"; `remark` what stood beside the number; `notes` say in
    Indonesian how a doubtful writing was read.
    """

    kind: AmountKind
    text: str
    value: Decimal | None = None
    lower: Decimal | None = None
    upper: Decimal | None = None
    side: str = ""
    grade: str = ""
    day: date | None = None
    answer: bool | None = None
    unit: str = ""
    scale: Decimal | None = None
    remark: str = ""
    notes: tuple[str, ...] = ()

    @property
    def is_none(self) -> bool:
        """Was nothing written? That is not zero."""
        return self.kind is AmountKind.NONE


_NUMBER = r"[+\-−–]?[0-9][0-9.,]*"
_SEPARATOR = r"[-–—]|s\.?\s?/?\s?d\.?|sampai dengan|sampai|hingga"
_RUPIAH_SIGN = r"(?:rp\.?|idr)\s*"

_BLANK = re.compile(r"[-–—−_.…\s]*%?|n\s?/\s?a|n\.a\.?|na|x+\s*%", re.IGNORECASE)
_TOKEN = re.compile(rf"(?P<rp>{_RUPIAH_SIGN})?(?P<number>{_NUMBER})", re.IGNORECASE)
_RANGE = re.compile(
    rf"(?:antara\s+)?(?P<rp>{_RUPIAH_SIGN})?(?P<low>{_NUMBER})"
    rf"\s*(?P<unit>%|[^\W\d_]*?)\s*(?P<sep>{_SEPARATOR}|(?<=\s)dan(?=\s))\s*"
    rf"(?:{_RUPIAH_SIGN})?(?P<high>{_NUMBER})(?P<tail>.*)",
    re.IGNORECASE,
)
_GRADE = re.compile(
    r"(?P<grade>[^\W\d_][^\d_()]*?[+-]?)\s*(?:\((?P<inside>[^()]*)\))?\.?"
)
_LETTERS = re.compile(r"[A-Z]{1,4}[+-]?")
_IN_BRACKETS = re.compile(r"\(\s*(?P<inside>[^()]*?)\s*\)")
_SCALE = re.compile(
    r"\(?\s*(?:dari\s+)?skala\s+(?:[0-9]+\s*(?:-|–|s\.?/?d\.?|sampai)\s*)?"
    rf"(?P<top>{_NUMBER})\s*\)?\.?",
    re.IGNORECASE,
)
_OUT_OF = re.compile(rf"(?:dari|/|:)\s*(?P<whole>{_NUMBER}).*", re.IGNORECASE)
_UNIT = re.compile(r"[^\W\d_%°‰/][^_=<>≤≥!?#*\[\]{}|\\@]*|[%‰°/][^\d_=<>≤≥!?#*%‰]*")
_LONE_DIGIT = re.compile(r"(?<![^\W\d_0-9])(?<![0-9])[0-9]")
_UNIT_DIGITS = "0123456789²³"  # m2, CO2, m³
_REMARK_STARTS = re.compile(r"[*(\[†]|;(?!\s*[0-9])|(?<![^\W\d_])[¹²³]")
_SPELLED_OUT = re.compile(
    r"(?P<words>\([^\W\d_][^()\d]*\))\s*(?P<unit>[^\W\d_%].*|%.*)"
)
_EXPONENT = re.compile(r"e[+-]?[0-9]", re.IGNORECASE)
_BOUND_WORDS = re.compile(
    "|".join(
        re.escape(word) + (r"(?=[\s0-9])" if word[0].isalpha() else "")
        for word in sorted(words.BOUND_WORDS, key=len, reverse=True)
    ),
    re.IGNORECASE,
)
_IDLE_WORDS = re.compile(rf"(?:{'|'.join(words.IDLE_WORDS)})\s*:?\s+", re.IGNORECASE)


@lru_cache(maxsize=16_384)
def parse_amount(text: str | None, *, indonesian: bool = True) -> Amount:
    """Read a number, range, bound, grade, date or yes/no as an official wrote it.

    With `indonesian` (the default) a lone dot before exactly three digits is a
    thousands sign, and noted; without it such a text has two readings.

    Raises `NumberUnreadable`, or its subclass `TwoReadings`, and nothing else.
    """
    if text is None:
        return Amount(AmountKind.NONE, "")
    plain = " ".join(text.split())
    if _BLANK.fullmatch(plain):
        return Amount(AmountKind.NONE, text)
    if len(plain) > MAX_TEXT:
        _refuse(plain, _("terlalu panjang untuk satu angka"), _("Tulis angkanya saja."))
    if plain.startswith("#"):
        _refuse(
            plain,
            _("adalah pesan galat dari lembar kerja, bukan angka"),
            _(
                "Perbaiki rumus di lembar asalnya, atau kosongkan bila belum ada nilainya."
            ),
        )
    return replace(_Reader(plain, indonesian).read(), text=text)


def parse_number(text: str | None, *, indonesian: bool = True) -> Decimal | None:
    """Read a bare number; None where nothing was written.

    Raises `NumberUnreadable` where anything but one number stands there, a unit
    included, for a unit would be dropped without a word.
    """
    amount = parse_amount(text, indonesian=indonesian)
    if amount.is_none:
        return None
    beside = amount.unit or amount.remark or amount.scale is not None
    if amount.kind is not AmountKind.NUMBER or beside:
        _refuse(
            amount.text, _("bukan satu angka saja"), _("Tulis angkanya saja: 1.234,5.")
        )
    return amount.value


def format_number(value: Decimal, decimals: int | None = None) -> str:
    """Return "1.234,5": dots for thousands, a comma before decimals.

    Shows all digits of `value`, or exactly `decimals` of them, rounded half up.

    Raises `ValueError` when `value` is not finite.
    """
    if not value.is_finite():
        raise ValueError(f"only a finite number can be shown, got {value}")
    shown = value if decimals is None else half_up(value, decimals)
    whole, _mark, behind = f"{abs(shown):f}".partition(".")
    sign = "-" if shown < 0 else ""
    grouped = f"{int(whole):,}".replace(",", ".")
    return f"{sign}{grouped},{behind}" if behind else f"{sign}{grouped}"


def format_percent(value: Decimal, decimals: int | None = 2) -> str:
    """Return "87,50 %" with a no-break space; `value` is in percent already."""
    return f"{format_number(value, decimals)}{NO_BREAK_SPACE}{PERCENT}"


def format_exact(value: Fraction, shown_decimals: int = 4) -> str:
    """Return all digits where there are few, else the first ones and "…": "93,3333…".

    The digits before "…" are cut, never rounded, so that nothing looks settled
    before the step that rounds.
    """
    # On integers only: a year of a regency writes some millions of these.
    scale = 10**shown_decimals
    cut, left = divmod(abs(value.numerator) * scale, value.denominator)
    whole, behind = divmod(cut, scale)
    sign = "-" if value.numerator < 0 else ""
    text = f"{sign}{whole:,}".replace(",", ".")
    digits = f"{behind:0{shown_decimals}d}" if shown_decimals else ""
    if not left:
        digits = digits.rstrip("0")
        return f"{text},{digits}" if digits else text
    return f"{text},{digits}…" if digits else f"{text}…"


def same_unit(one: str, other: str) -> bool:
    """Do two units mean the same? "Dokumen", "dokumen." and "dok" do."""
    return unit_key(one) == unit_key(other)


_UNIT_ALIASES = {
    "bh": "buah",
    "bln": "bulan",
    "dok": "dokumen",
    "keg": "kegiatan",
    "lap": "laporan",
    "org": "orang",
    "rupiah": "rp",
    "thn": "tahun",
}


def unit_key(unit: str) -> str:
    """Return what two spellings of one unit have in common."""
    key = " ".join(unit.casefold().replace(".", " ").split())
    return _UNIT_ALIASES.get(key, key)


def _refuse(text: str, why: str, instead: str) -> Never:
    said = {"text": _short(text), "why": why, "instead": instead}
    raise NumberUnreadable(_("“%(text)s” %(why)s. %(instead)s") % said)


def _two_readings(text: str, one: str, other: str, instead: str) -> Never:
    said = {"text": _short(text), "one": one, "other": other, "instead": instead}
    message = _("“%(text)s” dapat dibaca %(one)s atau %(other)s. %(instead)s")
    raise TwoReadings(message % said)


def _short(text: str) -> str:
    return text if len(text) <= 60 else text[:59] + "…"


@dataclass(slots=True)
class _Tail:
    """What stands behind a number."""

    unit: str = ""
    scale: Decimal | None = None
    remark: str = ""
    grade: str = ""
    times: Decimal = Decimal(1)


@dataclass(slots=True)
class _Reader:
    """Reads one text; `notes` collects how."""

    plain: str
    indonesian: bool
    notes: list[str] = field(default_factory=list)

    def read(self) -> Amount:
        found = self._answer(self.plain)
        if found is None:
            side, rest = self._bound(self.plain)
            rest = _IDLE_WORDS.sub("", rest, count=1) if not side else rest
            found = (
                self._date(rest, side)
                or self._range(rest, side)
                or self._number(rest, side)
                or self._grade(rest, side)
            )
        if found is None:
            _refuse(
                self.plain,
                _(
                    "tidak terbaca sebagai angka, rentang, predikat, tanggal, "
                    "atau ada/tidak ada"
                ),
                _(
                    "Tulis misalnya 12 Dokumen, 87,5 %, 80 - 90 %, BB (70,5), "
                    "30 November 2026, ada; kosongkan bila tidak ada nilainya."
                ),
            )
        return replace(found, notes=tuple(self.notes))

    def _answer(self, plain: str) -> Amount | None:
        word = plain.casefold().rstrip(".!")
        if word in words.NIL:
            self.notes.append(f"“{plain}” dibaca 0.")
            return Amount(AmountKind.NUMBER, plain, value=Decimal(0))
        if word in words.YES_OR_NO:
            _two_readings(
                plain,
                _("“ada”"),
                _("“tidak ada”"),
                _("Tulis salah satu: ada atau tidak ada."),
            )
        if word in words.YES:
            return Amount(AmountKind.YES_NO, plain, answer=True)
        if word in words.NO:
            return Amount(AmountKind.YES_NO, plain, answer=False)
        return None

    def _bound(self, plain: str) -> tuple[str, str]:
        match = _BOUND_WORDS.match(plain)
        if match is None:
            return "", plain
        return words.BOUND_WORDS[match[0].casefold()], plain[match.end() :].strip()

    def _date(self, rest: str, side: str) -> Amount | None:
        if not looks_like_date(rest):
            return None
        try:
            day = parse_date(rest)
        except DateUnreadable as error:
            raise NumberUnreadable(str(error)) from error
        return Amount(AmountKind.DATE, rest, day=day, side=side)

    def _range(self, rest: str, side: str) -> Amount | None:
        match = _RANGE.fullmatch(rest)
        if match is None:
            return None
        if side:
            _refuse(
                self.plain,
                _("memuat tanda batas dan rentang sekaligus"),
                _("Tulis salah satu: ≥ 80 atau 80 - 90."),
            )
        tail = self._tail(match["tail"])
        if tail.grade or tail.scale is not None:
            _refuse(
                self.plain,
                _("bukan rentang yang jelas"),
                _("Tulis misalnya 80 - 90 %."),
            )
        unit = self._unit(match["unit"]) if match["unit"] else ""
        if unit and tail.unit and not same_unit(unit, tail.unit):
            _refuse(
                self.plain,
                _("memakai dua satuan: %(one)s dan %(other)s")
                % {"one": unit, "other": tail.unit},
                _("Tulis satu satuan saja."),
            )
        unit = tail.unit or unit or (RUPIAH if match["rp"] else "")
        lower = self._decimal(match["low"], unit) * tail.times
        upper = self._decimal(match["high"], unit) * tail.times
        if lower > upper:
            _refuse(
                self.plain,
                _(
                    "memuat rentang terbalik: batas bawahnya lebih besar daripada "
                    "batas atasnya"
                ),
                _("Tulis batas bawah lebih dulu."),
            )
        return Amount(
            AmountKind.RANGE,
            rest,
            lower=lower,
            upper=upper,
            unit=unit,
            remark=tail.remark,
        )

    def _number(self, rest: str, side: str) -> Amount | None:
        match = _TOKEN.match(rest)
        if match is None:
            return None
        token, behind = match["number"], rest[match.end() :]
        if token.endswith(",") and re.fullmatch(r"[-–]+", behind):
            token, behind = token[:-1], ""
        if _EXPONENT.match(behind):
            _refuse(
                self.plain,
                _("memakai tulisan pangkat lembar kerja"),
                _("Tulis angkanya utuh, misalnya 1.500.000."),
            )
        tail = self._tail(behind)
        unit = tail.unit or (RUPIAH if match["rp"] else "")
        if match["rp"] and tail.unit and not same_unit(tail.unit, RUPIAH):
            unit = f"{RUPIAH} {tail.unit}"
        value = self._decimal(token, unit) * tail.times
        if tail.grade and not unit and not side:
            return Amount(
                AmountKind.GRADE, rest, value=value, grade=tail.grade, scale=tail.scale
            )
        return Amount(
            AmountKind.BOUND if side else AmountKind.NUMBER,
            rest,
            value=value,
            side=side,
            unit=unit,
            scale=tail.scale,
            remark=tail.remark,
        )

    def _grade(self, rest: str, side: str) -> Amount | None:
        match = _GRADE.fullmatch(rest)
        if match is None:
            return None
        grade, inside = match["grade"].strip(), (match["inside"] or "").strip()
        if not _LETTERS.fullmatch(grade) and grade.casefold() not in words.GRADE_WORDS:
            return None
        value, remark = None, ""
        if re.fullmatch(_NUMBER, inside):
            value = self._decimal(inside, "")
        elif inside:
            remark = f"({inside})"
        return Amount(
            AmountKind.GRADE, rest, value=value, grade=grade, side=side, remark=remark
        )

    def _tail(self, behind: str) -> _Tail:
        rest = behind.strip()
        if scale := _SCALE.fullmatch(rest):
            return _Tail(scale=self._decimal(scale["top"], ""))
        if out_of := _OUT_OF.fullmatch(rest):
            whole = out_of["whole"]
            _two_readings(
                self.plain,
                _("nilai pada skala %(whole)s") % {"whole": whole},
                _("pembilang dengan penyebut %(whole)s") % {"whole": whole},
                _("Tulis “dari skala %(whole)s”, atau isi pembilang dan penyebutnya.")
                % {"whole": whole},
            )
        tail = _Tail()
        if spelled := _SPELLED_OUT.fullmatch(rest):
            tail = self._tail(spelled["unit"])
            tail.remark = f"{spelled['words']} {tail.remark}".strip()
            return tail
        start = _REMARK_STARTS.search(rest)
        if start:
            rest, tail.remark = rest[: start.start()].strip(), rest[start.start() :]
            inside = _IN_BRACKETS.fullmatch(tail.remark)
            if inside and not rest and _LETTERS.fullmatch(inside["inside"]):
                tail.grade = inside["inside"]
            if scale := _SCALE.fullmatch(tail.remark):
                tail.scale, tail.remark = self._decimal(scale["top"], ""), ""
        first, _gap, after = rest.partition(" ")
        times = words.MULTIPLIERS.get(first.casefold())
        if times is not None:
            tail.times, rest = times, after
            self.notes.append(f"“{first}” dihitung × {format_number(times)}.")
        tail.unit = self._unit(rest) if rest else ""
        return tail

    def _unit(self, written: str) -> str:
        unit = " ".join(written.split()).removesuffix(".")
        folded = unit.casefold()
        if folded in words.PERCENT_WORDS:
            return PERCENT
        if folded in words.PER_MIL_WORDS:
            return PER_MIL
        if folded == "rupiah":
            return RUPIAH
        strange = any(m.isnumeric() and m not in _UNIT_DIGITS for m in unit)
        if strange or _LONE_DIGIT.search(unit):
            _refuse(
                self.plain,
                _("memuat lebih dari satu angka"),
                _("Tulis satu angka dengan satuannya, misalnya 12 Dokumen."),
            )
        if not _UNIT.fullmatch(unit):
            _refuse(
                self.plain,
                _("memuat “%(unit)s” yang tidak terbaca sebagai satuan")
                % {"unit": _short(unit)},
                _("Tulis angka lalu satuannya, misalnya 12 Dokumen atau 87,5 %."),
            )
        return unit

    def _decimal(self, token: str, unit: str) -> Decimal:
        """Read one run of digits, dots and commas."""
        sign = "-" if token[0] in "-−–" else ""
        digits = token.lstrip("+-−–")
        if digits.endswith("."):  # the full stop of a sentence
            digits = digits[:-1]
        if sum(mark.isdigit() for mark in digits) > MAX_DIGITS:
            _refuse(token, _("terlalu panjang"), _("Periksa kembali angkanya."))
        dots, commas = digits.count("."), digits.count(",")
        if not dots and not commas:
            return Decimal(sign + digits)
        if dots and commas:
            mark, group = (
                (",", ".") if digits.rfind(",") > digits.rfind(".") else (".", ",")
            )
            return self._grouped(token, sign, digits, group, mark)
        if dots == 1:
            return self._one_dot(token, sign, digits, unit)
        if commas == 1:
            return self._one_comma(token, sign, digits)
        return self._grouped(token, sign, digits, "." if dots else ",", "")

    def _one_dot(self, token: str, sign: str, digits: str, unit: str) -> Decimal:
        whole, behind = digits.split(".")
        as_decimal = Decimal(f"{sign}{whole}.{behind}")
        if len(behind) != 3 or len(whole) > 3 or whole.startswith("0"):
            return as_decimal
        as_thousands = Decimal(sign + whole + behind)
        other = format_number(as_decimal)
        # A share of tens of thousands of percent is not what such a text means for sure.
        if not self.indonesian or unit in (PERCENT, PER_MIL):
            _two_readings(
                token,
                f"{whole}{behind}",
                other,
                _("Tulis %(thousands)s bila ribuan, atau %(decimal)s bila pecahan.")
                % {"thousands": whole + behind, "decimal": other},
            )
        self.notes.append(
            f"“{token}” dibaca {whole}{behind} (titik sebagai tanda ribuan)."
        )
        return as_thousands

    def _one_comma(self, token: str, sign: str, digits: str) -> Decimal:
        whole, behind = digits.split(",")
        if not behind:
            _refuse(token, _("berakhir dengan koma"), _("Hapus komanya atau lengkapi."))
        as_decimal = Decimal(f"{sign}{whole}.{behind}")
        thousands = len(behind) == 3 and len(whole) <= 3 and not whole.startswith("0")
        if thousands and not self.indonesian:
            other = format_number(as_decimal)
            _two_readings(
                token,
                f"{whole}{behind}",
                other,
                _("Tulis %(thousands)s bila ribuan, atau %(decimal)s bila pecahan.")
                % {"thousands": whole + behind, "decimal": f"{whole}.{behind}0"},
            )
        if thousands:
            self.notes.append(f"“{token}” dibaca dengan koma sebagai tanda desimal.")
        return as_decimal

    def _grouped(
        self, token: str, sign: str, digits: str, group: str, mark: str
    ) -> Decimal:
        whole, _mark, behind = digits.partition(mark) if mark else (digits, "", "")
        groups = whole.split(group)
        well_made = 1 <= len(groups[0]) <= 3 and all(len(g) == 3 for g in groups[1:])
        tail_is_number = behind.isdigit() if mark else True
        if not well_made or not tail_is_number or groups[0].startswith("0"):
            _refuse(
                token,
                _("memakai titik dan koma yang tidak membentuk satu angka"),
                _("Tulis ribuan dengan titik dan pecahan dengan koma: 1.234,5."),
            )
        if group == ",":
            self.notes.append(f"“{token}” dibaca dengan koma sebagai tanda ribuan.")
        return Decimal(f"{sign}{''.join(groups)}{'.' + behind if behind else ''}")
