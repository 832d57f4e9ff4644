"""Layouts: every way of laying out a decree that the reader must understand, drawn at random.

A family holds some choices fast; whatever it leaves open is drawn. Families of `HELD_BACK`
are never looked at while the parser is mended.
"""

import random
from dataclasses import dataclass, fields
from typing import Any


# The column dictionary: field → headings.
NUMBERS = ["NO", "No.", "N0", "NOMOR", "Kode", "KODEFIKASI", "NO.", "No"]
OBJECTIVES = [
    "SASARAN STRATEGIS", "SASARAN", "SASARAN/KINERJA UTAMA", "KINERJA", "Kinerja Utama",
    "Sasaran Kinerja Program", "Sasaran Kegiatan/Sub", "RENCANA KINERJA",
    "RENCANA HASIL KERJA", "Outcome", "SASARAN KINERJA", "Sasaran Kegiatan/Sub Kegiatan",
    "URAIAN SASARAN", "SASARAN / KINERJA UTAMA",
]  # fmt: skip
INDICATORS = [
    "INDIKATOR", "INDIKATOR KINERJA", "INDIKATOR KINERJA UTAMA/IKU", "IKI",
    "Indikator Kinerja Program", "INDIKATOR KINERJA INDIVIDU", "INDIKATOR YANG DINILAI",
    "Nama IKU", "INDIKATOR KINERJA UTAMA", "INDIKATOR KINERJA INDIVIDU (IKI)",
    "Indikator Kinerja Sasaran", "INDIKATOR KINERJA UTAMA (IKU)",
]  # fmt: skip
EXTRA_HEADINGS = {
    "unit": ["SATUAN", "Satuan", "SATUAN UKURAN"],
    "formula": [
        "FORMULASI", "RUMUS", "CARA PERHITUNGAN", "PENJELASAN/FORMULASI PENGHITUNGAN",
        "PENJELASAN/FORMULASI PERHITUNGAN", "Formulasi/Penjelasan", "Definisi/Rumus",
        "KETERANGAN", "Penjelasan/ Formulasi Perhitungan", "FORMULA",
    ],
    "data_source": ["SUMBER DATA", "PRODUSEN DATA", "penyedia data", "Sumber Data"],
    "reason": ["ALASAN", "Alasan Pemilihan Indikator", "ALASAN/PENJELASAN"],
    "definition": ["DEFINISI OPERASIONAL", "DEFINISI", "Deskripsi IKI", "Penjelasan"],
    "responsible": ["PENANGGUNG JAWAB", "Unit in Charge", "Pejabat", "PENANGGUNGJAWAB"],
}  # fmt: skip
TARGETS = [
    "TARGET",
    "Target",
    "TARGET {year}",
    "TARGET TAHUN {year}",
    "Target (Tahun {year})",
]
IGNORED = [
    "BOBOT (%)", "REALISASI", "CAPAIAN", "Program", "ANGGARAN", "ASPEK", "PERSPEKTIF",
    "Jenis Cascading", "Tipe/Jenis Indikator", "FREKUENSI",
    "RENCANA HASIL KERJA ATASAN YANG DIINTERVENSI",
]  # fmt: skip
PERIODS = {
    "quarters": ["TW I", "TW II", "TW III", "TW IV"],
    "long quarters": ["Triwulan I", "Triwulan II", "Triwulan III", "Triwulan IV"],
    "halves": ["Semester I", "Semester II"],
    "years": [],
    "words": ["Angka", "Uraian"],
    "aspects": ["KUANT", "KUAL", "WAKTU", "BIAYA"],
}


@dataclass
class Layout:
    """One way of laying out a decree; see `_CHOICES` for what each field may be."""

    sort: str
    kind: str
    head: str
    title: str
    number: str
    about: str
    recitals: str
    legal_labels: str
    rulings: str
    signing: str
    annex: str
    headline: str
    intro: str
    parts: str
    items: str
    number_column: bool
    extras: tuple[str, ...]
    target: str
    two_heads: bool
    number_row: str
    ignored: bool
    merge: str
    several: str
    units_in: str
    objective_rows: str
    numbering: str
    furniture: str
    signed_each: bool
    closing: bool
    notes: bool
    text: str
    word_lists: bool
    sheets: str
    multi_year: bool
    office_line: str
    groups: bool


