"""Read evidence: of a realisation, where else the same file is used, how long it stays."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.db.models import Exists, OuterRef, Q, QuerySet

from tolok.measurement.enums import FileType
from tolok.measurement.models import Evidence, EvidenceSetting, Realisation
from tolok.measurement.policies import first_day_retained, retained_until
from tolok.measurement.visibility import visible
from tolok.organisation.queries import Viewer
from tolok.records.models import StoredFile


MEBIBYTE = 1_048_576


@dataclass(frozen=True)
class EvidenceRules:
    """What an office takes as evidence, and for how long it keeps it.

    `max_bytes` is never more than what the server takes; `retain_years` is None where
    evidence is kept for good.
    """

    file_types: frozenset[str]
    max_bytes: int
    retain_years: int | None = None

    @property
    def max_mb(self) -> int:
        """Return how large a file may be, in MB of 1,048,576 bytes."""
        return self.max_bytes // MEBIBYTE

    def retained_until(self, ends_on: date) -> date | None:
        """Return the last day on which evidence of a period that ends then is kept."""
        return retained_until(ends_on, self.retain_years)


@dataclass(frozen=True)
class Use:
    """One more realisation that the same file proves."""

    realisation_id: int
    indicator: str
    period: str
    person: str
    is_same_person: bool


@dataclass(frozen=True)
class ShownEvidence:
    """An evidence, and where else its file is used, as far as who asks may see."""

    evidence: Evidence
    uses: tuple[Use, ...] = ()
    unseen_uses: int = 0

    @property
    def used_elsewhere(self) -> bool:
        """Tell whether the same file proves another realisation too."""
        return bool(self.uses or self.unseen_uses)


def find_evidence_setting(*, for_user: Viewer) -> EvidenceSetting | None:
    """Return what the viewer's office decided on evidence, or None where nothing."""
    return EvidenceSetting.objects.filter(office_id=for_user.office_id).first()


def rules_from(setting: EvidenceSetting | None) -> EvidenceRules:
    """Return the rules that a setting makes; without one, what the server takes."""
    most = int(settings.MAX_UPLOAD_BYTES)
    if setting is None:
        return EvidenceRules(frozenset(FileType.values), most)
    own = (setting.max_file_mb or 0) * MEBIBYTE
    return EvidenceRules(
        frozenset(setting.file_types),
        min(own or most, most),
        setting.retain_years,
    )


def rules_for(*, realisation: Realisation) -> EvidenceRules:
    """Return the rules of the office that a realisation belongs to."""
    return rules_from(getattr(realisation.office, "evidence_setting", None))


def same_file_elsewhere() -> QuerySet[Evidence]:
    """Return what else the same file proves; other versions of the same are no else."""
    return Evidence.objects.filter(file=OuterRef("file"), file__isnull=False).exclude(
        realisation__indicator=OuterRef("realisation__indicator"),
        realisation__period=OuterRef("realisation__period"),
        realisation__person=OuterRef("realisation__person"),
    )


def list_evidence(*, realisation: Realisation, for_user: Viewer) -> list[ShownEvidence]:
    """Return the evidence of a realisation that was already seen to be visible."""
    found = evidence_by_realisation(realisation_ids=[realisation.pk], for_user=for_user)
    return found.get(realisation.pk, [])


def evidence_by_realisation(
    *, realisation_ids: Sequence[int], for_user: Viewer
) -> dict[int, list[ShownEvidence]]:
    """Return the evidence of some realisations with its other uses, in one query.

    The realisations were already seen to be visible; of other uses only those are named
    that the person may see, the rest is counted.
    """
    own = Evidence.objects.filter(
        realisation_id__in=realisation_ids, file__isnull=False
    ).values("file")
    found = list(
        Evidence.objects.filter(Q(realisation_id__in=realisation_ids) | Q(file__in=own))
        .select_related(
            "file",
            "realisation__indicator",
            "realisation__period",
            "realisation__person",
        )
        .annotate(
            may_see=Exists(
                visible(for_user=for_user, superseded=True).filter(
                    pk=OuterRef("realisation_id")
                )
            )
        )
        .order_by("pk")
    )
    by_file: dict[int, list[Evidence]] = defaultdict(list)
    for row in found:
        if row.file_id is not None:
            by_file[row.file_id].append(row)
    wanted = set(realisation_ids)
    shown: dict[int, list[ShownEvidence]] = defaultdict(list)
    for row in found:
        if row.realisation_id not in wanted:
            continue
        others = {
            _matter(other): other
            for other in by_file[row.file_id or 0]
            if _matter(other) != _matter(row)
        }.values()
        uses = tuple(
            Use(
                realisation_id=other.realisation_id,
                indicator=other.realisation.indicator.text,
                period=other.realisation.period.label,
                person=other.realisation.person.name,
                is_same_person=other.realisation.person_id == row.realisation.person_id,
            )
            for other in others
            if getattr(other, "may_see", False)
        )
        shown[row.realisation_id].append(
            ShownEvidence(row, uses, len(others) - len(uses))
        )
    return shown


def _matter(evidence: Evidence) -> tuple[int, int, int]:
    """Return what all versions of a realisation have in common."""
    row = evidence.realisation
    return row.indicator_id, row.period_id, row.person_id


def get_evidence(*, evidence_id: int, for_user: Viewer) -> Evidence:
    """Return one evidence that a person may see; Evidence.DoesNotExist else."""
    return (
        Evidence.objects.filter(
            realisation__in=visible(for_user=for_user, superseded=True)
        )
        .select_related(
            "file",
            "realisation__unit",
            "realisation__indicator",
            "realisation__period",
            "realisation__person",
            "realisation__office__evidence_setting",
        )
        .get(pk=evidence_id)
    )


# ---------------------------------------------------------------- past retention


def list_expired(*, setting: EvidenceSetting, on: date) -> QuerySet[StoredFile]:
    """Return the files of an office whose every use is past its retention.

    What proves a later period, or belongs to another office too, is not among them.
    """
    files = StoredFile.objects.filter(deleted_at__isnull=True)
    if setting.retain_years is None:
        return files.none()
    first_day = first_day_retained(setting.retain_years, on=on)
    uses = Evidence.objects.filter(file=OuterRef("pk"))
    past = Q(
        realisation__office=setting.office_id,
        realisation__period__ends_on__lt=first_day,
    )
    return files.filter(
        Exists(uses.filter(past)), ~Exists(uses.exclude(past))
    ).order_by("created_at", "pk")


def list_uses_of_files(*, files: Sequence[StoredFile]) -> dict[int, list[Evidence]]:
    """Return by file what it proves, for a planner who may see the whole office."""
    uses: dict[int, list[Evidence]] = defaultdict(list)
    for row in (
        Evidence.objects.filter(file__in=files)
        .select_related("realisation__indicator", "realisation__period")
        .order_by("pk")
    ):
        uses[row.file_id or 0].append(row)
    return uses


def count_expired(*, on: date) -> dict[str, int]:
    """Return by the name of each office how many files are past their retention."""
    found = {}
    for setting in EvidenceSetting.objects.filter(
        retain_years__isnull=False
    ).select_related("office"):
        number = list_expired(setting=setting, on=on).count()
        if number:
            found[setting.office.name] = number
    return found
