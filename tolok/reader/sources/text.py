"""Text: plain text, also what conversions of other formats leave behind.

Encodings: UTF-8 and UTF-16 with or without byte order mark, Windows-1252. Tables stand in
tabs or in pipes (`| a | b |`). Marks of Markdown (`**`, leading `- `, `#`, `| --- |`) are
taken off; page heads and page numbers are left out.
"""

import re
from dataclasses import replace

from tolok.reader.blocks import Cell, Deed, Document, Paragraph, Row, Table, Where
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.aligned import AlignedTable, find_aligned_tables
from tolok.reader.words import fold, join_spaced_capitals, split_bullet


NAME = "teks (.txt)"

# A page saved from a browser, or the XML of a word processor: its tables are in its marks.
_MARKUP = re.compile(
    rb"(?:\xef\xbb\xbf)?\s*<(?:!doctype html|html|\?xml)\b", re.IGNORECASE
)
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0e-\x1f\x7f]")
_LINE_BREAK = re.compile(r"\r\n|\r|\n")
_RULE = re.compile(
    r"[\s|:+=_-]*-{3,}[\s|:+=_-]*|\s*\|?(?:\s*:?-+:?\s*\|)+(?:\s*:?-+:?)?\s*"
)
_HEADING = re.compile(r"#{1,6}\s+|>\s+")
_EMPHASIS = re.compile(r"\*\*|__")
_ESCAPE = re.compile(r"\\([\\.\-_*#()\[\]|&])")
_BREAK_TAG = re.compile(r"<br\s*/?>", re.IGNORECASE)
_FURNITURE = re.compile(
    r"""-\s*\d{1,4}\s*-                                # - 12 -
      | \d{1,4}                                        # a page number alone
      | (?:page|halaman|hal\.?|lembar)\s*:?\s*\d{1,4}\s*:?(?:\s*(?:of|dari|/)\s*\d{1,4})?
      | anda\s+di\s+halaman\s*\d+\s*dari\s*\d+
      | transcript | download(?:\s+now)?
      | (?:nama\s+)?jabatan\s+paraf(?:\s+(?:koordinasi|hierarki))?
      | \d{1,4}\s*/\s*\d{1,4}""",
    re.IGNORECASE | re.VERBOSE,
)
_SHEET_LABEL = re.compile(r"(?:\d{1,2}[.)]\s*)?(?:nama\s+)?jabatan\b", re.IGNORECASE)
# Beyond these a "text" is no decree: the longest seen has some 1,300 pages of 45 lines.
_MAX_LINES = 60_000
_MOST_LINES_IN_A_CELL = 60
_MAX_CELLS_IN_A_ROW = 200


def sniff(content: bytes) -> bool:
    """Is it text? Known binary formats and programs are not, whatever bytes they hold."""
    if content.startswith(
        (
            b"MZ",
            b"\x7fELF",
            b"#!",
            b"PK",
            b"%PDF",
            b"{\\rtf",
            b"GIF8",
            b"\xd0\xcf\x11\xe0",
            b"MIME-Version:",
        )
    ):
        return False
    if _MARKUP.match(content):
        return False
    return _decode(content) is not None


def read(content: bytes) -> Document:
    """Read text; raises UnreadableDecree if it is none or if its characters are broken."""
    decoded = _decode(content)
    if decoded is None:
        raise UnreadableDecree(
            "Isi berkas ini bukan teks. Simpan keputusan sebagai teks UTF-8 atau bawa "
            "dokumen aslinya."
        )
    lines = tuple(_LINE_BREAK.split(decoded))
    if len(lines) > _MAX_LINES:
        raise UnreadableDecree(
            f"Berkas ini memuat {len(lines)} baris, terlalu banyak untuk satu keputusan. "
            "Bawa berkas keputusannya saja."
        )
    _refuse_broken_characters(decoded)
    builder = _Builder()
    aligned = find_aligned_tables(lines, _FURNITURE)
    passed = 0
    for number, line in enumerate(lines, 1):
        if number - 1 in aligned:
            builder.add_aligned(aligned[number - 1])
            passed = aligned[number - 1].end
        if number > passed:
            builder.add(number, line, lines[number] if number < len(lines) else "")
    return Document(
        kind="text",
        blocks=tuple(builder.finished()),
        lines=lines,
        deeds=tuple(builder.deeds),
    )


