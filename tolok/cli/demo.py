"""`tolok demo`: the example office, its accounts, and made-up offices of any size."""

import json
from argparse import Namespace

from tolok.cli import clock
from tolok.cli.indonesian import Commands, WholeNumber
from tolok.cli.output import shortened, write, write_table
from tolok.cli.wiring import needs_django
from tolok.kernel.refusals import NotNow


SHOWN_AT_FIRST = 8
WIDTH = 60
ROLES = {
    "administrator": "administrator",
    "planner": "perencana",
    "head": "kepala",
    "superior": "atasan",
    "staff": "pegawai",
    "inspector": "pemeriksa",
}


class NoExample(NotNow):
    """There is no example office."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "demo",
        help="muat kantor contoh atau kantor buatan",
        description="Tanpa opsi: muat kantor contoh (Dinas PMD Kabupaten Lamongan 2026,"
        " semua orangnya rekaan) ke basis data.",
    )
    what = parser.add_mutually_exclusive_group()
    what.add_argument(
        "--accounts", action="store_true", help="cetak akun orang-orang contoh"
    )
    what.add_argument(
        "--office",
        metavar="N",
        type=WholeNumber(5),
        help="buat satu kantor berisi N orang rekaan, untuk mengukur kecepatan",
    )
    what.add_argument(
        "--region",
        nargs=2,
        metavar=("KANTOR", "N"),
        type=WholeNumber(1),
        help="buat satu daerah: sekian KANTOR, masing-masing berisi N orang",
    )
    parser.add_argument(
        "--seed",
        metavar="BILANGAN",
        type=WholeNumber(0),
        default=2026,
        help="bilangan awal pengacak; lain bilangannya, lain isinya (baku: 2026)",
    )
    parser.add_argument(
        "--json", action="store_true", help="bersama --accounts: cetak sebagai JSON"
    )
    parser.set_defaults(run=run)


@needs_django
def run(asked: Namespace) -> int:
    """Load or make what was asked for, or list the accounts."""
    from tolok.demo.accounts import list_accounts
    from tolok.demo.load import load_example

    if asked.accounts:
        if not list_accounts():
            raise NoExample(
                "Kantor contoh belum dimuat. Muat dahulu dengan: tolok demo"
            )
        if asked.json:
            write(json.dumps(list_accounts(), ensure_ascii=False, indent=2))
        else:
            show_accounts()
    elif asked.office:
        from tolok.demo.generator import make_office

        make_office(people=asked.office, seed=asked.seed)
        write(f"Satu kantor berisi {asked.office} orang rekaan dibuat.")
    elif asked.region:
        offices, people = asked.region
        from tolok.demo.generator import make_region

        make_region(offices=offices, people=people, seed=asked.seed)
        write(f"{offices} kantor, masing-masing {people} orang rekaan, dibuat.")
    else:
        load_example(at=clock.moment())
        show_accounts(SHOWN_AT_FIRST)
    return 0


def show_accounts(most: int | None = None) -> None:
    """Print the example people and how they sign in; nothing where there are none."""
    from tolok.demo.accounts import list_accounts

    accounts = list_accounts()
    if not accounts:
        return
    write()
    write("Kantor contoh: semua orang dan angkanya rekaan. Masuk sebagai:")
    write()
    write_table(
        ("Pengguna", "Kata sandi", "Peran", "Jabatan"),
        (
            (
                one["username"],
                one["password"],
                ROLES[one["role"]],
                shortened(one["position"] or "–", WIDTH),
            )
            for one in accounts[:most]
        ),
    )
    if most is not None and len(accounts) > most:
        write(f"… dan {len(accounts) - most} lagi: tolok demo --accounts")
    write()
