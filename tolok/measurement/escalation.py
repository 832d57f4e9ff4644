"""Time: more of it for a unit, and what happens when a decision takes too long."""

from datetime import datetime, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotAllowed, Unfit
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.models import (
    Realisation,
    RealisationStep,
    VerificationSetting,
)
from tolok.measurement.obligations import Verifiers
from tolok.measurement.policies import UNFINISHED
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer, deciders_of, office_moment
from tolok.planning import permissions as planning_permissions
from tolok.planning.models import Extension
from tolok.planning.queries import get_calendar
from tolok.records import actions as records
from tolok.records.actions import Happening, System
from tolok.records.language import in_indonesian


LONGEST_WAIT_DAYS = 60


class MayNotSetVerification(NotAllowed):
    """Only a planner says how the office verifies."""


class WaitUnfit(Unfit):
    """The number of working days cannot be used."""


@transaction.atomic
def set_verification(
    *,
    office: Office,
    two_levels: bool,
    escalate_after_days: int | None,
    by: Viewer,
    at: datetime,
) -> VerificationSetting:
    """Say whether the office verifies twice, and when waiting work moves up.

    What a first level accepted already goes on to its second. Raises
    `MayNotSetVerification` and `WaitUnfit`.
    """
    if not planning_permissions.may_handle_periods(by, office_id=office.pk):
        message = _("Aturan verifikasi kantor diatur oleh perencana.")
        raise MayNotSetVerification(message)
    if escalate_after_days is not None and not (
        1 <= escalate_after_days <= LONGEST_WAIT_DAYS
    ):
        message = _("Isi 1 sampai %(most)s hari kerja, atau kosongkan.")
        raise WaitUnfit(
            message % {"most": LONGEST_WAIT_DAYS}, field="escalate_after_days"
        )
    row, _made = VerificationSetting.objects.get_or_create(
        office=office, defaults={"created_at": at}
    )
    names = ("two_levels", "escalate_after_days")
    before = {name: getattr(row, name) for name in names}
    row.two_levels, row.escalate_after_days = two_levels, escalate_after_days
    row.save(update_fields=names)
    records.record_event(
        by=by.user,
        at=at,
        action="measurement.set_verification",
        subject=row,
        before=before,
        after={name: getattr(row, name) for name in names},
        office_id=office.pk,
    )
    return row


@in_indonesian
def note_on(extension: Extension) -> str:
    """Return until when there is time, and why."""
    said = {"day": format_date(extension.ends_on), "reason": extension.reason}
    return _("sampai %(day)s. %(reason)s") % said


@transaction.atomic
def apply_extension(*, extension: Extension, by: Viewer, at: datetime) -> int:
    """Give the unfinished rows meant the later day, tell their people; return how many."""
    found = Realisation.objects.filter(period=extension.period, status__in=UNFINISHED)
    if extension.unit is not None:
        found = found.filter(unit__path__startswith=extension.unit.path)
    else:
        found = found.filter(position=extension.position_id)
    rows = list(found.only("pk", "person_id", "extended_until"))
    later = [
        row
        for row in rows
        if row.extended_until is None or row.extended_until < extension.ends_on
    ]
    for row in later:
        row.extended_until = extension.ends_on
    Realisation.objects.bulk_update(later, ["extended_until"], batch_size=300)
    records.announce(
        person_ids=[row.person_id for row in later],
        kind="planning.extended",
        subject=extension.period,
        by_name=by.name,
        note=note_on(extension),
        at=at,
    )
    return len(later)


@transaction.atomic
def escalate_waiting(*, setting: VerificationSetting, at: datetime) -> int:
    """Let the superior's superior verify what waited for longer than the office says.

    Full working days after the day of submission count. The verifier may still decide;
    both are told. Doing it twice adds nothing. Returns how many moved up.
    """
    if setting.escalate_after_days is None:
        return 0
    today = at.date()
    calendar = get_calendar(
        office_id=setting.office_id, first=today - timedelta(days=365), last=today
    )
    verifiers = Verifiers(office_id=setting.office_id, on=today)
    waiting = (
        Realisation.objects.select_for_update(of=("self",))
        .filter(
            office_id=setting.office_id,
            status=RealisationStatus.SUBMITTED,
            escalated_to__isnull=True,
            verifier__isnull=False,
        )
        .select_related("indicator", "period")
        .order_by("pk")
    )
    moved = []
    for row in waiting:
        if row.submitted_at is None:
            continue
        sent = row.submitted_at.astimezone(at.tzinfo).date()
        passed = calendar.count_working(
            sent + timedelta(days=1), today - timedelta(days=1)
        )
        if passed < setting.escalate_after_days:
            continue
        without = {row.person_id, *verifiers.holders(row.verifier_id)}
        seat = verifiers.above(row.verifier_id, without=without)
        if seat is not None:
            row.escalated_to_id = seat
            moved.append(row)
    Realisation.objects.bulk_update(moved, ["escalated_to"], batch_size=300)
    RealisationStep.objects.bulk_create(
        [
            RealisationStep(
                realisation=row,
                step=Step.ESCALATED,
                at=at,
                by_name=System().name,
                reported=row.entered_text,
            )
            for row in moved
        ]
    )
    if moved:
        records.record_events(
            by=System(),
            at=at,
            office_id=setting.office_id,
            happenings=[
                Happening(
                    "measurement.escalate_realisation",
                    row,
                    after={"position": row.escalated_to_id},
                )
                for row in moved
            ],
        )
    for row in moved:
        seats = [seat for seat in (row.verifier_id, row.escalated_to_id) if seat]
        records.announce(
            person_ids=deciders_of(positions=seats, on=today) - {row.person_id},
            kind="measurement.escalated",
            subject=row,
            by_name=System().name,
            once_until_read=True,
            at=at,
        )
    return len(moved)


def list_escalating(*, moment: datetime) -> list[tuple[VerificationSetting, datetime]]:
    """Return the offices in which waiting work moves up, each with its own time."""
    rows = VerificationSetting.objects.filter(
        escalate_after_days__isnull=False
    ).select_related("office")
    return [(row, office_moment(row.office, moment)) for row in rows.order_by("pk")]
