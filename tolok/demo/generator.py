"""Make up an office, or a region of offices, of any size: believable and repeatable.

The structure comes as a decree that is adopted, people and their history come in by the
actions for many rows, and what one superior's people do this quarter is done by hand.
The same size and seed always make the same office.
"""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from decimal import Decimal
from random import Random
from typing import Any

from django.db import transaction

from tolok.accounts import actions as accounts
from tolok.accounts import queries as accounts_known
from tolok.accounts.actions import NewAccount
from tolok.accounts.enums import Role
from tolok.decrees import actions as decrees
from tolok.demo import example, papers
from tolok.demo.drafting import write_decree
from tolok.demo.example import moment
from tolok.demo.structure import PEOPLE_IN_BRANCH, draft_structure
from tolok.demo.wording import FIRST_NAMES, LAST_NAMES, OFFICES
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
from tolok.planning.enums import PeriodKind
from tolok.planning.policies import is_due
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
NEVER_REPORTED = 0.03
LATE = 0.05
REPORTED_NOW = 60
TEAM_MOST = 60
REACHED_FOR_SURE = Decimal("1.08")
EXPLAINED = ("Data diterima terlambat.", "Dijadwalkan ulang.")
FIRST_BIRTHDAY = date(1970, 1, 1)
DAYS_OF_BIRTH = 10_000


@dataclass(frozen=True)
class Manner:
    """How an office lives: what it measures in, how much is over, on which day it stands.

    `in_branch` is how many people a branch has, `objectives` how many a position may
    have, `quarterly` the part that is reported by quarter where the rest is by month.
    """

    kind: str = "quarter"
    over: int = 2
    in_branch: float = PEOPLE_IN_BRANCH
    objectives: tuple[int, ...] = (2, 3)
    quarterly: float = 1.0
    never_reported: float = NEVER_REPORTED
    until: int = YEAR
    day: date = example.DAY
    brought_in: datetime = BROUGHT_IN
    now: datetime = THIS_QUARTER
    whole: bool = True


QUARTERS = Manner()


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
    goals: dict[tuple[int, int], Decimal] = field(default_factory=dict)
    manner: Manner = QUARTERS

    def viewer(self, role: str) -> Viewer:
        """Return `planner`, `head`, `superior` or `staff` on the office's day."""
        return organised.get_viewer(user=self.users[role], on=self.manner.day)


def make_office(
    *,
    people: int,
    seed: int,
    number: int = 1,
    region: str = "",
    superior: tuple[Any, Any] | None = None,
    name: str = "",
    manner: Manner = QUARTERS,
) -> MadeOffice:
    """Make one office of so many people and return it.

    Past quarters are verified, the present one is open. `superior` is the position and
    the person that verify its head; without it one is made. Raises `OfficeIsThere`.
    """
    dice = Random(f"{seed}/{number}/{people}")
    region = region or f"Kabupaten Contoh {seed}"
    name = name or _name_of(number)
    if any(
        (office.region.name, office.name) == (region, name)
        for office in organised.list_offices()
    ):
        message = f"{name} {region} sudah ada. Pakai --seed dengan bilangan lain."
        raise OfficeIsThere(message)
    # Several at once must not wait for each other: then each action stands by itself.
    with transaction.atomic() if manner.whole else nullcontext():
        above = superior or make_superior(region, seed)
        made = _found(region, name, seed, number)
        made.manner = manner
        _adopt(made, region, people, dice)
        _seat(made, people, seed, number, dice)
        organisation.set_superior(
            position=made.positions[0], superior=above[0], by=System(), at=FOUNDED
        )
        _promise(made, dice)
        _remember(made, above[1], dice)
        _work_now(made, dice)
        organisation.stop_clock(
            office=made.office, day=manner.day, by=System(), at=manner.now
        )
    return made


def find_office(*, office: Any, seed: int, number: int, manner: Manner) -> MadeOffice:
    """Return an office that was made before, with those of its people who sign in."""
    tag = f"{seed}.{number}"
    made = MadeOffice(office, manner=manner)
    wanted = [f"pegawai.{tag}.{place}" for place in range(1, TEAM_MOST + 1)]
    made.team = accounts_known.list_users_of(usernames=wanted)
    made.users = {
        "planner": accounts_known.get_user(username=f"perencana.{tag}"),
        "head": accounts_known.get_user(username=f"kepala.{tag}"),
        "superior": accounts_known.get_user(username=f"atasan.{tag}"),
        "staff": made.team[0],
    }
    return made


def make_registry(*, people: int, seed: int, manner: Manner) -> MadeOffice:
    """Make an office that has its registry and its planner, and nobody else yet."""
    region, number = f"Kabupaten Contoh {seed} (registri)", 900
    with transaction.atomic():
        made = _found(region, "Dinas Pendidikan", seed, number)
        made.manner = manner
        _adopt(made, region, people, Random(f"{seed}/{number}/{people}"))
    return made


def make_region(*, offices: int, people: int, seed: int) -> list[MadeOffice]:
    """Make a region of offices, each of so many people, one transaction an office."""
    region = f"Kabupaten Contoh {seed}"
    with transaction.atomic():
        above = make_superior(region, seed)
    return [
        make_office(
            people=people, seed=seed, number=number, region=region, superior=above
        )
        for number in range(1, offices + 1)
    ]


