"""A year of one office in a real browser: entry, return, verification, close, score.

Three roles take part: the holder on a phone and in the grid, the superior by keyboard,
the planner who opens and closes; the head reads the year. Each step is pictured at 390
and 1440 px where KEEP_PICTURES=1 asks for it.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site, Visitor, prepare, serve
from tests.browser.test_pages import keep_picture
from tolok.demo.papers import paper


pytestmark = pytest.mark.browser
SCRIPT = str(Path(__file__).with_name("small_office.py"))
REPORTS = "Jumlah Laporan Keuangan yang Disusun"
BILLS = "Persentase Tagihan yang Dibayar Tepat Waktu"
DAYS = {1: "2026-04-06", 2: "2026-07-06", 3: "2026-10-06", 4: "2027-01-06"}
ROMAN = ("", "I", "II", "III", "IV")


@pytest.fixture(scope="module")
def small_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An office of three people, ready for the year, served."""

    def ready(site: Site) -> None:
        prepare(site)
        site.run(SCRIPT, "ready")

    yield from serve(tmp_path_factory.mktemp("setahun"), ready)


def picture(visitor: Visitor, name: str) -> None:
    """Keep the page as it is on a phone and on a desk."""
    page, size = visitor.page, visitor.page.viewport_size
    for width in (390, 1440):
        page.set_viewport_size({"width": width, "height": 900})
        height = page.evaluate("document.documentElement.scrollHeight")
        page.set_viewport_size({"width": width, "height": max(844, min(height, 2400))})
        assert page.evaluate(
            "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
        ), f"{name} scrolls sideways at {width}"
        keep_picture(f"setahun-{name}-{width}", page)
    page.set_viewport_size(size)


def open_quarter(planner: Visitor, number: int) -> None:
    planner.go("/perencanaan/?tahun=2026")
    label = f"Buka Triwulan {ROMAN[number]} 2026"
    planner.page.get_by_role("button", name=label, exact=True).click()
    expect(planner.page.get_by_text("wajib dilaporkan").first).to_be_visible()


def open_entry(holder: Visitor, indicator: str) -> None:
    holder.go("/pengukuran/")
    holder.page.get_by_role("link", name=indicator).first.click()
    holder.page.wait_for_load_state()


def fill_grid(holder: Visitor, reports: str, bills: tuple[str, str]) -> None:
    """Enter a quarter in the grid by keyboard alone, and wait until it is kept."""
    holder.go("/pengukuran/lembar/")
    page = holder.page
    page.locator("[data-cell='value']").first.focus()
    page.keyboard.type(reports)
    page.keyboard.press("Enter")  # one row down: the numerator of the second indicator
    assert page.evaluate("document.activeElement.dataset.cell") == "numerator"
    page.keyboard.type(bills[0])
    page.keyboard.press("ArrowRight")
    page.keyboard.type(bills[1])
    saved = page.locator("[data-part='row-saved']")
    for row in (saved.nth(0), saved.nth(1)):
        expect(row).to_contain_text("Draf tersimpan")


def verify_all(superior: Visitor, count: int) -> None:
    superior.go("/verifikasi/")
    superior.page.get_by_role("button", name=f"Verifikasi {count} realisasi").click()
    superior.page.get_by_role("button", name="Ya, verifikasi").click()
    expect(superior.page.get_by_text("terverifikasi").first).to_be_visible()


