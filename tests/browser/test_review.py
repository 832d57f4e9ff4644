"""The review of a decree by two planners: from the file to the registry, all on one desk.

On a desk with the mouse and the keys, on a phone with the thumb, once by keyboard alone.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, ROOT, Site, Visitor, prepare, serve
from tests.browser.test_pages import keep_picture


pytestmark = pytest.mark.browser
SAMPLES = ROOT / "tests" / "reader" / "decrees"
PRINTED = SAMPLES / "education-2027-ruled.pdf"
TYPED = SAMPLES / "social-2027-tabs.txt"
SCRIPT = str(Path(__file__).with_name("new_office.py"))
TOOK_LONG = 60_000


@pytest.fixture(scope="module")
def review_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An office with two planners and nothing else, served."""

    def ready(site: Site) -> None:
        prepare(site)
        site.run(SCRIPT, "office")
        site.run(SCRIPT, "second")

    yield from serve(tmp_path_factory.mktemp("tinjau"), ready)


def picture(visitor: Visitor, name: str) -> None:
    # Hiding the caret would leave a style on every field, which htmx then carries over.
    visitor.page.mouse.move(0, 0)
    keep_picture(f"periksa-{name}", visitor.page, caret="initial")


def upload(visitor: Visitor, document: Path) -> None:
    visitor.go("/sk/unggah/")
    visitor.page.set_input_files("input[name=document]", document)
    visitor.page.get_by_role("button", name="Unggah dan baca").click()


def settled(page: Page) -> None:
    """Wait until nothing is asked of the server any more."""
    page.wait_for_load_state("networkidle")


def first_title(page: Page) -> object:
    return page.get_by_label("Nama jabatan", exact=True)


