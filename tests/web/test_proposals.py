"""Targets agreed on screen: by holder, superior and planner; by Excel and by rule."""

from datetime import date
from io import BytesIO
from typing import Any

import pytest
from python_calamine import CalamineWorkbook

from tests.cast import Cast
from tests.planning.letters import LETTER
from tests.reporting.reading import docx_text
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import file, send, sign_in, text_of, verify
from tests.web.test_planning import by_letter
from tests.web.test_registry import double_the_office
from tolok.planning import proposals, queries, targets
from tolok.planning import target_workbook as workbook
from tolok.planning.models import PerformanceYear, Period, Proposal, Target
from tolok.records.models import AuditEvent, Notice
from tolok.registry import queries as registry
from tolok.scoring.models import Score


def usul(cast: Cast, words: str = "Dilayani") -> str:
    return f"/target/{cast.indicator(words).pk}/usul/?tahun=2026"


def field(cast: Cast, quarter: int | None) -> str:
    return f"p-{cast.quarters[quarter - 1].pk if quarter else 'tahun'}"


def proposed(cast: Cast, text: str = "1.900", words: str = "Dilayani") -> Proposal:
    return proposals.propose_targets(
        year=cast.year,
        indicator=cast.indicator(words),
        lines=[proposals.Line(cast.quarters[3], text)],
        reason="Jam layanan ditambah.",
        by=cast.viewer("staff"),
        at=cast.at(),
        letter=LETTER,
    )


def current(cast: Cast, words: str, quarter: int | None = 4) -> Target:
    period = cast.quarters[quarter - 1] if quarter else None
    return Target.objects.get(
        indicator=cast.indicator(words), period=period, is_current=True
    )


# ---------------------------------------------------------------- holder and superior


def test_a_target_goes_from_the_holder_to_the_superior_and_back(
    cast_today: Cast,
) -> None:
    cast = cast_today
    staff, kabid = sign_in(cast, "staff"), sign_in(cast, "kabid")
    form = {
        field(cast, None): "6.400",
        field(cast, 4): "1.900",
        f"{field(cast, 4)}-tantangan": "2.200 orang",
    }

    sent = staff.post(usul(cast), form | by_letter("Jam layanan ditambah."))
    proposal = Proposal.objects.get()
    url = f"/target/usulan/{proposal.pk}/"
    home = text_of(kabid.get("/beranda/"))
    page = text_of(kabid.get(url))
    answered = kabid.post(url, {"step": "agree", "revision": proposal.revision})

    assert sent.status_code == answered.status_code == 302
    assert "Usulan target menunggu Anda" in home
    assert "menunggu jawaban Anda" in page
    assert LETTER.number in page
    target = current(cast, "Dilayani")
    assert (target.text, target.stretch_text) == ("1.900", "2.200 orang")
    own = text_of(staff.get("/target/"))
    assert "Disanggupi Siti Nurjanah, S.I.Pust., 6 April 2026" in own
    assert "disetujui Bambang Wicaksono, S.Hum., 6 April 2026" in own
    assert "Tantangan hanya ditampilkan" in own
    sheet = text_of(staff.get(f"/registri/indikator/{target.indicator_id}/"))
    assert "Disanggupi" in sheet


def test_a_notice_leads_to_its_proposal(cast_today: Cast) -> None:
    proposal = proposed(cast_today)
    notice = Notice.objects.get(kind="planning.proposed")
    client = sign_in(cast_today, "kabid")

    page = text_of(client.get("/pemberitahuan/"))
    answer = client.post(f"/pemberitahuan/{notice.pk}/")

    assert "mengusulkan target yang menunggu jawaban Anda" in page
    assert answer.headers["Location"] == f"/target/usulan/{proposal.pk}/"


