"""Spread a year's target over its periods: evenly, step by step, by last year's shape.

The parts, put together again as the indicator's definition accumulates them, give the
year's target exactly. What rounding leaves over stands in the last part, and is told.
Nothing is written here.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from tolok.kernel.numbers import Amount, AmountKind, format_number
from tolok.kernel.refusals import Unfit
from tolok.kernel.rounding import half_up
from tolok.planning.enums import SpreadRule
from tolok.planning.targets import number_in
from tolok.registry.enums import Accumulation


class SpreadImpossible(Unfit):
    """The rule cannot make parts that give the year's target again; says why."""


@dataclass(frozen=True)
class Spread:
    """The parts as texts, in the order of the periods, and what was done beside."""

    texts: list[str]
    notes: list[str]


def spread(
    year: Amount,
    *,
    rule: SpreadRule,
    accumulation: str,
    decimals: int,
    parts: int,
    start: Decimal | None = None,
    shape: Sequence[Decimal] | None = None,
) -> Spread:
    """Return the texts of `parts` periods that make the year's target.

    `decimals` is how many digits a part may have behind the sign; `start` the value that
    a step-by-step spread climbs from (none: zero); `shape` last year's parts. Raises
    `SpreadImpossible`.
    """
    total = number_in(year)
    if total is None:
        return _same_words(year, rule, accumulation, parts)
    decimals = max(0, decimals)
    exact = _exact_parts(
        Fraction(total), rule, Accumulation(accumulation), parts, start, shape
    )
    values, left_over = _rounded(exact, total, accumulation, decimals)
    notes = []
    if left_over:
        notes.append(
            _("Sisa pembulatan %(rest)s ditaruh pada periode terakhir.")
            % {"rest": format_number(left_over)}
        )
    texts = [_written(value, year) for value in values]
    return Spread(texts, notes)


def _same_words(
    year: Amount, rule: SpreadRule, accumulation: str, parts: int
) -> Spread:
    """Repeat a target that is no number: a grade, a range, a day."""
    if year.kind in {AmountKind.DATE, AmountKind.YES_NO}:
        raise SpreadImpossible(
            _("Target berupa tanggal atau ada/tidak ada tidak dapat dibagi.")
        )
    if rule != SpreadRule.EVEN or accumulation == Accumulation.SUM:
        raise SpreadImpossible(
            _("Target “%(text)s” bukan satu angka, jadi hanya dapat diulang merata.")
            % {"text": year.text.strip()}
        )
    return Spread([year.text.strip()] * parts, [_("Diulang pada setiap periode.")])


def _exact_parts(
    total: Fraction,
    rule: SpreadRule,
    accumulation: Accumulation,
    parts: int,
    start: Decimal | None,
    shape: Sequence[Decimal] | None,
) -> list[Fraction]:
    match rule:
        case SpreadRule.EVEN:
            each = total / parts if accumulation == Accumulation.SUM else total
            return [each] * parts
        case SpreadRule.CUMULATIVE:
            return _climbing(total, accumulation, parts, Fraction(start or 0))
    return _shaped(total, accumulation, parts, shape)


def _climbing(
    total: Fraction, accumulation: Accumulation, parts: int, start: Fraction
) -> list[Fraction]:
    if accumulation == Accumulation.SUM:
        raise SpreadImpossible(
            _(
                "Realisasi indikator ini dijumlahkan setahun; target yang bertahap akan "
                "terhitung berulang. Pakai pembagian merata."
            )
        )
    if accumulation in {Accumulation.AVERAGE, Accumulation.RATIO}:
        raise SpreadImpossible(
            _(
                "Hasil setahun indikator ini rata-rata atau perbandingan; target yang "
                "bertahap tidak menghasilkan target setahun. Pakai pembagian merata."
            )
        )
    falls = total < start
    if (accumulation == Accumulation.HIGHEST and falls) or (
        accumulation == Accumulation.LOWEST and not falls
    ):
        raise SpreadImpossible(
            _(
                "Arah dari nilai awal ke target berlawanan dengan cara indikator ini "
                "dihitung setahun. Isi nilai awalnya pada definisi, atau bagi merata."
            )
        )
    return [start + (total - start) * (n + 1) / parts for n in range(parts)]


def _shaped(
    total: Fraction,
    accumulation: Accumulation,
    parts: int,
    shape: Sequence[Decimal] | None,
) -> list[Fraction]:
    if shape is None or len(shape) != parts:
        raise SpreadImpossible(
            _("Angka tahun lalu tidak lengkap untuk setiap periode.")
        )
    weights = [Fraction(value) for value in shape]
    if any(weight < 0 for weight in weights):
        raise SpreadImpossible(_("Angka tahun lalu ada yang negatif."))
    if accumulation == Accumulation.RATIO:
        raise SpreadImpossible(
            _(
                "Hasil setahun indikator ini perbandingan dua jumlah; pola tahun lalu "
                "tidak menjamin target setahun. Pakai pembagian merata."
            )
        )
    together = sum(weights, Fraction(0))
    whole: Fraction = {
        Accumulation.SUM: together,
        Accumulation.AVERAGE: together / parts,
        Accumulation.LAST: weights[-1],
        Accumulation.HIGHEST: max(weights),
        Accumulation.LOWEST: min(weights),
    }[accumulation]
    if whole == 0:
        raise SpreadImpossible(_("Angka tahun lalu nol, jadi polanya tidak ada."))
    return [total * weight / whole for weight in weights]


def _rounded(
    exact: Sequence[Fraction], total: Decimal, accumulation: str, decimals: int
) -> tuple[list[Decimal], Decimal]:
    """Round the parts so that they still give the year; return what was left over.

    Parts of a sum are cut, never rounded up, so that the rest is not negative; it stands
    in the last part. Of a mean the last part makes good what the others lost.
    """
    if accumulation == Accumulation.SUM:
        cut = [_cut(part, decimals) for part in exact]
        rest = total - sum(cut, Decimal(0))
        cut[-1] += rest
        return cut, rest if rest and exact[-1] != Fraction(cut[-1]) else Decimal(0)
    near = [half_up(part, decimals) for part in exact]
    if accumulation == Accumulation.AVERAGE:
        last = total * len(near) - sum(near[:-1], Decimal(0))
        rest = last - near[-1]
        return [*near[:-1], last], rest
    # The part that alone makes the year keeps all digits of the target.
    return [
        total if part == Fraction(total) else value
        for part, value in zip(exact, near, strict=True)
    ], Decimal(0)


def _cut(value: Fraction, decimals: int) -> Decimal:
    scaled = abs(value) * 10**decimals
    cut = Decimal(scaled.numerator // scaled.denominator).scaleb(-decimals)
    return -cut if value < 0 else cut


def _written(value: Decimal, year: Amount) -> str:
    """Write a part as the year's target is written: its side and its unit."""
    plain = Decimal(f"{value.normalize():f}") if value else Decimal(0)
    number = format_number(plain)
    before = f"{year.side} " if year.side else ""
    if year.unit == "Rp":
        return f"{before}Rp {number}"
    behind = f" {year.unit}" if year.unit else ""
    if year.scale is not None:
        behind += f" dari skala {format_number(year.scale)}"
    return f"{before}{number}{behind}"
