"""Sources: what a file says, as blocks. One module for each format.

A new format is one more module with `NAME`, `sniff` and `read`, named in `_SOURCES`;
nothing else in the reader changes. Which source reads a file is told by its content, never
by its name.
"""

import re
from collections.abc import Callable
from dataclasses import dataclass

from tolok.reader.blocks import Document
from tolok.reader.progress import Progress, say_nothing
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources import docx, ods, pdf, scan, text, xlsx
from tolok.reader.sources.packages import holds, open_document_type


@dataclass(frozen=True, slots=True)
class Source:
    """`name` for people, `sniff` tells whether the content is ours, `read` reads it."""

    name: str
    sniff: Callable[[bytes], bool]
    read: Callable[[bytes, Progress], Document]


def _in_one_go(
    read: Callable[[bytes], Document],
) -> Callable[[bytes, Progress], Document]:
    """A source without pages has no progress to tell."""
    return lambda content, _: read(content)


_SOURCES = (
    Source(pdf.NAME, pdf.sniff, pdf.read),
    Source(scan.NAME, scan.sniff, scan.read),
    Source(text.NAME, text.sniff, _in_one_go(text.read)),
    Source(docx.NAME, docx.sniff, _in_one_go(docx.read)),
    Source(xlsx.NAME, xlsx.sniff, _in_one_go(xlsx.read)),
    Source(ods.NAME, ods.sniff, _in_one_go(ods.read)),
)

# What a file is that no source reads: first bytes → what to tell its owner.
_FOREIGN: tuple[tuple[bytes, str], ...] = (
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "berkas Office lama (.doc atau .xls)"),
    (b"{\\rtf", "berkas RTF"),
    (b"GIF8", "gambar GIF"),
    (b"PK\x05\x06", "berkas ZIP kosong"),
    (b"MIME-Version:", "halaman web atau surel (.mht)"),
    (b"MZ", "program Windows, bukan dokumen"),
    (b"\x7fELF", "program, bukan dokumen"),
    (b"#!", "naskah program, bukan dokumen"),
)


_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# The stream in which Office keeps a document locked with a password.
_LOCKED = "EncryptedPackage".encode("utf-16-le")


def _archive_sort(content: bytes) -> str | None:
    """What an archive is by its marks, where no source reads it."""
    if not content.startswith(b"PK\x03\x04"):
        return None
    if (open_document_type(content) or "").endswith("opendocument.text"):
        return "dokumen OpenDocument (.odt)"
    if holds(content, b"ppt/"):
        return "presentasi PowerPoint"
    return "arsip ZIP"


def readable_formats() -> str:
    """The formats that can be read today, for messages."""
    names = [source.name for source in _SOURCES]
    return " atau ".join([", ".join(names[:-1]), names[-1]] if names[1:] else names)


def read_blocks(content: bytes, progress: Progress = say_nothing) -> Document:
    """Read the content by the source that knows it.

    Raises UnreadableDecree if no source does, or if the one that does cannot trust it.
    """
    if not content.strip(b"\x00\t\n\r \x0c\xef\xbb\xbf\xff\xfe"):
        raise UnreadableDecree(
            "Berkas ini kosong. Periksa apakah berkas tersimpan utuh, lalu bawa lagi "
            f"sebagai {readable_formats()}."
        )
    for source in _SOURCES:
        if source.sniff(content):
            return source.read(content, progress)
    raise UnreadableDecree(_foreign_message(content))


def _foreign_message(content: bytes) -> str:
    if content.startswith(_OLD_OFFICE) and _LOCKED in content:
        return (
            "Berkas Office ini terkunci kata sandi. Buka dengan kata sandinya, simpan tanpa "
            "kata sandi (Berkas, Info, Lindungi Dokumen), lalu bawa lagi."
        )
    if re.match(rb"\W*<(?:!doctype\s+html|html)\b", content[:200], re.IGNORECASE):
        what = "halaman web (HTML)"
    elif content[:200].lstrip(b"\xef\xbb\xbf\t\r\n ").startswith(b"<?xml"):
        what = "dokumen XML"
    else:
        what = _sort_by_marks(content)
    return (
        f"Isi berkas ini {what}, yang belum dapat dibaca. Yang dapat dibaca: "
        f"{readable_formats()}. Simpan keputusan sebagai salah satunya, lalu bawa lagi."
    )


def _sort_by_marks(content: bytes) -> str:
    return _archive_sort(content) or next(
        (name for head, name in _FOREIGN if content.startswith(head)),
        "bukan teks dan bukan dokumen yang dikenal",
    )
