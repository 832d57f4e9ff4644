"""DOCX: Word documents, read from their XML.

List numbers are Word's and not in the text: they are counted here from `numbering.xml`.
Merged cells are spread over the grid. Of tracked changes the accepted text is read; headers,
footers, notes and comments are left out. Nothing outside the file is opened: a template on
another machine is only reported.
"""

import re
from dataclasses import dataclass, field, replace

from lxml import etree

from tolok.reader.blocks import Cell, Deed, Document, Paragraph, Row, Table, Where
from tolok.reader.sources.packages import Package, damaged, holds, open_package
from tolok.reader.words import fold, join_spaced_capitals, split_bullet


NAME = "Word (.docx)"

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_STRICT_W = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_DOCUMENT = "word/document.xml"
_SETTINGS_LINKS = "word/_rels/settings.xml.rels"
# Inside these, text is no wording of the body: removed text, text boxes' fallbacks, notes.
_LEFT_OUT = frozenset(
    f"{_W}{name}" for name in ("del", "moveFrom", "delText", "instrText", "txbxContent")
) | {f"{_MC}Fallback"}
_MOST_DEPTH = 6
_MOST_COLUMNS = 63


def sniff(content: bytes) -> bool:
    return holds(content, b"word/") and not holds(content, b"xl/workbook.xml")


def read(content: bytes) -> Document:
    """Read a Word document; raises UnreadableDecree if it is damaged or unsafe."""
    package = open_package(content)
    root = _part(package, _DOCUMENT)
    body = root.find(f"{_W}body") if root is not None else None
    if body is None:
        raise damaged()
    reader = _BodyReader(_read_numbering(package), _read_styles(package))
    reader.read(body)
    return Document(
        kind="docx",
        blocks=tuple(reader.blocks),
        lines=tuple(reader.lines),
        deeds=(*_remote_templates(package), *reader.tracked()),
    )


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


@dataclass(frozen=True, slots=True)
class _Level:
    """One level of a list: its first number, its form and the text around the number."""

    start: int = 1
    form: str = "decimal"
    text: str = "%1."


