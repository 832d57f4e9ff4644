"""Text lines: told apart by where their letters stand, before anything is recognised.

Letters that follow one another level make a line. Where the lines of a passage touch (a
tail of `g` on the `l` below it) the ink is parted between them. Each line can then be given
to recognition on bare paper, without dirt, rules and its neighbours.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import NamedTuple

import cv2
import numpy as np
from numpy.typing import NDArray

from tolok.reader.sources.scan.pictures import Picture


BARE = 250

# Shares of the height of a small letter (x).
_LETTER_LOW, _LETTER_HIGH = 0.55, 2.7
_LETTER_WIDEST = 45.0  # words whose letters run into one another
_ABOVE, _BELOW = 1.85, 0.75  # how far a line's letters reach from its baseline
_NEXT_LETTER = 1.7
_NEXT_PART = 14.0
_SAME_BASE = 0.4
_OVERLAP = 0.45
_STOP_REACH = 1.2
_SMALLEST_DOT = 0.14
_DASH = (0.25, 0.4)  # least width of a sign that stands alone, most of its height
_USUAL_X = (9, 60)  # pixels
_COMMON = 0.5
_TWO_LINES = 1.1  # letters of one line end within this
_ONE_LETTER = 2.0
_CLEARLY_MORE = 1.3
_MOST_LINES = 400
_STREWN = 60  # so many specks that stand alone make a page dirty
_AT_BASE = 0.15
_STOP_BEHIND = 0.4
_DRAWING = 6.0
_HALO = 3  # pixels around ink that belong to it

Labels = NDArray[np.int32]


class Region(NamedTuple):
    """A part of the page whose lines are its own: a cell, or what is in no table."""

    x0: int
    top: int
    x1: int
    bottom: int
    cell: bool


@dataclass
class Letters:
    """Pieces of ink by their number: edges in pixels, and how much ink they hold."""

    labels: Labels
    x0: NDArray[np.int32]
    top: NDArray[np.int32]
    x1: NDArray[np.int32]
    bottom: NDArray[np.int32]
    ink: NDArray[np.int32]
    small: float  # the height of a small letter

    @property
    def height(self) -> NDArray[np.int32]:
        return self.bottom - self.top

    @property
    def width(self) -> NDArray[np.int32]:
        return self.x1 - self.x0


@dataclass
class Line:
    """Letters on one baseline; edges in pixels of the page."""

    members: list[int]
    x0: float
    x1: float
    base: float
    small: float
    top: int = 0
    bottom: int = 0
    dash: bool = False
    extra: list[int] = field(default_factory=list)


def letters_of(ink: Picture) -> Letters:
    """The pieces of ink of a page from which its rules were taken."""
    _, labels, stats, _ = cv2.connectedComponentsWithStats(ink)
    x, y, width, height, area = (stats[:, i].astype(np.int32) for i in range(5))
    width[0] = height[0] = area[0] = 0
    # Letters that run into one another have the height of the tallest of them.
    likely = (
        (height >= _USUAL_X[0])
        & (height <= 2.5 * _USUAL_X[1])
        & (width <= 1.2 * height)
        & (area > 0.2 * width * height)
    )
    return Letters(
        np.asarray(labels, dtype=np.int32),
        x,
        y,
        x + width,
        y + height,
        area,
        _small_letter(height[likely], area[likely]),
    )


def _small_letter(heights: NDArray[np.int32], inks: NDArray[np.int32]) -> float:
    """The height of `x` from all letters, by their ink: the lowest that is common."""
    if not len(heights):
        return 24.0
    counts = np.bincount(heights, inks, minlength=_USUAL_X[1] + 2)[: _USUAL_X[1] + 1]
    smooth = np.convolve(counts, np.ones(3), "same")
    smooth[: _USUAL_X[0]] = 0
    if not smooth.any():
        return float(np.median(heights))
    common = int(np.flatnonzero(smooth >= _COMMON * smooth.max())[0])
    return float(common + smooth[common : common + 4].argmax())


def find_lines(letters: Letters, regions: list[Region]) -> list[Line]:
    """The lines of text of each region, in no order."""
    owner = _owners(letters, regions)
    lines: list[Line] = []
    for index, region in enumerate(regions):
        inside = np.flatnonzero(owner == index)
        if len(inside):
            lines += _lines_of_region(letters, inside, region)
    _take_specks(lines, letters)
    lines.sort(key=lambda line: line.x1 - line.x0, reverse=True)
    return lines[:_MOST_LINES]


def is_strewn(lines: list[Line], letters: Letters) -> bool:
    """Is dirt strewn over the page, beside its lines?"""
    return int(_specks(lines, letters).sum()) >= _STREWN


def _specks(lines: list[Line], letters: Letters) -> NDArray[np.bool_]:
    """The small pieces of ink that belong to no line."""
    used = np.zeros(len(letters.ink), dtype=bool)
    for line in lines:
        used[line.members + line.extra] = True
    size = np.maximum(letters.height, letters.width)
    alone = ~used & (size > 2) & (size < _LETTER_LOW * letters.small)
    alone[0] = False
    return np.asarray(alone, dtype=np.bool_)


def _take_specks(lines: list[Line], letters: Letters) -> None:
    """Where dirt is strewn over the page, take from the lines what is as small as it.

    Stops on the baseline and dots over a letter stay.
    """
    alone = _specks(lines, letters)
    if alone.sum() < _STREWN:
        return
    size = np.maximum(letters.height, letters.width)
    dirt = float(np.quantile(size[alone], 0.95))
    for line in lines:
        line.extra = [
            index
            for index in line.extra
            if size[index] > dirt
            or _has_its_place(index, line, letters)
            or _is_half_a_colon(index, line, letters)
        ]


def _is_half_a_colon(index: int, line: Line, letters: Letters) -> bool:
    """Does a second piece of the same line stand right above or below it?"""
    others = np.array([other for other in line.extra if other != index], dtype=int)
    aside = np.abs(letters.x0[others] - letters.x0[index])
    apart = np.abs(letters.bottom[others] - letters.bottom[index])
    twin = (aside <= 0.12 * line.small) & (apart >= 0.35 * line.small)
    return bool((twin & (apart <= 0.9 * line.small)).any())


def _has_its_place(index: int, line: Line, letters: Letters) -> bool:
    """Does so small a piece stand where a stop or the dot of an `i` does?"""
    members = np.array(line.members)
    if abs(letters.bottom[index] - line.base) <= _AT_BASE * line.small:
        # A stop follows its letter closely.
        behind = letters.x0[index] - letters.x1[members]
        near = (behind >= -0.1 * line.small) & (behind <= _STOP_BEHIND * line.small)
        return bool(near.any())
    middle = (letters.x0[index] + letters.x1[index]) / 2
    centres = (letters.x0[members] + letters.x1[members]) / 2
    above = letters.top[members] - letters.bottom[index]
    return bool(
        (
            (np.abs(centres - middle) <= 0.15 * line.small)
            & (letters.width[members] <= 0.6 * line.small)
            & (above >= 0)
            & (above <= 0.6 * line.small)
        ).any()
    )


def _owners(letters: Letters, regions: list[Region]) -> NDArray[np.int32]:
    """To which region each piece belongs: the smallest that holds its middle."""
    x = (letters.x0 + letters.x1) / 2
    y = (letters.top + letters.bottom) / 2
    owner = np.full(len(x), -1, dtype=np.int32)
    order = sorted(
        range(len(regions)),
        key=lambda i: (
            -(regions[i].x1 - regions[i].x0) * (regions[i].bottom - regions[i].top)
        ),
    )
    for index in order:
        r = regions[index]
        owner[(x >= r.x0) & (x <= r.x1) & (y >= r.top) & (y <= r.bottom)] = index
    owner[0] = -1
    return owner


def _lines_of_region(
    letters: Letters, inside: NDArray[np.intp], region: Region
) -> list[Line]:
    small = letters.small
    height, width = letters.height[inside], letters.width[inside]
    if region.cell:
        single = inside[(height >= _USUAL_X[0]) & (width <= 4 * height)]
        own = _small_letter(letters.height[single], letters.ink[single])
        # A cell of few letters says little of their size.
        if len(inside) >= 12 and 0.6 * small <= own <= 1.6 * small:
            small = own
    plain = (
        (height >= _LETTER_LOW * small)
        & (height <= _LETTER_HIGH * small)
        & (width <= _LETTER_WIDEST * small)
    )
    runs, bridges = _runs(letters, inside[plain], small)
    tall = inside[(height > _LETTER_HIGH * small) & (width < 40 * small)]
    tall = np.concatenate([tall, np.array(bridges, dtype=tall.dtype)])
    slight = inside[(height < _LETTER_LOW * small) & (width <= _LETTER_WIDEST * small)]
    lines = _joined(runs, _NEXT_PART * small if not region.cell else 1e9)
    _bound(lines, region)
    _add_slight(lines, letters, slight, region)
    _add_tall(lines, letters, tall)
    return lines


def _runs(
    letters: Letters, chosen: NDArray[np.intp], small: float
) -> tuple[list[Line], list[int]]:
    """Letters that follow one another closely, together; and those that bridge lines."""
    runs: list[Line] = []
    bridges: list[int] = []
    for group in _close_together(letters, chosen, small):
        parts = [group]
        bottoms = letters.bottom[group]
        spread = np.quantile(bottoms, 0.85) - np.quantile(bottoms, 0.15)
        if spread > _TWO_LINES * small:
            # A tail that touches the letter below it holds two lines together.
            low = letters.height[group] <= _ONE_LETTER * small
            bridges += [int(index) for index in group[~low]]
            parts = _close_together(letters, group[low], small)
        runs += [
            Line(
                [int(index) for index in part],
                float(letters.x0[part].min()),
                float(letters.x1[part].max()),
                _base_of(letters.bottom[part]),
                small,
            )
            for part in parts
        ]
    return runs, bridges


def _close_together(
    letters: Letters, chosen: NDArray[np.intp], small: float
) -> list[NDArray[np.intp]]:
    chosen = chosen[np.argsort(letters.x0[chosen], kind="stable")]
    x0, x1 = letters.x0[chosen], letters.x1[chosen]
    top, bottom = letters.top[chosen], letters.bottom[chosen]
    height = bottom - top
    parent = list(range(len(chosen)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    ends = np.searchsorted(x0, x1 + _NEXT_LETTER * small, side="right")
    for i in range(len(chosen)):
        rest = slice(i + 1, int(ends[i]))
        shared = np.minimum(bottom[rest], bottom[i]) - np.maximum(top[rest], top[i])
        near = shared >= _OVERLAP * np.minimum(height[rest], height[i])
        for j in np.flatnonzero(near):
            parent[root(i)] = root(i + 1 + int(j))
    groups: dict[int, list[int]] = {}
    for i in range(len(chosen)):
        groups.setdefault(root(i), []).append(i)
    return [chosen[group] for group in groups.values()]


def _base_of(bottoms: NDArray[np.int32]) -> float:
    """The baseline: where most letters end, tails below it left out."""
    return float(np.quantile(bottoms, 0.4, method="nearest"))


def _joined(runs: list[Line], reach: float) -> list[Line]:
    """Runs on one baseline become one line, if not too far apart."""
    lines: list[Line] = []
    for run in sorted(runs, key=lambda run: run.x0):
        fitting = [
            line
            for line in lines
            if abs(line.base - run.base) <= _SAME_BASE * run.small
            and run.x0 - line.x1 <= reach
        ]
        if not fitting:
            lines.append(run)
            continue
        line = min(fitting, key=lambda line: abs(line.base - run.base))
        weight, more = len(line.members), len(run.members)
        line.base = (line.base * weight + run.base * more) / (weight + more)
        line.members += run.members
        line.x1 = max(line.x1, run.x1)
    return lines


def _bound(lines: list[Line], region: Region) -> None:
    """How far up and down each line may reach: to the middle between it and the next."""
    for line in lines:
        line.top = max(region.top, round(line.base - _ABOVE * line.small))
        line.bottom = min(region.bottom, round(line.base + _BELOW * line.small))


def _add_slight(
    lines: list[Line], letters: Letters, slight: NDArray[np.intp], region: Region
) -> None:
    """Give dots, stops and dashes to their line; what is left is dirt, or a lone dash."""
    if not lines and not len(slight):
        return
    left: list[int] = []
    for index in slight:
        x0, x1 = float(letters.x0[index]), float(letters.x1[index])
        y = float(letters.top[index] + letters.bottom[index]) / 2
        best, best_far = None, 1e9
        for line in lines:
            reach = _STOP_REACH * line.small
            if x1 < line.x0 - reach or x0 > line.x1 + reach:
                continue
            above = line.base - y
            if not -0.6 * line.small <= above <= _ABOVE * line.small:
                continue
            # The nearer to the middle of its small letters, the likelier it is its own.
            far = abs(above - 0.6 * line.small)
            if far < best_far:
                best, best_far = line, far
        if best is None:
            left.append(int(index))
        elif (
            max(letters.height[index], letters.width[index])
            >= _SMALLEST_DOT * best.small
        ):
            best.extra.append(int(index))
    _add_lone(lines, letters, left, region)


def _add_lone(
    lines: list[Line], letters: Letters, left: list[int], region: Region
) -> None:
    """A colon between two columns joins the line beside it; a dash may be all of a cell."""
    for index in left:
        width, height = int(letters.width[index]), int(letters.height[index])
        small = letters.small
        y = float(letters.top[index] + letters.bottom[index]) / 2
        x = float(letters.x0[index])
        beside = [
            line
            for line in lines
            if -0.3 * small <= line.base - y <= 1.2 * line.small
            and line.x0 - _NEXT_PART * small <= x <= line.x1 + _NEXT_PART * small
        ]
        if beside and not region.cell and min(width, height) >= 0.18 * small:
            line = min(beside, key=lambda line: abs(line.base - y))
            line.extra.append(index)
            line.x0, line.x1 = min(line.x0, x), max(line.x1, x + width)
        elif (
            region.cell
            and not lines
            and width >= _DASH[0] * small
            and height <= _DASH[1] * small
            and width > 1.2 * height
        ):
            base = letters.bottom[index] + 0.3 * small
            line = Line([index], x, x + width, float(base), small, dash=True)
            _bound([line], region)
            lines.append(line)


def _add_tall(lines: list[Line], letters: Letters, tall: NDArray[np.intp]) -> None:
    """Ink that reaches over several lines belongs to each where it stands in its band."""
    for index in tall:
        for line in lines:
            if letters.x1[index] < line.x0 - 2 * line.small:
                continue
            if letters.x0[index] > line.x1 + 2 * line.small:
                continue
            if letters.height[index] > _DRAWING * line.small:
                continue
            if letters.top[index] < line.base and letters.bottom[index] > (
                line.base - line.small
            ):
                line.extra.append(int(index))
                line.x0 = min(line.x0, float(letters.x0[index]))
                line.x1 = max(line.x1, float(letters.x1[index]))


def cut_out(picture: Picture, letters: Letters, line: Line) -> tuple[Picture, int, int]:
    """The line on bare paper, and where its upper left corner stands on the page."""
    members = np.array(line.members + line.extra)
    pad = _HALO + 2
    left = max(0, int(min(letters.x0[members].min(), line.x0)) - pad)
    right = min(picture.shape[1], int(letters.x1[members].max()) + pad)
    tops = letters.top[members]
    tall = letters.height[members] > _LETTER_HIGH * line.small
    plain = tops[~tall] if (~tall).any() else tops
    top = max(0, min(line.top, int(plain.min())) - pad)
    bottoms = letters.bottom[members][~tall] if (~tall).any() else np.array([0])
    bottom = min(picture.shape[0], max(line.bottom, int(bottoms.max())) + pad)
    own = np.zeros(len(letters.ink), dtype=np.uint8)
    own[members[~tall]] = 1
    shown = own[letters.labels[top:bottom, left:right]]
    if tall.any():
        over = np.zeros(len(letters.ink), dtype=np.uint8)
        over[members[tall]] = 1
        band = over[letters.labels[top:bottom, left:right]]
        upper = max(0, round(line.base - 1.6 * line.small) - top)
        lower = round(line.base + 0.45 * line.small) - top
        band[:upper] = 0
        band[lower:] = 0
        shown |= band
    around = cv2.dilate(shown, np.ones((2 * _HALO + 1, 2 * _HALO + 1), np.uint8))
    others = (letters.labels[top:bottom, left:right] > 0) & (shown == 0)
    kept = np.where(
        (around > 0) & ~others, picture[top:bottom, left:right], BARE
    ).astype(np.uint8)
    return kept, left, top


def in_reading_order(lines: list[Line]) -> Iterator[Line]:
    """From top to bottom, so that a picture of all of them reads as the page does."""
    yield from sorted(lines, key=lambda line: (line.base, line.x0))


def runs_sideways(ink: Picture) -> bool:
    """Do lines of text run up and down? Then few letters follow one another level."""
    letters = letters_of(ink)
    upright = _letters_a_line(letters)
    turned = Letters(
        letters.labels,
        letters.top,
        letters.x0,
        letters.bottom,
        letters.x1,
        letters.ink,
        letters.small,
    )
    return _letters_a_line(turned) > _CLEARLY_MORE * upright


def _letters_a_line(letters: Letters) -> float:
    """How many letters follow one another in the run in which the usual letter stands."""
    small = letters.small
    plain = np.flatnonzero(
        (letters.height >= 0.5 * small)
        & (letters.height <= _LETTER_HIGH * small)
        & (letters.width >= 0.2 * small)
        & (letters.width <= _LETTER_HIGH * small)
    )
    sizes = [len(group) for group in _close_together(letters, plain, 0.45 * small)]
    total = sum(sizes)
    return sum(size * size for size in sizes) / total if total else 0.0
