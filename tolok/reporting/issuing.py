"""Lay official documents out as previews, issue them with a code, withdraw them."""

import secrets
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from tolok.accounts.enums import Capability
from tolok.kernel.codes import make_code
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.models import Office, Position, Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period
from tolok.records import actions as records
from tolok.records.language import in_indonesian
from tolok.reporting import gather_book, gather_recap, permissions
from tolok.reporting.documents import indicator_book, measurement, office_recap
from tolok.reporting.documents.frame import Frame
from tolok.reporting.documents.register import write_register_pdf
from tolok.reporting.documents.stamp import Stamp
from tolok.reporting.enums import DocumentKind
from tolok.reporting.gather import choose_period, gather_measurements
from tolok.reporting.issued import get_document
from tolok.reporting.models import DocumentWithdrawal, OfficialDocument
from tolok.reporting.registers import NAMES, gather_register


PDF = "application/pdf"
LONGEST_REASON = 500
Marking = Callable[[Frame], Frame]


class MayNotMakeOfficial(NotAllowed):
    """Only planner, head and superiors issue in the name of their office."""


class MayNotWithdraw(NotAllowed):
    """Only who issued a document, planner and head withdraw it."""


class NoReason(Unfit):
    """A document is not withdrawn without saying why."""


class WithdrawnAlready(NotNow):
    """It was withdrawn before."""


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """Which document: `on` is a past day; without a period it is the present one."""

    kind: DocumentKind
    period: Period | None = None
    unit: Unit | None = None
    position: Position | None = None
    on: date | None = None
    is_a4: bool = False


@dataclass(frozen=True)
class LaidOut:
    """A document as PDF, with what it says of itself."""

    kind: DocumentKind
    content: bytes
    frame: Frame
    scope: str
    period: Period | None


def preview(*, wanted: Wanted, for_user: Viewer, at: datetime) -> LaidOut:
    """Return a document that says on every page that it was not issued.

    Raises what gathering it raises: `MayNotDownload`, `MayNotReadBook`, `DayNotOver`,
    `DayBeforeYear`, `TooLongToPrint`, `ListTooLongToPrint`, `BookTooLong`.
    """
    return _lay_out(
        wanted,
        for_user,
        at,
        lambda frame: replace(frame, is_preview=True, is_a4=wanted.is_a4),
    )


@in_indonesian
def _lay_out(
    wanted: Wanted, for_user: Viewer, at: datetime, marked: Marking
) -> LaidOut:
    match wanted.kind:
        case DocumentKind.MEASUREMENT:
            return _measurement(wanted, for_user, at, marked)
        case DocumentKind.RECAP:
            return _recap(wanted, for_user, at, marked)
        case DocumentKind.BOOK:
            return _book(wanted, for_user, at, marked)
        case DocumentKind.LKJIP:
            raise ValueError(wanted.kind)
    return _register(wanted, for_user, at, marked)


def _measurement(
    wanted: Wanted, for_user: Viewer, at: datetime, marked: Marking
) -> LaidOut:
    period = wanted.period or choose_period(period_id=None, for_user=for_user)
    table = gather_measurements(
        for_user=for_user, period=period, unit=wanted.unit, as_at=at, on=wanted.on
    )
    table = replace(table, frame=marked(table.frame))
    return LaidOut(
        wanted.kind,
        measurement.write_pdf(table=table),
        table.frame,
        table.scope or table.frame.office,
        period,
    )


def _recap(wanted: Wanted, for_user: Viewer, at: datetime, marked: Marking) -> LaidOut:
    recap = gather_recap.gather_recap(
        for_user=for_user,
        period_id=wanted.period.pk if wanted.period else None,
        unit_id=wanted.unit.pk if wanted.unit else None,
        as_at=at,
        on=wanted.on,
    )
    recap = replace(recap, frame=marked(recap.frame))
    return LaidOut(
        wanted.kind,
        office_recap.write_pdf(recap=recap),
        recap.frame,
        recap.scope,
        wanted.period,
    )


def _book(wanted: Wanted, for_user: Viewer, at: datetime, marked: Marking) -> LaidOut:
    book = gather_book.gather_book(
        for_user=for_user,
        on=wanted.on or for_user.on,
        as_at=at,
        unit=wanted.unit,
        position=wanted.position,
        is_a4=wanted.is_a4,
    )
    book = replace(book, frame=marked(book.frame))
    return LaidOut(
        wanted.kind,
        indicator_book.write_pdf(book=book),
        book.frame,
        book.scope or book.frame.office,
        None,
    )


def _register(
    wanted: Wanted, for_user: Viewer, at: datetime, marked: Marking
) -> LaidOut:
    period = wanted.period or choose_period(period_id=None, for_user=for_user)
    register = gather_register(
        name=NAMES[wanted.kind],
        for_user=for_user,
        period=period,
        unit=wanted.unit,
        as_at=at,
        on=wanted.on,
    )
    register = replace(register, frame=marked(register.frame))
    return LaidOut(
        wanted.kind,
        write_register_pdf(register=register),
        register.frame,
        register.scope or register.frame.office,
        period,
    )


