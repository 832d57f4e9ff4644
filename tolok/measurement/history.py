"""Bring in what an office measured before it came here."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.measurement.entries import Entry, Reading, ValueUnreadable, read_entry
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.models import Realisation, RealisationStep
from tolok.measurement.signals import realisations_verified
from tolok.organisation.models import Person, Position
from tolok.organisation.queries import Viewer
from tolok.planning import permissions as planning_permissions
from tolok.planning.models import Period
from tolok.records import actions as records
from tolok.records import copying
from tolok.records.language import in_indonesian
from tolok.registry.models import Definition, Indicator


AT_ONCE = 3000


class MayNotImport(NotAllowed):
    """Only a planner of the office brings its history in."""


class PeriodStillOpen(NotNow):
    """What can still be entered and verified is no history."""


class HistoryUnfit(Unfit):
    """One row cannot be taken; the text says which one and why."""


class ReportedAlready(NotNow):
    """Something of it stands in the register already."""


@dataclass(frozen=True)
class PastRealisation:
    """One realisation that was verified elsewhere, as it was written there."""

    indicator: Indicator
    person: Person
    entry: Entry
    submitted_at: datetime
    verified_by: Person
    verified_at: datetime
    is_late: bool = False


Past = tuple[Period, PastRealisation]


@transaction.atomic
def import_history(
    *,
    period: Period,
    past: Sequence[PastRealisation],
    source: str,
    by: Viewer,
    at: datetime,
) -> int:
    """Take over verified realisations of a period that has closed; return how many.

    All or nothing. Each is read by its indicator's definition like one that is typed,
    is scored like any other, and says in its step from which `source` it comes; the
    evidence stays in that source. One audit event stands for all of them and holds
    the fingerprint of what was brought. Raises `MayNotImport`, `PeriodStillOpen`,
    `HistoryUnfit` and `ReportedAlready`.
    """
    return import_periods(past={period: past}, source=source, by=by, at=at)


@transaction.atomic
def import_periods(
    *,
    past: Mapping[Period, Sequence[PastRealisation]],
    source: str,
    by: Viewer,
    at: datetime,
) -> int:
    """Take over several closed periods of one office at once; return how many rows.

    Each position is scored and rolled up once, with all its periods; for the rest, and
    for what is raised, as `import_history`. One audit event a period.
    """
    for period, rows in past.items():
        _demand_closed(period, by, at)
        _demand_new(period, rows)
    digests = {period: hashlib.sha256() for period in past}
    written = dict.fromkeys(past, 0)
    for part in _in_parts(past):
        verified = _write(part, source, at)
        for (period, _one), row in zip(part, verified, strict=True):
            digests[period].update(_fingerprint(row).encode())
            written[period] += 1
        realisations_verified.send(sender=Realisation, realisations=verified, at=at)
    for period, count in written.items():
        records.record_event(
            by=by.user,
            at=at,
            action="measurement.import_history",
            subject=period,
            after={"realisations": count, "sha256": digests[period].hexdigest()},
            note=source,
            office_id=period.office_id,
        )
    return sum(written.values())


def _demand_closed(period: Period, by: Viewer, at: datetime) -> None:
    if not planning_permissions.may_handle_periods(by, office_id=period.office_id):
        raise MayNotImport(
            _("Hanya perencana yang dapat memasukkan riwayat kantornya.")
        )
    if at.date() <= period.late_until:
        message = _(
            "%(period)s masih dapat diisi sampai %(day)s, jadi belum menjadi riwayat. "
            "Isi dan verifikasi seperti biasa."
        )
        raise PeriodStillOpen(
            message % {"period": period.label, "day": format_date(period.late_until)}
        )


def _demand_new(period: Period, past: Sequence[PastRealisation]) -> None:
    wanted = {(one.indicator.pk, one.person.pk) for one in past}
    if len(wanted) != len(past):
        message = _("Satu indikator tertulis dua kali untuk orang yang sama.")
        raise HistoryUnfit(message)
    present = set(
        Realisation.objects.filter(period=period).values_list(
            "indicator_id", "person_id"
        )
    )
    if wanted & present:
        message = _(
            "%(count)s realisasi %(period)s sudah ada di Tolok. Riwayat hanya dapat "
            "dimasukkan sebelum kewajiban periode itu dibuat."
        ) % {"count": len(wanted & present), "period": period.label}
        raise ReportedAlready(message)


def _in_parts(past: Mapping[Period, Sequence[PastRealisation]]) -> Iterator[list[Past]]:
    """Yield the rows in parts of some thousands; a position is never torn apart."""
    part: list[Past] = []
    ordered = sorted(
        ((period, one) for period, rows in past.items() for one in rows),
        key=lambda row: (row[1].indicator.position_id, row[1].indicator.pk),
    )
    for _position, group in groupby(ordered, lambda row: row[1].indicator.position_id):
        part += group
        if len(part) >= AT_ONCE:
            yield part
            part = []
    if part:
        yield part


@in_indonesian
def note_on(source: str) -> str:
    """Return what the step of a realisation of earlier years says of its source."""
    return _("Riwayat dari %(source)s") % {"source": source}


def _write(part: Sequence[Past], source: str, at: datetime) -> list[Realisation]:
    definitions = _definitions({one.indicator.pk for _period, one in part})
    superiors = dict(
        Position.objects.filter(
            pk__in={one.indicator.position_id for _period, one in part}
        ).values_list("pk", "superior_id")
    )
    rows = []
    for period, one in part:
        position = one.indicator.position
        if position.office_id != period.office_id:
            message = _("Indikator “%(text)s” milik kantor lain.")
            raise HistoryUnfit(message % {"text": one.indicator.text})
        if one.person.pk == one.verified_by.pk:
            message = _("%(name)s tidak dapat memverifikasi hasil kerjanya sendiri.")
            raise HistoryUnfit(message % {"name": one.person.name})
        reading = _read(one, definitions[one.indicator.pk])
        rows.append(
            Realisation(
                indicator=one.indicator,
                period=period,
                person=one.person,
                office_id=period.office_id,
                unit_id=position.unit_id,
                position=position,
                verifier_id=superiors[position.pk],
                status=RealisationStatus.VERIFIED,
                entered_text=reading.text,
                value=reading.value,
                numerator=reading.numerator,
                denominator=reading.denominator,
                obstacles=one.entry.obstacles.strip(),
                follow_up=one.entry.follow_up.strip(),
                submitted_at=one.submitted_at,
                is_late=one.is_late,
                decided_at=one.verified_at,
                decided_by=one.verified_by,
                created_at=at,
            )
        )
    copying.write_rows(Realisation, rows)
    note = note_on(source)
    copying.write_rows(
        RealisationStep,
        [
            RealisationStep(
                realisation=row,
                step=Step.VERIFIED,
                at=one.verified_at,
                by_name=one.verified_by.name,
                note=note,
                reported=row.entered_text,
            )
            for row, (_period, one) in zip(rows, part, strict=True)
        ],
    )
    return rows


def _definitions(indicator_ids: Iterable[int]) -> dict[int, Definition]:
    return {
        row.indicator_id: row
        for row in Definition.objects.filter(
            indicator__in=list(indicator_ids), is_current=True
        )
    }


def _read(one: PastRealisation, definition: Definition) -> Reading:
    where = f"{one.person.name}, “{one.indicator.text}”"
    try:
        reading = read_entry(one.entry, definition)
    except ValueUnreadable as error:
        raise HistoryUnfit(f"{where}: {error}", field=error.field) from error
    if reading.is_blank:
        message = _("%(where)s: realisasinya kosong. Isi, atau hapus baris itu.")
        raise HistoryUnfit(message % {"where": where})
    return reading


def _fingerprint(row: Realisation) -> str:
    return (
        f"{row.indicator_id}|{row.person_id}|{row.entered_text}|{row.decided_by_id}\n"
    )
