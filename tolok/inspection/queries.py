"""Read notes and recommendations, always for someone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, TypedDict

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Prefetch,
    Q,
    QuerySet,
    Value,
    When,
)

from tolok.accounts.enums import Capability, Role
from tolok.inspection.enums import NoteKind
from tolok.inspection.models import (
    InspectionNote,
    Recommendation,
    RecommendationEvidence,
    RecommendationStep,
)
from tolok.inspection.permissions import may_inspect
from tolok.inspection.policies import (
    AWAITED_FROM_INSPECTOR,
    AWAITED_FROM_OFFICE,
    OPEN,
)
from tolok.organisation.models import Person, Unit
from tolok.organisation.queries import Viewer, held_on


if TYPE_CHECKING:
    from django_stubs_ext import WithAnnotations

    class _OverdueField(TypedDict):
        is_overdue: bool

    Listed = WithAnnotations[Recommendation, _OverdueField]


@dataclass(frozen=True)
class Wanted:
    """Which recommendations a list shows; what is empty does not narrow it."""

    status: str = ""
    source: str = ""
    unit: Unit | None = None
    words: str = ""


# How many notes stand beside an indicator or a position.
NOTES_BESIDE = 10
OVERDUE = "overdue"  # a status of the list alone: open, and past its due day


def visible(*, for_user: Viewer) -> QuerySet[Recommendation]:
    """Return the recommendations a person may see; the twin of `may_view`."""
    here = Recommendation.objects.filter(office_id=for_user.office_id)
    if for_user.may(Capability.VIEW_ALL_REALISATIONS):
        return here
    return here.filter(_addressed(for_user))


def _addressed(viewer: Viewer) -> Q:
    """Return the condition of being addressed; the twin of `is_addressed`."""
    found = Q(position_id__in=viewer.position_ids)
    for path in viewer.led_paths:
        found |= Q(unit__path__startswith=path)
    return found


def list_recommendations(*, for_user: Viewer, wanted: Wanted) -> "QuerySet[Listed]":
    """Return what a person may see: overdue first, open by due day, closed last.

    Each row knows `is_overdue`: open, and past its due day on the viewer's day.
    """
    late = Q(status__in=OPEN, due_on__lt=for_user.on)
    rows = visible(for_user=for_user)
    if wanted.status == OVERDUE:
        rows = rows.filter(late)
    elif wanted.status:
        rows = rows.filter(status=wanted.status)
    if wanted.source:
        rows = rows.filter(source=wanted.source)
    if wanted.unit is not None:
        rows = rows.filter(unit__path__startswith=wanted.unit.path)
    if wanted.words:
        rows = rows.filter(
            Q(text__icontains=wanted.words) | Q(report_number__icontains=wanted.words)
        )
    return (
        rows.annotate(
            is_overdue=Case(
                When(late, then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
            rank=Case(When(late, then=0), When(status__in=OPEN, then=1), default=2),
        )
        .select_related("unit", "position")
        .order_by("rank", "due_on", "number")
    )


def count_by_status(*, for_user: Viewer) -> dict[str, int]:
    """Return how many a person may see by status, with `OVERDUE`, in one query."""
    rows = visible(for_user=for_user)
    late = Count("pk", filter=Q(status__in=OPEN, due_on__lt=for_user.on))
    found = rows.values("status").annotate(count=Count("pk"), late=late).order_by()
    counts: dict[str, int] = {OVERDUE: 0}
    for one in found:
        counts[one["status"]] = one["count"]
        counts[OVERDUE] += one["late"]
    return counts


def get_recommendation(*, recommendation_id: int, for_user: Viewer) -> Recommendation:
    """Return one with its steps and evidence; Recommendation.DoesNotExist else."""
    steps = RecommendationStep.objects.order_by("at", "pk").prefetch_related(
        Prefetch(
            "evidence",
            RecommendationEvidence.objects.select_related("file").order_by("pk"),
        )
    )
    return (
        visible(for_user=for_user)
        .select_related(
            *("unit", "position", "office", "note__position"),
            *("note__indicator", "note__realisation__indicator"),
        )
        .prefetch_related(Prefetch("steps", steps))
        .get(pk=recommendation_id)
    )


def get_evidence(*, evidence_id: int, for_user: Viewer) -> RecommendationEvidence:
    """Return one evidence of a visible recommendation; DoesNotExist else."""
    return RecommendationEvidence.objects.select_related("file").get(
        pk=evidence_id, step__recommendation__in=visible(for_user=for_user)
    )


def list_awaiting(*, for_user: Viewer) -> Sequence[Recommendation]:
    """Return what waits for this very person, by due day, in at most one query.

    For whom it is addressed to: what is to be answered or done. For an inspector of the
    office: what was done and is to be judged.
    """
    wanted = Q(pk__in=[])
    if for_user.placements:
        wanted |= _addressed(for_user) & Q(status__in=AWAITED_FROM_OFFICE)
    if may_inspect(for_user, office_id=for_user.office_id):
        wanted |= Q(status__in=AWAITED_FROM_INSPECTOR) & ~Q(
            answered_by_id=for_user.user.pk
        )
    return list(
        Recommendation.objects.filter(wanted, office_id=for_user.office_id).order_by(
            "due_on", "number"
        )
    )


def next_number(*, office_id: int) -> int:
    """Return the number that the next recommendation of an office bears."""
    last = (
        Recommendation.objects.filter(office_id=office_id)
        .order_by("-number")
        .values_list("number", flat=True)
        .first()
    )
    return (last or 0) + 1


# ---------------------------------------------------------------- notes


def list_notes(*, for_user: Viewer) -> QuerySet[InspectionNote]:
    """Return the notes a person may read, newest first; the twin of `may_view_note`."""
    rows = InspectionNote.objects.filter(office_id=for_user.office_id)
    if not may_inspect(for_user, office_id=for_user.office_id):
        rows = rows.filter(kind=NoteKind.FINDING)
        if not for_user.may(Capability.VIEW_ALL_REALISATIONS):
            rows = rows.filter(_concerned(for_user))
    return rows.select_related(
        "position__unit",
        "indicator__position__unit",
        "realisation__indicator",
        "realisation__period",
        "realisation__position__unit",
        "realisation__person",
    ).order_by("-created_at", "-pk")


def list_notes_about(
    *,
    for_user: Viewer,
    indicator_id: int | None = None,
    position_id: int | None = None,
) -> list[InspectionNote]:
    """Return the newest notes about an indicator or a position, with all below it.

    Below an indicator are its realisations, below a position also its indicators. What
    was withdrawn is left out; who may read what is as in `list_notes`.
    """
    if indicator_id is not None:
        about = Q(indicator=indicator_id) | Q(realisation__indicator=indicator_id)
    else:
        about = (
            Q(position=position_id)
            | Q(indicator__position=position_id)
            | Q(realisation__position=position_id)
        )
    rows = list_notes(for_user=for_user).filter(about, withdrawn_at__isnull=True)
    return list(rows[:NOTES_BESIDE])


def _concerned(viewer: Viewer) -> Q:
    found = Q(realisation__person_id=viewer.person_id or 0)
    for way in ("position", "indicator__position", "realisation__position"):
        found |= Q(**{f"{way}_id__in": viewer.position_ids})
        for path in viewer.led_paths:
            found |= Q(**{f"{way}__unit__path__startswith": path})
    return found


def get_note(*, note_id: int, for_user: Viewer) -> InspectionNote:
    """Return one note that a person may read; InspectionNote.DoesNotExist else."""
    return list_notes(for_user=for_user).get(pk=note_id)


# ---------------------------------------------------------------- whom it concerns


def people_addressed(row: Recommendation, *, on: date) -> set[int]:
    """Return who is told of a recommendation: its position or unit head, the planners."""
    seats = Q(placements__position_id=row.position_id or 0)
    if row.position_id is None:
        seats = Q(
            placements__position__unit_id=row.unit_id,
            placements__position__leads_unit=True,
        )
    seated = Person.objects.filter(seats, held_on(on, "placements__"))
    return set(seated.values_list("pk", flat=True)) | _in_role(
        Role.PLANNER, row.office_id, on
    )


def inspectors_of(*, office_id: int, on: date) -> set[int]:
    """Return the people who inspect an office on a day."""
    return _in_role(Role.INSPECTOR, office_id, on)


def people_found(note: InspectionNote, *, on: date) -> set[int]:
    """Return who is told of a finding: its person or holders, or the office's head."""
    if note.realisation is not None:
        return {note.realisation.person_id}
    seat = note.seat
    seats = (
        Q(placements__position_id=seat.pk)
        if seat is not None
        else Q(
            placements__position__office_id=note.office_id,
            placements__position__unit__parent__isnull=True,
            placements__position__leads_unit=True,
        )
    )
    seated = Person.objects.filter(seats, held_on(on, "placements__"))
    return set(seated.values_list("pk", flat=True))


def _in_role(role: Role, office_id: int, on: date) -> set[int]:
    return set(
        Person.objects.filter(
            held_on(on, "user__grants__"),
            user__grants__role=role,
            user__grants__office_id=office_id,
        ).values_list("pk", flat=True)
    )
