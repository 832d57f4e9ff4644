"""Every page on a phone and a desk, light and dark: whole, quiet, accessible.

With KEEP_PICTURES=1 the pictures go to docs/pictures, from where the documents show
them; without it none is taken.
"""

import os
import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from PIL import Image
from playwright.sync_api import Page

from tests.browser.conftest import DESK, PHONE, ROOT, Site, Visitor


pytestmark = pytest.mark.browser
PICTURES = ROOT / "docs" / "pictures"
GALLERY = ROOT / "docs" / "reference" / "layar.md"
GALLERY_HEAD = (
    "# Semua layar\n",
    "Gambar setiap halaman kantor contoh, di ponsel (390 px) dan di meja (1440 px), "
    "terang dan gelap, diambil uji peramban (`KEEP_PICTURES=1`, "
    "`tests/browser/test_pages.py`). Halaman ini ditulis uji itu juga; jangan "
    "disunting.\n",
    "| gambar | alamat (yang melihat) | ukuran dan warna |",
    "|---|---|---|",
)
AXE = {
    "runOnly": {
        "type": "tag",
        "values": [
            "wcag2a",
            "wcag2aa",
            "wcag21a",
            "wcag21aa",
            "wcag22aa",
            "best-practice",
        ],
    },
    "resultTypes": ["violations"],
}
# A phone is held against all rules in light, a desk in dark: each size and each scheme
# once. Pictures are taken of all four.
LOOKED_AT = {PHONE["width"]: "light", DESK["width"]: "dark"}
SCHEMES = {"light": "terang", "dark": "gelap"}

