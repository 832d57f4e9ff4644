"""What shows over many realisations: each count is the length of its list."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.cast import Cast, scene
from tests.web.doing import GOOD, PDF, past_values, send, send_back, verify
from tolok.inspection import patterns
from tolok.inspection.patterns import Fact, get_patterns, list_behind
from tolok.measurement import actions as measurement
from tolok.measurement import evidence
from tolok.measurement.models import Realisation
from tolok.scoring.models import Score


LATE = date(2026, 4, 13)


def scored(row: Realisation, percent: int, cast: Cast) -> None:
    """Give a realisation of the past an achievement."""
    Score.objects.create(
        realisation=row,
        status="computed",
        achievement_percent=percent,
        rules="uji",
        measurement={},
        passport={},
        computed_at=cast.at(),
        created_at=cast.at(),
    )


@scene
def lived(cast: Cast) -> dict[str, int]:
    """Nine achievements of 2025 under one verifier; in 2026 one of each oddity."""
    rows = past_values(cast, "staff", "Dilayani", [100, 110, 90])
    copies = []
    for key in ("colleague", "clerk"):
        for row in rows:
            twin = Realisation.objects.get(pk=row.pk)
            twin.pk, twin.person, twin._state.adding = None, cast.people[key], True
            twin.save()
            copies.append(twin)
    for row in rows:
        scored(row, 100, cast)
    for row, percent in zip(copies, (80, 90, 95, 105, 110, 120), strict=True):
        scored(row, percent, cast)
    outlier = send(cast, "staff", "Dilayani")
    verify(cast, outlier, "kabid")
    returned = send_back(cast, send(cast, "colleague", "Dilayani"), "kabid", "Periksa.")
    late = cast.realisation("archivist", "Boks")
    same = PDF + b"\n% dipakai lagi"
    for row, key in ((late, "archivist"), (cast.realisation("clerk"), "clerk")):
        evidence.add_file(
            realisation=row,
            name="Rekap.pdf",
            content=same,
            by=cast.viewer(key),
            at=cast.at(),
        )
    late.refresh_from_db()
    measurement.submit_realisation(
        realisation=late,
        entry=GOOD["Boks"],
        revision=late.revision,
        by=cast.viewer("archivist", LATE),
        at=cast.at(LATE),
        sure=True,
    )
    return {"outlier": outlier.pk, "returned": returned.pk, "late": late.pk}


def behind(cast: Cast, fact: Fact, year: int = 2026, who: str = "inspector") -> set:
    rows = list_behind(for_user=cast.viewer(who), year=year, fact=fact)
    return {row.pk for row in rows}


def test_each_fact_finds_its_realisation(cast: Cast, lived: dict[str, int]) -> None:
    colleague = lived["returned"]

    assert behind(cast, Fact.OUTLIER) == {lived["outlier"], colleague}
    assert behind(cast, Fact.LATE_EDIT) == {lived["late"]}
    assert behind(cast, Fact.REUSED) == {lived["late"]}
    assert behind(cast, Fact.RETURNED) == {lived["returned"]}
    assert behind(cast, Fact.VERIFIED) == {lived["outlier"]}
    assert behind(cast, Fact.SENT) == {*lived.values()}


def test_always_exact_wants_three_achievements_all_of_them_whole(
    cast: Cast, lived: dict[str, int]
) -> None:
    exact = Realisation.objects.filter(
        period__year__year=2025, person=cast.people["staff"]
    )
    # the achievement of 2026 is no 100 %, so the same pairs are exact no longer
    assert behind(cast, Fact.EXACT, 2025) == set()

    Score.objects.filter(realisation_id=lived["outlier"]).update(is_current=False)

    assert behind(cast, Fact.EXACT, 2025) == {row.pk for row in exact}


@pytest.mark.parametrize("year", [2025, 2026])
def test_every_count_is_the_length_of_its_list(
    cast: Cast, lived: dict[str, int], year: int
) -> None:
    inspector = cast.viewer("inspector")
    found = get_patterns(for_user=inspector, year=year)

    for group, lines in (("unit_id", found.units), ("verifier_id", found.verifiers)):
        for line in lines:
            for fact in Fact:
                rows = list_behind(
                    for_user=inspector, year=year, fact=fact, **{group: line.key}
                )
                assert rows.count() == line.counts[fact], (line.name, fact)


def test_the_spread_of_nine_achievements_is_told_by_rank(
    cast: Cast, lived: dict[str, int]
) -> None:
    (line,) = get_patterns(for_user=cast.viewer("inspector"), year=2025).verifiers

    spread = line.spread
    assert line.name == "Kepala Bidang Layanan Perpustakaan"
    assert spread.count == 9
    assert [
        *(spread.least, spread.lower, spread.middle, spread.upper, spread.most),
    ] == [Decimal(one) for one in (80, 95, 100, 105, 120)]


def test_fewer_than_five_are_not_compared(cast: Cast, lived: dict[str, int]) -> None:
    found = get_patterns(for_user=cast.viewer("inspector"), year=2026)

    assert not any(line.is_compared for line in found.verifiers)
    assert all(line.spread is None for line in found.verifiers)


def test_the_time_to_verify_is_the_mean_from_sending_to_decision(
    cast: Cast, lived: dict[str, int]
) -> None:
    found = get_patterns(for_user=cast.viewer("inspector"), year=2026)
    (kabid,) = [line for line in found.verifiers if "Layanan" in line.name]

    assert kabid.waited == timedelta(hours=1)


def test_a_superior_counts_the_own_unit_alone(
    cast: Cast, lived: dict[str, int]
) -> None:
    found = get_patterns(for_user=cast.viewer("kabid"), year=2026)

    assert [line.name for line in found.units] == ["Bidang Layanan Perpustakaan"]
    assert lived["late"] not in behind(cast, Fact.SENT, who="kabid")


@pytest.mark.parametrize("key", ["staff", "clerk", "administrator", "stranger"])
def test_who_sees_no_dashboard_sees_no_patterns(cast: Cast, key: str) -> None:
    viewer = cast.viewer(key)

    with pytest.raises(patterns.MayNotSeePatterns):
        get_patterns(for_user=viewer)


def test_a_year_that_is_not_there_shows_the_latest(
    cast: Cast, lived: dict[str, int]
) -> None:
    found = get_patterns(for_user=cast.viewer("inspector"), year=1999)

    assert (found.year, list(found.years)) == (2026, [2026, 2025])
