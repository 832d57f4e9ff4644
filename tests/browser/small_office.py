"""A small office, ready for its year: three people, two indicators, four quarters.

small_office.py ready             the office with decree, people, definitions and targets
small_office.py day 2026-07-06    the office lives on that day from now on
"""

import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tolok.accounts import actions as accounts
from tolok.accounts.enums import Role
from tolok.decrees import actions as decrees
from tolok.demo.drafting import (
    DraftPosition,
    DraftUnit,
    write_decree,
)
from tolok.organisation import actions as organisation
from tolok.organisation.models import Office, Position
from tolok.organisation.queries import get_viewer
from tolok.planning import actions as planning
from tolok.planning import targets
from tolok.planning.models import Period
from tolok.planning.targets import Promise
from tolok.records.actions import System
from tolok.registry import actions as registry
from tolok.registry.models import Definition


AT = datetime(2026, 1, 5, 8, tzinfo=ZoneInfo("Asia/Jakarta"))
PASSWORD = "Contoh-Tolok-2026"
REPORTS = "Jumlah Laporan Keuangan yang Disusun"
BILLS = "Persentase Tagihan yang Dibayar Tepat Waktu"
GOALS = {REPORTS: ("3", "3", "3", "3", "12"), BILLS: ("90 %",) * 5}
MEANT = {
    BILLS: {
        "numerator_label": "Tagihan yang dibayar tepat waktu",
        "denominator_label": "Seluruh tagihan",
        "evidence_minimum": 0,
    },
    REPORTS: {"evidence_minimum": 0, "unit_of_measure": "laporan"},
}
PEOPLE = [
    ("kepala", "Ratna Dewanti", "Kepala Dinas Arsip"),
    ("kasubag", "Joko Susilo", "Kepala Sub Bagian Keuangan"),
    ("bendahara", "Putri Maharani", "Bendahara"),
]


def make_ready() -> None:
    """Make the office up to the first day on which values are entered."""
    office = organisation.create_office(
        region_name="Kabupaten Sukamaju",
        name="Dinas Arsip",
        short_name="Dinas Arsip",
        by=System(),
        at=AT,
        is_example=True,
        example_day=date(2026, 3, 30),
    )
    planner_user = accounts.create_user(
        username="perencana", name="Dian Lestari", password=PASSWORD, by=System(), at=AT
    )
    organisation.grant_role(
        user=planner_user,
        office=office,
        role=Role.PLANNER,
        starts_on=date(2026, 1, 1),
        by=System(),
        at=AT,
    )
    planner = get_viewer(user=planner_user, on=AT.date())
    content = write_decree(
        office=office.name,
        region="Kabupaten Sukamaju",
        year=2026,
        number="188/1/2026",
        units=[
            DraftUnit("u1", "Dinas Arsip", "dinas"),
            DraftUnit("u2", "Sub Bagian Keuangan", "sub_bagian", "u1"),
        ],
        positions=[
            DraftPosition("p1", PEOPLE[0][2], "u1", None, "jpt", []),
            DraftPosition("p2", PEOPLE[1][2], "u2", "p1", "pengawas", []),
            DraftPosition(
                *("p3", PEOPLE[2][2], "u2", "p2", "pelaksana"),
                [("Tertibnya Keuangan", [REPORTS, BILLS])],
            ),
        ],
    )
    draft = decrees.import_decree(content=content, name="sk.json", by=planner, at=AT)
    decrees.adopt_decree(decree=draft, by=planner, at=AT)
    for number, (username, name, title) in enumerate(PEOPLE):
        organisation.place_person(
            person=organisation.register_person(
                name=name,
                nip=f"19800101200501100{number}",
                user=accounts.create_user(
                    username=username, name=name, password=PASSWORD, by=System(), at=AT
                ),
                by=System(),
                at=AT,
            ),
            position=Position.objects.get(office=office, title=title),
            starts_on=date(2026, 1, 1),
            by=System(),
            at=AT,
        )
    for row in Definition.objects.select_related("indicator"):
        registry.change_definition(
            definition=row,
            changes=MEANT[row.indicator.text],
            reason="",
            by=planner,
            at=AT,
        )
    year = planning.set_up_year(
        office=office,
        year=2026,
        rules="permenpanrb-8-2021",
        elected=True,
        by=planner,
        at=AT,
    )
    quarters = list(Period.objects.filter(year=year).order_by("starts_on"))
    targets.set_targets(
        year=year,
        promises=[
            Promise(row.indicator, period, text)
            for row in Definition.objects.filter(is_current=True).select_related(
                "indicator"
            )
            for period, text in zip(
                [*quarters, None], GOALS[row.indicator.text], strict=True
            )
        ],
        by=planner,
        at=AT,
        document="Perjanjian Kinerja Tahun 2026",
    )


def move_to(day: str) -> None:
    """Let the office live on a day."""
    organisation.stop_clock(
        office=Office.objects.get(), day=date.fromisoformat(day), by=System(), at=AT
    )


if __name__ == "__main__":
    if sys.argv[1] == "day":
        move_to(sys.argv[2])
    else:
        make_ready()
