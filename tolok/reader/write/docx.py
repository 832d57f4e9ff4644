"""DOCX: a `tolok-decree/1` object laid out as an official decree, from a Word template.

A template holds words and placeholders only; there is no logic in it that could run. List
numbers are written as text, so that they stay what they are wherever the file is opened;
rows of a table are not broken by the page and its head rows are repeated.
"""

import copy
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from lxml import etree

from tolok.reader.write.layout import (
    MOST_PORTRAIT_COLUMNS,
    PAPERS,
    Letterhead,
    Paper,
    columns_of,
    dotted,
    plain,
    statement_of,
)
from tolok.reader.write.package import in_attribute, packed, unpacked
from tolok.reader.write.placeholders import (
    BLOCKS,
    PLACEHOLDER,
    STAYS_EMPTY,
    WHEN,
    name_in,
    says_something,
    values_of,
)
from tolok.reader.write.template import (
    CELL_STYLE,
    HEADING_STYLE,
    ITEM_STYLE,
    POSITION_STYLE,
    STYLES,
    TABLE_STYLE,
    standard_template,
)
from tolok.reader.write.word_table import table_of, with_last_row_kept


__all__ = ["Letterhead", "standard_template", "write_decree"]

Element = etree._Element
_BODY = "word/document.xml"
_STYLES = "word/styles.xml"
_CORE = "docProps/core.xml"
_TWENTIETHS_IN_MM = 1440 / 25.4
# Where the parts of a recital and of a position's sheet stand, from the left margin, in mm.
_LABEL_STOPS = (28, 33, 41)
_SHEET_STOPS = (10, 36, 40, 48)
# Lines at the head of a sheet that stay with what follows them.
_KEPT_LINES = 3


def write_decree(
    decree: dict[str, Any],
    *,
    letterhead: Letterhead,
    paper: Paper = PAPERS["folio"],
    template: bytes | None = None,
) -> bytes:
    """Lay a decree out as a DOCX file and return its bytes.

    `template` is an office's own Word template that `checking.faults_of` found sound, or
    None for the standard one. The same decree gives the same bytes. Head texts are printed
    in capitals, the wording of the annex stays as it is; what the decree does not say (null)
    is left out.
    """
    parts = unpacked(template if template is not None else standard_template())
    styles = etree.fromstring(parts[_STYLES])
    names = _styled(styles)
    parts[_STYLES] = _as_part(styles)
    values = values_of(decree, letterhead)
    for name in sorted(parts):
        if name == _BODY or _is_margin(name):
            root = etree.fromstring(parts[name])
            if name == _BODY:
                _Filling(root, decree, values, names, paper).fill()
            else:
                _Filling(root, decree, values, names, paper).fill_lines()
            parts[name] = _as_part(root)
    if _CORE in parts:
        parts[_CORE] = _properties(decree)
    return packed(parts)


def _is_margin(name: str) -> bool:
    """Tell whether a part is a page's head or foot."""
    return name.startswith(("word/header", "word/footer")) and name.endswith(".xml")


def _as_part(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _properties(decree: Mapping[str, Any]) -> bytes:
    """The document's properties: title, office, language, and the decree's own day."""
    head = decree["decree"]
    day = date.fromisoformat(head["date"]) if head["date"] else date(2000, 1, 1)
    when = f"{day.isoformat()}T00:00:00Z"
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
        "<cp:coreProperties xmlns:cp="
        '"http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" '
        'xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{escape(plain(head['about'] or '')[:255])}</dc:title>"
        f"<dc:creator>{escape(plain(head['organisation'] or '')[:255])}</dc:creator>"
        "<dc:language>id-ID</dc:language>"
        f'<dcterms:created xsi:type="dcterms:W3CDTF">{when}</dcterms:created>'
        f'<dcterms:modified xsi:type="dcterms:W3CDTF">{when}</dcterms:modified>'
        "</cp:coreProperties>"
    ).encode()


def _styled(styles: Element) -> dict[str, str]:
    """Return the id of each style that filling needs, bringing those that are missing."""
    names = _ids_by_name(styles)
    missing = [name for name in STYLES if name.casefold() not in names]
    if missing:
        ours = etree.fromstring(unpacked(standard_template())[_STYLES])
        taken = set(names.values())
        for style in ours.findall(qn("w:style")):
            name = _name_of_style(style)
            if name in missing:
                if style.get(qn("w:styleId")) in taken:
                    style.set(qn("w:styleId"), f"Tolok{len(taken)}")
                taken.add(str(style.get(qn("w:styleId"))))
                styles.append(style)
        names = _ids_by_name(styles)
    return {name: names[name.casefold()] for name in STYLES}


