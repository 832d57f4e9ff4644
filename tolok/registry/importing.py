"""A workbook of definitions of any length: checked row by row, then kept whole or not.

Memory stays the same however long the sheet is: rows are read, compared and put aside in
pieces, and what they would change waits in the database until a person keeps or drops it.
"""

import json
import tempfile
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from itertools import islice, zip_longest
from pathlib import Path
from typing import IO

from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed, NotNow, Refusal, Unfit
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer, get_viewer
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.xlsx_rows import SheetRows
from tolok.records import actions as records
from tolok.records import claims, copying
from tolok.records.actions import Happening
from tolok.registry import actions, permissions, queries, workbook
from tolok.registry.enums import ImportStatus
from tolok.registry.models import DefinitionImport, DefinitionImportRow
from tolok.registry.workbook import Known, Line, Sheet, WorkbookUnreadable


ROWS_AT_ONCE = 1000
# Up to here a sheet is looked at within the request.
FEW_ROWS = 1000
LONGEST_NAME = 255
Progress = Callable[[int, int], None]


class MayNotImport(NotAllowed):
    """Only a planner brings definitions in."""


class ImportOver(NotNow):
    """Nothing more comes of this import, or it is not checked yet."""


class ImportHasErrors(Unfit):
    """A row is wrong: nothing is kept before all are right."""


class ImportCancelled(Exception):
    """The work goes on elsewhere, or a person stopped it."""


def is_large(content: bytes) -> bool:
    """Tell whether a workbook has too many rows to be looked at within a request."""
    try:
        with SheetRows(content) as rows:
            return rows.count() > FEW_ROWS + 1
    except UnreadableDecree:
        return False


@transaction.atomic
def begin_import(
    *, content: bytes, name: str, by: Viewer, at: datetime
) -> DefinitionImport:
    """Keep a workbook until the worker has checked it. Raises `MayNotImport`."""
    office = _office_of(by)
    row = DefinitionImport.objects.create(
        office=office,
        user=by.user,
        uploaded_by=by.name,
        file_name=Path(name).name[:LONGEST_NAME],
        size_bytes=len(content),
        waiting_bytes=content,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="registry.begin_import",
        subject=row,
        after={"bytes": len(content)},
        office_id=office.pk,
    )
    return row


def check_import(
    *, import_id: int, scales: Sequence[str], progress: Progress | None = None
) -> DefinitionImport | None:
    """Check a waiting workbook and put aside what it would change; nothing is decided.

    Doing it twice does no harm: who claimed it last goes on, the other one stops. Returns
    None where it was cancelled or taken over; a workbook that cannot be read is refused.
    """
    claimed = _claim(import_id)
    if claimed is None:
        return None
    try:
        with tempfile.TemporaryFile("w+", encoding="utf-8") as errors:
            _check_rows(claimed, scales, errors, progress)
            marked = _marked(claimed, errors, progress) if claimed.wrong_count else None
    except ImportCancelled:
        return None
    except (UnreadableDecree, Unfit) as refusal:
        why = refusal.message if isinstance(refusal, Refusal) else str(refusal)
        return _end(claimed, ImportStatus.REFUSED, refusal=why)
    return _end(claimed, ImportStatus.CHECKED, marked=marked)


def _check_rows(
    claimed: DefinitionImport,
    scales: Sequence[str],
    errors: IO[str],
    progress: Progress | None,
) -> None:
    by = get_viewer(user=claimed.user, on=claimed.created_at.date())
    version = queries.version_on(office_id=claimed.office_id, on=by.on)
    if version is None:
        raise WorkbookUnreadable(_("Kantor ini belum punya registri."))
    # Where they stand is in the sheet; only what they say is compared.
    standing = (
        queries.list_current_definitions(version=version, for_user=by)
        .select_related(None)
        .annotate(own_position_id=F("indicator__position_id"))
        .order_by()
    )
    known = Known(scales, queries.position_names(office_id=claimed.office_id))
    with SheetRows(bytes(claimed.waiting_bytes or b"")) as rows:
        claimed.rows_total = max(0, rows.count() - 1)
        given = iter(rows)
        sheet = Sheet.of(next(given, []))
        seen: set[str] = set()
        while piece := list(islice(given, ROWS_AT_ONCE)):
            here = standing.filter(
                indicator__in={
                    int(key)
                    for key in (sheet.key_of(row) for row in piece)
                    if key.isascii() and key.isdigit() and len(key) < 18
                }
            )
            lines = sheet.lines(piece, here, known, seen)
            _put_aside(claimed, lines)
            for line in lines:
                errors.write(json.dumps(line.errors if line else {}) + "\n")
            claimed.rows_done += len(piece)
            _tell(claimed, progress)


