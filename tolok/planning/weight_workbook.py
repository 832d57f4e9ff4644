"""Weights as one workbook: out, filled in, and in again; first looked at, then kept whole.

One sheet holds everything that is weighed in a year: indicators in their objectives,
objectives in their positions, positions and units in the unit above. A row that is not in
the sheet stays as it is; an emptied cell takes the weight back.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.kernel.numbers import format_number
from tolok.kernel.refusals import Unfit
from tolok.organisation.models import Position, Unit
from tolok.organisation.queries import Viewer
from tolok.planning import unit_weights, weights
from tolok.planning.models import PerformanceYear
from tolok.planning.unit_weights import LevelWeights
from tolok.planning.weights import Key, Weights, WeightUnfit
from tolok.reader.refusals import UnreadableDecree
from tolok.registry.fillable import Filled, read_rows, write_fillable
from tolok.registry.models import Indicator, RegistryVersion
from tolok.registry.queries import list_indicators


SHEET = "Bobot"
KEYS = (
    gettext_lazy("Kunci"),
    gettext_lazy("Versi"),
    gettext_lazy("Bobot di dalam"),
    gettext_lazy("Jenis"),
    gettext_lazy("Yang dibobot"),
)
WEIGHT = gettext_lazy("Bobot (%)")
ERRORS = gettext_lazy("Kesalahan")
WIDTHS = (14, 7, 40, 12, 56, 12, 60)
KINDS = {
    "indicator": gettext_lazy("Indikator"),
    "objective": gettext_lazy("Sasaran"),
    "position": gettext_lazy("Jabatan"),
    "unit": gettext_lazy("Unit kerja"),
}


class WorkbookUnreadable(Unfit):
    """The file is no workbook of weights, is damaged, or is unsafe."""


@dataclass
class Line:
    """One weight: what it is of and in what, what stands, what was written."""

    key: Key
    inside: str
    name: str
    number: int
    standing: Decimal | None
    level: str
    owner: Position | Unit | None
    seen: int = 0
    text: str = ""
    percent: Decimal | None = None
    error: str = ""

    @property
    def changes(self) -> bool:
        """Tell whether another weight is written than the one that stands."""
        return not self.error and self.percent != self.standing

    @property
    def revises(self) -> bool:
        """Tell whether it changes a weight that was decided before."""
        return self.changes and self.number > 0

    @property
    def change(self) -> str:
        """Say what becomes of it: "25 % menjadi 30 %"."""
        return _("%(old)s menjadi %(new)s") % {
            "old": _shown(self.standing),
            "new": _shown(self.percent),
        }


@dataclass(frozen=True)
class Sheet:
    """What a filled-in workbook says: all weights of the year, and what is not ours."""

    lines: list[Line]
    strange: list[str] = field(default_factory=list)

    @property
    def wrong(self) -> list[Line]:
        """Return what cannot be kept."""
        return [line for line in self.lines if line.error]

    @property
    def changed(self) -> list[Line]:
        """Return what would change."""
        return [line for line in self.lines if line.changes]

    @property
    def sums(self) -> list[tuple[str, str]]:
        """Return the levels with a change whose weights make no whole, and why."""
        levels: dict[str, list[Line]] = {}
        for line in self.lines:
            levels.setdefault(line.level, []).append(line)
        told = []
        for lines in levels.values():
            trouble = weights.tell_sum([line.percent for line in lines])[1]
            if trouble and any(line.changes for line in lines):
                told.append((lines[0].inside, trouble))
        return told


def _shown(percent: Decimal | None) -> str:
    if percent is None:
        return _("tanpa bobot")
    return f"{format_number(percent.normalize() + 0)} %"


def lines_of(
    *, year: PerformanceYear, version: RegistryVersion, for_user: Viewer
) -> list[Line]:
    """Return all that can be weighed in a year, as it stands; five queries.

    What is alone on its level has nothing to be weighed against and is left out.
    """
    indicators = list(list_indicators(version=version, for_user=for_user))
    standing = weights.weights_in_force(
        year=year, positions={row.position_id for row in indicators}
    )
    found: list[Line] = []
    of_units = unit_weights.unit_weights_in_force(year=year)
    for level in unit_weights.list_levels(version=version, for_user=for_user):
        inside = level.unit.name if level.unit else _("Seluruh kantor")
        rows = of_units[level.unit_id]
        found += [
            _line(
                *(member.key, inside, member.name, rows),
                *(f"unit-{level.unit_id}", level.unit),
            )
            for member in level.members
        ]
    by_position: dict[int, list[Indicator]] = {}
    for row in indicators:
        by_position.setdefault(row.position_id, []).append(row)
    for position_id, own in by_position.items():
        found += _lines_of_position(own, standing.get(position_id, {}))
    return found


def _lines_of_position(
    rows: Sequence[Indicator], standing: Mapping[Key, weights.Weight]
) -> list[Line]:
    """Return the objectives of a position, and under each its indicators."""
    groups: dict[int, list[Indicator]] = {}
    for row in rows:
        groups.setdefault(row.objective_id, []).append(row)
    found: list[Line] = []
    for objective_id, group in groups.items():
        position, objective = group[0].position, group[0].objective
        place = f"{position.unit.name}, {position.title}"
        if len(groups) > 1 or ("objective", objective_id) in standing:
            found.append(
                _line(
                    *(("objective", objective_id), place, objective.text, standing),
                    *(f"position-{position.pk}", position),
                )
            )
        if len(group) > 1 or any(("indicator", row.pk) in standing for row in group):
            found += [
                _line(
                    *(("indicator", row.pk), f"{place}: {objective.text}", row.text),
                    *(standing, f"objective-{objective_id}", position),
                )
                for row in group
            ]
    return found


def _line(
    key: Key,
    inside: str,
    name: str,
    rows: Mapping[Key, weights.Weight],
    level: str,
    owner: Position | Unit | None,
) -> Line:
    old = rows.get(key)
    percent = old.percent if old else None
    text = "" if percent is None else format_number(percent.normalize() + 0)
    number, seen = old.number if old else 0, weights.version_of(rows.values())
    return Line(key, inside, name, number, percent, level, owner, seen, text, percent)


def write_workbook(lines: Iterable[Line]) -> bytes:
    """Return the workbook: keys locked, weights open, errors in their cells."""
    return write_fillable(
        title=SHEET,
        heads=[*map(str, KEYS), str(WEIGHT), str(ERRORS)],
        widths=WIDTHS,
        frozen=5,
        rows=(
            Filled(
                [
                    f"{line.key[0]}-{line.key[1]}",
                    str(line.number),
                    line.inside,
                    str(KINDS[line.key[0]]),
                    line.name,
                ],
                [(line.text, bool(line.error))],
                line.error,
            )
            for line in lines
        ),
        offered={},
    )


def read_workbook(content: bytes, *, lines: Sequence[Line]) -> Sheet:
    """Return what a filled-in workbook says of these lines, those as they stand.

    Raises `WorkbookUnreadable`.
    """
    try:
        rows = read_rows(content)
    except UnreadableDecree as error:
        raise WorkbookUnreadable(str(error), field="workbook") from error
    heads = [text.strip().casefold() for text in rows[0]] if rows else []
    wanted = [str(KEYS[0]).casefold(), str(KEYS[1]).casefold(), str(WEIGHT).casefold()]
    if any(head not in heads for head in wanted):
        raise WorkbookUnreadable(
            _(
                "Berkas ini bukan lembar bobot. Unduh lembarnya di halaman ini, isi "
                "kolom Bobot, lalu unggah kembali."
            ),
            field="workbook",
        )
    at_key, at_version, at_weight = (heads.index(head) for head in wanted)
    known = {f"{line.key[0]}-{line.key[1]}": line for line in lines}
    seen: set[str] = set()
    strange: list[str] = []
    for row in rows[1:]:
        cells = dict(enumerate(row))
        key = cells.get(at_key, "").strip()
        text = cells.get(at_weight, "").strip()
        if not key and not text:
            continue
        line = known.get(key)
        if line is None:
            strange.append(key or text)
            continue
        _read_into(line, text, cells.get(at_version, ""), twice=key in seen)
        seen.add(key)
    return Sheet(list(lines), strange)


def _read_into(line: Line, text: str, version: str, *, twice: bool) -> None:
    line.text = text
    if twice:
        line.error = _("Baris ini ada dua kali. Hapus salah satunya.")
        return
    if version.strip() != str(line.number):
        line.error = _(
            "Bobot ini sudah diubah sejak lembarnya diunduh. Unduh lembar yang baru."
        )
        return
    try:
        line.percent = weights.read_weight(text)
    except WeightUnfit as refusal:
        line.error = refusal.message


@transaction.atomic
def keep_workbook(
    *, year: PerformanceYear, sheet: Sheet, by: Viewer, at: datetime, reason: str = ""
) -> int:
    """Set all that a workbook changes: all or nothing; return how many changed.

    Raises what `set_weights` and `set_unit_weights` raise, and `WeightUnfit` while
    anything in the sheet is wrong.
    """
    if sheet.wrong or sheet.strange:
        raise WeightUnfit(_("Lembar ini masih memuat kesalahan. Perbaiki dahulu."))
    touched = {_owner_of(line) for line in sheet.changed}
    owners: dict[tuple[str, int], list[Line]] = {}
    for line in sheet.lines:
        if _owner_of(line) in touched:
            owners.setdefault(_owner_of(line), []).append(line)
    of_positions = [
        Weights(
            lines[0].owner,
            _percents(lines, "indicator"),
            _percents(lines, "objective"),
            lines[0].seen,
        )
        for lines in owners.values()
        if isinstance(lines[0].owner, Position)
    ]
    of_units = [
        LevelWeights(
            lines[0].owner,
            _percents(lines, "position"),
            _percents(lines, "unit"),
            lines[0].seen,
        )
        for lines in owners.values()
        if not isinstance(lines[0].owner, Position)
    ]
    changed = 0
    if of_positions:
        changed += weights.set_weights(
            year=year, weights=of_positions, by=by, at=at, reason=reason
        )
    if of_units:
        changed += unit_weights.set_unit_weights(
            year=year, weights=of_units, by=by, at=at, reason=reason
        )
    return changed


def _owner_of(line: Line) -> tuple[str, int]:
    owner = line.owner
    if owner is None:
        return "office", 0
    return ("position" if isinstance(owner, Position) else "unit"), owner.pk


def _percents(lines: Iterable[Line], what: str) -> dict[int, Decimal]:
    return {
        line.key[1]: line.percent
        for line in lines
        if line.key[0] == what and line.percent is not None
    }
