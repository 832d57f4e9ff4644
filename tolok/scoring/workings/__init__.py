"""Rules that are no achievement, worked out by hand: appraisal, AKIP, SKM, risk, villages.

Each working takes what an official would fill in and gives a value, a class and the
steps with their citations. Pure: no database and no clock.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

from tolok.rules.loader import load_library
from tolok.scoring.reading import read_day
from tolok.scoring.values import Refused
from tolok.scoring.workings import (
    accountability,
    people,
    risks,
    services,
    villages,
)
from tolok.scoring.workings.bench import Bench, Outcome, Working


if TYPE_CHECKING:
    from pathlib import Path


WORKINGS: dict[str, Working] = {
    working.key: working
    for module in (people, accountability, services, risks, villages)
    for working in module.WORKINGS
}
KEYS = ("id", "working", "on")


def work_out(given: Any, *, region: Path | str | None = None) -> dict[str, Any]:
    """Work one rule out: `working` names it, `on` the day, the rest is what it asks.

    Returns `{id, working, status, value, class, parts, advice, passport}`, with `reason`
    where the status is `refused`; numbers as digits. Never raises on any JSON value.

    Raises `RuleFileInvalid` when the rule files themselves cannot be used.
    """
    shown: Mapping[str, Any] = given if isinstance(given, Mapping) else {}
    bench: Bench | None = None
    outcome, reason = Outcome(), None
    try:
        working = _working(given)
        bench = Bench(load_library(region), read_day(given.get("on")), given)
        _name_strangers(bench, working)
        outcome = working.work(bench)
    except Refused as error:
        reason = str(error)
        if bench is not None:
            bench.passport.add("Ditolak", reason)
    answer: dict[str, Any] = {
        "id": shown.get("id"),
        "working": shown.get("working"),
        "status": "refused" if reason else "computed",
        "value": None if outcome.value is None else f"{outcome.value:f}",
        "class": outcome.class_name,
        "parts": dict(outcome.parts),
        "advice": list(outcome.advice),
        "passport": bench.passport.steps if bench else [],
    }
    return {**answer, "reason": reason} if reason else answer


def _working(given: Any) -> Working:
    if not isinstance(given, Mapping):
        raise Refused("Satu hitungan harus berupa objek JSON.")
    key = given.get("working")
    found = WORKINGS.get(key) if isinstance(key, str) else None
    if found is None:
        raise Refused(
            f"Hitungan (working) tidak dikenal. Yang tersedia: {', '.join(WORKINGS)}."
        )
    return found


def _name_strangers(bench: Bench, working: Working) -> None:
    strange = [str(k)[:40] for k in bench.given if k not in (*KEYS, *working.given)]
    if strange:
        bench.passport.add(
            "Isian yang tidak dikenal", ", ".join(strange), "tidak ikut dihitung"
        )
