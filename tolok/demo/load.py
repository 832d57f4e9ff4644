"""Load the example office: as its people would have done it, day by day.

Everything goes through the actions of the rooms, at fixed moments and without chance, so
that two loads give the same digits. What happens in 2026 is told by `living`.
"""

from collections import defaultdict
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

from django.db import transaction

from tolok.accounts import actions as accounts
from tolok.accounts.actions import NewAccount
from tolok.accounts.enums import Role
from tolok.decrees import actions as decrees
from tolok.demo import example
from tolok.demo.example import chance, moment
from tolok.demo.inspecting import inspect
from tolok.demo.living import live_2026
from tolok.demo.loading import Loading, explained, figure_of, owed_on, seat, verifier_of
from tolok.demo.proposing import propose_changes
from tolok.demo.reporting_year import fill_in_yearly_report
from tolok.kernel.refusals import NotNow
from tolok.measurement import history, retention
from tolok.measurement.enums import FileType
from tolok.measurement.history import PastRealisation
from tolok.organisation import actions as organisation
from tolok.organisation import queries as organised
from tolok.organisation.actions import PlannedPosition, PlannedUnit
from tolok.planning import actions as planning
from tolok.planning import queries as planned
from tolok.planning.targets import Promise, set_targets
from tolok.planning.weights import Weights, set_weights
from tolok.records import actions as records
from tolok.records.actions import System
from tolok.registry import actions as registry
from tolok.registry import queries as registered
from tolok.reminders import digest


FOUNDED = moment(date(2026, 1, 2), 8)
ADOPTED = moment(date(2026, 1, 5), 9, 30)
DEFINED = moment(date(2026, 1, 12), 10)
PROMISED = moment(date(2026, 1, 19), 13)
BROUGHT_IN = moment(date(2026, 2, 2), 14)
RULES = "permenpanrb-8-2021"
MOST_MB, RETAINED_YEARS = 10, 5
AGREEMENT = "Perjanjian Kinerja Tahun {}"


class ExampleIsThere(NotNow):
    """An example office stands in this database already."""


def find_example() -> Any:
    """Return the example office, or None before it was loaded."""
    return next(
        (
            office
            for office in organised.list_offices()
            if (office.is_example, office.name, office.region.name)
            == (True, example.OFFICE, example.REGION)
        ),
        None,
    )


def load_example(*, at: datetime) -> Any:
    """Load the example office and return it; `at` is when that was asked for.

    Raises `ExampleIsThere`.
    """
    if find_example() is not None:
        message = (
            "Kantor contoh sudah ada; isinya dibiarkan. Untuk mulai dari awal "
            "jalankan: make fresh"
        )
        raise ExampleIsThere(message)
    with transaction.atomic():
        loading = Loading()
        _found(loading)
        _adopt(loading)
        _define(loading)
        _promise(loading)
        _bring_in_2025(loading)
        fill_in_yearly_report(loading)
        live_2026(loading)
        propose_changes(loading)
        inspect(loading)
        organisation.stop_clock(
            office=loading.office,
            day=example.DAY,
            by=System(),
            at=moment(example.DAY - timedelta(days=1), 17),
        )
        digest.remind_office(office=loading.office, at=moment(example.DAY, 8))
        records.record_event(
            by=System(), at=at, action="demo.load_example", subject=loading.office
        )
    return loading.office


def _found(loading: Loading) -> None:
    """Set up the office, the accounts and the people."""
    told = example.read("people.yaml")
    loading.office = organisation.create_office(
        region_name=example.REGION,
        name=example.OFFICE,
        short_name=example.SHORT_NAME,
        address=example.ADDRESS,
        is_example=True,
        by=System(),
        at=FOUNDED,
    )
    everyone = [*told["people"], *told["without_seat"]]
    made = accounts.create_users(
        accounts=[
            NewAccount(
                username=one["username"],
                name=one["name"],
                password=example.PASSWORD,
                is_administrator=one.get("role") == Role.ADMINISTRATOR,
            )
            for one in everyone
        ],
        by=System(),
        at=FOUNDED,
    )
    loading.users = {user.username: user for user in made}
    people = organisation.register_people(
        people=[
            {
                "name": one["name"],
                "nip": one["nip"],
                "rank": one["rank"],
                "user": loading.users[one["username"]],
            }
            for one in told["people"]
        ],
        office_id=loading.office.pk,
        by=System(),
        at=FOUNDED,
    )
    loading.people = {
        one["username"]: person
        for one, person in zip(told["people"], people, strict=True)
    }
    grants = [(told["planner"], Role.PLANNER)]
    grants += [(one["username"], Role(one["role"])) for one in told["without_seat"]]
    for username, role in grants:
        organisation.grant_role(
            user=loading.users[username],
            office=loading.office,
            role=role,
            starts_on=FOUNDED.date(),
            by=System(),
            at=FOUNDED,
        )
    _found_superior(loading, told["superior_office"])


