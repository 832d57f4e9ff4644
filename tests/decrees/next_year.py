"""The example office's decree a year later: invented, with one change of each kind."""

import copy
import json
from pathlib import Path
from typing import Any


EXAMPLE = Path(__file__).parents[2] / "examples" / "lamongan-2026" / "decree.json"
REWORDED = "Prosentase Keterisian Aplikasi SIMELA Lingkup Dinas PMD"
REWORDED_TO = "Persentase Keterisian Aplikasi SIMELA di Lingkungan Dinas PMD"
ADDED = "Persentase Desa yang Memublikasikan APB Desa Sebelum Maret"
STRANGE = "Tingkat Kecukupan Arsip Dinamis yang Tertata"


def next_year(decree: dict[str, Any] | None = None) -> dict[str, Any]:
    """Return a decree of 2027 made from that of 2026.

    Reworded: an indicator (`REWORDED_TO`), a duty, an objective. Added: an indicator
    (`ADDED`), a function. Dropped: a position, a duty. Moved: a function. One
    indicator has wholly other words (`STRANGE`), so that only a person can pair it.
    """
    made = copy.deepcopy(decree or json.loads(EXAMPLE.read_text(encoding="utf-8")))
    made["decree"] |= {
        "number": "100.3.3.2/7/KPTS/413.108/2027",
        "year_from": 2027,
        "year_until": 2027,
        "date": "2027-01-04",
    }
    if made["decree"]["about"]:
        made["decree"]["about"] = made["decree"]["about"].replace("2026", "2027")
    positions = made["positions"]
    for position in positions:
        for objective in position["objectives"]:
            for indicator in objective["indicators"]:
                if indicator["text"] == REWORDED:
                    indicator["text"] = REWORDED_TO
    first = positions[0]
    first["objectives"][0]["indicators"].append(
        copy.deepcopy(first["objectives"][0]["indicators"][-1]) | {"text": ADDED}
    )
    first["objectives"][-1]["text"] += " yang Berkelanjutan"
    first["duties"][0]["text"] += " serta melaporkan hasilnya setiap triwulan"
    second = positions[1]
    second["functions"].append(second["functions"].pop(0))
    second["functions"].append(
        {"label": None, "text": "penyelenggaraan kearsipan dinamis dan layanan data;"}
    )
    third = positions[2]
    third["duties"].pop()
    third["objectives"][0]["indicators"][0]["text"] = STRANGE
    del positions[-1]
    return made
