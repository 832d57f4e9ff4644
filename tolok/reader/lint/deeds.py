"""What the reader itself did or left: joined, split, taken as, left out."""

from collections.abc import Callable

from tolok.reader.blocks import Deed
from tolok.reader.lint.finding import Finding, Severity, finding, position_id, quoted
from tolok.reader.parse import Reading


# code → severity, message, suggestion; the words concerned are put into the message.
_SAYINGS: dict[str, tuple[Severity, Callable[[Deed], str], str]] = {
    "row-joined": (
        "notice",
        lambda deed: (
            f"Baris yang terputus disambung kembali: {_shown(deed)} diteruskan dari baris "
            "sebelumnya. Bila salah sambung, bunyi sasaran atau indikator berubah."
        ),
        "Bandingkan bunyinya dengan dokumen asli.",
    ),
    "row-marked-as-head": (
        "notice",
        lambda deed: (
            f"Baris {_shown(deed)} ditandai sebagai kepala tabel oleh hasil konversi, "
            "tetapi isinya sasaran dan indikator; dibaca sebagai baris biasa."
        ),
        "Pastikan baris ini memang bagian dari tabel jabatan tersebut.",
    ),
    "row-unfilled": (
        "warning",
        lambda deed: (
            f"Baris {_shown(deed)} hanya berisi titik-titik formulir dan tidak dimasukkan, "
            "karena kosong tidak sama dengan nol."
        ),
        "Lengkapi baris ini bila memang ada isinya.",
    ),
    "row-unplaced": (
        "warning",
        lambda deed: (
            f"Baris {_shown(deed)} tidak punya sasaran di atasnya, sehingga tidak jelas "
            "milik sasaran yang mana; baris ini tidak dimasukkan."
        ),
        "Tambahkan sasarannya, lalu masukkan indikator ini.",
    ),
    "objective-missing": (
        "warning",
        lambda deed: (
            f"Indikator {_shown(deed)} tidak disertai sasaran; bunyi indikator dipakai "
            "sebagai sasaran sementara."
        ),
        "Isi sasaran yang sebenarnya.",
    ),
    "head-row-missing": (
        "notice",
        lambda _: (
            "Tabel ini tidak memiliki baris kepala; kolomnya dibaca menurut tabel "
            "sebelumnya, karena jumlah kolomnya sama."
        ),
        "Periksa apakah isi kolomnya tertukar.",
    ),
    "column-left-out": (
        "notice",
        lambda deed: (
            f"Kolom {_shown(deed)} tidak termasuk data keputusan dan tidak disalin."
        ),
        "Bila kolom ini penting, catat isinya pada definisi indikator.",
    ),
    "orphan-number": (
        "notice",
        lambda deed: (
            f"Nomor {_shown(deed)} berdiri sendiri tanpa isi. Mungkin ada jabatan atau "
            "butir yang terhapus."
        ),
        "Periksa pada dokumen asli apakah ada yang hilang di tempat ini.",
    ),
    "labels-mixed-up": (
        "warning",
        lambda deed: (
            "Label Tugas dan Fungsi tertukar: dua bagian memakai label yang sama, sehingga "
            f"{_shown(deed)} dipindahkan ke bagian yang semestinya. Salah label membuat "
            "tugas terbaca sebagai fungsi."
        ),
        "Pastikan tugas dan fungsi jabatan ini sudah pada tempatnya.",
    ),
    "line-left-out": (
        "notice",
        lambda deed: (
            f"Baris {_shown(deed)} tidak dikenali sebagai bagian lembar jabatan dan tidak "
            "dimasukkan."
        ),
        "Bila baris ini isi keputusan, masukkan pada tempatnya.",
    ),
    "part-left-out": (
        "notice",
        lambda deed: (
            f"Bagian {_shown(deed)} tidak termasuk data keputusan dan tidak disalin."
        ),
        "Tidak perlu tindakan bila hanya berisi surat atau berita acara.",
    ),
    "table-without-position": (
        "error",
        lambda _: (
            "Tabel indikator ini tidak didahului baris Jabatan, sehingga tidak jelas siapa "
            "yang memikulnya; isinya tidak dimasukkan."
        ),
        "Tambahkan baris “Jabatan : …” di atas tabel ini, lalu baca ulang.",
    ),
    "position-from-signature": (
        "warning",
        lambda deed: (
            f"Jabatan {_shown(deed)} diambil dari blok tanda tangan di bawah tabel, karena "
            "tidak disebut di atasnya."
        ),
        "Pastikan tabel ini memang milik jabatan tersebut.",
    ),
    "unit-doubtful": (
        "warning",
        lambda deed: (
            f"Unit kerja jabatan {_shown(deed)} meragukan: unit yang disebut tidak ada "
            "pimpinannya dalam keputusan ini."
        ),
        "Pilih unit kerja yang benar; atasan jabatan mengikuti pilihan itu.",
    ),
    "year-unknown": (
        "warning",
        lambda _: (
            "Tahun berlakunya indikator tidak disebut dalam judul, diktum, maupun lampiran. "
            "Tanpa tahun, target tidak dapat ditempatkan pada periodenya."
        ),
        "Isi tahun yang dimaksud keputusan ini.",
    ),
    "number-incomplete": (
        "warning",
        lambda deed: (
            f"Nomor keputusan {_shown(deed)} belum lengkap: ada bagian yang kosong. "
            "Keputusan tanpa nomor lengkap sulit dirujuk."
        ),
        "Lengkapi nomor menurut buku agenda.",
    ),
    "remote-template": (
        "warning",
        lambda deed: (
            f"Berkas ini menunjuk templat di komputer lain ({_shown(deed)}). Alamat itu "
            "tidak dibuka; isi keputusan dibaca dari berkasnya sendiri."
        ),
        "Simpan ulang berkas tanpa templat luar sebelum diedarkan.",
    ),
    "tracked-changes": (
        "warning",
        lambda deed: (
            "Berkas ini masih menyimpan perubahan terlacak. Yang dibaca adalah naskah "
            f"sesudah perubahan diterima; yang dihapus antara lain {_shown(deed)}."
        ),
        "Terima atau tolak perubahan dalam Word, lalu baca ulang naskah akhirnya.",
    ),
    "sheet-hidden": (
        "notice",
        lambda deed: f"Lembar tersembunyi {_shown(deed)} tidak dibaca.",
        "Tampilkan lembar itu dalam Excel bila isinya bagian keputusan.",
    ),
}


