"""`tolok user`: accounts and their roles, for who operates the installation."""

import secrets
import sys
from argparse import ArgumentParser, ArgumentTypeError, Namespace
from datetime import date
from typing import TYPE_CHECKING

from tolok.cli import clock
from tolok.cli.indonesian import Commands
from tolok.cli.output import write, write_table
from tolok.cli.wiring import needs_django
from tolok.kernel.refusals import Unfit


if TYPE_CHECKING:
    from tolok.accounts.models import User
    from tolok.organisation.models import Office

ROLES = ("administrator", "planner", "inspector")


class UserUnknown(Unfit):
    """No account has this name."""


class OfficeUnknown(Unfit):
    """No office, or more than one, is meant."""


def add(commands: Commands) -> None:
    """Add the command and the commands below it."""
    parser = commands.add_parser(
        "user",
        help="kelola akun dan perannya",
        description="Kelola akun: buat, ganti kata sandi, beri peran, daftar, tutup.",
    )
    below = parser.add_subparsers(
        title="perintah", metavar="PERINTAH", required=True, dest="user_command"
    )
    made = below.add_parser(
        "add",
        help="buat akun",
        description="Buat akun. Kata sandi dibuat acak, dicetak sekali dan harus diganti"
        " saat pertama masuk; atau dibaca dengan --password-stdin.",
    )
    made.add_argument("username", metavar="PENGGUNA", help="nama pengguna untuk masuk")
    made.add_argument("--name", required=True, metavar="NAMA", help="nama lengkap")
    made.add_argument("--email", default="", metavar="SUREL", help="alamat surel")
    made.add_argument(
        "--administrator",
        action="store_true",
        help="administrator sistem (semua kantor)",
    )
    add_password_option(made)
    made.set_defaults(run=run_add)

    changed = below.add_parser(
        "password",
        help="ganti kata sandi sebuah akun",
        description="Beri akun kata sandi baru, yang harus diganti saat masuk.",
    )
    changed.add_argument("username", metavar="PENGGUNA", help="nama pengguna")
    add_password_option(changed)
    changed.set_defaults(run=run_password)

    roles = below.add_parser(
        "roles",
        help="lihat atau beri peran",
        description="Tanpa --grant: tampilkan peran akun. Peran atasan, kepala dan "
        "pegawai mengikuti jabatannya dan tidak diberikan di sini.",
    )
    roles.add_argument("username", metavar="PENGGUNA", help="nama pengguna")
    roles.add_argument("--grant", choices=ROLES, metavar="PERAN", help=", ".join(ROLES))
    roles.add_argument(
        "--office", metavar="KANTOR", help="nama kantor, bila ada lebih dari satu"
    )
    roles.add_argument(
        "--from",
        dest="starts_on",
        metavar="TANGGAL",
        type=day,
        help="mulai (2026-01-31)",
    )
    roles.add_argument(
        "--until",
        dest="ends_on",
        metavar="TANGGAL",
        type=day,
        help="sampai (2026-12-31)",
    )
    roles.set_defaults(run=run_roles)

    listed = below.add_parser("list", help="daftar akun", description="Daftar akun.")
    listed.set_defaults(run=run_list)

    for name, active, words in (
        ("deactivate", False, "Tutup akun; tidak ada yang dihapus."),
        ("activate", True, "Buka kembali akun yang ditutup."),
    ):
        switched = below.add_parser(
            name, help=words.split(";")[0].rstrip(".").lower(), description=words
        )
        switched.add_argument("username", metavar="PENGGUNA", help="nama pengguna")
        switched.set_defaults(run=run_switch, active=active)


def add_password_option(parser: ArgumentParser) -> None:
    """Let a password come by standard input, never by an argument others can see."""
    parser.add_argument(
        "--password-stdin",
        action="store_true",
        help="baca kata sandi dari masukan baku (satu baris)",
    )


def day(text: str) -> date:
    """Read a day as 2026-01-31."""
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        message = f"{text!r} bukan tanggal; tulis seperti 2026-01-31"
        raise ArgumentTypeError(message) from error


def new_password(asked: Namespace) -> tuple[str, bool]:
    """Return a password, and whether it was made here and is to be printed."""
    if asked.password_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    return secrets.token_urlsafe(12), True


