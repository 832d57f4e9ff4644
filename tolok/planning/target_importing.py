"""A long workbook of targets: taken in, checked behind the screen, kept whole.

Nothing is decided before a person has seen what would change. Each row stands by itself;
what is wrong with one keeps all from being kept. Memory stays the same however long the
sheet is: rows are read, compared with what stands and written some at a time.
"""

import json
import tempfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import IO

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotNow, Refusal, Unfit
from tolok.organisation.queries import Viewer, get_viewer
from tolok.planning import permissions, target_workbook
from tolok.planning.actions import MayNotPlan, ReasonMissing
from tolok.planning.letters import Letter
from tolok.planning.models import PerformanceYear, Period, Target, TargetImport
from tolok.planning.queries import (
    indicators_with_proposal,
    targets_of,
    targets_of_version,
)
from tolok.planning.target_workbook import Column, Line, Sheet, WorkbookUnreadable
from tolok.planning.targets import LetterMissing, Promise, set_in_pieces
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.xlsx_rows import SheetRows
from tolok.records import actions as records
from tolok.records import claims
from tolok.registry import queries as registry
from tolok.registry.enums import ImportStatus
from tolok.registry.models import Definition, RegistryVersion


# Up to here a sheet is looked at within the request.
FEW_ROWS = 1000
ROWS_AT_ONCE = 1000
LONGEST_KEY = 18
SHOWN_CHANGES = 100
LONGEST_NAME = 255


class ImportOver(NotNow):
    """Nothing more comes of this import, or it is not checked yet."""


class ImportHasErrors(Unfit):
    """A row is wrong: nothing is kept before all are right."""


class ImportStopped(Exception):
    """The work goes on elsewhere, or a person stopped it."""


@dataclass(frozen=True)
class Plan:
    """What a workbook of one year may fill in, and what stands."""

    columns: list[Column]
    definitions: list[Definition]
    standing: dict[tuple[int, int | None], Target]
    waiting: set[int]


def plan_of(*, year: PerformanceYear, for_user: Viewer) -> Plan | None:
    """Return what a workbook of a year holds; None without a registry."""
    ground = _ground_of(year, for_user)
    if ground is None:
        return None
    return Plan(
        ground.columns,
        list(ground.definitions),
        targets_of_version(version_id=ground.version.pk, year=year),
        set(indicators_with_proposal(year=year)),
    )


@dataclass(frozen=True)
class _Ground:
    """What a workbook of one year is about; what stands is asked piece by piece."""

    year: PerformanceYear
    version: RegistryVersion
    columns: list[Column]
    definitions: QuerySet[Definition]

    def lines(
        self, sheet: Sheet, rows: Sequence[Sequence[str]], seen: set[str]
    ) -> list[Line | None]:
        """Return what these rows would change and what is wrong; three queries."""
        asked = {
            int(key)
            for key in (sheet.key_of(row) for row in rows)
            if key.isascii() and key.isdigit() and len(key) < LONGEST_KEY
        }
        return sheet.lines(
            rows,
            definitions=self.definitions.filter(indicator__in=asked).order_by(),
            standing=targets_of(indicators=asked, year=self.year),
            waiting=indicators_with_proposal(year=self.year).filter(
                indicator__in=asked
            ),
            seen=seen,
        )


def _ground_of(year: PerformanceYear, for_user: Viewer) -> _Ground | None:
    periods = list(Period.objects.filter(year=year).order_by("starts_on"))
    version = registry.version_on(office_id=year.office_id, on=periods[-1].ends_on)
    if version is None:
        return None
    return _Ground(
        year,
        version,
        target_workbook.columns_of(year, periods),
        registry.list_current_definitions(version=version, for_user=for_user),
    )


def is_large(content: bytes) -> bool:
    """Tell whether a workbook has too many rows to be looked at within a request."""
    try:
        with SheetRows(content) as rows:
            return rows.count() > FEW_ROWS + 1
    except UnreadableDecree:
        return False


