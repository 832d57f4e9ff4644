"""A realisation without a value but with its reason: seen, never zero and never 100."""

from datetime import date

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, scene
from tests.measurement.reporting import submit, verify
from tests.web.doing import sign_in, text_of
from tolok.measurement import actions
from tolok.measurement.actions import Incomplete
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation, RealisationStep
from tolok.measurement.queries import mark_of
from tolok.reporting.gather import gather_measurements
from tolok.scoring.models import RollUp, Score
from tolok.scoring.queries import replay, replay_roll_up


WHY = Entry(obstacles="Survei baru selesai bulan depan.")


def send(cast: Cast, entry: Entry = WHY, *, sure: bool = True) -> Realisation:
    """Send what the holder owes, without evidence."""
    row = cast.realisation("staff", "Pemustaka")
    return actions.submit_realisation(
        realisation=row,
        entry=entry,
        revision=row.revision,
        by=cast.viewer("staff"),
        at=cast.at(),
        sure=sure,
    )


@scene
def explained(cast_today: Cast) -> Realisation:
    """One value was verified, the other indicator was sent without a value."""
    koleksi = Entry(numerator="90", denominator="100")
    verify(
        cast_today,
        submit(cast_today, "staff", koleksi, words="Persentase Koleksi"),
        "kabid",
    )
    return send(cast_today)


def test_a_blank_without_a_reason_is_not_sent(cast: Cast) -> None:
    with pytest.raises(Incomplete) as refused:
        send(cast, Entry())

    told = " ".join(text for _field, text in refused.value.problems)
    assert "Isi 0 bila hasilnya memang nol" in told
    assert "tulis sebabnya pada Hambatan" in told


def test_a_blank_with_its_reason_is_asked_about_once_and_needs_no_evidence(
    cast: Cast,
) -> None:
    with pytest.raises(Incomplete) as asked:
        send(cast, sure=False)
    assert [field for field, _text in asked.value.problems] == ["sure"]

    row = send(cast)

    assert row.status == "submitted"
    assert (row.value, row.entered_text, row.is_without_value) == (None, "", True)
    step = RealisationStep.objects.filter(realisation=row, step="submitted").get()
    assert "dikirim tanpa angka" in step.note


def test_nothing_is_sent_blank_and_unexplained_even_past_the_form(cast: Cast) -> None:
    row = cast.realisation("staff", "Pemustaka")

    with pytest.raises(IntegrityError), transaction.atomic():
        Realisation.objects.filter(pk=row.pk).update(
            status="submitted", submitted_at=cast.at()
        )


def test_the_verifier_sees_it_among_the_odd_with_what_it_means(
    cast_today: Cast, explained: Realisation
) -> None:
    mark = mark_of(realisation=explained)
    assert (mark.without_value, mark.is_odd, mark.without_evidence) == (
        *(True, True),
        False,
    )

    page = text_of(sign_in(cast_today, "kabid").get(f"/verifikasi/{explained.pk}/"))

    assert "Tanpa angka" in page
    assert "tanpa angka" in page
    assert "dihitung belum dilaporkan, bukan nol" in page
    assert "Survei baru selesai bulan depan." in page


def test_verified_it_is_no_zero_and_no_hundred_but_a_share_not_reported(
    cast_today: Cast, explained: Realisation
) -> None:
    before = RollUp.objects.get(level="position", period=cast_today.quarters[0])

    verify(cast_today, explained, "kabid")

    score = Score.objects.get(realisation=explained, is_current=True)
    assert (score.status, score.achievement_percent) == ("not_reported", None)
    after = RollUp.objects.get(level="position", period=cast_today.quarters[0])
    assert after.achievement_percent == before.achievement_percent
    assert after.owed > after.counted
    assert replay(score)
    assert all(replay_roll_up(row) for row in RollUp.objects.all())


def test_a_blank_quarter_is_left_out_of_the_year_and_never_counts_as_zero(
    cast_today: Cast, explained: Realisation
) -> None:
    verify(cast_today, explained, "kabid")

    assert not RollUp.objects.filter(
        level="indicator", indicator=explained.indicator
    ).exists()


def test_the_pages_of_the_indicator_and_of_the_holder_say_so(
    cast_today: Cast, explained: Realisation
) -> None:
    verify(cast_today, explained, "kabid")

    page = text_of(
        sign_in(cast_today, "staff").get(
            f"/registri/indikator/{explained.indicator_id}/"
        )
    )
    assert "tanpa angka" in page
    assert "dihitung belum dilaporkan, bukan nol" in page
    own = text_of(sign_in(cast_today, "staff").get(f"/pengukuran/{explained.pk}/"))
    assert "tanpa angka" in own


def test_the_documents_say_so_and_do_not_count_it_as_reported(
    cast_today: Cast, explained: Realisation
) -> None:
    verify(cast_today, explained, "kabid")

    table = gather_measurements(
        period=cast_today.quarters[0],
        for_user=cast_today.viewer("planner"),
        as_at=cast_today.at(hour=12),
    )

    holder = explained.person.name
    (row,) = (
        row
        for row in table.rows
        if (row.indicator, row.holder) == (explained.indicator.text, holder)
    )
    assert row.state == "Terverifikasi, tanpa angka"
    assert (row.is_reported, row.is_verified, row.achievement) == (False, True, None)
    assert row.obstacles == "Survei baru selesai bulan depan."


def test_the_page_of_entry_offers_it_and_asks_to_confirm(cast_today: Cast) -> None:
    client = sign_in(cast_today, "staff")
    row = cast_today.realisation("staff", "Pemustaka")
    typed = {
        "revision": str(row.revision),
        "value": "",
        "obstacles": "Survei baru selesai bulan depan.",
        "follow_up": "",
        "act": "send",
    }

    asked = client.post(f"/pengukuran/{row.pk}/", typed)
    assert asked.status_code == 422
    assert "Dikirim tanpa angka." in text_of(asked)
    sent = client.post(f"/pengukuran/{row.pk}/", typed | {"sure": "on"})

    assert sent.status_code == 302
    row.refresh_from_db()
    assert row.is_without_value
    assert row.period.starts_on == date(2026, 1, 1)
