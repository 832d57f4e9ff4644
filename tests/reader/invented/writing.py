"""Writing: blocks become text, Word, Excel and OpenDocument files."""

import random
import re
from html import escape

from tests.reader.invented.layouts import Layout
from tests.reader.invented.sheets import Block, Box, Grid, Para, Sheet
from tests.reader.office_files import R, S, W, work_book, zipped


# ---------------------------------------------------------------------- text


def as_text(blocks: list[Block], layout: Layout, pick: random.Random) -> bytes:
    """Tab, pipe, Markdown or blank-aligned text, in one of the usual encodings."""
    lines: list[str] = []
    for block in blocks:
        if isinstance(block, Para):
            lines += [""] * block.gap
            if block.text:
                lines.append(_typed(block, layout, pick))
        elif isinstance(block, Grid):
            lines += ["", *_text_table(block, layout, pick), ""]
    text = "\n".join(lines) + "\n"
    if layout.text != "markdown":
        text = text.replace("**", "")
    encoding = pick.choice(["utf-8", "utf-8", "utf-8-sig", "utf-16", "cp1252"])
    return (
        text.encode(
            encoding,
            "replace" if encoding == "cp1252" and not _latin(text) else "strict",
        )
        if (encoding != "cp1252" or _latin(text))
        else text.encode()
    )


def _latin(text: str) -> bool:
    try:
        text.encode("cp1252")
    except UnicodeEncodeError:
        return False
    return True


def _typed(para: Para, layout: Layout, pick: random.Random) -> str:
    text = f"{para.label} {para.text}" if para.label else para.text
    if layout.text == "markdown" and para.label and para.label != "-":
        return f" - {text}"
    if layout.text == "markdown" and re.match(r"\d\. Jabatan", text):
        return re.sub(r"^(\d\. Jabatan :)", r"**\1**", text)
    if layout.text == "markdown" and text.startswith(
        ("LAMPIRAN", "INDIKATOR KINERJA INDIVIDU")
    ):
        return f"## {text}"
    return text


def _text_table(grid: Grid, layout: Layout, pick: random.Random) -> list[str]:
    rows = [
        [
            _flat(cell, "<br>" if layout.text in ("pipes", "markdown") else " ")
            for cell in row
        ]
        for row in grid.rows
    ]
    if layout.text == "aligned" and grid.heads:
        return _aligned(rows, grid, layout, pick)
    lines = []
    for index, row in enumerate(rows):
        if layout.text in ("pipes", "markdown"):
            lines.append(f"| {' | '.join(text.replace('|', '/') for text in row)} |")
            if index == 0 and grid.heads:
                lines.append("|" + " --- |" * len(row))
        else:
            lines.append("\t".join(row))
        if grid.page_after == index:
            lines += _page(layout, rows[: grid.heads])
            if layout.furniture == "heads":
                lines += [
                    ("| " + " | ".join(r) + " |")
                    if layout.text in ("pipes", "markdown")
                    else "\t".join(r)
                    for r in rows[: grid.heads]
                ]
    return lines


def _page(layout: Layout, heads: list[list[str]]) -> list[str]:
    return {
        "numbers": ["", "- 12 -", ""],
        "heads": ["", "Halaman 3 dari 12", ""],
        "paraf": ["", "NAMA JABATAN PARAF", "- 281 -", ""],
    }.get(layout.furniture, [])


def _flat(cell: Box, break_: str) -> str:
    return break_.join(f"{p.label} {p.text}" if p.label else p.text for p in cell.lines)