def _put_aside(claimed: DefinitionImport, lines: Sequence[Line | None]) -> None:
    changed = [
        line
        for line in lines
        if line is not None
        and line.changes
        and not line.errors
        and line.definition is not None
    ]
    claimed.changed_count += len(changed)
    claimed.wrong_count += sum(bool(line and line.errors) for line in lines)
    claimed.needs_reason |= any(
        line.definition.is_accepted for line in changed if line.definition
    )
    copying.write_rows(
        DefinitionImportRow,
        [
            DefinitionImportRow(
                belongs_to=claimed,
                definition=line.definition,
                changes=line.changes,
            )
            for line in changed
        ],
    )


def _marked(
    claimed: DefinitionImport, errors: IO[str], progress: Progress | None
) -> bytes:
    """Return the workbook as it came, with what is wrong in its cells."""

    def lines(rows: SheetRows) -> Iterator[Line]:
        given = iter(rows)
        sheet = Sheet.of(next(given, []))
        errors.seek(0)
        for number, (row, found) in enumerate(zip_longest(given, errors), 1):
            if number % ROWS_AT_ONCE == 0:
                _tell(claimed, progress)
            line = sheet.plain(row or [])
            line.errors = json.loads(found or "{}")
            yield line

    with SheetRows(bytes(claimed.waiting_bytes or b"")) as rows:
        return workbook.write_workbook(lines(rows))


def _tell(claimed: DefinitionImport, progress: Progress | None) -> None:
    """Write down how far it is. Raises `ImportCancelled`."""
    if not claims.tell(
        claimed,
        rows_done=claimed.rows_done,
        rows_total=claimed.rows_total,
        changed_count=claimed.changed_count,
        wrong_count=claimed.wrong_count,
    ):
        raise ImportCancelled
    if progress is not None:
        progress(claimed.rows_done, claimed.rows_total)


@transaction.atomic
def _claim(import_id: int) -> DefinitionImport | None:
    row = claims.claim(
        DefinitionImport,
        pk=import_id,
        waiting=ImportStatus.WAITING,
        running=ImportStatus.CHECKING,
        afresh={
            **dict.fromkeys(("rows_done", "changed_count", "wrong_count"), 0),
            "needs_reason": False,
        },
    )
    if row is not None:
        row.rows.all().delete()
    return row


@transaction.atomic
def _end(
    claimed: DefinitionImport,
    status: ImportStatus,
    *,
    refusal: str = "",
    marked: bytes | None = None,
) -> DefinitionImport | None:
    row = claims.locked(claimed)
    if row is None:
        return None
    row.status, row.refusal = status, refusal
    row.rows_done, row.rows_total = claimed.rows_done, claimed.rows_total
    row.changed_count, row.wrong_count = claimed.changed_count, claimed.wrong_count
    row.needs_reason = claimed.needs_reason
    row.waiting_bytes, row.marked_bytes = None, marked
    if status == ImportStatus.REFUSED:
        row.ended_at = row.created_at
        row.rows.all().delete()
    row.save()
    return row


@transaction.atomic
def ask_to_keep(
    *, row: DefinitionImport, reason: str, by: Viewer, at: datetime
) -> DefinitionImport:
    """Decide that a checked workbook is kept; the worker does it in one piece.

    Raises `MayNotImport`, `ImportOver`, `ImportHasErrors`, `actions.ReasonMissing`.
    """
    _demand_planner(by, row.office_id)
    row = DefinitionImport.objects.select_for_update().get(pk=row.pk)
    if row.status != ImportStatus.CHECKED:
        message = _("Impor ini tidak dapat disimpan: %(status)s.")
        raise ImportOver(message % {"status": row.get_status_display().lower()})
    if row.wrong_count:
        message = _(
            "Masih ada baris yang salah. Unduh lembar dengan kesalahannya, perbaiki, lalu "
            "unggah lagi."
        )
        raise ImportHasErrors(message)
    if row.needs_reason and not reason.strip():
        message = _("Tulis alasan perubahan definisi.")
        raise actions.ReasonMissing(message, field="reason")
    row.status, row.reason, row.keep_at = ImportStatus.KEEPING, reason.strip(), at
    row.user, row.uploaded_by = by.user, by.name
    row.save()
    return row


def keep_import(*, import_id: int, progress: Progress | None = None) -> int | None:
    """Decide all that a workbook changes, in one transaction; return how many.

    Returns None where there is nothing to keep or it was cancelled; what cannot be kept
    is refused as a whole and says why.
    """
    try:
        return _keep(import_id, progress)
    except ImportCancelled:
        return None
    except Refusal as refusal:
        DefinitionImport.objects.filter(
            pk=import_id, status=ImportStatus.KEEPING
        ).update(
            status=ImportStatus.REFUSED,
            refusal=refusal.message,
            ended_at=DefinitionImport.objects.values_list("keep_at").get(pk=import_id)[
                0
            ],
        )
        DefinitionImportRow.objects.filter(belongs_to=import_id).delete()
        return None