def test_returned_with_reason_mended_countered_and_accepted(cast_today: Cast) -> None:
    cast = cast_today
    staff, kabid = sign_in(cast, "staff"), sign_in(cast, "kabid")
    proposal = proposed(cast)
    url = f"/target/usulan/{proposal.pk}/"

    without = kabid.post(url, {"step": "return", "revision": 1, "reason": " "})
    kabid.post(url, {"step": "return", "revision": 1, "reason": "Terlalu rendah."})
    back = text_of(staff.get(url))
    again = staff.post(
        usul(cast), {field(cast, 4): "2.000", "reason": "Dinaikkan.", "revision": 2}
    )
    kabid.post(
        url,
        {
            "step": "counter",
            "revision": 3,
            "reason": "Gedung baru.",
            field(cast, 4): "2.100",
        },
    )
    offered = text_of(staff.get(url))
    staff.post(url, {"step": "accept", "revision": 4})

    assert without.status_code == 422
    assert "Tulis alasan pengembalian" in text_of(without)
    assert "Terlalu rendah." in back
    assert again.status_code == 302
    assert "Terima usul balik" in offered
    assert current(cast, "Dilayani").text == "2.100"
    assert current(cast, "Dilayani").agreed_by == cast.people["kabid"].name


def test_a_counter_that_changes_what_stands_brings_its_own_letter(
    cast_today: Cast,
) -> None:
    cast = cast_today
    Target.objects.filter(
        indicator=cast.indicator("Dilayani"), period=cast.quarters[3]
    ).delete()
    proposal = proposals.propose_targets(  # new, so that no letter is asked for
        year=cast.year,
        indicator=cast.indicator("Dilayani"),
        lines=[proposals.Line(cast.quarters[3], "1.500")],
        reason="Belum ada targetnya.",
        by=cast.viewer("staff"),
        at=cast.at(),
    )
    kabid = sign_in(cast, "kabid")
    url = f"/target/usulan/{proposal.pk}/"
    form = {"step": "counter", "revision": 1, field(cast, 3): "1.600"}

    without = kabid.post(url, form | {"reason": "Naikkan juga TW III."})
    kept = kabid.post(url, form | by_letter("Naikkan juga TW III."))

    assert without.status_code == 422
    assert "hanya dapat diubah dengan surat" in text_of(without)
    assert "Naikkan juga TW III." in text_of(without)
    assert kept.status_code == 302
    assert proposal.steps.get(act="countered").basis is not None


def test_what_cannot_stand_comes_back_with_all_that_was_typed(cast_today: Cast) -> None:
    cast = cast_today
    staff = sign_in(cast, "staff")
    form = {
        field(cast, 4): "banyak sekali",
        f"{field(cast, 3)}-tantangan": "1.000",
        field(cast, 2): "1.600",
    }

    response = staff.post(usul(cast), form | by_letter("Alasan saya."))

    page = text_of(response)
    assert response.status_code == 422
    assert f'id="{field(cast, 4)}-galat"' in page or "melampaui" in page
    for typed in ("banyak sekali", "1.600", "Alasan saya.", LETTER.number):
        assert f'value="{typed}"' in page
    assert not Proposal.objects.exists()


def test_a_changed_target_without_a_letter_is_refused_beside_its_field(
    cast_today: Cast,
) -> None:
    response = sign_in(cast_today, "staff").post(
        usul(cast_today), {field(cast_today, 4): "1.900", "reason": "Naik."}
    )

    assert response.status_code == 422
    assert "hanya dapat diubah dengan surat" in text_of(response)


def test_a_program_is_no_letter(cast_today: Cast) -> None:
    form = {field(cast_today, 4): "1.900"} | by_letter("Naik.")
    form["letter_file"] = file("surat.pdf", b"MZ\x90\x00program")

    response = sign_in(cast_today, "staff").post(usul(cast_today), form)

    assert response.status_code == 422
    assert "harus PDF, JPG, atau PNG" in text_of(response)


def test_the_letter_is_opened_as_it_was_handed_in(cast_today: Cast) -> None:
    basis = proposed(cast_today).steps.get().basis
    assert basis is not None

    response = sign_in(cast_today, "clerk").get(f"/target/dokumen/{basis.pk}/")

    content = b"".join(response.streaming_content)  # type: ignore[attr-defined]
    for close in response._resource_closers:  # type: ignore[attr-defined]
        close()
    assert content == LETTER.content
    assert response["Content-Type"] == "application/pdf"
    assert "sandbox" in response["Content-Security-Policy"]


