"""Pictures: the pages of a scan as grey pictures, one at a time.

Coloured ink (a stamp, a signature) is lightened: the brightest of the three colours counts,
so that black print under it stays darker than it.
"""

import io
import warnings
from collections.abc import Iterator
from contextlib import contextmanager

import cv2
import numpy as np
import pypdfium2
from numpy.typing import NDArray
from PIL import Image, ImageOps
from pypdfium2 import raw

from tolok.reader.refusals import UnreadableDecree


Picture = NDArray[np.uint8]

# Pixels. A page of 330 mm has 3,900 at 300 dpi; letters of a decree then stand 25 to 50 high,
# which is what Tesseract was trained on. Fewer than 600 on the long side cannot be read.
LONG_SIDE = 3600
_SHORTEST_LONG_SIDE = 600
_LONGEST_DRAWN = 5000
_MOST_PIXELS = 60_000_000
# How much brighter coloured ink becomes, as a share of its tint.
_TINT = 1.2
_BROAD = 16  # pixels: strokes are narrower than a few of these
_USUAL_DPI = 300
_MOST_PAGES = 500
_DAMAGED = "Gambar ini rusak atau tidak lengkap. Pindai atau foto ulang halamannya, lalu bawa lagi."
_TOO_SMALL = (
    "Gambar ini terlalu kecil untuk dibaca. Pindai ulang pada 300 dpi, atau foto lebih dekat "
    "sampai satu halaman memenuhi gambar."
)
_TOO_LARGE = (
    "Gambar ini terlalu besar untuk dibuka dengan aman. Pindai ulang pada 300 dpi, lalu bawa "
    "lagi."
)


def draw_page(document: pypdfium2.PdfDocument, number: int) -> Picture:
    """The page (from 1) as it is shown, at the resolution of its largest picture."""
    page = document[number - 1]
    try:
        width, height = page.get_size()
        scale = min(
            _resolution(page) / 72, _LONGEST_DRAWN / max(width, height, 1.0), 12.0
        )
        bitmap = page.render(scale=scale, may_draw_forms=False, prefer_bgrx=False)
        try:
            return _grey(bitmap.to_numpy())
        finally:
            bitmap.close()
    finally:
        page.close()


def _resolution(page: pypdfium2.PdfPage) -> float:
    """Pixels an inch of the picture that covers most of the page; 300 where none is found."""
    best, largest = float(_USUAL_DPI), 0.0
    for item in page.get_objects(filter=[raw.FPDF_PAGEOBJ_IMAGE], max_depth=4):
        x0, y0, x1, y1 = item.get_bounds()
        area = (x1 - x0) * (y1 - y0)
        across, down = item.get_px_size()
        if area > largest:
            largest = area
            dots = across * down / max(area, 1.0)
            best = 72 * dots**0.5
    return max(72.0, best)


def count_pictures(content: bytes) -> int:
    """How many pictures a PNG, JPEG or TIFF file holds; 1 but for TIFF."""
    with _opened(content) as file:
        total = int(getattr(file, "n_frames", 1)) if file.format == "TIFF" else 1
    if total > _MOST_PAGES:
        raise UnreadableDecree(_TOO_LARGE)
    return total


def read_pictures(content: bytes) -> Iterator[Picture]:
    """Each picture of a PNG, JPEG or TIFF file.

    Raises UnreadableDecree if one is damaged, too small or too large.
    """
    with _opened(content) as file:
        for number in range(count_pictures(content)):
            file.seek(number)
            yield _decode(file)


@contextmanager
def _opened(content: bytes) -> Iterator[Image.Image]:
    """The file opened by Pillow; whatever fails in it is told as one refusal."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            file = Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF"))
        with file:
            yield file
    except UnreadableDecree:
        raise
    except Image.DecompressionBombError as error:
        raise UnreadableDecree(_TOO_LARGE) from error
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableDecree(_DAMAGED) from error


def _decode(frame: Image.Image) -> Picture:
    across, down = frame.size
    if across * down > _MOST_PIXELS:
        raise UnreadableDecree(_TOO_LARGE)
    if max(across, down) < _SHORTEST_LONG_SIDE:
        raise UnreadableDecree(_TOO_SMALL)
    # JPEG files are unpacked at half size or less where that is enough.
    frame.draft("RGB", (across * _LONGEST_DRAWN // max(across, down), LONG_SIDE))
    upright = ImageOps.exif_transpose(frame)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        laid = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(laid, upright.convert("RGBA"))
    if upright.mode == "I;16":
        grey = np.asarray(upright, dtype=np.uint16) >> 8
        return np.ascontiguousarray(grey.astype(np.uint8))
    if upright.mode in ("1", "L", "I"):
        return np.ascontiguousarray(np.asarray(upright.convert("L"), dtype=np.uint8))
    return _grey(np.asarray(upright.convert("RGB"), dtype=np.uint8))


def _grey(colours: NDArray[np.uint8]) -> Picture:
    if colours.ndim == 2:
        return np.ascontiguousarray(colours)
    if colours.shape[2] == 1:
        return np.ascontiguousarray(colours[:, :, 0])
    first, second, third = cv2.split(colours)
    brightest = cv2.max(cv2.max(first, second), third)
    darkest = cv2.min(cv2.min(first, second), third)
    tint = cv2.subtract(brightest, darkest)
    # The tint of paper, or of the table it lies on, is no ink.
    height, width = tint.shape
    broad = cv2.resize(tint, (width // _BROAD + 1, height // _BROAD + 1))
    broad = cv2.resize(cv2.medianBlur(broad, 7), (width, height))
    brightest = cv2.subtract(brightest, broad)
    ink = cv2.subtract(tint, broad)
    return np.asarray(cv2.addWeighted(brightest, 1.0, ink, _TINT, 0), dtype=np.uint8)
