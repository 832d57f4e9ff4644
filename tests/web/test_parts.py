"""Weighted parts and due days on the page of one realisation."""

from tests.web.doing import attach, sign_in, text_of
from tolok.registry import actions


def define(cast, words: str, **changes: object):
    actions.change_definition(
        definition=cast.definition(words),
        changes=changes,
        reason="Disesuaikan",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    row = cast.realisation("clerk", words)
    attach(cast, row, "clerk")
    row.refresh_from_db()
    return row


def test_weighted_parts_are_entered_one_by_one_and_shown_to_the_verifier(cast_today):
    row = define(
        cast_today,
        "Surat yang",
        measure="terms",
        decimals=1,
        terms="40 % Kelengkapan\n60 % Ketepatan",
    )
    client = sign_in(cast_today, "clerk")
    url = f"/pengukuran/{row.pk}/"

    page = text_of(client.get(url))
    typed = {"revision": row.revision, "act": "send", "parts-0": "300"}
    refused = client.post(url, typed | {"parts-1": ""})
    sent = client.post(url, typed | {"parts-1": "320,5"})
    seen = text_of(
        sign_in(cast_today, "kasubag").get(f"/verifikasi/{row.pk}/", follow=True)
    )

    assert "Kelengkapan (bobot 40 %)" in page
    assert refused.status_code == 422
    assert "Isi semua komponennya" in text_of(refused)
    assert 'value="300"' in refused.content.decode()
    assert sent.status_code == 302
    assert "bobot 60 %" in seen
    assert "312,3" in seen


def test_a_list_of_due_days_is_counted_and_grows_with_the_draft(cast_today):
    row = define(cast_today, "Surat yang", needs_due_dates=True)
    client = sign_in(cast_today, "clerk")
    url = f"/pengukuran/{row.pk}/"
    typed = {"revision": row.revision, "act": "send", "value": ""}
    typed |= {"obstacles": "Banyak surat.", "follow_up": "Lembur pekan depan."}
    for number, done in enumerate(("2026-02-09", "2026-03-12")):
        typed |= {
            f"parts-{number}-name": f"Surat; edaran {number}",
            f"parts-{number}-due": f"2026-0{number + 2}-10",
            f"parts-{number}-done": done,
        }

    page = text_of(client.get(url))
    wrong = client.post(url, typed | {"parts-1-due": "kapan-kapan"})
    sent = client.post(url, typed)
    row.refresh_from_db()
    after = text_of(client.get(url))

    assert "Isi daftar jatuh tempo" in page
    assert wrong.status_code == 422
    assert "Baris 2" in text_of(wrong)
    assert sent.status_code == 302
    assert row.value == 1
    assert row.parts[0] == "Surat; edaran 0; 2026-02-10; 2026-02-09"
    assert "terlambat" in after


def test_the_page_says_how_many_proofs_of_which_kind_are_wanted(cast_today):
    row = define(
        cast_today, "Surat yang", evidence_kinds=["photo", "link"], evidence_minimum=2
    )

    page = text_of(sign_in(cast_today, "clerk").get(f"/pengukuran/{row.pk}/"))

    assert "paling sedikit 2 berupa foto atau tautan" in page
