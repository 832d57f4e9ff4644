"""Strokes: the lines drawn around a table's cells, and the ink beside them.

A line may be faint, broken or a little bent: pieces that follow one another are bridged.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tolok.reader.sources.pdf.marks import Rule
from tolok.reader.sources.scan.pictures import LONG_SIDE, Picture


# Pixels of a page whose long side has LONG_SIDE: 12 a millimetre.
_SHORTEST_PIECE = 40  # longer than nearly any stroke of a letter
_SHORTEST_LINE = 48
# A line this long needs no other to hold it; a shorter one must end at lines that cross it.
_STANDS_ALONE = 420
_TOUCH = 18
# Beside a line the paper is bare; beside a row of serifs stand their letters.
_BESIDE = (5, 7, 9)
_MOST_INK_BESIDE = 0.22
_MOST_INK_BESIDE_LONG = 0.35
_BRIDGE = 45
# A line with letters close on both sides: where these leave gaps, it is still drawn.
_BARE_RUN = 24
_BARE_SHARE = 0.1
_DRAWN_SHARE = 0.9
_THICKEST = 16
_LEAN = 0.012
_BLOCK = 61
_DARKER = 28
_FAINT = 14  # a thin line is paler than a letter; its length tells it from noise
_SPECKLE = 5


Mask = NDArray[np.bool_]
Places = NDArray[np.int_]


@dataclass(frozen=True)
class Strokes:
    """Level and upright lines in pixels, the ink without them, and the picture so cleaned."""

    level: list[Rule]
    upright: list[Rule]
    ink: Picture
    cleaned: Picture


def find_strokes(picture: Picture) -> Strokes:
    """Find the drawn lines of a straight page and take them off its picture."""
    dark, faint = (_darker(picture, by) for by in (_DARKER, _FAINT))
    across = _Lines(faint, dark)
    down = _Lines(np.ascontiguousarray(faint.T), np.ascontiguousarray(dark.T))
    level, upright = _held((across.rules, down.rules), (across.crowded, down.crowded))
    mask = cv2.bitwise_or(
        across.mask(level), np.ascontiguousarray(down.mask(upright).T)
    )
    around = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    ink = cv2.bitwise_and(dark, cv2.bitwise_not(around))
    cleaned = picture.copy()
    cleaned[around > 0] = 250
    return Strokes(
        [across.rules[i] for i in level],
        [down.rules[i] for i in upright],
        np.asarray(ink, dtype=np.uint8),
        np.asarray(cleaned),
    )


def _darker(picture: Picture, by: int) -> Picture:
    """Where the picture is darker than its surroundings."""
    found = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, by
    )
    return np.asarray(found, dtype=np.uint8)


class _Lines:
    """Pieces that may be level lines, each as a rule, and where they are in the picture."""

    def __init__(self, faint: Picture, dark: Picture) -> None:
        pieces = cv2.morphologyEx(
            cv2.dilate(faint, np.ones((3, 1), np.uint8)),
            cv2.MORPH_OPEN,
            np.ones((1, _SHORTEST_PIECE), np.uint8),
        )
        bridged = cv2.morphologyEx(
            cv2.dilate(pieces, np.ones((3, 1), np.uint8)),
            cv2.MORPH_CLOSE,
            np.ones((1, _BRIDGE), np.uint8),
        )
        _, self._labels, stats, _ = cv2.connectedComponentsWithStats(bridged)
        self.rules: list[Rule] = []
        # Those with letters close beside them: they do not stand alone.
        self.crowded: set[int] = set()
        self._marks: list[int] = []
        for index in range(1, len(stats)):
            x, y, width, height, _ = (int(value) for value in stats[index])
            if width < _SHORTEST_LINE:
                continue
            here = self._labels[y : y + height, x : x + width] == index
            if height > _LEAN * width + _THICKEST:
                # A stroke of a stamp or of a letter hangs on: only the line is kept.
                here = _straight_part(here)
                self._labels[y : y + height, x : x + width][
                    (self._labels[y : y + height, x : x + width] == index) & ~here
                ] = 0
            columns = np.flatnonzero(here.any(axis=0))
            if len(columns) < _SHORTEST_LINE or here.sum() > _THICKEST * len(columns):
                continue
            top = y + here.argmax(axis=0)[columns]
            bottom = y + height - 1 - here[::-1].argmax(axis=0)[columns]
            if _is_text(dark, x + columns, top, bottom):
                if not _runs_through(faint, dark, x + columns, top, bottom):
                    continue
                self.crowded.add(len(self.rules))
            self.rules.append(
                Rule(
                    float(np.mean(top + bottom) / 2),
                    float(x + columns[0]),
                    float(x + columns[-1] + 1),
                )
            )
            self._marks.append(index)

    def mask(self, kept: list[int]) -> Picture:
        """Where the kept lines are."""
        marked = np.zeros(int(self._labels.max()) + 1, dtype=np.uint8)
        for index in kept:
            marked[self._marks[index]] = 255
        return np.asarray(marked[self._labels], dtype=np.uint8)


def _straight_part(here: Mask) -> Mask:
    """The pixels of a piece that lie on its longest level row or close to it."""
    rows = here.sum(axis=1).astype(np.float64)
    near = round(_LEAN * here.shape[1] / 2) + _THICKEST // 2
    main = int(np.convolve(rows, np.ones(_THICKEST), "same").argmax())
    kept = np.zeros_like(here)
    kept[max(0, main - near) : main + near] = here[max(0, main - near) : main + near]
    return kept


def _is_text(dark: Picture, columns: Places, top: Places, bottom: Places) -> bool:
    """Is this the foot or the middle of a row of letters, which stand beside it?"""
    height = len(dark)
    shares = [
        float(
            np.mean(
                [dark[(edge + step).clip(0, height - 1), columns] > 0 for step in steps]
            )
        )
        for edge, steps in (
            (top, [-by for by in _BESIDE]),
            (bottom, list(_BESIDE)),
        )
    ]
    if len(columns) < _STANDS_ALONE:
        return max(shares) > _MOST_INK_BESIDE
    return max(shares) > _MOST_INK_BESIDE_LONG or min(shares) > _MOST_INK_BESIDE


def _runs_through(
    faint: Picture, dark: Picture, columns: Places, top: Places, bottom: Places
) -> bool:
    """Does it go on where no letters stand on either side? A row of letters has gaps there.

    Letters stand so close to the lines of narrow tables that ink beside says little.
    """
    if len(columns) < _STANDS_ALONE:
        return False
    height = len(dark)
    drawn = np.zeros(len(columns), dtype=bool)
    for step in range(_THICKEST):
        drawn |= faint[np.minimum(top + step, bottom), columns] > 0
    beside = np.zeros(len(columns), dtype=bool)
    for step in _BESIDE:
        beside |= dark[(top - step).clip(0, height - 1), columns] > 0
        beside |= dark[(bottom + step).clip(0, height - 1), columns] > 0
    alone = np.concatenate([[False], drawn & ~beside, [False]]).astype(np.int8)
    starts, ends = (
        np.flatnonzero(np.diff(alone) == 1),
        np.flatnonzero(np.diff(alone) == -1),
    )
    long = (ends - starts)[ends - starts >= _BARE_RUN]
    return bool(
        long.sum() >= _BARE_SHARE * len(columns)
        and drawn[~beside].mean() >= _DRAWN_SHARE
        and drawn.mean() >= _DRAWN_SHARE
    )


def _held(
    sides: tuple[list[Rule], list[Rule]], crowded: tuple[set[int], set[int]]
) -> tuple[list[int], list[int]]:
    """Which lines stand: long ones, and short or crowded ones whose ends others hold."""
    kept = [
        {
            i
            for i, rule in enumerate(side)
            if rule.end - rule.start >= _STANDS_ALONE and i not in crowd
        }
        for side, crowd in zip(sides, crowded, strict=True)
    ]
    for _ in range(4):
        before = len(kept[0]) + len(kept[1])
        for own, other in ((1, 0), (0, 1)):
            for i, rule in enumerate(sides[own]):
                crossing = [sides[other][j] for j in kept[other]]
                if i not in kept[own] and all(
                    _ends_at(rule, end, crossing) for end in (rule.start, rule.end)
                ):
                    kept[own].add(i)
        if len(kept[0]) + len(kept[1]) == before:
            break
    return sorted(kept[0]), sorted(kept[1])


def _ends_at(rule: Rule, end: float, crossing: list[Rule]) -> bool:
    return any(
        abs(other.at - end) <= _TOUCH
        and other.start - _TOUCH <= rule.at <= other.end + _TOUCH
        for other in crossing
    )


def find_blobs(ink: Picture) -> list[tuple[int, int, int, int]]:
    """Boxes (left, top, right, bottom) of pieces of ink that lie close together on a line."""
    near = LONG_SIDE // 200
    joined = cv2.morphologyEx(
        cv2.medianBlur(ink, _SPECKLE), cv2.MORPH_CLOSE, np.ones((3, near), np.uint8)
    )
    count, _, stats, _ = cv2.connectedComponentsWithStats(joined)
    boxes: list[tuple[int, int, int, int]] = []
    for index in range(1, count):
        x, y, width, height, area = (int(value) for value in stats[index])
        if area >= 40 and max(width, height) >= 8:
            boxes.append((x, y, x + width, y + height))
    return boxes
