"""`tolok definitions`: a filled-in workbook of definitions, checked and kept."""

import sys
from argparse import Namespace
from pathlib import Path

from tolok.cli import clock
from tolok.cli.indonesian import Commands
from tolok.cli.output import note, why_not, write
from tolok.cli.progress import progress_bar
from tolok.cli.user import find_user
from tolok.cli.wiring import needs_django
from tolok.kernel.refusals import Unfit


class CannotImport(Unfit):
    """The workbook cannot be read or kept."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "definitions",
        help="periksa dan simpan lembar definisi indikator (XLSX)",
        description="Periksa lembar definisi yang sudah diisi, berapa pun barisnya. "
        "Tanpa --keep tidak ada yang disimpan; satu baris yang salah menahan semuanya.",
    )
    parser.add_argument("file", metavar="BERKAS", type=Path, help="lembar XLSX")
    parser.add_argument(
        "--user",
        required=True,
        metavar="PENGGUNA",
        help="akun perencana yang memutuskan",
    )
    parser.add_argument(
        "--keep", action="store_true", help="simpan bila semua barisnya benar"
    )
    parser.add_argument(
        "--reason", default="", metavar="ALASAN", help="alasan perubahan"
    )
    parser.add_argument(
        "--errors",
        type=Path,
        metavar="BERKAS",
        help="tulis lembar dengan kesalahannya ke berkas ini",
    )
    parser.set_defaults(run=run)


@needs_django
def run(asked: Namespace) -> int:
    """Check, and keep where asked; 1 where rows are wrong. Raises `CannotImport`."""
    from tolok.organisation.queries import get_viewer
    from tolok.registry import importing
    from tolok.scoring.queries import list_scales

    try:
        content = asked.file.read_bytes()
    except OSError as error:
        raise CannotImport(
            f"Berkas {asked.file} tidak dapat dibuka: {why_not(error)}. "
            "Periksa nama dan izinnya."
        ) from error
    now = clock.moment()
    by = get_viewer(user=find_user(asked.user), on=now.date())
    row = importing.begin_import(content=content, name=asked.file.name, by=by, at=now)
    with progress_bar(sys.stderr, what="baris") as progress:
        importing.check_import(
            import_id=row.pk, scales=list_scales(), progress=progress
        )
    row.refresh_from_db()
    if row.refusal:
        raise CannotImport(row.refusal)
    write(
        f"{row.rows_done} baris dibaca: {row.changed_count} definisi akan berubah, "
        f"{row.wrong_count} baris salah."
    )
    if row.wrong_count and asked.errors:
        asked.errors.write_bytes(importing.marked_workbook(row=row))
        note(f"Lembar dengan kesalahannya: {asked.errors}")
    if row.wrong_count or not asked.keep:
        importing.cancel_import(row=row, by=by, at=now)
        write("Tidak ada yang disimpan.")
        return 1 if row.wrong_count else 0
    try:
        importing.ask_to_keep(row=row, reason=asked.reason, by=by, at=now)
    except Unfit:
        importing.cancel_import(row=row, by=by, at=now)
        raise
    with progress_bar(sys.stderr, what="definisi") as progress:
        kept = importing.keep_import(import_id=row.pk, progress=progress)
    row.refresh_from_db()
    if kept is None:
        raise CannotImport(row.refusal)
    write(f"{kept} definisi disimpan.")
    return 0