def find_user(username: str) -> "User":
    """Return the account. Raises `UserUnknown`."""
    from django.core.exceptions import ObjectDoesNotExist

    from tolok.accounts.queries import get_user

    try:
        return get_user(username=username)
    except ObjectDoesNotExist as error:
        raise UserUnknown(
            f"Tidak ada akun “{username}”. Lihat semuanya dengan: tolok user list"
        ) from error


def find_office(name: str | None) -> "Office":
    """Return the office of this name, or the only one. Raises `OfficeUnknown`."""
    from tolok.organisation.queries import list_offices

    offices = list(list_offices())
    if name is not None:
        wanted = name.casefold()
        offices = [
            o for o in offices if wanted in {o.name.casefold(), o.short_name.casefold()}
        ]
    if len(offices) == 1:
        return offices[0]
    known = "; ".join(office.name for office in list_offices()[:10])
    if not known:
        raise OfficeUnknown(
            "Belum ada kantor. Masuklah sebagai administrator: layar pertamanya "
            "mendirikan kantor."
        )
    raise OfficeUnknown(
        f"Tulis kantornya dengan --office. Yang ada: {known}."
        if name is None
        else f"Kantor “{name}” tidak ada atau tidak tunggal. Yang ada: {known}."
    )


@needs_django
def run_add(asked: Namespace) -> int:
    """Make an account."""
    from tolok.accounts.actions import create_user
    from tolok.records.actions import System

    password, made = new_password(asked)
    user = create_user(
        username=asked.username,
        name=asked.name,
        email=asked.email,
        password=password,
        is_administrator=asked.administrator,
        must_change_password=made,
        by=System(),
        at=clock.moment(),
    )
    write(f"Akun {user.username} dibuat.")
    tell_password(password, made=made)
    return 0


@needs_django
def run_password(asked: Namespace) -> int:
    """Give an account a new password."""
    from tolok.accounts.actions import set_password
    from tolok.records.actions import System

    user = find_user(asked.username)
    password, made = new_password(asked)
    set_password(
        user=user, password=password, must_change=made, by=System(), at=clock.moment()
    )
    write(f"Kata sandi {user.username} diganti.")
    tell_password(password, made=made)
    return 0


def tell_password(password: str, *, made: bool) -> None:
    """Print a password that was made here; one that was brought is known already."""
    if made:
        write(f"Kata sandi sementara: {password}")
        write("Sampaikan langsung kepada pemiliknya; saat masuk ia harus menggantinya.")


@needs_django
def run_roles(asked: Namespace) -> int:
    """Show the roles of an account, or give one."""
    from tolok.accounts.enums import Role
    from tolok.organisation.actions import grant_role
    from tolok.organisation.queries import list_role_grants
    from tolok.records.actions import System

    user = find_user(asked.username)
    if asked.grant:
        now = clock.moment()
        grant_role(
            user=user,
            office=find_office(asked.office),
            role=Role(asked.grant),
            starts_on=asked.starts_on or now.date(),
            ends_on=asked.ends_on,
            by=System(),
            at=now,
        )
    grants = list(list_role_grants(user=user))
    if user.is_administrator:
        write(f"{user.username} adalah administrator sistem.")
    if not grants:
        write(f"{user.username} tidak diberi peran lain di kantor mana pun.")
        return 0
    write_table(
        ("Peran", "Kantor", "Mulai", "Sampai"),
        (
            (
                str(grant.get_role_display()),
                grant.office.name,
                grant.starts_on.isoformat(),
                grant.ends_on.isoformat() if grant.ends_on else "–",
            )
            for grant in grants
        ),
    )
    return 0


@needs_django
def run_list(_asked: Namespace) -> int:
    """List every account."""
    from tolok.accounts.queries import list_users

    write_table(
        ("Pengguna", "Nama", "Keadaan", "Administrator"),
        (
            (
                user.username,
                user.name,
                "aktif" if user.is_active else "ditutup",
                "ya" if user.is_administrator else "–",
            )
            for user in list_users()
        ),
    )
    return 0


@needs_django
def run_switch(asked: Namespace) -> int:
    """Close an account or open it again."""
    from tolok.accounts.actions import set_active
    from tolok.records.actions import System

    user = find_user(asked.username)
    set_active(user=user, active=asked.active, by=System(), at=clock.moment())
    write(f"Akun {user.username} {'dibuka kembali' if asked.active else 'ditutup'}.")
    return 0
