"""Show one page of a document as a picture, in a process of its own with limits.

A document that comes from anywhere is drawn by a library written in C: whatever happens in
there ends as a refusal here, and takes no more memory and time than it is given.
"""

import io
import logging
import subprocess
import sys
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from tolok.reader.confinement import limit
from tolok.reader.refusals import UnreadableDecree


_log = logging.getLogger(__name__)

WIDTH = 1100
_NO_SUCH_PAGE = 3
_ALL = 0
# Twice the height of a Folio page is no decree: it is drawn smaller.
_TALLEST = 3 * WIDTH
_POINTS_WIDEST = 14_400
_MOST_PIXELS = 60_000_000
_COLOURS = 64


def draw_page_safely(
    path: Path, number: int, *, seconds: int = 20, memory_mib: int = 1024
) -> bytes:
    """Return page `number` (from 1) of a PDF, PNG or JPEG as a PNG some 1100 pixels wide.

    Raises LookupError if there is no such page, UnreadableDecree if it cannot be drawn
    within `seconds` and `memory_mib` (MiB).
    """
    child = _ask(path, number, seconds, memory_mib)
    if child.returncode == _NO_SUCH_PAGE:
        raise LookupError(number)
    if child.returncode or not child.stdout.startswith(b"\x89PNG"):
        complaint = child.stderr.decode(errors="replace")[-2000:]
        _log.warning("drawing page %s ended badly: %s", number, complaint)
        raise UnreadableDecree("Halaman ini tidak dapat digambar.")
    return child.stdout


def count_pages_safely(path: Path, *, seconds: int = 20, memory_mib: int = 1024) -> int:
    """Return how many pages a PDF has; a PNG or JPEG has one.

    Raises UnreadableDecree if it cannot be opened within `seconds` and `memory_mib`.
    """
    child = _ask(path, _ALL, seconds, memory_mib)
    if child.returncode or not child.stdout.isdigit():
        complaint = child.stderr.decode(errors="replace")[-2000:]
        _log.warning("counting pages ended badly: %s", complaint)
        raise UnreadableDecree("Berkas ini tidak dapat dibuka.")
    return int(child.stdout)


def _ask(
    path: Path, number: int, seconds: int, memory_mib: int
) -> subprocess.CompletedProcess[bytes]:
    """Run the child; it draws a page, or counts them where `number` is 0."""
    command = (sys.executable, "-I", "-m", __name__, str(path.resolve()), str(number))
    try:
        return subprocess.run(
            (*command, str(seconds), str(memory_mib)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDecree("Halaman ini terlalu berat untuk digambar.") from error


def count_pages(content: bytes) -> int:
    """Do as `count_pages_safely`, here and without limits."""
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        return 1
    document = pypdfium2.PdfDocument(content)
    try:
        return len(document)
    finally:
        document.close()


def draw_page(content: bytes, number: int) -> bytes:
    """Do as `draw_page_safely`, here and without limits."""
    if content.startswith((b"\x89PNG", b"\xff\xd8\xff")):
        return _draw_image(content, number)
    return _draw_pdf(content, number)


def _draw_image(content: bytes, number: int) -> bytes:
    if number != 1:
        raise LookupError(number)
    with Image.open(io.BytesIO(content), formats=("PNG", "JPEG")) as picture:
        if picture.width * picture.height > _MOST_PIXELS:
            raise UnreadableDecree("Gambar ini terlalu besar untuk ditampilkan.")
        shown = ImageOps.exif_transpose(picture).convert("RGB")
        shown.thumbnail((WIDTH, _TALLEST))
        return _as_png(shown)


def _draw_pdf(content: bytes, number: int) -> bytes:
    document = pypdfium2.PdfDocument(content)
    try:
        if not 1 <= number <= len(document):
            raise LookupError(number)
        page = document[number - 1]
        width, height = page.get_size()
        width = min(max(width, 1.0), _POINTS_WIDEST)
        scale = min(WIDTH / width, _TALLEST / max(height, 1.0))
        picture = page.render(scale=scale).to_pil().convert("RGB")
        return _as_png(picture)
    finally:
        document.close()


def _as_png(picture: Image.Image) -> bytes:
    written = io.BytesIO()
    picture.quantize(_COLOURS).save(written, "PNG", optimize=False)
    return written.getvalue()


def main(arguments: list[str]) -> int:
    """The child: draw one page to standard output; exit status 3 if there is none.

    For page 0 it writes how many there are.
    """
    path, number, seconds, memory_mib = arguments
    limit(int(seconds), int(memory_mib))
    content = Path(path).read_bytes()
    if int(number) == _ALL:
        sys.stdout.write(str(count_pages(content)))
        return 0
    try:
        drawn = draw_page(content, int(number))
    except LookupError:
        return _NO_SUCH_PAGE
    sys.stdout.buffer.write(drawn)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