def _aligned(
    rows: list[list[str]], grid: Grid, layout: Layout, pick: random.Random
) -> list[str]:
    """Columns parted by blanks, long cells wrapped within their column."""
    import textwrap

    count = max(len(row) for row in rows)
    widths = []
    rows = [
        row if not all(cell.right for cell in whole[1:]) else row[:1]
        for row, whole in zip(rows, grid.rows, strict=True)
    ]
    spanned = [row for row in rows if len(row) == 1]
    for column in range(count):
        rows_ = [row for row in rows if row not in spanned]
        longest = max(
            (len(row[column]) for row in rows_ if column < len(row)), default=1
        )
        word = max(
            (len(w) for row in rows_ if column < len(row) for w in row[column].split()),
            default=1,
        )
        widths.append(max(word, min(longest, 34 if longest > 12 else longest), 2))
    lines: list[str] = []
    for index, row in enumerate(rows):
        if len(grid.rows[index]) > 2 and all(
            cell.right for cell in grid.rows[index][1:]
        ):
            lines.append(row[0])
            continue
        cells = [
            textwrap.wrap(
                text, widths[c], break_long_words=False, break_on_hyphens=False
            )
            or [""]
            for c, text in enumerate(row)
        ]
        lines += [
            "   ".join(
                (cell[n] if n < len(cell) else "").ljust(widths[c])
                for c, cell in enumerate(cells)
            ).rstrip()
            for n in range(max(len(cell) for cell in cells))
        ]
        if grid.page_after == index:
            lines += _page(layout, [])
    return lines


# ---------------------------------------------------------------------- Word

_FORMS = {
    "a": ("lowerLetter", "%1{}"),
    "1": ("decimal", "%1{}"),
    "-": ("bullet", "-"),
    "(": ("decimal", "(%1)"),
}


def as_word(blocks: list[Block], layout: Layout, pick: random.Random) -> bytes:
    """A Word document; list numbers made by Word or typed, cells merged or left empty."""
    lists: dict[int, str] = {}
    body = "".join(_word_block(block, layout, lists, pick) for block in blocks)
    header = "".join(f"<w:p>{_run('Halaman kepala yang tidak dibaca')}</w:p>")
    head = f'<?xml version="1.0"?><w:document xmlns:w="{W}"'
    return zipped(
        {
            "word/document.xml": f"{head}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": _numbering(lists),
            "word/header1.xml": f'<w:hdr xmlns:w="{W}">{header}</w:hdr>',
        }
    )


def _numbering(lists: dict[int, str]) -> str:
    kinds = {label: n for n, label in enumerate(dict.fromkeys(lists.values()), 1)}
    abstract = ""
    for label, n in kinds.items():
        form, text = _FORMS[label[0]] if label[0] in _FORMS else _FORMS["a"]
        abstract += (
            f'<w:abstractNum w:abstractNumId="{n}"><w:lvl w:ilvl="0"><w:start w:val="1"/>'
            f'<w:numFmt w:val="{form}"/><w:lvlText w:val="{text.format(label[-1])}"/></w:lvl></w:abstractNum>'
        )
    numbers = "".join(
        f'<w:num w:numId="{n}"><w:abstractNumId w:val="{kinds[label]}"/><w:lvlOverride w:ilvl="0">'
        f'<w:startOverride w:val="1"/></w:lvlOverride></w:num>'
        for n, label in lists.items()
    )
    return f'<w:numbering xmlns:w="{W}">{abstract}{numbers}</w:numbering>'


def _run(text: str) -> str:
    parts = escape(text.replace("**", "")).split("\t")
    return (
        "<w:r>"
        + "<w:tab/>".join(f'<w:t xml:space="preserve">{part}</w:t>' for part in parts)
        + "</w:r>"
    )


def _word_para(para: Para, layout: Layout, lists: dict[int, str]) -> str:
    if para.label and para.list and layout.word_lists:
        sort = (
            para.label
            if para.label[0] in "-("
            else ("1" if para.label[0].isdigit() else "a") + para.label[-1]
        )
        sort = "(1" if para.label[0] == "(" else sort
        lists.setdefault(para.list, sort)
        properties = f'<w:pPr><w:numPr><w:ilvl w:val="0"/><w:numId w:val="{para.list}"/></w:numPr></w:pPr>'
        return f"<w:p>{properties}{_run(para.text)}</w:p>"
    text = f"{para.label} {para.text}" if para.label else para.text
    return f"<w:p>{_run(text)}</w:p>"


