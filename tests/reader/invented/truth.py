"""Truth: one invented decree as `tolok-decree/1`, by the conventions of that form.

What a layout cannot say (a table without a unit column) is taken out by `sheets`, so that a
truth holds just what its document says.
"""

import random
from dataclasses import dataclass, field
from typing import Any

from tests.reader.invented import words


NOWHERE = {"page": None, "line": None, "table": None, "row": None}
EXTRAS = ("unit", "formula", "data_source", "reason", "definition", "responsible")


@dataclass
class Unit:
    name: str
    kind: str
    parent: "Unit | None"


@dataclass
class Indicator:
    text: str
    kind: str
    unit: str
    number: str
    extras: dict[str, str] = field(default_factory=dict)


@dataclass
class Objective:
    text: str
    indicators: list[Indicator]


@dataclass
class Position:
    title: str
    unit: Unit
    superior: "Position | None"
    level: str
    duties: list[str] = field(default_factory=list)
    functions: list[str] = field(default_factory=list)
    objectives: list[Objective] = field(default_factory=list)


@dataclass
class Office:
    """An office, who issues its decree, and its units in order."""

    name: str
    kind: str
    issuer: str
    chief: str


@dataclass
class Decree:
    kind: str
    office: Office
    region: str
    number: str
    about: str
    years: tuple[int, int]
    place: str
    date: tuple[int, int, int]
    considerations: list[str]
    legal_bases: list[str]
    rulings: list[tuple[str, str, list[str]]]
    signatory: tuple[str, str, str, str]
    positions: list[Position] = field(default_factory=list)


def offices(pick: random.Random) -> dict[str, Office]:
    """One office of each sort that issues such decrees."""
    place = pick.choice(words.PLACES)
    field_, agency = pick.choice(words.FIELDS), pick.choice(words.AGENCIES)
    return {
        "dinas": Office(f"Dinas {field_}", "dinas", f"Kepala Dinas {field_}", f"Kepala Dinas {field_}"),
        "badan": Office(f"Badan {agency}", "badan", f"Kepala Badan {agency}", f"Kepala Badan {agency}"),
        "kecamatan": Office(f"Kecamatan {place}", "kecamatan", f"Camat {place}", f"Camat {place}"),
        "inspektorat": Office("Inspektorat", "inspektorat", "Inspektur", "Inspektur"),
        "sekda": Office("Sekretariat Daerah", "sekretariat", "Sekretaris Daerah", "Sekretaris Daerah"),
        "rsud": Office(f"RSUD {place}", "lainnya", f"Direktur RSUD {place}", f"Direktur RSUD {place}"),
        "satpol": Office(
            "Satuan Polisi Pamong Praja", "lainnya",
            "Kepala Satuan Polisi Pamong Praja", "Kepala Satuan Polisi Pamong Praja",
        ),
    }  # fmt: skip


def invent(
    pick: random.Random, *, sort: str, kind: str, most: int, multi_year: bool
) -> Decree:
    """A decree of an office of this sort with up to `most` positions."""
    office = offices(pick)[sort]
    region = pick.choice(words.REGIONS)
    year = pick.randint(2024, 2030)
    years = (year, year + pick.randint(2, 5)) if multi_year else (year, year)
    span = f"{years[0]}" if years[0] == years[1] else _span(pick, years)
    about = pick.choice(
        [
            f"Indikator Kinerja Individu {office.name} Tahun {span}",
            f"Penetapan Indikator Kinerja Individu (IKI) pada {office.name} Tahun {span}",
            f"Penetapan Indikator Kinerja Individu Tahun {span} di Lingkungan {office.name} {region}",
        ]
    )
    decree = Decree(
        kind,
        office,
        region,
        _number(pick, year),
        about,
        years,
        region.split(" ", 1)[1],
        (year, pick.randint(1, 12), pick.randint(1, 28)),
        [f"{text}{';' if n < 1 else '.'}" for n, text in enumerate(pick.sample(words.CONSIDERATIONS, 2))],
        [f"{text};" for text in pick.sample(words.LEGAL_BASES, pick.randint(2, 4))],
        [],
        (office.issuer, pick.choice(words.NAMES), pick.choice(words.RANKS), _nip(pick)),
    )  # fmt: skip
    decree.rulings = _rulings(pick, decree)
    decree.positions = _positions(pick, office, sort, most)
    return decree