def _name_of(number: int) -> str:
    again, at = divmod(number - 1, len(OFFICES))
    return f"Dinas {OFFICES[at]}{f' {again + 1}' if again else ''}"


def make_superior(region: str, seed: int) -> tuple[Any, Any]:
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
        office=made.office.name,
        people=people,
        dice=dice,
        in_branch=made.manner.in_branch,
        objectives=made.manner.objectives,
    )
    content = write_decree(
        office=made.office.name,
        region=region,
        year=YEAR,
        number=f"188/{made.office.pk}/{YEAR}",
        units=units,
        positions=positions,
        until=made.manner.until,
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
    if made.manner.kind != "quarter":
        monthly = [row for row in definitions if dice.random() > made.manner.quarterly]
        registry.change_definitions(
            changes={row.pk: {"frequency": made.manner.kind} for row in monthly},
            reason="",
            by=planner,
            at=FOUNDED,
        )
        for row in monthly:
            row.frequency = made.manner.kind
        definitions = [row for row in definitions if row.frequency == "quarter"]
    registry.accept_definitions(definitions=definitions, by=planner, at=FOUNDED)


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
        office=made.office,
        year=YEAR,
        rules=RULES,
        by=planner,
        at=FOUNDED,
        kind=PeriodKind(made.manner.kind),
    )
    periods = list(planned.list_periods(for_user=planner, year=YEAR))
    promises = []
    for indicator in made.indicators:
        (definition,) = indicator.current_definitions
        due = [one for one in periods if is_due(definition.frequency, one)]
        text, number, whole = _target(definition, len(due), dice)
        promises += [Promise(indicator, period, text) for period in due]
        promises.append(Promise(indicator, None, whole))
        made.goals |= {(indicator.pk, period.pk): number for period in due}
    set_targets(year=year, promises=promises, by=planner, at=FOUNDED)


def _target(definition: Any, parts: int, dice: Random) -> tuple[str, Decimal, str]:
    """Return the target of each part of the year as written and as a number, and all."""
    if definition.measure == "ratio":
        goal = dice.randint(80, 98)
        return f"{goal} %", Decimal(goal), f"{goal} %"
    if definition.measure == "value":
        text = f"{dice.randint(75, 90)},5"
        return text, Decimal(text.replace(",", ".")), text
    each = dice.choice((3, 6, 12, 24, 60, 120))
    return (
        format_number(Decimal(each)),
        Decimal(each),
        format_number(Decimal(each * parts)),
    )


def _remember(made: MadeOffice, head_verifier: Any, dice: Random) -> None:
    """Bring in the periods that are over, then write down what nobody reported."""
    planner, manner = made.viewer("planner"), made.manner
    periods = list(planned.list_periods(for_user=planner, year=YEAR))
    over = periods[: manner.over]
    superiors = {row.pk: row.superior_id for row in made.positions}
    past: dict[Any, list[PastRealisation]] = {}
    for period in over:
        rows = past.setdefault(period, [])
        for indicator in made.indicators:
            goal = made.goals.get((indicator.pk, period.pk))
            if goal is None:
                continue
            above = superiors[indicator.position_id]
            verifier = made.holders.get(above, [head_verifier])[0]
            for person in made.holders[indicator.position_id]:
                if dice.random() < manner.never_reported:
                    continue
                late = dice.random() < LATE
                day = dice.randint(11, 19) if late else dice.randint(0, 8)
                sent = moment(period.opens_on + timedelta(days=day), 9)
                rows.append(
                    PastRealisation(
                        indicator=indicator,
                        person=person,
                        entry=_entry(indicator, goal, dice),
                        submitted_at=sent,
                        verified_by=verifier,
                        verified_at=sent + timedelta(days=2),
                        is_late=late,
                    )
                )
    history.import_periods(
        past=past,
        source="lembar kerja tahun berjalan",
        by=planner,
        at=manner.brought_in,
    )
    if manner.never_reported:
        for period in over:
            measurement.open_period(period=period, by=planner, at=manner.brought_in)
    measurement.open_period(period=periods[manner.over], by=planner, at=manner.now)


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
    superior, now = made.viewer("superior"), made.manner.now
    period = planned.list_periods(for_user=superior)[made.manner.over]
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
            organised.get_viewer(user=user, on=superior.on) for user in made.team
        )
    }
    sent = [
        _report(
            row,
            by_person[row.person_id],
            goals[row.indicator_id, period.pk],
            dice,
            now,
        )
        for row in rows
        if row.person_id in by_person
    ]
    measurement.verify_realisations(
        realisations=sent[: len(sent) // 2], by=superior, at=now
    )


def _report(row: Any, by: Viewer, goal: Any, dice: Random, now: datetime) -> Any:
    attach_proof(row, by, now)
    return measurement.submit_realisation(
        realisation=row,
        entry=_entry(row.indicator, goal.value, dice),
        revision=row.revision,
        by=by,
        at=now,
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
