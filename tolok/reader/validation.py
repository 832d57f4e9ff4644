"""Hold a decree against the contract `schema.json` (tolok-decree/1)."""

import json
from functools import cache
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator


_SCHEMA = Path(__file__).with_name("schema.json")


@cache
def _validator() -> Draft202012Validator:
    schema = json.loads(_SCHEMA.read_text(encoding="utf-8"))
    return Draft202012Validator(
        schema, format_checker=Draft202012Validator.FORMAT_CHECKER
    )


def check_decree(decree: dict[str, Any]) -> None:
    """Check that `decree` is a `tolok-decree/1` object whose references hold.

    Raises ValueError (Indonesian) naming the first place that is wrong: a value that the
    schema refuses, an id used twice, or a unit, superior or parent that does not exist.
    """
    error = next(iter(_validator().iter_errors(decree)), None)
    if error is not None:
        place = ".".join(str(part) for part in error.absolute_path) or "(pangkal)"
        raise ValueError(
            f"Data keputusan tidak sesuai bentuk tolok-decree/1 di {place}: "
            f"{error.message[:300]}"
        )
    _check_references(decree)


def _check_references(decree: dict[str, Any]) -> None:
    units = _ids(decree, "units")
    positions = _ids(decree, "positions")
    for index, unit in enumerate(decree["units"]):
        _check_reference(units, unit["parent"], f"units.{index}.parent")
    for index, position in enumerate(decree["positions"]):
        _check_reference(units, position["unit"], f"positions.{index}.unit")
        _check_reference(positions, position["superior"], f"positions.{index}.superior")


def _ids(decree: dict[str, Any], key: str) -> set[str]:
    seen: set[str] = set()
    for index, entry in enumerate(decree[key]):
        if entry["id"] in seen:
            raise ValueError(
                f"Data keputusan memakai id {entry['id']} dua kali di {key}.{index}; "
                "setiap id hanya boleh dipakai sekali."
            )
        seen.add(entry["id"])
    return seen


def _check_reference(known: set[str], reference: str | None, place: str) -> None:
    if reference is not None and reference not in known:
        raise ValueError(
            f"Data keputusan menunjuk {reference} di {place}, padahal id itu tidak ada."
        )