def _found_superior(loading: Loading, told: dict[str, str]) -> None:
    office = organisation.create_office(
        region_name=example.REGION,
        name=told["name"],
        short_name=told["short_name"],
        is_example=True,
        by=System(),
        at=FOUNDED,
    )
    _units, positions = organisation.establish_structure(
        office=office,
        units=[PlannedUnit("setda", told["unit"], "sekretariat", None)],
        positions=[
            PlannedPosition("sekda", told["position"], "setda", "jpt", None, True)
        ],
        by=System(),
        at=FOUNDED,
    )
    loading.positions |= positions
    organisation.stop_clock(office=office, day=example.DAY, by=System(), at=FOUNDED)


def _adopt(loading: Loading) -> None:
    """Have the real reader read the decree, adopt it, and seat everyone."""
    planner = loading.planner(FOUNDED)
    draft = decrees.upload_decree(
        content=example.decree_text(),
        name="sk-iki-2026.txt",
        by=planner,
        at=FOUNDED + timedelta(hours=6),
    )
    decree = decrees.adopt_decree(decree=draft, by=planner, at=ADOPTED)
    read = decree.content["positions"]
    rows = organised.list_positions(for_user=planner)
    for told, position in zip(read, rows, strict=True):
        loading.positions[told["id"]] = position
        loading.units[told["id"]] = told["unit"]
        loading.superiors[told["id"]] = told["superior"] or "sekda"
    keys = {row.pk: key for key, row in loading.positions.items()}
    version = registered.list_versions(for_user=planner)[0]
    count: dict[str, int] = defaultdict(int)
    for indicator in registered.list_indicators(version=version, for_user=planner):
        key = keys[indicator.position_id]
        count[key] += 1
        loading.indicators[f"{key}.{count[key]}"] = indicator
    for one in example.read("people.yaml")["people"]:
        for told in one["seats"]:
            if told["from"] <= ADOPTED.date():
                seat(loading, one["username"], told, ADOPTED)
    organisation.set_superior(
        position=loading.positions["p01"],
        superior=loading.positions["sekda"],
        by=System(),
        at=ADOPTED,
    )
    loading.viewers.clear()


def _define(loading: Loading) -> None:
    """Decide how each of the indicators is measured."""
    planner = loading.planner(DEFINED)
    for key, indicator in loading.indicators.items():
        registry.change_definition(
            definition=indicator.current_definitions[0],
            changes=example.definition_of(key),
            reason="",
            by=planner,
            at=DEFINED,
        )


def _promise(loading: Loading) -> None:
    """Set up both years with their targets, and which evidence is taken."""
    planner = loading.planner(PROMISED)
    retention.set_evidence_rules(
        office=loading.office,
        file_types=FileType.values,
        max_file_mb=MOST_MB,
        retain_years=RETAINED_YEARS,
        by=planner,
        at=PROMISED,
    )
    for year in (2025, 2026):
        row = planning.set_up_year(
            office=loading.office,
            year=year,
            rules=RULES,
            elected=True,
            by=planner,
            at=PROMISED,
        )
        quarters = planned.list_periods(for_user=planner, year=year)
        set_targets(
            year=row,
            promises=[
                Promise(indicator, period, text)
                for key, indicator in loading.indicators.items()
                for period, text in zip(
                    [None, *quarters], example.targets_of(key, year), strict=True
                )
            ],
            by=planner,
            at=PROMISED,
            document=AGREEMENT.format(year),
        )
    set_weights(
        year=row,
        weights=[_weights_of(loading, key) for key in example.read("weights.yaml")],
        by=planner,
        at=PROMISED,
    )


def _weights_of(loading: Loading, position: str) -> Weights:
    """Return what the objectives and indicators of a position count for."""
    told = example.read("weights.yaml")[position]
    own = [row for key, row in loading.indicators.items() if key.startswith(position)]
    objectives = dict.fromkeys(row.objective_id for row in own)
    return Weights(
        own[0].position,
        {loading.indicators[k].pk: Decimal(v) for k, v in told["indicators"].items()},
        dict(zip(objectives, map(Decimal, told["objectives"]), strict=True)),
    )


def _bring_in_2025(loading: Loading) -> None:
    """Take over what the office measured in 2025, before it came here."""
    planner = loading.planner(BROUGHT_IN)
    for period in planned.list_periods(for_user=planner, year=2025):
        past = []
        for key, username in owed_on(loading, period.ends_on):
            told = figure_of(loading, key, username, 2025, period.number)
            if told is None:
                continue
            sent = moment(period.opens_on, 9) + timedelta(
                days=int(chance("sent", key, username, period.number) * 8)
            )
            past.append(
                PastRealisation(
                    indicator=loading.indicators[key],
                    person=loading.people[username],
                    entry=explained(loading, told, key, username, 2025, period.number),
                    submitted_at=sent,
                    verified_by=loading.people[
                        verifier_of(loading, key, period.ends_on)
                    ],
                    verified_at=sent + timedelta(days=2, hours=4),
                )
            )
        history.import_history(
            period=period,
            past=past,
            source="lembar kerja pengukuran kinerja 2025",
            by=planner,
            at=BROUGHT_IN,
        )
