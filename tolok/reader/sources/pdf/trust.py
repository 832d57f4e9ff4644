"""Trust: may this PDF be opened, and is its text what the page shows?

A text layer is trusted if its letters are known and enough of its words are such as any
decree has. A page that is a picture with text laid under it (a scan that was recognised
elsewhere) keeps that text only if it is clean as well.
"""

import re
import zlib
from collections.abc import Iterable
from typing import Any

import pypdfium2
from pypdfium2 import raw

from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.pdf.marks import Page


MOST_PAGES = 500
_MOST_UNPACKED = 192 * 1024 * 1024
_MOST_UNPACKED_IN_ALL = 768 * 1024 * 1024
_CHUNK = 4 * 1024 * 1024
_SLICE = 64 * 1024
_MOST_FILTERS = 3

_FEWEST_CHARACTERS = 12
PICTURE_COVERS = 0.6
_MOST_UNMAPPED = 0.02
_FEWEST_WORDS = 60
_FEWEST_KNOWN = 0.07
_FEWEST_KNOWN_UNDER_A_PICTURE = 0.15
_MOST_ODD_UNDER_A_PICTURE = 0.06
_FEWEST_VOWELS, _MOST_VOWELS = 0.3, 0.6
# Words that hold any Indonesian decree together; a text without them is none, or scrambled.
_KNOWN = frozenset([
    "dan", "yang", "di", "pada", "dengan", "untuk", "dari", "atau", "dalam", "sebagai",
    "tentang", "oleh", "serta", "kepala", "dinas", "badan", "bidang", "bagian", "sub",
    "seksi", "kecamatan", "kabupaten", "kota", "daerah", "tahun", "nomor", "keputusan",
    "peraturan", "undang", "jabatan", "tugas", "fungsi", "sasaran", "indikator",
    "kinerja", "individu", "jumlah", "persentase", "prosentase", "nilai", "indeks",
    "target", "satuan", "dokumen", "laporan", "pelaksanaan", "pengelolaan",
    "penyusunan", "meningkatnya", "terlaksananya", "tersedianya", "tersusunnya",
    "layanan", "data", "kegiatan", "program", "no", "nip", "pemerintah", "republik",
    "indonesia", "menimbang", "mengingat", "menetapkan", "ditetapkan", "lampiran",
    "bahwa", "sekretaris", "analis", "penata", "pengelola", "umum", "masyarakat",
])  # fmt: skip
_TOKEN = re.compile(r"[^\W\d_]+")
_STREAM = re.compile(rb"stream\r?\n")
_VOWEL = re.compile(r"[aiueo]", re.IGNORECASE)

DAMAGED = (
    "Berkas PDF ini rusak atau terpotong sehingga tidak dapat dibuka. Unduh atau salin "
    "ulang berkasnya, atau simpan ulang dari aplikasi asalnya, lalu bawa lagi."
)
ENCRYPTED = (
    "Berkas PDF ini terkunci dengan kata sandi. Buka berkasnya dengan kata sandi itu, "
    "simpan atau cetak ke PDF tanpa kunci, lalu bawa lagi."
)
SCRAMBLED = (
    "Huruf di balik tulisan PDF ini tidak sesuai dengan yang tampak (peta hurufnya rusak), "
    "sehingga isinya tidak dapat dipercaya. Bawa dokumen asalnya (Word atau Excel), atau "
    "cetak lalu pindai."
)
UNPACKS_TOO_LARGE = (
    "Isi berkas PDF ini mengembang jauh melebihi ukuran yang wajar, sehingga tidak aman "
    "dibuka. Simpan ulang dari aplikasi asalnya, lalu bawa lagi."
)


def open_document(content: bytes) -> pypdfium2.PdfDocument:
    """Open a PDF; an empty password is tried. Raises UnreadableDecree if it cannot be."""
    start = content.find(b"%PDF-", 0, 2048)
    content = content[max(0, start) :]
    refuse_bombs(content)
    try:
        document = pypdfium2.PdfDocument(content)
        count = len(document)
    except pypdfium2.PdfiumError as error:
        if raw.FPDF_GetLastError() == raw.FPDF_ERR_PASSWORD or "assword" in str(error):
            raise UnreadableDecree(ENCRYPTED) from error
        raise UnreadableDecree(DAMAGED) from error
    if count < 1:
        raise UnreadableDecree(DAMAGED)
    if count > MOST_PAGES:
        document.close()
        raise UnreadableDecree(
            f"Berkas PDF ini memuat {count} halaman, lebih dari batas {MOST_PAGES}. Bawa "
            "keputusannya saja, tanpa lampiran lain."
        )
    return document


