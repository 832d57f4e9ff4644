"""Values that are worked out of several entries: weighted parts, and dates that were kept."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from tolok.kernel.dates import DateUnreadable, parse_date
from tolok.kernel.refusals import Unfit


MOST_ITEMS = 200
LONGEST_NAME = 200


class PartsUnreadable(Unfit):
    """An entry of a list cannot be understood; `field` names its row."""


@dataclass(frozen=True)
class DatedItem:
    """One thing with the day it is due, and the day it was done where it is done."""

    name: str
    due_on: date
    done_on: date | None = None

    @property
    def is_on_time(self) -> bool:
        """Tell whether it was done by the day it was due."""
        return self.done_on is not None and self.done_on <= self.due_on

    @property
    def line(self) -> str:
        """Return it as one kept line."""
        done = self.done_on.isoformat() if self.done_on else ""
        return f"{self.name}; {self.due_on.isoformat()}; {done}".rstrip()


def read_items(lines: Sequence[str]) -> list[DatedItem]:
    """Return the items of a list, a line each: name; due day; day done (may be blank).

    Blank lines are left out. Raises `PartsUnreadable`.
    """
    found = []
    for number, line in enumerate(lines):
        if not line.replace(";", "").strip():
            continue
        name, due, done = (part.strip() for part in _three(line, number))
        if not name or not due:
            message = _("Baris %(row)s belum lengkap. Isi nama dan jatuh temponya.")
            raise PartsUnreadable(message % {"row": number + 1}, field=_field(number))
        if len(name) > LONGEST_NAME:
            message = _("Nama pada baris %(row)s terlalu panjang.")
            raise PartsUnreadable(message % {"row": number + 1}, field=_field(number))
        found.append(
            DatedItem(name, _day(due, number), _day(done, number) if done else None)
        )
    if len(found) > MOST_ITEMS:
        message = _("Paling banyak %(most)s baris. Lampirkan daftarnya sebagai bukti.")
        raise PartsUnreadable(message % {"most": MOST_ITEMS}, field="parts")
    return found


def _three(line: str, number: int) -> list[str]:
    parts = [*line.rsplit(";", 2), "", ""][:3]
    if line.count(";") < 1:
        message = _("Baris %(row)s belum lengkap. Isi nama dan jatuh temponya.")
        raise PartsUnreadable(message % {"row": number + 1}, field=_field(number))
    return parts


def _day(text: str, number: int) -> date:
    try:
        return parse_date(text)
    except DateUnreadable as error:
        raise PartsUnreadable(
            _("Baris %(row)s: %(why)s") % {"row": number + 1, "why": error},
            field=_field(number),
        ) from error


def _field(number: int) -> str:
    return f"parts-{number}"
