"""Measures what the bench tells of a correction: one field of a large draft saved."""

import json
import time
from collections.abc import Iterator
from datetime import datetime
from decimal import Decimal
from statistics import median
from typing import Any

from tolok.decrees import actions as decrees
from tolok.decrees import correcting
from tolok.demo.reading_speed import long_decree
from tolok.kernel.numbers import format_number
from tolok.organisation.queries import Viewer


POSITIONS, RUNS = 1_000, 15
SAVE_MS, FIRST_MS = 150, 5_000


def measure_corrections(
    decree: dict[str, Any], *, by: Viewer, at: datetime
) -> Iterator[tuple[str, float, Any]]:
    """Save fields of a draft of a thousand positions; yield name, milliseconds, goal.

    `decree` is repeated until it has so many. The first saving looks at the whole draft,
    as it does once after the service was started; of the others the median is told.
    """
    many = long_decree(decree, -(-POSITIONS // len(decree["positions"])))
    del many["positions"][POSITIONS:]
    draft = decrees.import_decree(
        content=json.dumps(many).encode(), name="rancangan.json", by=by, at=at
    )
    spent = []
    for number in range(RUNS + 1):
        field = f"positions.{number * 7}.objectives.0.text"
        started = time.perf_counter()
        saved = correcting.save_fields(
            decree=draft,
            fields={field: f"Meningkatnya tertib administrasi ke-{number}"},
            revision=draft.revision,
            by=by,
            at=at,
        )
        spent.append((time.perf_counter() - started) * 1000)
        draft = saved.decree
    name = f"simpan satu isian rancangan {format_number(Decimal(POSITIONS))} jabatan"
    yield f"{name}, pertama kali", spent[0], FIRST_MS
    yield name, median(spent[1:]), SAVE_MS
