"""DOCX: Word documents, read from their XML.

List numbers are Word's and not in the text: they are counted here from `numbering.xml`.
Merged cells are spread over the grid. Of tracked changes the accepted text is read; headers,
footers, notes and comments are left out. Nothing outside the file is opened: a template on
another machine is only reported.
"""

from dataclasses import replace

from lxml import etree

from tolok.reader.blocks import Cell, Deed, Document, Paragraph, Row, Table, Where
from tolok.reader.sources.numbering import (
    Numbering,
    attribute,
    child_value,
    integer,
    read_numbering,
    read_styles,
)
from tolok.reader.sources.numbering import W as _W
from tolok.reader.sources.packages import Package, damaged, holds, open_package
from tolok.reader.sources.runs import Runs, all_text
from tolok.reader.words import fold, join_spaced_capitals, split_bullet


NAME = "Word (.docx)"

_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_OFFICE_LINKS = "_rels/.rels"
_DOCUMENT = "word/document.xml"
_SETTINGS_LINKS = "word/_rels/settings.xml.rels"
_WRAPPERS = frozenset(
    f"{_W}{name}" for name in ("sdt", "ins", "moveTo", "customXml", "smartTag")
)
_MOST_DEPTH = 6
_MOST_COLUMNS = 63


def sniff(content: bytes) -> bool:
    return holds(content, b"word/") and not holds(content, b"xl/workbook.xml")


def read(content: bytes) -> Document:
    """Read a Word document; raises UnreadableDecree if it is damaged or unsafe."""
    package = open_package(content)
    root = _part(package, _document_name(package))
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise damaged()
    reader = _BodyReader(
        read_numbering(_part(package, "word/numbering.xml")),
        read_styles(_part(package, "word/styles.xml")),
    )
    reader.read(body)
    return Document(
        kind="docx",
        blocks=tuple(reader.blocks),
        lines=tuple(reader.lines),
        deeds=(*_remote_templates(package), *reader.tracked()),
    )


def _document_name(package: Package) -> str:
    """The part that holds the text, as the package names it."""
    links = package.part(_OFFICE_LINKS)
    if links is not None:
        for link in links.iterchildren("{*}Relationship"):
            name = link.get("Target", "").lstrip("/")
            if link.get("Type", "").endswith("/officeDocument") and name:
                return name
    return _DOCUMENT


def _part(package: Package, name: str) -> etree._Element | None:
    """A part in the usual namespace, also where it was saved as Strict Open XML."""
    root = package.part(name)
    if root is None or _STRICT_W not in root.nsmap.values():
        return root
    text = etree.tostring(root).replace(_STRICT_W.encode(), _W[1:-1].encode())
    return etree.fromstring(text, etree.XMLParser(resolve_entities=False))


def _remote_templates(package: Package) -> tuple[Deed, ...]:
    """Templates on other machines that the file points to; they are not opened."""
    links = package.part(_SETTINGS_LINKS)
    if links is None:
        return ()
    return tuple(
        Deed("remote-template", texts=(link.get("Target", ""),))
        for link in links.iterchildren("{*}Relationship")
        if link.get("TargetMode") == "External"
        and link.get("Type", "").endswith("/attachedTemplate")
    )


