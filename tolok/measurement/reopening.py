"""Open a verified realisation again: a new version takes its place, the old one stays."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed, Unfit
from tolok.measurement import announcements, permissions
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.guards import NotInThisState, add_step, lock_realisation
from tolok.measurement.models import Evidence, Realisation
from tolok.measurement.signals import realisations_reopened
from tolok.organisation.queries import Viewer
from tolok.planning.policies import may_enter
from tolok.records import actions as records


class MayNotReopen(NotAllowed):
    """Who verified reopens while the window is open; a planner afterwards."""


class ReopeningUnfit(Unfit):
    """A reopening without its reason, letter or last day."""


@transaction.atomic
def reopen_realisation(
    *,
    realisation: Realisation,
    reason: str,
    by: Viewer,
    at: datetime,
    letter_number: str = "",
    until: date | None = None,
) -> Realisation:
    """Return a new version to its holder, with the values and evidence of the old one.

    The verified version is superseded: it stays as it is, with its score. While the
    window is open the verifier does this; afterwards a planner, who names the letter
    and the last day for entry and decision. Raises `MayNotReopen`, `ReopeningUnfit`,
    `NotInThisState` and `guards.Superseded`.
    """
    old = lock_realisation(realisation, None)
    is_open = may_enter(old.window, on=at.date())
    _demand_reopener(by, old, is_open=is_open)
    if old.status != RealisationStatus.VERIFIED:
        message = _("Hanya realisasi yang sudah terverifikasi yang dapat dibuka lagi.")
        raise NotInThisState(message)
    if not reason.strip():
        message = _("Tulis alasan membuka kembali, supaya jelas apa yang diperbaiki.")
        raise ReopeningUnfit(message, field="reason")
    if not is_open:
        _demand_letter(letter_number, until, at)
    old.is_current = False
    old.save(update_fields=["is_current"])
    new = Realisation(
        indicator_id=old.indicator_id,
        period_id=old.period_id,
        person_id=old.person_id,
        office_id=old.office_id,
        unit_id=old.unit_id,
        position_id=old.position_id,
        verifier_id=old.verifier_id,
        number=old.number + 1,
        revision=old.revision + 1,
        status=RealisationStatus.RETURNED,
        entered_text=old.entered_text,
        value=old.value,
        numerator=old.numerator,
        denominator=old.denominator,
        parts=old.parts,
        own_due_on=old.own_due_on,
        obstacles=old.obstacles,
        follow_up=old.follow_up,
        drafted_at=at,
        submitted_at=old.submitted_at,
        is_late=old.is_late,
        decided_at=at if by.person else None,
        decided_by=by.person,
        return_reason=reason.strip(),
        extended_until=old.extended_until if is_open else until,
        created_at=at,
    )
    new.save(force_insert=True)
    Evidence.objects.bulk_create(
        [
            Evidence(
                realisation=new,
                kind=proof.kind,
                name=proof.name,
                file_id=proof.file_id,
                link=proof.link,
                text=proof.text,
                added_by=proof.added_by,
                created_at=at,
            )
            for proof in old.evidence.order_by("pk")
        ]
    )
    note = " · ".join(part for part in (reason.strip(), letter_number.strip()) if part)
    add_step(new, Step.REOPENED, by, at, note=note)
    records.record_event(
        by=by.user,
        at=at,
        action="measurement.reopen_realisation",
        subject=new,
        before={"status": old.status, "number": old.number, "text": old.entered_text},
        after={"status": new.status, "number": new.number, "until": new.extended_until},
        note=note,
        office_id=new.office_id,
    )
    announcements.tell_holders([new], by=by, at=at, note=note)
    announcements.tell_deciders([new], "measurement.reopened", by=by, note=note, at=at)
    realisations_reopened.send(sender=Realisation, realisations=[old], at=at)
    return new


def _demand_reopener(by: Viewer, row: Realisation, *, is_open: bool) -> None:
    if permissions.may_reopen(by, row, is_open=is_open):
        return
    if by.person_id == row.person_id:
        message = _("Hasil kerja sendiri tidak dapat dibuka kembali sendiri.")
    elif is_open:
        message = _(
            "Selama masa pengisian, yang membuka kembali adalah pemeriksa realisasi "
            "ini. Mintalah kepadanya."
        )
    else:
        message = _(
            "Masa pengisiannya sudah lewat. Mintalah perencana membukanya kembali "
            "dengan nomor surat."
        )
    raise MayNotReopen(message)


def _demand_letter(letter_number: str, until: date | None, at: datetime) -> None:
    if not letter_number.strip():
        message = _(
            "Masa pengisian sudah lewat. Isi nomor surat yang mengizinkan pembukaan."
        )
        raise ReopeningUnfit(message, field="letter_number")
    if until is None or until < at.date():
        message = _(
            "Isi hari terakhir untuk memperbaiki dan memverifikasi, hari ini atau "
            "sesudahnya."
        )
        raise ReopeningUnfit(message, field="until")