@transaction.atomic
def begin_import(
    *, year: PerformanceYear, content: bytes, name: str, by: Viewer, at: datetime
) -> TargetImport:
    """Keep a workbook until the worker has checked it. Raises `MayNotPlan`."""
    _demand_planner(by, year.office_id)
    row = TargetImport.objects.create(
        office_id=year.office_id,
        year=year,
        user=by.user,
        uploaded_by=by.name,
        file_name=Path(name).name[:LONGEST_NAME],
        waiting_bytes=content,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="planning.begin_target_import",
        subject=row,
        after={"bytes": len(content), "year": year.year},
        office_id=year.office_id,
    )
    return row


def check_import(*, import_id: int) -> TargetImport | None:
    """Check a waiting workbook and tell how far it is; nothing is decided.

    Doing it twice does no harm: who claimed it last goes on, the other one stops. None
    where it was cancelled or taken over; one that cannot be read is refused.
    """
    claimed = claims.claim(
        TargetImport,
        pk=import_id,
        waiting=ImportStatus.WAITING,
        running=ImportStatus.CHECKING,
        related=("office", "user", "year"),
        afresh={
            **dict.fromkeys(("rows_done", "changed_count", "wrong_count"), 0),
            "revises": False,
            "some_changes": [],
        },
    )
    if claimed is None:
        return None
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
            ground = _ground_for(claimed, on=claimed.created_at.date())
            for lines in _pieces(claimed, ground):
                _count(claimed, lines)
                for line in lines:
                    told = [line.key_error, line.errors] if line else ["", {}]
                    errors.write(json.dumps(told) + "\n")
                _tell(claimed)
            marked = None
            if claimed.wrong_count:
                marked = _marked(claimed, ground, errors)
    except ImportStopped:
        return None
    except (UnreadableDecree, Unfit) as refusal:
        why = refusal.message if isinstance(refusal, Refusal) else str(refusal)
        return _end(claimed, ImportStatus.REFUSED, refusal=why)
    return _end(claimed, ImportStatus.CHECKED, marked=marked)


def _ground_for(row: TargetImport, *, on: date) -> _Ground:
    ground = _ground_of(row.year, get_viewer(user=row.user, on=on))
    if ground is None:
        raise WorkbookUnreadable(_("Kantor ini belum punya registri."))
    return ground


def _pieces(row: TargetImport, ground: _Ground) -> Iterator[list[Line | None]]:
    """Yield the rows of a workbook some at a time; each knows what stands now."""
    with SheetRows(bytes(row.waiting_bytes or b"")) as rows:
        row.rows_total = max(0, rows.count() - 1)
        given = iter(rows)
        sheet = Sheet.of(next(given, []), ground.columns)
        seen: set[str] = set()
        while piece := list(islice(given, ROWS_AT_ONCE)):
            lines = ground.lines(sheet, piece, seen)
            row.rows_done += sum(line is not None for line in lines)
            yield lines


def _marked(claimed: TargetImport, ground: _Ground, errors: IO[str]) -> bytes:
    """Return the workbook as it came, with what is wrong in its cells."""

    def lines(rows: SheetRows) -> Iterator[Line]:
        given = iter(rows)
        sheet = Sheet.of(next(given, []), ground.columns)
        errors.seek(0)
        for number, (row, found) in enumerate(zip_longest(given, errors), 1):
            if number % ROWS_AT_ONCE == 0:
                _tell(claimed)
            line = sheet.plain(row or [])
            if not any([*line.keys, *line.texts]):
                continue
            line.key_error, wrong = json.loads(found or '["", {}]')
            line.errors = {int(at): text for at, text in wrong.items()}
            yield line

    with SheetRows(bytes(claimed.waiting_bytes or b"")) as rows:
        return target_workbook.write_workbook(lines(rows), ground.columns)


