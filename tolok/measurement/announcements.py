"""Tell people of a step: whose work it is, and whose decision it waits for."""

from collections.abc import Sequence
from datetime import datetime

from django.utils.translation import gettext as _

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.measurement.permissions import seats_of
from tolok.organisation.queries import Viewer, deciders_of
from tolok.records import actions as records
from tolok.records.language import in_indonesian


TOLD = {
    RealisationStatus.RETURNED: "measurement.returned",
    RealisationStatus.CHECKED: "measurement.accepted",
    RealisationStatus.VERIFIED: "measurement.verified",
}


def tell_deciders(
    rows: Sequence[Realisation],
    kind: str,
    *,
    by: Viewer,
    at: datetime,
    note: str = "",
    once_until_read: bool = False,
) -> None:
    """Tell those whose turn it is, by seat or letter; never the owner, nor who acted."""
    for row in rows:
        seats = (
            {row.second_verifier_id}
            if row.status == RealisationStatus.CHECKED
            else seats_of(row)
        )
        people = deciders_of(positions=[s for s in seats if s], on=at.date())
        records.announce(
            person_ids=people - {row.person_id, by.person_id or 0},
            kind=kind,
            subject=row,
            by_name=by.name,
            note=note,
            once_until_read=once_until_read,
            at=at,
        )


@in_indonesian
def tell_holders(
    rows: Sequence[Realisation], *, by: Viewer, at: datetime, note: str = ""
) -> None:
    """Tell people what became of their work; one notice where much was decided."""
    groups: dict[tuple[int, str], list[Realisation]] = {}
    for row in rows:
        groups.setdefault((row.person_id, row.status), []).append(row)
    for (person_id, status), group in groups.items():
        more = len(group) - 1
        others = _("dan %(count)s lainnya") % {"count": more} if more else ""
        records.announce(
            person_ids=[person_id],
            kind=TOLD[RealisationStatus(status)],
            subject=group[0],
            by_name=by.name,
            note=". ".join(filter(None, [others, note])),
            at=at,
        )
