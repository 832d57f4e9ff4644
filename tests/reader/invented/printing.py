"""Printing: invented Word documents dressed as offices dress them, and printed as PDF.

LibreOffice prints; where the machine has none there is nothing to print. The dress is drawn
from the same number as the document: borders or none, paper, size of the letters, cells
centred or not, head rows repeated or not, rows broken over pages or kept whole, line spacing,
blanks around the text of cells, ground of heads and of every other row, strips for initials,
page numbers. Three sorts are printed: every cell ruled, lines between rows only, no lines.
"""

import random
import re
import shutil
import subprocess
import tempfile
import zipfile
from dataclasses import dataclass, replace
from io import BytesIO
from pathlib import Path

from tests.reader.invented.decrees import InventedDocument
from tests.reader.invented.layouts import Layout
from tests.reader.office_files import W


PRINTED = {"ruled pdf": "all", "lined pdf": "level", "unruled pdf": "none"}
_SIDES = {
    "all": ("top", "left", "bottom", "right", "insideH", "insideV"),
    "level": ("top", "bottom", "insideH"),
    "none": (),
}
_PAPERS = [(11906, 16838), (12191, 18709), (12240, 20160)]
_FONTS = [
    "Liberation Serif",
    "Liberation Sans",
    "Liberation Sans Narrow",
    "DejaVu Serif",
]
_SECONDS = 240
_WIDEST_LETTER = 0.72  # of the letters' size, on average over a word in bold capitals


@dataclass(frozen=True, slots=True)
class Dress:
    """How a Word document looks: what its wording does not say."""

    borders: str
    paper: tuple[int, int]
    landscape: bool
    margin: int
    font: str
    half_points: int
    middle: bool
    centred: bool
    repeated: bool
    whole_rows: bool
    cell_margins: tuple[int, int]
    page_number: str
    spacing: int
    around: int
    justified: bool
    ground: str
    zebra: bool
    strip: str


def draw_dress(pick: random.Random, borders: str) -> Dress:
    """A dress by chance; `borders` is one of those of `PRINTED`."""
    return Dress(
        borders=borders,
        paper=pick.choice(_PAPERS),
        landscape=pick.random() < 0.4,
        margin=pick.choice([850, 1134, 1417]),
        font=pick.choice(_FONTS),
        half_points=pick.choice([18, 20, 22, 24]),
        middle=pick.random() < 0.4,
        centred=pick.random() < 0.5,
        repeated=pick.random() < 0.6,
        whole_rows=pick.random() < 0.3,
        cell_margins=(pick.choice([57, 108, 140]), pick.choice([0, 0, 40, 80])),
        page_number=pick.choice(["none", "- {} -", "{}", "Halaman {}"]),
        spacing=pick.choice([240, 240, 259, 276, 360]),
        around=pick.choice([0, 0, 0, 40, 80]),
        justified=pick.random() < 0.25,
        ground=pick.choice(["", "", "D9D9D9", "BDD6EE", "1F3864"]),
        zebra=pick.random() < 0.2,
        strip=pick.choice(["none", "none", "none", "ruled", "bare"]),
    )


def dressed(content: bytes, dress: Dress) -> bytes:
    """The Word document in this dress, its letters small enough for the widest table."""
    dress = _fitting(content, dress)
    with zipfile.ZipFile(BytesIO(content)) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    body = parts["word/document.xml"].decode()
    body = re.sub(
        r"<w:tbl>.*?</w:tbl>", lambda m: _table(m[0], dress), body, flags=re.S
    )
    footer = (
        ""
        if dress.page_number == "none" and dress.strip == "none"
        else '<w:footerReference w:type="default" r:id="rFoot"/>'
    )
    body = body.replace("</w:body>", f"{_section(dress, footer)}</w:body>")
    body = body.replace(
        f'xmlns:w="{W}"',
        f'xmlns:w="{W}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"',
        1,
    )
    parts["word/document.xml"] = body.encode()
    parts["word/styles.xml"] = _styles(dress).encode()
    parts["word/footer1.xml"] = _footer(dress).encode()
    parts["word/_rels/document.xml.rels"] = _RELATIONS.encode()
    parts["[Content_Types].xml"] = _TYPES.encode()
    parts["_rels/.rels"] = _ROOT.encode()
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, part in parts.items():
            package.writestr(name, part)
    return made.getvalue()


