"""The example office as data: what `examples/lamongan-2026` says, and nothing more."""

import json
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from tolok.kernel.numbers import format_number, parse_amount
from tolok.kernel.rounding import half_up
from tolok.measurement.entries import Entry


FOLDER = Path(__file__).resolve().parents[2] / "examples" / "lamongan-2026"
REGION = "Kabupaten Lamongan"
OFFICE = "Dinas Pemberdayaan Masyarakat dan Desa"
SHORT_NAME = "Dinas PMD"
ADDRESS = "Jl. Jaksa Agung Suprapto, Lamongan"
PASSWORD = "Contoh-Tolok-2026"  # noqa: S105
DAY = date(2026, 10, 6)
ZONE = ZoneInfo("Asia/Jakarta")
NOT_REPORTED = ""
SPREAD_PERCENT = Decimal(7)

# What a definition says unless its entry says otherwise.
USUAL: dict[str, dict[str, Any]] = {
    "ratio": {"accumulation": "ratio", "unit_of_measure": "%", "decimals": 2},
    "count": {"accumulation": "sum", "decimals": 0},
    "value": {"accumulation": "last", "unit_of_measure": "nilai", "decimals": 2},
    "grade": {
        "accumulation": "last",
        "unit_of_measure": "predikat",
        "decimals": 2,
        "polarity": "grade",
    },
}
FIELDS = {
    "accumulation": "accumulation",
    "definition": "operational_definition",
    "denominator": "denominator_label",
    "evidence": "evidence_wanted",
    "evidence_minimum": "evidence_minimum",
    "formula": "formula",
    "measure": "measure",
    "numerator": "numerator_label",
    "reason": "reason",
    "scale": "scale",
    "source": "data_source",
    "unit": "unit_of_measure",
}


@cache
def read(name: str) -> Any:
    """Return what one of the files says."""
    return yaml.safe_load((FOLDER / name).read_text(encoding="utf-8"))


def decree() -> Any:
    """Return the decree of the example in the form `tolok-decree/1`."""
    return json.loads((FOLDER / "decree.json").read_text(encoding="utf-8"))


def decree_text() -> bytes:
    """Return the decree as its office wrote it, signed by an invented person."""
    return (FOLDER / "sk-iki-2026.txt").read_bytes()


def moment(day: date, hour: int, minute: int = 0) -> datetime:
    """Return a moment at the office."""
    return datetime(day.year, day.month, day.day, hour, minute, tzinfo=ZONE)


def definition_of(key: str) -> dict[str, Any]:
    """Return the definition of an indicator by the names that the registry uses."""
    entry = read("definitions.yaml")[key]
    measure = entry.get("measure", "count")
    wanted: dict[str, Any] = {
        "measure": measure,
        "polarity": "higher",
        "frequency": "quarter",
        "numerator_label": "",
        "denominator_label": "",
        "evidence_minimum": 1,
        **USUAL[measure],
    }
    return wanted | {FIELDS[k]: v for k, v in entry.items() if k in FIELDS}


def targets_of(key: str, year: int) -> list[str]:
    """Return the targets as written: of the whole year, then of each quarter."""
    earlier = read("realisations.yaml")["targets_2025"]
    if year == 2025 and key in earlier:
        return [str(text) for text in earlier[key]]
    return [str(text) for text in read("targets.yaml")[key][:5]]


def denominator_of(key: str, quarter: int) -> int:
    """Return how many there are in all in a quarter, for a ratio."""
    rest = [_whole(number) for number in read("targets.yaml")[key][5:]]
    return rest[0] if len(rest) == 1 else rest[quarter - 1]


def _whole(written: int | str) -> int:
    return int(str(written).replace(".", ""))


def chance(*about: object) -> Decimal:
    """Return a number from 0 up to 1 that is always the same for the same words."""
    digest = sha256("/".join(map(str, about)).encode()).digest()
    return Decimal(int.from_bytes(digest[:6])) / Decimal(2**48)


def choose(options: list[Any], *about: object) -> Any:
    """Return one of the options, always the same for the same words."""
    return options[int(chance(*about) * len(options))]


@dataclass(frozen=True)
class Figure:
    """What somebody reports, and whether that reaches the target."""

    entry: Entry
    reached: bool


def figure(
    key: str,
    *,
    username: str,
    unit: str,
    year: int,
    quarter: int,
    held: Decimal = Decimal(1),
) -> Figure | None:
    """Return what a person reports for a quarter, or None where nothing is.

    `held` is the part of the quarter in which he sat there: so much of a count is his.
    """
    at = (year - 2025) * 4 + quarter - 1
    written = read("realisations.yaml")["values"].get(username, {}).get(key)
    target = parse_amount(targets_of(key, year)[quarter]).value or Decimal(0)
    if written is not None:
        return _as_written(str(written[at]), target)
    about = (username, key, year, quarter)
    trend = Decimal(read("realisations.yaml")["trend"][unit][at])
    part = (trend + (chance(*about) * 2 - 1) * SPREAD_PERCENT) / 100
    if definition_of(key)["measure"] == "ratio":
        whole = denominator_of(key, quarter)
        some = min(int(half_up(whole * target * part / 100, 0)), whole)
        return _as_written(f"{some}/{whole}", target)
    target *= held
    value = half_up(target * part, 0)
    limit = read("realisations.yaml")["limits"].get(key)
    if limit is not None:
        value = min(value, Decimal(limit))
    return Figure(Entry(value=format_number(value)), value >= target)


def _as_written(text: str, target: Decimal) -> Figure | None:
    if text == NOT_REPORTED:
        return None
    if "/" in text:
        some, whole = (int(part) for part in text.split("/"))
        entry = Entry(
            numerator=format_number(Decimal(some)),
            denominator=format_number(Decimal(whole)),
        )
        return Figure(entry, whole == 0 or some * 100 >= target * whole)
    return Figure(Entry(value=text), (parse_amount(text).value or 0) >= target)


def explanation(
    key: str, *, username: str, unit: str, year: int, quarter: int
) -> tuple[str, str]:
    """Return obstacles and follow-up for a value below its target."""
    told = read("realisations.yaml")["explanations"]
    if (year, quarter) == (2026, 3) and key in told:
        obstacles, follow_up = told[key]
        return obstacles, follow_up
    obstacles, follow_up = choose(told[unit], "why", username, key, year, quarter)
    return obstacles, follow_up


def remark(key: str, username: str, year: int, quarter: int) -> str:
    """Return what a person writes although the target is reached, mostly nothing."""
    if (year, quarter) != (2026, 3):
        return ""
    told: dict[str, str] = read("realisations.yaml")["remarks"].get(username, {})
    return told.get(key, "")
