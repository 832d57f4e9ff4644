"""Several holders of one position: each has his share, the definition makes one value."""

from datetime import date
from decimal import Decimal
from types import SimpleNamespace

import pytest

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation
from tolok.organisation import actions as organisation
from tolok.organisation.models import Placement
from tolok.planning import weights
from tolok.records.actions import System
from tolok.registry import actions as registry
from tolok.scoring.models import RollUp, Score
from tolok.scoring.permissions import may_view_person
from tolok.scoring.queries import replay, replay_roll_up
from tolok.scoring.rolling import in_force


WHY = {"obstacles": "Kertas habis.", "follow_up": "Pengadaan pada April."}


def define(cast: Cast, words: str, **changes: object) -> None:
    registry.change_definition(
        definition=cast.definition(words),
        changes=changes,
        reason="Penggabungan ditetapkan.",
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def report(cast: Cast, staff: str, colleague: str) -> None:
    for key, text in (("staff", staff), ("colleague", colleague)):
        row = submit(cast, key, Entry(text, **WHY), words="Pemustaka")
        verify(cast, row, "kabid")


def roll_up(cast: Cast, level: str, **about: object) -> RollUp:
    about.setdefault("period", cast.quarters[0])
    return RollUp.objects.get(office=cast.office, level=level, **about)


def of_indicator(cast: Cast, words: str = "Pemustaka yang", **about: object) -> RollUp:
    return roll_up(cast, "indicator", indicator=cast.indicator(words), **about)


@pytest.mark.parametrize(
    ("across", "achievement"),
    [
        ("average", "110.00"),  # (1.500 + 1.800) ÷ 2 of 1.500
        ("sum", "110.00"),  # 3.300 of the two whole targets together
        ("highest", "120.00"),
        ("lowest", "100.00"),
        ("last", "120.00"),
        ("days", "110.00"),
        ("none", "110.00"),  # each for himself: the mean of 100 % and 120 %
    ],
)
def test_two_holders_make_one_value_by_the_rule_of_the_definition(
    cast: Cast, across: str, achievement: str
) -> None:
    define(cast, "Pemustaka yang", across_people=across)

    report(cast, "1.500", "1.800")

    row = of_indicator(cast)
    assert row.achievement_percent == Decimal(achievement)
    assert (row.owed, row.counted) == (2, 2)
    assert replay_roll_up(row)


def test_the_passport_names_each_holder_with_his_days(cast: Cast) -> None:
    report(cast, "1.500", "1.800")

    told = str(of_indicator(cast).basis)

    assert "Siti Nurjanah" in told
    assert "Made Suryawan" in told
    assert "1 Januari–31 Maret 2026" in told


def test_a_share_of_the_target_that_is_set_is_the_holders_own(cast: Cast) -> None:
    define(cast, "Pemustaka yang", across_people="sum")
    for key, percent in (("staff", 60), ("colleague", 40)):
        organisation.set_share(
            placement=cast.people[key].placements.get(),
            share_percent=Decimal(percent),
            by=System(),
            at=cast.at(),
        )

    report(cast, "900", "300")

    scores = {s.realisation.person: s for s in Score.objects.filter(is_current=True)}
    assert scores[cast.people["staff"]].achievement_percent == Decimal("100.00")
    assert scores[cast.people["colleague"]].achievement_percent == Decimal("50.00")
    assert of_indicator(cast).achievement_percent == Decimal("80.00")  # 1.200 of 1.500
    step = next(
        s for s in scores[cast.people["staff"]].passport if s["step"] == "Bagian target"
    )
    assert step["rule"] == "bagian target 60 %"


def test_shares_that_make_no_whole_are_told_and_not_scaled(cast: Cast) -> None:
    define(cast, "Pemustaka yang", across_people="sum")
    for key in ("staff", "colleague"):
        organisation.set_share(
            placement=cast.people[key].placements.get(),
            share_percent=Decimal(40),
            by=System(),
            at=cast.at(),
        )

    report(cast, "600", "600")

    row = of_indicator(cast)
    assert row.achievement_percent == Decimal("100.00")
    assert "berjumlah 80 %, bukan 100 %" in str(row.basis)


def test_what_a_colleague_did_not_report_is_left_out_and_counted_apart(
    cast: Cast,
) -> None:
    verify(cast, submit(cast, "staff", Entry("1.800"), words="Pemustaka"), "kabid")

    row = of_indicator(cast)

    assert row.achievement_percent == Decimal("120.00")
    assert (row.owed, row.counted) == (2, 1)


def test_a_transfer_splits_target_and_result_by_days(cast: Cast) -> None:
    """Wati leaves on 15 February, Fitri follows: 46 and 44 of 90 days, target 250."""
    day = date(2026, 2, 16)
    old = cast.people["clerk"].placements.get()
    organisation.end_placement(
        placement=old, last_day=date(2026, 2, 15), by=System(), at=cast.at()
    )
    organisation.end_placement(
        placement=cast.people["archivist"].placements.get(),
        last_day=date(2026, 2, 15),
        by=System(),
        at=cast.at(),
    )
    organisation.place_person(
        person=cast.people["archivist"],
        position=cast.positions["p04"],
        starts_on=day,
        by=System(),
        at=cast.at(),
    )

    verify(cast, submit(cast, "clerk", Entry("115", **WHY), words="Surat"), "kasubag")
    verify(
        cast, submit(cast, "archivist", Entry("110", **WHY), words="Surat"), "kasubag"
    )

    scores = {s.realisation.person: s for s in Score.objects.filter(is_current=True)}
    # 115 ÷ (250 × 46 ÷ 90) and 110 ÷ (250 × 44 ÷ 90)
    assert scores[cast.people["clerk"]].achievement_percent == Decimal("90.00")
    assert scores[cast.people["archivist"]].achievement_percent == Decimal("90.00")
    assert of_indicator(cast, "Surat yang").achievement_percent == Decimal("90.00")
    year = of_indicator(cast, "Surat yang", period=None)
    assert year.achievement_percent == Decimal("22.50")  # 225 of 1.000
    assert all(replay(score) for score in scores.values())


def test_a_letter_that_comes_later_gives_each_the_share_of_his_days(
    cast: Cast,
) -> None:
    verify(cast, submit(cast, "clerk", Entry("250"), words="Surat"), "kasubag")

    organisation.place_person(
        person=cast.people["archivist"],
        position=cast.positions["p04"],
        kind="plh",
        letter_number="800/9/2026",
        starts_on=date(2026, 3, 1),
        ends_on=date(2026, 3, 9),
        by=System(),
        at=cast.at(hour=11),
    )

    new = Score.objects.get(is_current=True, realisation__person=cast.people["clerk"])
    assert (new.number, new.achievement_percent) == (2, Decimal("111.11"))  # of 225
    owed = Realisation.objects.get(
        person=cast.people["archivist"], position=cast.positions["p04"]
    )
    assert owed.status == "open"
    assert of_indicator(cast, "Surat yang").owed == 2


def test_a_person_with_two_seats_is_weighed_by_their_days(cast: Cast) -> None:
    """Yohanes: Arsiparis all year (target 40), Plt. from 1 February (59 days)."""
    verify(cast, submit(cast, "acting", Entry("40"), words="Diselamatkan"), "head")
    row = submit(
        cast,
        "acting",
        Entry(numerator="3", denominator="10", **WHY),
        words="Tertib Arsip",
    )
    verify(cast, row, "head")

    person = roll_up(cast, "person", person=cast.people["acting"])

    # 100 % for 90 days and 50 % for 59 days
    assert person.achievement_percent == Decimal("80.20")
    assert person.basis["days"] == [59, 90]
    assert replay_roll_up(person)


def test_weights_count_and_those_that_make_no_whole_are_told(cast: Cast) -> None:
    verify(cast, submit(cast, "kabid", Entry("82"), words="Indeks"), "head")
    verify(cast, submit(cast, "kabid", Entry("15", **WHY), words="Keluhan"), "head")
    objective = cast.indicator("Indeks Kepuasan").objective
    wanted = {
        cast.indicator("Indeks Kepuasan").pk: Decimal(70),
        cast.indicator("Jumlah Keluhan").pk: Decimal(30),
    }

    def weigh(percents: dict[int, Decimal]) -> RollUp:
        weights.set_weights(
            year=cast.year,
            weights=[weights.Weights(cast.positions["p06"], indicators=percents)],
            by=cast.viewer("planner"),
            at=cast.at(),
            reason="Disepakati rapat",
        )
        return roll_up(cast, "objective", objective=objective)

    whole = weigh(wanted)
    assert whole.achievement_percent == Decimal("85.00")  # 100 × 0,7 + 50 × 0,3
    assert "note" not in whole.basis
    told = weigh(wanted | {cast.indicator("Jumlah Keluhan").pk: Decimal(20)})
    assert "berjumlah 90 %, bukan 100 %" in told.basis["note"]
    assert told.achievement_percent == Decimal("88.89")  # (70 × 100 + 20 × 50) ÷ 90
    half = weigh({cast.indicator("Indeks Kepuasan").pk: Decimal(70)})
    assert half.achievement_percent == Decimal("75.00")
    assert "baru diisi sebagian" in half.basis["note"]


def test_what_an_amendment_ended_is_weighed_only_where_it_was_measured() -> None:
    began, changed = date(2026, 1, 1), date(2026, 7, 1)
    given = SimpleNamespace(
        stands={
            ("objective", 1): (began, None),
            ("objective", 2): (began, changed),
            ("objective", 3): (changed, None),
        }
    )

    def counted(values: dict[int, int], last: date) -> list[int]:
        return in_force(given, "objective", [1, 2, 3], values, last)

    assert counted({1: 100}, date(2026, 6, 30)) == [1, 2]
    assert counted({1: 100}, date(2026, 7, 1)) == [1, 3]
    assert counted({1: 100, 2: 80}, date(2026, 12, 31)) == [1, 2, 3]


def test_every_level_of_a_year_replays_to_the_same_digits(cast: Cast) -> None:
    report(cast, "1.500", "1.200")
    verify(cast, submit(cast, "clerk", Entry("240", **WHY)), "kasubag")
    verify(cast, submit(cast, "kabid", Entry("82"), words="Indeks"), "head")

    rows = list(RollUp.objects.all())

    assert {row.level for row in rows} == {
        *("indicator", "objective", "seat", "person", "position", "unit", "office"),
    }
    assert {row.period_id is None for row in rows} == {True, False}
    assert all(replay_roll_up(row) for row in rows)
    office = roll_up(cast, "office", period=None)
    # 2.700 of two year's targets of 6.000, 240 of 1.000, 82 of 84
    assert office.achievement_percent == Decimal("48.04")
    assert Placement.objects.exists()


@pytest.mark.parametrize(
    ("who", "may"),
    [
        ("staff", True),
        ("kabid", True),
        ("head", True),
        ("planner", True),
        ("inspector", True),
        ("colleague", False),
        ("clerk", False),
        ("archivist", False),
        ("administrator", False),
        ("stranger", False),
        ("stranger_head", False),
        ("stranger_planner", False),
    ],
)
def test_a_persons_number_is_seen_by_the_person_and_those_above(
    cast: Cast, who: str, may: bool
) -> None:
    assert may is may_view_person(
        cast.viewer(who),
        person_id=cast.people["staff"].pk,
        positions=[cast.positions["p07"]],
    )
