"""Positions: the annex's lines and grids become position sheets."""

import re

from tolok.reader.blocks import Deed, Where
from tolok.reader.parse import labels
from tolok.reader.parse.drafts import Item, PositionDraft
from tolok.reader.parse.lists import ItemList
from tolok.reader.parse.rows import (
    Objective,
    PositionRows,
    leaves_objectives_blank,
    read_rows,
)
from tolok.reader.parse.stream import Grid, Line
from tolok.reader.parse.stream import Item as StreamItem
from tolok.reader.parse.units import level_of
from tolok.reader.words import comparable, fold, split_bullet


_LINES_BELOW = 10
_LONGEST_TITLE = 120
# `II. SEKRETARIS`, `B. KEPALA BIDANG …`: the label of a sheet's heading.
_LABELLED_TITLE = re.compile(r"\(?(?P<label>[IVXL]+|[A-Z])[.)]\s+")


def read_positions(
    items: list[StreamItem], deeds: list[Deed], *, office: str | None = None
) -> list[PositionDraft]:
    """Read every position's sheet in document order; doubts are added to `deeds`.

    `office` bears the tables of which neither a position nor a unit is named.
    """
    repeating = not any(
        isinstance(item, Grid) and leaves_objectives_blank(item) for item in items
    )
    reader = _SheetReader(deeds, office, repeating=repeating)
    for index, item in enumerate(items):
        following = items[index + 1 : index + 1 + _LINES_BELOW]
        if isinstance(item, Line):
            reader.add_line(item, following)
        else:
            reader.add_grid(item, following)
    reader.close()
    return reader.positions


