"""The check-list by which the inspectorate (APIP) goes through an LKjIP before signing.

Format, way of making, substance. The answers are a person's; beside each question stands
what the data already show.
"""

from tolok.reporting.documents.blocks import Block, Cell, Grid, Paragraph, Sentence
from tolok.reporting.documents.lkjip import Lkjip, summed


REMARK = (
    "Butir disusun menurut tiga bagian reviu (format, mekanisme penyusunan, substansi). "
    "Bunyinya belum dicocokkan dengan lampiran Peraturan Menteri PANRB Nomor 53 Tahun 2014; "
    "inspektorat dapat menyesuaikannya sebelum dipakai."
)
HEAD = ("No.", "Yang diperiksa", "Petunjuk dari data", "Ya/Tidak", "Catatan")
WIDTHS = (6.0, 42.0, 26.0, 10.0, 16.0)


def checklist(report: Lkjip) -> list[Block]:
    """Return the check-list as a table, with hints from the data."""
    rows: list[tuple[Cell, ...]] = []
    for title, questions in _questions(report):
        rows.append((Cell(title, strong=True, span=len(HEAD)),))
        rows += [
            (Cell(f"{number}."), Cell(asked), Cell(hint), Cell(""), Cell(""))
            for number, (asked, hint) in enumerate(questions, 1)
        ]
    return [
        Grid(
            caption="Daftar periksa reviu laporan kinerja",
            head=HEAD,
            rows=tuple(rows),
            widths=WIDTHS,
            align="clccl",
        ),
        Paragraph((Sentence(text=REMARK),)),
    ]


def _questions(report: Lkjip) -> list[tuple[str, list[tuple[str, str]]]]:
    indicators = report.indicators
    total = len(indicators)
    targets = sum(bool(one.now.target) for one in indicators)
    measured = sum(one.now.standing.percent is not None for one in indicators)
    earlier = sum(bool(one.earlier) for one in indicators)
    ends = sum(bool(one.end_target) for one in indicators)
    national = sum(bool(one.national or one.province) for one in indicators)
    sources = sum(bool(one.data_source) for one in indicators)
    explained = sum(bool(one.remarks) for one in indicators)
    money = "terisi" if summed(report.budget).spent is not None else "belum lengkap"
    return [
        (
            "I. Format",
            [
                ("Laporan menampilkan data penting perangkat daerah", "Bab I"),
                (
                    "Laporan menyajikan target kinerja",
                    f"{targets} dari {total} indikator",
                ),
                (
                    "Laporan menyajikan capaian kinerja secara memadai",
                    f"{measured} dari {total} indikator",
                ),
                ("Lampiran mendukung isi laporan", "Lampiran 1 sampai 4"),
                ("Laporan menyajikan upaya perbaikan ke depan", "Bab IV"),
                ("Laporan menyajikan akuntabilitas keuangan", f"Anggaran {money}"),
            ],
        ),
        (
            "II. Mekanisme penyusunan",
            [
                (
                    "Laporan disusun oleh unit kerja yang bertugas untuk itu",
                    report.signatory.title if report.signatory else "",
                ),
                (
                    "Informasi didukung data yang memadai",
                    "Bukti dukung melekat pada realisasi",
                ),
                (
                    "Ada cara penyampaian data dari unit kerja ke penyusun",
                    "Realisasi dilaporkan pemangku jabatan",
                ),
                (
                    "Ditetapkan penanggung jawab data di setiap unit kerja",
                    "Pemangku jabatan dan atasannya",
                ),
                (
                    "Data dan informasi kinerja diyakini keandalannya",
                    "Diverifikasi atasan; sumber data "
                    f"{sources} dari {total} indikator",
                ),
                ("Analisis dalam laporan diketahui unit kerja terkait", ""),
            ],
        ),
        (
            "III. Substansi",
            [
                (
                    "Sasaran dalam laporan sesuai dengan perjanjian kinerja",
                    "Sasaran diambil dari keputusan yang sama",
                ),
                (
                    "Sasaran dalam laporan selaras dengan rencana strategis",
                    f"Target akhir Renstra {ends} dari {total} indikator",
                ),
                ("Ketidaksesuaian dengan keduanya dijelaskan", ""),
                (
                    "Ada perbandingan dengan tahun lalu",
                    f"{earlier} dari {total} indikator",
                ),
                (
                    "Ada perbandingan dengan daerah lain atau nasional",
                    f"{national} dari {total} indikator",
                ),
                (
                    "Sebab keberhasilan atau kegagalan dijelaskan",
                    f"{explained} dari {total} indikator",
                ),
                ("Indikator cukup untuk mengukur sasarannya", ""),
                (
                    "Indikator spesifik, terukur, dapat dicapai, relevan, dan berbatas "
                    "waktu",
                    "",
                ),
            ],
        ),
    ]
