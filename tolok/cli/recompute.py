"""`tolok recompute`: scores and roll-ups computed anew, and whether a digit differs."""

from argparse import Namespace

from tolok.cli import clock
from tolok.cli.indonesian import Commands
from tolok.cli.output import write, write_table
from tolok.cli.user import find_user
from tolok.cli.wiring import needs_django
from tolok.kernel.refusals import Unfit


class NothingToRecompute(Unfit):
    """The office has no such year or period."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "recompute",
        help="hitung ulang capaian satu tahun atau satu periode",
        description="Hitung ulang semua nilai yang sudah diverifikasi beserta "
        "gabungannya, lalu sebutkan apakah ada angka yang berbeda. Yang berbeda menjadi "
        "versi baru; versi lama tetap tersimpan. Tercatat di jejak audit. Status keluar "
        "1 berarti selesai, dan ada angka yang berbeda.",
    )
    parser.add_argument("year", metavar="TAHUN", type=int, help="misalnya 2026")
    parser.add_argument(
        "--user",
        required=True,
        metavar="PENGGUNA",
        help="akun perencana atau administrator kantornya",
    )
    parser.add_argument(
        "--period",
        type=int,
        metavar="KE",
        help="hanya periode kesekian dalam tahun itu, misalnya 2 untuk Triwulan II",
    )
    parser.set_defaults(run=run)


@needs_django
def run(asked: Namespace) -> int:
    """Compute anew; 1 where a digit differs. Raises `NothingToRecompute`."""
    from tolok.kernel.numbers import format_percent
    from tolok.organisation.queries import get_viewer
    from tolok.planning.queries import (
        PerformanceYear,
        Period,
        list_periods,
        list_years,
    )
    from tolok.scoring.recomputing import recompute

    now = clock.moment()
    by = get_viewer(user=find_user(asked.user), on=now.date())
    year = list_years(for_user=by).filter(year=asked.year).first()
    if year is None:
        known = ", ".join(str(row.year) for row in list_years(for_user=by)) or "–"
        raise NothingToRecompute(
            f"Kantor ini tidak punya tahun kinerja {asked.year}. Yang ada: {known}."
        )
    of: PerformanceYear | Period = year
    if asked.period is not None:
        periods = list(list_periods(for_user=by, year=asked.year))
        wanted = [period for period in periods if period.number == asked.period]
        if not wanted:
            known = "; ".join(f"{p.number} {p.label}" for p in periods)
            raise NothingToRecompute(
                f"Tidak ada periode ke-{asked.period}. Yang ada: {known}."
            )
        of = wanted[0]
    found = recompute(of=of, by=by, at=now)
    write(
        f"{found.verified} realisasi terverifikasi dan {found.roll_ups} capaian gabungan "
        "dihitung ulang."
    )
    if not found.differs:
        write("Semua angka sama.")
        return 0
    write(
        f"Berbeda: {found.scores_changed} nilai realisasi, {found.roll_ups_changed} "
        "capaian gabungan."
    )
    if found.differences:
        write_table(
            ("Capaian", "Periode", "Semula", "Menjadi"),
            [
                (
                    row.what,
                    row.when,
                    "–" if row.before is None else format_percent(row.before),
                    "–" if row.after is None else format_percent(row.after),
                )
                for row in found.differences
            ],
        )
    return 1