@pytest.mark.parametrize(
    ("step", "status"), [("agree", 403), ("return", 403), ("counter", 403)]
)
def test_nobody_answers_an_own_proposal_on_screen(
    cast_today: Cast, step: str, status: int
) -> None:
    proposal = proposed(cast_today)
    url = f"/target/usulan/{proposal.pk}/"
    form = {"step": step, "revision": 1, "reason": "x", field(cast_today, 4): "1"}

    for key in ("staff", "colleague", "planner", "head", "inspector"):
        response = sign_in(cast_today, key).post(url, form)
        assert response.status_code == status, key
    page = text_of(sign_in(cast_today, "staff").get(url))
    assert "Setujui target" not in page
    assert Proposal.objects.get().status == "proposed"


def test_two_answers_at_once_lose_nothing(cast_today: Cast) -> None:
    proposal = proposed(cast_today)
    url = f"/target/usulan/{proposal.pk}/"
    kabid = sign_in(cast_today, "kabid")
    kabid.post(url, {"step": "return", "revision": 1, "reason": "Lengkapi."})

    late = kabid.post(url, {"step": "agree", "revision": 1})

    assert late.status_code == 409
    assert "sudah berubah sejak Anda membukanya" in text_of(late)
    assert current(cast_today, "Dilayani").text == "1.500"


def test_many_are_agreed_in_one_act_or_none(cast_today: Cast) -> None:
    first, second = proposed(cast_today), proposed(cast_today, "97 %", "Koleksi")
    kabid = sign_in(cast_today, "kabid")
    page = text_of(kabid.get("/target/usulan/"))

    stale = {"selected": [f"{first.pk}:1", f"{second.pk}:9"]}
    refused = kabid.post("/target/usulan/setujui/", stale, follow=True)
    before = current(cast_today, "Dilayani").text
    kept = kabid.post(
        "/target/usulan/setujui/",
        {"selected": [f"{first.pk}:1", f"{second.pk}:1"]},
        follow=True,
    )

    assert "Dua usulan target menunggu Anda" in page
    assert "sudah berubah" in text_of(refused)
    assert before == "1.500"
    assert "2 usulan disetujui." in text_of(kept)
    assert current(cast_today, "Koleksi").text == "97 %"


def test_the_position_sheet_prints_who_agreed_and_the_stretch(cast_today: Cast) -> None:
    cast = cast_today
    proposal = proposals.propose_targets(
        year=cast.year,
        indicator=cast.indicator("Dilayani"),
        lines=[proposals.Line(cast.quarters[3], "1.900", "2.200")],
        reason="Jam layanan ditambah.",
        by=cast.viewer("staff"),
        at=cast.at(),
        letter=LETTER,
    )
    proposals.agree_proposals(
        proposals=[proposal], by=cast.viewer("kabid"), at=cast.at()
    )

    answer = sign_in(cast, "staff").get(
        f"/laporan/jabatan/{cast.positions['p07'].pk}.docx"
    )

    said = docx_text(b"".join(answer) if answer.streaming else answer.content)
    assert "disanggupi Siti Nurjanah, S.I.Pust., 6 April 2026" in said
    assert "disetujui Bambang Wicaksono, S.Hum., 6 April 2026" in said
    assert "tantangan (tidak dinilai): TW IV 2.200" in said


# ---------------------------------------------------------------- numbers are asked about


@pytest.mark.parametrize(
    ("words", "text", "said"),
    [
        ("Kepuasan", "3.500", "dapat dibaca 3500 atau 3,5"),
        ("Koleksi", "1.250 %", "dapat dibaca"),
        ("Dilayani", "3.500", "dibaca 3500"),
        ("Kepuasan", "tinggi sekali", "tidak terbaca"),
    ],
)
def test_how_a_target_is_read_is_said_at_once(
    cast_today: Cast, words: str, text: str, said: str
) -> None:
    response = sign_in(cast_today, "planner").get(
        "/perencanaan/target/baca/",
        {"indikator": cast_today.indicator(words).pk, "teks": text},
    )

    assert response.status_code == 200
    assert said in text_of(response)