def _name_of_style(style: Element) -> str:
    named = style.find(qn("w:name"))
    return str(named.get(qn("w:val"))) if named is not None else ""


def _ids_by_name(styles: Element) -> dict[str, str]:
    return {
        _name_of_style(style).casefold(): str(style.get(qn("w:styleId")))
        for style in styles.findall(qn("w:style"))
    }


class _Filling:
    """One part of a template while its placeholders are filled."""

    def __init__(
        self,
        root: Element,
        decree: dict[str, Any],
        values: Mapping[str, list[str]],
        styles: Mapping[str, str],
        paper: Paper,
    ) -> None:
        self.root = root
        self.decree = decree
        self.values = values
        self.styles = styles
        self.paper = paper

    def fill(self) -> None:
        """Fill the whole body: pages, lines and blocks."""
        columns = columns_of(self.decree)
        self._set_pages(landscape=len(columns) > MOST_PORTRAIT_COLUMNS)
        self.fill_lines()

    def fill_lines(self) -> None:
        """Fill every paragraph that holds a placeholder; what is put in is not looked at."""
        for paragraph in list(self.root.iter(qn("w:p"))):
            names = [
                name_in(found) for found in PLACEHOLDER.findall(text_of(paragraph))
            ]
            if not names:
                continue
            block = next((name for name in names if name in BLOCKS), None)
            if block is not None:
                _replace(paragraph, self._block(block, paragraph))
            elif self._is_silent(names):
                _replace(paragraph, ())
            else:
                _replace(paragraph, self._lines(paragraph, names))

    def _is_silent(self, names: Sequence[str]) -> bool:
        """Tell whether nothing that a paragraph is there to say is said by this decree."""
        asked = [name for name in names if name.startswith(WHEN)]
        if asked:
            return not all(self._says(name.removeprefix(WHEN)) for name in asked)
        return not any(self._says(name) or name in STAYS_EMPTY for name in names)

    def _says(self, name: str) -> bool:
        if name in BLOCKS:
            return says_something(name, self.decree)
        return bool(self.values.get(name))

    def _lines(self, paragraph: Element, names: Sequence[str]) -> Iterator[Element]:
        """The paragraph with its placeholders replaced; once a line where one has several."""
        count = max(len(self.values.get(name, ())) for name in names)
        for index in range(max(count, 1)):
            said = {
                name: (lines[index] if len(lines) > 1 else lines[0]) if lines else ""
                for name in names
                for lines in (self.values.get(name, []),)
            }
            line = copy.deepcopy(paragraph)
            _fill_texts(line, said)
            yield line

    # ------------------------------------------------------------ pages

    def _set_pages(self, *, landscape: bool) -> None:
        """Give every section the paper; the annex lies across where its tables need it."""
        sections = list(self.root.iter(qn("w:sectPr")))
        annex = self._section_of_annex(sections)
        for section in sections:
            size = section.find(qn("w:pgSz"))
            if size is None:
                size = etree.SubElement(section, qn("w:pgSz"))
            if landscape and section is annex and len(sections) > 1:
                size.set(qn("w:orient"), "landscape")
            sides = [
                round(side * _TWENTIETHS_IN_MM)
                for side in (self.paper.width, self.paper.height)
            ]
            if size.get(qn("w:orient")) == "landscape":
                sides.reverse()
            size.set(qn("w:w"), str(sides[0]))
            size.set(qn("w:h"), str(sides[1]))
        self.width = _text_width(annex)

    def _section_of_annex(self, sections: Sequence[Element]) -> Element:
        """The section in which the annex stands: the first that ends behind it."""
        behind = False
        for element in self.root.iter(qn("w:p"), qn("w:sectPr")):
            if element.tag == qn("w:p"):
                behind = behind or "lampiran" in [
                    name_in(found) for found in PLACEHOLDER.findall(text_of(element))
                ]
            elif behind:
                return element
        return sections[-1]

    # ------------------------------------------------------------ blocks

    def _block(self, name: str, paragraph: Element) -> Iterator[Element]:
        head = self.decree["decree"]
        like = _Like(paragraph)
        if name == "menimbang":
            yield from _recital(like, "Menimbang", head["considerations"])
        elif name == "mengingat":
            yield from _recital(like, "Mengingat", head["legal_bases"])
        elif name == "diktum":
            yield from _rulings(like, head)
        else:
            yield from self._annex()

    def _annex(self) -> Iterator[Element]:
        columns = columns_of(self.decree)
        units = {unit["id"]: unit["name"] for unit in self.decree["units"]}
        positions = self.decree["positions"]
        for number, position in enumerate(positions, 1):
            yield from _sheet(position, units.get(position["unit"]), self.styles)
            if position["objectives"]:
                table = table_of(
                    position["objectives"],
                    columns,
                    self.width,
                    cell_style=self.styles[CELL_STYLE],
                    heading_style=self.styles[HEADING_STYLE],
                    table_style=self.styles[TABLE_STYLE],
                )
                # Who signs does not stand alone on the last page.
                last = number == len(positions)
                yield with_last_row_kept(table) if last else table
                stays = "<w:pPr><w:keepNext/></w:pPr>" if last else ""
                yield parse_xml(f"<w:p {nsdecls('w')}>{stays}</w:p>")


