"""Lists to take away: what is in them, whose, and that their totals agree."""

import csv
import hashlib
from datetime import timedelta
from decimal import Decimal
from io import BytesIO, StringIO

import pytest

from tests.cast import Cast, scene
from tests.reporting.made_up import FRAME
from tests.reporting.reading import cells, docx_text, part, pdf_text
from tests.web.doing import file, send, sign_in, verify
from tests.web.test_registry import LOW
from tolok.kernel.refusals import NotAllowed
from tolok.measurement import evidence
from tolok.reporting.documents.measurement import Quantity
from tolok.reporting.documents.register import (
    MEAN,
    SUM,
    Column,
    ListTooLongToPrint,
    Register,
    write_register_csv,
    write_register_pdf,
    write_register_xlsx,
)
from tolok.reporting.documents.register_word import write_register_docx
from tolok.reporting.registers import REGISTERS, gather_register


HOSTILE = ['=HYPERLINK("http://x")', "+1", "@SUM(A1)", "-2"]


@scene
def reported(cast):
    """Two people verified, one of them with a file, the rest silent."""
    row = cast.realisation("staff", "Koleksi")
    evidence.add_file(
        realisation=row,
        name="bukti.pdf",
        content=file("bukti.pdf").read(),
        by=cast.viewer("staff"),
        at=cast.at(),
    )
    verify(cast, send(cast, "staff", "Koleksi"), "kabid")
    verify(cast, send(cast, "archivist", "Boks", LOW), "acting")
    return cast


def gathered(cast: Cast, name: str, *, who: str = "planner", unit: str = ""):
    return gather_register(
        name=name,
        for_user=cast.viewer(who),
        period=cast.quarters[0],
        unit=cast.units[unit] if unit else None,
        as_at=cast.at(),
    )


def made(*rows: tuple[object, ...]) -> Register:
    return Register(
        title="Daftar",
        frame=FRAME,
        columns=(
            Column(head="Nama", width=20, meaning="Nama."),
            Column(
                head="Nilai", width=10, meaning="Nilai.", total=MEAN, is_number=True
            ),
            Column(head="Jumlah", width=10, meaning="Jumlah.", total=SUM),
        ),
        rows=iter(rows),
        empty="Tidak ada.",
    )


def xlsx(register: Register) -> bytes:
    target = BytesIO()
    write_register_xlsx(target, register=register)
    return target.getvalue()


def rows_of_csv(register: Register) -> list[list[str]]:
    target = BytesIO()
    write_register_csv(target, register=register)
    text = target.getvalue().decode("utf-8-sig")
    return list(csv.reader(StringIO(text), delimiter=";"))


# ----------------------------------------------------------------- three forms


@pytest.mark.any_engine
def test_totals_are_formulas_that_stand_with_the_figures_they_come_to():
    content = xlsx(
        made(
            ("A", Decimal("100.01"), 2),
            ("B", None, 3),
            ("C", Quantity(value=Decimal("95.26")), 4),
        )
    )

    found = cells(content, 1)

    # (100,01 + 95,26) ÷ 2 = 97,635, rounded half up; the blank is left out.
    assert found["B11"] == ("n", "ROUND(SUBTOTAL(101,B7:B9),2)", "97.64")
    assert found["C11"][1:] == ("SUBTOTAL(109,C7:C9)", "9.0")
    assert "B8" not in found or found["B8"][2] == ""


@pytest.mark.any_engine
def test_the_head_is_frozen_and_filtered_and_every_column_explained():
    content = xlsx(made(("A", Decimal(1), 2)))

    sheet = part(content, "xl/worksheets/sheet1.xml")
    said = {text for _kind, _formula, text in cells(content, 2).values()}

    assert 'state="frozen"' in sheet
    assert '<autoFilter ref="A6:C7"/>' in sheet
    assert {"Nama", "Nilai", "Jumlah"} <= said


@pytest.mark.any_engine
@pytest.mark.parametrize("text", HOSTILE)
def test_what_a_person_typed_is_never_a_formula(text):
    found = cells(xlsx(made((text, None, None))), 1)
    (_head, row) = rows_of_csv(made((text, None, None)))

    assert found["A7"][:2] == ("text", "")
    assert row[0] == f"'{text}"


@pytest.mark.any_engine
def test_an_empty_list_says_so_in_every_form(tmp_path):
    assert cells(xlsx(made()), 1)["A7"][2] == "Tidak ada."
    assert len(rows_of_csv(made())) == 1
    assert "Tidak ada." in pdf_text(write_register_pdf(register=made()), tmp_path)


