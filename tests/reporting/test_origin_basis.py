"""A rolled-up number names the target and definition it was computed with."""

from decimal import Decimal

from tests.cast import Cast, scene
from tests.planning.letters import LETTER
from tests.web.doing import send, sign_in, text_of, verify
from tolok.planning.targets import Promise, set_targets
from tolok.registry import actions as registry
from tolok.reporting.origins import get_origin
from tolok.scoring.models import RollUp


@scene
def reported(cast_today: Cast) -> Cast:
    """The librarian's ratio of the first quarter was verified."""
    verify(cast_today, send(cast_today, "staff", "Koleksi"), "kabid")
    return cast_today


def of_indicator(cast: Cast, *, whole_year: bool) -> RollUp:
    return RollUp.objects.get(
        level="indicator",
        indicator=cast.indicator("Koleksi"),
        period__isnull=whole_year,
    )


def revise(cast: Cast, quarter: int | None, text: str) -> None:
    period = None if quarter is None else cast.quarters[quarter - 1]
    set_targets(
        year=cast.year,
        promises=[Promise(cast.indicator("Koleksi"), period, text)],
        by=cast.viewer("planner"),
        at=cast.at(hour=15),
        reason="Anggaran dipangkas",
        letter=LETTER,
    )


def redefine(cast: Cast) -> None:
    registry.change_definition(
        definition=cast.definition("Koleksi"),
        changes={"accumulation": "average", "formula": "Rata-rata triwulan"},
        reason="Disepakati",
        by=cast.viewer("planner"),
        at=cast.at(hour=16),
    )


def test_a_period_names_the_target_it_was_scored_with_not_a_later_one(
    reported: Cast,
) -> None:
    revise(reported, 1, "70 %")

    origin = get_origin(
        roll_up_id=of_indicator(reported, whole_year=False).pk,
        for_user=reported.viewer("planner"),
    )

    assert origin.basis is not None
    assert (origin.basis.target, origin.basis.target_number) == ("80 %", 1)


def test_a_year_names_the_version_of_the_years_target_it_was_held_against(
    reported: Cast,
) -> None:
    revise(reported, None, "98 %")

    row = of_indicator(reported, whole_year=True)
    origin = get_origin(roll_up_id=row.pk, for_user=reported.viewer("planner"))

    assert origin.basis is not None
    assert (origin.basis.target, origin.basis.target_number) == ("98 %", 2)
    assert row.basis["measurement"]["target"] == "98 %"


def test_a_period_names_the_definition_that_held_when_it_was_decided(
    reported: Cast,
) -> None:
    before = reported.definition("Koleksi").number
    redefine(reported)

    origin = get_origin(
        roll_up_id=of_indicator(reported, whole_year=False).pk,
        for_user=reported.viewer("planner"),
    )

    assert origin.basis is not None
    assert origin.basis.definition_number == before
    assert origin.basis.other_versions == ()


def test_a_year_says_which_definition_put_it_together_and_which_scored_each_period(
    reported: Cast,
) -> None:
    before = reported.definition("Koleksi").number
    redefine(reported)

    row = of_indicator(reported, whole_year=True)
    origin = get_origin(roll_up_id=row.pk, for_user=reported.viewer("planner"))
    page = text_of(sign_in(reported, "planner").get(f"/dasbor/asal/{row.pk}/"))

    assert origin.basis is not None
    assert origin.basis.definition_number == before + 1
    assert origin.basis.other_versions == (("TW I", before),)
    assert f"Digabung dengan definisi versi {before + 1}" in page
    assert f"TW I dengan versi {before}" in page
    assert row.achievement_percent is not None
    assert row.achievement_percent > Decimal(0)
