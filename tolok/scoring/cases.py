"""Hold the cases of the law library against the calculator.

An official adds a case to a YAML file and runs this; the tests run the same.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from tolok.rules.loader import Case, load_library
from tolok.scoring.calculator import calculate
from tolok.scoring.workings import work_out


if TYPE_CHECKING:
    from pathlib import Path


def check_cases(region: Path | str | None = None) -> list[str]:
    """Return what is wrong in all cases, national and regional; empty when all hold.

    Raises `RuleFileInvalid` when a rule file cannot be used.
    """
    return [
        f"{case.file}, “{case.name}”: {fault}"
        for case in load_library(region).cases
        for fault in check_case(case, region=region)
    ]


def check_case(case: Case, *, region: Path | str | None = None) -> list[str]:
    """Return how the calculator's answer differs from what the case expects."""
    work = work_out if "working" in case.given else calculate
    answer = work(case.given, region=region)
    passport = " ".join(" ".join(step.values()) for step in answer["passport"])
    faults = []
    for key, wanted in case.expect.items():
        if key == "reason_says":
            found = answer.get("reason") or ""
            is_right = wanted in found
        elif key == "passport_says":
            found, is_right = passport, wanted in passport
        else:
            found, is_right = answer[key], answer[key] == wanted
        if not is_right:
            faults.append(f"{key}: diharapkan {wanted}, hasilnya {found}")
    return faults
