"""Decrees laid out as PDF in the ways offices do: made up from a number, set by Typst."""

import json
import random
from pathlib import Path
from typing import Any

import typst


TEMPLATE = Path(__file__).with_name("decree_layouts.typ")

# None of these opens an indicator, a label or a part of a decree.
NOUNS = [
    "layanan", "data", "warga", "pasar", "jalan", "pohon", "air", "sungai", "sekolah",
    "petani", "nelayan", "pemuda", "hutan", "kebun", "ternak", "listrik", "rumah",
    "gedung", "jembatan", "kendaraan", "arsip", "surat", "aplikasi", "jaringan",
    "pelatihan", "pendampingan", "pembinaan", "pengawasan", "pemeliharaan",
    "penyuluhan", "sertifikasi", "koperasi", "kelompok", "usaha", "kecil", "menengah",
    "lingkungan", "sanitasi", "persampahan", "irigasi", "drainase", "perizinan",
    "investasi", "pariwisata", "kebudayaan", "perpustakaan", "literasi", "keluarga",
    "anak", "lansia", "disabilitas", "bantuan", "pangan", "gizi", "kesehatan",
    "puskesmas", "posyandu", "imunisasi", "aset", "daerah", "keuangan", "anggaran",
    "belanja", "pendapatan", "pengaduan", "kepegawaian", "kompetensi", "aparatur",
]  # fmt: skip
QUALITIES = [
    "tertib", "bersih", "aman", "maju", "mandiri", "cepat", "tepat", "akurat",
    "lengkap", "terpadu", "merata", "berkelanjutan", "transparan", "akuntabel",
    "efektif", "efisien", "mutakhir", "layak", "terpelihara", "terdokumentasi",
]  # fmt: skip
LINKS = ["dan", "pada", "yang", "di", "bagi", "untuk", "sesuai", "dengan", "secara"]
MEASURES = {
    "Persentase": "percentage",
    "Jumlah": "count",
    "Nilai": "value",
    "Indeks": "index",
    "Rata-rata": "value",
}
UNITS = ["Dokumen", "Orang", "%", "Skor", "Laporan", "Kali", "Unit Kerja", "Rupiah"]
TARGETS = ["12", "98,75", "-", "1.500", "2 – 4", "BB (70,5)", "123.375.000", "100"]
NOWHERE = {"page": None, "line": None, "table": None, "row": None}

COLUMN_SETS = {
    "three": [["number", "NO", 1], ["objective", "SASARAN", 7], ["indicator", "INDIKATOR KINERJA", 7]],
    "five": [
        ["number", "NO", 1], ["objective", "SASARAN STRATEGIS", 5],
        ["indicator", "INDIKATOR KINERJA INDIVIDU", 6], ["unit", "SATUAN", 3], ["target", "TARGET", 3],
    ],
    "seven": [
        ["number", "No.", 1], ["objective", "Sasaran Kinerja", 4], ["indicator", "Indikator Kinerja", 5],
        ["unit", "Satuan", 3], ["target", "Target", 3], ["formula", "Formulasi Perhitungan", 5],
        ["data_source", "Sumber Data", 3],
    ],
    "without_number": [
        ["objective", "SASARAN/KINERJA UTAMA", 5], ["indicator", "INDIKATOR KINERJA UTAMA", 5],
        ["formula", "PENJELASAN/FORMULASI PENGHITUNGAN", 5], ["data_source", "SUMBER DATA", 3],
    ],
}  # fmt: skip

PLAIN: dict[str, Any] = {
    "paper": [210, 297],
    "margin": 20,
    "font": "Libertinus Serif",
    "size": 11,
    "leading": 0.15,
    "spacing": 0.3,
    "justify": True,
    "columns": COLUMN_SETS["five"],
    "table": "ruled",
    "stroke": 0.5,
    "inset": [4, 3],
    "merged": True,
    "middle": False,
    "breakable": True,
    "repeated": True,
    "numbered": True,
    "shaded": False,
    "strip": "none",
    "page_number": "dashes",
    "running_head": "",
    "watermark": "",
    "labels": "numbered",
    "item_style": "dot",
    "lone_plain": True,
    "landscape": False,
    "page_each": False,
    "signature": "right",
}


