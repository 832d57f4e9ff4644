"""Upright: a page's picture laid flat, straight and on white ground.

The sheet is cut out of a photo's surroundings, turned so that lines of text run level,
straightened to a twentieth of a degree and brought to one size; shadows and grey paper
become white. `Straight.back` leads from there to the picture as it was given.
"""

from dataclasses import dataclass

import cv2
import numpy as np
from numpy.typing import NDArray

from tolok.reader.sources.scan.pictures import LONG_SIDE, Picture
from tolok.reader.sources.scan.textlines import runs_sideways


Matrix = NDArray[np.float64]

_HALF = 1900
_SMALL = 1000  # pixels of the long side, enough to find angles
_MOST_SKEW = 6.0  # degrees
_COARSE, _FINE = 0.5, 0.05
_BANDS = 7
_LEANS = [float(angle) for angle in np.arange(-3.0, 3.01, 0.25)]
_LEAN_AT_LEAST = 0.005
_LINES_STAND_OUT = 2.0
_LONG = 110  # pixels: no word is as long, a line of a table is
_CORNERS = 4
# A sheet photographed fills this share of the picture; what fills more is a plain scan.
_SMALLEST_SHEET, _LARGEST_SHEET = 0.25, 0.96
_DARKER_AROUND = 25
_BRIGHT = (1.0, 0.85, 0.7, 1.15)
_FITS_FOUR_CORNERS = 0.93
_GROUND_WINDOW = 41
_GROUND_SCALE = 8
_NOISY = 6.0


@dataclass(frozen=True)
class Straight:
    """The page laid straight, and the matrix from its pixels to those of the picture."""

    picture: Picture
    back: Matrix
    shown: tuple[int, int]


def lay_straight(picture: Picture, turn: int = 0) -> Straight:
    """Lay the page straight; `turn` adds quarters (clockwise) to what its lines ask for."""
    height, width = picture.shape
    forward = _sheet(picture)
    flat_width, flat_height = width, height
    if forward is not None:
        flat_width, flat_height = _sheet_size(picture, forward)
        forward = _onto(forward, flat_width, flat_height)
    else:
        forward = np.eye(3)
    small, shrink = _shrunk(picture, forward, flat_width, flat_height)
    quarters = (turn + (1 if runs_sideways(_ink_without_lines(picture)) else 0)) % 4
    forward = _quarter_turns(flat_width, flat_height, quarters) @ forward
    if quarters % 2:
        flat_width, flat_height = flat_height, flat_width
    small = np.ascontiguousarray(np.rot90(small, -quarters))
    angle = _skew(small)
    scale = LONG_SIDE / max(flat_width, flat_height)
    forward = _rotation(flat_width, flat_height, angle, scale) @ forward
    level = np.diag([scale / shrink] * 2 + [1.0]) @ _unlean(_turned(small, angle))
    forward = level @ np.diag([shrink / scale] * 2 + [1.0]) @ forward
    size = round(flat_width * scale), round(flat_height * scale)
    straight = cv2.warpPerspective(
        picture,
        forward,
        size,
        flags=cv2.INTER_CUBIC if scale >= 1 else cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE,
    )
    return Straight(
        _clean(np.asarray(straight, dtype=np.uint8)),
        np.asarray(np.linalg.inv(forward), dtype=np.float64),
        (width, height),
    )


def _shrunk(
    picture: Picture, forward: Matrix, width: int, height: int
) -> tuple[Picture, float]:
    shrink = min(1.0, _SMALL / max(width, height))
    scaled = np.diag([shrink, shrink, 1.0]) @ forward
    smaller = cv2.warpPerspective(
        cv2.GaussianBlur(picture, (0, 0), max(0.3, 0.4 / shrink)),
        scaled,
        (max(1, round(width * shrink)), max(1, round(height * shrink))),
        borderMode=cv2.BORDER_REPLICATE,
    )
    ink = 255 - _even(np.asarray(smaller, dtype=np.uint8))
    _, strong = cv2.threshold(ink, 0, 255, cv2.THRESH_TOZERO | cv2.THRESH_OTSU)
    return np.asarray(strong, dtype=np.uint8), shrink


# The sheet in a photo


