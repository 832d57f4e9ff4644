"""Grounds: on what a rule stands, each with its mark.

`seen` says that the text, or a faithful public copy of it, was read; all others still have to
be held against the official text, and every page and list says so.
"""

from dataclasses import dataclass


UNCHECKED = "belum dicocokkan dengan naskah resmi"


@dataclass(frozen=True, slots=True)
class Ground:
    """Why a rule may be asked for: the norm, and whether its text was seen."""

    text: str
    seen: bool = False

    def __str__(self) -> str:
        return self.text if self.seen else f"{self.text} ({UNCHECKED})"


SMART_SPECIFIC = Ground(
    "SMART, spesifik: indikator menyebut satu hal yang jelas (kriteria 1.b.6 evaluasi "
    "AKIP, PermenPANRB 88/2021)"
)
SMART_MEASURABLE = Ground(
    "SMART, terukur: indikator dapat dihitung (kriteria 1.b.6 evaluasi AKIP, PermenPANRB "
    "88/2021)"
)
SMART_RELEVANT = Ground(
    "SMART, relevan: indikator menunjukkan tercapainya sasarannya (kriteria 1.b.6 evaluasi "
    "AKIP, PermenPANRB 88/2021)"
)
SMART_TIMEBOUND = Ground(
    "SMART, berbatas waktu: indikator mempunyai target pada periodenya (kriteria 1.b.6 dan "
    "1.b.7 evaluasi AKIP, PermenPANRB 88/2021)"
)
ENOUGH = Ground(
    "Kecukupan: kumpulan indikator cukup untuk menyimpulkan tercapainya sasaran (praktik "
    "SMART-C)"
)
DEFINITION = Ground(
    "Definisi operasional indikator (kriteria 2.a.2 evaluasi AKIP, PermenPANRB 88/2021)"
)
DATA = Ground(
    "Pengumpulan data yang andal (kriteria 2.a.3 dan 2.b.2 evaluasi AKIP, PermenPANRB "
    "88/2021)"
)
CASCADE = Ground(
    "Penjenjangan: sasaran dan indikator organisasi dijabarkan dan diselaraskan sampai "
    "individu (pengertian dalam PermenPANRB 89/2021, dibaca pada salinan umum)",
    seen=True,
)
CASCADE_CONDITION = Ground(
    "Pohon kinerja: sasaran adalah kondisi yang diperlukan, bukan kegiatan (langkah "
    "penyusunan menurut PermenPANRB 89/2021)"
)
LEVELS = Ground(
    "Jenjang hasil: pimpinan tinggi memikul hasil, administrator hasil antara, pengawas dan "
    "fungsional keluaran (lampiran PermenPANRB 89/2021)"
)
ROLES = Ground(
    "Kinerja pegawai diturunkan dari tugas, fungsi, dan wewenang jabatan (perjanjian "
    "kinerja, PermenPANRB 53/2014, dikutip pada salinan umum)",
    seen=True,
)
DRAFTING = Ground(
    "Teknik penyusunan naskah keputusan: bagian, penunjukan, dan istilah yang ajek (tata "
    "naskah dinas; lampiran II UU 12/2011)"
)
TRUTH_OF_TEXT = Ground(
    "Naskah yang dibaca harus sama dengan naskah yang ditetapkan", seen=True
)
LANGUAGE = Ground("Ejaan bahasa Indonesia yang baku (EYD dan KBBI)")
IDENTITY = Ground(
    "Identitas pejabat: NIP 18 angka berisi tanggal lahir, bulan pengangkatan, jenis "
    "kelamin, dan nomor urut"
)
