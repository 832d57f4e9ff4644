"""Strokes: the lines drawn around a table's cells, and the ink beside them.

A line may be faint, broken or a little bent: pieces that follow one another are bridged.
"""

from dataclasses import dataclass

import cv2
import numpy as np

from tolok.reader.sources.pdf.marks import Rule
from tolok.reader.sources.scan.pictures import LONG_SIDE, Picture


# Pixels of a page whose long side has LONG_SIDE: 12 a millimetre.
_SHORTEST_PIECE = 40  # longer than nearly any stroke of a letter
_SHORTEST_LINE = 48
# A line this long needs no other to hold it; a shorter one must end at lines that cross it.
_STANDS_ALONE = 420
_TOUCH = 18
# Beside a line the paper is bare; beside a row of serifs stand their letters.
_BESIDE = (4, 14)
_MOST_INK_BESIDE = 0.22
_BRIDGE = 45
_THICKEST = 16
_BLOCK = 61
_DARKER = 28
_FAINT = 14  # a thin line is paler than a letter; its length tells it from noise
_SPECKLE = 5


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
    across = _Lines(faint)
    down = _Lines(np.ascontiguousarray(faint.T))
    level, upright = _held(across.rules, down.rules)
    mask = cv2.bitwise_or(across.mask(level), np.ascontiguousarray(down.mask(upright).T))
    around = cv2.dilate(mask, np.ones((5, 5), np.uint8))
    ink = cv2.bitwise_and(dark, cv2.bitwise_not(around))
    cleaned = picture.copy()
    cleaned[around > 0] = 250
    return Strokes(
        [across.rules[i] for i in level], [down.rules[i] for i in upright], np.asarray(ink, dtype=np.uint8), np.asarray(cleaned)
    )


def _darker(picture: Picture, by: int) -> Picture:
    """Where the picture is darker than its surroundings."""
    found = cv2.adaptiveThreshold(
        picture, 255, cv2.ADAPTIVE_THRESH_MEAN_C, cv2.THRESH_BINARY_INV, _BLOCK, by
    )
    return np.asarray(found, dtype=np.uint8)


class _Lines:
    """Pieces that may be level lines, each as a rule, and where they are in the picture."""

    def __init__(self, dark: Picture) -> None:
        pieces = cv2.morphologyEx(
            cv2.dilate(dark, np.ones((3, 1), np.uint8)),
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
        self._marks: list[int] = []
        for index in range(1, len(stats)):
            x, y, width, height, area = (int(value) for value in stats[index])
            if width < _SHORTEST_LINE or area / width > _THICKEST:
                continue
            if height > 0.04 * width + 20:
                continue
            if width < _STANDS_ALONE and _ink_beside(dark, x, y, width, height):
                continue
            self.rules.append(Rule(y + height / 2, float(x), float(x + width)))
            self._marks.append(index)

    def mask(self, kept: list[int]) -> Picture:
        """Where the kept lines are."""
        marked = np.zeros(int(self._labels.max()) + 1, dtype=np.uint8)
        for index in kept:
            marked[self._marks[index]] = 255
        return np.asarray(marked[self._labels], dtype=np.uint8)


def _ink_beside(dark: Picture, x: int, y: int, width: int, height: int) -> bool:
    near, far = _BESIDE
    above = dark[max(0, y - far) : max(0, y - near), x : x + width]
    below = dark[y + height + near : y + height + far, x : x + width]
    return any(
        side.size and np.count_nonzero(side) > _MOST_INK_BESIDE * side.size
        for side in (above, below)
    )


def _held(level: list[Rule], upright: list[Rule]) -> tuple[list[int], list[int]]:
    """Which lines stand: long ones, and short ones whose ends others hold."""
    sides = (level, upright)
    kept = [
        {i for i, rule in enumerate(side) if rule.end - rule.start >= _STANDS_ALONE}
        for side in sides
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
