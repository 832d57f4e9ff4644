"""Ruled tables: one grid for each table, from the lines drawn around its cells.

Lines that touch make one table; each table has columns of its own. Where a line between two
cells is missing, they are one merged cell.
"""

from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise

from tolok.reader.sources.pdf.marks import (
    Area,
    Page,
    Rule,
    TextLine,
    Word,
    lines_of,
)


_SAME_PLACE = 3.0  # points: double lines and cells drawn a little apart are one line
_TOUCH = 3.5
_SHORTEST_RULE = 7.0
_DOTS_APART = 3.0
_COVERED = 0.6
_MOST_RULES = 20_000
_MOST_CELLS = 20_000


@dataclass
class GridCell:
    """One cell: its lines of text; `above` and `left` say that a merged cell goes on here."""

    area: Area
    lines: list[TextLine] = field(default_factory=list)
    above: bool = False
    left: bool = False

    @property
    def text(self) -> str:
        return " ".join(line.text for line in self.lines)


@dataclass
class GridRow:
    area: Area
    cells: list[GridCell]

    @property
    def texts(self) -> list[str]:
        return [cell.text for cell in self.cells]


@dataclass
class Grid:
    """One table on one page; `edges` are the columns' x from left to right."""

    page: Page
    area: Area
    edges: list[float]
    rows: list[GridRow]
    ruled: bool = True


def find_ruled(page: Page, words: list[Word]) -> tuple[list[Grid], list[Word]]:
    """The ruled tables of a page, and the words that stand in none of them."""
    level, upright = merge_rules(page.level), merge_rules(page.upright)
    if len(level) + len(upright) > _MOST_RULES:
        return [], words
    found = [
        frame
        for rules in _connected(level, upright)
        for part in _apart(*rules)
        if (frame := _frame(*part)) is not None
    ]
    grids: list[Grid] = []
    # The smaller first: a table inside a cell of another keeps its words.
    for frame in sorted(found, key=lambda frame: frame.area.width * frame.area.height):
        inside = [word for word in words if frame.area.holds(word)]
        if not inside:
            continue
        words = [word for word in words if not frame.area.holds(word)]
        grids.append(Grid(page, frame.area, frame.xs, _rows(frame, inside)))
    return grids, words


def merge_rules(rules: Iterable[Rule]) -> list[Rule]:
    """Join pieces of one line; drop what is too short to part cells."""
    groups: list[list[Rule]] = []
    for rule in sorted(rules):
        if groups and rule.at - groups[-1][0].at <= _SAME_PLACE / 2:
            groups[-1].append(rule)
        else:
            groups.append([rule])
    merged: list[Rule] = []
    for group in groups:
        run: Rule | None = None
        for rule in sorted(group, key=lambda rule: rule.start):
            if run is not None and rule.start <= run.end + _DOTS_APART:
                run = Rule(run.at, run.start, max(run.end, rule.end))
                continue
            if run is not None:
                merged.append(run)
            run = rule
        if run is not None:
            merged.append(run)
    return [rule for rule in merged if rule.end - rule.start >= _SHORTEST_RULE]


@dataclass
class _Frame:
    """The lines of one table, and the places where columns and rows part."""

    level: list[Rule]
    upright: list[Rule]
    xs: list[float]
    ys: list[float]

    @property
    def area(self) -> Area:
        return Area(self.xs[0], self.ys[0], self.xs[-1], self.ys[-1])


