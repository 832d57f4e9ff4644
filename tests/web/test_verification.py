"""Verifying and returning on screen: the odd one by one, the ordinary together."""

from decimal import Decimal

import pytest

from tests.cast import scene
from tests.web import doing
from tests.web.baseline import assert_no_growth, assert_queries
from tests.web.doing import attach, send, send_back, sign_in, text_of, verify
from tolok.measurement import actions
from tolok.measurement.entries import Entry
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.models import Realisation
from tolok.records.models import AuditEvent
from tolok.scoring.models import Score


HTMX = {"HX-Request": "true"}


def url_of(row: Realisation) -> str:
    return f"/verifikasi/{row.pk}/"


def decided(row: Realisation, decision: str, **fields: str) -> dict[str, str]:
    return {"decision": decision, "version": str(row.revision), "reason": "", **fields}


def ticked(*rows: Realisation) -> list[str]:
    return [f"{row.pk}-{row.revision}" for row in rows]


def status_of(row: Realisation) -> str:
    return Realisation.objects.get(pk=row.pk).status


@pytest.fixture
def kabid(cast_today):
    return sign_in(cast_today, "kabid")


@scene
def ordinary(cast_today) -> Realisation:
    """Sent in time, with a proof of its own."""
    return send(cast_today, "staff", "Koleksi")


@scene
def odd(cast_today) -> Realisation:
    """Taken back, changed and sent again."""
    row = send(cast_today, "colleague", "Dilayani")
    viewer = cast_today.viewer("colleague")
    row = actions.withdraw_realisation(realisation=row, by=viewer, at=cast_today.at())
    return actions.submit_realisation(
        realisation=row,
        entry=Entry(value="1.700"),
        revision=row.revision,
        by=viewer,
        at=cast_today.at(),
    )


# ---------------------------------------------------------------- the queue


def test_the_queue_says_how_much_waits_and_how_much_of_it_is_odd(kabid, ordinary, odd):
    page = text_of(kabid.get("/verifikasi/"))

    assert "2 realisasi menunggu Anda: 1 perlu diperiksa, 1 wajar" in page
    assert "Diubah setelah dikirim" in page


def test_the_odd_stand_before_the_ordinary_though_they_came_later(kabid, ordinary, odd):
    page = text_of(kabid.get("/verifikasi/"))

    assert page.index("Jumlah Pemustaka yang Dilayani") < page.index(
        "Persentase Koleksi yang Terolah"
    )


def test_each_row_shows_value_target_achievement_and_whose_it_is(kabid, ordinary):
    page = text_of(kabid.get("/verifikasi/"))

    assert "94,44 %" in page
    assert "118,06 %" in page
    assert "Siti Nurjanah, S.I.Pust." in page


def test_evidence_that_proves_two_results_is_marked(cast_today, kabid, ordinary):
    row = cast_today.realisation("colleague", "Koleksi")
    proof = attach(cast_today, row, "colleague")
    proof.__class__.objects.filter(pk=proof.pk).update(
        file=ordinary.evidence.get().file
    )
    send(cast_today, "colleague", "Koleksi", proof=False)

    page = text_of(kabid.get("/verifikasi/"))

    assert page.count("Bukti dipakai ulang") >= 2
    assert "Cocokkan isinya" in page


def test_a_result_without_its_proof_is_marked(cast_today, kabid, ordinary):
    ordinary.evidence.all().delete()

    page = text_of(kabid.get("/verifikasi/"))

    assert "Tanpa bukti" in page
    assert "perlu diperiksa" in page


def test_an_empty_queue_says_that_all_is_decided(kabid):
    page = text_of(kabid.get("/verifikasi/"))

    assert "Tidak ada yang menunggu verifikasi Anda" in page


@pytest.mark.parametrize("who", ["clerk", "staff", "inspector", "planner", "stranger"])
def test_nothing_waits_for_who_verifies_nobody(cast_today, ordinary, who):
    page = text_of(sign_in(cast_today, who).get("/verifikasi/"))

    assert "Tidak ada yang menunggu verifikasi Anda" in page
    assert "Koleksi" not in page


def test_the_first_of_the_queue_stands_beside_it_on_a_desk(kabid, odd):
    page = text_of(kabid.get("/verifikasi/"))

    assert "Mengapa ditandai" in page
    assert "Pernah ditarik kembali dan diubah setelah dikirim." in page
    assert f'id="putusan-{odd.pk}"' in page


