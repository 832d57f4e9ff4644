"""Pictures of pages, gathered into one document."""

import io
from pathlib import Path

import pypdfium2
import pytest
from PIL import Image

from tolok.reader import UnreadableDecree
from tolok.reader.gathering import MOST_PICTURES, gather, gather_safely
from tolok.reader.sources.scan.pictures import draw_page


def picture(
    kind: str = "JPEG", size: tuple[int, int] = (600, 900), **told: object
) -> bytes:
    """A picture whose left half is black."""
    drawn = Image.new("RGB", size, "white")
    drawn.paste("black", (0, 0, size[0] // 2, size[1]))
    out = io.BytesIO()
    drawn.save(out, kind, **told)
    return out.getvalue()


def pages(pdf: bytes) -> list[tuple[int, int]]:
    document = pypdfium2.PdfDocument(pdf)
    return [
        item.get_px_size()[::-1] for page in document for item in page.get_objects()
    ]


def test_pictures_of_all_kinds_become_pages_in_their_order():
    frames = [Image.new("L", (700, 800 + 100 * n), 255) for n in range(2)]
    tiff = io.BytesIO()
    frames[0].save(tiff, "TIFF", save_all=True, append_images=frames[1:])

    found = pages(gather(iter([picture(), picture("PNG"), tiff.getvalue()])))

    assert found == [(900, 600), (900, 600), (800, 700), (900, 700)]


def test_the_same_pictures_make_the_same_file():
    assert gather(iter([picture()])) == gather(iter([picture()]))


def test_a_picture_is_turned_as_its_camera_says():
    exif = Image.Exif()
    exif[0x0112] = 6  # the camera was held upright
    pdf = gather(iter([picture(exif=exif)]))

    page = draw_page(pypdfium2.PdfDocument(pdf), 1)
    assert page.shape[0] < page.shape[1]
    assert page[:250].mean() < 20 < 230 < page[350:].mean()


def test_a_large_picture_is_brought_to_the_size_that_is_read():
    assert pages(gather(iter([picture(size=(4000, 6000))]))) == [(3600, 2400)]


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"%PDF-1.7", "Berkas ke-2 bukan gambar"),
        (b"\x89PNG\r\n\x1a\n" + b"\0" * 60, "Gambar ke-2 rusak"),
        (picture()[:700], "Gambar ke-2 rusak"),
    ],
    ids=["another kind", "damaged", "cut off"],
)
def test_what_is_no_whole_picture_is_refused_by_its_number(
    content, said, tmp_path: Path
):
    places = [tmp_path / "1", tmp_path / "2"]
    for place, part in zip(places, (picture(), content), strict=True):
        place.write_bytes(part)

    with pytest.raises(UnreadableDecree, match=said):
        gather_safely(places)


def test_more_pictures_than_can_be_read_are_refused_unopened(tmp_path: Path):
    with pytest.raises(UnreadableDecree, match=f"paling banyak {MOST_PICTURES}"):
        gather_safely([tmp_path / "tidak-ada"] * (MOST_PICTURES + 1))
