"""The calculator for many measurements: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tolok.scoring.calculator import REFUSED, answer_of, calculate
from tolok.scoring.passport import Passport


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path


def score_lines(
    lines: Iterable[str], *, region: Path | str | None = None
) -> Iterator[str]:
    """Answer each line of JSON with one line of JSON, in order; blank lines are skipped.

    A line that is no JSON object is answered as `refused`.
    """
    for line in lines:
        text = line.strip().removeprefix("\ufeff")
        if text:
            yield _as_line(_answer_line(text, region))


class _NotMeasured(ValueError):
    """The line is JSON of a kind that no measurement is; the message says why."""


def _answer_line(text: str, region: Path | str | None) -> dict[str, Any]:
    try:
        given = json.loads(
            text,
            parse_float=Decimal,
            parse_constant=_refuse_constant,
            object_pairs_hook=_without_twins,
        )
    except _NotMeasured as error:
        return _refuse(str(error))
    except (ValueError, RecursionError):
        return _refuse(
            "Baris ini bukan JSON yang utuh. Periksa tanda kutip, koma, dan kurungnya."
        )
    return calculate(given, region=region)


def _refuse_constant(name: str) -> None:
    raise _NotMeasured(f"{name} bukan angka. Kosongkan (null) bila tidak ada nilainya.")


def _without_twins(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise _NotMeasured(
            "Satu kunci ditulis dua kali dalam baris ini. Hapus salah satunya."
        )
    return found


def _as_line(answer: dict[str, Any]) -> str:
    text = json.dumps(answer, ensure_ascii=False, default=_as_json_number)
    try:
        text.encode()
    except UnicodeEncodeError:  # half a character in the id: escape everything
        return json.dumps(answer, default=_as_json_number)
    return text


def _as_json_number(value: Any) -> float | str:
    """Echo a decimal `id` as the number it was, where JSON can hold it."""
    number = float(value)
    return number if Decimal(repr(number)) == value else str(value)


def _refuse(reason: str) -> dict[str, Any]:
    """Answer a line that holds no measurement."""
    passport = Passport()
    passport.add("Ditolak", reason)
    return {**answer_of(None, REFUSED, passport), "reason": reason}