def is_told_apart(layout: Layout, borders: str) -> bool:
    """Is there one way to read a table of this layout with these lines drawn in it?"""
    return borders == "all" or (
        layout.intro not in ("card table", "form")
        and layout.objective_rows == "cell"
        and layout.several == "rows"
    )


def print_documents(
    documents: dict[int, InventedDocument], borders: str
) -> dict[int, InventedDocument]:
    """Word documents, by seed, dressed and printed as PDF."""
    dressed_ones = {}
    for seed, document in documents.items():
        pick = random.Random(f"{seed} dress")
        dress = draw_dress(pick, borders)
        dressed_ones[str(seed)] = dressed(document.content, dress)
    made = printed(dressed_ones) if dressed_ones else {}
    return {
        seed: replace(document, content=made[str(seed)])
        for seed, document in documents.items()
    }


def is_printer_there() -> bool:
    """Has this machine LibreOffice?"""
    return shutil.which("soffice") is not None


def printed(documents: dict[str, bytes]) -> dict[str, bytes]:
    """Each Word document as PDF; raises CalledProcessError where LibreOffice fails."""
    with tempfile.TemporaryDirectory() as folder:
        place = Path(folder)
        for name, content in documents.items():
            (place / f"{name}.docx").write_bytes(content)
        subprocess.run(
            ["soffice", f"-env:UserInstallation=file://{folder}/profile", "--headless",
             "--convert-to", "pdf", "--outdir", folder, *sorted(map(str, place.glob("*.docx")))],
            check=True, capture_output=True, timeout=_SECONDS,
        )  # fmt: skip
        return {name: (place / f"{name}.pdf").read_bytes() for name in documents}


def _table(xml: str, dress: Dress) -> str:
    rows = re.findall(r"<w:tr>.*?</w:tr>", xml, flags=re.S)
    widths = _widths(rows, dress)
    has_head = "<w:tblHeader/>" in xml
    made = ""
    for number, row in enumerate(rows):
        head = "<w:tblHeader/>" in row
        if not dress.repeated:
            row = row.replace("<w:trPr><w:tblHeader/></w:trPr>", "")
        if dress.whole_rows and not head:
            row = row.replace("<w:tr>", "<w:tr><w:trPr><w:cantSplit/></w:trPr>", 1)
        ground = (
            dress.ground if head else "F2F2F2" if dress.zebra and number % 2 else ""
        )
        made += _row(row, widths, dress, head, ground)
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    sides = "".join(f"<w:{side} {line}/>" for side in _SIDES[dress.borders])
    said = _text(xml).lower()
    drawn = sides and (has_head or "indikator" in said or "jabatan" in said)
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if drawn else ""
    across, down = dress.cell_margins
    margins = (
        f'<w:tblCellMar><w:top w:w="{down}" w:type="dxa"/><w:left w:w="{across}" w:type="dxa"/>'
        f'<w:bottom w:w="{down}" w:type="dxa"/><w:right w:w="{across}" w:type="dxa"/></w:tblCellMar>'
    )
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="{sum(widths)}" w:type="dxa"/>{borders}'
        f'<w:tblLayout w:type="fixed"/>{margins}</w:tblPr><w:tblGrid>{grid}</w:tblGrid>{made}</w:tbl>'
    )


def _cells(row: str) -> list[str]:
    return re.findall(r"<w:tc>.*?</w:tc>", row, flags=re.S)


def _span(cell: str) -> int:
    match = re.search(r'<w:gridSpan w:val="(\d+)"/>', cell)
    return int(match[1]) if match else 1