def _decode(content: bytes) -> str | None:
    """The text, or None if these bytes are no text."""
    for encoding in _likely_encodings(content):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        text = text.removeprefix("\ufeff")
        if len(_CONTROL.findall(text)) <= len(text) // 500:
            return _CONTROL.sub("", text)
    return None


def _likely_encodings(content: bytes) -> tuple[str, ...]:
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return ("utf-16",)
    # Latin letters in UTF-16 have a zero in every second byte.
    head = content[:2000]
    if head[1::2].count(0) > len(head) // 4:
        return ("utf-16-le",)
    if head[0::2].count(0) > len(head) // 4:
        return ("utf-16-be",)
    return ("utf-8", "cp1252")


def _refuse_broken_characters(text: str) -> None:
    """Refuse text whose letters come from a broken font map or a wrong decoding."""
    marks = [mark for mark in text if not mark.isspace()]
    broken = sum(
        1
        for mark in marks
        if mark == "\ufffd" or "\ue000" <= mark <= "\uf8ff" or ord(mark) > 0x2FFFF
    )
    letters = sum(1 for mark in marks if mark.isascii() and mark.isalpha())
    if marks and (broken * 50 > len(marks) or letters * 2 < len(marks)):
        raise UnreadableDecree(
            "Huruf dalam berkas ini rusak sehingga isinya tidak dapat dipercaya. Salin "
            "ulang dari dokumen aslinya, atau bawa dokumen aslinya."
        )


class _Builder:
    """Gathers lines into paragraphs and tables.

    A table goes on over empty lines (a page break) as long as rows follow; any other line
    ends it, unless the line plainly continues the last cell.
    """

    def __init__(self) -> None:
        self.deeds: list[Deed] = []
        self._blocks: list[Paragraph | Table] = []
        self._rows: list[Row] = []
        self._tables = 0
        self._gap = 0
        self._continued = 0
        self._begun: str | None = None

    def finished(self) -> list[Paragraph | Table]:
        self._close_table()
        return self._blocks

    def add(self, number: int, raw: str, following: str = "") -> None:
        line = raw.replace("\x0c", " ").replace("\u00a0", " ")
        text = line.strip()
        if not text:
            self._gap += 1
        elif _RULE.fullmatch(line):
            self._mark_head(number, ruled_cells="\t" in text or "|" in text)
        elif _FURNITURE.fullmatch(text):
            self._gap += 1
        else:
            self._add_content(number, line, following)
            self._gap = 0

    def add_aligned(self, table: AlignedTable) -> None:
        """Add a table whose columns are parted by blanks alone."""
        self._close_table()
        self._tables += 1
        for index, row in enumerate(table.rows, 1):
            where = Where(line=row.number + 1, table=self._tables, row=index)
            cells = tuple(
                _cell(" ".join(part for part in parts), where) for parts in row.cells
            )
            self._rows.append(Row(cells, where))
        self._close_table()
        self._gap = 0

    def _add_content(self, number: int, line: str, following: str) -> None:
        texts = _cells(line, len(self._rows[0].cells) if self._rows else None)
        if texts is not None:
            self._add_row(number, texts)
        elif self._begins_a_row(number, line, following):
            return
        elif not self._continues_last_cell(number, line):
            self._close_table()
            paragraph = _paragraph(line, Where(line=number), gap=self._gap)
            if paragraph.text:
                self._blocks.append(paragraph)

    def _add_row(self, number: int, texts: list[str]) -> None:
        if self._begun is not None:
            texts = self._with_begun(texts)
        if self._rows and self._opens_another(texts):
            self._close_table()
        if not self._rows:
            self._tables += 1
        if self._completes_last_row(number, texts):
            return
        self._continued = 0
        where = Where(line=number, table=self._tables, row=len(self._rows) + 1)
        self._rows.append(Row(tuple(_cell(text, where) for text in texts), where))

    def _opens_another(self, texts: list[str]) -> bool:
        """Does another table begin below empty lines? It is of another width."""
        if not self._gap or len(texts) == len(self._rows[0].cells):
            return False
        return self._gap > 1 or _SHEET_LABEL.match(texts[0]) is not None

    def _begins_a_row(self, number: int, line: str, following: str) -> bool:
        """Is this the first line of a cell that a line break cut before the row's first tab?

        Then a whole row follows at once whose first cell goes on in lower case.
        """
        if not self._rows or self._gap or self._begun is not None:
            return False
        width = len(self._rows[0].cells)
        texts = _cells(following, width)
        if texts is None or len(texts) != width or len(self._rows[-1].cells) != width:
            return False
        text = fold(line)
        if not texts[0][:1].islower() or not text[:1].isupper() or ":" in text:
            return False
        self._begun = text
        self._note("row-joined", number, text)
        return True

    def _with_begun(self, texts: list[str]) -> list[str]:
        begun, self._begun = self._begun, None
        return [f"{begun} {texts[0]}", *texts[1:]]

    def _completes_last_row(self, number: int, texts: list[str]) -> bool:
        """Join a row that a line break cut inside a cell: the parts add up to the width."""
        if len(self._rows) < 2 or self._gap or not texts[0]:
            return False
        width, last = len(self._rows[0].cells), self._rows[-1]
        if len(last.cells) >= width or len(last.cells) + len(texts) != width + 1:
            return False
        joined = [cell_text(cell) for cell in last.cells]
        joined[-1] = f"{joined[-1]} {texts[0]}"
        joined += texts[1:]
        self._rows[-1] = replace(
            last, cells=tuple(_cell(text, last.where) for text in joined)
        )
        self._note("row-joined", number, texts[0])
        return True

    def _continues_last_cell(self, number: int, line: str) -> bool:
        text = fold(line)
        if not self._rows or self._gap or not text[:1].islower() or _is_label(text):
            return False
        last = self._rows[-1]
        if len(last.cells) < 3 or self._continued >= _MOST_LINES_IN_A_CELL:
            return False
        self._continued += 1
        final = _cell(f"{cell_text(last.cells[-1])} {_strip_marks(text)}", last.where)
        self._rows[-1] = replace(last, cells=(*last.cells[:-1], final))
        self._note("row-joined", number, text)
        return True

    def _mark_head(self, number: int, *, ruled_cells: bool) -> None:
        """A rule below a row marks it as a head row; below the first row that is usual."""
        if not self._rows:
            self._gap += 1
        elif ruled_cells and number - (self._rows[-1].where.line or 0) <= 2:
            self._rows[-1] = replace(self._rows[-1], marked_head=True)

    def _note(self, code: str, number: int, text: str) -> None:
        where = replace(self._rows[-1].where, line=number)
        self.deeds.append(Deed(code, where, (text,)))

    def _close_table(self) -> None:
        if self._rows:
            self._blocks.append(Table(tuple(self._rows), Where(table=self._tables)))
            self._rows = []