_CHOICES: dict[str, list[Any]] = {
    "sort": ["dinas", "dinas", "badan", "kecamatan", "inspektorat", "sekda", "rsud", "satpol"],
    "kind": ["Keputusan", "Keputusan", "Keputusan", "Peraturan"],
    "head": ["full", "full", "full", "full", "annex", "cover", "markers first", "labels after", "run together", "lettered"],
    "title": ["two lines", "one line", "spaced", "sentence case", "bold"],
    "number": ["colon", "spaces", "no colon", "broken", "lower"],
    "about": ["capitals", "lines", "sentence case", "same line"],
    "recitals": ["inline", "below", "bulleted"],
    "legal_labels": ["1.", "1)", "a."],
    "rulings": ["colon", "lower", "below", "bulleted"],
    "signing": ["two lines", "colons", "city and date", "one line"],
    "annex": ["lines", "one line", "none", "numbered"],
    "headline": ["INDIKATOR KINERJA INDIVIDU", "INDIKATOR KINERJA INDIVIDU TAHUN {year}",
                 "DAFTAR INDIKATOR KINERJA INDIVIDU (IKI)", "each"],
    "intro": ["numbered", "numbered", "capitals", "plain", "nama jabatan", "column", "signature",
              "form", "next line", "restarting", "cards", "card table"],
    "parts": ["same line", "next line", "has functions", "numbered", "capitals"],
    "items": ["a.", "1.", "1)", "a)", "-", "(1)"],
    "number_column": [True, True, True, False],
    "extras": [(), ("unit",), ("unit",), ("formula", "data_source"),
               ("unit", "responsible", "data_source"), ("reason", "data_source"),
               ("definition", "formula", "data_source"), ("formula", "unit"),
               ("unit", "formula", "data_source", "responsible", "definition")],
    "target": ["none", "one", "one", "quarters", "long quarters", "halves", "years", "words", "aspects"],
    "two_heads": [False, True],
    "number_row": ["none", "1", "(1)", "1."],
    "ignored": [False, False, True],
    "merge": ["blank", "merged", "repeated", "merged"],
    "several": ["rows", "rows", "lines", "numbered", "lettered", "dashes", "semicolons", "fused"],
    "units_in": ["column", "target", "name"],
    "objective_rows": ["cell", "cell", "cell", "spanning", "spanning roman"],
    "numbering": ["objectives", "objectives", "indicators", "dotted"],
    "furniture": ["none", "none", "numbers", "heads", "paraf"],
    "signed_each": [False, False, True],
    "closing": [False, True],
    "notes": [False, False, True],
    "text": ["tabs", "tabs", "pipes", "markdown", "aligned"],
    "word_lists": [True, False],
    "sheets": ["unit", "flat", "position"],
    "multi_year": [False, False, False, True],
    "office_line": ["none", "none", "before", "inside"],
    "groups": [False, False, False, True],
}  # fmt: skip

