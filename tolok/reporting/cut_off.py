"""Until when a document speaks: this very moment, or the end of a past day."""

from datetime import date, datetime, time

from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import Unfit


# What a document of a past day can not bring back, in its own words.
NAMED_AS_NOW = (
    "Angka dan keadaan seperti diketahui pada akhir hari itu. Nama unit, jabatan, dan "
    "orang seperti tercatat saat dicetak; kewajiban yang dicabut sebelum dikerjakan "
    "tidak ikut."
)


class DayNotOver(Unfit):
    """A document cannot tell what is not known yet."""


class DayBeforeYear(Unfit):
    """Before its year began there was nothing to tell."""


def cut_off(*, on: date | None, at: datetime, year: int | None) -> datetime | None:
    """Return the last moment of a past day, or None for a document of this moment.

    `at` is now on the office's clocks; `year` is that of the document's figures, None
    where it has none. Today is not over, so that it is a document of this moment.
    Raises `DayNotOver` and `DayBeforeYear`.
    """
    if on is None:
        return None
    today = at.date()
    if on > today:
        raise DayNotOver(
            _("%(day)s belum tiba. Pilih tanggal paling lambat hari ini, %(today)s.")
            % {"day": format_date(on), "today": format_date(today)},
            field="pada",
        )
    if year is not None and on.year < year:
        raise DayBeforeYear(
            _(
                "Pada %(day)s tahun kinerja %(year)s belum dimulai. Pilih tanggal "
                "1 Januari %(year)s atau sesudahnya, atau periode tahun itu."
            )
            % {"day": format_date(on), "year": year},
            field="pada",
        )
    if on == today:
        return None
    return datetime.combine(on, time.max, tzinfo=at.tzinfo)
