"""A long report as PDF, laid out from its blocks."""

from typing import Any

from tolok.reporting.documents.blocks import (
    Block,
    Book,
    Grid,
    Heading,
    Listing,
    Paragraph,
    Picture,
    Signed,
    ToWrite,
)
from tolok.reporting.documents.frame import Frame, Signatory
from tolok.reporting.documents.parts import frame_data, signatory_data
from tolok.reporting.documents.typesetting import ask, typeset


TEMPLATE = "book.typ"
Pages = dict[tuple[str, str], str]


def write_book_pdf(
    *, book: Book, frame: Frame, signatory: Signatory | None, is_a4: bool = False
) -> bytes:
    """Return the report as a tagged PDF with its fonts."""
    data = _book(book, frame, signatory, is_a4=is_a4)
    return typeset(TEMPLATE, data, at=frame.made)


def pages_of(
    *, book: Book, frame: Frame, signatory: Signatory | None, is_a4: bool = False
) -> Pages:
    """Return on which page of the PDF each heading, table and picture stands."""
    told = ask(TEMPLATE, _book(book, frame, signatory, is_a4=is_a4), label="placed")
    return {(one["kind"], one["text"]): str(one["page"]) for one in told}


def _book(
    book: Book, frame: Frame, signatory: Signatory | None, *, is_a4: bool
) -> dict[str, Any]:
    return {
        **frame_data(frame, title=book.title),
        "title-line": book.title,
        "paper": "a4" if is_a4 else "folio",
        "cover": {
            "lines": list(book.cover.lines),
            "title": book.cover.title,
            "subtitle": book.cover.subtitle,
            "foot": list(book.cover.foot),
        },
        "front": [_block(one, is_listed=False) for one in book.front],
        "body": [_block(one, is_listed=True) for one in book.body],
        "signatory": signatory_data(signatory),
    }


def _block(block: Block, *, is_listed: bool) -> dict[str, Any]:
    match block:
        case Heading():
            return {"kind": "heading", "level": block.level, "text": block.text}
        case Paragraph():
            return {
                "kind": "paragraph",
                "sentences": [
                    {"text": one.text, "source": one.source} for one in block.sentences
                ],
            }
        case ToWrite():
            return {"kind": "to_write", "text": block.text}
        case Listing():
            return {
                "kind": "listing",
                "lines": list(block.lines),
                "marks": list(block.marks),
            }
        case Grid():
            return _grid(block) | {"is_listed": is_listed}
        case Picture():
            return picture_data(block) | {"kind": "picture", "is_listed": is_listed}
        case Signed():
            return {"kind": "signed", "is_first": not is_listed}
    return {"kind": "fold"}


def _grid(grid: Grid) -> dict[str, Any]:
    return {
        "kind": "grid",
        "caption": grid.caption,
        "head": list(grid.head),
        "widths": list(grid.widths),
        "align": list(grid.align),
        "note": grid.note,
        "rows": [
            [
                {
                    "text": cell.text,
                    "strong": cell.strong,
                    "span": cell.span,
                    "rows": cell.rows,
                    "covered": cell.covered,
                }
                for cell in row
            ]
            for row in grid.rows
        ],
    }


def picture_data(picture: Picture) -> dict[str, Any]:
    """Return a chart as the templates read it."""
    return {
        "caption": picture.caption,
        "title": picture.title,
        "alt": picture.alt,
        "longest": float(picture.longest),
        "mark": None if picture.mark is None else float(picture.mark),
        "bars": [
            {
                "label": bar.label,
                "value": None if bar.value is None else float(bar.value),
                "text": bar.text,
                "rank": bar.rank,
                "is_target": bar.is_target,
            }
            for bar in picture.bars
        ],
    }