# name of the picture, who looks, where (a link to follow from there, or several)
PAGES = [
    ("masuk", None, "/masuk/", None),
    ("beranda", "sekar.ayu", "/beranda/", None),
    ("beranda-atasan", "wahyu.prasetiyo", "/beranda/", None),
    ("beranda-kepala", "hendra.kusumawardana", "/beranda/", None),
    ("beranda-perencana", "dewi.anggraini", "/beranda/", None),
    ("pengukuran", "sekar.ayu", "/pengukuran/", None),
    ("pengukuran-isi", "sekar.ayu", "/pengukuran/", "Lanjutkan mengisi"),
    ("pengukuran-lembar", "sekar.ayu", "/pengukuran/lembar/", None),
    (
        "pengukuran-catatan",
        "sekar.ayu",
        "/pengukuran/",
        ("Lanjutkan mengisi", "Tulis catatan"),
    ),
    ("bukti", "sekar.ayu", "/pengukuran/lembar/", ("2 bukti", ".pdf")),
    ("verifikasi", "wahyu.prasetiyo", "/verifikasi/", None),
    ("dasbor", "hendra.kusumawardana", "/dasbor/", None),
    ("dasbor-perhatian", "hendra.kusumawardana", "/dasbor/perhatian/", None),
    ("dasbor-peringatan", "hendra.kusumawardana", "/dasbor/peringatan/", None),
    ("dasbor-belum", "hendra.kusumawardana", "/dasbor/belum/", None),
    ("dasbor-rincian", "hendra.kusumawardana", "/dasbor/rincian/?kelas=2", None),
    ("dasbor-banding", "hendra.kusumawardana", "/dasbor/banding/", None),
    (
        "dasbor-banding-tahun",
        "hendra.kusumawardana",
        "/dasbor/banding/?apa=tahun",
        None,
    ),
    (
        "dasbor-tahun",
        "hendra.kusumawardana",
        "/dasbor/tahun/?tahun=2026&apa=jabatan",
        None,
    ),
    ("orang", "dewi.anggraini", "/kantor/orang/", None),
    (
        "orang-jabatan",
        "dewi.anggraini",
        "/kantor/orang/?cari=Nur+Aini",
        "Pengadministrasi",
    ),
    ("registri", "sekar.ayu", "/registri/", None),
    (
        "jabatan",
        "hendra.kusumawardana",
        "/registri/?cari=Kepala+Bidang+Pengelolaan+Keuangan",
        "Kepala Bidang Pengelolaan Keuangan, Aset dan Sumber Daya Desa",
    ),
    (
        "indikator",
        "hendra.kusumawardana",
        "/registri/?cari=Keterisian+SIMELA",
        "Prosentase Keterisian Aplikasi SIMELA Lingkup Dinas PMD",
    ),
    ("sk", "dewi.anggraini", "/sk/", None),
    ("sk-rincian", "dewi.anggraini", "/sk/", "100.3.3.2/11/KPTS/413.108/2026"),
    ("terbit", "dewi.anggraini", "/registri/", "Terbitkan naskah"),
    ("templat", "dewi.anggraini", "/sk/templat/", None),
    ("lanjut", "dewi.anggraini", "/sk/1/lanjut/", None),
    ("sk-temuan", "dewi.anggraini", "/sk/temuan/", None),
    ("sk-temuan-satu", "dewi.anggraini", "/sk/temuan/copied-from-row/", None),
    ("sk-unggah", "dewi.anggraini", "/sk/unggah/", None),
    ("sk-aturan", "dewi.anggraini", "/sk/aturan/", None),
    ("perencanaan", "dewi.anggraini", "/perencanaan/", None),
    ("hari-libur", "dewi.anggraini", "/perencanaan/hari-libur/", None),
    ("definisi", "dewi.anggraini", "/perencanaan/definisi/", None),
    ("definisi-terima", "dewi.anggraini", "/perencanaan/definisi/terima/", None),
    ("definisi-tabel", "dewi.anggraini", "/perencanaan/definisi/tabel/", None),
    ("satuan", "dewi.anggraini", "/perencanaan/satuan/", None),
    ("definisi-excel", "dewi.anggraini", "/perencanaan/definisi/lembar/", None),
    ("target", "dewi.anggraini", "/perencanaan/target/", None),
    ("target-excel", "dewi.anggraini", "/perencanaan/target/lembar/", None),
    ("target-bagi", "dewi.anggraini", "/perencanaan/target/sebar/", None),
    (
        "bobot",
        "dewi.anggraini",
        "/registri/?cari=Kepala+Bidang+Pemerintahan+Desa",
        ("Kepala Bidang Pemerintahan Desa", "Bobot"),
    ),
    ("bobot-unit", "dewi.anggraini", "/perencanaan/bobot/unit/", None),
    ("bobot-excel", "dewi.anggraini", "/perencanaan/bobot/lembar/", None),
    ("target-saya", "sekar.ayu", "/target/", None),
    ("target-usulkan", "rina.marlina", "/target/", "Usulkan perubahan"),
    ("target-usulan", "wahyu.prasetiyo", "/target/usulan/", None),
    ("target-usulan-satu", "wahyu.prasetiyo", "/target/usulan/", "Jumlah Dokumen"),
    ("target-tahun", "dewi.anggraini", "/perencanaan/tahun/2026/", None),
    ("hitung-ulang", "dewi.anggraini", "/perencanaan/hitung-ulang/", None),
    ("laporan", "dewi.anggraini", "/laporan/", None),
    ("dokumen-terbit", "dewi.anggraini", "/laporan/terbit/", None),
    ("dokumen-satu", "dewi.anggraini", "/laporan/terbit/", "Rekap capaian kinerja"),
    ("periksa-dokumen", None, "/periksa/", None),
    (
        "periksa-kode",
        "dewi.anggraini",
        "/laporan/terbit/",
        ("Rekap capaian kinerja", "Halaman pemeriksaannya"),
    ),
    ("lkjip", "dewi.anggraini", "/laporan/lkjip/", None),
    (
        "lkjip-naskah",
        "dewi.anggraini",
        "/laporan/lkjip/2025/naskah/ikhtisar/",
        None,
    ),
    ("lkjip-pembanding", "dewi.anggraini", "/laporan/lkjip/2025/pembanding/", None),
    ("lkjip-anggaran", "dewi.anggraini", "/laporan/lkjip/2025/anggaran/", None),
    ("pemeriksaan", "inspektur", "/pemeriksaan/", None),
    ("rekomendasi", "inspektur", "/pemeriksaan/", "Menyelaraskan indikator staf"),
    ("rekomendasi-jawab", "dewi.anggraini", "/pemeriksaan/", "Menyebut di kamus"),
    ("rekomendasi-tulis", "inspektur", "/pemeriksaan/tulis/", None),
    ("pola", "inspektur", "/pemeriksaan/pola/", None),
    (
        "pola-daftar",
        "inspektur",
        "/pemeriksaan/pola/daftar/?tahun=2026&apa=reused",
        None,
    ),
    ("temuan", "inspektur", "/pemeriksaan/temuan/", None),
    ("temuan-tulis", "inspektur", "/pemeriksaan/temuan/tulis/", None),
    ("publikasi", "dewi.anggraini", "/laporan/publikasi/", None),
    ("publik", None, "/publik/", None),
    ("publik-indikator", None, "/publik/", "IKM Perangkat Daerah"),
    ("pelimpahan", "wahyu.prasetiyo", "/verifikasi/pelimpahan/", None),
    ("pemberitahuan", "sekar.ayu", "/pemberitahuan/", None),
    ("pemberitahuan-baru", "sekar.ayu", "/pemberitahuan/?apa=baru", None),
    ("pengingat-saya", "sekar.ayu", "/akun/pengingat/", None),
    ("pengingat-aturan", "dewi.anggraini", "/perencanaan/pengingat/", None),
    ("pengingat-surat", "dewi.anggraini", "/perencanaan/pengingat/surat/", None),
    ("pengingat-catatan", "dewi.anggraini", "/perencanaan/pengingat/catatan/", None),
    ("aturan-bukti", "dewi.anggraini", "/perencanaan/bukti/", None),
    ("aturan-verifikasi", "dewi.anggraini", "/perencanaan/verifikasi/", None),
    ("jejak", "dewi.anggraini", "/jejak/", None),
    ("aturan", "sekar.ayu", "/aturan/", None),
    ("bantuan", "dewi.anggraini", "/bantuan/", None),
    ("akun", "sekar.ayu", "/akun/", None),
    ("gaya", None, "/gaya/", None),
]


