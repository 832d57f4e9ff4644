"""Publish what the public may read of a year, and withdraw it; read what is published."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import PerformanceYear, Period
from tolok.records import actions as records
from tolok.reporting.models import Publication
from tolok.reporting.publication import (
    address_of,
    demand_publisher,
    gather_publication,
)


LONGEST_NOTE = 2_000


class StartsInThePast(Unfit):
    """What was not published before cannot have been read before."""


class NoteTooLong(Unfit):
    """The note is longer than the page has room for."""


class NoReason(Unfit):
    """Something published is not taken away without saying why."""


class WithdrawnAlready(NotNow):
    """It was withdrawn before."""


@transaction.atomic
def publish(
    *,
    period: Period,
    units: Sequence[Unit],
    starts_on: date,
    note: str = "",
    by: Viewer,
    at: datetime,
) -> Publication:
    """Keep what these units promised and achieved up to a period, for the public.

    `starts_on` is the first day on which it is shown; from then on it takes the place of
    the year's earlier publication. Raises `MayNotPublish`, `NothingToPublish`,
    `StartsInThePast`, `NoteTooLong`.
    """
    office = demand_publisher(by)
    if starts_on < at.date():
        raise StartsInThePast(
            _("Tanggal tampil paling awal hari ini, %(day)s.")
            % {"day": format_date(at.date())}
        )
    note = note.strip()
    if len(note) > LONGEST_NOTE:
        raise NoteTooLong(
            _("Catatan mutu paling panjang %(count)s huruf; ringkaskan.")
            % {"count": f"{LONGEST_NOTE:_}".replace("_", ".")}
        )
    content = gather_publication(
        for_user=by, period=period, units=units, note=note, as_at=at
    )
    # Two planners at once: the year is the lock, so that numbers stay in order.
    year = PerformanceYear.objects.select_for_update().get(pk=period.year_id)
    last = Publication.objects.filter(year=year).aggregate(last=Max("number"))["last"]
    row = Publication.objects.create(
        office=office,
        year=year,
        period=period,
        number=(last or 0) + 1,
        slug=address_of(office),
        starts_on=starts_on,
        note=note,
        content=content,
        published_by=by.name,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.publish_achievements",
        subject=row,
        after={
            "period": content["period"]["label"],
            "starts_on": starts_on.isoformat(),
            "units": [unit["name"] for unit in content["units"]],
            **content["summary"],
        },
        note=note,
        office_id=office.pk,
    )
    return row


@transaction.atomic
def withdraw(
    *, publication: Publication, reason: str, by: Viewer, at: datetime
) -> Publication:
    """Take a publication off the public page; the earlier one of its year comes back.

    Raises `MayNotPublish`, `NoReason`, `WithdrawnAlready`.
    """
    office = demand_publisher(by)
    reason = reason.strip()
    if not reason:
        raise NoReason(_("Tulis alasan penarikan; publik akan bertanya."))
    row = Publication.objects.select_for_update().get(
        pk=publication.pk, office_id=office.pk
    )
    if row.withdrawn_at is not None:
        raise WithdrawnAlready(
            _("Terbitan itu sudah ditarik oleh %(who)s.") % {"who": row.withdrawn_by}
        )
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at, by.name, reason
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.withdraw_publication",
        subject=row,
        note=reason,
        office_id=office.pk,
    )
    return row


# ---------------------------------------------------------------- what is published


def list_publications(*, for_user: Viewer) -> QuerySet[Publication]:
    """Return all publications of the viewer's office, the newest first.

    Raises `MayNotPublish`.
    """
    office = demand_publisher(for_user)
    return (
        Publication.objects.filter(office=office)
        .select_related("year", "period")
        .defer("content")
        .order_by("-created_at", "-pk")
    )


def get_publication(*, publication_id: int, for_user: Viewer) -> Publication:
    """Return one publication of the viewer's office; `DoesNotExist` else."""
    return list_publications(for_user=for_user).get(pk=publication_id)


def list_offices_shown(*, on: date) -> list[Publication]:
    """Return the newest publication of each office that the public may read on a day.

    One for an office, in the order of their names; without their content.
    """
    shown: dict[str, Publication] = {}
    for row in (
        _shown(on)
        .select_related("office__region", "period")
        .defer("content")
        .order_by("year__year", "number")
    ):
        shown[row.slug] = row
    return sorted(shown.values(), key=lambda row: (row.office.name, row.slug))


def get_shown(*, slug: str, year: int | None, on: date) -> Publication | None:
    """Return what the public reads of an office on a day, of a year or of the latest."""
    found = _shown(on).filter(slug=slug).select_related("year")
    if year is not None:
        found = found.filter(year__year=year)
    return found.order_by("-year__year", "-number").first()


def list_years_shown(*, slug: str, on: date) -> list[int]:
    """Return the years of an office that the public may read on a day, latest first."""
    years = _shown(on).filter(slug=slug).values_list("year__year", flat=True)
    return sorted(set(years), reverse=True)


def _shown(on: date) -> QuerySet[Publication]:
    return Publication.objects.filter(starts_on__lte=on, withdrawn_at__isnull=True)