class _BodyReader:
    """Walks the body; every paragraph and every row becomes one line of the source text."""

    def __init__(
        self, numbering: Numbering, styles: dict[str, tuple[str, int | None]]
    ) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.lines: list[str] = []
        self._numbering = numbering
        self._styles = styles
        self._runs = Runs()
        self._tables = 0
        self._gap = 0
        self._joined = ""

    def tracked(self) -> tuple[Deed, ...]:
        """What tracked changes were met, as a deed."""
        if not self._runs.removed and not self._runs.added:
            return ()
        shown = next((text for text in self._runs.removed if text), "(tidak ada)")
        return (Deed("tracked-changes", texts=(shown,)),)

    def read(self, body: etree._Element) -> None:
        for node in _unwrapped(body):
            if node.tag == f"{_W}p":
                self._add_paragraph(node)
            elif node.tag == f"{_W}tbl":
                self._add_table(node)

    def _read_inside(self, cell: etree._Element, depth: int) -> None:
        for node in _unwrapped(cell):
            if node.tag == f"{_W}p":
                self._add_paragraph(node)
            elif node.tag == f"{_W}tbl":
                self._add_table(node, depth)

    def _add_paragraph(self, node: etree._Element) -> None:
        for paragraph in self._paragraphs(node):
            self._add_line(
                f"{paragraph.number}. {paragraph.text}"
                if paragraph.number is not None
                else paragraph.text
            )
            if not paragraph.text and paragraph.number is None:
                self._gap += 1
                continue
            typed, text = split_bullet(paragraph.text)
            self.blocks.append(
                replace(
                    paragraph,
                    text=text,
                    bullet=paragraph.bullet or typed,
                    where=Where(line=len(self.lines)),
                    gap=self._gap,
                )
            )
            self._gap = 0

    def _add_table(self, node: etree._Element, depth: int = 0) -> None:
        """Add a table; one that only lays out others is taken apart into what it holds."""
        if depth < _MOST_DEPTH and any(_holds_sheet(row) for row in _unwrapped(node)):
            for line in _unwrapped(node):
                for cell in _unwrapped(line) if line.tag == f"{_W}tr" else ():
                    self._read_inside(cell, depth + 1)
            return
        self._tables += 1
        rows: list[Row] = []
        for row in self._rows(node, 0):
            cells = [" ".join(p.text for p in cell.paragraphs) for cell in row]
            self._add_line("\t".join(cells))
            where = Where(line=len(self.lines), table=self._tables, row=len(rows) + 1)
            rows.append(
                Row(
                    tuple(
                        replace(
                            cell,
                            paragraphs=tuple(
                                replace(p, where=where) for p in cell.paragraphs
                            ),
                        )
                        for cell in row
                    ),
                    where,
                )
            )
        if rows:
            self.blocks.append(Table(tuple(rows), Where(table=self._tables)))
            self._gap = 0

    def _add_line(self, text: str) -> None:
        self.lines.append(text)

    def _rows(self, table: etree._Element, depth: int) -> list[list[Cell]]:
        rows: list[list[Cell]] = []
        for node in _unwrapped(table):
            if node.tag != f"{_W}tr":
                continue
            properties = node.find(f"{_W}trPr")
            if properties is not None and properties.find(f"{_W}del") is not None:
                self._runs.removed.append(all_text(node))
                continue
            rows.append(self._row(node, depth))
        return rows

    def _row(self, node: etree._Element, depth: int) -> list[Cell]:
        before = node.find(f"{_W}trPr/{_W}gridBefore")
        cells = [Cell()] * min(
            integer(attribute(before, "val"), 0) if before is not None else 0,
            _MOST_COLUMNS,
        )
        for cell in _unwrapped(node):
            if cell.tag != f"{_W}tc":
                continue
            properties = cell.find(f"{_W}tcPr")
            if properties is not None and properties.find(f"{_W}cellDel") is not None:
                self._runs.removed.append(all_text(cell))
                continue
            span = integer(child_value(properties, "gridSpan"), 1)
            paragraphs = tuple(self._cell_paragraphs(cell, depth))
            cells.append(
                Cell(
                    paragraphs,
                    continues_above=_continues(properties, "vMerge"),
                    continues_left=_continues(properties, "hMerge"),
                )
            )
            cells += [Cell(continues_left=True)] * min(span - 1, _MOST_COLUMNS)
        return cells

    def _cell_paragraphs(self, cell: etree._Element, depth: int) -> list[Paragraph]:
        found: list[Paragraph] = []
        for node in _unwrapped(cell):
            if node.tag == f"{_W}p":
                found += [
                    paragraph
                    for paragraph in self._paragraphs(node)
                    if paragraph.text or paragraph.number is not None
                ]
            elif node.tag == f"{_W}tbl" and depth < _MOST_DEPTH:
                for row in self._rows(node, depth + 1):
                    found += [p for inner in row for p in inner.paragraphs]
        return found

    def _paragraphs(self, node: etree._Element, depth: int = 0) -> list[Paragraph]:
        """The paragraph, parted at its line breaks, with its text boxes; numbers counted.

        Where a tracked change took the mark at its end, it goes on in the next one.
        """
        whole = self._joined + self._runs.text_of(node)
        boxes, self._runs.boxes = self._runs.boxes, []
        if node.find(f"{_W}pPr/{_W}rPr/{_W}del") is not None:
            self._joined = whole
            return []
        self._joined = ""
        number, bullet = self._label(node, empty=not fold(whole))
        texts = [fold(join_spaced_capitals(part)) for part in whole.split("\n")]
        texts = [text for text in texts if text] or [""]
        found = [
            Paragraph(
                text, number=number if index == 0 else None, bullet=bullet and not index
            )
            for index, text in enumerate(texts)
        ]
        if boxes and not texts[0]:
            found = []
        for box in boxes if depth < _MOST_DEPTH else ():
            found += self._box_paragraphs(box, depth + 1)
        return found

    def _box_paragraphs(self, box: etree._Element, depth: int) -> list[Paragraph]:
        """A text box: its paragraphs, its tables row by row."""
        found: list[Paragraph] = []
        for node in _unwrapped(box):
            if node.tag == f"{_W}p":
                found += self._paragraphs(node, depth)
            elif node.tag == f"{_W}tbl":
                for row in self._rows(node, depth):
                    texts = [p.text for cell in row for p in cell.paragraphs]
                    found.append(Paragraph(fold(" ".join(texts))))
        return found

    def _label(self, node: etree._Element, *, empty: bool) -> tuple[str | None, bool]:
        properties = node.find(f"{_W}pPr")
        numbering = properties.find(f"{_W}numPr") if properties is not None else None
        name = child_value(properties, "pStyle") or ""
        style = self._styles.get(name)
        number_id = child_value(numbering, "numId") or (style[0] if style else None)
        if number_id is None or number_id == "0":
            return None, False
        if empty and not _in_cell(node):
            return None, False
        level = self._level(child_value(numbering, "ilvl"), number_id, name)
        bullet = self._numbering.is_bullet(number_id, level)
        return self._numbering.next_label(number_id, level), bullet

    def _level(self, own: str | None, number_id: str, style: str) -> int:
        """The level of a paragraph: its own, its style's, or the one that names its style."""
        if own is not None:
            return integer(own, 0)
        level = self._styles.get(style, ("", None))[1]
        if level is not None:
            return level
        return self._numbering.level_of_style(number_id, style)


