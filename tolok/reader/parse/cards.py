"""Cards: an indicator set as lines (`Sasaran : …`, `Satuan : …`) becomes a row of a table.

Each line names its field by a heading of the column dictionary; a line without one goes on
with the field before. The rows are read like those of any other table of indicators.
"""

import re
from dataclasses import dataclass, field

from tolok.reader.blocks import Cell, Paragraph, Row, Where
from tolok.reader.parse import labels
from tolok.reader.parse.columns import Column, card_column, single_target
from tolok.reader.parse.stream import Grid, Item, Line


_CARD_LINE = re.compile(r"(?P<heading>[^:：]{2,80}?)\s*[:：]\s*(?P<text>.*)")
_STARTERS = ("objective", "indicator", "number")
_LINES_TO_INDICATOR = 8


def gather_cards(items: list[Item]) -> list[Item]:
    """Replace each run of card lines by the table it amounts to."""
    gathered: list[Item] = []
    index = 0
    while index < len(items):
        end, grid = _read_cards(items, index)
        if grid is None:
            gathered.append(items[index])
            index += 1
        else:
            gathered.append(grid)
            index = end
    return gathered


@dataclass
class _Card:
    where: Where
    cells: dict[Column, list[Paragraph]] = field(default_factory=dict)

    def has(self, name: str) -> bool:
        return any(column.field == name for column in self.cells)


def _read_cards(items: list[Item], start: int) -> tuple[int, Grid | None]:
    """Read the cards that begin at `start`; where they end, and None if there are none."""
    opening = _column_of(items[start])
    if opening is None or opening[0].field not in _STARTERS:
        return start, None
    if not _reaches_indicator(items, start):
        return start, None
    cards: list[_Card] = []
    last: list[Paragraph] = []
    index = start
    while index < len(items):
        item = items[index]
        found = _column_of(item)
        if isinstance(item, Line) and found is not None and not _is_note(item, cards):
            column, text = found
            if not cards or _begins(column, cards[-1], opening[0].field):
                cards.append(_Card(item.where))
            last = cards[-1].cells.setdefault(column, [])
            if text:
                last.append(Paragraph(text, item.where))
        elif isinstance(item, Line) and _goes_on(item, last):
            last.append(Paragraph(item.text, item.where, item.number, item.bullet))
        else:
            break
        index += 1
    return index, _grid(cards, items[start].where)


def _reaches_indicator(items: list[Item], start: int) -> bool:
    """Does an indicator line follow soon, with another card line beside it?"""
    fields = []
    for item in items[start : start + _LINES_TO_INDICATOR]:
        found = _column_of(item)
        if found is not None:
            fields.append(found[0].field)
        elif not isinstance(item, Line) or labels.is_part_line(item.unlabelled()[1]):
            break
    return "indicator" in fields and len(fields) > 1


def _column_of(item: Item) -> tuple[Column, str] | None:
    """The field a line names, and its text; None if it is no card line."""
    if not isinstance(item, Line):
        return None
    text = item.unlabelled()[1]
    match = _CARD_LINE.fullmatch(text)
    if match is None or labels.is_part_line(text) or labels.SIGNING.match(text):
        return None
    column = card_column(match["heading"])
    return None if column is None else (column, match["text"].strip())


def _is_note(line: Line, cards: list[_Card]) -> bool:
    """`Sumber : Renstra` and the like after a card that has its data source already."""
    if not cards or labels.NOTE.fullmatch(line.text) is None:
        return False
    column = _column_of(line)
    said = column is not None and cards[-1].has(column[0].field)
    return said or (line.gap > 0 and cards[-1].has("indicator"))


def _begins(column: Column, card: _Card, starter: str) -> bool:
    """Does this field begin the next card?"""
    if column.field == "target":
        return False
    if column.field == starter or card.has(column.field):
        return bool(card.cells) and (card.has("indicator") or card.has(column.field))
    return (
        column.field == "objective" and starter != "indicator" and card.has("indicator")
    )


def _goes_on(line: Line, last: list[Paragraph]) -> bool:
    """Does a line without a heading go on with the field before it?"""
    text = line.unlabelled()[1]
    if (
        labels.HEADLINE.fullmatch(text)
        or labels.is_part_line(text)
        or labels.SIGNING.match(text)
        or labels.ANNEX.fullmatch(text)
        or labels.PLACE_AND_DATE.fullmatch(text)
        or labels.FORM.fullmatch(text)
        or labels.NOTE.fullmatch(text)
    ):
        return False
    return not line.gap or not last


def _grid(cards: list[_Card], where: Where) -> Grid:
    columns = list(dict.fromkeys(column for card in cards for column in card.cells))
    rows = tuple(
        Row(
            tuple(Cell(tuple(card.cells.get(column, ()))) for column in columns),
            card.where,
        )
        for card in cards
    )
    return Grid(tuple(single_target(columns)), rows, where, whole_rows=True)