def _span(pick: random.Random, years: tuple[int, int]) -> str:
    return f"{years[0]}{pick.choice([' - ', '-', ' – ', ' s.d. ', ' sampai dengan '])}{years[1]}"


def _number(pick: random.Random, year: int) -> str:
    return pick.choice(
        [
            f"188.45/{pick.randint(1, 99)}/KEP/35.07.19/{year}",
            f"188.45//KEP/35.07.19/{year}",
            f"{pick.randint(1, 99)} TAHUN {year}",
            f"188.4/60B/415.47/{year}",
            f"188.45/0{pick.randint(10, 99)}/KUM/{year}",
            f"700/{pick.randint(1, 99)}/437.72/{year}",
            f"100.3.3.2/{pick.randint(1, 99)}/KPTS/413.108/{year}",
        ]
    )


def _nip(pick: random.Random) -> str:
    return f"19{pick.randint(66, 89)}0{pick.randint(1, 9)}{pick.randint(10, 28)}199{pick.randint(0, 9)}031{pick.randint(1, 9):03d}"


def _rulings(pick: random.Random, decree: Decree) -> list[tuple[str, str, list[str]]]:
    first = pick.choice(["PERTAMA", "KESATU"])
    texts = [
        f"Indikator Kinerja Individu {decree.office.name} sebagaimana tercantum dalam Lampiran {decree.kind} ini.",
        "Indikator sebagaimana dimaksud dalam diktum pertama digunakan untuk:",
        "Evaluasi atas pencapaian indikator dilakukan setiap triwulan.",
        f"{decree.kind} ini mulai berlaku pada tanggal ditetapkan.",
    ]
    items = [
        "menyusun rencana kinerja;",
        "menyusun laporan kinerja;",
        "menilai pegawai.",
    ]
    return [
        (label, text, items if text.endswith(":") else [])
        for label, text in zip(
            [first, "KEDUA", "KETIGA", "KEEMPAT"], texts, strict=True
        )
    ]


def _positions(
    pick: random.Random, office: Office, sort: str, most: int
) -> list[Position]:
    root = Unit(office.name, office.kind, None)
    chief = Position(
        office.chief, root, None, "administrator" if sort == "kecamatan" else "jpt"
    )
    found = [chief]

    def lead(title: str, unit: Unit, boss: Position, level: str) -> Position:
        found.append(Position(title, unit, boss, level))
        return found[-1]

    def staff(boss: Position, most_staff: int) -> None:
        for title in pick.sample(
            words.SPECIALISTS + words.STAFF, pick.randint(0, most_staff)
        ):
            level = "fungsional" if title in words.SPECIALISTS else "pelaksana"
            found.append(Position(title, boss.unit, boss, level))

    if sort != "sekda" and sort != "rsud":
        secretariat = Unit("Sekretariat", "sekretariat", root)
        name = office.name if pick.random() < 0.6 else ""
        secretary = lead(
            f"Sekretaris {name}".strip(), secretariat, chief, "administrator"
        )
        for subject in pick.sample(words.SUBDIVISIONS, pick.randint(0, 2)):
            unit = Unit(f"Sub Bagian {subject}", "sub_bagian", secretariat)
            staff(lead(f"Kepala {unit.name}", unit, secretary, "pengawas"), 2)
    if sort == "kecamatan":
        for subject in pick.sample(words.SECTIONS, pick.randint(1, 3)):
            unit = Unit(f"Seksi {subject}", "seksi", root)
            staff(lead(f"Kepala {unit.name}", unit, chief, "pengawas"), 2)
    elif sort in ("sekda", "rsud"):
        for subject in pick.sample(words.DIVISIONS, pick.randint(1, 3)):
            unit = Unit(f"Bagian {subject}", "bagian", root)
            head = lead(f"Kepala {unit.name}", unit, chief, "administrator")
            staff(head, 1)
            for name in pick.sample(words.SUBDIVISIONS, pick.randint(0, 1)):
                below = Unit(f"Sub Bagian {name}", "sub_bagian", unit)
                staff(lead(f"Kepala {below.name}", below, head, "pengawas"), 1)
    else:
        for subject in pick.sample(words.DIVISIONS, pick.randint(1, 3)):
            unit = Unit(f"Bidang {subject}", "bidang", root)
            head = lead(f"Kepala {unit.name}", unit, chief, "administrator")
            staff(head, 2)
            if pick.random() < 0.3:
                kind, word = (
                    ("lainnya", "Sub Bidang") if sort == "badan" else ("seksi", "Seksi")
                )
                below = Unit(f"{word} {pick.choice(words.SECTIONS)}", kind, unit)
                staff(lead(f"Kepala {below.name}", below, head, "pengawas"), 1)
    found = found[:most]
    for position in found:
        _fill(pick, position)
    return found


