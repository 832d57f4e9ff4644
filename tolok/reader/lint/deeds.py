"""What the reader itself did or left: joined, split, taken as, left out."""

from collections.abc import Callable, Iterator

from tolok.reader.blocks import Deed
from tolok.reader.lint.finding import Found, Severity, quoted
from tolok.reader.lint.grounds import SMART_SPECIFIC, TRUTH_OF_TEXT
from tolok.reader.lint.registry import Check, Rule, add, rule
from tolok.reader.lint.subject import Subject
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
    "row-left-out": (
        "notice",
        lambda deed: (
            f"Baris {_shown(deed)} dibaca sebagai judul kelompok, jumlah, atau catatan tabel, "
            "bukan sasaran, sehingga tidak dimasukkan."
        ),
        "Bila baris ini sasaran atau indikator, masukkan pada tempatnya.",
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
    "position-from-headline": (
        "warning",
        lambda deed: (
            f"Jabatan {_shown(deed)} diambil dari judul di atas tabel, karena tidak ada baris "
            "Jabatan."
        ),
        "Pastikan tabel ini memang milik jabatan tersebut.",
    ),
    "position-from-unit": (
        "warning",
        lambda deed: (
            f"Tabel ini menyebut {_shown(deed)} tanpa nama jabatan; unit itu dipakai sebagai "
            "jabatan sementara dan dianggap milik pimpinannya."
        ),
        "Tulis nama jabatan yang sebenarnya.",
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
    "page-scanned": (
        "warning",
        lambda deed: (
            f"Halaman {_shown(deed)} berupa gambar pindaian tanpa teks, sehingga isinya "
            "tidak terbaca: pengenal huruf belum terpasang di komputer ini."
        ),
        "Minta pengelola memasang tesseract-ocr dan tesseract-ocr-ind, lalu baca ulang.",
    ),
    "cells-hidden": (
        "warning",
        lambda deed: (
            f"Lembar {quoted(deed.texts[0])} memuat baris atau kolom tersembunyi yang tidak "
            f"dibaca, antara lain {quoted(deed.texts[1])}."
        ),
        "Tampilkan baris dan kolom itu dalam Excel bila isinya bagian keputusan.",
    ),
    "text-uncertain": (
        "warning",
        lambda deed: (
            f"Huruf pada pindaian kurang jelas di tempat ini: {_words(deed)}. Bunyinya bisa "
            "lain dari yang tertulis, dan angka yang salah mengubah target."
        ),
        "Bandingkan dengan gambar halamannya, lalu betulkan bila perlu.",
    ),
    "sheet-hidden": (
        "notice",
        lambda deed: f"Lembar tersembunyi {_shown(deed)} tidak dibaca.",
        "Tampilkan lembar itu dalam Excel bila isinya bagian keputusan.",
    ),
}


# code → title and summary for the list of rules.
_TITLES: dict[str, tuple[str, str]] = {
    "row-joined": (
        "Satu baris terpotong disambung kembali",
        "Baris tabel yang terputus oleh pergantian halaman disambung oleh pembaca.",
    ),
    "row-marked-as-head": (
        "Baris isi tampak seperti kepala tabel",
        "Hasil konversi menandai baris isi sebagai kepala tabel.",
    ),
    "row-unfilled": (
        "Baris belum diisi",
        "Baris hanya berisi titik-titik formulir dan tidak dimasukkan.",
    ),
    "row-unplaced": (
        "Baris tanpa sasaran di atasnya",
        "Baris indikator tidak jelas milik sasaran yang mana.",
    ),
    "objective-missing": (
        "Indikator tanpa sasaran",
        "Sel sasaran kosong, sehingga bunyi indikator dipakai sementara.",
    ),
    "head-row-missing": (
        "Tabel tanpa kepala kolom",
        "Kolom dibaca menurut tabel sebelumnya.",
    ),
    "column-left-out": (
        "Ada kolom yang tidak dibaca",
        "Kolom yang tidak termasuk data keputusan tidak disalin.",
    ),
    "orphan-number": (
        "Nomor tanpa isi",
        "Sebuah nomor berdiri sendiri; mungkin ada butir atau jabatan yang terhapus.",
    ),
    "labels-mixed-up": (
        "Label Tugas dan Fungsi tertukar",
        "Dua bagian memakai label yang sama, sehingga tugas terbaca sebagai fungsi.",
    ),
    "line-left-out": (
        "Ada baris yang tidak dibaca",
        "Baris yang tidak dikenali sebagai bagian lembar jabatan tidak dimasukkan.",
    ),
    "part-left-out": (
        "Ada bagian yang tidak dibaca",
        "Bagian yang bukan isi keputusan tidak disalin.",
    ),
    "table-without-position": (
        "Tabel tanpa jabatan",
        "Tabel indikator tidak didahului nama jabatan, sehingga tidak ada pemikulnya.",
    ),
    "position-from-signature": (
        "Jabatan diambil dari tanda tangan",
        "Nama jabatan hanya ada pada blok tanda tangan di bawah tabel.",
    ),
    "position-from-headline": (
        "Jabatan diambil dari judul tabel",
        "Nama jabatan hanya ada pada judul di atas tabel.",
    ),
    "position-from-unit": (
        "Unit kerja ditulis sebagai jabatan",
        "Tabel menyebut unit kerja tanpa nama jabatannya.",
    ),
    "row-left-out": (
        "Ada baris tabel yang tidak dibaca",
        "Judul kelompok, jumlah, dan catatan tabel bukan sasaran.",
    ),
    "unit-doubtful": (
        "Unit kerja diragukan",
        "Unit yang disebut jabatan tidak ada pimpinannya dalam keputusan.",
    ),
    "year-unknown": (
        "Tahun berlakunya belum diketahui",
        "Judul, diktum, dan lampiran tidak menyebut tahun.",
    ),
    "number-incomplete": (
        "Nomor keputusan belum lengkap",
        "Nomor keputusan masih mempunyai bagian yang kosong.",
    ),
    "remote-template": (
        "Berkas merujuk templat di luar",
        "Berkas menunjuk templat di komputer lain; alamat itu tidak dibuka.",
    ),
    "tracked-changes": (
        "Berkas masih memuat perubahan terlacak",
        "Yang dibaca adalah naskah sesudah perubahan diterima.",
    ),
    "page-scanned": (
        "Satu halaman berupa pindaian",
        "Halaman berupa gambar di antara halaman berteks tidak dibaca.",
    ),
    "cells-hidden": (
        "Ada baris atau kolom tersembunyi",
        "Baris dan kolom tersembunyi dalam buku kerja tidak dibaca.",
    ),
    "text-uncertain": (
        "Huruf pindaian kurang jelas",
        "Ada kata pada gambar yang tidak dikenali dengan yakin.",
    ),
    "sheet-hidden": (
        "Ada lembar tersembunyi",
        "Lembar tersembunyi dalam buku kerja tidak dibaca.",
    ),
}


def _check_of(code: str) -> Check:
    """A finding for each deed; a column left out is told once, not for every table."""
    message, suggestion = _SAYINGS[code][1:]

    def check(subject: Subject) -> Iterator[Found]:
        reading = subject.reading
        if reading is None:
            return
        told: set[tuple[str, ...]] = set()
        for deed in reading.deeds:
            if deed.code != code or (code == "column-left-out" and deed.texts in told):
                continue
            told.add(deed.texts)
            yield Found(
                message(deed),
                suggestion=suggestion,
                where=deed.where,
                position=_position_id(reading, deed.position),
                indicator=deed.indicator,
            )

    return check


for _code, (_severity, *_rest) in _SAYINGS.items():
    add(
        Rule(
            _code,
            _TITLES[_code][0],
            _severity,
            _TITLES[_code][1],
            (TRUTH_OF_TEXT,),
            _check_of(_code),
            from_source=True,
        )
    )


@rule(
    "cell-split",
    title="Satu sel memuat beberapa indikator",
    severity="warning",
    summary="Beberapa indikator dalam satu sel dipisahkan oleh pembaca.",
    grounds=(SMART_SPECIFIC, TRUTH_OF_TEXT),
    from_source=True,
)
def split_cells(subject: Subject) -> Iterator[Found]:
    """A cell that held several indicators."""
    reading = subject.reading
    for deed in reading.deeds if reading is not None else ():
        if deed.code == "cell-split":
            yield Found(
                f"Satu sel memuat {len(deed.texts)} indikator dan dipisahkan: "
                + "; ".join(quoted(text) for text in deed.texts)
                + ". Tiap indikator dinilai sendiri, jadi batasnya harus tepat.",
                suggestion="Pastikan batas antarindikator benar, atau gabungkan kembali.",
                where=deed.where,
                position=_position_id(reading, deed.position),
                indicator=deed.texts[0],
            )


def _position_id(reading: Reading | None, index: int | None) -> str | None:
    """The id of the position with this index, None if it concerns none."""
    if reading is None or index is None or index >= len(reading.decree["positions"]):
        return None
    identifier: str = reading.decree["positions"][index]["id"]
    return identifier


def _words(deed: Deed) -> str:
    """The words concerned, each once, the first few of them."""
    words = list(dict.fromkeys(deed.texts))
    shown = ", ".join(quoted(word, 40) for word in words[:8])
    return f"{shown}, dan {len(words) - 8} kata lain" if words[8:] else shown


def _shown(deed: Deed) -> str:
    return quoted(" | ".join(text for text in deed.texts if text))