def _sheet(picture: Picture) -> Matrix | None:
    """The four corners of a sheet on darker ground, from the upper left clockwise."""
    height, width = picture.shape
    shrink = 600 / max(width, height)
    small = cv2.resize(
        picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA
    )
    small = cv2.medianBlur(small, 9)
    small = cv2.morphologyEx(small, cv2.MORPH_CLOSE, np.ones((15, 15), np.uint8))
    usual, _ = cv2.threshold(small, 0, 255, cv2.THRESH_BINARY | cv2.THRESH_OTSU)
    # A shadow on the sheet may be darker than what parts light from dark elsewhere.
    for share in _BRIGHT:
        corners = _four_corners(np.asarray(small, dtype=np.uint8), share * usual)
        if corners is not None:
            return np.asarray(corners / shrink)
    return None


def _four_corners(small: Picture, least: float) -> Matrix | None:
    """The corners of the one large part that is brighter than `least`, if it has four."""
    _, bright = cv2.threshold(small, least, 255, cv2.THRESH_BINARY)
    contours, _ = cv2.findContours(bright, cv2.RETR_EXTERNAL, cv2.CHAIN_APPROX_SIMPLE)
    if not contours:
        return None
    outline = max(contours, key=cv2.contourArea)
    share = cv2.contourArea(outline) / small.size
    if not _SMALLEST_SHEET <= share <= _LARGEST_SHEET:
        return None
    inside = np.zeros_like(small)
    cv2.drawContours(inside, [outline], -1, 255, cv2.FILLED)
    contrast = cv2.mean(small, inside)[0] - cv2.mean(small, cv2.bitwise_not(inside))[0]
    corners = cv2.approxPolyDP(
        cv2.convexHull(outline), 0.03 * cv2.arcLength(outline, True), True
    )
    if contrast < _DARKER_AROUND or len(corners) != _CORNERS:
        return None
    fit = cv2.contourArea(outline) / max(1.0, cv2.contourArea(corners))
    if fit < _FITS_FOUR_CORNERS:
        return None
    points = corners.reshape(4, 2).astype(np.float64)
    sums, differences = points.sum(axis=1), points[:, 0] - points[:, 1]
    order = [sums.argmin(), differences.argmax(), sums.argmax(), differences.argmin()]
    if len(set(order)) != _CORNERS:
        return None
    return np.asarray(points[order])


def _sheet_size(picture: Picture, corners: Matrix) -> tuple[int, int]:
    across = max(
        np.linalg.norm(corners[1] - corners[0]), np.linalg.norm(corners[2] - corners[3])
    )
    down = max(
        np.linalg.norm(corners[3] - corners[0]), np.linalg.norm(corners[2] - corners[1])
    )
    longest = max(picture.shape)
    return min(longest, round(float(across))), min(longest, round(float(down)))


def _onto(corners: Matrix, width: int, height: int) -> Matrix:
    target = np.array([[0, 0], [width, 0], [width, height], [0, height]])
    return np.asarray(
        cv2.getPerspectiveTransform(
            corners.astype(np.float32), target.astype(np.float32)
        ),
        dtype=np.float64,
    )


# Leaning: what a telephone that was not held level makes of lines and margins


def _unlean(ink: Picture) -> Matrix:
    """The matrix that makes lines level and margins upright all over the page."""
    height, width = ink.shape
    across = _leans(ink)
    down = _leans(np.ascontiguousarray(ink.T), need_lines=True)
    if max(map(abs, (*across, *down))) < _LEAN_AT_LEAST:
        return np.eye(3)
    # Where lines of the picture cross that should cross at the corners.
    top, bottom = across
    left, right = down
    corners = [
        _crossing(lean, y, other, x, width, height)
        for lean, y, other, x in (
            (top, 0, left, 0),
            (top, height, right, width),
            (bottom, height, right, width),
            (bottom, height, left, 0),
        )
    ]
    corners[1] = _crossing(top, 0, right, width, width, height)
    return _onto(np.array(corners), width, height)


def _crossing(
    lean: float, y: float, other: float, x: float, width: int, height: int
) -> tuple[float, float]:
    """Where a line through (middle, y) of slope `lean` meets one through (x, middle)."""
    # y' = y + lean (x' - width / 2) and x' = x + other (y' - height / 2)
    across = (x + other * (y - lean * width / 2 - height / 2)) / (1 - lean * other)
    return across, y + lean * (across - width / 2)


