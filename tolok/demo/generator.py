"""Make up an office, or a region of offices, of any size: believable and repeatable.

The structure comes as a decree that is adopted, people and their history come in by the
actions for many rows, and what one superior's people do this quarter is done by hand.
The same size and seed always make the same office.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction

from tolok.accounts import actions as accounts
from tolok.accounts.actions import NewAccount
from tolok.accounts.enums import Role
from tolok.decrees import actions as decrees
from tolok.demo import example, papers
from tolok.demo.drafting import DraftPosition, DraftUnit, write_decree
from tolok.demo.example import moment
from tolok.demo.wording import (
    FIRST_NAMES,
    INDICATORS,
    LAST_NAMES,
    OFFICES,
    SECTIONS,
    STAFF,
)
from tolok.kernel.numbers import format_number
from tolok.kernel.refusals import NotNow
from tolok.measurement import actions as measurement
from tolok.measurement import evidence, history
from tolok.measurement import queries as measured
from tolok.measurement.entries import Entry
from tolok.measurement.history import PastRealisation
from tolok.organisation import actions as organisation
from tolok.organisation import queries as organised
from tolok.organisation.actions import PlannedPosition, PlannedUnit
from tolok.organisation.queries import Viewer
from tolok.planning import actions as planning
from tolok.planning import queries as planned
from tolok.planning.targets import Promise, set_targets
from tolok.records.actions import System
from tolok.registry import actions as registry
from tolok.registry import queries as registered


YEAR = 2026
FOUNDED = moment(date(YEAR, 1, 2), 8)
SEATED_ON = date(2024, 1, 2)
BROUGHT_IN = moment(date(YEAR, 9, 1), 10)
THIS_QUARTER = moment(date(YEAR, 10, 2), 9)
PASSWORD = example.PASSWORD
RULES = "permendagri-86-2017"
PEOPLE_IN_BRANCH = 60
NEVER_REPORTED = 0.03
LATE = 0.05
REPORTED_NOW = 60
TEAM_MOST = 60
REACHED_FOR_SURE = Decimal("1.08")
EXPLAINED = ("Data diterima terlambat.", "Dijadwalkan ulang.")
FIRST_BIRTHDAY = date(1970, 1, 1)
DAYS_OF_BIRTH = 10_000


class OfficeIsThere(NotNow):
    """An office of this seed was made before."""


@dataclass
class MadeOffice:
    """What was made, for those who measure it."""

    office: Any
    users: dict[str, Any] = field(default_factory=dict)
    team: list[Any] = field(default_factory=list)
    positions: list[Any] = field(default_factory=list)
    holders: dict[int, list[Any]] = field(default_factory=dict)
    indicators: list[Any] = field(default_factory=list)

    def viewer(self, role: str) -> Viewer:
        """Return `planner`, `head`, `superior` or `staff` on the office's day."""
        return organised.get_viewer(user=self.users[role], on=example.DAY)


