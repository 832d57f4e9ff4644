"""What a decree's document says, whatever its format: lines, columns, paper.

Both writers take their wording from here, so that a DOCX and a PDF of one decree say the
same and both are read back the same.
"""

import re
from dataclasses import dataclass
from datetime import date
from typing import Any

from tolok.reader.words import fold, write_date


_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
MOST_PORTRAIT_COLUMNS = 5
# Heading and width share of each column that a decree may fill.
OPTIONAL_COLUMNS = (
    ("unit", "SATUAN", 30),
    ("target", "TARGET", 26),
    ("formula", "FORMULASI PERHITUNGAN", 45),
    ("data_source", "SUMBER DATA", 32),
    ("reason", "ALASAN", 38),
    ("definition", "DEFINISI OPERASIONAL", 45),
    ("responsible", "PENANGGUNG JAWAB", 34),
)


@dataclass(frozen=True, slots=True)
class Paper:
    """A sheet of paper, upright, in millimetres."""

    width: int
    height: int


PAPERS = {"folio": Paper(215, 330), "a4": Paper(210, 297)}


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The head of the first page: the region's line, the office's line, address lines."""

    region: str
    office: str
    address: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Column:
    """One column of the annex's tables."""

    field: str
    heading: str
    share: int
    period: str | None = None


def letterhead_of(decree: dict[str, Any]) -> Letterhead:
    """The letterhead that a decree's own head names, without an address."""
    head = decree["decree"]
    region = head["region"] or ""
    return Letterhead(
        f"Pemerintah {region}" if region else "",
        head["organisation"] or "",
    )


def plain(text: str) -> str:
    """A text without what no document can carry, white space folded."""
    return fold(_UNPRINTABLE.sub(" ", text))


def dotted(label: str | None) -> str:
    """A label as it is printed: `a` → `a.`; nothing for none."""
    return f"{plain(label)}." if label else ""


def kind_of(head: dict[str, Any]) -> str:
    """KEPUTUSAN or PERATURAN."""
    return str(head["kind"] or "Keputusan").upper()


def statement_of(head: dict[str, Any]) -> str:
    """What stands after Menetapkan."""
    stated = " TENTANG ".join(
        part.upper() for part in (head["issuer"], head["about"]) if part
    )
    return f"{kind_of(head)} {stated}."


def annex_lines(head: dict[str, Any]) -> list[str]:
    """The heading of the annex: of which decree, number, day and subject."""
    lines = [f"LAMPIRAN {kind_of(head)} {(head['issuer'] or '').upper()}".strip()]
    lines.append(f"NOMOR : {head['number'] or ''}".strip())
    if head["date"]:
        lines.append(f"TANGGAL : {write_date(date.fromisoformat(head['date']))}")
    if head["about"]:
        lines.append(f"TENTANG {head['about'].upper()}")
    return lines


def annex_titles(head: dict[str, Any]) -> list[str]:
    """The title lines of the annex: what it lists, of which office, for which years."""
    titles = ["INDIKATOR KINERJA INDIVIDU"]
    office = " ".join(part for part in (head["organisation"], head["region"]) if part)
    if office:
        titles.append(office.upper())
    years = [str(y) for y in (head["year_from"], head["year_until"]) if y is not None]
    if years:
        titles.append(f"TAHUN {'-'.join(dict.fromkeys(years))}")
    return titles


def columns_of(decree: dict[str, Any]) -> list[Column]:
    """The columns this decree needs: the usual three and those that any indicator fills."""
    indicators = [
        indicator
        for position in decree["positions"]
        for objective in position["objectives"]
        for indicator in objective["indicators"]
    ]
    columns = [
        Column("number", "NO", 13),
        Column("objective", "SASARAN STRATEGIS", 62),
        Column("indicator", "INDIKATOR KINERJA", 72),
    ]
    for name, heading, share in OPTIONAL_COLUMNS:
        if name == "target":
            periods = dict.fromkeys(
                target["period"]
                for indicator in indicators
                for target in indicator["target"]
            )
            columns += [Column(name, heading, share, period) for period in periods]
        elif any(indicator[name] for indicator in indicators):
            columns.append(Column(name, heading, share))
    return columns


def value_of(indicator: dict[str, Any], column: Column) -> str:
    """What one indicator says in one column."""
    if column.field == "indicator":
        return str(indicator["text"])
    if column.field == "target":
        return next(
            (
                str(target["text"])
                for target in indicator["target"]
                if target["period"] == column.period
            ),
            "",
        )
    return str(indicator[column.field] or "")


def spaced_nip(nip: str) -> str:
    """18 digits as they are written: birth date, month of appointment, sex, number."""
    if not re.fullmatch(r"\d{18}", nip):
        return nip
    return f"{nip[:8]} {nip[8:14]} {nip[14]} {nip[15:]}"