def _unwrapped(node: etree._Element) -> list[etree._Element]:
    """Children, those inside content controls and insertions included."""
    found: list[etree._Element] = []
    for child in node:
        tag = child.tag
        if tag in _WRAPPERS:
            inner = child.find(f"{_W}sdtContent") if tag == f"{_W}sdt" else child
            if inner is not None:
                found += _unwrapped(inner)
        elif isinstance(tag, str):
            found.append(child)
    return found


def _holds_sheet(row: etree._Element) -> bool:
    """Does a cell of this row hold a table of indicators of its own?"""
    for table in row.iterfind(f"{_W}tc/{_W}tbl"):
        first = table.find(f"{_W}tr")
        if first is not None and len(first.findall(f"{_W}tc")) > 1:
            head = all_text(first).casefold()
            if "indikator" in head and ("sasaran" in head or "kinerja" in head):
                return True
    return any(_holds_sheet(inner) for inner in row.iterfind(f"{_W}tc/{_W}tbl/{_W}tr"))


def _continues(properties: etree._Element | None, kind: str) -> bool:
    """Does this cell go on with the merged cell before it (`vMerge` above, `hMerge` left)?"""
    merge = properties.find(f"{_W}{kind}") if properties is not None else None
    return merge is not None and attribute(merge, "val") in ("", "continue")


def _in_cell(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == f"{_W}tc"
