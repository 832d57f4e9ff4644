"""The calculator for many measurements: a line of JSON in, a line of JSON out."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import TYPE_CHECKING, Any

from tolok.scoring.calculator import REFUSED, answer_of, calculate
from tolok.scoring.passport import Passport


if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from datetime import date
    from pathlib import Path


def score_lines(
    lines: Iterable[str],
    *,
    region: Path | str | None = None,
    today: date | None = None,
) -> Iterator[str]:
    """Answer each line of JSON with one line of JSON, in order; blank lines are skipped.

    A line that is no JSON object is answered as `refused`. A line that names no day
    (`on`) is held against the rules of `today`, where that is given, and says so.
    """
    for line in lines:
        text = line.strip().removeprefix("\ufeff")
        if text:
            yield _as_line(_answer_line(text, region, today))


class _NotMeasured(ValueError):
    """The line is JSON of a kind that no measurement is; the message says why."""


def _answer_line(
    text: str, region: Path | str | None, today: date | None
) -> dict[str, Any]:
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
    if today is None or not isinstance(given, dict) or given.get("on") is not None:
        return calculate(given, region=region)
    passport = Passport()
    passport.add(
        "Hari", today.isoformat(), "hari (on) tidak disebut, jadi dipakai hari ini"
    )
    answer = calculate({**given, "on": today}, region=region)
    return {**answer, "passport": [*passport.steps, *answer["passport"]]}


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
