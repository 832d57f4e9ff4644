"""The whole main job by three people, from an empty office to a printed table.

A planner hands over the decree, a holder reports, a superior verifies, the head looks.
"""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESK, PHONE, ROOT, Site, Visitor
from tests.browser.test_pages import keep_picture, look_at


pytestmark = pytest.mark.browser
DECREE = ROOT / "examples" / "lamongan-2026" / "sk-iki-2026.txt"
REPORT = "Jumlah Laporan Keadaan Kas Dan Realisasi Anggaran Rutin yang Dibuat"


def picture(visitor: Visitor, name: str) -> None:
    page = visitor.page
    height = page.evaluate("document.documentElement.scrollHeight")
    size = page.viewport_size
    assert size is not None
    page.set_viewport_size({"width": size["width"], "height": min(height, 2400)})
    keep_picture(f"perjalanan-{name}", page)
    page.set_viewport_size(size)


def small_pdf(place: Path) -> Path:
    """Write a small real PDF and return its place."""
    import typst

    source = place / "bukti.typ"
    source.write_text("= Laporan keadaan kas\nSeptember 2026")
    target = place / "laporan-kas-september.pdf"
    typst.compile(str(source), output=str(target))
    return target


def test_from_a_decree_to_a_verified_result_by_three_people(
    empty_site: Site, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    # The planner uploads the decree, looks at what was read, and adopts it.
    planner = visit(empty_site, DESK)
    planner.sign_in("perencana")
    expect(planner.page.get_by_text("0 dari 11 langkah selesai")).to_be_visible()
    look_at(planner, "panduan", DESK)
    planner.page.set_viewport_size(DESK)
    planner.page.get_by_role("link", name="Unggah keputusan", exact=True).click()
    planner.page.set_input_files("input[type=file]", DECREE)
    planner.page.get_by_role("button", name="Unggah dan baca").click()
    expect(planner.page.get_by_text("117").first).to_be_visible()
    picture(planner, "1-sk-dibaca")
    planner.page.get_by_role("link", name="Tetapkan").first.click()
    planner.page.get_by_role("button", name="Ya, tetapkan").click()
    expect(planner.page.get_by_role("heading", level=1)).to_contain_text("registri")

    # The computer officer seats the people.
    empty_site.run(str(Path(__file__).with_name("new_office.py")), "people")

    # The planner sets up the year, accepts the definitions and sets the targets.
    planner.go("/perencanaan/tahun/")
    planner.page.get_by_role("button", name="Siapkan tahun").click()
    expect(planner.page.get_by_text("Tahun 2026 siap")).to_be_visible()
    # Each of the 117 indicators has a suggestion that a person can look at and accept.
    planner.go("/perencanaan/definisi/terima/")
    expect(planner.page.get_by_role("heading", level=1)).to_contain_text("117 usulan")
    ticks = planner.page.get_by_role("checkbox", name="Terima:")
    expect(ticks).to_have_count(117)
    assert all(tick.is_checked() for tick in ticks.all())
    planner.page.get_by_role("button", name="Terima yang dicentang (117)").click()
    expect(planner.page.get_by_text("117 definisi diterima.")).to_be_visible()
    planner.go("/perencanaan/target/")
    planner.page.get_by_label("Unit").select_option(label="Sub Bagian Keuangan")
    planner.page.get_by_role("button", name="Buka", exact=True).click()
    row = planner.page.get_by_role("row").filter(has_text=REPORT)
    expect(row.get_by_role("textbox")).to_have_count(5, timeout=20_000)
    for cell, text in zip(
        row.get_by_role("textbox").all(), ("12", "3", "3", "3", "3"), strict=True
    ):
        cell.fill(f"{text} laporan")
    planner.page.get_by_role("button", name="Tetapkan target").click()
    planner.page.wait_for_load_state()
    picture(planner, "2-target")
    planner.go("/perencanaan/")
    planner.page.get_by_role("button", name="Buka Triwulan III 2026").click()
    expect(planner.page.get_by_text("wajib dilaporkan")).to_be_visible()

    # The holder reports on a phone: too little first, then with the explanation.
    holder = visit(empty_site, PHONE)
    holder.sign_in("bendahara")
    holder.go("/pengukuran/")
    holder.page.get_by_role("article").filter(has_text=REPORT).get_by_role(
        "link", name="Isi realisasi"
    ).click()
    holder.page.fill("input[name=value]", "2")
    holder.page.set_input_files("input[type=file] >> nth=0", small_pdf(tmp_path))
    expect(holder.page.get_by_text("laporan-kas-september.pdf").first).to_be_visible()
    holder.page.get_by_role("button", name="Kirim realisasi").click()
    expect(holder.page.get_by_text("Tindak lanjut masih kosong").first).to_be_visible()
    assert holder.page.input_value("input[name=value]") == "2"
    picture(holder, "3-isi-ditolak")
    holder.page.fill("textarea[name=obstacles]", "Satu laporan menunggu rekonsiliasi.")
    holder.page.fill(
        "textarea[name=follow_up]", "Bendahara menyusulkan pada 12 Oktober."
    )
    holder.page.get_by_role("button", name="Kirim realisasi").click()
    expect(holder.page.get_by_text("Dikirim").first).to_be_visible()
    picture(holder, "4-terkirim")

    # The superior verifies, by keyboard alone.
    superior = visit(empty_site, DESK)
    superior.sign_in("kasubag")
    superior.go("/verifikasi/")
    expect(superior.page.get_by_text(REPORT).first).to_be_visible()
    picture(superior, "5-verifikasi")
    superior.page.locator("body").click(position={"x": 2, "y": 2})
    superior.page.keyboard.press("v")
    expect(superior.page.get_by_text("terverifikasi").first).to_be_visible()

    # The head sees it, opens how it came to be, and prints the table.
    head = visit(empty_site, DESK)
    head.sign_in("kepala")
    head.go("/dasbor/")
    expect(head.page.get_by_text("66,67").first).to_be_visible()
    picture(head, "6-dasbor")
    head.go("/registri/?cari=Keadaan+Kas")
    head.page.get_by_role("link", name=REPORT).first.click()
    expect(head.page.get_by_text("Paspor").first).to_be_visible()
    expect(
        head.page.get_by_text("PermenPANRB")
        .or_(head.page.get_by_text("Permendagri"))
        .first
    ).to_be_visible()
    picture(head, "7-paspor")
    head.go("/laporan/")
    with head.page.expect_download() as download:
        head.page.get_by_role("link", name="XLSX").first.click()
    assert download.value.suggested_filename.endswith(".xlsx")

    # Nothing went wrong behind the pages, and the trail is whole.
    assert planner.troubles + superior.troubles + head.troubles == []
    assert "menyambung" in empty_site.run("doctor")


def kept_on_device(visitor: Visitor) -> str:
    """Return all that the browser itself keeps for the site."""
    return str(visitor.page.evaluate("JSON.stringify(Object.values(localStorage))"))


def test_a_page_left_for_too_long_loses_nothing(
    example_site: Site, visit: Callable[..., Visitor]
) -> None:
    holder = visit(example_site, PHONE, "sekar.ayu")
    holder.go("/pengukuran/")
    holder.page.get_by_role("link", name="Lanjutkan mengisi").first.click()
    holder.page.wait_for_load_state()
    address = holder.page.url

    holder.context.set_offline(True)
    holder.page.fill("textarea[name=obstacles]", "Jaringan kantor putus sejak pagi.")
    until = time.monotonic() + 10
    while "Jaringan kantor" not in kept_on_device(holder):
        assert time.monotonic() < until, "nothing was kept on the device"
        holder.page.wait_for_timeout(100)
    holder.context.set_offline(False)
    holder.page.goto(address)

    # Either the server has it by now, or this device offers it back: never neither.
    offered = holder.page.get_by_role("button", name="Pakai isian itu")
    written = holder.page.locator("textarea[name=obstacles]")
    until = time.monotonic() + 10
    while written.input_value() != "Jaringan kantor putus sejak pagi.":
        assert time.monotonic() < until, "what was typed is lost"
        if offered.is_visible():
            offered.click()
        holder.page.wait_for_timeout(100)
