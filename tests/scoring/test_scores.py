"""What is verified is scored, explained and rolled up; digits never move."""

from decimal import Decimal

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tests.planning.letters import LETTER
from tolok.measurement.entries import Entry
from tolok.planning.targets import Promise, set_targets
from tolok.scoring import permissions, queries, recomputing
from tolok.scoring.enums import Level, ScoreStatus
from tolok.scoring.models import RollUp, Score


WHY = {"obstacles": "Kertas habis.", "follow_up": "Pengadaan pada April."}


def scored(cast: Cast, key: str, verifier: str, entry: Entry, words: str = "") -> Score:
    row = verify(cast, submit(cast, key, entry, words=words), verifier)
    return Score.objects.get(realisation=row, is_current=True)


def test_a_ratio_is_scored_by_its_exact_parts(cast: Cast) -> None:
    entry = Entry(numerator="168", denominator="240", **WHY)

    score = scored(cast, "staff", "kabid", entry, "Persentase Koleksi")

    # 168 ÷ 240 = 70 % of a target of 80 %
    assert score.achievement_percent == Decimal("87.50")
    assert (score.class_name, score.score) == ("Cukup", Decimal("77.50"))


def test_fewer_complaints_than_the_limit_is_better(cast: Cast) -> None:
    score = scored(cast, "kabid", "head", Entry("5"), "Keluhan")

    assert score.achievement_percent == Decimal("150.00")


def test_zero_of_a_count_is_zero_percent(cast: Cast) -> None:
    score = scored(cast, "clerk", "kasubag", Entry("0", **WHY))

    assert score.achievement_percent == Decimal("0.00")
    assert score.class_name == "Sangat Kurang"


def test_what_cannot_be_computed_is_told_and_is_not_zero(cast: Cast) -> None:
    entry = Entry(numerator="0", denominator="0")

    score = scored(cast, "staff", "kabid", entry, "Persentase Koleksi")

    assert score.status == ScoreStatus.NOT_COMPUTABLE
    assert score.achievement_percent is None
    assert score.reason
    assert not RollUp.objects.exists()


def test_a_grade_is_scored_on_its_scale(cast: Cast) -> None:
    score = scored(cast, "head", "sekda", Entry("A (80,5)"))

    assert score.status == ScoreStatus.COMPUTED
    assert score.achievement_percent >= 100


def test_every_passport_can_be_replayed_to_the_same_digits(cast: Cast) -> None:
    scored(cast, "clerk", "kasubag", Entry("240", **WHY))
    scored(cast, "staff", "kabid", Entry("1.600"), "Pemustaka")
    scored(cast, "head", "sekda", Entry("BB (75,2)"))
    scored(cast, "archivist", "acting", Entry("31"))

    assert all(queries.replay(score) for score in Score.objects.all())


def test_the_passport_names_the_rule_its_article_and_that_the_office_elected_it(
    cast: Cast,
) -> None:
    score = scored(cast, "clerk", "kasubag", Entry("300"))

    words = " ".join(str(step) for step in score.passport)
    assert "PermenPANRB" in words
    assert {"step", "value", "rule", "citation"} <= set(score.passport[0])


def test_a_published_score_does_not_change_nor_leave(cast: Cast) -> None:
    score = scored(cast, "clerk", "kasubag", Entry("300"))

    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(pk=score.pk).update(achievement_percent=1)
    with pytest.raises(IntegrityError), transaction.atomic():
        Score.objects.filter(pk=score.pk)._raw_delete("default")


def test_a_mean_climbs_from_indicator_to_office(cast: Cast) -> None:
    scored(cast, "staff", "kabid", Entry("1.200", **WHY), "Pemustaka")  # 80 %
    scored(
        cast,
        "staff",
        "kabid",
        Entry(numerator="160", denominator="200"),
        "Persentase Koleksi",
    )  # 100 %
    scored(cast, "kabid", "head", Entry("82"), "Indeks Kepuasan")  # 100 %
    scored(cast, "clerk", "kasubag", Entry("250"))  # 100 %

    by_level = {
        (row.level, row.position_id or row.unit_id or row.office_id): row
        for row in RollUp.objects.filter(
            period__isnull=False,
            level__in=[Level.POSITION, Level.UNIT, Level.OFFICE],
        )
    }
    position = by_level[Level.POSITION, cast.positions["p07"].pk]
    bidang = by_level[Level.UNIT, cast.units["u4"].pk]
    office = by_level[Level.OFFICE, cast.office.pk]
    assert position.achievement_percent == Decimal("90.00")
    assert bidang.achievement_percent == Decimal("95.00")  # 90 and 100
    assert office.achievement_percent == Decimal("96.67")  # 90, 100 and 100
    assert (Level.UNIT, cast.units["u5"].pk) not in by_level  # nothing reported there


