"""Sheets: pictures of pages become sheets, several at a time.

As many pages are worked on at once as the machine has cores, and only so many are held in
memory. A scan too long for the time a document may take is refused as soon as that is seen.
"""

import os
import time
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import cv2
import pypdfium2

from tolok.reader.parse.columns import field_of
from tolok.reader.progress import Progress
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.pdf.furniture import Sheet
from tolok.reader.sources.pdf.marks import TextLine, lines_of
from tolok.reader.sources.pdf.ruled import Grid, GridCell, find_ruled
from tolok.reader.sources.scan.misreadings import (
    settle_column_numbers,
    settle_numbers,
    settle_unit,
)
from tolok.reader.sources.scan.page import read_picture
from tolok.reader.sources.scan.pictures import Picture, draw_page
from tolok.reader.sources.scan.recognition import MISSING, is_there


# A document may take 120 seconds in all; assembling and parsing need the rest.
_SECONDS = 108.0
# Where the pace would take more than this share of it, lines are recognised once.
_HURRY = 0.75
_MOST_AT_ONCE = 4
_PAGES_BEFORE_JUDGING = 4
_CLEARLY_TOO_FEW = 0.8  # of the pages: the first ones may have been the slowest
_MOST_HEAD_ROWS = 3

Draw = Callable[[], Picture]


def read_document(
    document: pypdfium2.PdfDocument, numbers: list[int], progress: Progress
) -> list[Sheet]:
    """The sheets of these pages of a PDF, recognised from their pictures."""
    pictures = ((number, draw_page(document, number)) for number in numbers)
    return read_sheets(pictures, len(numbers), progress)


def read_sheets(
    pictures: Iterable[tuple[int, Picture]], total: int, progress: Progress
) -> list[Sheet]:
    """Recognise numbered pictures, `total` in all, telling the progress after each.

    Raises UnreadableDecree if Tesseract is missing or the time does not suffice.
    """
    if not is_there():
        raise UnreadableDecree(MISSING)
    # Each page has its core; OpenCV's own threads would only get in their way.
    cv2.setNumThreads(1)
    progress(0, total)
    started = time.monotonic()
    sheets: list[Sheet] = []

    def in_a_hurry() -> bool:
        """At the pace so far, would the last page come too late?"""
        spent = time.monotonic() - started
        return spent * total > _HURRY * _SECONDS * max(1, len(sheets))

    for sheet in _in_parallel(pictures, in_a_hurry):
        sheets.append(sheet)
        progress(len(sheets), total)
        _refuse_too_long(len(sheets), total, time.monotonic() - started)
    return sheets


def _in_parallel(
    pictures: Iterable[tuple[int, Picture]], in_a_hurry: Callable[[], bool]
) -> Iterator[Sheet]:
    at_once = max(1, min(_MOST_AT_ONCE, len(os.sched_getaffinity(0))))
    with ThreadPoolExecutor(at_once, thread_name_prefix="scan") as pool:
        waiting: deque[Future[Sheet]] = deque()
        try:
            for number, picture in pictures:
                waiting.append(pool.submit(_read_sheet, picture, number, in_a_hurry))
                if len(waiting) > at_once:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            for future in waiting:
                future.cancel()


def _read_sheet(picture: Picture, number: int, in_a_hurry: Callable[[], bool]) -> Sheet:
    page = read_picture(picture, number, in_a_hurry)
    grids, words = find_ruled(page, page.words)
    for grid in grids:
        _settle(grid)
    page.words = []
    return Sheet(page, lines_of(words), grids)


def _settle(grid: Grid) -> None:
    """Settle the digits in rows and columns of numbers, and percent signs among units."""
    rows = [row.cells for row in grid.rows]
    columns = [list(column) for column in zip(*rows, strict=True)]
    for cells in (*rows, *columns):
        single = [cell for cell in cells if _is_one_word(cell)]
        for cell, text in zip(
            single, settle_numbers(cell.text for cell in single), strict=True
        ):
            _say(cell, text)
    for cells in rows[: _MOST_HEAD_ROWS + 1]:
        if all(_is_one_word(cell) for cell in cells):
            numbers = settle_column_numbers([cell.text for cell in cells])
            for cell, text in zip(cells, numbers, strict=True):
                _say(cell, text)
    for cells in columns:
        if any(field_of(cell.text) == "unit" for cell in cells[:_MOST_HEAD_ROWS]):
            for cell in filter(_is_one_word, cells[1:]):
                _say(cell, settle_unit(cell.text))


def _is_one_word(cell: GridCell) -> bool:
    return len(cell.lines) == 1 and len(cell.lines[0].words) == 1


def _say(cell: GridCell, text: str) -> None:
    if cell.text != text:
        word = cell.lines[0].words[0]
        cell.lines = [TextLine([word._replace(text=text, sure=min(word.sure, 50))])]


def _refuse_too_long(done: int, total: int, seconds: float) -> None:
    """Refuse when the pages read so far show that the rest will not be done in time."""
    if done == total or (done < _PAGES_BEFORE_JUDGING and seconds < _SECONDS / 2):
        return
    possible = int(done * _SECONDS / max(seconds, 0.001))
    if seconds > _SECONDS or possible < _CLEARLY_TOO_FEW * total:
        raise UnreadableDecree(
            f"Pindaian ini {total} halaman, sedangkan komputer ini sanggup membaca sekitar "
            f"{possible} halaman pindaian dalam batas waktu satu dokumen. Pindai "
            "keputusan dan lembar jabatannya saja, atau bawa dokumen asalnya (Word, Excel, "
            "atau PDF berteks)."
        )
