"""Measures a long sheet of targets: checked, kept, and changed by a second one."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from typing import Any

from tolok.organisation.queries import Viewer
from tolok.planning import actions as planning
from tolok.planning import target_importing as importing
from tolok.planning import target_workbook as workbook


IMPORT_S = 30
RULES = "permendagri-86-2017"
DOCUMENT = "Perjanjian Kinerja"


def measure_target_import(
    *, by: Viewer, at: datetime, begin: Callable[[], None]
) -> Iterator[tuple[str, float, Any]]:
    """Bring in the target of the year of a whole office; yield name, seconds, goal.

    `begin` is called once the sheet is there.
    """
    if by.office is None:
        message = "the planner of an office is asked for"
        raise RuntimeError(message)
    year = planning.set_up_year(
        office=by.office, year=by.on.year - 1, rules=RULES, by=by, at=at
    )
    plan = importing.plan_of(year=year, for_user=by)
    if plan is None:
        message = "the office has no registry"
        raise RuntimeError(message)
    rows = len(plan.definitions)
    content = workbook.write_workbook(_filled(plan), plan.columns)
    del plan
    begin()
    row = importing.begin_import(
        year=year, content=content, name="target.xlsx", by=by, at=at
    )
    started = time.perf_counter()
    importing.check_import(import_id=row.pk)
    checked = time.perf_counter() - started
    importing.ask_to_keep(row=row, by=by, at=at, document=DOCUMENT)
    started = time.perf_counter()
    kept = importing.keep_import(import_id=row.pk)
    if kept != rows:
        message = f"{kept} of {rows} targets were kept"
        raise RuntimeError(message)
    spent = time.perf_counter() - started
    yield f"periksa lembar target {rows} baris", checked, None
    yield f"impor target {rows} baris: periksa dan simpan", checked + spent, IMPORT_S


def _filled(plan: importing.Plan) -> Iterable[workbook.Line]:
    for number, line in enumerate(
        workbook.lines_of(
            plan.definitions, columns=plan.columns, standing=plan.standing
        )
    ):
        line.texts[0] = f"{number % 89 + 1}"
        yield line