def test_one_great_excess_does_not_hide_the_others(cast: Cast) -> None:
    scored(cast, "clerk", "kasubag", Entry("1.750"))  # 700 %

    row = RollUp.objects.get(level=Level.POSITION, period__isnull=False)

    assert row.achievement_percent == Decimal("120.00")
    assert Score.objects.get().achievement_percent == Decimal("700.00")


def test_a_recomputation_gives_the_same_digits(cast: Cast) -> None:
    scored(cast, "clerk", "kasubag", Entry("240", **WHY))
    scored(cast, "staff", "kabid", Entry("1.600"), "Pemustaka")
    before = list(
        RollUp.objects.order_by("pk").values_list("pk", "hundredths", "count")
    )

    found = recomputing.recompute(
        of=cast.quarters[0], by=cast.viewer("planner"), at=cast.at(hour=12)
    )

    after = list(RollUp.objects.order_by("pk").values_list("pk", "hundredths", "count"))
    assert (found.differs, after) == (False, before)


def test_a_revised_target_changes_no_score_until_it_is_computed_anew(
    cast: Cast,
) -> None:
    score = scored(cast, "clerk", "kasubag", Entry("250"))
    set_targets(
        year=cast.year,
        promises=[Promise(cast.indicator("Surat yang"), cast.quarters[0], "500")],
        by=cast.viewer("planner"),
        at=cast.at(),
        reason="Perubahan anggaran.",
        letter=LETTER,
    )
    assert Score.objects.get(is_current=True) == score

    recomputing.recompute(
        of=cast.quarters[0], by=cast.viewer("planner"), at=cast.at(hour=12)
    )

    newest = Score.objects.get(is_current=True)
    assert (newest.number, newest.achievement_percent) == (2, Decimal("50.00"))
    assert Score.objects.get(number=1).achievement_percent == Decimal("100.00")


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("planner", True),
        ("head", False),
        ("inspector", False),
        ("administrator", True),
        ("staff", False),
        ("stranger_planner", False),
    ],
)
def test_only_planner_and_administrator_have_an_office_computed_anew(
    cast: Cast, key: str, may: bool
) -> None:
    def compute() -> int:
        return recomputing.recompute(
            of=cast.quarters[0], by=cast.viewer(key), at=cast.at()
        ).scores_changed

    if may:
        assert compute() == 0
    else:
        with pytest.raises(recomputing.MayNotRecompute):
            compute()


@pytest.mark.parametrize(
    ("key", "sees"),
    [
        ("head", True),
        ("secretary", True),
        ("kabid", True),
        ("planner", True),
        ("inspector", True),
        ("staff", False),
        ("clerk", False),
        ("administrator", False),
        ("stranger_head", False),
    ],
)
def test_who_sees_how_the_office_stands(cast: Cast, key: str, sees: bool) -> None:
    scored(cast, "clerk", "kasubag", Entry("250"))

    rows = queries.list_roll_ups(
        periods=cast.quarters, level=Level.OFFICE, for_user=cast.viewer(key)
    )

    assert rows.exists() is sees


@pytest.mark.parametrize(
    ("key", "sees"),
    [
        ("staff", True),
        ("colleague", True),
        ("kabid", True),
        ("head", True),
        ("planner", True),
        ("inspector", True),
        ("secretary", False),
        ("clerk", False),
        ("administrator", False),
        ("stranger_head", False),
    ],
)
def test_who_sees_how_a_position_stands(cast: Cast, key: str, sees: bool) -> None:
    position = cast.realisation("staff").position

    viewer = cast.viewer(key)
    assert permissions.may_view_position(viewer, position=position) is sees