def demand_issuer(by: Viewer) -> Office:
    """Return the office in whose name this person issues. Raises `MayNotMakeOfficial`."""
    office = by.office
    if office is None or not permissions.may_issue_documents(by, office_id=office.pk):
        raise MayNotMakeOfficial(
            _("Dokumen diterbitkan perencana, kepala, dan atasan atas nama kantornya.")
        )
    return office


def demand_withdrawer(document: OfficialDocument, by: Viewer) -> None:
    """Refuse whoever may not withdraw a document. Raises `MayNotWithdraw`."""
    if not permissions.may_withdraw_document(
        by, office_id=document.office_id, issuer_id=document.user_id
    ):
        raise MayNotWithdraw(
            _("Dokumen ditarik penerbitnya, perencana, atau kepala kantor.")
        )


@transaction.atomic
def issue_document(
    *,
    wanted: Wanted,
    once: str,
    address: str,
    file_name: Callable[[LaidOut], str],
    by: Viewer,
    at: datetime,
    draw: Callable[[int], int] = secrets.randbelow,
) -> OfficialDocument:
    """Make a document with a code of its own and keep its very bytes for good.

    `once` names the form that asked: the same form sent again gives the same document.
    `address` is Tolok's own, printed on the document; `file_name` names the file by what
    it holds; `draw` gives a number below its argument, for the code: one that nobody can
    guess, but where the same code is wanted again. Raises `MayNotMakeOfficial` and what `preview` raises.
    """
    return keep_issued(
        lay=lambda stamp: _lay_out(
            wanted,
            by,
            at,
            lambda frame: replace(frame, stamp=stamp, is_a4=wanted.is_a4),
        ),
        once=once,
        address=address,
        file_name=file_name,
        by=by,
        at=at,
        draw=draw,
    )


@transaction.atomic
def keep_issued(
    *,
    lay: Callable[[Stamp], LaidOut],
    once: str,
    address: str,
    file_name: Callable[[LaidOut], str],
    by: Viewer,
    at: datetime,
    draw: Callable[[int], int] = secrets.randbelow,
) -> OfficialDocument:
    """Lay a document out with a code of its own and keep its very bytes for good.

    `lay` makes it with the stamp that it is to bear; the rest is as for
    `issue_document`. Raises `MayNotMakeOfficial` and what `lay` raises.
    """
    office = demand_issuer(by)
    known = OfficialDocument.objects.filter(once=once, user=by.user).first()
    if known is not None:
        return known
    code = make_code(draw)
    laid = lay(
        Stamp(
            code=code,
            issued_at=at,
            address=address,
            tag=settings.SIGNING_TAG if settings.SIGNING_ADDRESS else "",
        )
    )
    with override("id"):
        issued_as = by.position_title
        cut_off = laid.frame.cut_off
    row = OfficialDocument.objects.create(
        code=code,
        office=office,
        kind=laid.kind,
        scope=laid.scope,
        period=laid.period,
        about=laid.frame.period,
        cut_off=cut_off,
        is_whole=by.may(Capability.VIEW_ALL_REALISATIONS),
        user=by.user,
        issued_by=by.name,
        issued_as=issued_as,
        file=records.store_file(content=laid.content, media_type=PDF, at=at),
        file_name=file_name(laid),
        once=once,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.issue_document",
        subject=row,
        after={
            "code": code,
            "kind": laid.kind,
            "scope": row.scope,
            "cut_off": row.cut_off,
            "sha256": row.file.sha256,
        },
        office_id=office.pk,
    )
    return row


@transaction.atomic
def withdraw_document(
    *, document: OfficialDocument, reason: str, by: Viewer, at: datetime
) -> DocumentWithdrawal:
    """Say that an issued document no longer holds; it stays to be found and checked.

    Raises `MayNotWithdraw`, `NoReason` and `WithdrawnAlready`.
    """
    row = get_document(document_id=document.pk, for_user=by)
    OfficialDocument.objects.select_for_update(of=("self",)).get(pk=row.pk)
    demand_withdrawer(row, by)
    reason = reason.strip()
    if not reason:
        raise NoReason(_("Tulis alasan penarikan; dibaca siapa pun yang memeriksa."))
    if DocumentWithdrawal.objects.filter(document=row).exists():
        raise WithdrawnAlready(_("Dokumen ini sudah ditarik sebelumnya."))
    with override("id"):
        withdrawn_as = by.position_title
    withdrawal = DocumentWithdrawal.objects.create(
        document=row,
        reason=reason[:LONGEST_REASON],
        withdrawn_by=by.name,
        withdrawn_as=withdrawn_as,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.withdraw_document",
        subject=row,
        note=reason,
        office_id=row.office_id,
    )
    return withdrawal
