"""The single realisations behind every number of a dashboard, as a list to filter."""

from dataclasses import dataclass, replace
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery, Value
from django.db.models.functions import Coalesce

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Evidence, Realisation
from tolok.measurement.policies import REPORTED, UNFINISHED, WAITING
from tolok.measurement.queries import WITH_DEFINITION, visible_in
from tolok.organisation.queries import Viewer
from tolok.planning.models import Target
from tolok.registry.models import Objective
from tolok.reporting.scopes import Scope
from tolok.reporting.sheets import current_score


OBJECTIVES_TO_CHOOSE = 80
STATES: dict[str, Q] = {
    "belum": Q(status__in=UNFINISHED),
    "dikembalikan": Q(status=RealisationStatus.RETURNED),
    "menunggu": Q(status__in=WAITING),
    "terverifikasi": Q(status=RealisationStatus.VERIFIED),
    "terlambat": Q(is_late=True, status__in=REPORTED),
}


@dataclass(frozen=True)
class Wanted:
    """What of the period is asked for; blank is everything. `rank` is a class, 1 to 5."""

    objective_id: int | None = None
    rank: int | None = None
    state: str = ""
    own_unit: bool = False

    def without(self, name: str) -> "Wanted":
        """Return the same wish with one part of it left out."""
        empty: dict[str, Any] = {name: "" if name == "state" else None}
        return replace(self, **empty)


def list_rows(*, scope: Scope, wanted: Wanted, for_user: Viewer) -> QuerySet[Any]:
    """Return the realisations of the scope that answer to the wish, lowest first.

    As far as the viewer may see them. Each knows `percent`, `class_name`, `class_rank`,
    `target_text` and `evidence_count`, and its definition was fetched with it. Raises
    `KeyError` for a state that is not one of `STATES`.
    """
    found = _wanted(scope, wanted, for_user)
    if wanted.rank is None:
        found = found.annotate(now=current_score())
    target = Target.objects.filter(
        indicator=OuterRef("indicator"), period=OuterRef("period"), is_current=True
    )
    proofs = (
        Evidence.objects.filter(realisation=OuterRef("pk"))
        .order_by()
        .values("realisation")
        .annotate(number=Count("pk"))
        .values("number")
    )
    return (
        found.annotate(
            percent=F("now__achievement_percent"),
            class_name=Coalesce(F("now__class_name"), Value("")),
            class_rank=F("now__class_rank"),
            target_text=Coalesce(Subquery(target.values("text")[:1]), Value("")),
            evidence_count=Coalesce(Subquery(proofs), 0),
        )
        .select_related("indicator__objective", "person", "position", "unit", "period")
        .prefetch_related(WITH_DEFINITION)
        .order_by(
            F("now__achievement_percent").asc(nulls_last=True),
            "unit__order",
            "position__order",
            "pk",
        )
    )


def count_rows(*, scope: Scope, wanted: Wanted, for_user: Viewer) -> int:
    """Return how many rows `list_rows` has, without looking at what they score."""
    return _wanted(scope, wanted, for_user).count()


def _wanted(scope: Scope, wanted: Wanted, for_user: Viewer) -> QuerySet[Any]:
    found = visible_in(scope.period, for_user=for_user)
    if scope.unit is not None and wanted.own_unit:
        found = found.filter(unit=scope.unit)
    else:
        found = scope.inside(found)
    if wanted.objective_id is not None:
        found = found.filter(indicator__objective=wanted.objective_id)
    if wanted.state:
        found = found.filter(STATES[wanted.state])
    if wanted.rank is not None:
        found = found.annotate(now=current_score()).filter(now__class_rank=wanted.rank)
    return found


def list_objectives(*, scope: Scope, for_user: Viewer) -> list[Objective]:
    """Return the objectives to choose from; none where there are too many to choose."""
    owed = Realisation.objects.filter(
        indicator__objective=OuterRef("pk"), period=scope.period
    )
    found = scope.inside(
        Objective.objects.filter(Exists(owed), position__office_id=for_user.office_id),
        "position__unit",
    )
    # Where there are too many it is enough to come upon so many, in whatever order.
    some = found.order_by().values("pk")[: OBJECTIVES_TO_CHOOSE + 1]
    rows = list(
        Objective.objects.filter(pk__in=some)
        .select_related("position")
        .order_by("position__order", "order")
    )
    return rows if len(rows) <= OBJECTIVES_TO_CHOOSE else []