def _tell(claimed: TargetImport) -> None:
    """Write down how far it is. Raises `ImportStopped`."""
    if not claims.tell(
        claimed,
        rows_done=claimed.rows_done,
        rows_total=claimed.rows_total,
        changed_count=claimed.changed_count,
        wrong_count=claimed.wrong_count,
    ):
        raise ImportStopped


def _count(claimed: TargetImport, lines: Sequence[Line | None]) -> None:
    for line in lines:
        if line is None:
            continue
        if line.is_wrong:
            claimed.wrong_count += 1
            continue
        if not line.changes:
            continue
        claimed.changed_count += 1
        claimed.revises |= line.revises
        if len(claimed.some_changes) < SHOWN_CHANGES:
            claimed.some_changes.append([line.keys[4], "; ".join(line.changes)])


@transaction.atomic
def _end(
    claimed: TargetImport,
    status: ImportStatus,
    *,
    refusal: str = "",
    marked: bytes | None = None,
) -> TargetImport | None:
    row = claims.locked(claimed)
    if row is None:
        return None
    for name in (
        *("rows_done", "rows_total", "changed_count", "wrong_count"),
        *("revises", "some_changes"),
    ):
        setattr(row, name, getattr(claimed, name))
    row.status, row.refusal, row.marked_bytes = status, refusal, marked
    if status == ImportStatus.REFUSED:
        row.ended_at, row.waiting_bytes = row.created_at, None
    row.save()
    return row


@transaction.atomic
def ask_to_keep(
    *,
    row: TargetImport,
    by: Viewer,
    at: datetime,
    reason: str = "",
    document: str = "",
    letter: Letter | None = None,
) -> TargetImport:
    """Decide that a checked workbook is kept; the worker does it in one piece.

    Raises `MayNotPlan`, `ImportOver`, `ImportHasErrors`, `ReasonMissing` and
    `LetterMissing`.
    """
    _demand_planner(by, row.office_id)
    row = TargetImport.objects.select_for_update().get(pk=row.pk)
    if row.status != ImportStatus.CHECKED:
        message = _("Impor ini tidak dapat disimpan: %(status)s.")
        raise ImportOver(message % {"status": row.get_status_display().lower()})
    if row.wrong_count:
        message = _(
            "Masih ada baris yang salah. Unduh lembar dengan kesalahannya, perbaiki, lalu "
            "unggah lagi."
        )
        raise ImportHasErrors(message)
    if row.revises and not reason.strip():
        message = _("Ada target yang diubah. Tulis alasan perubahannya.")
        raise ReasonMissing(message, field="reason")
    if row.revises and letter is None:
        message = _(
            "Ada target yang diubah. Isi nomor dan tanggal suratnya, lalu lampirkan "
            "berkasnya."
        )
        raise LetterMissing(message, field="letter_number")
    row.status, row.keep_at = ImportStatus.KEEPING, at
    row.user, row.uploaded_by = by.user, by.name
    row.reason, row.document = reason.strip(), document.strip()
    if letter is not None:
        row.letter_number, row.letter_dated_on = letter.number, letter.dated_on
        row.letter_name, row.letter_bytes = letter.file_name, letter.content
    row.save()
    return row


def keep_import(*, import_id: int) -> int | None:
    """Set all targets of a workbook in one transaction; return how many.

    None where there is nothing to keep; what cannot be kept is refused as a whole and
    says why.
    """
    try:
        return _keep(import_id)
    except Refusal as refusal:
        row = TargetImport.objects.filter(
            pk=import_id, status=ImportStatus.KEEPING
        ).first()
        if row is not None:
            _close(row, ImportStatus.REFUSED, refusal.message)
        return None


