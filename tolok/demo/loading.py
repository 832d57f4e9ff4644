"""What a load has made so far, and who does what in it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from tolok.demo import example
from tolok.demo.example import Figure
from tolok.kernel.periods import Period, PeriodKind
from tolok.measurement.entries import Entry
from tolok.organisation import actions as organisation
from tolok.organisation import queries as organised
from tolok.organisation.enums import PlacementKind
from tolok.organisation.queries import Viewer
from tolok.records.actions import System


@dataclass
class Loading:
    """Rows by the names that the files use: "p05" a position, "p05.2" an indicator."""

    office: Any = None
    users: dict[str, Any] = field(default_factory=dict)
    people: dict[str, Any] = field(default_factory=dict)
    positions: dict[str, Any] = field(default_factory=dict)
    superiors: dict[str, str] = field(default_factory=dict)
    units: dict[str, str] = field(default_factory=dict)
    indicators: dict[str, Any] = field(default_factory=dict)
    placements: dict[tuple[str, str], Any] = field(default_factory=dict)
    viewers: dict[str, Viewer] = field(default_factory=dict)

    def viewer(self, username: str, at: datetime) -> Viewer:
        """Return what a person holds at a moment; asked again when seats changed."""
        if username not in self.viewers:
            self.viewers[username] = organised.get_viewer(
                user=self.users[username], on=at.date()
            )
        return self.viewers[username]

    def planner(self, at: datetime) -> Viewer:
        """Return the planner on a day."""
        return self.viewer(example.read("people.yaml")["planner"], at)


def seat(loading: Loading, username: str, told: dict[str, Any], at: datetime) -> None:
    """Seat a person as the files tell; the last day is told when it comes."""
    loading.viewers.clear()
    loading.placements[username, told["position"]] = organisation.place_person(
        person=loading.people[username],
        position=loading.positions[told["position"]],
        starts_on=told["from"],
        kind=told.get("kind", PlacementKind.DEFINITIVE),
        letter_number=told.get("letter", ""),
        by=System(),
        at=at,
    )


def owed_on(loading: Loading, day: date) -> Iterator[tuple[str, str]]:
    """Yield indicator and user name for all who sat somewhere on a day."""
    by_position: dict[str, list[str]] = {}
    for key in loading.indicators:
        by_position.setdefault(key.split(".")[0], []).append(key)
    for one in example.read("people.yaml")["people"]:
        for told in one["seats"]:
            if _holds(told, day):
                for key in by_position.get(told["position"], []):
                    yield key, one["username"]


def holder_of(position: str, day: date) -> str:
    """Return the user name of the first who holds a position on a day."""
    return next(
        one["username"]
        for one in example.read("people.yaml")["people"]
        for told in one["seats"]
        if told["position"] == position and _holds(told, day)
    )


def verifier_of(loading: Loading, key: str, day: date) -> str:
    """Return the user name of the superior in whose unit an indicator is reported."""
    return holder_of(loading.superiors[key.split(".")[0]], day)


def _holds(told: dict[str, Any], day: date) -> bool:
    return bool(told["from"] <= day and told.get("until", day) >= day)


def figure_of(
    loading: Loading, key: str, username: str, year: int, quarter: int
) -> Figure | None:
    """Return what a person reports, or None where nothing is."""
    return example.figure(
        key,
        username=username,
        unit=loading.units[key.split(".")[0]],
        year=year,
        quarter=quarter,
        held=_held(
            key.split(".")[0], username, Period(year, PeriodKind.QUARTER, quarter)
        ),
    )


def _held(position: str, username: str, quarter: Period) -> Decimal:
    """Return the part of a quarter in which somebody sat in a position."""
    (seats,) = (
        one["seats"]
        for one in example.read("people.yaml")["people"]
        if one["username"] == username
    )
    days = sum(
        (
            min(told.get("until", quarter.ends_on), quarter.ends_on)
            - max(told["from"], quarter.starts_on)
        ).days
        + 1
        for told in seats
        if told["position"] == position
    )
    whole = (quarter.ends_on - quarter.starts_on).days + 1
    return Decimal(days) / whole


def explained(
    loading: Loading, told: Figure, key: str, username: str, year: int, quarter: int
) -> Entry:
    """Return the entry with obstacles and follow-up where it misses the target."""
    obstacles, follow_up = example.remark(key, username, year, quarter), ""
    if not told.reached:
        obstacles, follow_up = example.explanation(
            key,
            username=username,
            unit=loading.units[key.split(".")[0]],
            year=year,
            quarter=quarter,
        )
    return Entry(
        value=told.entry.value,
        numerator=told.entry.numerator,
        denominator=told.entry.denominator,
        obstacles=obstacles,
        follow_up=follow_up,
    )
