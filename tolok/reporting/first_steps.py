"""How far an office has come on its first way, from its decree to a printed report.

Every step is told by the rows themselves, never by a mark that somebody set.
"""

from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.db.models import Count, Exists, OuterRef, QuerySet, Subquery, Value

from tolok.accounts.enums import Capability
from tolok.decrees.enums import DecreeStatus
from tolok.decrees.models import Decree
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.measurement.policies import REPORTED
from tolok.organisation.models import Office, Position
from tolok.organisation.queries import Viewer, held_on
from tolok.planning.models import PerformanceYear, Target
from tolok.registry.models import Definition, Indicator, RegistryVersion
from tolok.registry.standing import held_by
from tolok.reporting.enums import RunStatus
from tolok.reporting.models import OfficialDocument, ReportRun


class FirstStep(StrEnum):
    """The steps in their order."""

    UPLOAD = "upload"
    REVIEW = "review"
    ADOPT = "adopt"
    YEAR = "year"
    DEFINITIONS = "definitions"
    TARGETS = "targets"
    PEOPLE = "people"
    WINDOW = "window"
    REPORT = "report"
    VERIFY = "verify"
    PRINT = "print"


@dataclass(frozen=True)
class Part:
    """One step: how much of how much is done. `total` 0: nothing to do it on yet."""

    step: FirstStep
    done: int
    total: int

    @property
    def is_done(self) -> bool:
        """Tell whether nothing of it is left."""
        return 0 < self.total <= self.done

    @property
    def is_begun(self) -> bool:
        """Tell whether some of it is done and some is left."""
        return 0 < self.done < self.total


@dataclass(frozen=True)
class Progress:
    """What the rows of an office say about its first way."""

    draft_id: int | None
    has_version: bool
    has_year: bool
    indicators: int
    decided: int
    targets: int
    positions: int
    seated: int
    is_opened: bool
    is_reported: bool
    is_verified: bool
    is_printed: bool

    @property
    def parts(self) -> list[Part]:
        """Return the steps in their order."""
        has_decree = self.has_version or self.draft_id is not None
        return [
            Part(FirstStep.UPLOAD, int(has_decree), 1),
            Part(FirstStep.REVIEW, int(self.has_version), 1),
            Part(FirstStep.ADOPT, int(self.has_version), 1),
            Part(FirstStep.YEAR, int(self.has_year), 1),
            Part(FirstStep.DEFINITIONS, self.decided, self.indicators),
            Part(FirstStep.TARGETS, self.targets, self.indicators),
            Part(FirstStep.PEOPLE, self.seated, self.positions),
            Part(FirstStep.WINDOW, int(self.is_opened), 1),
            Part(FirstStep.REPORT, int(self.is_reported), 1),
            Part(FirstStep.VERIFY, int(self.is_verified), 1),
            Part(FirstStep.PRINT, int(self.is_printed), 1),
        ]

    @property
    def next_part(self) -> Part | None:
        """Return the first step that nothing was done for, else the first unfinished one."""
        left = [part for part in self.parts if not part.is_done]
        return next((part for part in left if not part.is_begun), None) or next(
            iter(left), None
        )

    @property
    def is_over(self) -> bool:
        """Tell whether the first way is gone: something was verified and printed."""
        return self.is_verified and self.is_printed


def first_progress(*, for_user: Viewer) -> Progress | None:
    """Return how far the viewer's office has come, in one query; None for whom it is not."""
    if not for_user.may(Capability.HANDLE_DECREES):
        return None
    office = for_user.office_id
    version = (
        RegistryVersion.objects.filter(office_id=office)
        .order_by("-number")
        .values("pk")
    )[:1]
    definitions = Definition.objects.filter(
        held_by(Subquery(version), "indicator__"),
        indicator__position__office_id=office,
        is_current=True,
    )
    year = PerformanceYear.objects.filter(office_id=office).order_by("-year")
    targets = Target.objects.filter(
        held_by(Subquery(version), "indicator__"),
        year=Subquery(year.values("pk")[:1]),
        period=None,
        is_current=True,
    )
    owing = Position.objects.filter(
        Exists(
            Indicator.objects.filter(
                held_by(Subquery(version)), position=OuterRef("pk")
            )
        ),
        office_id=office,
    )
    seated = owing.filter(
        held_on(for_user.on, "placements__"),
        placements__person__user__is_active=True,
    )
    work = Realisation.objects.filter(office_id=office)
    draft = Decree.objects.filter(office_id=office, status=DecreeStatus.DRAFT)
    found: dict[str, Any] = dict(
        Office.objects.filter(pk=office)
        .order_by()
        .values(
            step_draft_id=Subquery(
                draft.order_by("-created_at", "-pk").values("pk")[:1]
            ),
            step_has_version=Exists(RegistryVersion.objects.filter(office_id=office)),
            step_has_year=Exists(year),
            step_indicators=_number_of(definitions, "pk"),
            step_decided=_number_of(definitions.filter(decided_at__isnull=False), "pk"),
            step_targets=_number_of(targets, "indicator"),
            step_positions=_number_of(owing, "pk"),
            step_seated=_number_of(seated, "pk"),
            step_is_opened=Exists(work),
            step_is_reported=Exists(work.filter(status__in=REPORTED)),
            step_is_verified=Exists(work.filter(status=RealisationStatus.VERIFIED)),
            step_has_document=Exists(OfficialDocument.objects.filter(office_id=office)),
            step_has_run=Exists(
                ReportRun.objects.filter(office_id=office, status=RunStatus.DONE)
            ),
        )
        .get()
    )
    # No group, no row: a count of nothing comes back as None.
    of = {name.removeprefix("step_"): value for name, value in found.items()}
    return Progress(
        draft_id=of["draft_id"],
        has_version=of["has_version"],
        has_year=of["has_year"],
        indicators=of["indicators"] or 0,
        decided=of["decided"] or 0,
        targets=of["targets"] or 0,
        positions=of["positions"] or 0,
        seated=of["seated"] or 0,
        is_opened=of["is_opened"],
        is_reported=of["is_reported"],
        is_verified=of["is_verified"],
        is_printed=of["has_document"] or of["has_run"],
    )


def _number_of(rows: QuerySet[Any], what: str) -> Subquery:
    """Return how many different ones there are, as one column of another query."""
    counted = Count(what, distinct=True)
    return Subquery(
        rows.order_by()
        .values(of_all=Value(1))
        .annotate(number=counted)
        .values("number")
    )