@transaction.atomic
def _keep(import_id: int) -> int | None:
    row = (
        TargetImport.objects.select_for_update(of=("self",))
        .select_related("user", "year", "office")
        .filter(pk=import_id, status=ImportStatus.KEEPING)
        .first()
    )
    if row is None or row.keep_at is None:
        return None
    by = get_viewer(user=row.user, on=row.keep_at.date())
    kept = set_in_pieces(
        year=row.year,
        pieces=_promises(row, _ground_for(row, on=row.created_at.date())),
        by=by,
        at=row.keep_at,
        reason=row.reason,
        document=row.document,
        letter=_letter_of(row),
        source=row,
    )
    _close(row, ImportStatus.KEPT, "")
    return kept


def _promises(row: TargetImport, ground: _Ground) -> Iterator[list[Promise]]:
    """Yield what a workbook promises, some rows at a time. Raises `WorkbookUnreadable`."""
    for lines in _pieces(row, ground):
        if any(line is not None and line.is_wrong for line in lines):
            message = _(
                "Ada target yang diubah orang lain sejak lembar ini diperiksa. Unduh "
                "lembar baru, lalu isi kembali."
            )
            raise WorkbookUnreadable(message)
        yield [promise for line in lines if line for promise in line.promises]


def _letter_of(row: TargetImport) -> Letter | None:
    if row.letter_dated_on is None:
        return None
    return Letter(
        row.letter_number,
        row.letter_dated_on,
        row.letter_name,
        bytes(row.letter_bytes or b""),
    )


def _close(row: TargetImport, status: ImportStatus, refusal: str) -> None:
    TargetImport.objects.filter(pk=row.pk).update(
        status=status,
        refusal=refusal,
        ended_at=row.keep_at,
        waiting_bytes=None,
        marked_bytes=None,
        letter_bytes=None,
    )


@transaction.atomic
def cancel_import(*, row: TargetImport, by: Viewer, at: datetime) -> TargetImport:
    """Stop an import; nothing of it is kept. Raises `MayNotPlan`, `ImportOver`."""
    _demand_planner(by, row.office_id)
    stopped = TargetImport.objects.filter(pk=row.pk, ended_at__isnull=True).update(
        status=ImportStatus.CANCELLED,
        ended_at=at,
        waiting_bytes=None,
        marked_bytes=None,
        letter_bytes=None,
    )
    row.refresh_from_db()
    if not stopped:
        message = _("Impor ini sudah berakhir: %(status)s.")
        raise ImportOver(message % {"status": row.get_status_display().lower()})
    records.record_event(
        by=by.user,
        at=at,
        action="planning.cancel_target_import",
        subject=row,
        office_id=row.office_id,
    )
    return row


def get_import(*, import_id: int, for_user: Viewer) -> TargetImport:
    """Return an import of the viewer's office, without its bytes; `DoesNotExist` else."""
    return (
        TargetImport.objects.filter(office_id=for_user.office_id)
        .select_related("year")
        .defer("waiting_bytes", "marked_bytes", "letter_bytes")
        .get(pk=import_id)
    )


def list_open_imports(*, for_user: Viewer) -> list[TargetImport]:
    """Return the imports of the viewer's office that are not over, newest first."""
    return list(
        TargetImport.objects.filter(office_id=for_user.office_id, ended_at__isnull=True)
        .defer("waiting_bytes", "marked_bytes", "letter_bytes")
        .order_by("-pk")[:5]
    )


def marked_workbook(*, row: TargetImport) -> bytes:
    """Return the workbook with what is wrong in its cells; empty where nothing is."""
    found = TargetImport.objects.values_list("marked_bytes", flat=True).get(pk=row.pk)
    return bytes(found or b"")


def list_unfinished(*, status: list[ImportStatus]) -> list[int]:
    """Return the imports that a stop may have interrupted, the oldest first."""
    return list(
        TargetImport.objects.filter(status__in=status)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def _demand_planner(by: Viewer, office_id: int) -> None:
    if not permissions.may_set_targets(by, office_id=office_id):
        raise MayNotPlan(_("Hanya perencana yang dapat menetapkan target."))