@pytest.mark.any_engine
def test_csv_has_decimal_commas_and_iso_days():
    (_head, row) = rows_of_csv(made(("A", Decimal("97.50"), FRAME.as_at.date())))

    assert row == ["A", "97,50", FRAME.as_at.date().isoformat()]


@pytest.mark.any_engine
def test_a_list_of_hundreds_of_pages_is_not_printed():
    rows = (("A", None, None) for _one in range(2_001))

    with pytest.raises(ListTooLongToPrint, match="unduh sebagai XLSX"):
        write_register_pdf(register=made(*rows))


# ------------------------------------------------------------------- the lists


def test_monitoring_has_a_row_for_each_indicator_and_holder_with_its_quarters(reported):
    register = gathered(reported, "pemantauan")
    rows = list(register.rows)

    heads = [one.head for one in register.columns]
    row = next(one for one in rows if one[2] == reported.people["archivist"].name)
    assert len(rows) == 14
    assert "Capaian TW I (%)" in heads
    assert row[heads.index("Capaian TW I (%)")] == Decimal("80.00")
    assert row[heads.index("Capaian TW II (%)")] is None


def test_missing_lists_what_is_owed_and_how_long_it_is_late(reported):
    rows = list(gathered(reported, "belum-masuk").rows)

    assert len(rows) == 12
    assert {row[-2] for row in rows} == {reported.quarters[0].due_on}
    assert {row[-1] for row in rows} == {None}


def test_evidence_is_listed_with_its_hash(reported):
    rows = list(gathered(reported, "bukti").rows)

    digest = hashlib.sha256(file("bukti.pdf").read()).hexdigest()
    (row,) = [one for one in rows if digest in one]
    assert "bukti.pdf" in row


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_every_list_comes_in_every_form(reported, name, tmp_path):
    assert xlsx(gathered(reported, name)).startswith(b"PK")
    assert len(rows_of_csv(gathered(reported, name))[0]) >= 6
    word = docx_text(write_register_docx(register=gathered(reported, name)))
    heads = [one.head for one in gathered(reported, name).columns if one.share]
    assert all(head in word for head in heads)
    pdf = write_register_pdf(register=gathered(reported, name))
    assert "Dinas Perpustakaan dan Kearsipan" in pdf_text(pdf, tmp_path)


@pytest.mark.parametrize("name", sorted(REGISTERS))
def test_staff_take_no_list_away(cast, name):
    with pytest.raises(NotAllowed):
        gathered(cast, name, who="staff")


def test_a_superior_takes_away_only_the_own_unit(reported):
    rows = list(gathered(reported, "belum-masuk", who="kabid").rows)
    whole = list(gathered(reported, "belum-masuk", unit="u4").rows)

    assert {row[0] for row in rows} == {"Bidang Layanan Perpustakaan"}
    assert len(rows) == len(whole)


def test_lists_are_offered_and_downloaded_on_the_page(cast_today):
    client = sign_in(cast_today, "planner")
    period = cast_today.quarters[0].pk

    page = client.get("/laporan/").content.decode()
    answer = client.get(f"/laporan/daftar/pemantauan.xlsx?periode={period}")
    text = client.get(f"/laporan/daftar/belum-masuk.csv?periode={period}")
    paper = client.get(f"/laporan/daftar/capaian-unit.pdf?periode={period}")

    assert "Pemantauan rencana aksi" in page
    assert b"".join(answer.streaming_content).startswith(b"PK")
    assert b"Unit kerja" in b"".join(text.streaming_content)
    assert paper.content.startswith(b"%PDF")
    for wrong in ("tidak-ada.xlsx", "pemantauan.exe", "bukti.csv?unit=999"):
        assert client.get(f"/laporan/daftar/{wrong}").status_code == 404


def test_removed_evidence_stays_in_the_index_of_the_day_it_was_there(cast_today):
    row = cast_today.realisation("staff", "Koleksi")
    proof = evidence.add_file(
        realisation=row,
        name="bukti.pdf",
        content=file("bukti.pdf").read(),
        by=cast_today.viewer("staff"),
        at=cast_today.at(),
    )
    day = cast_today.day
    before = list(gathered(cast_today, "bukti").rows)
    cast_today.day += timedelta(days=1)
    evidence.remove(evidence=proof, by=cast_today.viewer("staff"), at=cast_today.at())

    assert list(gathered(cast_today, "bukti").rows) == []
    again = gather_register(
        name="bukti",
        for_user=cast_today.viewer("planner"),
        period=cast_today.quarters[0],
        as_at=cast_today.at(),
        on=day,
    )
    assert [tuple(x or None for x in one) for one in again.rows] == [
        tuple(x or None for x in one) for one in before
    ]