def test_two_readings_are_offered_in_the_cell_and_nothing_is_saved(
    cast_today: Cast,
) -> None:
    cast = cast_today
    name = f"t-{cast.indicator('Kepuasan').pk}-{cast.quarters[3].pk}"

    response = sign_in(cast, "planner").post(
        f"/perencanaan/target/?tahun=2026&unit={cast.units['u4'].pk}",
        {name: "3.500"} | by_letter(),
    )

    page = text_of(response)
    assert response.status_code == 422
    assert 'data-put="3500"' in page
    assert 'data-put="3,5"' in page
    assert current(cast, "Kepuasan").text == "84"


# ---------------------------------------------------------------- what was scored stays


def test_what_was_scored_keeps_its_target_and_the_passport_says_which(
    cast_today: Cast,
) -> None:
    cast = cast_today
    verify(cast, send(cast, "clerk", "Surat"), "kasubag")
    score = Score.objects.get()
    url = f"/registri/indikator/{cast.indicator('Surat').pk}/"

    targets.set_targets(
        year=cast.year,
        promises=[targets.Promise(cast.indicator("Surat"), cast.quarters[0], "500")],
        by=cast.viewer("planner"),
        at=cast.at(hour=13),
        reason="Anggaran.",
        letter=LETTER,
    )
    page = text_of(sign_in(cast, "clerk").get(url))

    assert Score.objects.get(is_current=True) == score
    assert score.measurement["target"] == "250"
    assert "Target versi 1 (250)" in page
    assert "versi 2" in page
    assert LETTER.number in page


# ---------------------------------------------------------------- stretch in the grid


def test_a_stretch_is_set_in_the_grid_without_a_letter(cast_today: Cast) -> None:
    cast = cast_today
    client = sign_in(cast, "planner")
    url = f"/perencanaan/target/?tahun=2026&unit={cast.units['u4'].pk}&isi=tantangan"
    name = f"t-{cast.indicator('Dilayani').pk}-{cast.quarters[3].pk}"

    page = text_of(client.get(url))
    low = client.post(url, {name: "1.000"})
    kept = client.post(url, {name: "2.000"})

    assert "tidak dipakai menghitung capaian" in page
    assert low.status_code == 422
    assert "melampaui target 1.500" in text_of(low)
    assert kept.status_code == 302
    assert (current(cast, "Dilayani").text, current(cast, "Dilayani").stretch_text) == (
        "1.500",
        "2.000",
    )


def test_the_grid_is_closed_where_a_proposal_waits_or_the_office_says_so(
    cast_today: Cast,
) -> None:
    cast = cast_today
    proposed(cast)
    client = sign_in(cast, "planner")
    url = f"/perencanaan/target/?tahun=2026&unit={cast.units['u4'].pk}"
    name = f"t-{cast.indicator('Dilayani').pk}-{cast.quarters[3].pk}"

    waiting = text_of(client.get(url))
    client.post(url, {name: "9.999"} | by_letter())
    PerformanceYear.objects.filter(pk=cast.year.pk).update(planner_sets_targets=False)
    closed = text_of(client.get(url))

    assert "Sedang diusulkan pemegang jabatan" in waiting
    assert current(cast, "Dilayani").text == "1.500"
    assert "hanya diusulkan pemegang jabatan" in closed
    assert "Tetapkan target</button>" not in closed


# ---------------------------------------------------------------- by Excel


def workbook_with(cast: Cast, changes: dict[tuple[str, str], str]) -> bytes:
    """Return the office's workbook with cells changed, by words and head."""
    columns = workbook.columns_of(cast.year, cast.quarters)
    version = registry.version_on(office_id=cast.office.pk, on=cast.day)
    assert version is not None
    lines = list(
        workbook.lines_of(
            registry.list_current_definitions(
                version=version, for_user=cast.viewer("planner")
            ),
            columns=columns,
            standing=queries.targets_of_version(version_id=version.pk, year=cast.year),
        )
    )
    heads = [column.head for column in columns]
    for (words, head), text in changes.items():
        for line in lines:
            if words in line.keys[4]:
                line.texts[heads.index(head)] = text
    return workbook.write_workbook(lines, columns)


def rows_in(content: bytes) -> list[list[Any]]:
    return (
        CalamineWorkbook.from_filelike(BytesIO(content))
        .get_sheet_by_index(0)
        .to_python()
    )


