"""Scan: pictures of pages, read by recognising their letters.

The way of a page: its picture (`pictures`), laid flat, straight and on white ground
(`upright`), the lines of its tables found and taken off (`strokes`), words recognised by
Tesseract (`recognition`) and put where they stand (`page`), several pages at a time
(`sheets`). From there on a scan is read as a PDF with a text layer is.

The wording stays what was recognised: no word is corrected by a dictionary. Words that were
not surely recognised are told.
"""

from tolok.reader.blocks import Document
from tolok.reader.progress import Progress, say_nothing


NAME = "gambar halaman (.jpg, .png, .tif)"

_HEADS = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


def sniff(content: bytes) -> bool:
    """Is it a picture of a kind that scanners and telephones write?"""
    return content.startswith(_HEADS)


def read(content: bytes, progress: Progress = say_nothing) -> Document:
    """Read a PNG, JPEG or TIFF; raises UnreadableDecree if it is damaged or cannot be read."""
    # OpenCV takes its time to load; other sources do without it.
    from tolok.reader.sources.scan.whole import read_file

    return read_file(content, progress)
