"""What a computer officer does beside the screens, for the journey from nothing.

new_office.py office    an office with its planner, before any decree
new_office.py people    people in the positions that the adopted decree made
new_office.py second    another planner, who confirms what the first one proposes
"""

import sys
from datetime import date, datetime
from zoneinfo import ZoneInfo

from tolok.accounts import actions as accounts
from tolok.accounts.enums import Role
from tolok.organisation import actions as organisation
from tolok.organisation.models import Office, Position
from tolok.records.actions import System


TODAY = date(2026, 10, 6)
AT = datetime(2026, 10, 6, 7, tzinfo=ZoneInfo("Asia/Jakarta"))
PASSWORD = "Contoh-Tolok-2026"
SEATS = [
    ("kepala", "Ratna Dewanti", "Kepala Dinas Pemberdayaan Masyarakat dan Desa"),
    ("kasubag", "Joko Susilo", "Kepala Sub Bagian Keuangan"),
    ("bendahara", "Putri Maharani", "Staf Sub Bagian Keuangan (Bendahara)"),
]


def account(username: str, name: str):
    """Make an account with the password of the tests."""
    return accounts.create_user(
        username=username, name=name, password=PASSWORD, by=System(), at=AT
    )


def make_office() -> None:
    """Set up the office and its planner."""
    office = organisation.create_office(
        region_name="Kabupaten Lamongan",
        name="Dinas Pemberdayaan Masyarakat dan Desa",
        short_name="Dinas PMD",
        by=System(),
        at=AT,
        is_example=True,
        example_day=TODAY,
    )
    organisation.grant_role(
        user=account("perencana", "Dian Lestari"),
        office=office,
        role=Role.PLANNER,
        starts_on=date(2026, 1, 1),
        by=System(),
        at=AT,
    )


def add_second_planner() -> None:
    """Give the office another planner."""
    organisation.grant_role(
        user=account("perencana2", "Wulan Sari"),
        office=Office.objects.get(),
        role=Role.PLANNER,
        starts_on=date(2026, 1, 1),
        by=System(),
        at=AT,
    )


def seat_people() -> None:
    """Seat the people of the journey."""
    office = Office.objects.get()
    for number, (username, name, title) in enumerate(SEATS):
        person = organisation.register_person(
            name=name,
            nip=f"19800101200501100{number}",
            user=account(username, name),
            by=System(),
            at=AT,
        )
        organisation.place_person(
            person=person,
            position=Position.objects.get(office=office, title=title),
            starts_on=date(2026, 1, 1),
            by=System(),
            at=AT,
        )


if __name__ == "__main__":
    {"office": make_office, "people": seat_people, "second": add_second_planner}[
        sys.argv[1]
    ]()
