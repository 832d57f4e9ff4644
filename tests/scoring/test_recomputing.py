"""A period or a year computed anew: the same digits, or told which differ."""

import pytest

from tests.cast import Cast, scene
from tests.measurement.reporting import submit, verify
from tests.planning.letters import LETTER
from tests.web.baseline import assert_queries
from tests.web.doing import sign_in, text_of
from tolok.cli.__main__ import main
from tolok.measurement.entries import Entry
from tolok.planning.targets import Promise, set_targets
from tolok.records.models import AuditEvent
from tolok.scoring import recomputing
from tolok.scoring.models import RollUp, Score


WHY = {"obstacles": "Surat berkurang.", "follow_up": "Dipantau tiap pekan."}


@scene
def a_quarter(cast: Cast) -> None:
    """Three people reported and were verified."""
    report(cast)


@scene
def a_quarter_today(cast_today: Cast) -> None:
    """The same, in an office whose pages live on that day."""
    report(cast_today)


def report(cast: Cast) -> None:
    """Report and verify what three people owe."""
    for key, verifier, words, entry in (
        ("clerk", "kasubag", "Surat", Entry("240", **WHY)),
        ("staff", "kabid", "Pemustaka", Entry("1.600")),
        ("kabid", "head", "Indeks", Entry("84")),
    ):
        verify(cast, submit(cast, key, entry, words=words), verifier)


def digits() -> list[tuple[object, ...]]:
    return [
        *RollUp.objects.order_by("key").values_list("key", "hundredths", "count"),
        *Score.objects.order_by("pk").values_list("pk", "achievement_percent"),
    ]


def raise_target(cast: Cast) -> None:
    set_targets(
        year=cast.year,
        promises=[Promise(cast.indicator("Surat yang"), cast.quarters[0], "480")],
        by=cast.viewer("planner"),
        at=cast.at(hour=11),
        reason="Perubahan anggaran.",
        letter=LETTER,
    )


@pytest.mark.parametrize("span", ["year", "quarter"])
def test_computing_anew_gives_the_same_digits_and_says_so(
    cast: Cast, a_quarter: None, span: str
) -> None:
    before = digits()
    of = cast.year if span == "year" else cast.quarters[0]

    found = recomputing.recompute(of=of, by=cast.viewer("planner"), at=cast.at(hour=12))

    assert not found.differs
    assert (found.verified, found.differences) == (3, [])
    assert digits() == before


def test_a_lost_roll_up_is_found_and_put_back(cast: Cast, a_quarter: None) -> None:
    before = digits()
    RollUp.objects.filter(level="position").delete()

    found = recomputing.recompute(
        of=cast.year, by=cast.viewer("planner"), at=cast.at(hour=12)
    )

    assert found.roll_ups_changed == 6  # three positions, in the quarter and the year
    assert all(row.before is None for row in found.differences)
    assert digits() == before


def test_what_differs_is_named_with_both_digits(cast: Cast, a_quarter: None) -> None:
    raise_target(cast)

    found = recomputing.recompute(
        of=cast.quarters[0], by=cast.viewer("planner"), at=cast.at(hour=12)
    )

    assert found.scores_changed == 1
    told = {row.what: (row.before, row.after) for row in found.differences}
    assert (96, 50) in told.values()


def test_it_leaves_one_event_in_the_trail_with_its_counts(
    cast: Cast, a_quarter: None
) -> None:
    recomputing.recompute(
        of=cast.year, by=cast.viewer("administrator"), at=cast.at(hour=12)
    )

    event = AuditEvent.objects.get(action="scoring.recompute_year")
    assert event.actor_name == cast.viewer("administrator").name
    assert event.after["verified"] == 3
    assert event.after["roll_ups_changed"] == 0


# ---------------------------------------------------------------- the command


def recompute(cast: Cast, *more: str, who: str = "planner") -> int:
    return main(["recompute", "2026", "--user", cast.users[who].username, *more])


def test_the_command_ends_with_0_where_all_digits_are_the_same(
    cast: Cast, a_quarter: None, capsys
) -> None:
    assert recompute(cast) == 0

    said = capsys.readouterr().out
    assert "3 realisasi terverifikasi" in said
    assert "Semua angka sama." in said


def test_the_command_ends_with_1_and_names_what_differs(
    cast: Cast, a_quarter: None, capsys
) -> None:
    raise_target(cast)

    assert recompute(cast, "--period", "1") == 1

    said = capsys.readouterr().out.replace("\u00a0", " ")
    assert "Berbeda: 1 nilai realisasi" in said
    assert "96,00 %" in said
    assert "50,00 %" in said


@pytest.mark.parametrize(
    ("more", "who", "words"),
    [
        (("--period", "7"), "planner", "Tidak ada periode ke-7"),
        ((), "staff", "Hanya perencana atau administrator"),
        ((), "head", "Hanya perencana atau administrator"),
    ],
)
def test_the_command_refuses_with_2_and_says_what_there_is(
    cast: Cast, capsys, more, who, words
) -> None:
    assert recompute(cast, *more, who=who) == 2
    assert words in capsys.readouterr().err


def test_a_year_that_the_office_has_not_is_refused(cast: Cast, capsys) -> None:
    code = main(["recompute", "2031", "--user", cast.users["planner"].username])

    assert code == 2
    assert "Yang ada: 2026" in capsys.readouterr().err


# ---------------------------------------------------------------- the page


URL = "/perencanaan/hitung-ulang/?tahun=2026"


def test_the_page_says_that_all_digits_are_the_same(
    cast_today: Cast, a_quarter_today: None
) -> None:
    client = sign_in(cast_today, "planner")

    page = text_of(client.post(URL, {"what": "tahun"}))

    assert "Sudah dihitung ulang: semua angka sama" in page
    assert "Terakhir dihitung ulang" in page


def test_the_page_names_what_differs_to_the_planner_alone(
    cast_today: Cast, a_quarter_today: None
) -> None:
    raise_target(cast_today)

    quarter = {"what": str(cast_today.quarters[0].pk)}
    planner = text_of(sign_in(cast_today, "planner").post(URL, quarter))

    assert "angka berbeda" in planner
    assert "96,00 %" in planner
    RollUp.objects.filter(level="position").delete()
    administrator = text_of(sign_in(cast_today, "administrator").post(URL, quarter))
    assert "angka berbeda" in administrator
    assert "Yang berbeda" not in administrator


def test_the_page_refuses_a_period_of_another_office(
    cast_today: Cast, a_quarter_today: None
) -> None:
    client = sign_in(cast_today, "planner")

    answer = client.post(URL, {"what": "999999"})

    assert answer.status_code == 422
    assert "Pilih salah satu yang tersedia." in text_of(answer)


def test_the_page_asks_few_queries(cast_today: Cast, a_quarter_today: None) -> None:
    client = sign_in(cast_today, "planner")
    client.post(URL, {"what": "tahun"})

    assert_queries("perencanaan, hitung ulang", client, URL)
