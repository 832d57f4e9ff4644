"""Read two decrees of an office beside each other, with what people mended of the match."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from django.db.models import QuerySet

from tolok.decrees import matching
from tolok.decrees.comparison import Comparison, Mend, compare
from tolok.decrees.models import Decree, MatchMend
from tolok.decrees.queries import effective_content, list_decrees
from tolok.decrees.rows import Level, Row
from tolok.organisation.queries import Viewer


COMPARISONS_KEPT = 2
CHOICES = 12
# How much of likeness it is worth that two rows stand in one position.
AT_HOME = 0.15


def list_comparable(*, for_user: Viewer) -> list[Decree]:
    """Return the decrees that a person may compare, the latest year first.

    A draft that was dropped is none of them.
    """
    found = list_decrees(for_user=for_user).filter(dropped_at__isnull=True)
    return list(found.order_by("-year_from", "-created_at", "-pk"))


def list_mends(
    *, before: Decree, after: Decree, with_undone: bool = False
) -> QuerySet[MatchMend]:
    """Return what was mended between two decrees, in the order in which it was done."""
    first, second = sorted((before.pk, after.pk))
    found = MatchMend.objects.filter(first_id=first, second_id=second)
    if not with_undone:
        found = found.filter(undone_at__isnull=True)
    return found.order_by("pk")


def get_mend(*, mend_id: int, for_user: Viewer) -> MatchMend:
    """Return one mend of the viewer's office; MatchMend.DoesNotExist else."""
    return MatchMend.objects.select_related("first", "second").get(
        pk=mend_id, office_id=for_user.office_id
    )


def compare_decrees(*, before: Decree, after: Decree) -> Comparison:
    """Compare what holds under two decrees, as people mended it.

    An amendment is read over what it amends: a position that it does not name is not
    dropped. The last few comparisons are kept in memory; a correction or a mend makes
    another one.
    """
    mends = tuple(
        seen_from(before, mend) for mend in list_mends(before=before, after=after)
    )
    return _compared(_Sides(before, after), mends)


def seen_from(before: Decree, mend: MatchMend) -> Mend:
    """Return a mend as the comparison takes it, from the side of the earlier decree."""
    keys = (mend.first_key, mend.second_key)
    if mend.first_id != before.pk:
        keys = keys[::-1]
    return Mend(Level(mend.level), *keys, are_one=mend.are_one)


@dataclass(frozen=True)
class Choice:
    """A row of the other decree that a row may be paired with, and how like it is."""

    row: Row
    score: float


def list_choices(
    *, row: Row, among: Sequence[Row], most: int = CHOICES
) -> list[Choice]:
    """Return the rows that a row may be paired with by hand, the likest first.

    Between rows about as like, one of the same position comes first.
    """
    scored = [
        Choice(other, matching.likeness(row.text, other.text))
        for other in among
        if other.level == row.level
    ]
    scored.sort(
        key=lambda one: (
            -one.score - (AT_HOME if _stands_with(one.row, row) else 0),
            one.row.position,
            one.row.order,
        )
    )
    return scored[:most]


def _stands_with(one: Row, other: Row) -> bool:
    return (one.position_title, one.unit_name) == (
        other.position_title,
        other.unit_name,
    )


@lru_cache(maxsize=COMPARISONS_KEPT)
def _compared(sides: "_Sides", mends: tuple[Mend, ...]) -> Comparison:
    return compare(
        effective_content(sides.before), effective_content(sides.after), mends
    )


class _Sides:
    """Two decrees as one key of the memory: alike while neither was corrected."""

    def __init__(self, before: Decree, after: Decree) -> None:
        self.before, self.after = before, after
        self._key = tuple(_stand(one) for one in (before, after))

    def __hash__(self) -> int:
        return hash(self._key)

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Sides) and self._key == other._key


def _stand(decree: Decree) -> tuple[object, ...]:
    """Return what tells a decree's content apart from any other."""
    follows = (
        _stand(decree.follows)
        if decree.bearing == "amends" and decree.follows is not None
        else ()
    )
    return (
        decree.pk,
        decree.revision,
        decree.file.sha256,
        decree.created_at,
        decree.adopted_at,
        tuple(decree.removes),
        follows,
    )
