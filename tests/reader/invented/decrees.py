"""One invented decree as a file with its truth."""

import random
from dataclasses import dataclass
from typing import Any

from tests.reader.invented import truth
from tests.reader.invented.heads import HeadWriter
from tests.reader.invented.layouts import Layout, draw
from tests.reader.invented.sheets import Block, Grid, Para, Sheet, SheetWriter
from tests.reader.invented.writing import (
    as_open_document,
    as_text,
    as_word,
    as_workbook,
)


FORMATS = ("text", "docx", "xlsx", "ods")
_WRITERS = {
    "text": as_text,
    "docx": as_word,
    "xlsx": as_workbook,
    "ods": as_open_document,
}


@dataclass(frozen=True, slots=True)
class InventedDocument:
    content: bytes
    truth: dict[str, Any]
    layout: Layout


def invent_document(
    seed: int, family: str, form: str, *, most: int = 9
) -> InventedDocument:
    """The decree of this seed in a layout of this family, written in this format."""
    pick = random.Random(f"{seed} {family} {form}")
    layout = draw(pick, family)
    if form == "docx":
        layout.text = "tabs"
    decree = truth.invent(
        pick,
        sort=layout.sort,
        kind=layout.kind,
        most=pick.randint(2, most),
        multi_year=layout.multi_year,
    )
    if layout.about == "lines" or (
        layout.multi_year and layout.about != "sentence case"
    ):
        decree.about = decree.about.replace(" sampai dengan ", "-")
    head = HeadWriter(pick, layout, decree)
    head.write()
    sheets = SheetWriter(pick, layout, decree)
    sheets.write()
    closing = HeadWriter(pick, layout, decree)
    if (layout.closing and not layout.signed_each) or layout.head == "annex":
        closing.write_closing()
    blocks: list[Block] = [*head.blocks, *sheets.blocks, *closing.blocks]
    content = _WRITERS[form](blocks, layout, pick)
    told = truth.as_json(decree, sheets.truths, sheets.units)
    if layout.head == "annex":
        for key in ("considerations", "legal_bases", "rulings"):
            told["decree"][key] = []
    return InventedDocument(content, told, layout)


def blocks_as_lines(blocks: list[Block]) -> list[str]:
    """The blocks shortly, for a look at what was laid out."""
    lines = []
    for block in blocks:
        if isinstance(block, Para):
            lines.append(f"{block.label} {block.text}")
        elif isinstance(block, Grid):
            lines += [
                " | ".join(" / ".join(p.text for p in cell.lines) for cell in row)
                for row in block.rows
            ]
        elif isinstance(block, Sheet):
            lines.append(f"[{block.name}]")
    return lines