@dataclass(frozen=True)
class Shape:
    """How many units of each kind an office of some size has."""

    sections: int
    fields: int
    branches: int

    @classmethod
    def of(cls, people: int) -> "Shape":
        """Return the shape of an office of so many people."""
        if people < 20:
            return cls(0, 1, 0)
        if people < 60:
            return cls(2, 2, 0)
        return cls(3, 4, max(0, (people - 180) // PEOPLE_IN_BRANCH))


def make_office(
    *,
    people: int,
    seed: int,
    number: int = 1,
    region: str = "",
    superior: tuple[Any, Any] | None = None,
) -> MadeOffice:
    """Make one office of so many people and return it.

    Past quarters are verified, the present one is open. `superior` is the position and
    the person that verify its head; without it one is made. Raises `OfficeIsThere`.
    """
    dice = Random(f"{seed}/{number}/{people}")  # noqa: S311
    region = region or f"Kabupaten Contoh {seed}"
    name = _name_of(number)
    if any(
        (office.region.name, office.name) == (region, name)
        for office in organised.list_offices()
    ):
        message = f"{name} {region} sudah ada. Pakai --seed dengan bilangan lain."
        raise OfficeIsThere(message)
    with transaction.atomic():
        above = superior or _make_superior(region, seed)
        made = _found(region, name, seed, number)
        _adopt(made, region, people, dice)
        _seat(made, people, seed, number, dice)
        organisation.set_superior(
            position=made.positions[0], superior=above[0], by=System(), at=FOUNDED
        )
        _promise(made, dice)
        _remember(made, above[1], dice)
        _work_now(made, dice)
        organisation.stop_clock(
            office=made.office, day=example.DAY, by=System(), at=THIS_QUARTER
        )
    return made


def make_region(*, offices: int, people: int, seed: int) -> list[MadeOffice]:
    """Make a region of offices, each of so many people, one transaction an office."""
    region = f"Kabupaten Contoh {seed}"
    with transaction.atomic():
        above = _make_superior(region, seed)
    return [
        make_office(
            people=people, seed=seed, number=number, region=region, superior=above
        )
        for number in range(1, offices + 1)
    ]


def _name_of(number: int) -> str:
    again, at = divmod(number - 1, len(OFFICES))
    return f"Dinas {OFFICES[at]}{f' {again + 1}' if again else ''}"


def _make_superior(region: str, seed: int) -> tuple[Any, Any]:
    """Make the Sekretaris Daerah, who verifies the heads."""
    office = organisation.create_office(
        region_name=region,
        name="Sekretariat Daerah",
        short_name="Setda",
        is_example=True,
        by=System(),
        at=FOUNDED,
    )
    _units, positions = organisation.establish_structure(
        office=office,
        units=[PlannedUnit("u1", "Sekretariat Daerah", "sekretariat", None)],
        positions=[PlannedPosition("p1", "Sekretaris Daerah", "u1", "jpt", None, True)],
        by=System(),
        at=FOUNDED,
    )
    (person,) = organisation.register_people(
        people=[{"name": "Sekretaris Daerah Contoh", "nip": _nip(seed, 0)}],
        office_id=office.pk,
        by=System(),
        at=FOUNDED,
    )
    organisation.place_people(
        seats=[(person, positions["p1"])],
        starts_on=SEATED_ON,
        by=System(),
        at=FOUNDED,
    )
    return positions["p1"], person


def _found(region: str, name: str, seed: int, number: int) -> MadeOffice:
    office = organisation.create_office(
        region_name=region,
        name=name,
        short_name=name,
        is_example=True,
        by=System(),
        at=FOUNDED,
    )
    (planner,) = accounts.create_users(
        accounts=[
            NewAccount(f"perencana.{seed}.{number}", f"Perencana {name}", PASSWORD)
        ],
        by=System(),
        at=FOUNDED,
    )
    made = MadeOffice(office, {"planner": planner})
    organisation.grant_role(
        user=made.users["planner"],
        office=office,
        role=Role.PLANNER,
        starts_on=FOUNDED.date(),
        by=System(),
        at=FOUNDED,
    )
    return made


def _adopt(made: MadeOffice, region: str, people: int, dice: Random) -> None:
    """Write the decree of an office of this size and adopt it."""
    units, positions = draft_structure(
        office=made.office.name, people=people, dice=dice
    )
    content = write_decree(
        office=made.office.name,
        region=region,
        year=YEAR,
        number=f"188/{made.office.pk}/{YEAR}",
        units=units,
        positions=positions,
    )
    planner = organised.get_viewer(user=made.users["planner"], on=FOUNDED.date())
    draft = decrees.import_decree(
        content=content, name=f"sk-iki-{YEAR}.json", by=planner, at=FOUNDED
    )
    decrees.adopt_decree(decree=draft, by=planner, at=FOUNDED)
    made.positions = list(organised.list_positions(for_user=planner))
    version = registered.list_versions(for_user=planner)[0]
    made.indicators = list(
        registered.list_indicators(version=version, for_user=planner)
    )
    definitions = []
    for indicator in made.indicators:
        (definition,) = indicator.current_definitions
        definition.indicator = indicator
        definitions.append(definition)
    registry.accept_definitions(definitions=definitions, by=planner, at=FOUNDED)


def draft_structure(
    *, office: str, people: int, dice: Random
) -> tuple[list[DraftUnit], list[DraftPosition]]:
    """Return the units and positions of an office of so many people.

    Leaders first take a seat each; there are never more staff positions than people
    left to fill them.
    """
    shape = Shape.of(people)
    units = [
        DraftUnit("u1", office, "dinas"),
        DraftUnit("u2", "Sekretariat", "sekretariat", "u1"),
    ]
    positions = [
        _leader("p1", f"Kepala {office}", "u1", None, "jpt", dice),
        _leader("p2", f"Sekretaris {office}", "u2", "p1", "administrator", dice),
    ]

    def add(name: str, kind: str, parent: str, above: str, level: str) -> None:
        key = f"u{len(units) + 1}"
        units.append(DraftUnit(key, name, kind, parent))
        positions.append(
            _leader(f"p{len(positions) + 1}", f"Kepala {name}", key, above, level, dice)
        )

    subject = office.removeprefix("Dinas ")
    for at in range(shape.sections):
        add(f"Sub Bagian {SECTIONS[at]}", "sub_bagian", "u2", "p2", "pengawas")
    for at in range(shape.fields):
        add(f"Bidang {subject} {'ABCD'[at]}", "bidang", "u1", "p1", "administrator")
    for at in range(shape.branches):
        add(f"UPTD {subject} Wilayah {at + 1}", "uptd", "u1", "p1", "pengawas")
    leads = {position.unit: position.key for position in positions}
    left = people - len(positions)
    wanted = [
        (unit.key, leads[unit.key], title, level)
        for title, level in STAFF
        for unit in units[2:]
    ][:left]
    for key, above, title, level in wanted:
        positions.append(
            _position(f"p{len(positions) + 1}", title, key, above, level, dice)
        )
    return units, positions


def _leader(
    key: str, title: str, unit: str, above: str | None, level: str, dice: Random
) -> DraftPosition:
    return _position(key, title, unit, above, level, dice, kind="leader")


def _position(
    key: str,
    title: str,
    unit: str,
    above: str | None,
    level: str,
    dice: Random,
    kind: str = "staff",
) -> DraftPosition:
    chosen = dice.sample(INDICATORS[kind], k=dice.choice((2, 3)))
    return DraftPosition(
        key=key,
        title=title,
        unit=unit,
        superior=above,
        position_class=level,
        objectives=[
            (objective, indicators[: dice.choice((1, 2))])
            for objective, indicators in chosen
        ],
    )


def _seat(made: MadeOffice, people: int, seed: int, number: int, dice: Random) -> None:
    """Register the people and seat them: one leader each, the rest over the staff."""
    leaders = [row for row in made.positions if row.leads_unit]
    staff = [row for row in made.positions if not row.leads_unit]
    seats = [*leaders, *staff]
    seats += [staff[at % len(staff)] for at in range(people - len(seats))]
    names = [f"{dice.choice(FIRST_NAMES)} {dice.choice(LAST_NAMES)}" for _ in seats]
    signed_in = _make_accounts(made, seats, names, tag=f"{seed}.{number}")
    rows = organisation.register_people(
        people=[
            {
                "name": name,
                "nip": _nip(seed, number * 100_000 + at),
                "user": signed_in.get(at),
            }
            for at, name in enumerate(names)
        ],
        office_id=made.office.pk,
        by=System(),
        at=FOUNDED,
    )
    organisation.place_people(
        seats=list(zip(rows, seats, strict=True)),
        starts_on=SEATED_ON,
        by=System(),
        at=FOUNDED,
    )
    for person, position in zip(rows, seats, strict=True):
        made.holders.setdefault(position.pk, []).append(person)


def _make_accounts(
    made: MadeOffice, seats: Sequence[Any], names: Sequence[str], *, tag: str
) -> dict[int, Any]:
    """Make accounts for the head, one superior and that superior's people, by seat."""
    superior_id = seats[-1].superior_id
    superior = next(at for at, row in enumerate(seats) if row.pk == superior_id)
    team = [at for at, row in enumerate(seats) if row.superior_id == superior_id]
    wanted = {0: f"kepala.{tag}", superior: f"atasan.{tag}"}
    wanted |= {at: f"pegawai.{tag}.{n}" for n, at in enumerate(team[:TEAM_MOST], 1)}
    users = accounts.create_users(
        accounts=[NewAccount(wanted[at], names[at], PASSWORD) for at in wanted],
        by=System(),
        at=FOUNDED,
    )
    by_seat = dict(zip(wanted, users, strict=True))
    made.team = [by_seat[at] for at in team[:TEAM_MOST]]
    made.users |= {
        "head": by_seat[0],
        "superior": by_seat[superior],
        "staff": made.team[0],
    }
    return by_seat


def _nip(seed: int, serial: int) -> str:
    """Return 18 digits built like a NIP; no two of one seed are alike."""
    high, low = divmod(serial, DAYS_OF_BIRTH)
    born = FIRST_BIRTHDAY + timedelta(days=low)
    appointed = f"{2000 + seed % 20}{seed // 20 % 12 + 1:02d}"
    return f"{born:%Y%m%d}{appointed}{serial % 2 + 1}{high % 1000:03d}"


def _promise(made: MadeOffice, dice: Random) -> None:
    planner = made.viewer("planner")
    year = planning.set_up_year(
        office=made.office, year=YEAR, rules=RULES, by=planner, at=FOUNDED
    )
    quarters = list(planned.list_periods(for_user=planner, year=YEAR))
    set_targets(
        year=year,
        promises=[
            Promise(indicator, period, text)
            for indicator in made.indicators
            for period, text in zip(
                [*quarters, None], _targets(indicator, dice), strict=True
            )
        ],
        by=planner,
        at=FOUNDED,
    )


def _targets(indicator: Any, dice: Random) -> list[str]:
    (definition,) = indicator.current_definitions
    if definition.measure == "ratio":
        goal = dice.randint(80, 98)
        return [f"{goal} %"] * 5
    if definition.measure == "value":
        return [f"{dice.randint(75, 90)},5"] * 5
    each = dice.choice((3, 6, 12, 24, 60, 120))
    return [*[format_number(Decimal(each))] * 4, format_number(Decimal(each * 4))]


def _remember(made: MadeOffice, head_verifier: Any, dice: Random) -> None:
    """Bring in the quarters that are over, then write down what nobody reported."""
    planner = made.viewer("planner")
    quarters = list(planned.list_periods(for_user=planner, year=YEAR))
    goals = planned.targets_of(
        indicators=[row.pk for row in made.indicators], year=quarters[0].year
    )
    superiors = {row.pk: row.superior_id for row in made.positions}
    for period in quarters[:2]:
        past = []
        for indicator in made.indicators:
            above = superiors[indicator.position_id]
            verifier = made.holders.get(above, [head_verifier])[0]
            for person in made.holders[indicator.position_id]:
                if dice.random() < NEVER_REPORTED:
                    continue
                late = dice.random() < LATE
                day = dice.randint(11, 19) if late else dice.randint(0, 8)
                sent = moment(period.opens_on + timedelta(days=day), 9)
                past.append(
                    PastRealisation(
                        indicator=indicator,
                        person=person,
                        entry=_entry(
                            indicator,
                            goals[indicator.pk, period.pk].value or Decimal(0),
                            dice,
                        ),
                        submitted_at=sent,
                        verified_by=verifier,
                        verified_at=sent + timedelta(days=2),
                        is_late=late,
                    )
                )
        history.import_history(
            period=period,
            past=past,
            source="lembar kerja tahun berjalan",
            by=planner,
            at=BROUGHT_IN,
        )
        measurement.open_period(period=period, by=planner, at=BROUGHT_IN)
    measurement.open_period(period=quarters[2], by=planner, at=THIS_QUARTER)


def _entry(indicator: Any, goal: Decimal, dice: Random) -> Entry:
    part = Decimal(dice.randint(70, 112)) / 100
    (definition,) = indicator.current_definitions
    words = ("", "") if part >= REACHED_FOR_SURE else EXPLAINED
    if definition.measure == "ratio":
        whole = dice.randint(20, 400)
        some = min(int(whole * goal * part / 100), whole)
        return Entry("", str(some), str(whole), *words)
    value = goal * part
    value = value.quantize(Decimal("0.1") if definition.measure == "value" else 1)
    return Entry(format_number(value), "", "", *words)


def _work_now(made: MadeOffice, dice: Random) -> None:
    """Let one superior's people report this quarter; half of it is verified."""
    superior = made.viewer("superior")
    period = planned.list_periods(for_user=superior)[2]
    rows = [
        row
        for row in measured.list_reported(period=period, for_user=superior)
        if row.verifier_id in superior.position_ids
    ]
    rows = rows[: min(REPORTED_NOW, len(rows) // 2)]
    goals = planned.targets_of(
        indicators=[row.indicator_id for row in rows], year=period.year
    )
    by_person = {
        viewer.person_id: viewer
        for viewer in (
            organised.get_viewer(user=user, on=example.DAY) for user in made.team
        )
    }
    sent = [
        _report(row, by_person[row.person_id], goals[row.indicator_id, period.pk], dice)
        for row in rows
    ]
    measurement.verify_realisations(
        realisations=sent[: len(sent) // 2], by=superior, at=THIS_QUARTER
    )


def _report(row: Any, by: Viewer, goal: Any, dice: Random) -> Any:
    attach_proof(row, by, THIS_QUARTER)
    return measurement.submit_realisation(
        realisation=row,
        entry=_entry(row.indicator, goal.value, dice),
        revision=row.revision,
        by=by,
        at=THIS_QUARTER,
        sure=True,
    )


def attach_proof(row: Any, by: Viewer, at: datetime) -> None:
    """Attach a paper of one page to a realisation, as its holder."""
    evidence.add_file(
        realisation=row,
        name="Rekap.pdf",
        content=papers.paper("Rekap", [str(row.indicator), by.name, str(row.pk)]),
        by=by,
        at=at,
    )


def make_entry(row: Any, goal: Decimal, dice: Random) -> Entry:
    """Return what a holder could type for a realisation with this target."""
    return _entry(row.indicator, goal, dice)
