"""Words of a kept publication in the language of its reader; its content stays as kept."""

import re
from typing import Any

from django.utils.translation import gettext as _

from tolok.kernel.periods import MONTHS


WORDS = {"polarity", "accumulation", "frequency"}
PERIODS = {"label", "period"}
NAMED = re.compile(r"(Tahun|Semester|Triwulan|Smt|TW) (\w+)(?: (\d{4}))?")


def spoken(content: Any, key: str = "") -> Any:
    """Return a copy of a publication whose periods and ways of counting are translated."""
    if isinstance(content, dict):
        return {name: spoken(value, name) for name, value in content.items()}
    if isinstance(content, list):
        return [spoken(value, key) for value in content]
    if isinstance(content, str) and content:
        if key in WORDS:
            return _(content)
        if key in PERIODS:
            return period_name(content)
    return content


def period_name(label: str) -> str:
    """Return the kept name of a period in the language of the moment."""
    month, _gap, year = label.partition(" ")
    if month in MONTHS:
        return f"{_(month)} {year}".strip()
    found = NAMED.fullmatch(label)
    if found is None:
        return label
    said = {"number": found[2], "year": found[3] or found[2]}
    pattern = {
        "Tahun": "Tahun %(year)s",
        "Semester": "Semester %(number)s %(year)s",
        "Triwulan": "Triwulan %(number)s %(year)s",
        "Smt": "Smt %(number)s",
        "TW": "TW %(number)s",
    }[found[1]]
    return _(pattern) % said
