"""Accept and change definitions."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy

from tolok.kernel.numbers import unit_key
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.models import Office, Position
from tolok.organisation.queries import Viewer
from tolok.records import actions as records
from tolok.records import copying
from tolok.records.actions import Happening
from tolok.registry import permissions
from tolok.registry.models import (
    Definition,
)
from tolok.registry.signals import asking_what_is_in_use, definitions_changed
from tolok.registry.units import merge_spelling, spellings_of


class MayNotDecideDefinition(NotAllowed):
    """Only a planner decides how an indicator is measured."""


class ReasonMissing(Unfit):
    """A change without a reason."""


class PositionUnfit(Unfit):
    """A position of another office, or one that would verify its own work."""


class DefinitionChangedMeanwhile(NotNow):
    """Someone else decided another version first."""


CHANGEABLE = (
    "measure",
    "polarity",
    "accumulation",
    "unit_of_measure",
    "decimals",
    "scale",
    "target_is_maximum",
    "numerator_label",
    "denominator_label",
    "operational_definition",
    "reason",
    "formula",
    "data_source",
    "evidence_wanted",
    "evidence_minimum",
    "evidence_kinds",
    "across_people",
    "frequency",
    "due_day",
    "needs_due_dates",
    "terms",
    "provider",
    "collector",
    "responsible_id",
    "verifier_id",
    "baseline",
)
FIELDS = tuple(name.removesuffix("_id") for name in CHANGEABLE)
# What changes who owes what, to whom and until when.
FOLLOWED = frozenset({"frequency", "due_day", "verifier_id"})


@transaction.atomic
def accept_definitions(
    *, definitions: Sequence[Definition], by: Viewer, at: datetime
) -> int:
    """Accept suggested definitions as they stand; return how many.

    One event lists them all. What somebody else decided meanwhile is left as it is.
    Raises `MayNotDecideDefinition`.
    """
    for row in definitions:
        _may_decide(by, row)
    rows = list(
        Definition.objects.select_for_update(of=("self",))
        .filter(
            pk__in=[row.pk for row in definitions],
            is_current=True,
            decided_at__isnull=True,
        )
        .select_related("indicator__version")
        .order_by("pk")
    )
    if not rows:
        return 0
    Definition.objects.filter(pk__in=[row.pk for row in rows]).update(
        decided_at=at, decided_by=by.name
    )
    by_pk = {row.pk: row for row in definitions}
    for row in rows:
        by_pk[row.pk].decided_at, by_pk[row.pk].decided_by = at, by.name
    records.record_event(
        by=by.user,
        at=at,
        action="registry.accept_definitions",
        subject=rows[0].indicator.version,
        after={
            "count": len(rows),
            "accepted": [
                {
                    "indicator": row.indicator_id,
                    "number": row.number,
                    "text": row.indicator.text,
                }
                for row in rows
            ],
        },
        office_id=by.office_id,
    )
    return len(rows)


@transaction.atomic
def change_definition(
    *,
    definition: Definition,
    changes: Mapping[str, Any],
    reason: str,
    by: Viewer,
    at: datetime,
) -> Definition:
    """Decide another definition; the earlier one stays as it was.

    A suggestion that nobody accepted yet is mended in place; an accepted definition, or
    one by which something was verified, gets a successor, and an accepted one needs a
    reason. Raises `MayNotDecideDefinition`, `ReasonMissing`,
    `DefinitionChangedMeanwhile`, `PositionUnfit`.
    """
    _may_decide(by, definition)
    try:
        decided = decide(
            changes={definition.pk: changes},
            reason=reason,
            by=by,
            at=at,
            meanwhile=AGAIN,
        )
    except ReasonMissing as missing:
        raise ReasonMissing(missing.message, field="change_reason") from missing
    records.record_events(
        by=by.user, at=at, office_id=by.office_id, happenings=_told(decided, reason)
    )
    tell_of_change(_positions(decided), at=at)
    return decided[0].definition


@transaction.atomic
def change_definitions(
    *,
    changes: Mapping[int, Mapping[str, Any]],
    reason: str,
    by: Viewer,
    at: datetime,
) -> int:
    """Decide many definitions at once, all or none; return how many.

    `changes` are by the id of the definition that the planner had before the eyes. Raises
    `MayNotDecideDefinition`, `ReasonMissing`, `DefinitionChangedMeanwhile`,
    `PositionUnfit`.
    """
    decided = decide(changes=changes, reason=reason, by=by, at=at, meanwhile=ANOTHER)
    records.record_events(
        by=by.user, at=at, office_id=by.office_id, happenings=_told(decided, reason)
    )
    if decided:
        tell_of_change(_positions(decided), at=at)
    return len(decided)


@transaction.atomic
def merge_units(
    *, office: Office, name: str, into: str, reason: str, by: Viewer, at: datetime
) -> int:
    """Write one unit of measure as another, in all definitions; return how many changed.

    Raises `MayNotKeepUnits`, `UnitUnfit`, `ReasonMissing`.
    """
    old, new = merge_spelling(office=office, name=name, into=into, by=by, at=at)
    decided = decide(
        changes={
            pk: {"unit_of_measure": new}
            for pk in Definition.objects.filter(
                indicator__position__office=office, is_current=True, unit_of_measure=old
            ).values_list("pk", flat=True)
        },
        reason=reason,
        by=by,
        at=at,
        accepting=False,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="registry.merge_units_of_measure",
        subject=office,
        before={"unit_of_measure": old},
        after={
            "unit_of_measure": new,
            "definitions": [d.definition.indicator_id for d in decided],
        },
        note=reason,
        office_id=office.pk,
    )
    return len(decided)


AGAIN = _lazy(
    "Definisi ini sudah diganti orang lain. Muat ulang halaman, lalu periksa lagi "
    "perubahan Anda."
)
ANOTHER = _lazy(
    "Ada definisi yang sudah diganti orang lain. Belum ada yang disimpan. Muat ulang "
    "halaman atau unduh lembar baru, lalu isi lagi."
)
USED_SUGGESTION = _lazy("Usulan diganti setelah ada realisasi yang terverifikasi.")


@dataclass(frozen=True)
class Decided:
    """One definition that was decided, and what it was before."""

    definition: Definition
    before: dict[str, Any]
    after: dict[str, Any]

    @property
    def changed(self) -> dict[str, Any]:
        """Return what differs, as it is now."""
        return {k: v for k, v in self.after.items() if self.before[k] != v}


def decide(
    *,
    changes: Mapping[int, Mapping[str, Any]],
    reason: str,
    by: Viewer,
    at: datetime,
    meanwhile: Any = ANOTHER,
    accepting: bool = True,
) -> list[Decided]:
    """Write other definitions inside the caller's transaction, which tells the trail.

    Whoever changes a suggestion accepts it, except where `accepting` is False. Raises what `change_definitions` raises.
    """
    rows = list(
        Definition.objects.select_for_update(of=("self",))
        .filter(pk__in=list(changes), is_current=True)
        .select_related("indicator__position")
        .only(
            *(field.name for field in Definition._meta.concrete_fields),
            *("indicator__text", "indicator__position__office_id"),
        )
        .order_by("pk")
    )
    if len(rows) != len(changes):
        raise DefinitionChangedMeanwhile(str(meanwhile))
    for row in rows:
        _may_decide(by, row)
    used = _in_use(rows)
    retired = [row.pk for row in rows if row.is_accepted or row.indicator_id in used]
    if any(row.is_accepted for row in rows) and not reason.strip():
        message = _("Tulis alasan perubahan definisi.")
        raise ReasonMissing(message, field="reason")
    spellings = spellings_of(office_id=by.office_id)
    mended: list[Definition] = []
    successors: list[Definition] = []
    decided = []
    leaving = set(retired)
    for row in rows:
        before = {name: getattr(row, name) for name in CHANGEABLE}
        wanted = {k: v for k, v in changes[row.pk].items() if k in CHANGEABLE}
        if "unit_of_measure" in wanted:
            written = wanted["unit_of_measure"].strip()
            wanted["unit_of_measure"] = spellings.get(unit_key(written), written)
        kept = row
        if row.pk in leaving:
            kept = Definition(
                indicator=row.indicator,
                number=row.number + 1,
                change_reason=reason.strip() or str(USED_SUGGESTION),
                created_at=at,
            )
        (successors if kept is not row else mended).append(kept)
        after = before | wanted
        for name, value in after.items():
            setattr(kept, name, value)
        _demand_positions(kept, wanted)
        if accepting or row.is_accepted:
            kept.decided_at, kept.decided_by = at, by.name
        decided.append(Decided(kept, before, after))
    Definition.objects.filter(pk__in=retired).update(is_current=False)
    copying.write_rows(Definition, successors)
    # Written over by their key: a long sheet of suggestions is mended in one statement.
    Definition.objects.bulk_create(
        mended,
        update_conflicts=True,
        unique_fields=["id"],
        update_fields=[*FIELDS, "decided_at", "decided_by"],
        batch_size=1000,
    )
    return decided


def _in_use(rows: Sequence[Definition]) -> set[int]:
    """Return the indicators whose suggestion already decided a verified result."""
    asked = [row.indicator_id for row in rows if not row.is_accepted]
    if not asked:
        return set()
    answers: Sequence[Any] = asking_what_is_in_use.send(Definition, indicator_ids=asked)
    return {pk for _receiver, found in answers for pk in found}


def tell_of_change(position_ids: Iterable[int], *, at: datetime) -> None:
    """Tell the rooms above which positions measure otherwise from now on."""
    definitions_changed.send(Definition, position_ids=sorted(set(position_ids)), at=at)


def _positions(decided: Sequence[Decided]) -> set[int]:
    return {d.definition.indicator.position_id for d in decided}


def _told(decided: Sequence[Decided], reason: str) -> list[Happening]:
    return [
        Happening("registry.change_definition", d.definition, d.before, d.after, reason)
        for d in decided
    ]


def _demand_positions(definition: Definition, changes: Mapping[str, Any]) -> None:
    """Refuse positions of another office, and a verifier of the own work."""
    own = definition.indicator.position
    for field in ("responsible_id", "verifier_id"):
        chosen = changes.get(field)
        if chosen is None:
            continue
        if field == "verifier_id" and chosen == own.pk:
            message = _(
                "Pemeriksa tidak boleh jabatan yang sama dengan pemilik indikator. "
                "Pilih jabatan lain."
            )
            raise PositionUnfit(message, field=field)
        if not Position.objects.filter(pk=chosen, office_id=own.office_id).exists():
            message = _("Jabatan itu tidak ada di kantor ini. Pilih dari daftar.")
            raise PositionUnfit(message, field=field)


def _may_decide(by: Viewer, definition: Definition) -> None:
    office_id = definition.indicator.position.office_id
    if not permissions.may_decide_definition(by, office_id=office_id):
        message = _("Hanya perencana yang dapat menetapkan definisi indikator.")
        raise MayNotDecideDefinition(message)