def test_two_planners_bring_a_decree_from_the_file_to_the_registry(
    review_site: Site, visit: Callable[..., Visitor]
) -> None:
    first = visit(review_site, DESK)
    first.sign_in("perencana")
    page = first.page
    page.goto(review_site.url + "/sk/aturan/")
    page.get_by_label("Dua orang").check()
    page.get_by_role("button", name="Simpan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("dua orang")

    # The document has pages: how far its reading is stands on the screen.
    upload(first, PRINTED)
    expect(page.get_by_role("heading", level=1)).to_contain_text(
        "ditetapkan", timeout=TOOK_LONG
    )
    page.get_by_role("link", name="Jabatan 22").click()
    page.get_by_role("link", name="Kepala Dinas Pendidikan").first.click()
    expect(page.locator(".t-paper img")).to_be_visible()
    settled(page)
    assert page.locator(".t-paper img").evaluate("img => img.naturalWidth") > 600
    expect(page.locator(".t-paper-marks rect")).to_have_count(1)
    picture(first, "1-meja")

    # A field saves itself while one writes, and survives a closed tab.
    page.get_by_role("link", name="Kepala SK").click()
    page.get_by_label("Ditetapkan oleh").fill("Kepala Dinas Pendidikan Banyuasri")
    expect(page.locator("[data-saved-here]")).to_contain_text("Tersimpan 6 Oktober")
    page.reload()
    expect(page.get_by_label("Ditetapkan oleh")).to_have_value(
        "Kepala Dinas Pendidikan Banyuasri"
    )

    # Rows are split, joined, moved, added and dropped; each can be undone.
    page.get_by_role("link", name="Jabatan 22").click()
    page.get_by_role("link", name="Kepala Dinas Pendidikan").first.click()
    goals = page.locator(".t-edit-goal")
    before = goals.first.locator(".t-edit-row").count()
    page.get_by_role("button", name="Susun Indikator 1.1").click()
    page.get_by_label("Pisah: satu bagian per baris").fill("Bagian satu\nBagian dua")
    picture(first, "2-susun")
    page.get_by_role("button", name="Pisah menjadi").click()
    expect(page.get_by_label("Indikator 1.2", exact=True)).to_have_value("Bagian dua")
    assert goals.first.locator(".t-edit-row").count() == before + 1
    page.get_by_role("button", name="Susun Indikator 1.1").click()
    page.get_by_role("button", name="Gabung dengan berikutnya").click()
    expect(page.get_by_label("Indikator 1.1", exact=True)).to_have_value(
        "Bagian satu Bagian dua"
    )
    page.get_by_role("button", name="Urungkan").click()
    expect(page.get_by_label("Indikator 1.2", exact=True)).to_have_value("Bagian dua")
    page.get_by_role("button", name="Urungkan").click()
    expect(page.get_by_label("Indikator 1.2", exact=True)).not_to_have_value(
        "Bagian dua"
    )
    many = goals.count()
    page.get_by_role("textbox", name="Sasaran baru").fill(
        "Meningkatnya Mutu Pembelajaran"
    )
    page.get_by_role("button", name="Tambahkan Sasaran baru").click()
    expect(goals).to_have_count(many + 1)
    page.get_by_role("button", name=f"Susun Sasaran {many + 1}").click()
    page.get_by_role("button", name="Naikkan").click()
    expect(page.get_by_label(f"Sasaran {many}", exact=True)).to_have_value(
        "Meningkatnya Mutu Pembelajaran"
    )
    page.get_by_role("button", name="Buang").click()
    expect(goals).to_have_count(many)

    # One proposes, the other confirms; the proposer cannot.
    page.get_by_role("link", name="Tetapkan").first.click()
    expect(page.get_by_text("Yang akan berubah")).to_be_visible()
    page.get_by_role("button", name="Usulkan penetapan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("orang kedua")
    address = page.url
    page.get_by_role("link", name="Lihat usulan").click()
    expect(page.get_by_role("button", name="Ya, konfirmasi")).to_have_count(0)

    second = visit(review_site, PHONE)
    second.sign_in("perencana2")
    second.page.goto(address)
    picture(second, "3-ponsel")
    second.page.get_by_role("link", name="Lihat usulan").click()
    picture(second, "4-konfirmasi")
    second.page.get_by_role("button", name="Ya, konfirmasi dan tetapkan").click()
    expect(second.page.get_by_text("Diusulkan Dian Lestari")).to_be_visible()
    expect(second.page.get_by_text("Ditetapkan oleh Wulan Sari")).to_be_visible()
    assert first.troubles + second.troubles == []


def press(page: Page, key: str, times: int = 1) -> None:
    for _ in range(times):
        page.keyboard.press(key)


def tab_to(page: Page, name: str) -> None:
    """Tab until what has the focus bears this name."""
    for _ in range(120):
        page.keyboard.press("Tab")
        named = page.evaluate(
            "() => { const e = document.activeElement; return (e.getAttribute("
            "'aria-label') || (e.labels && e.labels[0] && e.labels[0].textContent) "
            "|| e.textContent || '').trim(); }"
        )
        if named.startswith(name):
            return
    raise AssertionError(f"Tab never reaches {name}")


def test_a_draft_is_reviewed_by_keyboard_alone(
    review_site: Site, visit: Callable[..., Visitor]
) -> None:
    planner = visit(review_site, DESK)
    planner.sign_in("perencana")
    page = planner.page
    upload(planner, TYPED)
    expect(page.get_by_text("Temuan 1 dari")).to_be_visible()

    press(page, "j")
    expect(page.get_by_text("Temuan 2 dari")).to_be_visible()
    press(page, "k")
    expect(page.get_by_text("Temuan 1 dari")).to_be_visible()

    # A with no reason yet goes to the reason; Enter puts the finding aside, U undoes it.
    press(page, "a")
    expect(page.get_by_label("Tidak perlu diperbaiki?")).to_be_focused()
    page.keyboard.type("Sesuai naskah asli")
    press(page, "Enter")
    expect(page.get_by_role("link", name="Diabaikan 1")).to_be_visible()
    settled(page)
    press(page, "u")
    expect(page.get_by_role("link", name="Diabaikan 1")).to_have_count(0)
    press(page, "l")
    expect(page.get_by_role("link", name="Diabaikan 1")).to_be_visible()
    settled(page)

    # T takes a suggestion where the finding has one.
    fixable = page.get_by_role("button", name="Terapkan saran")
    for _ in range(40):
        if fixable.count() or not page.get_by_label("Temuan berikutnya").count():
            break
        number = page.locator("#temuan-judul").inner_text()
        press(page, "j")
        expect(page.locator("#temuan-judul")).not_to_have_text(number)
    if fixable.count():  # one finding less: its suggestion was written
        before = page.locator("#temuan-judul").inner_text()
        press(page, "t")
        expect(page.locator("#temuan-judul")).not_to_have_text(before)
        settled(page)

    # Every field and every act is reached with Tab.
    planner.go(f"{page.url.removeprefix(review_site.url).split('?')[0]}?jabatan=p01")
    tab_to(page, "Nama jabatan")
    press(page, "Control+a")
    page.keyboard.type("Kepala Dinas Sosial Kabupaten")
    expect(page.locator("[data-saved-here]")).to_contain_text("Tersimpan 6 Oktober")
    tab_to(page, "Susun Sasaran 1")
    press(page, "Enter")
    expect(page.get_by_role("button", name="Tutup")).to_be_visible()
    assert planner.troubles == []


def test_a_lost_connection_loses_no_correction(
    review_site: Site, visit: Callable[..., Visitor]
) -> None:
    planner = visit(review_site, PHONE)
    planner.sign_in("perencana")
    page = planner.page
    planner.go("/sk/")
    page.get_by_role("link", name="400.9/7/KPTS/414.106/2027").click()
    page.get_by_role("link", name="Kepala SK").click()
    place = page.get_by_label("Tempat penetapan")

    planner.context.set_offline(True)
    place.fill("Kota Lama")
    expect(page.locator("[data-saved-here]")).to_contain_text("Sambungan terputus")
    planner.context.set_offline(False)

    expect(page.locator("[data-saved-here]")).to_contain_text("Tersimpan 6 Oktober")
    page.reload()
    expect(page.get_by_label("Tempat penetapan")).to_have_value("Kota Lama")
    picture(planner, "5-ponsel-isi")


DROP = """(form, names) => {
    const carried = new DataTransfer();
    names.forEach((name) => carried.items.add(
        new File(["x"], name, { type: "image/jpeg" })));
    for (const kind of ["dragover", "drop"])
        form.dispatchEvent(new DragEvent(kind, {
            bubbles: true, cancelable: true, dataTransfer: carried }));
}"""


def test_pages_are_photographed_one_by_one_dropped_or_picked_and_stand_in_their_order(
    review_site: Site, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    planner = visit(review_site, PHONE)
    planner.sign_in("perencana")
    page = planner.page
    planner.go("/sk/unggah/")
    camera = page.locator("input[name=photo]")
    assert camera.get_attribute("capture") == "environment"
    for name in ("hal-1.jpg", "hal-2.jpg"):
        Image.new("L", (60, 90), 200).save(tmp_path / name)
        # Each press of the shutter gives one picture; those before it stay.
        camera.set_input_files(tmp_path / name)
    pages = page.locator("[data-page-list] li")
    expect(pages).to_have_text(["hal-1.jpg", "hal-2.jpg"])

    page.locator("form[data-pages]").evaluate(DROP, ["hal-3.jpg"])

    expect(pages).to_have_text(["hal-1.jpg", "hal-2.jpg", "hal-3.jpg"])
    picture(planner, "6-ponsel-foto")
    page.get_by_role("button", name="Kosongkan pilihan").click()
    expect(pages).to_have_count(0)
    assert planner.troubles == []
