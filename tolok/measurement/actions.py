"""Open periods, enter, submit, verify and return realisations."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotAllowed, Unfit
from tolok.measurement import announcements, policies, queries, wanted
from tolok.measurement.checks import Doubt, check_reading, without_value
from tolok.measurement.entries import Entry, Reading, read_entry
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.guards import (
    WindowNotYetOpen,
    add_step,
    demand_entry_now,
    demand_next,
    demand_seen,
    demand_unlocked,
    demand_verifier,
    lock_realisation,
    new_step,
)
from tolok.measurement.models import (
    Realisation,
    RealisationStep,
    VerificationSetting,
)
from tolok.measurement.obligations import Verifiers, due_days, list_obligations
from tolok.measurement.signals import about_to_submit, realisations_verified
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer
from tolok.planning import permissions as planning_permissions
from tolok.planning import queries as planning
from tolok.planning.enums import WindowState
from tolok.planning.models import Period, Target
from tolok.planning.policies import window_state
from tolok.records import actions as records
from tolok.records import copying
from tolok.records.actions import Happening, System
from tolok.records.language import in_indonesian
from tolok.registry.models import Definition


class MayNotOpenPeriod(NotAllowed):
    """Only a planner, or the clock, opens a period."""


class Incomplete(Unfit):
    """Something must be filled in before it can be submitted; `problems` says what."""

    def __init__(self, problems: Sequence[tuple[str, str]]) -> None:
        super().__init__(
            " ".join(message for _field, message in problems), field=problems[0][0]
        )
        self.problems = list(problems)


class ReasonMissing(Unfit):
    """A return without a reason."""


@transaction.atomic
def open_period(*, period: Period, at: datetime, by: Viewer | None = None) -> int:
    """Write down what is owed in a period; return how many rows are new.

    By hand it takes a planner; without `by` it is the clock's work. Doing it twice adds
    only what is missing. Raises `MayNotOpenPeriod` and `WindowNotYetOpen`.
    """
    if by is not None and not planning_permissions.may_handle_periods(
        by, office_id=period.office_id
    ):
        raise MayNotOpenPeriod(_("Hanya perencana yang dapat membuka periode."))
    if at.date() < period.opens_on:
        message = _("%(period)s baru dapat dibuka pada %(day)s.")
        raise WindowNotYetOpen(
            message % {"period": period.label, "day": format_date(period.opens_on)}
        )
    made = _write_obligations(period, at)
    if period.opened_at is None:
        period.opened_at = at
        period.save(update_fields=["opened_at"])
    records.record_event(
        by=by.user if by else System(),
        at=at,
        action="measurement.open_period",
        subject=period,
        after={"owed": made},
        office_id=period.office_id,
    )
    return made


def _write_obligations(
    period: Period, at: datetime, position_ids: Iterable[int] | None = None
) -> int:
    wanted = list(position_ids) if position_ids is not None else None
    known = Realisation.objects.filter(period=period)
    if wanted is not None:
        known = known.filter(position_id__in=wanted)
    present = set(known.values_list("indicator_id", "person_id"))
    verifiers = Verifiers(office_id=period.office_id, on=at.date())
    own_due = due_days(period=period)
    rows = []
    for owed in list_obligations(period=period, position_ids=wanted):
        if (owed.indicator.pk, owed.person_id) in present:
            continue
        rows.append(
            Realisation(
                indicator=owed.indicator,
                period=period,
                person_id=owed.person_id,
                office_id=period.office_id,
                unit_id=owed.position.unit_id,
                position=owed.position,
                verifier_id=verifiers.of(
                    position_id=owed.position.pk,
                    person_id=owed.person_id,
                    indicator_id=owed.indicator.pk,
                ),
                own_due_on=own_due.get(owed.indicator.pk),
                created_at=at,
            )
        )
    later = planning.extensions_of(period=period)
    if (later.units or later.positions) and rows:
        paths = dict(
            Unit.objects.filter(pk__in={row.unit_id for row in rows}).values_list(
                "pk", "path"
            )
        )
        for row in rows:
            row.extended_until = later.until(
                path=paths[row.unit_id], position_id=row.position_id
            )
    copying.write_rows(Realisation, rows)
    return len(rows)


@transaction.atomic
def follow_placements(*, position_ids: Sequence[int], at: datetime) -> None:
    """Bring what is owed, and who verifies it, in line with who sits where.

    Only periods that are open and not yet closed change, and only rows that nobody has
    worked on leave: what was reported stays with the person who reported it.
    """
    day = at.date()
    periods = Period.objects.filter(
        opened_at__isnull=False,
        opens_on__lte=day,
        late_until__gte=day,
        office__positions__in=position_ids,
    ).distinct()
    for period in periods:
        owed = {
            (o.indicator.pk, o.person_id)
            for o in list_obligations(period=period, position_ids=position_ids)
        }
        blank = Realisation.objects.filter(
            period=period,
            position_id__in=position_ids,
            status=RealisationStatus.OPEN,
        )
        gone = [
            row.pk for row in blank if (row.indicator_id, row.person_id) not in owed
        ]
        Realisation.objects.filter(pk__in=gone).delete()
        _write_obligations(period, at, position_ids)
        _follow_due_days(period, position_ids)
    offices = set(
        Realisation.objects.filter(verifier_id__in=position_ids)
        .exclude(status=RealisationStatus.VERIFIED)
        .values_list("office_id", flat=True)
    ) | {period.office_id for period in periods}
    for office_id in offices:
        _assign_verifiers(office_id, at)


def _follow_due_days(period: Period, position_ids: Iterable[int]) -> None:
    """Give what nobody has sent yet the due day that its definition sets now."""
    own_due = due_days(period=period)
    changed = []
    for row in Realisation.objects.filter(
        period=period,
        position_id__in=list(position_ids),
        status__in=policies.UNFINISHED,
    ).only("pk", "indicator_id", "own_due_on"):
        due = own_due.get(row.indicator_id)
        if row.own_due_on != due:
            row.own_due_on = due
            changed.append(row)
    Realisation.objects.bulk_update(changed, ["own_due_on"], batch_size=300)


@transaction.atomic
def follow_days_off(*, office_id: int, at: datetime) -> None:
    """Move the own due days that are still to come, after the days off changed."""
    today = at.date()
    rows = list(
        Realisation.objects.filter(
            office_id=office_id,
            status__in=policies.UNFINISHED,
            own_due_on__gte=today,
        ).select_related("period__year")
    )
    days = {
        period.pk: due_days(period=period)
        for period in {row.period_id: row.period for row in rows}.values()
    }
    changed = []
    for row in rows:
        due = days[row.period_id].get(row.indicator_id)
        if due is not None and row.own_due_on != max(due, today):
            row.own_due_on = max(due, today)
            changed.append(row)
    Realisation.objects.bulk_update(changed, ["own_due_on"], batch_size=300)


def _assign_verifiers(office_id: int, at: datetime) -> None:
    verifiers = Verifiers(office_id=office_id, on=at.date())
    changed = []
    rows = Realisation.objects.filter(
        Q(period__late_until__gte=at.date()) | Q(status__in=policies.WAITING),
        office_id=office_id,
    ).exclude(status=RealisationStatus.VERIFIED)
    for row in rows.only(
        *("pk", "indicator_id", "position_id", "person_id", "verifier_id", "status"),
        *("second_verifier_id", "checked_by_id"),
    ):
        right = verifiers.of(
            position_id=row.position_id,
            person_id=row.person_id,
            indicator_id=row.indicator_id,
        )
        second = row.second_verifier_id
        if row.status == RealisationStatus.CHECKED and row.checked_by_id:
            without = {row.person_id, row.checked_by_id}
            second = verifiers.above(right, without=without) or second
        if (row.verifier_id, row.second_verifier_id) != (right, second):
            row.verifier_id, row.second_verifier_id = right, second
            changed.append(row)
    Realisation.objects.bulk_update(
        changed, ["verifier", "second_verifier"], batch_size=300
    )


@transaction.atomic
def save_draft(
    *, realisation: Realisation, entry: Entry, revision: int, by: Viewer, at: datetime
) -> Realisation:
    """Keep what a holder typed, also where it is not complete yet.

    Raises `MayNotEnter`, `WindowNotYetOpen`, `PeriodClosed`, `NotInThisState`,
    `ChangedMeanwhile` and, for what cannot be read, `entries.ValueUnreadable`.
    """
    row = lock_realisation(realisation, revision)
    demand_entry_now(by, row, at)
    status = demand_next(policies.EDIT, row)
    first = row.drafted_at is None
    before = _values(row)
    definition = definition_for(row)
    _write_entry(row, entry, read_entry(entry, definition, is_draft=True))
    row.status, row.drafted_at = status, at
    _save(row)
    if first:
        add_step(row, Step.DRAFTED, by, at)
    records.record_event(
        by=by.user,
        at=at,
        action="measurement.save_draft",
        subject=row,
        before=before,
        after=_values(row),
        office_id=row.office_id,
    )
    return row


@transaction.atomic
def submit_realisation(
    *,
    realisation: Realisation,
    entry: Entry,
    revision: int,
    by: Viewer,
    at: datetime,
    sure: bool = False,
) -> Realisation:
    """Send a realisation to the verifier.

    What is odd about the value is asked about once: `sure` says that the holder looked
    again, and the step tells what was confirmed. Without a value it is sent only with
    its reason among the obstacles; no evidence is asked then, and it counts as not
    reported, never as zero. Raises what `save_draft` raises, and
    `Incomplete` with every problem at once.
    """
    row = lock_realisation(realisation, revision)
    demand_entry_now(by, row, at)
    status = demand_next(policies.SUBMIT, row)
    definition = definition_for(row)
    before = _values(row)
    reading = read_entry(entry, definition)
    _write_entry(row, entry, reading)
    target = Target.objects.filter(
        indicator=row.indicator_id, period=row.period_id, is_current=True
    ).first()
    problems = _problems(row, reading, definition, target)
    doubts = doubts_on(row, reading, definition, target)
    for doubt in doubts:
        if doubt.must_mend:
            problems.append((doubt.field, doubt.text))
        elif not sure:
            problems.append(("sure", doubt.text))
    if problems:
        raise Incomplete(problems)
    row.status = status
    row.submitted_at = at
    row.drafted_at = row.drafted_at or at
    row.is_late = window_state(row.window, on=at.date()) == WindowState.LATE
    row.decided_at = row.decided_by = None
    row.checked_at = row.checked_by = row.second_verifier = row.escalated_to = None
    _save(row)
    add_step(row, Step.SUBMITTED, by, at, note=note_on(doubts))
    announcements.tell_deciders(
        [row], "measurement.submitted", by=by, at=at, once_until_read=True
    )
    records.record_event(
        by=by.user,
        at=at,
        action="measurement.submit_realisation",
        subject=row,
        before=before,
        after=_values(row),
        office_id=row.office_id,
    )
    return row


@in_indonesian
def note_on(doubts: Sequence[Doubt]) -> str:
    """Return what a sender was asked about and said to be right; "" for nothing."""
    if not doubts:
        return ""
    confirmed = ", ".join(str(doubt.short) for doubt in doubts)
    return _("Sudah diperiksa pengirim: %(what)s.") % {"what": confirmed}


def doubts_on(
    row: Realisation, reading: Reading, definition: Definition, target: Target | None
) -> list[Doubt]:
    """Return what is odd about a reading, held against target and own history."""
    if reading.is_blank:
        return [without_value(definition)] if row.obstacles else []
    past = queries.earlier_values(realisations=[row])[row.indicator_id, row.person_id]
    return check_reading(
        reading,
        definition,
        target=target.value if target else None,
        history=[one.value for one in past if one.period_id != row.period_id],
    )


def _problems(
    row: Realisation, reading: Reading, definition: Definition, target: Target | None
) -> list[tuple[str, str]]:
    problems: list[tuple[str, str]] = []
    if reading.is_blank:
        if row.obstacles:
            return problems
        field = "numerator" if definition.numerator_label else "value"
        message = _(
            "Realisasi masih kosong. Isi 0 bila hasilnya memang nol. Bila angkanya belum "
            "ada, tulis sebabnya pada Hambatan."
        )
        problems.append((field, message))
    problems += wanted.missing_proof(row, definition)
    problems += wanted.beyond_reach(reading, definition, target)
    answers: Sequence[Any] = about_to_submit.send(
        Realisation, realisation=row, definition=definition, target=target
    )
    for _receiver, found in answers:
        problems += found
    return problems


@transaction.atomic
def withdraw_realisation(
    *, realisation: Realisation, by: Viewer, at: datetime
) -> Realisation:
    """Take back what was submitted and not yet decided, to mend it.

    Raises `MayNotEnter`, `PeriodClosed`, `NotInThisState`.
    """
    row = lock_realisation(realisation, None)
    demand_entry_now(by, row, at)
    row.status = demand_next(policies.WITHDRAW, row)
    row.escalated_to = None
    _save(row)
    add_step(row, Step.WITHDRAWN, by, at)
    announcements.tell_deciders(
        [row], "measurement.withdrawn", by=by, at=at, once_until_read=True
    )
    records.record_event(
        by=by.user,
        at=at,
        action="measurement.withdraw_realisation",
        subject=row,
        office_id=row.office_id,
    )
    return row


@transaction.atomic
def verify_realisations(
    *,
    realisations: Sequence[Realisation],
    by: Viewer,
    at: datetime,
    seen: Mapping[int, int] | None = None,
) -> list[Realisation]:
    """Accept one or many submitted realisations; all or none.

    Where the office verifies twice, the first acceptance hands it to the nearest
    superior of the verifier who is neither its author nor the one who accepted; without
    anyone there it is verified. `seen` gives by id the revision that the verifier
    looked at: what changed since is not accepted unseen. Raises `MayNotVerify`,
    `PeriodLocked`, `NotInThisState`, `ChangedMeanwhile`.
    """
    rows = list(
        Realisation.objects.select_for_update(of=("self",))
        .filter(pk__in=[row.pk for row in realisations])
        .select_related("indicator", "period__year", "person", "unit")
        .order_by("pk")
    )
    before: dict[int, str] = {row.pk: row.status for row in rows}
    second = _second_verifiers(rows, by, at)
    for row in rows:
        demand_verifier(by, row)
        demand_unlocked(row, at)
        if row.pk in second:
            row.status = demand_next(policies.CHECK, row)
            row.checked_at, row.checked_by = at, by.person
            row.second_verifier_id = second[row.pk]
        else:
            row.status = demand_next(policies.VERIFY, row)
            row.decided_at, row.decided_by = at, by.person
        if seen is not None:
            demand_seen(row, seen.get(row.pk))
        row.revision += 1
        row.return_reason = ""
    Realisation.objects.bulk_update(
        rows,
        [
            *("status", "decided_at", "decided_by", "revision", "return_reason"),
            *("checked_at", "checked_by", "second_verifier"),
        ],
        batch_size=300,
    )
    RealisationStep.objects.bulk_create(
        [new_step(row, Step(row.status), by, at) for row in rows]
    )
    for office_id in sorted({row.office_id for row in rows}):
        records.record_events(
            by=by.user,
            at=at,
            office_id=office_id,
            happenings=[
                Happening(
                    _VERDICTS[RealisationStatus(row.status)],
                    row,
                    before={"status": before[row.pk]},
                    after=_values(row),
                )
                for row in rows
                if row.office_id == office_id
            ],
        )
    checked = [row for row in rows if row.status == RealisationStatus.CHECKED]
    verified = [row for row in rows if row.status == RealisationStatus.VERIFIED]
    announcements.tell_holders(rows, by=by, at=at)
    announcements.tell_deciders(
        checked, "measurement.checked", by=by, at=at, once_until_read=True
    )
    realisations_verified.send(sender=Realisation, realisations=verified, at=at)
    return rows


_VERDICTS = {
    RealisationStatus.CHECKED: "measurement.check_realisation",
    RealisationStatus.VERIFIED: "measurement.verify_realisation",
}


def _second_verifiers(
    rows: Sequence[Realisation], by: Viewer, at: datetime
) -> dict[int, int]:
    """Return by id who decides next, for those that wait for a first decision."""
    first = [row for row in rows if row.status == RealisationStatus.SUBMITTED]
    two_levels = set(
        VerificationSetting.objects.filter(
            office_id__in={row.office_id for row in first}, two_levels=True
        ).values_list("office_id", flat=True)
    )
    found: dict[int, int] = {}
    for office_id in two_levels:
        verifiers = Verifiers(office_id=office_id, on=at.date())
        for row in first:
            if row.office_id == office_id:
                without = {row.person_id, by.person_id or 0}
                seat = verifiers.above(row.verifier_id, without=without)
                if seat is not None:
                    found[row.pk] = seat
    return found


@transaction.atomic
def return_realisation(
    *,
    realisation: Realisation,
    reason: str,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Realisation:
    """Send a realisation back with the reason; `seen` is the revision looked at.

    Raises `MayNotVerify`, `PeriodLocked`, `NotInThisState`, `ChangedMeanwhile` and
    `ReasonMissing`.
    """
    row = lock_realisation(realisation, None)
    demand_verifier(by, row)
    demand_unlocked(row, at)
    before = row.status
    if not reason.strip():
        message = _(
            "Tulis alasan pengembalian, supaya jelas apa yang harus diperbaiki."
        )
        raise ReasonMissing(message, field="reason")
    row.status = demand_next(policies.RETURN, row)
    if seen is not None:
        demand_seen(row, seen)
    row.return_reason = reason.strip()
    row.decided_at, row.decided_by = at, by.person
    row.checked_at = row.checked_by = row.second_verifier = row.escalated_to = None
    _save(row)
    add_step(row, Step.RETURNED, by, at, note=row.return_reason)
    announcements.tell_holders([row], by=by, at=at, note=row.return_reason)
    records.record_event(
        by=by.user,
        at=at,
        action="measurement.return_realisation",
        subject=row,
        before={"status": before},
        after={"status": row.status},
        note=row.return_reason,
        office_id=row.office_id,
    )
    return row


def definition_for(realisation: Realisation) -> Definition:
    """Return the definition that holds for a realisation now."""
    return Definition.objects.get(indicator=realisation.indicator_id, is_current=True)


def _write_entry(row: Realisation, entry: Entry, reading: Reading) -> None:
    row.entered_text = reading.text
    row.value = reading.value
    row.numerator = reading.numerator
    row.denominator = reading.denominator
    row.parts = reading.parts
    row.obstacles = entry.obstacles.strip()
    row.follow_up = entry.follow_up.strip()


def _save(row: Realisation) -> None:
    row.revision += 1
    row.save()


def _values(row: Realisation) -> dict[str, object]:
    return {
        "status": row.status,
        "text": row.entered_text,
        "value": row.value,
        "numerator": row.numerator,
        "denominator": row.denominator,
        "parts": row.parts,
        "obstacles": row.obstacles,
        "follow_up": row.follow_up,
        "is_late": row.is_late,
    }
