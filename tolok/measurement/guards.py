"""What every step asks first: who, when, from which state. Refuses out loud."""

from datetime import datetime

from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotAllowed, NotNow
from tolok.measurement import permissions, policies
from tolok.measurement.enums import RealisationStatus, Step
from tolok.measurement.models import Realisation, RealisationStep
from tolok.organisation.queries import Viewer
from tolok.planning.enums import WindowState
from tolok.planning.policies import is_locked, window_state


class MayNotEnter(NotAllowed):
    """Only who owes a realisation enters it."""


class MayNotVerify(NotAllowed):
    """Only the superior verifies, and nobody verifies own work."""


class WindowNotYetOpen(NotNow):
    """The entry window has not opened."""


class PeriodClosed(NotNow):
    """The entry window has closed."""


class PeriodLocked(NotNow):
    """The period is over: nothing is decided any more."""


class Superseded(NotNow):
    """A newer version of the realisation stands in its place."""


class NotInThisState(NotNow):
    """The step cannot be taken from the present state."""


class ChangedMeanwhile(NotNow):
    """Somebody else saved first."""


def lock_realisation(realisation: Realisation, revision: int | None) -> Realisation:
    """Return the row, locked until the transaction ends. Raises `ChangedMeanwhile`."""
    row = (
        Realisation.versions.select_for_update(of=("self",))
        .select_related(
            *("indicator", "period__year", "person", "unit"),
            "office__evidence_setting",
        )
        .get(pk=realisation.pk)
    )
    if not row.is_current:
        message = _(
            "Ini versi lama, yang sudah digantikan karena realisasinya dibuka kembali. "
            "Buka versi terbarunya."
        )
        raise Superseded(message)
    if revision is not None and row.revision != revision:
        message = _(
            "Isian ini sudah berubah sejak Anda membukanya, mungkin dari perangkat lain. "
            "Isian Anda masih ada di layar. Buka versi terbaru, lalu salin yang perlu."
        )
        raise ChangedMeanwhile(message)
    return row


def demand_entry_now(by: Viewer, row: Realisation, at: datetime) -> None:
    """Refuse unless this person may enter this realisation at this moment."""
    if not permissions.may_enter(by, row):
        message = _("Hanya %(name)s yang dapat mengisi realisasi ini.")
        raise MayNotEnter(message % {"name": row.person.name})
    window = row.window
    match window_state(window, on=at.date()):
        case WindowState.NOT_YET:
            message = _("Pengisian %(period)s baru dibuka pada %(day)s.")
            raise WindowNotYetOpen(
                message
                % {"period": row.period.label, "day": format_date(row.period.opens_on)}
            )
        case WindowState.CLOSED:
            message = _(
                "Pengisian %(period)s sudah ditutup pada %(day)s. Mintalah perencana "
                "membuka kembali jadwalnya bila masih ada yang harus dilaporkan."
            )
            raise PeriodClosed(
                message
                % {
                    "period": row.period.label,
                    "day": format_date(window.late_until),
                }
            )


def demand_unlocked(row: Realisation, at: datetime) -> None:
    """Refuse a decision after the period was locked. Raises `PeriodLocked`."""
    window = row.window
    if window.closes_on is not None and is_locked(window, on=at.date()):
        message = _(
            "%(period)s sudah dikunci setelah %(day)s. Mintalah perencana membuka "
            "kembali realisasi ini dengan nomor surat."
        )
        raise PeriodLocked(
            message % {"period": row.period.label, "day": format_date(window.closes_on)}
        )


def demand_verifier(by: Viewer, row: Realisation) -> None:
    """Refuse unless this person may verify this realisation. Raises `MayNotVerify`."""
    if by.person_id == row.person_id:
        message = _("Hasil kerja sendiri tidak dapat diverifikasi sendiri.")
        raise MayNotVerify(message)
    if (
        row.status == RealisationStatus.CHECKED
        and by.person_id is not None
        and row.checked_by_id == by.person_id
    ):
        message = _(
            "Anda sudah memutuskan tingkat pertama. Tingkat kedua diputuskan orang lain."
        )
        raise MayNotVerify(message)
    if not permissions.may_verify(by, row):
        message = _(
            "Realisasi ini diverifikasi oleh atasan pemiliknya, bukan oleh Anda."
        )
        raise MayNotVerify(message)


def demand_next(step: str, row: Realisation) -> RealisationStatus:
    """Return where a step leads. Raises `NotInThisState`."""
    status = policies.next_status(step, row.status)
    if status is None:
        message = _(
            "Realisasi ini sudah berstatus “%(status)s”, sehingga langkah itu tidak "
            "dapat dilakukan lagi. Muat ulang halaman untuk melihat keadaan terbaru."
        )
        raise NotInThisState(message % {"status": row.get_status_display()})
    return status


def demand_seen(row: Realisation, revision: int | None) -> None:
    """Refuse a decision on what the verifier has not seen. Raises `ChangedMeanwhile`."""
    if row.revision != revision:
        message = _(
            "Isian “%(indicator)s” berubah sejak Anda membukanya. Belum ada yang "
            "diputuskan. Buka lagi, periksa nilai terbarunya, lalu putuskan."
        )
        raise ChangedMeanwhile(message % {"indicator": row.indicator.text})


def new_step(
    row: Realisation, step: Step, by: Viewer, at: datetime, note: str = ""
) -> RealisationStep:
    """Return a step, not yet written."""
    return RealisationStep(
        realisation=row,
        step=step,
        at=at,
        by_name=by.name,
        note=note,
        reported=row.entered_text,
    )


def add_step(
    row: Realisation, step: Step, by: Viewer, at: datetime, note: str = ""
) -> None:
    """Write a step down."""
    new_step(row, step, by, at, note).save(force_insert=True)
