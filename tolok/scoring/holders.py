"""Make one value of what several holders of a position reported. Pure: no Django.

Who follows whom sits in one chair; who serves beside whom in another. Inside a chair the
parts follow each other in time and add up as sub-periods do; the chairs are then put
together by the rule of the definition (`across`).
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tolok.kernel.numbers import format_exact, same_unit
from tolok.scoring.reading import (
    ACCUMULATIONS,
    NotReported,
    accumulate,
    quotient_of,
    read_pair,
)
from tolok.scoring.values import Refused, Value, read_value


if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from tolok.rules.packs import Scale


ACROSS = ("average", "sum", "ratio", "highest", "lowest", "days", "last")
_WORDS = {
    "average": "rata-rata kursi",
    "sum": "semua kursi dijumlahkan",
    "ratio": "jumlah pembilang ÷ jumlah penyebut semua pemangku",
    "highest": "nilai tertinggi",
    "lowest": "nilai terendah",
    "days": "rata-rata berbobot hari memegang jabatan",
    "last": "nilai pemangku terakhir",
}


@dataclass(frozen=True, slots=True)
class Step:
    """One step for the passport."""

    step: str
    value: str
    rule: str


@dataclass(frozen=True, slots=True)
class Together:
    """The value of all holders, as written, how it came to be, and the steps to it."""

    written: str
    how: str
    value: Value
    steps: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class _Part:
    who: str
    when: str
    days: int
    value: Value
    pair: tuple[Fraction, Fraction] | None


def read_holders(
    given: Any,
    accumulation: Any,
    polarity: str,
    scale: Scale | None,
    target: Value | None,
) -> Together:
    """Read chairs of sub-periods of parts and make one value of them.

    `given` is `{"across": rule, "chairs": [chair]}`; a chair is a list of sub-periods, a
    sub-period a list of parts `{who, when, days, value}` or `{…, pair: [above, below]}`.
    Raises `Refused`, `NotReported` and `NotComputable`.
    """
    across = given.get("across")
    if across not in ACROSS:
        raise Refused("Cara menggabung antarpegawai (across) tidak dikenal.")
    if accumulation not in ACCUMULATIONS:
        raise Refused("Cara menjumlah sub-periode (accumulation) tidak dikenal.")
    chairs = [
        [[_part(one, polarity, scale, target) for one in period] for period in chair]
        for chair in given["chairs"]
    ]
    parts = [part for chair in chairs for period in chair for part in period]
    if not parts:
        raise NotReported("Belum ada pemangku yang melaporkan.")
    _demand_one_unit([part.value for part in parts])
    many = len(chairs) > 1
    steps = [
        Step(
            f"Kursi {place}" if many else "Pemangku",
            "; ".join(
                f"{part.who} {_written(part)} ({part.when}, {part.days} hari)"
                for period in chair
                for part in period
            ),
            "",
        )
        for place, chair in enumerate(chairs, start=1)
    ]
    if across == "ratio":
        pairs = [part.pair for part in parts]
        value = _of_pairs(pairs, target)
        how = _WORDS["ratio"]
    else:
        of_chairs = [_of_chair(chair, accumulation, scale, target) for chair in chairs]
        how = _WORDS[across] if many else "satu kursi, dipegang berganti-ganti"
        value = of_chairs[0]
        if many:
            value = _of_chairs(across, of_chairs, chairs, scale)
    unit = next((part.value.unit for part in parts if part.value.unit), "")
    notes = tuple(dict.fromkeys(n for part in parts for n in part.value.notes))
    value = replace(value, unit=value.unit or unit, notes=notes)
    written = "; ".join(_written(part) for part in parts)
    return Together(written, how, value, tuple(steps))


def _part(
    given: Mapping[str, Any], polarity: str, scale: Scale | None, target: Value | None
) -> _Part:
    pair = None
    if given.get("pair") is not None:
        pair = read_pair(given["pair"], str(given["who"]))
        value = quotient_of(*pair, target).value
    else:
        read = read_value(given.get("value"), str(given["who"]), polarity, scale)
        if read is None:
            raise NotReported(f"{given['who']} belum melaporkan.")
        value = read
    return _Part(str(given["who"]), str(given["when"]), int(given["days"]), value, pair)


def _written(part: _Part) -> str:
    if part.pair is None:
        return part.value.shown
    above, below = part.pair
    return f"{format_exact(above)} dari {format_exact(below)}"


def _demand_one_unit(values: Sequence[Value]) -> None:
    units = [value.unit for value in values if value.unit]
    for unit in units:
        if not same_unit(unit, units[0]):
            raise Refused(
                f"Para pemangku memakai satuan yang berbeda: {units[0]} dan {unit}. "
                "Tulis semuanya dalam satuan yang sama."
            )


def _of_pairs(
    pairs: Sequence[tuple[Fraction, Fraction] | None], target: Value | None
) -> Value:
    whole = [pair for pair in pairs if pair is not None]
    if len(whole) < len(pairs):
        raise Refused(
            "Tidak semua pemangku mengisi pembilang dan penyebut, jadi keduanya tidak "
            "dapat dijumlahkan."
        )
    return quotient_of(
        sum((pair[0] for pair in whole), Fraction(0)),
        sum((pair[1] for pair in whole), Fraction(0)),
        target,
    ).value


def _of_chair(
    chair: Sequence[Sequence[_Part]],
    accumulation: str,
    scale: Scale | None,
    target: Value | None,
) -> Value:
    """Add up what follows each other in one chair."""
    flat = [part for period in chair for part in period]
    if accumulation == "ratio":
        return _of_pairs([part.pair for part in flat], target)
    if accumulation != "average":
        return accumulate(accumulation, [part.value for part in flat], scale)
    return accumulate("average", [_by_days(period) for period in chair], scale)


def _by_days(parts: Sequence[_Part]) -> Value:
    """Return the mean of parts of one sub-period, each by its days."""
    if len(parts) == 1:
        return parts[0].value
    return Value(number=_weighted([(_number(p.value), p.days) for p in parts]))


def _of_chairs(
    across: str,
    values: Sequence[Value],
    chairs: Sequence[Sequence[Sequence[_Part]]],
    scale: Scale | None,
) -> Value:
    if across == "days":
        days = [sum(p.days for period in chair for p in period) for chair in chairs]
        numbers = [_number(value) for value in values]
        return Value(number=_weighted(list(zip(numbers, days, strict=True))))
    return accumulate(across, list(values), scale)


def _number(value: Value) -> Fraction:
    if value.number is None:
        raise Refused("Nilai yang bukan angka tidak dapat dirata-ratakan menurut hari.")
    return value.number


def _weighted(pairs: Sequence[tuple[Fraction, int]]) -> Fraction:
    days = sum(days for _number, days in pairs)
    return sum((number * days for number, days in pairs), Fraction(0)) / max(days, 1)