def open_page(visitor: Visitor, path: str, link: str | tuple[str, ...] | None) -> None:
    """Come to a page as a person would, over one link or several."""
    assert visitor.go(path) == 200
    for name in (link,) if isinstance(link, str) else link or ():
        visitor.page.get_by_role("link", name=name).first.click()
        visitor.page.wait_for_load_state()


def keep_picture(name: str, page: Page, scheme: str = "", **how: Any) -> None:
    """Take a picture for the documents, with few colours, where that is asked.

    `scheme` is light or dark, or what the page shows now; `how` goes to Playwright's
    `screenshot`.
    """
    if os.environ.get("KEEP_PICTURES") != "1":
        return
    if scheme:
        page.emulate_media(color_scheme=scheme)
    PICTURES.mkdir(parents=True, exist_ok=True)
    with Image.open(BytesIO(page.screenshot(**how))) as opened:
        opened.convert("RGB").quantize(96).save(PICTURES / f"{name}.png", optimize=True)
    GALLERY.write_text(gallery(), encoding="utf-8")


def gallery() -> str:
    """Return the page of the documents that lists the pictures of every page."""
    rows = [
        f"| {name} | `{path}`{f' ({who})' if who else ''} | "
        + " · ".join(
            f"[{width} {word}](../pictures/{name}-{width}-{word}.png)"
            for width in (390, 1440)
            for word in SCHEMES.values()
        )
        + " |"
        for name, who, path, _link in PAGES
    ]
    return "\n".join([*GALLERY_HEAD, *rows, ""])


