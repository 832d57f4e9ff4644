"""`tolok remind`: remind now, or only see who would be told what."""

import smtplib
from argparse import Namespace
from typing import TYPE_CHECKING

from tolok.cli import clock
from tolok.cli.indonesian import Commands
from tolok.cli.output import note, shortened, write, write_table
from tolok.cli.wiring import needs_django
from tolok.kernel.refusals import NotNow, Unfit


if TYPE_CHECKING:
    from tolok.reminders.digest import Outcome


DONE, FAILING = 0, 1
NAME_WIDTH, SUMMARY_WIDTH = 34, 70


class OfficeUnknown(Unfit):
    """No office bears this name."""


class ServerSilent(NotNow):
    """The mail server does not answer."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "remind",
        help="kirim pengingat tenggat",
        description="Kirim pengingat yang jatuh hari ini di semua kantor yang sedang "
        "dalam jam kerjanya. Pekerja latar tolok serve melakukannya sendiri tiap jam; "
        "mengulang tidak mengirim dua kali.",
    )
    parser.add_argument(
        "--dry-run",
        action="store_true",
        help="hanya tampilkan siapa akan diingatkan tentang apa",
    )
    parser.add_argument(
        "--any-time",
        action="store_true",
        help="juga di luar hari dan jam kerja kantor",
    )
    parser.add_argument("--office", metavar="KANTOR", help="satu kantor saja")
    parser.add_argument(
        "--check",
        action="store_true",
        help="hanya coba sambungan ke server surel; tidak ada yang dikirim",
    )
    parser.set_defaults(run=run)


@needs_django
def run(asked: Namespace) -> int:
    """Remind; return 1 where mails could not leave. Raises `OfficeUnknown`."""
    from tolok.reminders import digest
    from tolok.reminders.queries import list_remindable

    if asked.check:
        return check_server()
    due = list_remindable(moment=clock.moment(), any_time=asked.any_time)
    if asked.office:
        due = [(o, at) for o, at in due if asked.office in {o.name, o.short_name}]
        if not due:
            raise OfficeUnknown(
                f"Kantor “{asked.office}” tidak ada, mematikan pengingat, atau sedang di "
                "luar jam kerjanya (pakai --any-time)."
            )
    if not due:
        write("Tidak ada kantor yang sedang dalam jam kerjanya.")
        return DONE
    if asked.dry_run:
        for office, at in due:
            foretell(digest.foresee(office=office, at=at))
        return DONE
    failed = 0
    for done in digest.remind_all(due=due):
        sent = done.delivery
        failed += sent.failed
        write(
            f"{done.office.name}: {len(done.planned)} orang diingatkan, {sent.sent} "
            f"surel terkirim, {sent.refused} ditolak, {sent.failed} belum terkirim"
        )
        if sent.trouble:
            note(f"  {sent.trouble}")
    return FAILING if failed else DONE


def foretell(seen: "Outcome") -> None:
    """Print who would be told what."""
    write(f"{seen.office.name}: {len(seen.planned)} orang akan diingatkan")
    if seen.planned:
        write_table(
            ("Penerima", "Isi", "Surel"),
            [
                (
                    shortened(row.person.name, NAME_WIDTH),
                    shortened(row.summary, SUMMARY_WIDTH),
                    str(row.reason.label),
                )
                for row in seen.planned
            ],
        )


def check_server() -> int:
    """Connect to the mail server and hang up. Raises `ServerSilent`."""
    from django.conf import settings
    from django.core.mail import get_connection

    from tolok.reminders.post import said_by

    if not settings.EMAIL_HOST:
        write(f"Server surel belum diatur; surel ditulis ke {settings.MAIL_FOLDER}.")
        return DONE
    connection = get_connection()
    try:
        connection.open()
    except (OSError, smtplib.SMTPException) as error:
        raise ServerSilent(
            f"Server surel {settings.EMAIL_HOST}:{settings.EMAIL_PORT} tidak dapat "
            f"dipakai: {said_by(error)}. Periksa TOLOK_MAIL_HOST, _PORT, _SECURITY, "
            "_USER dan _PASSWORD."
        ) from error
    finally:
        connection.close()
    write(
        f"Server surel {settings.EMAIL_HOST}:{settings.EMAIL_PORT} menerima sambungan."
    )
    return DONE
