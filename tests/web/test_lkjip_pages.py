"""The yearly report on screen: what is missing, writing, benchmarks, budget, making."""

import pytest

from tests.web.baseline import assert_queries
from tests.web.doing import sign_in, text_of
from tolok.reporting import running
from tolok.reporting.models import Benchmark, BudgetLine, Narrative, ReportRun


URL = "/laporan/lkjip/"


@pytest.fixture(autouse=True)
def _the_worker_waits(settings):
    settings.TASKS = {
        "default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}
    }


def test_the_page_says_what_is_missing_and_leads_to_it(cast_today):
    page = sign_in(cast_today, "planner").get(URL)

    told = text_of(page)
    assert "hal yang perlu dilengkapi" in told
    assert "Program dan pagu anggaran belum diisi" in told
    assert "Belum ditulis; laporan menandai tempatnya" in told
    assert b"/laporan/lkjip/2026/anggaran/" in page.content


def test_the_page_asks_few_queries_whatever_the_size(cast_today):
    assert_queries("lkjip", sign_in(cast_today, "planner"), URL)


def test_the_head_reads_and_makes_but_does_not_write(cast_today):
    client = sign_in(cast_today, "head")

    told = text_of(client.get(URL))
    part = client.get(f"{URL}2026/naskah/isu/")
    written = client.post(f"{URL}2026/naskah/isu/", {"text": "x", "seen": 0})

    assert "Baca" in told
    assert "Simpan naskah" not in text_of(part)
    assert written.status_code == 403


def test_a_part_is_written_and_stands_when_opened_again(cast_today):
    client = sign_in(cast_today, "planner")
    url = f"{URL}2026/naskah/isu/"

    saved = client.post(url, {"text": "Isu kami.\r\n- satu", "seen": 0}, follow=True)

    assert "Isu strategis disimpan." in text_of(saved)
    assert Narrative.objects.get(is_current=True).text == "Isu kami.\n- satu"
    assert "- satu" in client.get(url).content.decode()


def test_saving_the_draft_as_it_is_keeps_it_a_draft(cast_today):
    client = sign_in(cast_today, "planner")
    url = f"{URL}2026/naskah/latar/"
    draft = client.get(url).context["sheet"].draft

    client.post(url, {"text": draft.replace("\n", "\r\n"), "seen": 0})

    assert not Narrative.objects.exclude(text="").exists()


def test_two_planners_at_once_lose_nothing(cast_today):
    client = sign_in(cast_today, "planner")
    url = f"{URL}2026/naskah/isu/"
    client.post(url, {"text": "Pertama.", "seen": 0})

    second = client.post(url, {"text": "Kedua.", "seen": 0})

    assert second.status_code == 409
    assert "baru saja disimpan" in text_of(second)
    assert "Kedua." in second.content.decode()


def test_an_unknown_part_or_year_is_not_found(cast_today):
    client = sign_in(cast_today, "planner")

    for wrong in ("2026/naskah/tidak-ada/", "1999/naskah/isu/", "1999/anggaran/"):
        assert client.get(URL + wrong).status_code == 404
    assert client.get(f"{URL}?tahun=1999").status_code == 404
    assert client.get(f"{URL}?tahun=abc").status_code == 200


def test_benchmarks_are_kept_and_a_wrong_year_loses_nothing(cast_today):
    client = sign_in(cast_today, "planner")
    key = cast_today.indicator("SAKIP").pk
    url = f"{URL}2026/pembanding/"
    typed = {f"{key}-end_year": "29", f"{key}-end_target": "A (80,5)"}

    wrong = client.post(url, typed)
    right = client.post(url, {**typed, f"{key}-end_year": "2029"})

    assert wrong.status_code == 422
    assert "empat angka" in text_of(wrong)
    assert "A (80,5)" in wrong.content.decode()
    assert right.status_code == 302
    assert Benchmark.objects.get().end_year == 2029


def test_the_budget_is_filled_in_changed_and_dropped(cast_today):
    client = sign_in(cast_today, "planner")
    url = f"{URL}2026/anggaran/"

    wrong = client.post(url, {"programme": "Penunjang", "ceiling": "banyak"})
    client.post(url, {"programme": "Penunjang", "ceiling": "1.000.000"})
    line = BudgetLine.objects.get()
    told = text_of(client.get(url))
    client.post(f"{url}?ubah={line.pk}", {"programme": "Penunjang", "spent": "0"})
    line.refresh_from_db()

    assert wrong.status_code == 422
    assert "banyak" in wrong.content.decode()
    assert "1.000.000" in told
    assert "belum diisi" in told
    assert (line.ceiling, line.spent) == (None, 0)
    client.post(f"{url}{line.pk}/hapus/")
    assert not BudgetLine.objects.exists()
    assert client.get(f"{url}?ubah=999").status_code == 302