def refuse_bombs(content: bytes) -> None:
    """Refuse a file whose packed parts swell beyond what a decree can hold.

    Pictures are left out: they are unpacked only when a page is drawn.
    """
    unpacked = 0
    for match in _STREAM.finditer(content):
        said = content[max(0, match.start() - 800) : match.start()]
        said = said[said.rfind(b" obj") + 1 :]
        packings = said.count(b"FlateDecode") or len(re.findall(rb"/Fl\b", said))
        if not packings or re.search(rb"/Subtype\s*/Image\b", said):
            continue
        if packings > _MOST_FILTERS:
            raise UnreadableDecree(UNPACKS_TOO_LARGE)
        unpacked += _unpacked_size(content, match.end(), packings)
        if unpacked > _MOST_UNPACKED_IN_ALL:
            raise UnreadableDecree(UNPACKS_TOO_LARGE)


def _unpacked_size(content: bytes, start: int, packings: int) -> int:
    """How many bytes a stream unpacks to, all its layers counted; raises beyond the limit."""
    size = 0
    layers = [zlib.decompressobj() for _ in range(packings)]
    for at in range(start, len(content), _SLICE):
        try:
            for piece in _unpack(content[at : at + _SLICE], layers):
                size += len(piece)
                if size > _MOST_UNPACKED:
                    raise UnreadableDecree(UNPACKS_TOO_LARGE)
        except zlib.error:
            return size
        if layers[0].eof:
            break
    return size


def _unpack(packed: bytes, layers: list[Any]) -> Iterable[bytes]:
    """What comes out of each layer, piece by piece."""
    first, rest = layers[0], layers[1:]
    # What stands behind a stream's end is never consumed: waiting for it would be for ever.
    while packed and not first.eof:
        piece = first.decompress(packed, _CHUNK)
        packed = first.unconsumed_tail
        yield piece
        if rest and piece:
            yield from _unpack(piece, rest)


def is_picture(page: Page) -> bool:
    """Is this page a scan: a picture with no text of its own on it?"""
    written = page.characters - page.invisible
    return page.pictured >= PICTURE_COVERS and written < _FEWEST_CHARACTERS


def is_clean(texts: Iterable[str]) -> bool:
    """Is the text under a scanned page good enough to be read instead of the picture?"""
    tokens, known = _counted(texts)
    if len(tokens) < _FEWEST_WORDS // 3:
        return False
    long = [token for token in tokens if len(token) > 3]
    odd = sum(1 for token in long if not _VOWEL.search(token))
    return known >= _FEWEST_KNOWN_UNDER_A_PICTURE * len(
        tokens
    ) and odd <= _MOST_ODD_UNDER_A_PICTURE * max(1, len(long))


def refuse_scrambled(pages: list[Page], texts: Iterable[str]) -> None:
    """Refuse text whose letters are not those that the page shows."""
    characters = sum(page.characters for page in pages)
    unmapped = sum(page.unmapped for page in pages)
    if characters and unmapped > _MOST_UNMAPPED * characters:
        raise UnreadableDecree(SCRAMBLED)
    tokens, known = _counted(texts)
    if len(tokens) < _FEWEST_WORDS or known >= _FEWEST_KNOWN * len(tokens):
        return
    letters = "".join(tokens)
    vowels = len(_VOWEL.findall(letters)) / len(letters)
    if not _FEWEST_VOWELS <= vowels <= _MOST_VOWELS:
        raise UnreadableDecree(SCRAMBLED)


def _counted(texts: Iterable[str]) -> tuple[list[str], int]:
    """The words of the texts, and how many of them any decree has."""
    tokens = [token for text in texts for token in _TOKEN.findall(text)]
    return tokens, sum(1 for token in tokens if token.casefold() in _KNOWN)