@transaction.atomic
def _keep(import_id: int, progress: Progress | None) -> int | None:
    row = (
        DefinitionImport.objects.select_related("user")
        .filter(pk=import_id, status=ImportStatus.KEEPING)
        .first()
    )
    if row is None or row.keep_at is None:
        return None
    at = row.keep_at
    by = get_viewer(user=row.user, on=at.date())
    waiting = row.rows.order_by("pk").values_list("pk", "definition_id", "changes")
    done, last = 0, 0
    positions: set[int] = set()
    while piece := list(waiting.filter(pk__gt=last)[:ROWS_AT_ONCE]):
        last = piece[-1][0]
        decided = actions.decide(
            changes={definition: changes for _pk, definition, changes in piece},
            reason=row.reason,
            by=by,
            at=at,
        )
        records.record_events(
            by=by.user,
            at=at,
            office_id=row.office_id,
            happenings=[_told(row, decided)],
        )
        positions |= {
            d.definition.indicator.position_id
            for d in decided
            if actions.FOLLOWED & set(d.changed)
        }
        done += len(piece)
        if progress is not None:
            progress(done, row.changed_count)
        # A person may stop it until it is over: then nothing of it stays.
        if not DefinitionImport.objects.filter(
            pk=row.pk, status=ImportStatus.KEEPING
        ).exists():
            raise ImportCancelled
    if positions:
        actions.tell_of_change(positions, at=at)
    mine = DefinitionImport.objects.filter(pk=row.pk, status=ImportStatus.KEEPING)
    if not mine.update(status=ImportStatus.KEPT, ended_at=at, marked_bytes=None):
        raise ImportCancelled
    row.rows.all().delete()
    return done


def _told(row: DefinitionImport, decided: Sequence[actions.Decided]) -> Happening:
    """Return the event of one piece: which definitions, from what to what."""
    return Happening(
        "registry.import_definitions",
        row,
        before={
            str(d.definition.indicator_id): {name: d.before[name] for name in d.changed}
            for d in decided
        },
        after={
            str(d.definition.indicator_id): {"number": d.definition.number} | d.changed
            for d in decided
        },
        note=row.reason,
    )


@transaction.atomic
def cancel_import(
    *, row: DefinitionImport, by: Viewer, at: datetime
) -> DefinitionImport:
    """Stop an import; nothing of it is kept. Raises `MayNotImport`, `ImportOver`."""
    _demand_planner(by, row.office_id)
    stopped = DefinitionImport.objects.filter(pk=row.pk, ended_at__isnull=True).update(
        status=ImportStatus.CANCELLED,
        ended_at=at,
        waiting_bytes=None,
        marked_bytes=None,
    )
    row.refresh_from_db()
    if not stopped:
        message = _("Impor ini sudah berakhir: %(status)s.")
        raise ImportOver(message % {"status": row.get_status_display().lower()})
    row.rows.all().delete()
    records.record_event(
        by=by.user,
        at=at,
        action="registry.cancel_import",
        subject=row,
        office_id=row.office_id,
    )
    return row


def get_import(*, import_id: int, for_user: Viewer) -> DefinitionImport:
    """Return an import of the viewer's office, without its bytes; `DoesNotExist` else."""
    return (
        DefinitionImport.objects.filter(office_id=for_user.office_id)
        .defer("waiting_bytes", "marked_bytes")
        .get(pk=import_id)
    )


def marked_workbook(*, row: DefinitionImport) -> bytes:
    """Return the workbook with what is wrong in its cells; empty where nothing is."""
    found = DefinitionImport.objects.values_list("marked_bytes", flat=True).get(
        pk=row.pk
    )
    return bytes(found or b"")


def list_unfinished(*, status: Sequence[ImportStatus]) -> list[int]:
    """Return the imports that a stop may have interrupted, the oldest first."""
    return list(
        DefinitionImport.objects.filter(status__in=status)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def list_open_imports(*, for_user: Viewer) -> list[DefinitionImport]:
    """Return the imports of the viewer's office that are not over, newest first."""
    return list(
        DefinitionImport.objects.filter(
            office_id=for_user.office_id, ended_at__isnull=True
        )
        .defer("waiting_bytes", "marked_bytes")
        .order_by("-pk")[:5]
    )


def some_changes(*, row: DefinitionImport, limit: int) -> list[tuple[str, list[str]]]:
    """Return the first indicators that would change, each with the fields."""
    return [
        (text, list(changes))
        for text, changes in DefinitionImportRow.objects.filter(belongs_to=row)
        .order_by("pk")
        .values_list("definition__indicator__text", "changes")[:limit]
    ]


def _office_of(by: Viewer) -> Office:
    office = by.office
    if office is None:
        raise MayNotImport(_("Definisi diatur perencana kantor."))
    _demand_planner(by, office.pk)
    return office


def _demand_planner(by: Viewer, office_id: int) -> None:
    if not permissions.may_decide_definition(by, office_id=office_id):
        raise MayNotImport(_("Definisi diatur perencana kantor."))