def text_of(paragraph: Element) -> str:
    """Return the words of one paragraph, without those of text boxes in it."""
    return "".join(text.text or "" for text in _texts(paragraph))


def _texts(paragraph: Element) -> list[Element]:
    """The pieces of text of a paragraph itself: a text box in it has paragraphs of its own."""
    if paragraph.find(f".//{qn('w:p')}") is None:
        return list(paragraph.iter(qn("w:t")))
    return [
        text
        for text in paragraph.iter(qn("w:t"))
        if next(text.iterancestors(qn("w:p"))) is paragraph
    ]


def _fill_texts(paragraph: Element, said: Mapping[str, str]) -> None:
    """Replace the placeholders of a paragraph, however Word has cut them into pieces."""
    texts = _texts(paragraph)
    whole = "".join(text.text or "" for text in texts)
    starts, at = [], 0
    for text in texts:
        starts.append(at)
        at += len(text.text or "")
    pieces = [text.text or "" for text in texts]
    for found in reversed(list(PLACEHOLDER.finditer(whole))):
        first = _piece_at(starts, found.start())
        last = _piece_at(starts, found.end() - 1)
        before = pieces[first][: found.start() - starts[first]]
        after = pieces[last][found.end() - starts[last] :]
        new = said.get(name_in(found[1]), "")
        if first == last:
            pieces[first] = before + new + after
        else:
            pieces[first] = before + new
            pieces[last] = after
            for between in range(first + 1, last):
                pieces[between] = ""
    for text, piece in zip(texts, pieces, strict=True):
        text.text = piece
        text.set(qn("xml:space"), "preserve")


def _piece_at(starts: Sequence[int], place: int) -> int:
    """The last piece that starts at or before a place (empty pieces lie before it)."""
    return max(index for index, start in enumerate(starts) if start <= place)


def _replace(paragraph: Element, made: Iterable[Element]) -> None:
    """Put others in a paragraph's place; what a page or a cell needs of it stays."""
    parent = paragraph.getparent()
    if parent is None:
        return
    kept = 0
    for element in made:
        paragraph.addprevious(element)
        kept += 1
    ends_section = paragraph.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    last_of_cell = parent.tag != qn("w:body") and paragraph.getnext() is None
    if ends_section or (last_of_cell and not kept):
        # Without it the section would end nowhere and the cell hold nothing: it stays, empty.
        for child in list(paragraph):
            if child.tag != qn("w:pPr"):
                paragraph.remove(child)
        return
    parent.remove(paragraph)


def _text_width(section: Element) -> int:
    """The width between a section's margins, in twentieths of a point."""
    size = section.find(qn("w:pgSz"))
    margins = section.find(qn("w:pgMar"))
    width = int(size.get(qn("w:w"), "0")) if size is not None else 0
    if margins is None:
        return width
    return width - sum(
        abs(int(margins.get(qn(f"w:{side}"), "0")))
        for side in ("left", "right", "gutter")
    )


# ---------------------------------------------------------------- paragraphs


class _Like:
    """How a placeholder's paragraph looks, for the paragraphs that take its place."""

    def __init__(self, paragraph: Element) -> None:
        properties = paragraph.find(qn("w:pPr"))
        runs = paragraph.find(f".//{qn('w:r')}/{qn('w:rPr')}")
        self.style = ""
        self.look = "" if runs is None else _inner(runs)
        if properties is not None:
            style = properties.find(qn("w:pStyle"))
            self.style = "" if style is None else str(style.get(qn("w:val")))


