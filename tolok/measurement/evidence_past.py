"""Which evidence realisations had at a past moment, what was removed since as well.

A removed proof is gone from its table; steps and audit trail still say its name, its
hash, who had added it and when. The address of a removed link is not known any more.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from tolok.measurement.enums import EvidenceKind, Step
from tolok.measurement.models import Evidence, RealisationStep
from tolok.records.models import StoredFile
from tolok.records.queries import list_events_since


@dataclass(frozen=True)
class PastEvidence:
    """One proof as the index lists it; `kind` is None where it is not known any more."""

    name: str
    kind: EvidenceKind | None
    size_bytes: int | None
    sha256: str
    link: str
    added_at: datetime | None
    added_by: str


def proofs_at(
    realisations: Sequence[int], *, moment: datetime, office_id: int
) -> dict[int, list[PastEvidence]]:
    """Return by version of a realisation what was attached at a moment, oldest first.

    Two queries, and three more where something was removed since.
    """
    found: dict[int, list[tuple[int, PastEvidence]]] = defaultdict(list)
    for one in Evidence.objects.filter(
        realisation__in=realisations, created_at__lte=moment
    ).select_related("file"):
        proof = PastEvidence(
            one.name,
            EvidenceKind(one.kind),
            one.file.size_bytes if one.file else None,
            one.file.sha256 if one.file else "",
            one.link,
            one.created_at,
            one.added_by,
        )
        found[one.realisation_id].append((one.pk, proof))
    for realisation_id, number, proof in _removed(realisations, moment, office_id):
        found[realisation_id].append((number, proof))
    return {
        pk: [proof for _number, proof in sorted(proofs, key=lambda pair: pair[0])]
        for pk, proofs in found.items()
    }


def _removed(
    realisations: Sequence[int], moment: datetime, office_id: int
) -> list[tuple[int, int, PastEvidence]]:
    """Return what was attached at a moment and removed since, by realisation and id."""
    of = {
        (step.at, step.note): step.realisation_id
        for step in RealisationStep.objects.filter(
            realisation__in=realisations, step=Step.EVIDENCE_REMOVED, at__gt=moment
        )
    }
    if not of:
        return []
    added: dict[tuple[int, str], list[RealisationStep]] = defaultdict(list)
    for one in RealisationStep.objects.filter(
        realisation__in=set(of.values()), step=Step.EVIDENCE_ADDED
    ).order_by("at", "pk"):
        added[one.realisation_id, one.note].append(one)
    events = [
        (of[event.at, str((event.before or {}).get("name", ""))], event)
        for event in list_events_since(
            kind=Evidence._meta.label_lower,
            action="measurement.remove_evidence",
            office_id=office_id,
            moment=moment,
        )
        if (event.at, str((event.before or {}).get("name", ""))) in of
    ]
    digests = {str((event.before or {}).get("sha256") or "") for _pk, event in events}
    sizes = dict(
        StoredFile.objects.filter(sha256__in=digests - {""}).values_list(
            "sha256", "size_bytes"
        )
    )
    gone = []
    for realisation_id, event in events:
        before = event.before or {}
        name, digest = str(before["name"]), str(before.get("sha256") or "")
        steps = [s for s in added[realisation_id, name] if s.at < event.at]
        last = steps[-1] if steps else None
        if last is not None and last.at > moment:
            continue  # it came after that moment, and went again
        gone.append(
            (
                realisation_id,
                int(event.subject_id),
                PastEvidence(
                    name,
                    EvidenceKind.FILE if digest else None,
                    sizes.get(digest),
                    digest,
                    "",
                    last.at if last else None,
                    last.by_name if last else "",
                ),
            )
        )
    return gone
