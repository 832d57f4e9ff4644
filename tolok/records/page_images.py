"""Pictures of a stored document's pages: drawn once, kept by the document's hash.

What is kept here can be thrown away at any time; it is drawn again.
"""

import os
import shutil
import tempfile
from io import BytesIO
from pathlib import Path

from django.conf import settings
from PIL import Image

from tolok.reader.pages import count_pages_safely, draw_page_safely


SMALL = (240, 240)


def page_image(*, sha256: str, document: Path, number: int) -> bytes:
    """Return one page as a PNG. Raises LookupError and UnreadableDecree."""
    place = _folder(sha256) / f"{number}.png"
    if place.is_file():
        return place.read_bytes()
    drawn = draw_page_safely(document, number)
    _keep(place, drawn)
    return drawn


def small_image(*, sha256: str, document: Path) -> bytes:
    """Return the first page, or the picture, as a PNG of at most 240 pixels a side.

    Raises LookupError and UnreadableDecree.
    """
    place = _folder(sha256) / "small.png"
    if place.is_file():
        return place.read_bytes()
    page = page_image(sha256=sha256, document=document, number=1)
    with Image.open(BytesIO(page), formats=("PNG",)) as opened:
        shown = opened.convert("RGB")
        shown.thumbnail(SMALL)
    out = BytesIO()
    shown.save(out, "PNG")
    _keep(place, out.getvalue())
    return out.getvalue()


def count_pages(*, sha256: str, document: Path) -> int:
    """Return how many pages a document has. Raises UnreadableDecree."""
    place = _folder(sha256) / "pages"
    if place.is_file():
        return int(place.read_text())
    number = count_pages_safely(document)
    _keep(place, str(number).encode())
    return number


def forget(*, sha256: str) -> None:
    """Throw away all that was drawn of a document."""
    shutil.rmtree(_folder(sha256), ignore_errors=True)


def _folder(sha256: str) -> Path:
    return Path(settings.HOME) / "pages" / sha256[:2] / sha256


def _keep(place: Path, content: bytes) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=place.parent)
    with os.fdopen(handle, "wb") as file:
        file.write(content)
    Path(name).replace(place)