TUNED: dict[str, dict[str, list[Any]]] = {
    "lamongan": {"sort": ["dinas"], "head": ["full"], "intro": ["numbered", "restarting"], "extras": [()],
                 "target": ["none"], "text": ["tabs", "markdown"], "several": ["rows", "fused"]},
    "sub-district": {"sort": ["kecamatan"], "intro": ["capitals", "numbered"], "number_column": [False],
                     "extras": [("formula", "data_source")]},
    "two head rows": {"two_heads": [True], "target": ["one", "quarters", "years"], "intro": ["numbered", "plain"]},
    "position column": {"intro": ["column"], "sheets": ["unit", "flat"]},
    "quarters": {"target": ["quarters", "long quarters", "halves"], "intro": ["numbered", "column"]},
    "period of years": {"multi_year": [True], "target": ["years", "one"], "about": ["lines", "sentence case"]},
    "signature": {"intro": ["signature"]},
    "cards": {"intro": ["cards"]},
    "several in a cell": {"several": ["lines", "numbered", "lettered", "dashes", "semicolons", "fused"],
                          "intro": ["numbered", "plain", "next line"]},
    "hospital": {"sort": ["rsud"], "kind": ["Peraturan"], "intro": ["numbered", "form"]},
    "furniture": {"furniture": ["numbers", "heads", "paraf"], "intro": ["numbered", "capitals", "plain"]},
    "heads": {"head": ["full", "cover", "lettered", "run together"], "intro": ["numbered"]},
    "aligned": {"text": ["aligned"], "intro": ["numbered", "plain"], "several": ["rows"]},
    "anything": {},
}  # fmt: skip
HELD_BACK: dict[str, dict[str, list[Any]]] = {
    "annex alone": {"head": ["annex"], "sort": ["inspektorat", "sekda", "badan"]},
    "spaced capitals": {"title": ["spaced"], "sort": ["inspektorat", "dinas", "satpol"]},
    "markers and labels": {"head": ["markers first", "labels after"]},
    "card table": {"intro": ["card table"]},
    "spanning objectives": {"objective_rows": ["spanning", "spanning roman"], "intro": ["numbered", "plain", "form"]},
    "aspects and words": {"target": ["aspects", "words"], "ignored": [True]},
    "running indicator numbers": {"numbering": ["indicators", "dotted"], "groups": [True]},
    "notes and signatures": {"notes": [True], "signed_each": [True]},
    "held anything": {},
}  # fmt: skip


def draw(pick: random.Random, family: str) -> Layout:
    """A layout of this family: what it leaves open is drawn, what contradicts is mended."""
    held = {**TUNED, **HELD_BACK}[family]
    layout = Layout(
        **{
            f.name: pick.choice(held.get(f.name, _CHOICES[f.name]))
            for f in fields(Layout)
        }
    )
    return _mended(layout, held)


def _mended(layout: Layout, held: dict[str, list[Any]]) -> Layout:
    """Take out what no office writes, or what leaves no single reading."""
    if layout.target == "years" and not layout.multi_year:
        layout.multi_year = True
    if layout.target != "years" and layout.multi_year and layout.target != "none":
        layout.target = "one"
    if layout.intro == "signature":
        layout.signed_each = True
        layout.office_line = "none"
    elif "signed_each" not in held and layout.intro in (
        "column",
        "cards",
        "card table",
    ):
        layout.signed_each = False
    if layout.intro == "column":
        layout.signed_each = False
        layout.objective_rows = "cell"
        if layout.numbering == "indicators":
            layout.numbering = "objectives"
        if layout.office_line == "inside":
            layout.office_line = "before"
    if layout.intro in ("cards", "card table"):
        layout.several = "rows"
        layout.objective_rows = "cell"
        layout.text = "pipes" if layout.text == "aligned" else layout.text
        layout.signed_each = False
    if layout.objective_rows != "cell":
        layout.number_column = True
        layout.merge = "blank"
        layout.several = "rows"
    if layout.text == "aligned":
        layout.several = "rows"
        layout.intro = (
            "numbered" if layout.intro in ("column", "signature") else layout.intro
        )
    if (
        layout.target in ("quarters", "long quarters", "halves", "words", "aspects")
        and layout.units_in == "target"
    ):
        layout.units_in = "column"
    if layout.units_in != "column":
        layout.extras = tuple(name for name in layout.extras if name != "unit")
    if layout.numbering == "indicators" and (
        layout.several != "rows" or not layout.number_column
    ):
        layout.numbering = "objectives"
    if layout.head == "annex" and layout.annex == "none":
        layout.annex = "lines"
    if layout.several == "fused" and layout.target in ("words", "aspects"):
        layout.target = "none"
    return layout