def _text(cell: str) -> str:
    return " ".join(re.findall(r"<w:t[^>]*>([^<]*)</w:t>", cell))


def _fitting(content: bytes, dress: Dress) -> Dress:
    """The dress with letters as small as the widest table needs, on its side if it must."""
    with zipfile.ZipFile(BytesIO(content)) as package:
        body = package.read("word/document.xml").decode()
    tables = [
        re.findall(r"<w:tr>.*?</w:tr>", table, flags=re.S)
        for table in re.findall(r"<w:tbl>.*?</w:tbl>", body, flags=re.S)
    ]
    for landscape in (dress.landscape, True):
        for half_points in range(dress.half_points, 15, -1):
            tried = replace(dress, half_points=half_points, landscape=landscape)
            if all(_spare(rows, tried) > 0 for rows in tables):
                return tried
    return replace(dress, half_points=16, landscape=True, paper=_PAPERS[-1])


def _spare(rows: list[str], dress: Dress) -> float:
    least, _, room = _needs(rows, dress)
    return room - sum(least)


def _widths(rows: list[str], dress: Dress) -> list[int]:
    """Widths by what the columns hold, as one who drags them in Word would leave them."""
    least, wanted, room = _needs(rows, dress)
    left = room - sum(least)
    if left < 0:
        return [int(room * one / sum(least)) for one in least]
    return [
        int(one + left * w / sum(wanted)) for one, w in zip(least, wanted, strict=True)
    ]


def _needs(rows: list[str], dress: Dress) -> tuple[list[float], list[int], int]:
    """For each column the width of its longest word and the length of its text; the page's width."""
    count = max(sum(map(_span, _cells(row))) for row in rows)
    longest, word = [1] * count, [1] * count
    for row in rows:
        at = 0
        for cell in _cells(row):
            span, text = _span(cell), _text(cell)
            if span == 1:
                longest[at] = max(longest[at], len(text))
                word[at] = max(word[at], *(len(w) for w in text.split() or [""]))
            at += span
    room = dress.paper[1 if dress.landscape else 0] - 2 * dress.margin
    em = dress.half_points * 10 * _WIDEST_LETTER
    least = [w * em + 2 * dress.cell_margins[0] + 60 for w in word]
    return least, [min(n, 70) for n in longest], room


def _row(row: str, widths: list[int], dress: Dress, head: bool, ground: str) -> str:
    at = 0
    for cell in _cells(row):
        span = _span(cell)
        width = sum(widths[at : at + span])
        properties = f'<w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>'
        if ground:
            properties += f'<w:shd w:val="clear" w:color="auto" w:fill="{ground}"/>'
        changed = cell.replace("<w:tcPr>", properties, 1)
        if head or dress.middle:
            changed = changed.replace(
                "</w:tcPr>", '<w:vAlign w:val="center"/></w:tcPr>', 1
            )
        if head or (dress.centred and span == 1 and len(_text(cell)) <= 14):
            centre = '<w:jc w:val="center"/>'
            changed = changed.replace(
                "<w:p><w:r>", f"<w:p><w:pPr>{centre}</w:pPr><w:r>"
            )
        if head:
            white = '<w:color w:val="FFFFFF"/>' if ground == "1F3864" else ""
            changed = changed.replace(
                "<w:r><w:t", f"<w:r><w:rPr><w:b/>{white}</w:rPr><w:t"
            )
        row = row.replace(cell, changed, 1)
        at += span
    return row


def _section(dress: Dress, footer: str) -> str:
    across, down = dress.paper
    size = (
        f'w:w="{down}" w:h="{across}" w:orient="landscape"'
        if dress.landscape
        else f'w:w="{across}" w:h="{down}"'
    )
    m = dress.margin
    return (
        f'<w:sectPr>{footer}<w:pgSz {size}/><w:pgMar w:top="{m}" w:right="{m}" w:bottom="{m}" '
        f'w:left="{m}" w:header="500" w:footer="500" w:gutter="0"/></w:sectPr>'
    )


