"""Units of measure of an office: its own list, and spellings that were merged."""

from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import Count
from django.utils.translation import gettext as _

from tolok.kernel.numbers import unit_key
from tolok.kernel.refusals import NotAllowed, Unfit
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.records import actions as records
from tolok.registry import permissions
from tolok.registry.models import Definition, UnitOfMeasure
from tolok.registry.suggestions import USUAL_UNITS


LONGEST = 60


class MayNotKeepUnits(NotAllowed):
    """Only a planner keeps the list of units of measure."""


class UnitUnfit(Unfit):
    """A unit without a name, known already, or still in use."""


@dataclass(frozen=True)
class ListedUnit:
    """One unit of the list: how many definitions use it, and where it comes from."""

    name: str
    used: int
    pk: int | None = None
    spellings: tuple[str, ...] = ()
    alike: tuple[str, ...] = ()


def spellings_of(*, office_id: int) -> dict[str, str]:
    """Return by its key how a unit is written in an office; one query."""
    found = {unit_key(name): name for name in USUAL_UNITS}
    for name, key, written_as in UnitOfMeasure.objects.filter(
        office_id=office_id
    ).values_list("name", "key", "written_as"):
        found[key] = written_as or name
    return found


def count_uses(*, office_id: int) -> dict[str, int]:
    """Return how many current definitions use each unit, as it is written there."""
    return dict(
        Definition.objects.filter(
            indicator__position__office_id=office_id, is_current=True
        )
        .order_by()
        .values_list("unit_of_measure")
        .annotate(used=Count("*"))
    )


def list_units_of_measure(*, for_user: Viewer) -> list[ListedUnit]:
    """Return the units to choose from with their use, in the order of the alphabet.

    `alike` names other spellings in use that mean the same and wait to be merged.
    """
    used = count_uses(office_id=for_user.office_id)
    rows = list(UnitOfMeasure.objects.filter(office_id=for_user.office_id))
    merged: dict[str, list[str]] = {}
    for row in rows:
        if row.written_as:
            merged.setdefault(row.written_as, []).append(row.name)
    own = {row.name: row.pk for row in rows if not row.written_as}
    names = {*USUAL_UNITS, *own, *used, *merged}
    names -= {row.name for row in rows if row.written_as and row.name not in used}
    by_key: dict[str, set[str]] = {}
    for name in names:
        by_key.setdefault(unit_key(name), set()).add(name)
    return [
        ListedUnit(
            name,
            used.get(name, 0),
            own.get(name),
            tuple(sorted(merged.get(name, ()))),
            tuple(sorted(by_key[unit_key(name)] - {name})),
        )
        for name in sorted(names, key=str.casefold)
    ]


@transaction.atomic
def add_unit(*, office: Office, name: str, by: Viewer, at: datetime) -> UnitOfMeasure:
    """Put a unit on the list of an office. Raises `MayNotKeepUnits`, `UnitUnfit`."""
    _demand_planner(by, office.pk)
    written = _read(name)
    known = spellings_of(office_id=office.pk).get(unit_key(written))
    if known is not None:
        message = _("Satuan ini sudah ada dalam daftar: %(known)s.")
        raise UnitUnfit(message % {"known": known}, field="name")
    row = UnitOfMeasure.objects.create(
        office=office,
        name=written,
        key=unit_key(written),
        added_by=by.name,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="registry.add_unit_of_measure",
        subject=row,
        office_id=office.pk,
    )
    return row


@transaction.atomic
def remove_unit(*, unit: UnitOfMeasure, by: Viewer, at: datetime) -> None:
    """Take a unit that no definition uses off the list.

    Raises `MayNotKeepUnits`, `UnitUnfit`.
    """
    _demand_planner(by, unit.office_id)
    if count_uses(office_id=unit.office_id).get(unit.name):
        message = _(
            "Satuan %(name)s masih dipakai definisi. Gabungkan dulu dengan satuan lain."
        )
        raise UnitUnfit(message % {"name": unit.name}, field="name")
    records.record_event(
        by=by.user,
        at=at,
        action="registry.remove_unit_of_measure",
        subject=unit,
        office_id=unit.office_id,
    )
    unit.delete()


def merge_spelling(
    *, office: Office, name: str, into: str, by: Viewer, at: datetime
) -> tuple[str, str]:
    """Let one spelling be written as another from now on; return both as they are kept.

    For `actions.merge_units`, which mends the definitions in the same transaction.
    Raises `MayNotKeepUnits`, `UnitUnfit`.
    """
    _demand_planner(by, office.pk)
    old, new = _read(name), _read(into)
    if old == new:
        message = _("Pilih dua satuan yang berbeda.")
        raise UnitUnfit(message, field="into")
    rows = UnitOfMeasure.objects.filter(office=office)
    rows.filter(written_as=old).exclude(name=new).update(written_as=new)
    rows.filter(key__in={unit_key(old), unit_key(new)}).delete()
    kept = [(new, "")]
    if unit_key(old) != unit_key(new):
        kept.append((old, new))
    UnitOfMeasure.objects.bulk_create(
        [
            UnitOfMeasure(
                office=office,
                name=word,
                key=unit_key(word),
                written_as=written_as,
                added_by=by.name,
                created_at=at,
            )
            for word, written_as in kept
        ]
    )
    return old, new


def get_unit(*, unit_id: int, for_user: Viewer) -> UnitOfMeasure:
    """Return one unit of the viewer's list; `UnitOfMeasure.DoesNotExist` else."""
    return UnitOfMeasure.objects.get(
        pk=unit_id, office_id=for_user.office_id, written_as=""
    )


def _demand_planner(by: Viewer, office_id: int) -> None:
    if not permissions.may_decide_definition(by, office_id=office_id):
        raise MayNotKeepUnits(_("Daftar satuan diurus perencana kantor."))


def _read(name: str) -> str:
    written = " ".join(name.split())
    if not written:
        raise UnitUnfit(_("Tulis satuannya."), field="name")
    if len(written) > LONGEST:
        message = _("Terlalu panjang: paling banyak %(most)s huruf.")
        raise UnitUnfit(message % {"most": LONGEST}, field="name")
    return written