LEMBAR = "/perencanaan/target/lembar/?tahun=2026"


def test_a_workbook_is_shown_first_and_kept_only_when_asked(cast_today: Cast) -> None:
    cast = cast_today
    client = sign_in(cast, "planner")
    content = workbook_with(
        cast, {("Boks", "TW IV"): "40 boks", ("Boks", "Tantangan TW IV"): "50"}
    )
    upload = {"workbook": file("target.xlsx", content)}

    looked = client.post(LEMBAR, upload | {"step": "look"})
    before = current(cast, "Boks").text
    without = client.post(
        LEMBAR, {"workbook": file("target.xlsx", content), "step": "keep"}
    )
    kept = client.post(
        LEMBAR,
        {"workbook": file("target.xlsx", content), "step": "keep"} | by_letter(),
        follow=True,
    )

    assert "1 baris akan berubah" in text_of(looked)
    assert "TW IV: 30 → 40 boks (tantangan 50)" in text_of(looked)
    assert before == "30"
    assert without.status_code == 422
    assert "1 target ditetapkan." in text_of(kept)
    assert current(cast, "Boks").text == "40 boks"
    assert current(cast, "Boks").stretch_value == 50


def test_one_wrong_cell_keeps_all_out_and_comes_back_marked(cast_today: Cast) -> None:
    cast = cast_today
    client = sign_in(cast, "planner")
    content = workbook_with(
        cast,
        {
            ("Boks", "TW IV"): "40",
            ("Kepuasan", "TW IV"): "3.500",
            ("Keluhan", "TW III"): "=1+1 keluhan",
            ("Dilayani", "TW II"): "",
        },
    )

    refused = client.post(
        LEMBAR,
        {"workbook": file("t.xlsx", content), "step": "keep"} | by_letter(),
    )
    back = client.post(LEMBAR, {"workbook": file("t.xlsx", content), "step": "errors"})

    assert "baris perlu diperbaiki" in text_of(refused)
    assert "dapat dibaca 3500 atau 3,5" in text_of(refused)
    assert current(cast, "Boks").text == "30"
    told = {row[4]: row[-1] for row in rows_in(back.content)[1:] if row[-1]}
    assert set(told) == {
        "Indeks Kepuasan Pemustaka",
        "Jumlah Keluhan Pemustaka",
        "Jumlah Pemustaka yang Dilayani",
    }
    assert told["Jumlah Pemustaka yang Dilayani"].startswith("TW II: ")


