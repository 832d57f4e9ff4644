"""Word files and workbooks for the reader's tests, made from their XML."""

import io
import zipfile


W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
S = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
R = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELS = "http://schemas.openxmlformats.org/package/2006/relationships"

NUMBERING = """
<w:abstractNum w:abstractNumId="1"><w:lvl w:ilvl="0"><w:start w:val="1"/>
<w:numFmt w:val="lowerLetter"/><w:lvlText w:val="%1."/></w:lvl>
<w:lvl w:ilvl="1"><w:start w:val="1"/><w:numFmt w:val="decimal"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="2"><w:lvl w:ilvl="0"><w:start w:val="3"/>
<w:numFmt w:val="upperRoman"/></w:lvl></w:abstractNum>
<w:abstractNum w:abstractNumId="3"><w:lvl w:ilvl="0"><w:numFmt w:val="bullet"/></w:lvl>
</w:abstractNum>
<w:num w:numId="1"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="2"><w:abstractNumId w:val="1"/></w:num>
<w:num w:numId="3"><w:abstractNumId w:val="1"/><w:lvlOverride w:ilvl="0">
<w:startOverride w:val="1"/></w:lvlOverride></w:num>
<w:num w:numId="4"><w:abstractNumId w:val="2"/></w:num>
<w:num w:numId="5"><w:abstractNumId w:val="3"/></w:num>
"""
STYLES = """
<w:style w:styleId="Huruf"><w:pPr><w:numPr><w:numId w:val="3"/></w:numPr></w:pPr></w:style>
<w:style w:styleId="HurufKecil"><w:basedOn w:val="Huruf"/></w:style>
<w:style w:styleId="Biasa"/>
"""


def zipped(parts: dict[str, str | bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def p(text: str = "", properties: str = "") -> str:
    """A paragraph of Word."""
    return f"<w:p><w:pPr>{properties}</w:pPr>{run(text)}</w:p>"


def run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def numbered(text: str, number: int, level: int = 0) -> str:
    """A paragraph whose number Word makes."""
    return p(
        text,
        f'<w:numPr><w:ilvl w:val="{level}"/><w:numId w:val="{number}"/></w:numPr>',
    )


def cell(content: str, properties: str = "") -> str:
    inner = content if content.startswith("<") else p(content)
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner}</w:tc>"


def row(*cells: str, properties: str = "") -> str:
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def table(*rows: str) -> str:
    return f"<w:tbl>{''.join(rows)}</w:tbl>"


def simple_table(*rows: str) -> str:
    """A Word table from rows with `|` between the cells."""
    return table(*(row(*(cell(text) for text in line.split("|"))) for line in rows))


def word_file(body: str, namespace: str = W) -> bytes:
    """A Word file with this body, with lists and styles."""
    head = f'<?xml version="1.0"?><w:document xmlns:w="{namespace}"'
    return zipped(
        {
            "word/document.xml": f"{head}><w:body>{body}</w:body></w:document>",
            "word/numbering.xml": f'<w:numbering xmlns:w="{namespace}">{NUMBERING}</w:numbering>',
            "word/styles.xml": f'<w:styles xmlns:w="{namespace}">{STYLES}</w:styles>',
        }
    )


def work_book(
    sheets: dict[str, str],
    *,
    styles: str = "",
    texts: str = "",
    properties: str = "",
    states: dict[str, str] | None = None,
    namespace: str = S,
    relations: str = R,
) -> bytes:
    """A workbook from the XML of each sheet's rows (and what follows them)."""
    names = list(sheets)
    listed = "".join(
        f'<sheet name="{name}" sheetId="{i}" state="{(states or {}).get(name, "visible")}" '
        f'r:id="r{i}"/>'
        for i, name in enumerate(names, 1)
    )
    links = "".join(
        f'<Relationship Id="r{i}" Type="{relations}/worksheet" '
        f'Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(names) + 1)
    )
    return zipped(
        {
            "xl/workbook.xml": f'<workbook xmlns="{namespace}" xmlns:r="{relations}">'
            f"{properties}<sheets>{listed}</sheets></workbook>",
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{RELS}">{links}'
            "<!-- catatan --></Relationships>",
            "xl/styles.xml": f'<styleSheet xmlns="{namespace}">{styles}</styleSheet>',
            "xl/sharedStrings.xml": f'<sst xmlns="{namespace}">{texts}</sst>',
            **{
                f"xl/worksheets/sheet{i}.xml": f'<worksheet xmlns="{namespace}">'
                f"{sheets[name]}</worksheet>"
                for i, name in enumerate(names, 1)
            },
        }
    )


def sheet_rows(rows: list[list[str | float | None]], merges: str = "") -> str:
    """A sheet's rows: texts inline, numbers as numbers, None for no cell."""
    lines = []
    for number, values in enumerate(rows, 1):
        cells = "".join(
            _sheet_cell(f"{chr(ord('A') + column)}{number}", value)
            for column, value in enumerate(values)
            if value is not None
        )
        lines.append(f'<row r="{number}">{cells}</row>')
    merged = "".join(f'<mergeCell ref="{ref}"/>' for ref in merges.split())
    return f"<sheetData>{''.join(lines)}</sheetData><mergeCells>{merged}</mergeCells>"


def _sheet_cell(place: str, value: str | float) -> str:
    if isinstance(value, str):
        return f'<c r="{place}" t="inlineStr"><is><t>{value}</t></is></c>'
    return f'<c r="{place}"><v>{value}</v></c>'