def _inner(properties: Element) -> str:
    """The look of a run as text, to be written into others."""
    alone = copy.deepcopy(properties)
    etree.cleanup_namespaces(alone)
    return etree.tostring(alone, encoding="unicode", with_tail=False)


def _recital(
    like: _Like, name: str, items: Sequence[Mapping[str, Any]]
) -> Iterator[Element]:
    for index, item in enumerate(items):
        lead = [name, ":"] if index == 0 else ["", ""]
        label = dotted(item["label"])
        yield _tabbed(
            [*lead, *([label] if label else []), item["text"]],
            _LABEL_STOPS if label else _LABEL_STOPS[:2],
            style=like.style,
            look=like.look,
            after=8 if index + 1 == len(items) else None,
        )


def _rulings(like: _Like, head: Mapping[str, Any]) -> Iterator[Element]:
    if not head["rulings"]:
        return
    rows: list[tuple[list[str], tuple[int, ...]]] = [
        (["Menetapkan", ":", statement_of(dict(head))], _LABEL_STOPS[:2])
    ]
    for ruling in head["rulings"]:
        rows.append(
            ([ruling["label"] or "", ":", ruling["text"]], _LABEL_STOPS[:2]),
        )
        rows += [
            (["", "", dotted(item["label"]) or "-", item["text"]], _LABEL_STOPS)
            for item in ruling["items"]
        ]
    for number, (parts, stops) in enumerate(rows, 1):
        # Who signs does not stand alone on a page.
        last = number == len(rows)
        yield _tabbed(parts, stops, style=like.style, look=like.look, kept=last)


def _sheet(
    position: Mapping[str, Any], unit: str | None, styles: Mapping[str, str]
) -> Iterator[Element]:
    """Jabatan, Unit Kerja, Tugas and Fungsi of one position, kept with its table."""
    rows: list[tuple[list[str], tuple[int, ...]]] = []
    if unit is not None:
        rows.append((["", "Unit Kerja", ":", unit], _SHEET_STOPS[:3]))
    for name, items in (
        ("Tugas", position["duties"]),
        ("Fungsi", position["functions"]),
    ):
        for index, item in enumerate(items):
            lead = ["", name, ":"] if index == 0 else ["", "", ""]
            label = dotted(item["label"]) or ("-" if index else "")
            parts = [*lead, *([label] if label else []), item["text"]]
            rows.append((parts, _SHEET_STOPS if label else _SHEET_STOPS[:3]))
    yield _tabbed(
        [dotted(position["label"]), "Jabatan", ":", position["title"]],
        _SHEET_STOPS[:3],
        style=styles[POSITION_STYLE],
        kept=True,
    )
    for index, (parts, stops) in enumerate(rows):
        last = index + 1 == len(rows)
        yield _tabbed(
            parts,
            stops,
            style=styles[ITEM_STYLE],
            kept=last or index + 1 < _KEPT_LINES,
            after=6 if last else None,
        )


def _tabbed(
    parts: Sequence[str],
    stops: Sequence[int],
    *,
    style: str,
    look: str = "",
    kept: bool = False,
    after: int | None = None,
) -> Element:
    """Parts side by side at the stops; the last one wraps under itself."""
    places = [round(stop * _TWENTIETHS_IN_MM) for stop in stops]
    tabs = "".join(f'<w:tab w:val="left" w:pos="{place}"/>' for place in places)
    runs = "<w:tab/>".join(
        f'<w:t xml:space="preserve">{escape(said)}</w:t>'
        if (said := plain(part))
        else ""
        for part in parts
    )
    styled = f'<w:pStyle w:val="{in_attribute(style)}"/>' if style else ""
    stays = "<w:keepNext/>" if kept else ""
    spaced = "" if after is None else f'<w:spacing w:after="{20 * after}"/>'
    element: Element = parse_xml(
        f"<w:p {nsdecls('w')}><w:pPr>{styled}{stays}<w:tabs>{tabs}</w:tabs>{spaced}"
        f'<w:ind w:left="{places[-1]}" w:hanging="{places[-1]}"/></w:pPr>'
        f"<w:r>{look}{runs}</w:r></w:p>"
    )
    return element
