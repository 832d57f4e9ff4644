"""Whole: one file of pictures becomes a document."""

from collections.abc import Iterator

from tolok.reader.blocks import Document
from tolok.reader.progress import Progress
from tolok.reader.sources.pdf.assembly import assemble
from tolok.reader.sources.pdf.furniture import take_off
from tolok.reader.sources.scan.pictures import Picture, count_pictures, read_pictures
from tolok.reader.sources.scan.sheets import read_sheets


def read_file(content: bytes, progress: Progress) -> Document:
    """Read all pictures of a PNG, JPEG or TIFF as the pages of one document."""
    total = count_pictures(content)

    def numbered() -> Iterator[tuple[int, Picture]]:
        yield from enumerate(read_pictures(content), 1)

    sheets = read_sheets(numbered(), total, progress)
    take_off(sheets)
    return assemble(sheets, kind="scan", pages=total)
