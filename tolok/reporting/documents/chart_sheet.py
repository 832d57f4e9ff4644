"""One chart on paper with the table behind it: a PDF; or the picture alone as PNG."""

from dataclasses import dataclass

from tolok.kernel import typesetting
from tolok.reporting.documents.frame import Frame
from tolok.reporting.documents.parts import frame_data
from tolok.reporting.documents.typesetting import TEMPLATES, typeset


TITLE = "Grafik Kinerja"
DOTS_PER_INCH = 192  # a length of an SVG is 1/96 inch, so twice as many pixels


@dataclass(frozen=True, kw_only=True)
class ChartSheet:
    """A chart with its message; `svg` is the drawing, `description` says it in words."""

    frame: Frame
    caption: str
    lead: str
    note: str
    svg: str
    description: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


def write_pdf(*, sheet: ChartSheet) -> bytes:
    """Return the sheet as a tagged, archivable PDF on Folio, upright."""
    frame = sheet.frame
    data = frame_data(frame, title=f"{sheet.caption} {frame.office_short}")
    data |= {
        "title-line": TITLE,
        "caption": sheet.caption,
        "lead": sheet.lead,
        "note": sheet.note,
        "svg": sheet.svg,
        "description": sheet.description,
        "head": list(sheet.head),
        "rows": [list(row) for row in sheet.rows],
    }
    return typeset("chart_sheet.typ", data, at=frame.as_at)


def write_png(*, svg: str) -> bytes:
    """Return a drawing as a picture of twice its size in pixels, on white."""
    data = {"svg": svg, "title": TITLE}
    template = TEMPLATES / "chart_picture.typ"
    return typesetting.draw(template, data, dots_per_inch=DOTS_PER_INCH)