class _SheetReader:
    def __init__(
        self, deeds: list[Deed], bearer: str | None, *, repeating: bool
    ) -> None:
        self._repeating = repeating
        self.positions: list[PositionDraft] = []
        self._deeds = deeds
        self._bearer = bearer
        self._unit_line: tuple[str | None, str, Line] | None = None
        self._under_headline: list[Line] = []
        self._current: PositionDraft | None = None
        self._office: str | None = None
        self._headline = 0
        self._list: ItemList | None = None
        self._list_kind = ""
        self._wants_title = False
        self._signed: list[Line] = []
        self._above: Objective | None = None

    def add_line(self, line: Line, following: list[StreamItem]) -> None:
        if line in self._signed:
            return
        label, text = line.unlabelled()
        if label is None:
            label, text = labels.split_part_label(text)
        if self._wants_title and text:
            self._set_title(text)
        elif (match := labels.POSITION.fullmatch(text)) is not None:
            self._open(label, match["text"] or "", line)
        elif (match := labels.OFFICE.fullmatch(text)) is not None:
            self._set_office(match["text"], label, line)
        elif (match := labels.DUTIES.fullmatch(text)) is not None:
            self._open_list("duties", match["text"] or "", line)
        elif (match := labels.FUNCTIONS.fullmatch(text)) is not None or (
            self._list is not None
            and (match := labels.HAS_FUNCTIONS.fullmatch(text)) is not None
        ):
            self._open_list("functions", match["text"] or "", line)
        elif labels.FORM.fullmatch(text):
            self._close_list()
        elif labels.HEADLINE.fullmatch(text):
            self._close_sheet()
            self._headline += 1
            self._under_headline = [line]
        elif self._current is not None and (
            match := labels.OBJECTIVE_LINE.fullmatch(text)
        ):
            self._close_list()
            self._above = Objective(match["label"], match["text"], line.where)
        elif self._is_title_line(text, following):
            self._open(label or _capital_label(line.text), _titled(text), line)
            self._deed("position-from-headline", line.where, _titled(text))
        elif self._list is not None:
            self._list.add(line)
        else:
            self._add_other(line, label, text)

    def add_grid(self, grid: Grid, following: list[StreamItem]) -> None:
        self._close_list()
        found: list[Deed] = list(grid.deeds)
        above, self._above = self._above, None
        if any(column.field == "objective" for column in grid.columns):
            above = None
        groups = read_rows(grid, found, repeating=self._repeating, above=above)
        if any(group.title is not None for group in groups):
            self._add_titled(groups)
            self._add_deeds(found, len(self.positions) - 1)
            return
        if self._current is None:
            self._current = (
                self._position_signed_below(following)
                or self._position_under_headline()
                or self._unit_as_position(grid.where)
            )
        if self._current is None:
            self._deeds.extend(found)
            if grid.rows:
                self._deeds.append(Deed("table-without-position", grid.rows[0].where))
            return
        self._current.has_table = True
        for group in groups:
            self._current.objectives.extend(group.objectives)
        self._add_deeds(found, len(self.positions) - 1)

    def close(self) -> None:
        self._close_list()

    def _open(self, label: str | None, title: str, line: Line) -> None:
        self._close_list()
        self._current = PositionDraft(
            label, fold(title), line.where, self._headline, self._office
        )
        self.positions.append(self._current)
        self._wants_title = not title

    def _unit_as_position(self, where: Where) -> PositionDraft | None:
        """A sheet that names its unit in place of a position, or the office for all."""
        if self._unit_line is not None and self._unit_line[1]:
            label, title, line = self._unit_line
            where = line.where
        elif self._bearer is not None:
            label, title = None, self._bearer
        else:
            return None
        self._unit_line = None
        position = PositionDraft(label, title, where, self._headline)
        self.positions.append(position)
        self._deed("position-from-unit", where, title)
        return position

    def _position_under_headline(self) -> PositionDraft | None:
        """The position that stands only in the headline, or in a line of its own below it."""
        for line in self._under_headline:
            match = labels.OFFICIAL_IN_HEADLINE.fullmatch(line.text)
            if match is not None:
                position = PositionDraft(
                    None, match["title"], line.where, self._headline, self._office
                )
                self.positions.append(position)
                self._deed("position-from-headline", line.where, position.title)
                return position
        return None

    def _set_title(self, text: str) -> None:
        if self._current is not None:
            self._current.title = text.lstrip(":： ")
        self._wants_title = False

    def _set_office(self, office: str, label: str | None, line: Line) -> None:
        """A unit named inside a sheet is that position's; before one, that of all to come."""
        self._close_list()
        self._unit_line = (label, fold(office), line)
        if self._current is not None and not self._current.has_table:
            self._current.office = fold(office) or None
            self._current.office_is_own = True
        else:
            self._current = None
            self._office = fold(office) or None

    def _open_list(self, kind: str, text: str, line: Line) -> None:
        if self._current is None:
            self._current = self._unit_as_position(line.where)
        if self._current is None:
            self._leave_out(line)
            return
        self._close_list()
        self._list, self._list_kind = ItemList(), kind
        if text:
            bullet, text = split_bullet(text)
            self._list.add(Line(text, line.where, bullet=bullet, gap=line.gap))

    def _close_list(self) -> None:
        """Give the list gathered so far to the position.

        Two lists of functions and no duties: the first holds the duties under a wrong label;
        likewise the second of two lists of duties holds the functions.
        """
        self._wants_title = False
        if self._list is None or self._current is None:
            self._list = None
            return
        position, items = self._current, self._list.items
        waiting = self._list.waiting()
        if waiting is not None:
            self._deed("orphan-number", waiting.where, waiting.text)
        self._list = None
        if self._list_kind == "functions":
            if position.functions and not position.duties:
                position.duties = position.functions
                position.functions = items
                self._note_mix_up(position.duties)
                return
            position.functions += items
        elif position.duties and not position.functions and len(items) > 1:
            position.functions = items
            self._note_mix_up(items)
        else:
            position.duties += items

    def _note_mix_up(self, items: list[Item]) -> None:
        if items:
            self._deed("labels-mixed-up", items[0].where, items[0].text)

    def _close_sheet(self) -> None:
        self._close_list()
        self._current = None

    def _add_other(self, line: Line, label: str | None, text: str) -> None:
        if not text and label is not None:
            self._deed("orphan-number", line.where, line.text)
        elif self._continues_title(line, label):
            position = self.positions[-1]
            position.title = f"{position.title} {text}"
        elif self._current is not None:
            self._leave_out(line)
        else:
            self._under_headline.append(line)

    def _is_title_line(self, text: str, following: list[StreamItem]) -> bool:
        """Is this the name of a position alone in a line, over its duties or its table?

        Not where the sheet it stands in has no table yet: there it is wording, or the end of
        a title; nor where a NIP follows: there it is a signature.
        """
        if self._current is not None and not self._current.has_table:
            return False
        text = _titled(text)
        if len(text) > _LONGEST_TITLE or not text[:1].isupper() or text.endswith(","):
            return False
        if labels.TITLE_LINE.fullmatch(text) is None:
            return False
        for item in following[:3]:
            if isinstance(item, Grid):
                return True
            below = labels.split_part_label(item.unlabelled()[1])[1]
            if labels.DUTIES.fullmatch(below) or labels.FUNCTIONS.fullmatch(below):
                return True
            if labels.OBJECTIVE_LINE.fullmatch(below):
                continue
            if not re.match(r"tahun\b", below, re.IGNORECASE):
                return False
        return False

    def _continues_title(self, line: Line, label: str | None) -> bool:
        """A line right below `Jabatan : …` that opens no part goes on with the title."""
        position = self._current
        return (
            position is not None
            and label is None
            and not re.fullmatch(r"tahun\b.{0,20}", line.text, re.IGNORECASE)
            and not line.gap
            and not line.bullet
            and not (position.has_table or position.duties or position.functions)
            and line.where.line == (position.where.line or 0) + 1
        )

    def _leave_out(self, line: Line) -> None:
        self._deed("line-left-out", line.where, line.text)

    def _deed(self, code: str, where: Where, text: str) -> None:
        index = len(self.positions) - 1
        self._deeds.append(
            Deed(code, where, (text,), position=index if index >= 0 else None)
        )

    def _add_titled(self, groups: list[PositionRows]) -> None:
        """A table with a column of positions: a sheet for each."""
        for group in groups:
            if group.title is None:
                if not self.positions:
                    self._deeds.append(Deed("table-without-position", group.where))
                    continue
                self.positions[-1].objectives.extend(group.objectives)
                continue
            self._current = PositionDraft(
                None,
                group.title,
                group.where,
                self._headline,
                group.office or self._office,
                group.office is not None,
                objectives=group.objectives,
                has_table=True,
            )
            self.positions.append(self._current)

    def _add_deeds(self, found: list[Deed], position: int) -> None:
        """Tell each deed of a grid which position it concerns."""
        if not found:
            return
        by_place: dict[Where, int] = {}
        for index in range(max(0, position - 200), position + 1):
            for objective in self.positions[index].objectives:
                by_place[objective.where] = index
                for indicator in objective.indicators:
                    by_place[indicator.where] = index
        for deed in found:
            self._deeds.append(
                Deed(
                    deed.code,
                    deed.where,
                    deed.texts,
                    by_place.get(deed.where, position),
                    deed.indicator,
                )
            )

    def _position_signed_below(
        self, following: list[StreamItem]
    ) -> PositionDraft | None:
        """The position where it stands only in the signature below its table."""
        block: list[Line] = []
        for item in following:
            if isinstance(item, Grid) or labels.HEADLINE.fullmatch(item.text):
                break
            block.append(item)
            if labels.NIP.search(item.text):
                break
        if not block or not labels.NIP.search(block[-1].text):
            return None
        title, where = _signed_title(block)
        known = {comparable(position.title) for position in self.positions}
        if not title or (
            comparable(title) in known
            and level_of(title) not in ("fungsional", "pelaksana")
        ):
            return None
        position = PositionDraft(None, title, where, self._headline, self._office)
        self.positions.append(position)
        self._signed = block
        self._deed("position-from-signature", where, title)
        return position


def _capital_label(text: str) -> str | None:
    match = _LABELLED_TITLE.match(text)
    return match["label"] if match is not None else None


def _titled(text: str) -> str:
    return _LABELLED_TITLE.sub("", text, count=1)


def _signed_title(block: list[Line]) -> tuple[str, Where]:
    """The title in a signature block: its first line and those that go on with it."""
    lines = [
        line
        for line in block[:-1]
        if not labels.SIGNING.fullmatch(line.text)
        and not labels.PLACE_AND_DATE.fullmatch(line.text)
        and not labels.SIGNED_ON.match(line.text)
        and not labels.NOTE.fullmatch(line.text)
    ]
    if not lines:
        return "", block[0].where
    title = lines[0].text
    for line in lines[1:-1]:
        if title.endswith(",") or line.gap or labels.OFFICE_NAME.match(line.text):
            break
        if labels.RANK.fullmatch(line.text) or re.search(r"[,.]\s*[A-Z]", line.text):
            break
        title = f"{title} {line.text}"
    return title.rstrip(" ,"), lines[0].where