def _leans(ink: Picture, *, need_lines: bool = False) -> tuple[float, float]:
    """The slopes of lines at the upper and at the lower edge, from bands between them.

    Where lines must be drawn to be trusted (margins of text alone say little), bands
    without them count as straight.
    """
    height = len(ink)
    places: list[float] = []
    slopes: list[float] = []
    weights: list[float] = []
    for index in range(_BANDS):
        start = round(index * height / (_BANDS + 1))
        band = ink[start : round(start + 2 * height / (_BANDS + 1))]
        levels = [_levelness(_turned(band, angle)) for angle in _LEANS]
        best, usual = max(levels), float(np.median(levels))
        if best <= 0 or best < (_LINES_STAND_OUT if need_lines else 1.25) * usual:
            continue
        places.append((start + len(band) / 2) / height)
        slopes.append(-float(np.tan(np.radians(_LEANS[levels.index(best)]))))
        weights.append(best**0.5)
    if len(places) < 2:
        return 0.0, 0.0
    # _turned turns counterclockwise: a band that had to be turned by an angle sank by it.
    fit = np.polyfit(places, [-slope for slope in slopes], 1, w=weights)
    return float(np.polyval(fit, 0.0)), float(np.polyval(fit, 1.0))


# Turning


def _ink_without_lines(picture: Picture) -> Picture:
    """The letters of a page at half its size or so, its long lines taken out."""
    shrink = min(1.0, _HALF / max(picture.shape))
    small = cv2.resize(
        picture, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA
    )
    ink = cv2.adaptiveThreshold(
        cv2.GaussianBlur(small, (3, 3), 0),
        255,
        cv2.ADAPTIVE_THRESH_MEAN_C,
        cv2.THRESH_BINARY_INV,
        41,
        20,
    )
    across = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((1, _LONG), np.uint8))
    down = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((_LONG, 1), np.uint8))
    lines = cv2.dilate(cv2.max(across, down), np.ones((5, 5), np.uint8))
    return np.asarray(np.where(lines > 0, 0, ink), dtype=np.uint8)


def _turned(ink: Picture, angle: float) -> Picture:
    height, width = ink.shape
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    return np.asarray(cv2.warpAffine(ink, matrix, (width, height)), dtype=np.uint8)


def _skew(ink: Picture) -> float:
    """The angle (degrees) by which to turn the page so that its lines run level."""
    angles = np.arange(-_MOST_SKEW, _MOST_SKEW + _COARSE / 2, _COARSE)
    coarse = max(angles, key=lambda angle: _levelness(_turned(ink, angle)))
    near = np.arange(coarse - _COARSE, coarse + _COARSE + _FINE / 2, _FINE)
    return float(max(near, key=lambda angle: _levelness(_turned(ink, angle))))


def _levelness(ink: Picture) -> float:
    return float(np.square(np.diff(ink.mean(axis=1))).sum())


def _quarter_turns(width: int, height: int, quarters: int) -> Matrix:
    return np.array(
        {
            0: [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
            1: [[0, -1, height - 1], [1, 0, 0], [0, 0, 1]],
            2: [[-1, 0, width - 1], [0, -1, height - 1], [0, 0, 1]],
            3: [[0, 1, 0], [-1, 0, width - 1], [0, 0, 1]],
        }[quarters],
        dtype=np.float64,
    )


def _rotation(width: int, height: int, angle: float, scale: float) -> Matrix:
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), angle, 1.0)
    turned = np.vstack([matrix, [0, 0, 1]])
    return np.asarray(np.diag([scale, scale, 1.0]) @ turned)


# Ground


def _clean(picture: Picture) -> Picture:
    """Even ground, less noise."""
    even = _even(picture)
    if _noise(even) > _NOISY:
        even = np.asarray(cv2.GaussianBlur(even, (0, 0), 1.3), dtype=np.uint8)
        even = np.asarray(cv2.medianBlur(even, 3), dtype=np.uint8)
    return even


def _even(picture: Picture) -> Picture:
    """The picture on white ground: divided by its own ground, the ink taken out of it."""
    height, width = picture.shape
    scale = max(1, round(max(height, width) * _GROUND_SCALE / LONG_SIDE))
    small = cv2.resize(
        picture,
        (max(1, width // scale), max(1, height // scale)),
        interpolation=cv2.INTER_AREA,
    )
    ground = cv2.dilate(small, np.ones((9, 9), np.uint8))
    ground = cv2.medianBlur(ground, _GROUND_WINDOW)
    ground = cv2.resize(ground, (width, height), interpolation=cv2.INTER_LINEAR)
    return np.asarray(cv2.divide(picture, ground, scale=250), dtype=np.uint8)


def _noise(picture: Picture) -> float:
    """How far single pixels stray from their neighbours where the ground is bare."""
    middle = picture[::2, ::2]
    strays = cv2.absdiff(middle, cv2.medianBlur(middle, 3))
    return float(np.percentile(strays, 75))