def cell_text(cell: Cell) -> str:
    """The cell's text, its paragraphs joined by blanks."""
    return " ".join(paragraph.text for paragraph in cell.paragraphs)


def _is_label(text: str) -> bool:
    return re.match(r"(?:[a-z]|\d{1,2})[.)]\s", text) is not None


def _cells(line: str, width: int | None) -> list[str] | None:
    """The cells of a table row, or None if the line is none.

    `width` is that of the table so far: tabs at the edges count as empty cells if they fill
    it, else they only indent.
    """
    text = line.strip()
    if text.startswith("|") and text.count("|") > 1:
        cells = re.split(r"(?<!\\)\|", text)[1:]
        if not cells[-1].strip():
            cells.pop()
    elif "\t" in text or line.startswith("\t\t") or line.count("\t") + 1 == width:
        cells = line.rstrip("\n").split("\t")
    else:
        return None
    if len(cells) > _MAX_CELLS_IN_A_ROW:
        return [" ".join(cells)]
    return [cell.strip() for cell in cells]


def _cell(text: str, where: Where) -> Cell:
    parts = [fold(_strip_marks(part)) for part in _BREAK_TAG.split(text)]
    return Cell(tuple(Paragraph(part, where) for part in parts if part))


def _paragraph(line: str, where: Where, *, gap: int) -> Paragraph:
    text = _HEADING.sub("", line.strip(), count=1)
    bullet, text = split_bullet(text)
    text = fold(join_spaced_capitals(_strip_marks(text).strip()))
    return Paragraph(text, where, bullet=bullet, gap=gap)


def _strip_marks(text: str) -> str:
    return _ESCAPE.sub(r"\1", _EMPHASIS.sub("", text))