def _word_block(
    block: Block, layout: Layout, lists: dict[int, str], pick: random.Random
) -> str:
    if isinstance(block, Sheet):
        return ""
    if isinstance(block, Para):
        empty = "<w:p/>" * block.gap
        return empty + (_word_para(block, layout, lists) if block.text else "")
    rows = "".join(
        _word_row(row, index, block, layout, lists)
        for index, row in enumerate(block.rows)
    )
    return f"<w:tbl>{rows}</w:tbl><w:p/>"


def _word_row(
    row: list[Box], index: int, grid: Grid, layout: Layout, lists: dict[int, str]
) -> str:
    cells, position = "", 0
    while position < len(row):
        span = 1
        while position + span < len(row) and row[position + span].right:
            span += 1
        cell = row[position]
        properties = f'<w:gridSpan w:val="{span}"/>' if span > 1 else ""
        below = (
            index + 1 < len(grid.rows)
            and position < len(grid.rows[index + 1])
            and grid.rows[index + 1][position].down
        )
        if cell.down:
            properties += "<w:vMerge/>"
        elif below:
            properties += '<w:vMerge w:val="restart"/>'
        inner = (
            "".join(_word_para(para, layout, lists) for para in cell.lines) or "<w:p/>"
        )
        cells += f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"
        position += span
    head = "<w:trPr><w:tblHeader/></w:trPr>" if index < grid.heads else ""
    return f"<w:tr>{head}{cells}</w:tr>"


# ---------------------------------------------------------------------- Excel

_PLAIN = re.compile(r"-?\d{1,3}(?:\.\d{3})+|-?\d+(?:,\d+)?")
_STYLES = """<numFmts><numFmt numFmtId="170" formatCode="#,##0"/></numFmts>
<cellXfs><xf numFmtId="0"/><xf numFmtId="3"/><xf numFmtId="9"/><xf numFmtId="10"/></cellXfs>"""


def as_workbook(blocks: list[Block], layout: Layout, pick: random.Random) -> bytes:
    """A workbook: numbers as numbers or as text, cells merged or left empty."""
    return work_book(
        {
            name: sheet.xml()
            for name, sheet in _sheets(blocks, layout, pick).items()
            if sheet.rows
        },
        styles=_STYLES,
        namespace=S,
        relations=R,
    )


def _sheets(
    blocks: list[Block], layout: Layout, pick: random.Random
) -> "dict[str, _SheetRows]":
    sheets: dict[str, _SheetRows] = {}
    current = sheets.setdefault("Lampiran", _SheetRows(pick))
    for block in blocks:
        if isinstance(block, Sheet):
            if layout.sheets != "flat" and current.rows and len(sheets) > 0:
                current = sheets.setdefault(
                    re.sub(r"[\[\]:*?/\\&<>]", " ", f"{len(sheets)} {block.name}"),
                    _SheetRows(pick),
                )
        elif isinstance(block, Para):
            current.skip(block.gap)
            if block.text:
                text = f"{block.label} {block.text}" if block.label else block.text
                current.add([text.replace("**", "")])
        else:
            current.add_grid(block)
    return sheets


def as_open_document(blocks: list[Block], layout: Layout, pick: random.Random) -> bytes:
    """The same workbook as an OpenDocument spreadsheet."""
    sheets = _sheets(blocks, layout, pick)
    spaces = " ".join(
        f'xmlns:{name}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
        for name in ("office", "table", "text")
    )
    tables = "".join(
        f'<table:table table:name="{escape(name)}">{sheet.open_document_xml()}</table:table>'
        for name, sheet in sheets.items()
        if sheet.rows
    )
    body = (
        f"<office:body><office:spreadsheet>{tables}</office:spreadsheet></office:body>"
    )
    return zipped(
        {
            "mimetype": "application/vnd.oasis.opendocument.spreadsheet",
            "content.xml": f"<office:document-content {spaces}>{body}</office:document-content>",
        }
    )


