"""Long reports made behind the screen: asked for, made in steps, cancelled, resumed.

Doing it twice does no harm: who took it up last goes on, the other one stops.
"""

import logging
from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.codes import format_code
from tolok.kernel.refusals import NotNow, Refusal, Unfit
from tolok.kernel.typesetting import TypesettingError
from tolok.organisation.queries import Viewer, get_viewer, office_moment
from tolok.planning.models import PerformanceYear
from tolok.records import actions as records
from tolok.records.queries import path_of
from tolok.reporting import issuing
from tolok.reporting.cut_off import cut_off
from tolok.reporting.documents import lkjip_book
from tolok.reporting.documents.lkjip import Lkjip
from tolok.reporting.documents.stamp import Stamp
from tolok.reporting.enums import DocumentKind, ReportForm, RunStatus
from tolok.reporting.gather_lkjip import demand_reader, gather_lkjip
from tolok.reporting.models import OfficialDocument, ReportRun


MEDIA_TYPES = {
    ReportForm.DOCX: (
        "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    ),
    ReportForm.PDF: "application/pdf",
}
OPEN = (RunStatus.WAITING, RunStatus.MAKING)
SHOWN_RUNS = 8
ATTEMPTS_AT_MOST = 3
LONGEST_NAME = 255
Tell = Callable[[int, int, str], None]
_log = logging.getLogger(__name__)


class RunOver(NotNow):
    """This run has ended; there is nothing to stop."""


class RunGoesOn(NotNow):
    """The same report is being made already."""


class OnlyPdf(Unfit):
    """A Word file changes with every saving; no code can speak for it."""


class RunStopped(Exception):
    """A person cancelled it, or another worker took it up."""


@transaction.atomic
def ask_for_report(
    *,
    year: PerformanceYear,
    form: ReportForm,
    is_a4: bool,
    file_name: str,
    by: Viewer,
    at: datetime,
    on: date | None = None,
    address: str = "",
) -> ReportRun:
    """Write down that the yearly report is wanted; the worker makes it.

    `on` is a past day whose state it tells. With `address`, Tolok's own, the PDF is
    issued with a code. Raises `MayNotReadReport`, `RunGoesOn`, `DayNotOver`,
    `DayBeforeYear`, and for what is to be issued `MayNotMakeOfficial` and `OnlyPdf`.
    """
    office = demand_reader(by, year=year)
    moment = cut_off(on=on, at=at, year=year.year)
    if address:
        issuing.demand_issuer(by)
        if form != ReportForm.PDF:
            raise OnlyPdf(
                _(
                    "Yang diterbitkan hanya PDF, karena menyimpan DOCX sekali saja sudah "
                    "mengubah isinya. Pilih PDF, lalu terbitkan."
                ),
                field="form",
            )
    PerformanceYear.objects.select_for_update().get(pk=year.pk)
    same = ReportRun.objects.filter(
        year=year,
        form=form,
        is_a4=is_a4,
        state_on=on if moment else None,
        address=address,
        user=by.user,
        status__in=OPEN,
    )
    if same.exists():
        raise RunGoesOn(
            _("Laporan itu sedang disusun. Tunggu sampai selesai, atau batalkan dulu.")
        )
    run = ReportRun.objects.create(
        office=office,
        year=year,
        user=by.user,
        asked_by=by.name,
        form=form,
        is_a4=is_a4,
        state_on=on if moment else None,
        address=address,
        file_name=file_name[:LONGEST_NAME],
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.ask_for_report",
        subject=run,
        after={
            "form": form,
            "year": year.year,
            "file": run.file_name,
            "on": run.state_on,
            "is_issued": bool(address),
        },
        office_id=office.pk,
    )
    return run


def make_report(*, run_id: int) -> ReportRun | None:
    """Make a report that waits, or that a stop cut short; its cut-off is the asking.

    Returns None where it was cancelled, made before, or taken up by another worker.
    What cannot be made, or stopped the worker too often, is marked as failed and says why.
    """
    run = _take_up(run_id)
    if run is None:
        return None
    if run.attempt > ATTEMPTS_AT_MOST:
        why = _("Penyusunan terputus berulang kali. Beri tahu petugas komputer.")
        return _end(run, RunStatus.FAILED, refusal=why)
    try:
        content, document = _make(run)
    except RunStopped:
        return None
    except Refusal as refusal:
        return _end(run, RunStatus.FAILED, refusal=refusal.message)
    except TypesettingError:
        _log.exception("a yearly report could not be laid out")
        return _end(
            run,
            RunStatus.FAILED,
            refusal=_(
                "Laporan tidak dapat disusun karena kesalahan pada sistem. Coba bentuk "
                "lain, dan beri tahu petugas komputer."
            ),
        )
    return _end(run, RunStatus.DONE, content=content, document=document)


def _make(run: ReportRun) -> tuple[bytes, OfficialDocument | None]:
    """Return the report, and what was issued; told after each step how far it is."""
    moment = office_moment(run.office, run.created_at)
    viewer = get_viewer(user=run.user, on=moment.date(), office_id=run.office_id)
    steps = 3
    _tell(run, 0, steps, _("mengumpulkan data"))
    report = gather_lkjip(year=run.year, for_user=viewer, as_at=moment, on=run.state_on)
    _tell(run, 1, steps, _("menyusun bab dan gambar"))
    if run.address:
        document = _issue(run, report, viewer, moment)
        return path_of(document.file).read_bytes(), document
    if run.form == ReportForm.PDF:
        report = replace(report, frame=replace(report.frame, is_preview=True))
        content = lkjip_book.write_pdf(report=report, is_a4=run.is_a4)
    else:
        content = lkjip_book.write_docx(report=report, is_a4=run.is_a4)
    _tell(run, 2, steps, _("menyimpan berkas"))
    return content, None


@transaction.atomic
def _issue(
    run: ReportRun, report: Lkjip, viewer: Viewer, moment: datetime
) -> OfficialDocument:
    """Issue the report; the same run issues one document, and none once cancelled."""

    def lay(stamp: Stamp) -> issuing.LaidOut:
        stamped = replace(report, frame=replace(report.frame, stamp=stamp))
        return issuing.LaidOut(
            DocumentKind.LKJIP,
            lkjip_book.write_pdf(report=stamped, is_a4=run.is_a4),
            stamped.frame,
            stamped.frame.office,
            None,
        )

    def named(laid: issuing.LaidOut) -> str:
        stem, _dot, kind = run.file_name.rpartition(".")
        code = format_code(laid.frame.stamp.code) if laid.frame.stamp else ""
        return f"{stem}-{code.lower()}.{kind}"

    document = issuing.keep_issued(
        lay=lay,
        once=f"run{run.pk:029d}",
        address=run.address,
        file_name=named,
        by=viewer,
        at=moment,
    )
    _tell(run, 2, 3, _("menyimpan berkas"))
    return document


@transaction.atomic
def _take_up(run_id: int) -> ReportRun | None:
    run = (
        ReportRun.objects.select_for_update(of=("self",))
        .select_related("office__region", "year", "user")
        .filter(pk=run_id, status__in=OPEN)
        .first()
    )
    if run is None:
        return None
    run.status, run.attempt = RunStatus.MAKING, run.attempt + 1
    run.save(update_fields=["status", "attempt"])
    return run


def _tell(run: ReportRun, step: int, steps: int, doing: str) -> None:
    """Write down how far it is. Raises `RunStopped`."""
    mine = ReportRun.objects.filter(
        pk=run.pk, attempt=run.attempt, status=RunStatus.MAKING
    )
    if not mine.update(step=step, steps=steps, doing=doing):
        raise RunStopped


@transaction.atomic
def _end(
    run: ReportRun,
    status: RunStatus,
    *,
    content: bytes | None = None,
    document: OfficialDocument | None = None,
    refusal: str = "",
) -> ReportRun | None:
    """End a run and tell who asked; None where it was ended by another hand."""
    at = run.created_at
    mine = (
        ReportRun.objects.select_for_update(of=("self",))
        .filter(pk=run.pk, attempt=run.attempt, status=RunStatus.MAKING)
        .first()
    )
    if mine is None:
        return None
    if content is not None:
        mine.file = records.store_file(
            content=content, media_type=MEDIA_TYPES[ReportForm(mine.form)], at=at
        )
    mine.document = document
    mine.status, mine.refusal, mine.ended_at = status, refusal, at
    mine.step = mine.steps
    mine.save()
    moment = office_moment(run.office, at)
    viewer = get_viewer(user=run.user, on=moment.date(), office_id=run.office_id)
    if viewer.person_id is not None:
        records.announce(
            person_ids=[viewer.person_id],
            kind=f"reporting.{status}",
            subject=mine,
            by_name=mine.asked_by,
            at=at,
            note=refusal,
        )
    return mine


@transaction.atomic
def cancel_run(*, run: ReportRun, by: Viewer, at: datetime) -> ReportRun:
    """Stop a run; nothing comes of it. Raises `MayNotReadReport`, `RunOver`."""
    office = demand_reader(by)
    stopped = ReportRun.objects.filter(
        pk=run.pk, office=office, status__in=OPEN
    ).update(status=RunStatus.CANCELLED, ended_at=at)
    run.refresh_from_db()
    if not stopped:
        raise RunOver(
            _("Penyusunan ini sudah berakhir: %(status)s.")
            % {"status": run.get_status_display().lower()}
        )
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.cancel_run",
        subject=run,
        office_id=office.pk,
    )
    return run


def get_run(*, run_id: int, for_user: Viewer) -> ReportRun:
    """Return a run of the viewer's office; `ReportRun.DoesNotExist` else.

    Raises `MayNotReadReport`.
    """
    office = demand_reader(for_user)
    return ReportRun.objects.select_related("file", "year", "document").get(
        pk=run_id, office=office
    )


def list_runs(*, year: PerformanceYear, for_user: Viewer) -> list[ReportRun]:
    """Return the last runs of a year, newest first. Raises `MayNotReadReport`."""
    office = demand_reader(for_user, year=year)
    return list(
        ReportRun.objects.filter(office=office, year=year)
        .select_related("document")
        .order_by("-pk")[:SHOWN_RUNS]
    )


def bytes_of(run: ReportRun) -> bytes:
    """Return what was made. Raises `RunOver` where nothing was."""
    if run.file is None:
        raise RunOver(_("Laporan ini tidak menghasilkan berkas; susunlah lagi."))
    return path_of(run.file).read_bytes()


def list_unfinished() -> Sequence[int]:
    """Return the runs that a stop may have interrupted, the oldest first."""
    return list(
        ReportRun.objects.filter(status__in=OPEN)
        .order_by("pk")
        .values_list("pk", flat=True)
    )
