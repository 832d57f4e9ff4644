"""Whose the duties of a position were, day by day: what each holder's share rests on.

A definitive holder has the days of his seat. On the days of a letter the one who acts
(Plt, Plh or Pj) takes over from the single definitive holder; where several hold a
position for good, who acts is one more of them. A seat that is marked as owing no
results signs and verifies, and its days stay with the holder.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import pairwise

from tolok.organisation.enums import PlacementKind
from tolok.organisation.models import Placement
from tolok.records.queries import before_events_since


ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Held:
    """One seat as it is or was known: who, where, how, from which day to which."""

    placement_id: int
    position_id: int
    person_id: int
    kind: str
    starts_on: date
    ends_on: date | None
    share_percent: Decimal | None = None
    letter_number: str = ""
    owes_results: bool = True

    @classmethod
    def of(cls, row: Placement) -> "Held":
        """Return a placement as a seat."""
        return cls(
            row.pk,
            row.position_id,
            row.person_id,
            row.kind,
            row.starts_on,
            row.ends_on,
            row.share_percent,
            row.letter_number,
            row.owes_results,
        )


@dataclass(frozen=True, slots=True)
class Duty:
    """Days in a row on which one person had the duties of a position, both included.

    `chair` counts the seats that are held at the same time: who follows whom sits in the
    same chair, who serves beside whom in another.
    """

    position_id: int
    person_id: int
    kind: str
    first: date
    last: date
    chair: int = 1
    share_percent: Decimal | None = None
    letter_number: str = ""

    @property
    def days(self) -> int:
        """Return how many days that is."""
        return (self.last - self.first).days + 1

    def within(self, first: date, last: date) -> int:
        """Return how many of its days lie between two days, both included."""
        days = (min(self.last, last) - max(self.first, first)).days + 1
        return max(days, 0)


def work_out_duties(
    seats: Iterable[Held], *, first: date, last: date
) -> dict[int, list[Duty]]:
    """Return by position whose the duties were between two days, in order of days.

    Days before a seat began, and days on which nobody sat, are nobody's.
    """
    by_position: dict[int, list[Held]] = defaultdict(list)
    for seat in seats:
        if (
            seat.owes_results
            and seat.starts_on <= last
            and (seat.ends_on is None or seat.ends_on >= first)
        ):
            by_position[seat.position_id].append(seat)
    return {
        position_id: _in_chairs(_spans(found, first, last))
        for position_id, found in by_position.items()
    }


def list_duties(
    *,
    positions: Iterable[int],
    first: date,
    last: date,
    moment: datetime | None = None,
) -> dict[int, list[Duty]]:
    """Return by position whose the duties were, as the seats stand now; one query.

    With `moment` as they were known then: what was ended or shared out since is taken
    back by the audit trail, with two queries more.
    """
    found = Placement.objects.filter(
        position_id__in=list(positions), starts_on__lte=last
    )
    if moment is None:
        found = found.exclude(ends_on__lt=first)
    else:
        found = found.filter(created_at__lte=moment)
    seats = [Held.of(row) for row in found.order_by("starts_on", "pk")]
    if moment is not None:
        seats = _as_known(seats, moment)
    return work_out_duties(seats, first=first, last=last)


def _as_known(seats: Sequence[Held], moment: datetime) -> list[Held]:
    ids = [seat.placement_id for seat in seats]
    kind = Placement._meta.label_lower
    ended = before_events_since(
        kind=kind,
        subject_ids=ids,
        action="organisation.end_placement",
        moment=moment,
    )
    shared = before_events_since(
        kind=kind, subject_ids=ids, action="organisation.set_share", moment=moment
    )
    known = []
    for seat in seats:
        if seat.placement_id in ended:
            until = ended[seat.placement_id]["until"]
            last = date.fromisoformat(until) if until else None
            seat = replace(seat, ends_on=last)
        if seat.placement_id in shared:
            digits = shared[seat.placement_id]["share_percent"]
            share = None if digits is None else Decimal(digits)
            seat = replace(seat, share_percent=share)
        known.append(seat)
    return known


def _spans(seats: Sequence[Held], first: date, last: date) -> list[Duty]:
    """Return the days of each seat, cut where somebody else takes over."""
    seats = sorted(seats, key=lambda s: (s.starts_on, s.placement_id))
    if len(seats) == 1:
        (only,) = seats
        return [_duty(only, first, last)]
    borders = {first, last + ONE_DAY}
    for seat in seats:
        borders.add(max(seat.starts_on, first))
        if seat.ends_on is not None and seat.ends_on < last:
            borders.add(seat.ends_on + ONE_DAY)
    days = sorted(borders)
    open_spans: dict[int, Duty] = {}
    done: list[Duty] = []
    for start, after in pairwise(days):
        end = after - ONE_DAY
        here = _on_duty([s for s in seats if _holds(s, start)])
        still = {seat.placement_id for seat in here}
        done += [open_spans.pop(key) for key in set(open_spans) - still]
        for seat in here:
            span = open_spans.get(seat.placement_id)
            open_spans[seat.placement_id] = (
                replace(span, last=end) if span else _duty(seat, start, end)
            )
    order = {seat.placement_id: at for at, seat in enumerate(seats)}
    done += [open_spans[key] for key in sorted(open_spans, key=order.__getitem__)]
    return sorted(done, key=lambda d: (d.first, d.person_id, d.last))


def _on_duty(here: Sequence[Held]) -> list[Held]:
    acting = [s for s in here if s.kind != PlacementKind.DEFINITIVE]
    definitive = [s for s in here if s.kind == PlacementKind.DEFINITIVE]
    if acting and len(definitive) <= 1:
        return acting
    return [*definitive, *acting]


def _holds(seat: Held, day: date) -> bool:
    return seat.starts_on <= day and (seat.ends_on is None or seat.ends_on >= day)


def _duty(seat: Held, first: date, last: date) -> Duty:
    return Duty(
        seat.position_id,
        seat.person_id,
        seat.kind,
        max(seat.starts_on, first),
        min(seat.ends_on or last, last),
        share_percent=seat.share_percent,
        letter_number=seat.letter_number,
    )


def _in_chairs(duties: Sequence[Duty]) -> list[Duty]:
    """Number the chairs: each takes the first that is free, his own before others."""
    until: list[tuple[date, int]] = []
    placed = []
    for duty in duties:
        free = [at for at, (day, _who) in enumerate(until) if day < duty.first]
        own = [at for at in free if until[at][1] == duty.person_id]
        at = next(iter(own or free), len(until))
        if at == len(until):
            until.append((duty.last, duty.person_id))
        else:
            until[at] = (duty.last, duty.person_id)
        placed.append(replace(duty, chair=at + 1))
    return placed