def test_a_report_is_asked_for_made_announced_and_taken_away(cast_today):
    client = sign_in(cast_today, "planner")

    asked = client.post(f"{URL}2026/susun/", {"form": "pdf", "paper": "a4"})
    run = ReportRun.objects.get()
    waiting = text_of(client.get(asked["Location"]))
    part = client.get(asked["Location"], headers={"HX-Request": "true"})
    running.make_report(run_id=run.pk)
    over = client.get(asked["Location"], headers={"HX-Request": "true"})
    done = text_of(client.get(asked["Location"]))
    file = client.get(f"/laporan/susunan/{run.pk}/unduh/")
    news = text_of(client.get("/pemberitahuan/"))

    assert "Laporan sedang disusun" in waiting
    assert b"<progress" in part.content
    assert over["HX-Redirect"] == asked["Location"]
    assert "Laporan sudah selesai disusun" in done
    assert file.content.startswith(b"%PDF")
    assert "lkjip-2026" in file["Content-Disposition"]
    assert "sudah selesai disusun" in news


def test_the_same_report_twice_at_once_is_said_to_be_in_the_making(cast_today):
    client = sign_in(cast_today, "planner")
    for _time in range(2):
        answer = client.post(
            f"{URL}2026/susun/", {"form": "pdf", "paper": "a4"}, follow=True
        )

    assert "sedang disusun" in text_of(answer)
    assert ReportRun.objects.count() == 1


def test_a_making_is_cancelled_once(cast_today):
    client = sign_in(cast_today, "planner")
    client.post(f"{URL}2026/susun/", {"form": "docx", "paper": "folio"})
    run = ReportRun.objects.get()

    first = client.post(f"/laporan/susunan/{run.pk}/batal/", follow=True)
    second = client.post(f"/laporan/susunan/{run.pk}/batal/", follow=True)

    assert "Penyusunan laporan dibatalkan." in text_of(first)
    assert "sudah berakhir" in text_of(second)
    assert client.get(f"/laporan/susunan/{run.pk}/unduh/").status_code == 404
    assert "Penyusunan dibatalkan" in text_of(client.get(f"/laporan/susunan/{run.pk}/"))


def test_a_form_of_no_kind_is_refused_in_words(cast_today):
    client = sign_in(cast_today, "planner")

    answer = client.post(f"{URL}2026/susun/", {"form": "exe"})

    assert answer.status_code == 422
    assert "Pilih kertasnya." in text_of(answer)
    assert not ReportRun.objects.exists()


def test_a_report_is_issued_as_at_a_past_day_and_leads_to_its_document(cast_today):
    client = sign_in(cast_today, "planner")
    asked = {"form": "pdf", "paper": "a4", "pada": "2026-04-01", "terbit": "1"}

    client.post(f"{URL}2026/susun/", asked)
    run = ReportRun.objects.get()
    running.make_report(run_id=run.pk)

    run.refresh_from_db()
    page = client.get(f"/laporan/susunan/{run.pk}/")
    assert f"/laporan/terbit/{run.document_id}/" in page.content.decode()
    assert "keadaan per 1 April 2026" in text_of(page)
    assert run.document.cut_off == "Keadaan per 1 April 2026"
    assert "terbit dengan kode" in text_of(client.get(URL))


@pytest.mark.parametrize(
    ("more", "said"),
    [
        ({"form": "docx", "terbit": "1"}, "Yang diterbitkan hanya PDF"),
        ({"pada": "kemarin"}, "“kemarin” bukan tanggal."),
        ({"pada": "2036-01-01"}, "1 Januari 2036 belum tiba."),
        ({"pada": "2016-01-01"}, "tahun kinerja 2026 belum dimulai"),
        ({"paper": ""}, "Pilih kertasnya."),
    ],
)
def test_a_report_that_can_not_be_made_is_refused_in_one_sentence(
    cast_today, more, said
):
    answer = sign_in(cast_today, "planner").post(
        f"{URL}2026/susun/", {"form": "pdf", "paper": "a4"} | more
    )

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not ReportRun.objects.exists()