def deeds(reading: Reading) -> list[Finding]:
    """A finding for each deed; a column or part left out is told once, not for every row."""
    found: list[Finding] = []
    told: set[tuple[str, tuple[str, ...]]] = set()
    for deed in reading.deeds:
        if deed.code not in _SAYINGS:
            continue
        if deed.code == "column-left-out":
            if (deed.code, deed.texts) in told:
                continue
            told.add((deed.code, deed.texts))
        severity, message, suggestion = _SAYINGS[deed.code]
        found.append(
            finding(
                deed.code,
                severity,
                message(deed),
                deed.where,
                position=position_id(reading, deed.position),
                indicator=deed.indicator,
                suggestion=suggestion,
            )
        )
    return found


def split_cells(reading: Reading) -> list[Finding]:
    """A cell that held several indicators."""
    return [
        finding(
            "cell-split",
            "warning",
            f"Satu sel memuat {len(deed.texts)} indikator dan dipisahkan: "
            + "; ".join(quoted(text) for text in deed.texts)
            + ". Tiap indikator dinilai sendiri, jadi batasnya harus tepat.",
            deed.where,
            position=position_id(reading, deed.position),
            indicator=deed.texts[0],
            suggestion="Pastikan batas antarindikator benar, atau gabungkan kembali.",
        )
        for deed in reading.deeds
        if deed.code == "cell-split"
    ]


def _shown(deed: Deed) -> str:
    return quoted(" | ".join(text for text in deed.texts if text))
