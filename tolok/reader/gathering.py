"""Gather pictures of pages into one PDF, in a process of its own with limits.

Pages that were photographed one by one are one document: it is kept, shown and read as a
PDF of pictures is. Each picture is turned as its camera says and brought to the size that
recognition needs; what comes out is the same for the same pictures.
"""

import io
import json
import logging
import re
import subprocess
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

import pypdfium2
from PIL import Image, ImageOps

from tolok.reader.confinement import limit
from tolok.reader.refusals import UnreadableDecree


_log = logging.getLogger(__name__)

# A decree of more photographed pages cannot be read in the time that a document has.
MOST_PICTURES = 40
_REFUSED = 3
_LONG_SIDE = 3600  # pixels; of A4 some 300 an inch
_MOST_PIXELS = 60_000_000
_QUALITY = 80
_A4_LONG_SIDE = 842.0  # points
_ENDS = 600  # bytes in which a PDF tells its time and its number
_PICTURES = (b"\x89PNG\r\n\x1a\n", b"\xff\xd8\xff", b"II*\x00", b"MM\x00*")


def is_picture(content: bytes) -> bool:
    """Is it a picture of a kind that scanners and telephones write?"""
    return content.startswith(_PICTURES)


def media_type_of(content: bytes) -> str:
    """The media type of such a picture."""
    if content.startswith(_PICTURES[0]):
        return "image/png"
    return "image/jpeg" if content.startswith(_PICTURES[1]) else "image/tiff"


def gather_safely(
    paths: Sequence[Path], *, seconds: int = 90, memory_mib: int = 1024
) -> bytes:
    """Return one PDF with the pictures of these files as pages, in their order.

    Takes PNG, JPEG and TIFF (each of its pictures is a page). Raises UnreadableDecree if
    there are more than `MOST_PICTURES` files, if one is no picture or cannot be opened, or
    if it takes more than `seconds` and `memory_mib` (MiB).
    """
    if len(paths) > MOST_PICTURES:
        raise UnreadableDecree(
            f"Ada {len(paths)} gambar, sedangkan satu keputusan paling banyak "
            f"{MOST_PICTURES} gambar. Bawa keputusan dan lembar jabatannya saja, atau "
            "simpan sebagai satu PDF."
        )
    command = (sys.executable, "-I", "-m", __name__, str(seconds), str(memory_mib))
    try:
        child = subprocess.run(
            (*command, *(str(path.resolve()) for path in paths)),
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=seconds,
            check=False,
        )
    except subprocess.TimeoutExpired as error:
        raise UnreadableDecree(_TOO_HEAVY) from error
    if child.returncode == _REFUSED:
        raise UnreadableDecree(json.loads(child.stdout)["refused"])
    if child.returncode or not child.stdout.startswith(b"%PDF-"):
        complaint = child.stderr.decode(errors="replace")[-2000:]
        _log.warning("gathering pictures ended badly: %s", complaint)
        raise UnreadableDecree(_TOO_HEAVY)
    return child.stdout


_TOO_HEAVY = (
    "Gambar-gambar ini terlalu berat untuk digabungkan dengan aman. Kecilkan ukurannya, "
    "atau bawa sebagai satu PDF."
)


def gather(contents: Iterator[bytes]) -> bytes:
    """Do as `gather_safely`, here and without limits; takes the files' bytes."""
    document = pypdfium2.PdfDocument.new()
    try:
        for number, content in enumerate(contents, 1):
            for frame in _frames(content, number):
                _add_page(document, frame)
        out = io.BytesIO()
        document.save(out)
        return _timeless(out.getvalue())
    finally:
        document.close()


def _timeless(pdf: bytes) -> bytes:
    """The PDF without its time and number, so that the same pictures make the same file."""
    head, body, tail = pdf[:_ENDS], pdf[_ENDS:-_ENDS], pdf[-_ENDS:]
    head = re.sub(rb"D:\d{14}", b"D:20000101000000", head)
    return (
        head + body + re.sub(rb"(?<=[<\da-fA-F])[\da-fA-F](?=[\da-fA-F]*>)", b"0", tail)
    )


def _frames(content: bytes, number: int) -> Iterator[Image.Image]:
    if not is_picture(content):
        raise UnreadableDecree(
            f"Berkas ke-{number} bukan gambar. Beberapa berkas hanya dapat menjadi satu "
            "keputusan bila semuanya gambar halaman (JPEG, PNG, atau TIFF); bawa PDF, "
            "Word, atau Excel satu per satu."
        )
    try:
        with Image.open(io.BytesIO(content), formats=("PNG", "JPEG", "TIFF")) as file:
            total = int(getattr(file, "n_frames", 1)) if file.format == "TIFF" else 1
            if total > MOST_PICTURES:
                raise UnreadableDecree(_TOO_HEAVY)
            for index in range(total):
                file.seek(index)
                yield _page_of(file, number)
    except (OSError, SyntaxError, ValueError, EOFError) as error:
        raise UnreadableDecree(
            f"Gambar ke-{number} rusak atau tidak lengkap. Pindai atau foto ulang "
            "halamannya, lalu bawa lagi semuanya."
        ) from error


def _page_of(file: Image.Image, number: int) -> Image.Image:
    across, down = file.size
    if across * down > _MOST_PIXELS:
        raise UnreadableDecree(
            f"Gambar ke-{number} terlalu besar untuk dibuka dengan aman. Pindai ulang "
            "pada 300 dpi, lalu bawa lagi semuanya."
        )
    file.draft("RGB", (across * _LONG_SIDE // max(across, down), _LONG_SIDE))
    upright = ImageOps.exif_transpose(file)
    if upright.mode in ("RGBA", "LA", "PA") or "transparency" in upright.info:
        laid = Image.new("RGBA", upright.size, "white")
        upright = Image.alpha_composite(laid, upright.convert("RGBA"))
    page = upright.convert("L" if upright.mode in ("1", "L") else "RGB")
    page.thumbnail((_LONG_SIDE, _LONG_SIDE))
    return page


def _add_page(document: pypdfium2.PdfDocument, picture: Image.Image) -> None:
    packed = io.BytesIO()
    picture.save(packed, "JPEG", quality=_QUALITY)
    scale = _A4_LONG_SIDE / max(picture.size)
    width, height = picture.width * scale, picture.height * scale
    page = document.new_page(width, height)
    image = pypdfium2.PdfImage.new(document)
    image.load_jpeg(packed, inline=True, autoclose=False)
    image.set_matrix(pypdfium2.PdfMatrix().scale(width, height))
    page.insert_obj(image)
    page.gen_content()
    page.close()


def main(arguments: list[str]) -> int:
    """The child: write one PDF to standard output; exit status 3 for a refusal."""
    seconds, memory_mib, *paths = arguments
    limit(int(seconds), int(memory_mib))
    try:
        gathered = gather(Path(path).read_bytes() for path in paths)
    except UnreadableDecree as refusal:
        sys.stdout.write(json.dumps({"refused": str(refusal)}))
        return _REFUSED
    sys.stdout.buffer.write(gathered)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