def test_a_year_of_entry_return_verification_close_and_score_by_three_roles(
    small_site: Site, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    planner, superior = visit(small_site, DESK), visit(small_site, DESK)
    holder = visit(small_site, PHONE, has_touch=True)
    for visitor, name in (
        (planner, "perencana"),
        (superior, "kasubag"),
        (holder, "bendahara"),
    ):
        visitor.sign_in(name)

    # First quarter, on a phone: evidence of every kind, several files at once.
    small_site.run(SCRIPT, "day", DAYS[1])
    open_quarter(planner, 1)
    picture(planner, "1-jadwal")
    open_entry(holder, REPORTS)
    page = holder.page
    page.fill("input[name=value]", "3")
    scan = tmp_path / "laporan-januari.pdf"
    scan.write_bytes(paper("Laporan keuangan", ["Januari sampai Maret 2026"]))
    photo = tmp_path / "IMG_0406.jpg"
    Image.new("RGB", (640, 480), "teal").save(photo)
    page.set_input_files("#unggah-berkas", [scan])
    page.set_input_files("#unggah-foto", [photo])
    expect(page.get_by_role("link", name="laporan-januari.pdf")).to_be_visible()
    expect(page.get_by_role("link", name="IMG_0406.jpg")).to_be_visible()
    page.get_by_role("link", name="Tempel tautan").click()
    page.get_by_label("Alamat halaman").fill("https://contoh.go.id/kas")
    page.get_by_role("button", name="Lampirkan tautan").click()
    page.get_by_role("link", name="Tulis catatan").click()
    page.locator("textarea[name=text]").fill("Laporan diserahkan pada 2 April 2026.")
    page.get_by_role("button", name="Lampirkan catatan").click()
    expect(page.locator("#bukti > li")).to_have_count(4)
    page.locator("#bukti details summary").first.click()
    shown = page.locator("#bukti details[open] img")
    page.wait_for_function(
        "picture => picture.complete && picture.naturalWidth > 0",
        arg=shown.element_handle(),
    )
    assert page.input_value("input[name=value]") == "3", "the draft came back"
    picture(holder, "2-bukti")
    page.get_by_role("button", name="Kirim realisasi").locator("visible=true").click()
    expect(page.get_by_text("Realisasi terkirim").first).to_be_visible()
    open_entry(holder, BILLS)
    page.fill("input[name=numerator]", "100")
    page.fill("input[name=denominator]", "95")
    expect(page.get_by_text("Pembilang lebih besar daripada").first).to_be_visible()
    picture(holder, "3-periksa-lagi")
    page.fill("input[name=numerator]", "95")
    page.fill("input[name=denominator]", "100")
    expect(page.get_by_text("Pembilang lebih besar daripada")).to_have_count(0)
    page.get_by_role("button", name="Kirim realisasi").locator("visible=true").click()
    expect(page.get_by_text("Realisasi terkirim").first).to_be_visible()

    # The superior returns one by keyboard, with the reason; the holder mends it.
    superior.go("/verifikasi/")
    superior.page.get_by_role("link", name=REPORTS).first.click()
    expect(superior.page.locator("#rincian h2").first).to_have_text(REPORTS)
    superior.page.locator("body").click(position={"x": 2, "y": 2})
    superior.page.keyboard.press("r")
    superior.page.keyboard.type("Laporan Februari belum ada.")
    picture(superior, "4-dikembalikan")
    superior.page.get_by_role("button", name="Kembalikan").locator(
        "visible=true"
    ).first.click()
    expect(superior.page.get_by_text("Dikembalikan kepada").first).to_be_visible()
    open_entry(holder, REPORTS)
    expect(page.get_by_text("Laporan Februari belum ada.").first).to_be_visible()
    picture(holder, "5-alasan")
    page.get_by_role("button", name="Kirim realisasi").locator("visible=true").click()
    expect(page.get_by_text("Realisasi terkirim").first).to_be_visible()
    verify_all(superior, 2)

    # Second and third quarter, in the grid.
    for number, bills in ((2, ("93", "100")), (3, ("98", "100"))):
        small_site.run(SCRIPT, "day", DAYS[number])
        open_quarter(planner, number)
        fill_grid(holder, "3", bills)
        if number == 2:
            picture(holder, "6-lembar")
        page.get_by_role("button", name="Kirim yang terisi").click()
        expect(page.get_by_text("2 realisasi terkirim").first).to_be_visible()
        verify_all(superior, 2)

    # Fourth: far from the usual. The holder is asked, the superior sees why.
    small_site.run(SCRIPT, "day", DAYS[4])
    open_quarter(planner, 4)
    open_entry(holder, REPORTS)
    page.fill("input[name=value]", "9")
    expect(page.get_by_text("lebih dari dua kalinya").first).to_be_visible()
    page.get_by_label("Sudah saya periksa").check()
    page.get_by_role("button", name="Kirim realisasi").locator("visible=true").click()
    expect(page.get_by_text("Realisasi terkirim").first).to_be_visible()
    superior.go("/verifikasi/")
    expect(superior.page.get_by_text("Di luar kebiasaan").first).to_be_visible()
    picture(superior, "7-ganjil")
    superior.page.locator("body").click(position={"x": 2, "y": 2})
    superior.page.keyboard.press("v")
    expect(superior.page.get_by_text("Terverifikasi").first).to_be_visible()

    # The planner closes the year; what was left is told, and nothing moves any more.
    planner.go("/perencanaan/?tahun=2026")
    planner.page.get_by_role("link", name="Ubah jadwal Triwulan IV 2026").click()
    for name, day in (
        ("due_on", "2027-01-09"),
        ("late_until", "2027-01-10"),
        ("closes_on", "2027-01-15"),
        ("reason", "Penutupan tahun 2026"),
    ):
        planner.page.fill(f"[name={name}]", day)
    planner.page.get_by_role("button", name="Simpan jadwal").click()
    planner.page.wait_for_load_state()
    small_site.run(SCRIPT, "day", "2027-01-18")
    holder.go("/pengukuran/?periode=")
    open_closed = page.get_by_role("link", name=BILLS).first
    open_closed.click()
    expect(page.get_by_text("Pengisian sudah ditutup").first).to_be_visible()
    picture(holder, "8-ditutup")

    # The head reads the year: three quarters of three and one of nine.
    head = visit(small_site, DESK)
    head.sign_in("kepala")
    head.go("/registri/?cari=Laporan+Keuangan")
    head.page.get_by_role("link", name=REPORTS).first.click()
    expect(head.page.get_by_text("Paspor").first).to_be_visible()
    expect(
        head.page.get_by_text("4 dari 4 periode terverifikasi").first
    ).to_be_visible()
    picture(head, "9-setahun")

    # A preview that newer typing overtook is given up, which htmx tells the console.
    overtaken = ("htmx:afterRequest", "htmx:sendAbort")
    of_holder = [one for one in holder.troubles if not one.startswith(overtaken)]
    assert planner.troubles + superior.troubles + head.troubles + of_holder == []
    assert "menyambung" in small_site.run("doctor")