class Maker:
    """Makes up wording; the same number makes the same."""

    def __init__(self, seed: int) -> None:
        self.random = random.Random(seed)

    def phrase(self, least: int, most: int) -> str:
        words = [self.random.choice(NOUNS)]
        for _ in range(self.random.randint(least, most) - 1):
            last = words[-1]
            pool = NOUNS if last in LINKS else [*NOUNS, *QUALITIES, *LINKS]
            words.append(self.random.choice([word for word in pool if word != last]))
        if words[-1] in LINKS:
            words[-1] = self.random.choice(QUALITIES)
        return " ".join(words)

    def sentence(self, least: int, most: int) -> str:
        return f"pelaksanaan {self.phrase(least, most)};"

    def indicator(self, fields: set[str]) -> dict[str, Any]:
        pick = self.random.choice
        measure = pick(list(MEASURES))
        unit = pick(UNITS) if "unit" in fields else None
        return {
            "text": f"{measure} {self.phrase(2, 13)}",
            "kind": "percentage" if unit == "%" else MEASURES[measure],
            "unit": unit,
            "target": [{"period": None, "text": pick(TARGETS)}]
            if "target" in fields
            else [],
            "formula": f"Hasil {self.phrase(2, 6)} dibagi {self.phrase(1, 4)} kali 100%"
            if "formula" in fields
            else None,
            "data_source": f"Bidang {self.phrase(1, 2).title()}"
            if "data_source" in fields
            else None,
            "reason": None,
            "definition": None,
            "responsible": None,
            "split": False,
            "where": NOWHERE,
        }

    def objectives(self, fields: set[str], most: int = 4) -> list[dict[str, Any]]:
        return [
            {
                "label": str(number) if "number" in fields else None,
                "text": f"{self.random.choice(['Meningkatnya', 'Terlaksananya', 'Tersedianya'])} {self.phrase(2, 10)}",
                "indicators": [
                    self.indicator(fields)
                    for _ in range(self.random.choice([1, 1, 2, 3]))
                ],
            }
            for number in range(1, self.random.randint(1, most) + 1)
        ]

    def items(self, least: int, most: int) -> list[dict[str, Any]]:
        return [
            {"label": chr(ord("a") + number), "text": self.sentence(3, 16)}
            for number in range(self.random.randint(least, most))
        ]

    def title(self, words: int) -> str:
        return " ".join(self.random.sample(NOUNS, words)).title()

    def decree(self, fields: set[str], sections: int = 3) -> dict[str, Any]:
        office, place = f"Dinas {self.title(2)}", self.title(1)
        region = f"Kabupaten {place}"
        units = [
            ("u1", office, "dinas", None),
            ("u2", "Sekretariat", "sekretariat", "u1"),
        ]
        people = [
            (f"Kepala {office}", "u1", None, "jpt"),
            (f"Sekretaris {office}", "u2", "p01", "administrator"),
        ]
        for _ in range(sections):
            name = self.title(self.random.randint(1, 3))
            unit, head = f"u{len(units) + 1}", f"p{len(people) + 1:02d}"
            units.append((unit, f"Bidang {name}", "bidang", "u1"))
            people.append((f"Kepala Bidang {name}", unit, "p01", "administrator"))
            people += [
                (title, unit, head, level)
                for title, level in [
                    (f"Analis {self.title(1)} Ahli Muda", "fungsional"),
                    ("Penata Layanan Operasional", "pelaksana"),
                ][: self.random.randint(0, 2)]
            ]
        year = self.random.randint(2022, 2033)
        about = (
            f"Penetapan Indikator Kinerja Individu pada {office} {region} Tahun {year}"
        )
        return {
            "format": "tolok-decree/1",
            "source": {"file": "a", "sha256": "0" * 64, "kind": "pdf", "pages": None},
            "decree": {
                "kind": "Keputusan",
                "number": f"400.3/{self.random.randint(1, 900)}/KEP/421.101/{year}",
                "about": about,
                "issuer": f"Kepala {office} {region}",
                "organisation": office,
                "region": region,
                "year_from": year,
                "year_until": year,
                "place": place,
                "date": f"{year}-0{self.random.randint(1, 9)}-{self.random.randint(10, 28)}",
                "considerations": [
                    {**item, "text": f"bahwa {item['text']}"}
                    for item in self.items(1, 3)
                ],
                "legal_bases": [
                    {
                        "label": str(number),
                        "text": f"Undang-Undang Nomor {self.random.randint(1, 40)} Tahun "
                        f"{self.random.randint(1999, year)} tentang {self.phrase(2, 12).title()} "
                        "(Lembaran Negara Republik Indonesia Tahun 2014 Nomor 6);",
                    }
                    for number in range(1, self.random.randint(2, 6))
                ],
                "rulings": [
                    {
                        "label": "KESATU",
                        "text": f"Menetapkan {self.phrase(8, 20)}.",
                        "items": [],
                    },
                    {
                        "label": "KEDUA",
                        "text": f"Indikator sebagaimana dimaksud digunakan {self.phrase(3, 9)}:",
                        "items": self.items(2, 3),
                    },
                    {
                        "label": "KETIGA",
                        "text": "Keputusan ini mulai berlaku pada tanggal ditetapkan.",
                        "items": [],
                    },
                ],
                "signatory": {
                    "title": f"Kepala {office} {region}",
                    "name": "Dr. Wulan Prasetyaningrum, M.Si.",
                    "rank": "Pembina Utama Muda",
                    "nip": "197004121995122001",
                },
            },
            "units": [
                dict(zip(("id", "name", "kind", "parent"), unit, strict=True))
                for unit in units
            ],
            "positions": [
                {
                    "id": f"p{number:02d}",
                    "label": None,
                    "title": title,
                    "unit": unit,
                    "superior": superior,
                    "class": level,
                    "duties": self.duties()
                    if title.startswith(("Kepala", "Sekretaris"))
                    else [],
                    "functions": self.items(2, 7)
                    if title.startswith(("Kepala", "Sekretaris"))
                    else [],
                    "objectives": self.objectives(fields),
                    "where": NOWHERE,
                    "inferred": {},
                }
                for number, (title, unit, superior, level) in enumerate(people, 1)
            ],
            "findings": [],
        }

    def duties(self) -> list[dict[str, Any]]:
        return [{"label": None, "text": f"melaksanakan {self.phrase(6, 24)}."}]

    def layout(self, **fixed: Any) -> dict[str, Any]:
        """A layout by chance, save what is fixed."""
        pick = self.random.choice
        chance = {
            "paper": pick([[210, 297], [215, 330], [216, 356]]),
            "margin": pick([15, 20, 25]),
            "font": pick(["Libertinus Serif", "New Computer Modern", "DejaVu Sans"]),
            "size": pick([9, 10, 11, 12]),
            "leading": pick([0.0, 0.15, 0.3, 0.5]),
            "spacing": pick([0.0, 0.3, 0.6]),
            "justify": pick([True, False]),
            "columns": COLUMN_SETS[pick(list(COLUMN_SETS))],
            "stroke": pick([0.25, 0.5, 1.0, 1.5]),
            "inset": [pick([3, 4, 6]), pick([0, 1.5, 3, 5])],
            "merged": pick([True, False]),
            "middle": pick([True, False]),
            "breakable": pick([True, True, False]),
            "repeated": pick([True, False]),
            "numbered": pick([True, False]),
            "shaded": pick([True, False]),
            "strip": pick(["none", "ruled", "bare"]),
            "page_number": pick(["none", "dashes", "of", "slash", "plain"]),
            "running_head": pick(["", "", "Indikator Kinerja Individu Dinas"]),
            "watermark": pick(["", "", "SALINAN", "DRAFT"]),
            "labels": pick(["numbered", "capitals", "dotted"]),
            "item_style": pick(["dot", "paren"]),
            "landscape": pick([True, False]),
            "page_each": pick([True, False, False]),
            "signature": pick(["right", "right", "pair"]),
        }
        layout = {**PLAIN, **chance, **fixed}
        # As in Word, a line keeps its distance below the last line of a cell as well.
        layout["spacing"] += layout["leading"]
        across, down = layout["inset"]
        layout["inset"] = [across, down + layout["leading"] * layout["size"] / 2]
        if layout["columns"] is COLUMN_SETS["seven"] and "landscape" not in fixed:
            layout["landscape"] = True
        return layout


def made(
    seed: int, sections: int = 3, **fixed: Any
) -> tuple[dict[str, Any], dict[str, Any]]:
    """A decree and a layout for it, both from one number."""
    maker = Maker(seed)
    layout = maker.layout(**fixed)
    return maker.decree({name for name, *_ in layout["columns"]}, sections), layout


def as_pdf(decree: dict[str, Any], layout: dict[str, Any]) -> bytes:
    """The decree laid out and set."""
    asked = json.dumps({"decree": decree, "layout": layout})
    return typst.compile(str(TEMPLATE), sys_inputs={"data": asked})