def _fill(pick: random.Random, position: Position) -> None:
    if position.level not in ("fungsional", "pelaksana") or pick.random() < 0.2:
        position.duties = _items(pick, words.DUTIES, pick.choice([1, 1, 3, 4]))
        position.functions = _items(pick, words.FUNCTIONS, pick.choice([0, 3, 5]))
    openings = pick.sample(words.OPENINGS, pick.randint(1, 4))
    subjects = pick.sample(words.SUBJECTS, len(openings))
    for opening, subject in zip(openings, subjects, strict=True):
        measures = pick.sample(words.MEASURES, pick.choice([1, 1, 2, 3]))
        position.objectives.append(
            Objective(
                opening.format(s=subject),
                [_indicator(pick, measure, subject) for measure in measures],
            )
        )


def _items(pick: random.Random, phrases: list[str], count: int) -> list[str]:
    texts = [
        phrase.format(s=pick.choice(words.SUBJECTS))
        for phrase in pick.sample(phrases, min(count, len(phrases)))
    ]
    return [
        f"{text}{'.' if n == len(texts) - 1 else ';'}" for n, text in enumerate(texts)
    ]


def _indicator(
    pick: random.Random, measure: tuple[str, str, str], subject: str
) -> Indicator:
    text, kind, unit = measure
    texts = {
        "formula": pick.choice(words.FORMULAS),
        "data_source": pick.choice(words.SOURCES),
        "reason": pick.choice(words.REASONS),
        "definition": pick.choice(words.DEFINITIONS),
        "responsible": pick.choice(words.RESPONSIBLE),
    }
    return Indicator(
        text.format(s=subject),
        kind,
        unit,
        pick.choice(words.NUMBERS.get(unit, words.COUNTS)),
        {name: phrase.format(s=subject) for name, phrase in texts.items()},
    )


def as_json(
    decree: Decree, positions: list[dict[str, Any]], units: list[Unit]
) -> dict[str, Any]:
    """The decree in its JSON form; `positions` are laid out by `sheets`."""
    year, month, day = decree.date
    title, name, rank, nip = decree.signatory
    ids = {id(unit): f"u{n}" for n, unit in enumerate(units, 1)}
    return {
        "format": "tolok-decree/1",
        "decree": {
            "kind": decree.kind,
            "number": decree.number,
            "about": decree.about,
            "issuer": f"{decree.office.issuer} {decree.region}",
            "organisation": decree.office.name,
            "region": decree.region,
            "year_from": decree.years[0],
            "year_until": decree.years[1],
            "place": decree.place,
            "date": f"{year:04d}-{month:02d}-{day:02d}",
            "considerations": [
                {"label": None, "text": text} for text in decree.considerations
            ],
            "legal_bases": [
                {"label": None, "text": text} for text in decree.legal_bases
            ],
            "rulings": [
                {
                    "label": label,
                    "text": text,
                    "items": [{"label": None, "text": i} for i in items],
                }
                for label, text, items in decree.rulings
            ],
            "signatory": {"title": title, "name": name, "rank": rank, "nip": nip},
        },
        "units": [
            {
                "id": ids[id(unit)],
                "name": unit.name,
                "kind": unit.kind,
                "parent": ids[id(unit.parent)] if unit.parent is not None else None,
            }
            for unit in units
        ],
        "positions": positions,
        "findings": [],
    }
