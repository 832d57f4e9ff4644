"""This year's decree and next year's draft: compared, mended, taken away, adopted.

With the mouse on a desk, with the thumb on a phone, once by keyboard alone.
"""

from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path

import docx
import pytest
from playwright.sync_api import Page, expect
from python_calamine import CalamineWorkbook

from tests.browser.conftest import DESK, PHONE, Site, Visitor, load_example, serve
from tests.browser.test_pages import look_at
from tests.browser.test_review import tab_to
from tests.decrees.next_year import ADDED, REWORDED, REWORDED_TO, STRANGE


pytestmark = pytest.mark.browser
SCRIPT = str(Path(__file__).with_name("next_year_draft.py"))
PLANNER = "dewi.anggraini"
MISSED = (
    "Jumlah Dokumen Perencanaan, Penganggaran, Dan Evaluasi Kinerja Yang Disusun "
    "Tepat Waktu"
)
OLD, NEW = "100.3.3.2/11/KPTS/413.108/2026", "100.3.3.2/7/KPTS/413.108/2027"
# name of the picture, who looks, address; the draft is the office's second decree
PAGES = [
    ("sk-banding", PLANNER, "/sk/banding/"),
    ("sk-draf", PLANNER, "/sk/2/"),
    ("sk-tetapkan", PLANNER, "/sk/2/tetapkan/"),
]


@pytest.fixture(scope="module")
def two_years(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """The example office with a draft of next year's decree, served."""

    def ready(site: Site) -> None:
        load_example(site)
        site.run(SCRIPT)

    yield from serve(tmp_path_factory.mktemp("banding"), ready)


@pytest.mark.parametrize("size", [PHONE, DESK], ids=["390", "1440"])
@pytest.mark.parametrize(("name", "who", "path"), PAGES, ids=[p[0] for p in PAGES])
def test_a_page_of_two_decrees_is_whole_quiet_and_accessible(
    two_years: Site,
    visit: Callable[..., Visitor],
    name: str,
    who: str,
    path: str,
    size: dict[str, int],
) -> None:
    visitor = visit(two_years, size, who)
    assert visitor.go(path) == 200

    look_at(visitor, name, size)


def row_of(page: Page, text: str):
    """The row of the comparison that holds a text."""
    return page.locator(".t-change").filter(has_text=text)


def take(page: Page, name: str) -> BytesIO:
    """Take a paper away as a browser does."""
    with page.expect_download() as waiting:
        page.get_by_role("link", name=name).click()
    return BytesIO(Path(waiting.value.path()).read_bytes())


def test_on_a_desk_two_decrees_are_compared_mended_and_taken_away(
    two_years: Site, visit: Callable[..., Visitor]
) -> None:
    planner = visit(two_years, DESK, PLANNER)
    page = planner.page
    planner.go("/sk/")
    page.get_by_role("link", name="Bandingkan").click()

    expect(page.get_by_role("heading", level=1)).to_have_text(
        "5 dari 36 jabatan berubah"
    )
    expect(row_of(page, ADDED)).to_contain_text("Ditambah")
    expect(
        row_of(page, "Keterisian Aplikasi SIMELA").locator("del").first
    ).to_have_text(REWORDED.split()[0])
    expect(
        row_of(page, "Keterisian Aplikasi SIMELA").locator("ins").first
    ).to_have_text(REWORDED_TO.split()[0])

    # Two wordings that a person knows to be one are paired, and go on together.
    row_of(page, MISSED).get_by_role("link", name="Pasangkan").click()
    page.get_by_role("radio", name=STRANGE).check()
    look_at(planner, "sk-banding-pasang", DESK)
    page.get_by_role("radio", name=STRANGE).check()
    page.get_by_role("button", name="Pasangkan").click()
    expect(row_of(page, STRANGE)).to_contain_text("Dipasangkan perencana")
    expect(page.locator("#perbaikan")).to_contain_text("Dewi Anggraini")

    rows = CalamineWorkbook.from_filelike(take(page, "Unduh perbandingan XLSX"))
    (line,) = [
        row for row in rows.get_sheet_by_name("Perubahan").to_python() if MISSED in row
    ]
    assert (line[7], line[-1]) == (STRANGE, "perencana")
    paper = docx.Document(take(page, "Unduh perbandingan DOCX"))
    cells = {c.text for t in paper.tables for row in t.rows for c in row.cells}
    assert {MISSED, STRANGE} <= cells

    # The page of the adoption follows the mend, and leads back to it.
    planner.go("/sk/2/tetapkan/")
    expect(page.get_by_text(f"Dibanding {OLD}")).to_be_visible()
    expect(page.get_by_text("Indikator yang diubah bunyinya (2)")).to_be_visible()
    page.get_by_role("link", name="Periksa perbandingannya").click()
    page.get_by_role("button", name="Urungkan").click()
    expect(page.locator("#perbaikan")).to_contain_text("Diurungkan Dewi Anggraini")
    expect(row_of(page, MISSED)).to_contain_text("Dihapus")
    assert planner.troubles == []


def test_on_a_phone_a_match_is_parted_and_the_parting_undone(
    two_years: Site, visit: Callable[..., Visitor]
) -> None:
    planner = visit(two_years, PHONE, PLANNER)
    page = planner.page
    planner.go("/sk/banding/")
    page.get_by_role("link", name="Diubah bunyinya 3").click()
    expect(page).to_have_url(f"{two_years.url}/sk/banding/?dari=1&ke=2&lihat=reworded")

    row_of(page, "Keterisian Aplikasi SIMELA").get_by_role(
        "button", name="Bukan baris yang sama"
    ).click()

    expect(page.get_by_text("Kedua baris dipisahkan.")).to_be_visible()
    expect(page.get_by_role("link", name="Diubah bunyinya 2")).to_be_visible()
    look_at(planner, "sk-banding-pisah", PHONE)
    page.get_by_role("button", name="Urungkan").click()
    expect(page.get_by_role("link", name="Diubah bunyinya 3")).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"]
    assert planner.troubles == []


def test_by_keyboard_alone_two_rows_are_paired_and_parted(
    two_years: Site, visit: Callable[..., Visitor]
) -> None:
    planner = visit(two_years, DESK, PLANNER)
    page = planner.page
    planner.go("/sk/banding/?tingkat=indicator&lihat=dropped")
    page.locator("h1").focus()

    tab_to(page, "Pasangkan…")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Sama dengan baris mana di")).to_be_visible()
    chosen = page.get_by_role("radio").first
    for _ in range(60):
        if chosen.evaluate("radio => radio === document.activeElement"):
            break
        page.keyboard.press("Tab")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")

    expect(page.locator("#perbaikan")).to_contain_text("Dipasangkan")
    tab_to(page, "Urungkan")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Perbaikan pasangan diurungkan.")).to_be_visible()
    assert planner.troubles == []
