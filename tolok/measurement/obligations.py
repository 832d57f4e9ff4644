"""Who owes what in a period, and who verifies it: worked out over one office."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, OuterRef

from tolok.organisation.duties import list_duties
from tolok.organisation.models import Placement, Position
from tolok.organisation.queries import held_on
from tolok.planning.enums import HolidayShift
from tolok.planning.models import Period
from tolok.planning.policies import MONTHS_OF, is_due
from tolok.planning.queries import get_calendar
from tolok.registry.models import Definition, Indicator
from tolok.registry.queries import version_on
from tolok.registry.standing import held_by


@dataclass(frozen=True)
class Obligation:
    """One indicator that one person owes in a period."""

    indicator: Indicator
    position: Position
    person_id: int


def list_obligations(
    *, period: Period, position_ids: Iterable[int] | None = None
) -> Iterator[Obligation]:
    """Yield what is owed in a period, of some positions or of the whole office.

    A period is owed by everyone who had the duties of the position on any of its days,
    each for his own days: who left as well as who came, who acted by letter as well as
    who holds it for good. An indicator that is reported by semester or year is owed only
    in the period with which that ends.
    """
    version = version_on(office_id=period.office_id, on=period.ends_on)
    if version is None:
        return
    indicators = Indicator.objects.filter(
        held_by(version), position__office_id=period.office_id
    ).select_related("position")
    if position_ids is None:
        wanted = list(
            Position.objects.filter(office_id=period.office_id).values_list(
                "pk", flat=True
            )
        )
    else:
        wanted = list(position_ids)
        indicators = indicators.filter(position__in=wanted)
    holders = {
        position_id: list(dict.fromkeys(duty.person_id for duty in duties))
        for position_id, duties in list_duties(
            positions=wanted, first=period.starts_on, last=period.ends_on
        ).items()
    }
    due = [word for word in MONTHS_OF if is_due(word, period)]
    indicators = indicators.filter(
        Exists(
            Definition.objects.filter(
                indicator=OuterRef("pk"), is_current=True, frequency__in=due
            )
        )
    )
    for indicator in indicators.iterator(chunk_size=2000):
        for person_id in holders.get(indicator.position_id, ()):
            yield Obligation(indicator, indicator.position, person_id)


def due_days(*, period: Period) -> dict[int, date]:
    """Return by indicator the due day in a period, of those whose definition sets one.

    One that falls on a day off moves as the year's own due days do.
    """
    found = {
        indicator_id: period.ends_on + timedelta(days=days)
        for indicator_id, days in Definition.objects.filter(
            indicator__position__office=period.office_id,
            is_current=True,
            due_day__isnull=False,
        ).values_list("indicator_id", "due_day")
        if days is not None
    }
    shift = period.year.holiday_shift
    if not found or shift == HolidayShift.STAY:
        return found
    calendar = get_calendar(
        office_id=period.office_id,
        first=min(found.values()) - timedelta(days=31),
        last=max(found.values()) + timedelta(days=31),
        with_joint_leave=period.year.with_joint_leave,
    )
    return {pk: calendar.moved(day, shift) for pk, day in found.items()}


class Verifiers:
    """Finds the position that verifies someone's work on a day.

    It is the nearest superior in whose seat somebody else sits: work never comes back to
    its own author, not even where he acts for his superior. Where no such seat is found
    it is the direct superior, so that the work waits and is seen to wait.
    """

    def __init__(self, *, office_id: int, on: date) -> None:
        self._superior: dict[int, int | None] = dict(
            Position.objects.filter(office_id=office_id).values_list(
                "pk", "superior_id"
            )
        )
        self._named: dict[int, int | None] = dict(
            Definition.objects.filter(
                indicator__position__office=office_id,
                is_current=True,
                verifier__isnull=False,
            ).values_list("indicator_id", "verifier_id")
        )
        abroad = {s for s in self._superior.values() if s} - set(self._superior)
        self._superior |= dict.fromkeys(abroad)
        self._holders: dict[int, set[int]] = defaultdict(set)
        for position_id, person_id in Placement.objects.filter(
            held_on(on), position_id__in=self._superior
        ).values_list("position_id", "person_id"):
            self._holders[position_id].add(person_id)

    def of(
        self, *, position_id: int, person_id: int, indicator_id: int | None = None
    ) -> int | None:
        """Return the id of the verifying position, or None without any superior.

        The position that the indicator's definition names comes first, where somebody
        other than the author sits in it.
        """
        named = self._named.get(indicator_id or 0)
        if named is not None and self._holders[named] - {person_id}:
            return named
        found = self.above(position_id, without={person_id})
        return found if found is not None else self._superior.get(position_id)

    def holders(self, position_id: int | None) -> set[int]:
        """Return who holds a position that day."""
        return self._holders.get(position_id or 0, set())

    def above(self, position_id: int | None, *, without: set[int]) -> int | None:
        """Return the nearest superior position that anyone but these people holds."""
        if position_id is None:
            return None
        current, seen = self._superior.get(position_id), {position_id}
        while current is not None and current not in seen:
            if self._holders[current] - without:
                return current
            seen.add(current)
            current = self._superior.get(current)
        return None