class _SheetRows:
    def __init__(self, pick: random.Random) -> None:
        self.rows: list[tuple[int, list[str]]] = []
        self.merges: list[str] = []
        self._next = 1
        self._numbers = pick.random() < 0.7

    def skip(self, count: int) -> None:
        self._next += count

    def add(self, texts: list[str]) -> None:
        self.rows.append((self._next, texts))
        self._next += 1

    def add_grid(self, grid: Grid) -> None:
        top = self._next
        for row in grid.rows:
            self.add(
                [
                    "\n".join(
                        f"{p.label} {p.text}" if p.label else p.text for p in cell.lines
                    )
                    for cell in row
                ]
            )
        for r, row in enumerate(grid.rows):
            for c, cell in enumerate(row):
                if cell.down or cell.right:
                    continue
                right, down = c, r
                while right + 1 < len(row) and row[right + 1].right:
                    right += 1
                while (
                    down + 1 < len(grid.rows)
                    and c < len(grid.rows[down + 1])
                    and grid.rows[down + 1][c].down
                ):
                    down += 1
                if (right, down) != (c, r):
                    self.merges.append(
                        f"{_place(top + r, c)}:{_place(top + down, right)}"
                    )
        self._next += 1

    def xml(self) -> str:
        rows = ""
        for number, texts in self.rows:
            cells = "".join(
                self._cell(_place(number, c), text)
                for c, text in enumerate(texts)
                if text
            )
            rows += f'<row r="{number}">{cells}</row>'
        merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in self.merges)
        return f"<sheetData>{rows}</sheetData><mergeCells>{merged}</mergeCells>"

    def open_document_xml(self) -> str:
        spans = {}
        for ref in self.merges:
            (first, last) = (
                re.fullmatch(r"([A-Z])(\d+)", end) for end in ref.split(":")
            )
            if first is not None and last is not None:
                spans[int(first[2]), ord(first[1]) - 65] = (
                    int(last[2]) - int(first[2]) + 1,
                    ord(last[1]) - ord(first[1]) + 1,
                )
        rows, before = "", 0
        for number, texts in self.rows:
            if number - before > 1:
                rows += (
                    f'<table:table-row table:number-rows-repeated="{number - before - 1}">'
                    '<table:table-cell table:number-columns-repeated="1024"/></table:table-row>'
                )
            cells = "".join(
                self._open_cell(text, spans.get((number, column), (1, 1)))
                for column, text in enumerate(texts)
            )
            rows += f"<table:table-row>{cells}</table:table-row>"
            before = number
        return rows

    def _open_cell(self, text: str, span: tuple[int, int]) -> str:
        lines = "".join(
            f"<text:p>{escape(line)}</text:p>" for line in text.split("\n") if line
        )
        spanned = (
            f' table:number-rows-spanned="{span[0]}" table:number-columns-spanned="{span[1]}"'
            if span != (1, 1)
            else ""
        )
        if self._numbers and _PLAIN.fullmatch(text):
            value = text.replace(".", "").replace(",", ".")
            spanned += f' office:value-type="float" office:value="{value}"'
        return f"<table:table-cell{spanned}>{lines}</table:table-cell>"

    def _cell(self, place: str, text: str) -> str:
        if self._numbers and _PLAIN.fullmatch(text):
            value = text.replace(".", "").replace(",", ".")
            return f'<c r="{place}"{" s=" + chr(34) + "1" + chr(34) if "." in text else ""}><v>{value}</v></c>'
        if self._numbers and re.fullmatch(r"\d{1,3}%", text):
            return f'<c r="{place}" s="2"><v>{int(text[:-1]) / 100}</v></c>'
        if self._numbers and re.fullmatch(r"\d{1,3},\d\d%", text):
            return f'<c r="{place}" s="3"><v>{float(text[:-1].replace(",", ".")) / 100}</v></c>'
        return f'<c r="{place}" t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>'


def _place(row: int, column: int) -> str:
    return f"{chr(ord('A') + column)}{row}"