def test_a_click_on_a_desk_brings_the_panel_alone(kabid, ordinary, odd):
    response = kabid.get(url_of(ordinary), headers=HTMX)

    page = text_of(response)
    assert "<html" not in page
    assert "Persentase Koleksi yang Terolah" in page
    assert "170 dari 180" in page
    assert "HX-Request" in response["Vary"]


def test_the_address_of_one_opens_it_with_the_queue_around_it(kabid, ordinary, odd):
    page = text_of(kabid.get(url_of(ordinary)))

    assert "<html" in page
    assert f'id="putusan-{ordinary.pk}"' in page
    assert "1 dari 1 yang wajar" in page
    assert "Jumlah Pemustaka yang Dilayani" in page


def test_a_long_queue_is_turned_page_by_page(kabid, ordinary, odd, monkeypatch):
    monkeypatch.setattr("tolok.web.measurement.verification.PER_PAGE", 1)

    first = text_of(kabid.get("/verifikasi/"))
    second = text_of(kabid.get("/verifikasi/?page=2"))
    beyond = text_of(kabid.get("/verifikasi/?page=99"))
    itself = text_of(kabid.get(url_of(ordinary)))

    assert "1 sampai 1 dari 2" in first
    assert "Jumlah Pemustaka yang Dilayani" in first
    assert "Persentase Koleksi yang Terolah" in second
    assert "2 sampai 2 dari 2" in beyond
    assert "2 sampai 2 dari 2" in itself


def test_the_keys_are_told_and_can_be_switched_off(kabid, ordinary):
    page = kabid.get("/verifikasi/").content.decode()

    assert "data-keys-switch" in page
    assert 'data-key="v"' in page
    assert 'data-key="r"' in page


def test_who_acts_for_the_superior_sees_as_what_he_verifies(cast_today):
    row = send(cast_today, "archivist", "Boks")

    page = text_of(sign_in(cast_today, "acting").get(url_of(row)))

    assert "Anda memeriksa sebagai Plt. Kepala Bidang Kearsipan." in page


# ---------------------------------------------------------------- who may


@pytest.mark.parametrize("decision", ["verify", "return"])
@pytest.mark.parametrize(
    ("who", "status"),
    [
        ("staff", 403),
        ("head", 403),
        ("planner", 403),
        ("inspector", 403),
        ("colleague", 404),
        ("secretary", 404),
        ("clerk", 404),
        ("acting", 404),
        ("administrator", 404),
        ("stranger", 404),
        ("stranger_head", 404),
        ("stranger_planner", 404),
    ],
)
def test_only_the_superior_decides(cast_today, ordinary, who, status, decision):
    response = sign_in(cast_today, who).post(
        url_of(ordinary), decided(ordinary, decision, reason="Coba")
    )

    assert response.status_code == status
    assert status_of(ordinary) == Status.SUBMITTED


def test_who_acts_for_his_own_superior_cannot_verify_his_own_work(cast_today):
    row = send(cast_today, "acting", "Diselamatkan")
    browser = sign_in(cast_today, "acting")

    queue = text_of(browser.get("/verifikasi/"))
    response = browser.post(url_of(row), decided(row, "verify"))

    assert "Tidak ada yang menunggu verifikasi Anda" in queue
    assert response.status_code == 403
    assert "Hasil kerja sendiri tidak dapat diverifikasi sendiri." in text_of(response)
    assert status_of(row) == Status.SUBMITTED


def test_own_work_of_who_acts_for_his_superior_waits_for_the_head(cast_today):
    send(cast_today, "acting", "Diselamatkan")

    page = text_of(sign_in(cast_today, "head").get("/verifikasi/"))

    assert "Jumlah Arsip yang Diselamatkan" in page


@pytest.mark.parametrize(
    ("who", "status"), [("clerk", 404), ("stranger", 404), ("planner", 302)]
)
def test_the_page_of_one_opens_for_its_verifier_only(cast_today, ordinary, who, status):
    assert sign_in(cast_today, who).get(url_of(ordinary)).status_code == status


@pytest.mark.parametrize("who", ["colleague", "stranger", "planner", "head"])
def test_many_at_once_are_verified_by_their_verifier_only(cast_today, ordinary, who):
    sign_in(cast_today, who).post(
        "/verifikasi/sekaligus/", {"selected": ticked(ordinary), "confirmed": "1"}
    )

    assert status_of(ordinary) == Status.SUBMITTED


# ---------------------------------------------------------------- deciding


