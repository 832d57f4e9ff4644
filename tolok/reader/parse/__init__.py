"""Parse: blocks become a decree, and every doubt on the way is kept as a deed."""

import re
from dataclasses import dataclass
from typing import Any

from tolok.reader.blocks import Deed, Document
from tolok.reader.parse.cards import gather_cards
from tolok.reader.parse.drafts import PositionDraft, Signature
from tolok.reader.parse.head import (
    Head,
    annex_start,
    is_annex_headed,
    read_annex_heading,
    read_closing,
    read_head,
)
from tolok.reader.parse.layout import lay_out
from tolok.reader.parse.positions import read_positions
from tolok.reader.parse.stream import Grid, Item, Line, Stream, cell_text, read_stream
from tolok.reader.parse.units import place_positions
from tolok.reader.words import Casing


@dataclass(frozen=True, slots=True)
class Reading:
    """A read document: the decree without findings, and what the findings are made from."""

    decree: dict[str, Any]
    head: Head
    positions: tuple[PositionDraft, ...]
    closing: Signature | None
    deeds: tuple[Deed, ...]


def parse(document: Document) -> Reading:
    """Read a document's blocks as a decree; `decree["source"]` is left to the caller."""
    stream = read_stream(document)
    stream.items = gather_cards(stream.items)
    casing = Casing(_texts(stream))
    start = annex_start(stream.items)
    end = _closing_start(stream.items, start)
    head = read_head(stream.items[:start], casing, stream.deeds)
    head.annex_headed = is_annex_headed(stream.items)
    read_annex_heading(head, stream.items[start:end], casing, stream.deeds)
    positions = read_positions(stream.items[start:], stream.deeds)
    if not positions and head.organisation is not None and _is_of_office(head):
        # Main indicators without any position are the office's own.
        positions = read_positions(
            stream.items[start:], stream.deeds, office=head.organisation
        )
    closing = read_closing(head, stream.items[end:], casing)
    units, placements, doubtful = place_positions(
        positions, head.organisation, head.region, casing
    )
    signed = {item.where for item in stream.items[end:]}
    deeds = [
        deed
        for deed in stream.deeds
        if deed.code != "line-left-out" or deed.where not in signed
    ]
    deeds += [
        Deed("unit-doubtful", positions[index].where, (positions[index].title,), index)
        for index in doubtful
    ]
    return Reading(
        lay_out(head, units, positions, placements),
        head,
        tuple(positions),
        closing,
        tuple(deeds),
    )


def _is_of_office(head: Head) -> bool:
    """Is this a decree on the main indicators (IKU) of an office, not on its people's?"""
    return head.kind is not None and (
        re.search(r"indikator kinerja utama|\biku\b", head.about or "", re.IGNORECASE)
        is not None
    )


def _closing_start(items: list[Item], start: int) -> int:
    """Where the closing lines begin: after the last table of indicators."""
    for index in range(len(items) - 1, start - 1, -1):
        if isinstance(items[index], Grid):
            return index + 1
    return len(items)


def _texts(stream: Stream) -> list[str]:
    texts: list[str] = []
    for item in stream.items:
        if isinstance(item, Line):
            texts.append(item.text)
        else:
            texts += [cell_text(cell) for row in item.rows for cell in row.cells]
    return texts
