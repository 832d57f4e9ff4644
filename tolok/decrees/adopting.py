"""Adopt a draft: propose it, confirm it, say what it changes; or drop it."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import permissions, policies, queries
from tolok.decrees.enums import DecreeBearing, DecreeStatus
from tolok.decrees.models import AdoptionRule, Decree
from tolok.decrees.signals import decree_adopted
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.reader import check_decree
from tolok.records import actions as records


class MayNotHandleDecrees(NotAllowed):
    """Only a planner of the office handles its decrees."""


class AlreadyAdopted(NotNow):
    """The decree was adopted, or dropped, before."""


class DecreeIncomplete(NotNow):
    """Something is missing for the adoption."""


class NeedsSecondPerson(NotNow):
    """The office wants another person than the proposer to confirm."""


class RevisionPassed(NotNow):
    """The draft was corrected after the page was opened."""


class ReasonMissing(Unfit):
    """A draft is dropped with a reason only."""


class NothingToFollow(Unfit):
    """What is amended or replaced must be an adopted decree of the same office."""


class PositionUnfit(Unfit):
    """A position that an amendment cannot take away."""


class DayUnfit(Unfit):
    """The day from which the decree is to hold cannot be."""


PROPOSAL = ("proposed_at", "proposed_by", "proposer_id", "proposed_revision")


def _locked(decree: Decree, by: Viewer) -> Decree:
    if not permissions.may_handle(by, office_id=decree.office_id):
        raise MayNotHandleDecrees(
            _("Hanya perencana yang dapat menetapkan keputusan kantornya.")
        )
    row = Decree.objects.select_for_update().get(pk=decree.pk)
    if not policies.may_adopt(row.status):
        message = _("Keputusan ini sudah %(status)s. Tidak ada yang perlu dilakukan.")
        raise AlreadyAdopted(message % {"status": row.get_status_display().lower()})
    return row


def _refuse_incomplete(row: Decree, revision: int | None) -> None:
    if revision is not None and revision != row.revision:
        raise RevisionPassed(
            _(
                "Rancangan ini diperbaiki setelah halaman ini dibuka. Periksa lagi apa "
                "yang akan berubah, lalu tetapkan."
            )
        )
    missing = policies.what_is_missing(queries.effective_content(row))
    if missing:
        message = _("Keputusan belum dapat ditetapkan. %(missing)s")
        raise DecreeIncomplete(message % {"missing": " ".join(missing)})
    try:
        check_decree(row.content)
    except ValueError as error:
        raise DecreeIncomplete(str(error)) from error


@transaction.atomic
def propose_adoption(
    *, decree: Decree, revision: int | None = None, by: Viewer, at: datetime
) -> Decree:
    """Ask a second person to confirm the adoption of a draft as it stands now.

    A correction afterwards makes the proposal lapse. Raises `MayNotHandleDecrees`,
    `AlreadyAdopted`, `RevisionPassed`, `DecreeIncomplete`.
    """
    row = _locked(decree, by)
    _refuse_incomplete(row, revision)
    row.proposed_at, row.proposed_by = at, by.name
    row.proposer_id, row.proposed_revision = by.user.pk, row.revision
    row.save(update_fields=list(PROPOSAL))
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.propose_adoption",
        subject=row,
        after={"revision": row.revision},
        office_id=row.office_id,
    )
    return row


@transaction.atomic
def withdraw_proposal(*, decree: Decree, by: Viewer, at: datetime) -> Decree:
    """Take a proposal back; the draft can be worked on. Any planner of the office may."""
    row = _locked(decree, by)
    if row.proposed_at is None:
        raise RevisionPassed(_("Usulan penetapan ini sudah ditarik atau gugur."))
    before = {"proposed_by": row.proposed_by}
    _clear_proposal(row)
    row.save(update_fields=list(PROPOSAL))
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.withdraw_proposal",
        subject=row,
        before=before,
        office_id=row.office_id,
    )
    return row


def _clear_proposal(row: Decree) -> None:
    row.proposed_at, row.proposed_by = None, ""
    row.proposer_id, row.proposed_revision = None, None


@transaction.atomic
def adopt_decree(
    *, decree: Decree, revision: int | None = None, by: Viewer, at: datetime
) -> Decree:
    """Adopt a draft: from now on its content stands, and the registry follows it.

    Where the office wants two persons, it confirms what another one proposed. Raises
    `MayNotHandleDecrees`, `AlreadyAdopted`, `RevisionPassed`, `DecreeIncomplete`,
    `NeedsSecondPerson`.
    """
    row = _locked(decree, by)
    _refuse_incomplete(row, revision)
    if queries.needs_second_person(office_id=row.office_id):
        _demand_second_person(row, by)
    elif row.proposer_id == by.user.pk:
        _clear_proposal(row)
    row.status = DecreeStatus.ADOPTED
    row.adopted_at, row.adopted_by, row.adopter_id = at, by.name, by.user.pk
    row.save(
        update_fields=["status", "adopted_at", "adopted_by", "adopter_id", *PROPOSAL]
    )
    if row.bearing == DecreeBearing.REPLACES and row.follows is not None:
        row.follows.status = DecreeStatus.SUPERSEDED
        row.follows.save(update_fields=["status"])
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.adopt_decree",
        subject=row,
        before={"status": DecreeStatus.DRAFT, "proposed_by": row.proposed_by},
        after={"status": DecreeStatus.ADOPTED, "bearing": row.bearing},
        office_id=row.office_id,
    )
    decree_adopted.send(sender=Decree, decree=row, by=by, at=at)
    return row


def _demand_second_person(row: Decree, by: Viewer) -> None:
    if row.proposed_at is None or row.proposed_revision != row.revision:
        raise NeedsSecondPerson(
            _(
                "Kantor Anda menetapkan keputusan berdua. Usulkan penetapannya dulu; "
                "perencana lain mengonfirmasi."
            )
        )
    if row.proposer_id == by.user.pk:
        raise NeedsSecondPerson(
            _(
                "Anda yang mengusulkan penetapan ini, jadi orang lain yang "
                "mengonfirmasi. Minta perencana lain membuka keputusan ini."
            )
        )


@transaction.atomic
def set_bearing(
    *,
    decree: Decree,
    bearing: DecreeBearing,
    follows: Decree | None,
    effective_from: date | None,
    removes: Sequence[str] = (),
    by: Viewer,
    at: datetime,
) -> Decree:
    """Say what a draft does to the decree in force, and from which day.

    `removes` are the ids of positions of what it amends that it takes away: a position
    that an amendment does not name stays. Raises `MayNotHandleDecrees`,
    `AlreadyAdopted`, `NothingToFollow`, `DayUnfit`, `PositionUnfit`.
    """
    row = _locked(decree, by)
    if bearing == DecreeBearing.NEW:
        follows = None
    elif (
        follows is None
        or follows.office_id != row.office_id
        or follows.status != DecreeStatus.ADOPTED
    ):
        raise NothingToFollow(
            _("Pilih keputusan yang diubah atau diganti, yang sudah ditetapkan."),
            field="follows",
        )
    _refuse_amended(follows)
    if bearing == DecreeBearing.AMENDS and effective_from is None:
        raise DayUnfit(
            _("Isi tanggal mulai berlakunya perubahan."), field="effective_from"
        )
    starts_on = follows.starts_on if follows is not None else None
    if effective_from and starts_on and effective_from < starts_on:
        raise DayUnfit(
            _(
                "Tanggal itu sebelum keputusan yang diubah mulai berlaku. Pilih "
                "tanggal sesudahnya."
            ),
            field="effective_from",
        )
    before = {"bearing": row.bearing, "effective_from": str(row.effective_from or "")}
    row.bearing, row.follows, row.effective_from = bearing, follows, effective_from
    row.removes = _removable(row, removes)
    _clear_proposal(row)
    row.save(
        update_fields=["bearing", "follows", "effective_from", "removes", *PROPOSAL]
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.set_bearing",
        subject=row,
        before=before,
        after={
            "bearing": bearing,
            "follows": str(follows or ""),
            "effective_from": str(effective_from or ""),
            "removes": row.removes,
        },
        office_id=row.office_id,
    )
    return row


def _refuse_amended(follows: Decree | None) -> None:
    """Refuse to follow a decree that an adopted amendment has changed: follow that one."""
    if follows is None:
        return
    newer = (
        Decree.objects.filter(
            follows=follows,
            bearing=DecreeBearing.AMENDS,
            status=DecreeStatus.ADOPTED,
        )
        .defer("content", "source_lines")
        .first()
    )
    if newer is not None:
        message = _(
            "Keputusan itu sudah diubah dengan %(newer)s. Pilih %(newer)s sebagai yang "
            "diubah atau diganti."
        )
        raise NothingToFollow(message % {"newer": newer}, field="follows")


def _removable(row: Decree, removes: Sequence[str]) -> list[str]:
    """Return the ids of positions to take away, in the decree's order."""
    if row.bearing != DecreeBearing.AMENDS or not removes:
        return []
    known = [one["id"] for one in queries.list_removable(row)]
    if not set(removes) <= set(known):
        raise PositionUnfit(
            _(
                "Ada jabatan pilihan yang tidak dapat dihapus: jabatan itu tidak ada, "
                "atau disebut dalam perubahan ini. Periksa pilihannya, lalu simpan lagi."
            ),
            field="removes",
        )
    return [one for one in known if one in set(removes)]


