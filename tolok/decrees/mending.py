"""Mend the match of two decrees: these two rows are one, or they are not; undo it."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import permissions
from tolok.decrees.adopting import MayNotHandleDecrees
from tolok.decrees.comparing import list_mends, seen_from
from tolok.decrees.models import Decree, MatchMend
from tolok.decrees.queries import effective_content
from tolok.decrees.rows import Level, Row, rows_of
from tolok.kernel.refusals import NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.records import actions as records


class RowGone(Unfit):
    """The row is not, or no longer, in the decree."""


class SameDecree(Unfit):
    """A decree is not compared with itself, nor with one of another office."""


class MendedAlready(NotNow):
    """The same was mended, or undone, before."""


@transaction.atomic
def mend_match(
    *,
    before: Decree,
    after: Decree,
    level: Level,
    before_key: str,
    after_key: str,
    are_one: bool,
    by: Viewer,
    at: datetime,
) -> MatchMend:
    """Keep that two rows of two decrees are one (`are_one`), or that they are not.

    It rules the comparison on every screen and paper, and which indicators continue.
    Raises `MayNotHandleDecrees`, `SameDecree`, `RowGone`, `MendedAlready`.
    """
    _demand_planner(by, before, after)
    old = _row(before, level, before_key)
    new = _row(after, level, after_key)
    for mend in list_mends(before=before, after=after).reverse():
        said = seen_from(before, mend)
        if (said.level, said.before, said.after) == (level, before_key, after_key):
            if said.are_one == are_one:
                raise MendedAlready(
                    _("Pasangan itu sudah diperbaiki. Muat ulang halaman ini.")
                )
            break
    ends = [(before, old), (after, new)]
    (first, one), (second, other) = sorted(ends, key=lambda end: end[0].pk)
    row = MatchMend.objects.create(
        office_id=before.office_id,
        first=first,
        second=second,
        level=level.value,
        first_key=one.key,
        second_key=other.key,
        first_text=one.text,
        second_text=other.text,
        are_one=are_one,
        made_by=by.name,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.mend_match",
        subject=row,
        after={
            "before": str(before),
            "after": str(after),
            "level": level.value,
            "row_before": old.text,
            "row_after": new.text,
            "are_one": are_one,
        },
        office_id=row.office_id,
    )
    return row


@transaction.atomic
def undo_mend(*, mend: MatchMend, by: Viewer, at: datetime) -> MatchMend:
    """Take a mend back; that it was made stays readable.

    Raises `MayNotHandleDecrees`, `MendedAlready`.
    """
    if not permissions.may_handle(by, office_id=mend.office_id):
        raise MayNotHandleDecrees(_only_planners())
    row = MatchMend.objects.select_for_update().get(pk=mend.pk)
    if row.undone_at is not None:
        raise MendedAlready(
            _("Perbaikan pasangan itu sudah diurungkan %(who)s.")
            % {"who": row.undone_by}
        )
    row.undone_at, row.undone_by = at, by.name
    row.save(update_fields=["undone_at", "undone_by"])
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.undo_mend",
        subject=row,
        before={"are_one": row.are_one},
        office_id=row.office_id,
    )
    return row


def _only_planners() -> str:
    return _("Hanya perencana yang dapat memperbaiki pasangan keputusan kantornya.")


def _demand_planner(by: Viewer, before: Decree, after: Decree) -> None:
    if not permissions.may_handle(by, office_id=before.office_id):
        raise MayNotHandleDecrees(_only_planners())
    if before.pk == after.pk or before.office_id != after.office_id:
        raise SameDecree(_("Pilih dua keputusan yang berbeda dari kantor Anda."))


def _row(decree: Decree, level: Level, key: str) -> Row:
    for row in rows_of(effective_content(decree)).rows[level]:
        if row.key == key:
            return row
    raise RowGone(
        _(
            "Baris itu tidak ada lagi di %(decree)s; mungkin baru saja diperbaiki. "
            "Muat ulang perbandingannya, lalu pilih lagi."
        )
        % {"decree": decree}
    )