@dataclass
class _Numbering:
    """The lists of a document: list id → level → form; counts go on as paragraphs come."""

    levels: dict[str, dict[int, _Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def next_label(self, number_id: str, level: int) -> str | None:
        """Count one paragraph of a list and give its label; None for a bullet or no list."""
        levels = self.levels.get(number_id)
        if levels is None:
            return None
        form = levels.get(level, _Level())
        key = self.abstract.get(number_id, number_id)
        count = self.counts.get((key, level), form.start - 1) + 1
        self.counts[(key, level)] = count
        for deeper in range(level + 1, 9):
            self.counts.pop((key, deeper), None)
        if form.form in ("bullet", "none"):
            return None
        return _number(count, form.form)

    def is_bullet(self, number_id: str, level: int) -> bool:
        levels = self.levels.get(number_id)
        return levels is not None and levels.get(level, _Level()).form == "bullet"


def _number(count: int, form: str) -> str:
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.lower() if form == "lowerRoman" else roman
    return str(count)


def _roman(count: int) -> str:
    digits = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    text = ""
    for value, sign in digits:
        text += sign * (count // value)
        count %= value
    return text


def _read_numbering(package: Package) -> _Numbering:
    root = _part(package, "word/numbering.xml")
    numbering = _Numbering()
    if root is None:
        return numbering
    abstract = {
        _value(node, "abstractNumId"): _levels(node)
        for node in root.iterchildren(f"{_W}abstractNum")
    }
    for node in root.iterchildren(f"{_W}num"):
        number_id = _value(node, "numId")
        abstract_id = _child_value(node, "abstractNumId") or ""
        levels = dict(abstract.get(abstract_id, {}))
        overridden = False
        for override in node.iterchildren(f"{_W}lvlOverride"):
            level = _integer(_value(override, "ilvl"), 0)
            start = _child_value(override, "startOverride")
            levels.update(_levels(override))
            if start is not None:
                overridden = True
                levels[level] = replace(
                    levels.get(level, _Level()), start=_integer(start, 1)
                )
        numbering.levels[number_id] = levels
        # Lists of one abstract list count on together, unless one starts anew.
        numbering.abstract[number_id] = (
            f"num {number_id}" if overridden else f"abstract {abstract_id}"
        )
    return numbering


def _levels(node: etree._Element) -> dict[int, _Level]:
    return {
        _integer(_value(level, "ilvl"), 0): _Level(
            _integer(_child_value(level, "start"), 1),
            _child_value(level, "numFmt") or "decimal",
            _child_value(level, "lvlText") or "%1.",
        )
        for level in node.iterchildren(f"{_W}lvl")
    }


def _read_styles(package: Package) -> dict[str, tuple[str, int]]:
    """Paragraph styles that number: style → (list id, level), by inheritance too."""
    root = _part(package, "word/styles.xml")
    if root is None:
        return {}
    own: dict[str, tuple[str, int]] = {}
    based: dict[str, str] = {}
    for style in root.iterchildren(f"{_W}style"):
        name = _value(style, "styleId")
        based[name] = _child_value(style, "basedOn") or ""
        numbering = style.find(f"{_W}pPr/{_W}numPr")
        number_id = _child_value(numbering, "numId") if numbering is not None else None
        if number_id is not None:
            level = _integer(_child_value(numbering, "ilvl"), 0)
            own[name] = (number_id, level)
    for name in based:
        ancestor, steps = name, 0
        while ancestor and ancestor not in own and steps < 20:
            ancestor, steps = based.get(ancestor, ""), steps + 1
        if ancestor in own:
            own.setdefault(name, own[ancestor])
    return own


class _BodyReader:
    """Walks the body; every paragraph and every row becomes one line of the source text."""

    def __init__(
        self, numbering: _Numbering, styles: dict[str, tuple[str, int]]
    ) -> None:
        self.blocks: list[Paragraph | Table] = []
        self.lines: list[str] = []
        self._numbering = numbering
        self._styles = styles
        self._tables = 0
        self._gap = 0
        self._removed: list[str] = []
        self._inserted = False

    def tracked(self) -> tuple[Deed, ...]:
        """What tracked changes were met, as a deed."""
        if not self._removed and not self._inserted:
            return ()
        shown = next((text for text in self._removed if text), "(tidak ada)")
        return (Deed("tracked-changes", texts=(shown,)),)

    def read(self, body: etree._Element) -> None:
        for node in _unwrapped(body):
            if node.tag == f"{_W}p":
                self._add_paragraph(node)
            elif node.tag == f"{_W}tbl":
                self._add_table(node)

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

    def _add_table(self, node: etree._Element) -> None:
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
                self._removed.append(_all_text(node))
                continue
            rows.append(self._row(node, depth))
        return rows

    def _row(self, node: etree._Element, depth: int) -> list[Cell]:
        before = node.find(f"{_W}trPr/{_W}gridBefore")
        cells = [Cell()] * min(
            _integer(_value(before, "val"), 0) if before is not None else 0,
            _MOST_COLUMNS,
        )
        for cell in _unwrapped(node):
            if cell.tag != f"{_W}tc":
                continue
            span = _integer(_child_value(cell.find(f"{_W}tcPr"), "gridSpan"), 1)
            merge = cell.find(f"{_W}tcPr/{_W}vMerge")
            below = merge is not None and _value(merge, "val") in ("", "continue")
            cells.append(
                Cell(tuple(self._cell_paragraphs(cell, depth)), continues_above=below)
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

    def _paragraphs(self, node: etree._Element) -> list[Paragraph]:
        """The paragraph, parted at its line breaks; list numbers counted."""
        number, bullet = self._label(node)
        texts = [
            fold(join_spaced_capitals(part)) for part in self._text(node).split("\n")
        ]
        texts = [text for text in texts if text] or [""]
        return [
            Paragraph(
                text, number=number if index == 0 else None, bullet=bullet and not index
            )
            for index, text in enumerate(texts)
        ]

    def _label(self, node: etree._Element) -> tuple[str | None, bool]:
        properties = node.find(f"{_W}pPr")
        numbering = properties.find(f"{_W}numPr") if properties is not None else None
        style = self._styles.get(_child_value(properties, "pStyle") or "")
        number_id = _child_value(numbering, "numId") or (style[0] if style else None)
        if number_id is None or number_id == "0":
            return None, False
        level = _integer(
            _child_value(numbering, "ilvl"), style[1] if style is not None else 0
        )
        if not fold(self._text(node)) and not _in_cell(node):
            return None, False
        bullet = self._numbering.is_bullet(number_id, level)
        return self._numbering.next_label(number_id, level), bullet

    def _text(self, node: etree._Element) -> str:
        parts: list[str] = []
        self._gather(node, parts)
        return "".join(parts)

    def _gather(self, node: etree._Element, parts: list[str]) -> None:
        stack = [iter(node)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
                continue
            tag = child.tag
            if not isinstance(tag, str):
                continue
            if tag in _LEFT_OUT:
                if tag in (f"{_W}del", f"{_W}moveFrom"):
                    self._removed.append(_all_text(child))
                continue
            if tag == f"{_W}t":
                parts.append(child.text or "")
            elif tag in (f"{_W}tab", f"{_W}ptab"):
                parts.append("\t")
            elif tag in (f"{_W}br", f"{_W}cr"):
                parts.append("\n")
            elif tag == f"{_W}noBreakHyphen":
                parts.append("-")
            elif tag == f"{_W}sym":
                parts.append(" ")
            else:
                self._inserted = self._inserted or tag == f"{_W}ins"
                if tag != f"{_W}pPr":
                    stack.append(iter(child))


def _unwrapped(node: etree._Element) -> list[etree._Element]:
    """Children, those inside content controls and insertions included."""
    found: list[etree._Element] = []
    for child in node:
        tag = child.tag
        if tag in (f"{_W}sdt", f"{_W}ins", f"{_W}customXml", f"{_W}smartTag"):
            inner = child.find(f"{_W}sdtContent") if tag == f"{_W}sdt" else child
            if inner is not None:
                found += _unwrapped(inner)
        elif isinstance(tag, str):
            found.append(child)
    return found


def _all_text(node: etree._Element) -> str:
    """All text below, removed text included."""
    return fold("".join(t.text or "" for t in node.iter(f"{_W}t", f"{_W}delText")))


def _in_cell(node: etree._Element) -> bool:
    parent = node.getparent()
    return parent is not None and parent.tag == f"{_W}tc"


def _value(node: etree._Element, name: str) -> str:
    return node.get(f"{_W}{name}", "")


def _child_value(node: etree._Element | None, name: str) -> str | None:
    child = node.find(f"{_W}{name}") if node is not None else None
    return child.get(f"{_W}val") if child is not None else None


def _integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,4}", text) else default
