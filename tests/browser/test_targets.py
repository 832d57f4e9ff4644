"""Targets by three people: proposed on a phone, answered on a desk, filled in by keyboard."""

from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, Site, Visitor
from tests.browser.test_journey import small_pdf
from tests.browser.test_pages import keep_picture


pytestmark = pytest.mark.browser
FILES = "Berkas dipelajari dan dikaji"


def picture(visitor: Visitor, name: str) -> None:
    visitor.page.evaluate("window.scrollTo(0, 0)")
    keep_picture(f"target-{name}", visitor.page, full_page=True)


def test_a_target_is_proposed_countered_and_agreed(
    example_site: Site, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    # The holder proposes on a phone; without a letter nothing is lost.
    holder = visit(example_site, PHONE, "hartono")
    holder.go("/target/")
    holder.page.get_by_role("link", name=FILES).and_(
        holder.page.get_by_text("Usulkan perubahan")
    ).click()
    holder.page.get_by_label("Target TW IV").fill("26 berkas")
    holder.page.get_by_label("Alasan usulan").fill("Satu desa menambah dua berkas.")
    holder.page.get_by_role("button", name="Kirim usulan").click()
    expect(
        holder.page.get_by_text("hanya dapat diubah dengan surat").first
    ).to_be_visible()
    assert holder.page.get_by_label("Target TW IV").input_value() == "26 berkas"
    picture(holder, "1-usulkan")
    holder.page.get_by_label("Nomor surat").fill("400.10/250/413.108/2026")
    holder.page.get_by_label("Tanggal surat").fill("2026-10-05")
    holder.page.set_input_files("input[type=file]", small_pdf(tmp_path))
    holder.page.get_by_role("button", name="Kirim usulan").click()
    expect(holder.page.get_by_role("heading", level=1)).to_contain_text("menunggu")

    # The superior finds it on the first page and proposes another number.
    superior = visit(example_site, DESK, "wahyu.prasetiyo")
    superior.go("/beranda/")
    superior.page.get_by_role("link", name="Buka usulan").click()
    superior.page.get_by_role("link", name=FILES).click()
    expect(superior.page.get_by_text("menghasilkan 98 setahun")).to_be_visible()
    superior.page.get_by_text("Usulkan target lain").click()
    superior.page.get_by_label("Target TW IV").fill("28 berkas")
    superior.page.get_by_label("Alasan").first.fill("Desa Sumberejo ikut dikaji.")
    picture(superior, "2-jawab")
    superior.page.get_by_role("button", name="Kirim usul balik").click()
    expect(superior.page.get_by_text("Usul balik dikirim")).to_be_visible()

    # The holder accepts; the target bears both names.
    holder.go("/target/usulan/")
    holder.page.get_by_role("link", name=FILES).click()
    holder.page.get_by_role("button", name="Terima usul balik").click()
    expect(holder.page.get_by_role("heading", level=1)).to_contain_text("disepakati")
    expect(holder.page.get_by_text("Disanggupi Hartono Wibisono")).to_be_visible()
    picture(holder, "3-disepakati")
    holder.go("/target/")
    expect(holder.page.get_by_role("cell", name="28 berkas")).to_be_visible()
    assert [*holder.troubles, *superior.troubles] == [
        trouble for trouble in holder.troubles if "422" in trouble
    ]


def test_the_grid_is_filled_in_by_keyboard_and_by_paste(
    example_site: Site, visit: Callable[..., Visitor]
) -> None:
    planner = visit(example_site, DESK, "dewi.anggraini")
    planner.go("/perencanaan/target/")
    page = planner.page
    lines = page.locator("[data-plan-grid] tbody tr")
    first, second = lines.nth(0).locator("input"), lines.nth(1).locator("input")

    # Arrows and Enter walk; Enter does not send the page.
    first.nth(1).click()
    page.keyboard.press("Enter")
    expect(second.nth(1)).to_be_focused()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")
    expect(second.nth(2)).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(first.nth(2)).to_be_focused()

    # A paste from a sheet fills right and down, and says what did not fit.
    page.evaluate(
        """() => {
          const data = new DataTransfer();
          data.setData('text/plain', '58 %\\t59 %\\t60 %\\t61 %\\n1.250 %');
          document.activeElement.dispatchEvent(
            new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }));
        }"""
    )
    expect(first.nth(4)).to_have_value("60 %")
    expect(page.locator("[data-part='grid-said']")).to_contain_text("1")

    # Two readings are asked about at once, and one click answers.
    cell = lines.nth(1).locator("td").nth(2)
    expect(cell.get_by_text("dapat dibaca")).to_be_visible()
    picture(planner, "4-tabel")
    cell.get_by_role("button", name="1250 %").click()
    expect(second.nth(2)).to_have_value("1250 %")
    expect(cell.get_by_text("dapat dibaca")).to_have_count(0)
    assert planner.troubles == []
