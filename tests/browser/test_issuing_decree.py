"""A decree goes round: uploaded, reviewed, adopted, issued, read again, renewed.

On a desk with the mouse, next year by keyboard alone, its adoption on a phone.
"""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import DESK, PHONE, Site, Visitor, prepare, serve
from tests.browser.test_pages import keep_picture
from tests.browser.test_review import SCRIPT, TYPED, press, tab_to, upload
from tests.decrees.test_issuing import own_template
from tests.reader.decree_texts import decree_of, expected, wording


pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def issuing_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """An office with a planner and nothing else, served."""

    def ready(site: Site) -> None:
        prepare(site)
        site.run(SCRIPT, "office")

    yield from serve(tmp_path_factory.mktemp("terbit"), ready)


def picture(visitor: Visitor, name: str) -> None:
    visitor.page.mouse.move(0, 0)
    keep_picture(f"terbitkan-{name}", visitor.page, caret="initial")


def take(page: Page, form: str) -> Path:
    """Take a document away in this form."""
    page.get_by_label(form).check()
    with page.expect_download() as taken:
        page.get_by_role("button", name="Unduh naskah").click()
    return Path(taken.value.path())


def test_a_decree_goes_round_from_the_file_to_next_years_draft(
    issuing_site: Site, visit: Callable[..., Visitor], tmp_path: Path
) -> None:
    planner = visit(issuing_site, DESK)
    planner.sign_in("perencana")
    page = planner.page
    title = page.get_by_role("heading", level=1)

    # Uploaded, looked at, adopted.
    upload(planner, TYPED)
    expect(page.get_by_text("Temuan 1 dari")).to_be_visible()
    decree = page.url.split("?")[0]
    page.get_by_role("link", name="Tetapkan…").click()
    page.get_by_role("button", name="Ya, tetapkan").click()
    expect(title).to_contain_text("sudah ditetapkan")

    # The office's own letterhead; a template that does not fit is refused with the reason.
    planner.go("/sk/templat/")
    template = tmp_path / "kop.docx"
    for content, said in (
        (own_template("{{alamt}}"), "tidak dikenal"),
        (own_template("KOP DINAS SOSIAL"), "templat kantor versi 1"),
    ):
        template.write_bytes(content)
        page.get_by_label("Templat yang sudah diubah").set_input_files(template)
        page.get_by_role("button", name="Unggah dan periksa").click()
        expect(page.get_by_text(said).first).to_be_visible()

    # Issued from the registry as at a day: what comes out is what went in, word for word.
    planner.go("/registri/?pada=2027-02-01")
    page.get_by_role("link", name="Terbitkan naskah").click()
    picture(planner, "1-bentuk")
    before = wording(expected(TYPED.stem))
    for form, name in (("Word", "sk.docx"), ("PDF", "sk.pdf")):
        content = take(page, form).read_bytes()
        assert wording(decree_of(content, name)) == before
        if name == "sk.docx":
            document = tmp_path / name
            document.write_bytes(content)

    # Next year by keyboard alone: tick, look at one by one, start.
    page.goto(decree)
    tab_to(page, "Mulai tahun berikutnya")
    press(page, "Enter")
    expect(title).to_have_text("Mulai keputusan tahun 2028 dari keputusan ini")
    tab_to(page, "Lihat dan pilih satu per satu")
    tab_to(page, "Lihat dan pilih satu per satu")
    press(page, "Enter")
    press(page, "Tab")
    press(page, "Space")
    expect(page.locator(":focus")).to_be_checked()
    picture(planner, "2-lanjut")
    tab_to(page, "Mulai rancangan")
    press(page, "Enter")
    expect(page.get_by_text("Rancangan tahun 2028 dimulai")).to_be_visible()
    picture(planner, "3-rancangan")
    draft = page.url.split("?")[0]

    # On a phone: number and day are filled in, then it is adopted like any other.
    phone = visit(issuing_site, PHONE)
    phone.sign_in("perencana")
    page = phone.page
    page.goto(draft)
    picture(phone, "4-ponsel")
    page.get_by_role("link", name="Kepala SK").click()
    page.get_by_label("Nomor", exact=True).fill("400.9/1/KPTS/414.106/2028")
    expect(page.locator("[data-saved-here]")).to_contain_text("Tersimpan 6 Oktober")
    page.get_by_role("link", name="Tetapkan…").click()
    page.get_by_role("button", name="Ya, tetapkan").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("sudah ditetapkan")
    page.get_by_role("link", name="Terbitkan naskah").click()
    read = decree_of(take(page, "Word").read_bytes(), "sk.docx")
    assert read["decree"]["number"] == "400.9/1/KPTS/414.106/2028"
    assert read["decree"]["year_from"] == 2028
    # The browser notes the refused template itself; nothing else went wrong.
    noted = [one for one in planner.troubles if "status of 422" not in one]
    assert noted + phone.troubles == []