def test_the_downloaded_workbook_holds_what_stands(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")

    rows = rows_in(client.get("/perencanaan/target/lembar/unduh/?tahun=2026").content)

    (boks,) = [row for row in rows if "Boks" in row[4]]
    assert rows[0][7:12] == ["2026", "TW I", "TW II", "TW III", "TW IV"]
    assert boks[7:12] == ["120", "30", "30", "30", "30"]


def test_a_stale_or_foreign_workbook_is_told(cast_today: Cast) -> None:
    cast = cast_today
    client = sign_in(cast, "planner")
    content = workbook_with(cast, {("Boks", "TW IV"): "40"})
    targets.set_targets(
        year=cast.year,
        promises=[targets.Promise(cast.indicator("Boks"), cast.quarters[2], "31")],
        by=cast.viewer("planner"),
        at=cast.at(),
        reason="Dahulu.",
        letter=LETTER,
    )

    stale = client.post(LEMBAR, {"workbook": file("t.xlsx", content), "step": "look"})
    foreign = client.post(LEMBAR, {"workbook": file("t.xlsx", b"hai"), "step": "look"})

    assert "sudah diubah orang lain" in text_of(stale)
    assert foreign.status_code == 422
    assert "bukan lembar target" in text_of(foreign)


# ---------------------------------------------------------------- by rule


def test_the_year_is_spread_shown_first_and_set_as_shown(cast_today: Cast) -> None:
    cast = cast_today
    Target.objects.filter(
        indicator__position__unit=cast.units["u5"], period__isnull=False
    ).delete()
    Target.objects.filter(indicator=cast.indicator("Boks")).update(text="122 boks")
    client = sign_in(cast, "planner")
    url = f"/perencanaan/target/sebar/?tahun=2026&unit={cast.units['u5'].pk}"
    form = {"rule": "even", "scope": "empty"}

    looked = client.post(url, form | {"step": "look"})
    seen = looked.context["seen"]
    none_yet = Target.objects.filter(
        indicator=cast.indicator("Boks"), period__isnull=False
    ).exists()
    wrong = client.post(url, form | {"step": "keep", "seen": "lain"})
    kept = client.post(url, form | {"step": "keep", "seen": seen})

    page = text_of(looked)
    assert "Sisa pembulatan 2 ditaruh pada periode terakhir." in page
    assert not none_yet
    assert wrong.status_code == 409
    assert kept.status_code == 302
    assert [current(cast, "Boks", n).text for n in (1, 2, 3, 4)] == [
        *["30 boks"] * 3,
        "32 boks",
    ]


def test_a_rule_that_would_not_give_the_year_is_explained(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")
    url = f"/perencanaan/target/sebar/?tahun=2026&unit={cast_today.units['u4'].pk}"

    for rule in ("cumulative", "last_targets", "last_results"):
        page = text_of(client.post(url, {"rule": rule, "scope": "all", "step": "look"}))
        assert "Pakai pembagian merata" in page or "tidak lengkap" in page


# ---------------------------------------------------------------- the year's settings


def settings_form(**changes: Any) -> dict[str, Any]:
    return {
        "opens_days_after": 1,
        "due_days_after": 9,
        "late_days_after": 20,
        "closes_days_after": 45,
        "planner_sets_targets": "on",
    } | changes


def test_window_days_are_the_offices_own_and_audited(cast_today: Cast) -> None:
    client = sign_in(cast_today, "planner")
    url = "/perencanaan/tahun/2026/"

    shown = text_of(client.get("/perencanaan/"))
    client.post(url, settings_form(due_days_after=12, move_windows="on"))

    first, second = Period.objects.filter(year=cast_today.year).order_by("starts_on")[
        :2
    ]
    assert "tenggat 9 hari" in shown
    assert first.due_on == date(2026, 4, 9)  # open already
    assert second.due_on == date(2026, 7, 12)
    event = AuditEvent.objects.get(action="planning.set_year_settings")
    assert event.before["due_days_after"] == 9
    assert event.after["due_days_after"] == 12


@pytest.mark.parametrize(
    "changes",
    [
        {"due_days_after": 0, "opens_days_after": 5},
        {"late_days_after": 5},
        {"closes_days_after": 10},
        {"due_days_after": "sembilan"},
        {"due_days_after": 999},
        {"due_days_after": ""},
    ],
)
def test_days_that_cannot_be_are_refused(cast_today: Cast, changes: Any) -> None:
    response = sign_in(cast_today, "planner").post(
        "/perencanaan/tahun/2026/", settings_form(**changes)
    )

    assert response.status_code == 422
    assert PerformanceYear.objects.get(pk=cast_today.year.pk).due_days_after == 9


# ---------------------------------------------------------------- for any size


def test_the_pages_of_targets_ask_few_queries(cast_today: Cast) -> None:
    cast = cast_today
    proposal = proposed(cast)
    staff, kabid = sign_in(cast, "staff"), sign_in(cast, "kabid")
    planner = sign_in(cast, "planner")

    assert_queries("target saya", staff, "/target/")
    assert_queries("target, usulkan", staff, usul(cast, "Koleksi"))
    assert_queries("usulan target", kabid, "/target/usulan/")
    assert_queries("usulan target, satu", kabid, f"/target/usulan/{proposal.pk}/")
    assert_queries("perencanaan, lembar target", planner, LEMBAR)
    assert_queries(
        "perencanaan, unduh lembar target",
        planner,
        "/perencanaan/target/lembar/unduh/?tahun=2026",
    )
    assert_queries("perencanaan, bagi target", planner, "/perencanaan/target/sebar/")
    assert_queries("perencanaan, aturan tahun", planner, "/perencanaan/tahun/2026/")
    assert_no_growth(
        kabid, "/target/usulan/", lambda: proposed(cast, "97 %", "Koleksi")
    )
    assert_no_growth(staff, "/target/", lambda: double_the_office(cast))