def _connected(
    level: list[Rule], upright: list[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines that touch one another, together."""
    parent = list(range(len(level) + len(upright)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for i, across in enumerate(level):
        for j, down in enumerate(upright, len(level)):
            if (
                across.start - _TOUCH <= down.at <= across.end + _TOUCH
                and down.start - _TOUCH <= across.at <= down.end + _TOUCH
            ):
                parent[root(i)] = root(j)
    groups: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for index in range(len(parent)):
        lines = groups.setdefault(root(index), ([], []))
        if index < len(level):
            lines[0].append(level[index])
        else:
            lines[1].append(upright[index - len(level)])
    return list(groups.values())


def _apart(
    level: list[Rule], upright: list[Rule]
) -> list[tuple[list[Rule], list[Rule]]]:
    """Lines of tables that touch, each table's for itself.

    A strip for initials stands against the table that fills a page; it is told by its outer
    lines, which stand elsewhere. A table without outer lines is never parted.
    """
    if not upright or not level:
        return [(level, upright)]
    ys = _places((rule.at for rule in level), upright)
    parts: list[tuple[float, float]] = []
    before: tuple[float, float] | None = None
    for top, bottom in pairwise(ys):
        sides = _sides(level, upright, top, bottom)
        apart = (
            before is not None
            and sides is not None
            and max(abs(a - b) for a, b in zip(before, sides, strict=True))
            > 2 * _SAME_PLACE
            and _is_begun_anew(upright, top, bottom)
        )
        if not parts or apart:
            parts.append((top, bottom))
        else:
            parts[-1] = parts[-1][0], bottom
        before = sides or before
    if len(parts) < 2:
        return [(level, upright)]
    return [
        (
            [r for r in level if top - _SAME_PLACE <= r.at <= bottom + _SAME_PLACE],
            _cut(upright, top, bottom),
        )
        for top, bottom in parts
    ]


def _sides(
    level: list[Rule], upright: list[Rule], top: float, bottom: float
) -> tuple[float, float] | None:
    """The outer lines between two places, if the lines above or below end at them."""
    inside = [r.at for r in upright if _has_line([r], r.at, top, bottom)]
    if len(inside) < 2:
        return None
    sides = min(inside), max(inside)
    closed = any(
        abs(r.at - at) <= _SAME_PLACE
        and abs(r.start - sides[0]) <= _TOUCH
        and abs(r.end - sides[1]) <= _TOUCH
        for r in level
        for at in (top, bottom)
    )
    return sides if closed else None


def _is_begun_anew(upright: list[Rule], top: float, bottom: float) -> bool:
    """Do most of the lines that stand below a place not come from above it?"""
    below = [r for r in upright if _has_line([r], r.at, top, bottom)]
    through = [r for r in below if r.start < top - _SHORTEST_RULE]
    return 2 * len(through) <= len(below)


def _cut(upright: list[Rule], top: float, bottom: float) -> list[Rule]:
    """The upright lines as far as they reach between two places."""
    return [
        Rule(r.at, max(r.start, top), min(r.end, bottom))
        for r in upright
        if min(r.end, bottom) - max(r.start, top) >= _SHORTEST_RULE
    ]


def _frame(level: list[Rule], upright: list[Rule]) -> _Frame | None:
    """A table's frame; None if these lines part no cells (an underline, a box of text)."""
    if not upright or not level:
        return None
    xs = _places((rule.at for rule in upright), level)
    ys = _places((rule.at for rule in level), upright)
    cells = (len(xs) - 1) * (len(ys) - 1)
    if len(xs) < 2 or len(ys) < 2 or not 2 <= cells <= _MOST_CELLS:
        return None
    return _Frame(level, upright, xs, ys)


def _places(ats: Iterable[float], crossing: list[Rule]) -> list[float]:
    """Where lines stand, and the open ends of the lines that cross them."""
    groups: list[list[float]] = []
    for at in sorted(ats):
        if groups and at - groups[-1][0] <= _SAME_PLACE:
            groups[-1].append(at)
        else:
            groups.append([at])
    places = [sum(group) / len(group) for group in groups]
    first, last = min(r.start for r in crossing), max(r.end for r in crossing)
    if first < places[0] - 2 * _SAME_PLACE:
        places.insert(0, first)
    if last > places[-1] + 2 * _SAME_PLACE:
        places.append(last)
    return places


def _has_line(rules: list[Rule], at: float, start: float, end: float) -> bool:
    covered = sum(
        max(0.0, min(rule.end, end) - max(rule.start, start))
        for rule in rules
        if abs(rule.at - at) <= _SAME_PLACE
    )
    return covered >= _COVERED * (end - start)


def _rows(frame: _Frame, words: list[Word]) -> list[GridRow]:
    rows: list[GridRow] = []
    before: list[tuple[int, int]] = []
    anchors: list[list[GridCell]] = []
    for top, bottom in pairwise(frame.ys):
        spans = _spans(frame, top, bottom)
        cells: list[GridCell] = []
        owners: list[GridCell] = []
        for start, end in spans:
            area = Area(frame.xs[start], top, frame.xs[end], bottom)
            goes_on = (
                bool(rows)
                and (start, end) in before
                and not any(
                    _has_line(frame.level, top, frame.xs[c], frame.xs[c + 1])
                    for c in range(start, end)
                )
            )
            cell = GridCell(area, above=goes_on)
            owner = anchors[-1][start] if goes_on else cell
            if goes_on:
                owner.area = owner.area._replace(bottom=bottom)
            for column in range(start, end):
                cells.append(
                    cell
                    if column == start
                    else GridCell(area, above=goes_on, left=True)
                )
                owners.append(owner)
        rows.append(GridRow(Area(frame.xs[0], top, frame.xs[-1], bottom), cells))
        anchors.append(owners)
        before = spans
    _fill(rows, anchors, words)
    return [row for row in rows if row.area.height > 2 * _SAME_PLACE or any(row.texts)]


def _spans(frame: _Frame, top: float, bottom: float) -> list[tuple[int, int]]:
    """The columns of each cell in this row, first and past the last."""
    spans: list[tuple[int, int]] = []
    start = 0
    for column in range(1, len(frame.xs)):
        last = column == len(frame.xs) - 1
        if last or _has_line(frame.upright, frame.xs[column], top, bottom):
            spans.append((start, column))
            start = column
    return spans


def _fill(
    rows: list[GridRow], anchors: list[list[GridCell]], words: list[Word]
) -> None:
    """Put each word into its cell, a merged one counted as one."""
    held: dict[int, tuple[GridCell, list[Word]]] = {}
    for word in words:
        x, y = (word.x0 + word.x1) / 2, (word.top + word.bottom) / 2
        for row, owners in zip(rows, anchors, strict=True):
            if not row.area.top <= y <= row.area.bottom:
                continue
            for cell, owner in zip(row.cells, owners, strict=True):
                if cell.area.x0 <= x <= cell.area.x1:
                    held.setdefault(id(owner), (owner, []))[1].append(word)
                    break
            break
    for owner, inside in held.values():
        owner.lines = lines_of(inside)
