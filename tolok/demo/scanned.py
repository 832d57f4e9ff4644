"""A scanned copy of a decree, and how much of it was read: for measuring the reader.

The copy is made from the decree itself, laid out and printed, then worn as scanners wear a
page: askew, grey, noisy, packed as JPEG. The same decree makes the same copy.
"""

import difflib
import io
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np
import pypdfium2
from PIL import Image

from tolok.reader.write.layout import letterhead_of
from tolok.reader.write.pdf import write_decree


NEAR = 0.95


@dataclass(frozen=True)
class Wear:
    """`skew` in degrees, `noise` and `paper` in grey values, `quality` of the JPEG."""

    dots_per_inch: int
    skew: float
    noise: float
    paper: int
    quality: int


GOOD = Wear(dots_per_inch=200, skew=1.2, noise=10, paper=215, quality=75)
POOR = Wear(dots_per_inch=150, skew=-2.1, noise=12, paper=200, quality=45)


def excerpt(decree: dict[str, Any], positions: int) -> dict[str, Any]:
    """Return the decree with its first positions alone, and the units these belong to."""
    kept = decree["positions"][:positions]
    named = {position["unit"] for position in kept}
    units = [unit for unit in decree["units"] if unit["id"] in named]
    return {**decree, "positions": kept, "units": units}


def scanned_copy(decree: dict[str, Any], wear: Wear) -> tuple[bytes, int]:
    """Return a PDF of pictures of the decree's pages, and how many pages it has."""
    printed = write_decree(decree, letterhead=letterhead_of(decree))
    chance = np.random.default_rng(2026)
    document = pypdfium2.PdfDocument(printed)
    pages = []
    for page in document:
        drawn = page.render(scale=wear.dots_per_inch / 72, grayscale=True).to_numpy()
        pages.append(_worn(np.squeeze(drawn), wear, chance))
    document.close()
    out = io.BytesIO()
    pages[0].save(
        out,
        "PDF",
        save_all=True,
        append_images=pages[1:],
        resolution=wear.dots_per_inch,
        quality=wear.quality,
    )
    return out.getvalue(), len(pages)


def _worn(drawn: Any, wear: Wear, chance: np.random.Generator) -> Image.Image:
    height, width = drawn.shape
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), wear.skew, 1.0)
    turned = cv2.warpAffine(drawn, turn, (width, height), borderValue=(255,))
    shade = np.linspace(0.85, 1.0, width)[None, :] * (wear.paper / 255)
    grain = chance.normal(0, wear.noise, (height, width))
    return Image.fromarray(np.clip(turned * shade + grain, 0, 255).astype(np.uint8))


def share_missed(decree: dict[str, Any], read: dict[str, Any]) -> float:
    """Return the percentage of texts that were not read, or read less than 95 % alike."""
    left = list(_texts(read))
    wanted = list(_texts(decree))
    missed = 0
    for field, text in wanted:
        alike = [
            (difflib.SequenceMatcher(None, text, other, autojunk=False).ratio(), index)
            for index, (kind, other) in enumerate(left)
            if kind == field
        ]
        best, index = max(alike, default=(0.0, -1))
        if best >= NEAR:
            left.pop(index)
        else:
            missed += 1
    return 100 * missed / len(wanted)


def _texts(decree: dict[str, Any]) -> Iterator[tuple[str, str]]:
    head = decree["decree"]
    for key in ("number", "about", "issuer", "organisation", "region", "date"):
        yield key, str(head[key])
    for key in ("considerations", "legal_bases", "rulings"):
        yield from ((key, item["text"]) for item in head[key])
    for position in decree["positions"]:
        yield "position", position["title"]
        for key in ("duties", "functions"):
            yield from ((key, item["text"]) for item in position[key])
        for objective in position["objectives"]:
            yield "objective", objective["text"]
            for indicator in objective["indicators"]:
                yield "indicator", indicator["text"]