def _styles(dress: Dress) -> str:
    font = (
        f'<w:rFonts w:ascii="{dress.font}" w:hAnsi="{dress.font}" w:cs="{dress.font}"/>'
    )
    justified = '<w:jc w:val="both"/>' if dress.justified else ""
    return (
        f'<?xml version="1.0"?><w:styles xmlns:w="{W}"><w:docDefaults><w:rPrDefault><w:rPr>{font}'
        f'<w:sz w:val="{dress.half_points}"/></w:rPr></w:rPrDefault><w:pPrDefault><w:pPr>'
        f'<w:spacing w:before="{dress.around}" w:after="{dress.around}" w:line="{dress.spacing}" '
        f'w:lineRule="auto"/>{justified}</w:pPr></w:pPrDefault></w:docDefaults></w:styles>'
    )


def _footer(dress: Dress) -> str:
    before, _, after = dress.page_number.partition("{}")

    def run(text: str) -> str:
        return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>' if text else ""

    field = '<w:fldSimple w:instr="PAGE"><w:r><w:t>1</w:t></w:r></w:fldSimple>'
    number = "" if dress.page_number == "none" else f"{run(before)}{field}{run(after)}"
    return (
        f'<?xml version="1.0"?><w:ftr xmlns:w="{W}">{_strip(dress)}<w:p><w:pPr><w:jc w:val="center"/></w:pPr>'
        f"{number}</w:p></w:ftr>"
    )


def _strip(dress: Dress) -> str:
    """The strip for initials that each page carries at its foot."""
    if dress.strip == "none":
        return ""
    line = 'w:val="single" w:sz="4" w:space="0" w:color="000000"'
    sides = "".join(f"<w:{side} {line}/>" for side in _SIDES["all"])
    borders = f"<w:tblBorders>{sides}</w:tblBorders>" if dress.strip == "ruled" else ""
    rows = [["NAMA", "JABATAN", "PARAF"], ["Sari", "Kasubag", ""]]
    cells = [
        "".join(
            f'<w:tc><w:tcPr><w:tcW w:w="1500" w:type="dxa"/></w:tcPr><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:tc>'
            for text in row
        )
        for row in rows[: 2 if dress.strip == "ruled" else 1]
    ]
    grid = '<w:gridCol w:w="1500"/>' * 3
    return (
        f'<w:tbl><w:tblPr><w:tblW w:w="4500" w:type="dxa"/>{borders}<w:tblLayout w:type="fixed"/></w:tblPr>'
        f"<w:tblGrid>{grid}</w:tblGrid>{''.join(f'<w:tr>{row}</w:tr>' for row in cells)}</w:tbl>"
    )


_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_RELATIONS = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
    + "".join(
        f'<Relationship Id="{id_}" Type="{_OFFICE}/{sort}" Target="{target}"/>'
        for id_, sort, target in [
            ("rStyles", "styles", "styles.xml"),
            ("rNumbers", "numbering", "numbering.xml"),
            ("rFoot", "footer", "footer1.xml"),
        ]
    )
    + "</Relationships>"
)
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_TYPES = (
    f'<?xml version="1.0"?><Types xmlns="{_PACKAGE}/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    + "".join(
        f'<Override PartName="/word/{part}.xml" ContentType="{_WORD}.{sort}+xml"/>'
        for part, sort in [
            ("document", "document.main"),
            ("styles", "styles"),
            ("numbering", "numbering"),
            ("footer1", "footer"),
        ]
    )
    + "</Types>"
)
_ROOT = (
    f'<?xml version="1.0"?><Relationships xmlns="{_PACKAGE}/relationships">'
    f'<Relationship Id="r1" Type="{_OFFICE}/officeDocument" Target="word/document.xml"/></Relationships>'
)