def look_at(visitor: Visitor, name: str, size: dict[str, int]) -> None:
    """Hold the open page against what every page promises; keep its pictures."""
    page = visitor.page
    assert page.locator("h1").count() == 1
    # 320 px is WCAG's reflow; half a desk is that desk at 200 % zoom.
    for width in (320 if size == PHONE else size["width"] // 2, size["width"]):
        page.set_viewport_size({**size, "width": width})
        assert page.evaluate(
            "document.documentElement.scrollWidth"
            " <= document.documentElement.clientWidth"
        ), f"the page scrolls sideways at {width} px"
    page.emulate_media(color_scheme=LOOKED_AT[size["width"]])
    found = Axe().run(page, options=AXE)
    assert found.response["violations"] == [], found.generate_report()
    height = page.evaluate("document.documentElement.scrollHeight")
    page.set_viewport_size(
        {"width": size["width"], "height": max(size["height"], height)}
    )
    for scheme, word in SCHEMES.items():
        keep_picture(f"{name}-{size['width']}-{word}", page, scheme)
    assert visitor.troubles == []


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
@pytest.mark.parametrize(
    ("name", "who", "path", "link"), PAGES, ids=[page[0] for page in PAGES]
)
def test_a_page_is_whole_quiet_and_accessible(
    example_site: Site,
    look_in: Callable[..., Visitor],
    name: str,
    who: str | None,
    path: str,
    link: str | tuple[str, ...] | None,
    size: dict[str, int],
) -> None:
    visitor = look_in(example_site, size, who or "")

    open_page(visitor, path, link)

    look_at(visitor, name, size)

    assert visitor.troubles == []


@pytest.mark.parametrize(
    "path",
    [
        *("/beranda/", "/pengukuran/", "/verifikasi/", "/dasbor/"),
        *("/registri/", "/sk/", "/laporan/", "/laporan/lkjip/"),
    ],
)
def test_no_page_scrolls_sideways_at_any_width(
    example_site: Site, look_in: Callable[..., Visitor], path: str
) -> None:
    visitor = look_in(example_site, DESK, "hendra.kusumawardana")
    assert visitor.go(path) == 200

    wide = []
    for width in (2560, 1920, 1200, 992, 800, 600, 320, 280):
        visitor.page.set_viewport_size({"width": width, "height": 800})
        if visitor.page.evaluate(
            "document.documentElement.scrollWidth"
            " > document.documentElement.clientWidth"
        ):
            wide.append(width)

    assert wide == []


def test_states_stay_visible_in_forced_colours_and_nothing_moves_unasked(
    example_site: Site, visit: Callable[..., Visitor]
) -> None:
    visitor = visit(example_site, DESK, "hendra.kusumawardana", forced_colors="active")
    page = visitor.page
    visitor.go("/dasbor/")

    def styles(selector: str, name: str) -> set[str]:
        return set(
            page.locator(selector).evaluate_all(
                f"found => found.map(one => getComputedStyle(one).{name})"
            )
        )

    assert styles(".t-heat td", "borderTopStyle") == {"solid"}
    assert styles(".t-sheet", "borderTopStyle") == {"solid"}
    assert styles(".t-side [aria-current=page]", "outlineStyle") == {"solid"}
    assert styles(".btn, .t-nav", "transitionDuration") == {"0s"}
    assert page.evaluate("document.getAnimations().length") == 0


def test_first_load_is_light(example_site: Site, visit: Callable[..., Visitor]) -> None:
    visitor = visit(example_site, PHONE, "hendra.kusumawardana")
    sizes: dict[str, int] = {}
    session = visitor.context.new_cdp_session(visitor.page)
    session.send("Network.enable")
    session.send("Network.setCacheDisabled", {"cacheDisabled": True})
    session.on(
        "Network.loadingFinished",
        lambda event: sizes.__setitem__(event["requestId"], event["encodedDataLength"]),
    )

    heaviest = {}
    for path in ("/beranda/", "/pengukuran/", "/verifikasi/", "/dasbor/", "/registri/"):
        sizes.clear()
        visitor.page.goto(example_site.url + path, wait_until="networkidle")
        heaviest[path] = (len(sizes), sum(sizes.values()))

    assert all(requests <= 15 for requests, _bytes in heaviest.values()), heaviest
    assert all(total < 150_000 for _requests, total in heaviest.values()), heaviest


def test_pictures_of_the_documents_are_those_of_the_pages() -> None:
    kept = {path.stem for path in PICTURES.glob("*.png")}

    wanted = {
        f"{name}-{width}-{scheme}"
        for name, *_rest in PAGES
        for width in (390, 1440)
        for scheme in ("terang", "gelap")
    }

    assert wanted <= kept


def test_the_gallery_lists_every_page() -> None:
    assert GALLERY.read_text(encoding="utf-8") == gallery()


def test_every_picture_that_a_document_shows_is_there() -> None:
    documents = [
        ROOT / "README.md",
        ROOT / "README.id.md",
        *(ROOT / "docs").rglob("*.md"),
    ]

    missing = [
        f"{document.name}: {shown}"
        for document in documents
        for shown in re.findall(r"\]\(([^)\s]+\.png)\)", document.read_text())
        if not (document.parent / Path(shown)).exists()
    ]

    assert missing == []
