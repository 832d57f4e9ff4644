"""An indicator that next year's decree keeps goes on from this year's: its history stays one."""

from datetime import date

import pytest

from tests.cast import Cast
from tests.decrees.mending import NEW, OLD, mend_indicator, next_year_draft, seen
from tests.measurement.reporting import submit, verify
from tests.web.baseline import count_queries
from tests.web.doing import sign_in, text_of
from tolok.decrees import adopting, mending
from tolok.decrees.rows import Level
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation
from tolok.planning.models import Target
from tolok.registry import queries as registry
from tolok.registry.models import Definition, Indicator, RegistryVersion


KEPT = "Jumlah Pemustaka yang Dilayani"


def adopted(cast: Cast, mended: bool = True) -> RegistryVersion:
    """Adopt next year's decree, with the one match that a planner made or without."""
    draft = next_year_draft(cast)
    if mended:
        mend_indicator(cast, draft)
    adopting.adopt_decree(decree=draft, by=cast.viewer("planner"), at=cast.at())
    return RegistryVersion.objects.get(decree=draft)


def of(version: RegistryVersion, text: str) -> Indicator:
    return Indicator.objects.get(version=version, text=text)


def test_every_matched_indicator_goes_on_and_a_mend_rules(cast: Cast) -> None:
    before = {
        row.text: row.pk
        for row in Indicator.objects.filter(position__office=cast.office)
    }

    version = adopted(cast)

    found = {
        row.text: row.continues_id for row in Indicator.objects.filter(version=version)
    }
    assert found == {NEW if text == OLD else text: pk for text, pk in before.items()}


def test_without_the_mend_two_wordings_are_two_indicators(cast: Cast) -> None:
    assert of(adopted(cast, mended=False), NEW).continues_id is None


def test_a_match_that_a_planner_parted_does_not_go_on(cast: Cast) -> None:
    draft = next_year_draft(cast)
    pair = seen(cast, draft, KEPT)
    mending.mend_match(
        before=cast.decree,
        after=draft,
        level=Level.INDICATOR,
        before_key=pair.before.key,
        after_key=pair.after.key,
        are_one=False,
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    adopting.adopt_decree(decree=draft, by=cast.viewer("planner"), at=cast.at())

    assert of(RegistryVersion.objects.get(decree=draft), KEPT).continues_id is None


def test_the_earlier_definition_is_suggested_and_not_yet_accepted(cast: Cast) -> None:
    version = adopted(cast)

    definition = Definition.objects.get(indicator=of(version, KEPT))

    assert definition.unit_of_measure == "orang"
    assert definition.decided_at is None
    assert not Target.objects.filter(indicator__version=version).exists()


def test_this_year_stays_in_force_until_the_next_begins(cast: Cast) -> None:
    adopted(cast)

    numbers = {
        day: registry.version_on(office_id=cast.office.pk, on=day).number
        for day in (cast.day, date(2026, 12, 31), date(2027, 1, 1))
    }
    assert list(numbers.values()) == [1, 1, 2]
    # what is owed of the quarter that is open stays owed
    assert Realisation.objects.filter(period=cast.quarters[0]).count() == 14


@pytest.fixture
def followed(cast_today: Cast) -> tuple[Cast, Indicator, Indicator]:
    cast = cast_today
    verify(cast, submit(cast, "staff", Entry("1.600"), words=KEPT), "kabid")
    before = cast.indicator(KEPT)
    return cast, before, of(adopted(cast), KEPT)


def test_the_page_shows_the_years_before_and_leads_on(followed) -> None:
    cast, before, after = followed
    client = sign_in(cast, "staff")

    page = text_of(client.get(f"/registri/indikator/{after.pk}/"))
    earlier = text_of(client.get(f"/registri/indikator/{before.pk}/"))

    assert "Tahun sebelumnya: 2026" in page
    assert "Triwulan I 2026" in page
    assert "1.600 orang" in page
    assert "1.500 orang" in page
    assert "106,67 %" in page
    assert "Meneruskan indikator sebelumnya" in page
    assert f"/registri/indikator/{after.pk}/" in earlier
    assert count_queries(client, f"/registri/indikator/{after.pk}/") <= 12


def test_who_may_not_see_the_results_does_not_see_those_of_earlier_years(
    followed,
) -> None:
    cast, _before, after = followed

    page = text_of(sign_in(cast, "archivist").get(f"/registri/indikator/{after.pk}/"))

    assert "1.600" not in page
    assert "Tahun sebelumnya" not in page