def test_verifying_scores_and_leads_to_the_next(kabid, ordinary, odd):
    response = kabid.post(url_of(odd), decided(odd, "verify"), follow=True)

    assert status_of(odd) == Status.VERIFIED
    assert Score.objects.get(realisation=odd).achievement_percent == Decimal("113.33")
    assert response.redirect_chain == [(url_of(ordinary), 302)]
    assert "Terverifikasi: Jumlah Pemustaka yang Dilayani" in text_of(response)


def test_after_the_last_one_the_queue_is_empty(kabid, ordinary):
    response = kabid.post(url_of(ordinary), decided(ordinary, "verify"))

    assert response["Location"] == "/verifikasi/"


def test_returning_takes_a_reason_that_its_owner_reads(cast_today, kabid, ordinary):
    kabid.post(
        url_of(ordinary), decided(ordinary, "return", reason="  Lampirkan daftarnya. ")
    )

    row = Realisation.objects.get(pk=ordinary.pk)
    assert row.status == Status.RETURNED
    assert row.return_reason == "Lampirkan daftarnya."
    page = text_of(sign_in(cast_today, "staff").get("/beranda/"))
    assert "Lampirkan daftarnya." in page


@pytest.mark.parametrize("reason", ["", "   ", "\n"])
def test_returning_without_a_reason_is_refused_at_the_field(kabid, ordinary, reason):
    response = kabid.post(url_of(ordinary), decided(ordinary, "return", reason=reason))

    page = text_of(response)
    assert response.status_code == 422
    assert "Tulis alasan pengembalian" in page
    assert 'aria-invalid="true"' in page
    assert status_of(ordinary) == Status.SUBMITTED


def test_a_reason_that_is_too_long_stays_as_typed(kabid, ordinary):
    reason = "panjang " * 600

    response = kabid.post(url_of(ordinary), decided(ordinary, "return", reason=reason))

    assert response.status_code == 422
    assert "Terlalu panjang" in text_of(response)
    assert reason.strip() in text_of(response)


@pytest.mark.parametrize(
    "fields",
    [
        {"decision": "hapus"},
        {"decision": ""},
        {"version": "dua"},
        {"version": ""},
    ],
)
def test_a_decision_that_is_none_changes_nothing(kabid, ordinary, fields):
    response = kabid.post(url_of(ordinary), decided(ordinary, "verify") | fields)

    assert response.status_code == 422
    assert "Keputusan tidak dimengerti" in text_of(response)
    assert status_of(ordinary) == Status.SUBMITTED


@pytest.mark.parametrize("decision", ["verify", "return"])
def test_pressing_twice_is_answered_kindly(kabid, ordinary, decision):
    form = decided(ordinary, decision, reason="Lampirkan daftarnya.")
    kabid.post(url_of(ordinary), form)

    again = kabid.post(url_of(ordinary), form, follow=True)

    assert again.status_code == 200
    assert "Realisasi ini sudah Anda putuskan tadi." in text_of(again)
    events = AuditEvent.objects.filter(action__startswith=f"measurement.{decision}")
    assert events.count() == 1


def test_what_was_returned_cannot_be_verified_with_an_old_page(kabid, ordinary):
    kabid.post(url_of(ordinary), decided(ordinary, "return", reason="Kurang."))

    response = kabid.post(url_of(ordinary), decided(ordinary, "verify"))

    assert response.status_code == 409
    assert "sudah berstatus “Dikembalikan”" in text_of(response)


@pytest.mark.parametrize("decision", ["verify", "return"])
def test_a_value_that_changed_unseen_is_not_decided_on(
    cast_today, kabid, ordinary, decision
):
    viewer = cast_today.viewer("staff")
    row = actions.withdraw_realisation(
        realisation=ordinary, by=viewer, at=cast_today.at()
    )
    actions.submit_realisation(
        realisation=row,
        entry=Entry(numerator="180", denominator="180"),
        revision=row.revision,
        by=viewer,
        at=cast_today.at(),
    )

    response = kabid.post(url_of(ordinary), decided(ordinary, decision, reason="Ya"))

    assert response.status_code == 409
    assert "berubah sejak Anda membukanya" in text_of(response)
    assert status_of(ordinary) == Status.SUBMITTED


def test_what_came_back_mended_shows_the_old_reason(cast_today, kabid, ordinary):
    row = send_back(cast_today, ordinary, "kabid", "Lampirkan daftarnya.")
    actions.submit_realisation(
        realisation=row,
        entry=Entry(numerator="170", denominator="180"),
        revision=row.revision,
        by=cast_today.viewer("staff"),
        at=cast_today.at(hour=11),
    )

    page = text_of(kabid.get(url_of(ordinary)))

    assert "Pernah dikembalikan" in page
    assert "Lampirkan daftarnya." in page


