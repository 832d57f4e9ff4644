"""Start next year's decree from an adopted one, with what a person accepted."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import permissions, policies, queries
from tolok.decrees.correcting import take_suggestion
from tolok.decrees.enums import DecreeStatus, ReadingStatus
from tolok.decrees.models import Decree, DecreeReading
from tolok.decrees.renewal import (
    Offer,
    accepted_changes,
    list_offers,
    next_years,
    renewed,
)
from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotAllowed, NotNow
from tolok.organisation.queries import Viewer
from tolok.records import actions as records


class MayNotRenew(NotAllowed):
    """Only a planner of the office starts its next decree."""


class NotYetAdopted(NotNow):
    """A draft, or a decree without a year, has no next year."""


class StartedAlready(NotNow):
    """A draft was started from this decree before; `decree_id` is the draft."""

    def __init__(self, message: str, *, decree_id: int) -> None:
        super().__init__(message)
        self.decree_id = decree_id


@dataclass(frozen=True)
class Renewal:
    """What next year's decree starts from, and what may be mended in it."""

    years: tuple[int, int]
    content: dict[str, Any]
    offers: list[Offer]


def foresee_renewal(*, decree: Decree) -> Renewal:
    """Return what would be started from a decree. Raises `NotYetAdopted`."""
    content = queries.effective_content(decree)
    years = next_years(content)
    if decree.adopted_at is None or years is None:
        raise NotYetAdopted(
            _(
                "Keputusan tahun berikutnya dimulai dari keputusan yang sudah ditetapkan. "
                "Tetapkan dulu keputusan ini."
            )
        )
    made = renewed(content, years)
    pack = queries.pack_of(queries.current_choice(office_id=decree.office_id))
    return Renewal(years, made, list_offers(content, made, pack))


def draft_started_from(*, decree: Decree) -> Decree | None:
    """Return the draft or decree that was started from this one, if it was not dropped."""
    return (
        Decree.objects.filter(started_from=decree)
        .exclude(status=DecreeStatus.DROPPED)
        .defer("content", "source_lines")
        .order_by("pk")
        .first()
    )


@transaction.atomic
def start_next_year(
    *, decree: Decree, accepted: Collection[str], by: Viewer, at: datetime
) -> Decree:
    """Make a draft for the years that follow; what was accepted is its first correction.

    `accepted` holds keys of offers, or codes of rules for all of a rule's offers. Raises
    `MayNotRenew`, `NotYetAdopted`, `StartedAlready`.
    """
    if not permissions.may_handle(by, office_id=decree.office_id):
        raise MayNotRenew(
            _("Hanya perencana yang memulai keputusan tahun berikutnya di kantornya.")
        )
    Decree.objects.select_for_update().only("pk").get(pk=decree.pk)
    twin = draft_started_from(decree=decree)
    if twin is not None:
        message = _(
            "Rancangan tahun berikutnya sudah dimulai %(who)s pada %(day)s. Lanjutkan "
            "rancangan itu, atau batalkan dulu bila ingin memulai lagi."
        )
        said = {"who": twin.uploaded_by, "day": format_date(twin.created_at.date())}
        raise StartedAlready(message % said, decree_id=twin.pk)
    renewal = foresee_renewal(decree=decree)
    draft = _keep(decree, renewal, by, at)
    chosen = [o for o in renewal.offers if o.key in accepted or o.code in accepted]
    changes = accepted_changes(chosen)
    if changes:
        draft = take_suggestion(
            decree=draft, replacements=changes, revision=0, by=by, at=at
        )
    return draft


def _keep(decree: Decree, renewal: Renewal, by: Viewer, at: datetime) -> Decree:
    content = renewal.content
    content["findings"] = policies.findings_of(content, [])
    body = (json.dumps(content, ensure_ascii=False, indent=1) + "\n").encode()
    stored = records.store_file(content=body, media_type="application/json", at=at)
    name = content["source"]["file"]
    draft = Decree.objects.create(
        office_id=decree.office_id,
        about=content["decree"]["about"] or "",
        year_from=renewal.years[0],
        year_until=renewal.years[1],
        file=stored,
        file_name=name,
        source_lines=[],
        content=content,
        uploaded_by=by.name,
        started_from=decree,
        created_at=at,
    )
    DecreeReading.objects.create(
        office_id=decree.office_id,
        user=by.user,
        uploaded_by=by.name,
        file_name=name,
        size_bytes=len(body),
        status=ReadingStatus.DONE,
        ended_at=at,
        decree=draft,
        content=content,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.start_next_year",
        subject=draft,
        after={"from": str(decree), "year": renewal.years[0]},
        office_id=decree.office_id,
    )
    return draft
