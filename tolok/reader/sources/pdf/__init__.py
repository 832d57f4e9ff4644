"""PDF: documents with a text layer, read from where each letter and line stands.

Read with PDFium alone: it is quick, and one engine then opens, reads and draws a page. The
way of a page: letters → words and rules (`pages`), ruled tables (`ruled`), furniture taken
off (`furniture`), tables kept apart by blanks only (`aligned`), the rest as paragraphs
(`prose`). Tables and paragraphs go on over pages (`tables`, `prose`).

What is no PDF to be trusted is refused (`trust`): encrypted, damaged, swelling, too long or
with scrambled letters. Pages that are pictures are told apart and recognised (`scan`).
"""

from tolok.reader.blocks import Deed, Document, Where
from tolok.reader.progress import Progress, say_nothing
from tolok.reader.sources.pdf.assembly import assemble
from tolok.reader.sources.pdf.furniture import Sheet, take_off
from tolok.reader.sources.pdf.marks import lines_of
from tolok.reader.sources.pdf.pages import read_page
from tolok.reader.sources.pdf.ruled import find_ruled
from tolok.reader.sources.pdf.trust import (
    is_clean,
    is_picture,
    open_document,
    refuse_scrambled,
)


NAME = "PDF (.pdf)"

_HEAD_WITHIN = 1024


def sniff(content: bytes) -> bool:
    """Is it a PDF? Other bytes may stand before its mark, as some mail programs leave them."""
    return content.startswith(b"%PDF-") or (
        b"%PDF-" in content[:_HEAD_WITHIN] and b"endobj" in content
    )


def read(content: bytes, progress: Progress = say_nothing) -> Document:
    """Read a PDF; raises UnreadableDecree if it cannot be opened or its text not be trusted.

    Pages that are pictures are recognised. Where the machine cannot, a document of such
    pages is refused, and single ones among pages of text are left out and told.
    """
    sheets = _read_sheets(content, progress)
    pages = [sheet.page for sheet in sheets]
    pictures = [sheet for sheet in sheets if _is_scanned(sheet)]
    written = [sheet for sheet in sheets if sheet not in pictures]
    scanned = 2 * len(pictures) > len(sheets) or not any(
        page.characters for page in pages
    )
    if scanned:
        pictures = pictures or sheets
        written = [sheet for sheet in sheets if sheet not in pictures]
    refuse_scrambled([sheet.page for sheet in written], _texts(written))
    deeds: tuple[Deed, ...] = ()
    if pictures:
        recognised = _recognised(content, pictures, progress, needed=scanned)
        if not recognised:
            deeds = _left_out(pictures)
        written += recognised
        written.sort(key=lambda sheet: sheet.page.number)
    take_off(written)
    return assemble(
        written, kind="scan" if scanned else "pdf", pages=len(sheets), deeds=deeds
    )


def _recognised(
    content: bytes, pictures: list[Sheet], progress: Progress, *, needed: bool
) -> list[Sheet]:
    """The sheets of pages that are pictures; none where nothing can recognise them."""
    # OpenCV takes its time to load; a PDF with text alone does without it.
    from tolok.reader.sources.scan.recognition import is_there
    from tolok.reader.sources.scan.sheets import read_document

    if not needed and not is_there():
        return []
    document = open_document(content)
    try:
        return read_document(
            document, [sheet.page.number for sheet in pictures], progress
        )
    finally:
        document.close()


def _read_sheets(content: bytes, progress: Progress) -> list[Sheet]:
    document = open_document(content)
    try:
        total = len(document)
        progress(0, total)
        sheets: list[Sheet] = []
        for number in range(1, total + 1):
            page = read_page(document, number)
            grids, words = find_ruled(page, page.words)
            sheets.append(Sheet(page, lines_of(words), grids))
            page.words = []
            progress(number, total)
        return sheets
    finally:
        document.close()


def _texts(sheets: list[Sheet]) -> list[str]:
    texts: list[str] = []
    for sheet in sheets:
        texts += [line.text for line in sheet.lines]
        texts += [
            text for grid in sheet.grids for row in grid.rows for text in row.texts
        ]
    return texts


def _is_scanned(sheet: Sheet) -> bool:
    """A picture of a page counts as text only if the text laid under it is clean."""
    return is_picture(sheet.page) and not is_clean(_texts([sheet]))


def _left_out(pictures: list[Sheet]) -> tuple[Deed, ...]:
    return tuple(
        Deed("page-scanned", Where(page=sheet.page.number), (str(sheet.page.number),))
        for sheet in pictures
    )