def test_what_is_decided_opens_as_a_page_to_read(cast_today, kabid, ordinary):
    verify(cast_today, ordinary, "kabid")

    response = kabid.get(url_of(ordinary), follow=True)

    assert response.redirect_chain == [(f"/pengukuran/{ordinary.pk}/", 302)]
    assert "Diverifikasi oleh Bambang Wicaksono, S.Hum." in text_of(response)


# ---------------------------------------------------------------- many at once


@pytest.fixture
def two(cast_today, ordinary) -> list[Realisation]:
    return [ordinary, send(cast_today, "colleague", "Koleksi")]


def test_many_are_verified_only_after_one_question(kabid, two):
    asked = kabid.post("/verifikasi/sekaligus/", {"selected": ticked(*two)})

    assert asked.status_code == 200
    assert "Verifikasi 2 realisasi sekaligus?" in text_of(asked)
    assert "Siti Nurjanah" in text_of(asked)
    assert "Made Suryawan" in text_of(asked)
    assert [status_of(row) for row in two] == [Status.SUBMITTED] * 2


def test_many_are_verified_and_scored_together(kabid, two):
    response = kabid.post(
        "/verifikasi/sekaligus/",
        {"selected": ticked(*two), "confirmed": "1"},
        follow=True,
    )

    assert "2 realisasi terverifikasi." in text_of(response)
    assert [status_of(row) for row in two] == [Status.VERIFIED] * 2
    assert Score.objects.filter(realisation__in=two).count() == 2


def test_what_changed_since_is_left_out_and_asked_about_again(cast_today, kabid, two):
    old = ticked(*two)
    actions.withdraw_realisation(
        realisation=two[0], by=cast_today.viewer("staff"), at=cast_today.at()
    )

    response = kabid.post("/verifikasi/sekaligus/", {"selected": old, "confirmed": "1"})

    assert response.status_code == 409
    assert "1 realisasi berubah atau sudah diputuskan" in text_of(response)
    assert status_of(two[1]) == Status.SUBMITTED


@pytest.mark.parametrize("selected", [[], ["abc"], ["1-x"], ["-"], ["1;drop-2"]])
def test_ticking_nothing_says_to_tick_first(kabid, two, selected):
    response = kabid.post(
        "/verifikasi/sekaligus/", {"selected": selected, "confirmed": "1"}, follow=True
    )

    assert "Belum ada yang dipilih." in text_of(response)
    assert [status_of(row) for row in two] == [Status.SUBMITTED] * 2


def test_pressing_twice_for_many_tells_the_newest_state(kabid, two):
    form = {"selected": ticked(*two), "confirmed": "1"}
    kabid.post("/verifikasi/sekaligus/", form)

    again = kabid.post("/verifikasi/sekaligus/", form, follow=True)

    assert again.status_code == 200
    assert "sudah diputuskan atau berubah" in text_of(again)


def test_verifying_many_takes_a_press_of_a_button(kabid):
    assert kabid.get("/verifikasi/sekaligus/").status_code == 405


# ---------------------------------------------------------------- what it costs


def test_the_queue_asks_the_same_queries_however_long_it_is(cast_today, kabid):
    send(cast_today, "staff", "Koleksi")

    def more() -> None:
        for who in ("staff", "colleague"):
            send(cast_today, who, "Dilayani")
        send(cast_today, "colleague", "Koleksi")

    assert_queries("verifikasi", kabid, "/verifikasi/")
    assert_no_growth(kabid, "/verifikasi/", more)


def test_one_of_the_queue_asks_the_same_queries_however_long_it_is(
    cast_today, kabid, ordinary
):
    def more() -> None:
        for who in ("staff", "colleague"):
            send(cast_today, who, "Dilayani")

    assert_queries("verifikasi, satu", kabid, url_of(ordinary))
    assert_queries("verifikasi, panel", kabid, url_of(ordinary), **HTMX)
    assert_no_growth(kabid, url_of(ordinary), more)


def test_values_far_from_the_usual_are_marked_with_the_usual(cast_today, kabid):
    history = doing.past_values(cast_today, "staff", "Dilayani", [1500, 1550, 1600])
    row = send(cast_today, "staff", "Dilayani", Entry(value="4.100"))

    page = text_of(kabid.get(url_of(row)))

    assert len(history) == 3
    assert "Di luar kebiasaan" in page
    assert "Biasanya sekitar 1.550 orang (nilai tengah 3 periode)" in page
    assert "Naik dari 1.600 orang menjadi 4.100 orang" in page
