"""What every document carries: letterhead, cut-off, rule pack, signatures."""

from dataclasses import dataclass
from datetime import datetime

from tolok.kernel.dates import format_date, format_moment
from tolok.reporting.documents.stamp import Stamp


EXAMPLE_NOTICE = "DATA CONTOH: orang dan angka dalam dokumen ini rekaan."


@dataclass(frozen=True, kw_only=True)
class Letterhead:
    """The head of an official letter (kop): region, office, and where it is found."""

    region_line: str
    office_line: str
    address_lines: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Signatory:
    """Who signs; a blank name leaves a dotted line to be filled in by hand."""

    title: str
    name: str = ""
    rank: str = ""
    nip: str = ""


@dataclass(frozen=True, kw_only=True)
class Method:
    """By which rules the figures were computed, in words, and where those stand."""

    name: str
    sentences: tuple[str, ...] = ()
    citations: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Frame:
    """The part that all documents of an office have in common.

    `as_at` is the cut-off, a moment that knows its time zone. Where it is the end of a
    past day, `made_at` says when the document was made. `place` is where it is signed;
    `scope_note` says, where needed, what was left out and why. An issued document bears
    its `stamp`; what could be issued and was not is a preview and says so. It is printed on
    Folio, or on A4.
    """

    letterhead: Letterhead
    office: str
    office_short: str
    place: str
    period: str
    as_at: datetime
    method: Method
    is_example: bool = False
    scope_note: str = ""
    made_at: datetime | None = None
    stamp: Stamp | None = None
    is_preview: bool = False
    is_a4: bool = False

    @property
    def cut_off(self) -> str:
        """Return "Data sampai dengan 6 Oktober 2026 pukul 09.14 WIB".

        Of a past day "Keadaan per 30 Juni 2026". Raises `ValueError` where the cut-off
        knows no time zone.
        """
        if self.made_at is not None:
            return f"Keadaan per {format_date(self.as_at.date())}"
        if self.as_at.tzinfo is None:
            raise ValueError("a cut-off needs its time zone")
        return f"Data sampai dengan {format_moment(self.as_at, self.as_at.tzinfo)}"

    @property
    def signed_at(self) -> str:
        """Return place and day as they stand above a signature."""
        return f"{self.place}, {format_date(self.made.date())}"

    @property
    def made(self) -> datetime:
        """Return when the document was made."""
        return self.made_at or self.as_at
