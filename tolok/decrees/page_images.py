"""Pictures of a document's pages: drawn once, kept by the document's hash.

What is kept here can be thrown away at any time; it is drawn again.
"""

import os
import tempfile
from pathlib import Path

from django.conf import settings

from tolok.reader.pages import draw_page_safely


def page_image(*, sha256: str, document: Path, number: int) -> bytes:
    """Return one page as a PNG. Raises LookupError and UnreadableDecree."""
    folder = Path(settings.HOME) / "pages" / sha256[:2] / sha256
    kept = folder / f"{number}.png"
    if kept.is_file():
        return kept.read_bytes()
    drawn = draw_page_safely(document, number)
    folder.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(dir=folder)
    with os.fdopen(handle, "wb") as file:
        file.write(drawn)
    Path(name).replace(kept)
    return drawn
