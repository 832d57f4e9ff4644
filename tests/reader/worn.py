"""Pages as scanners and telephones give them: askew, grey, noisy, stamped.

`sheet_pdf` lays a small decree out with Typst; `worn` makes a picture of a page of it.
"""

import io
from dataclasses import dataclass

import cv2
import numpy as np
import pypdfium2
import typst
from numpy.typing import NDArray
from PIL import Image


Colours = NDArray[np.uint8]

SHEET = """
#set page(width: 210mm, height: 297mm, margin: 15mm)
#set text(font: "Libertinus Serif", size: 12pt, lang: "id")
#align(center)[*INDIKATOR KINERJA INDIVIDU*]
1. Jabatan : Kepala Bidang Layanan Arsip \\
2. Tugas : menyelenggarakan pembinaan dan pengawasan kearsipan. \\
#table(
  columns: (12mm, 54mm, 68mm, 22mm, 24mm),
  [*NO*], [*SASARAN*], [*INDIKATOR KINERJA*], [*SATUAN*], [*TARGET*],
  [1], table.cell(rowspan: 2)[Meningkatnya tertib arsip perangkat daerah],
  [Persentase perangkat daerah yang menata arsip], [%], [87,5],
  [], [Jumlah arsiparis yang dibina], [Orang], [24],
  [2], [Tersedianya daftar arsip], [Jumlah daftar arsip yang disusun], [Daftar], [12],
)
"""


@dataclass(frozen=True)
class Wear:
    """What happens to a page: degrees, shares and grey values; `turn` in quarters."""

    dots_per_inch: int = 200
    skew: float = 1.4
    noise: float = 8.0
    paper: int = 222
    turn: int = 0
    stamp: bool = False
    seed: int = 7


def sheet_pdf(source: str = SHEET) -> bytes:
    """A PDF with a text layer, from Typst."""
    made: bytes = typst.compile(source.encode(), format="pdf")
    return made


def worn(pdf: bytes, wear: Wear, page: int = 0) -> Colours:
    """A page of a PDF as a worn picture."""
    chance = np.random.default_rng(wear.seed)
    document = pypdfium2.PdfDocument(pdf)
    drawn = document[page].render(scale=wear.dots_per_inch / 72).to_numpy()[:, :, :3]
    picture = drawn.copy()
    height, width = picture.shape[:2]
    if wear.stamp:
        centre, radius = (int(width * 0.6), int(height * 0.45)), height // 12
        cv2.circle(picture, centre, radius, (170, 90, 120), width // 300, cv2.LINE_AA)
    matrix = cv2.getRotationMatrix2D((width / 2, height / 2), wear.skew, 1.0)
    picture = cv2.warpAffine(
        picture, matrix, (width, height), borderValue=(255, 255, 255)
    )
    shade = np.linspace(0.8, 1.0, width)[None, :, None] * (wear.paper / 255)
    grain = chance.normal(0, wear.noise, (height, width, 1))
    grey = np.clip(picture * shade + grain, 0, 255).astype(np.uint8)
    return np.ascontiguousarray(np.rot90(grey, wear.turn))


def as_file(picture: Colours, kind: str = "JPEG") -> bytes:
    """The picture as the bytes of a file of this kind: JPEG, PNG, TIFF or PDF."""
    out = io.BytesIO()
    Image.fromarray(picture[:, :, ::-1]).save(
        out, kind, **({"quality": 70} if kind == "JPEG" else {})
    )
    return out.getvalue()