@transaction.atomic
def drop_draft(*, decree: Decree, reason: str, by: Viewer, at: datetime) -> Decree:
    """Give a draft up, with the reason; it stays readable and its file may come again.

    Raises `MayNotHandleDecrees`, `AlreadyAdopted`, `ReasonMissing`.
    """
    row = _locked(decree, by)
    if not reason.strip():
        raise ReasonMissing(
            _("Tulis alasan mengapa rancangan ini dibatalkan."), field="reason"
        )
    _clear_proposal(row)
    row.status = DecreeStatus.DROPPED
    row.dropped_at, row.dropped_by = at, by.name
    row.drop_reason = " ".join(reason.split())
    row.save(
        update_fields=["status", "dropped_at", "dropped_by", "drop_reason", *PROPOSAL]
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.drop_draft",
        subject=row,
        before={"status": DecreeStatus.DRAFT},
        after={"status": DecreeStatus.DROPPED},
        note=row.drop_reason,
        office_id=row.office_id,
    )
    return row


@transaction.atomic
def set_adoption_rule(
    *, needs_second_person: bool, by: Viewer, at: datetime
) -> AdoptionRule:
    """Decide whether this office's adoptions need a second person's confirmation.

    Planners and administrators of the office may. Raises `MayNotHandleDecrees`.
    """
    office = by.office
    if office is None or not permissions.may_set_rule(by, office_id=office.pk):
        raise MayNotHandleDecrees(
            _("Hanya perencana atau administrator kantor yang mengatur penetapan.")
        )
    before = queries.needs_second_person(office_id=office.pk)
    rule = AdoptionRule.objects.create(
        office=office,
        needs_second_person=needs_second_person,
        decided_by=by.name,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.set_adoption_rule",
        subject=rule,
        before={"needs_second_person": before},
        after={"needs_second_person": needs_second_person},
        office_id=office.pk,
    )
    return rule
