"""An amendment changes what it names and leaves all else as it was, with all that hangs on it."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import UNITS, Cast
from tests.measurement.reporting import submit, verify
from tolok.decrees import actions as decrees
from tolok.decrees import adopting
from tolok.decrees import queries as decree_queries
from tolok.decrees.adopting import NothingToFollow, PositionUnfit
from tolok.decrees.enums import DecreeBearing
from tolok.decrees.models import Decree
from tolok.demo.drafting import DraftPosition, write_decree
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation
from tolok.planning.models import Target
from tolok.planning.queries import plan_progress
from tolok.registry import queries as registry
from tolok.registry.models import Definition, Duty, Function, Indicator, Objective
from tolok.reporting.sheets import get_position_sheet
from tolok.scoring.models import Score


# Within the first quarter, whose obligations stand already: adopted on 6 April.
FIRST_DAY = date(2026, 3, 1)
KEPT, DROPPED = "Persentase Koleksi yang Terolah", "Jumlah Pemustaka yang Dilayani"
ADDED = "Jumlah Koleksi Langka yang Dialihmediakan"
LIBRARIAN = DraftPosition(
    "p07",
    "PUSTAKAWAN AHLI MUDA",
    "u4",
    None,
    "fungsional",
    [("Terolahnya Koleksi", [ADDED, KEPT])],
)


def bring(
    cast: Cast,
    positions: list[DraftPosition],
    *,
    number: str = "188/3/2026",
    follows: Decree | None = None,
    day: date = FIRST_DAY,
    removes: tuple[str, ...] = (),
) -> Decree:
    """Bring an amendment and say from when it holds and which positions it takes away."""
    draft = decrees.import_decree(
        content=write_decree(
            office=cast.office.name,
            region="Kabupaten Sukamaju",
            year=2026,
            number=number,
            units=UNITS,
            positions=positions,
        ),
        name="perubahan.json",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    return adopting.set_bearing(
        decree=draft,
        bearing=DecreeBearing.AMENDS,
        follows=follows or cast.decree,
        effective_from=day,
        removes=removes,
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def adopt(cast: Cast, draft: Decree) -> Decree:
    return adopting.adopt_decree(decree=draft, by=cast.viewer("planner"), at=cast.at())


def held(cast: Cast, day: date) -> dict[str, int]:
    """The indicators that the registry holds on a day, by text."""
    version = registry.version_on(office_id=cast.office.pk, on=day)
    return dict(
        registry.list_indicators(
            version=version, for_user=cast.viewer("planner")
        ).values_list("text", "pk")
    )


def test_what_does_not_change_stays_the_same_indicator_with_its_targets(
    cast: Cast,
) -> None:
    before = held(cast, FIRST_DAY)
    targets = Target.objects.count()
    done = verify(
        cast,
        submit(cast, "staff", Entry(numerator="90", denominator="100"), words=KEPT),
        "kabid",
    )
    score = Score.objects.get(realisation=done, is_current=True)

    adopt(cast, bring(cast, [LIBRARIAN]))

    after = held(cast, FIRST_DAY)
    assert set(after) == set(before) - {DROPPED} | {ADDED}
    assert all(after[text] == before[text] for text in set(after) & set(before))
    assert Target.objects.count() == targets
    assert Score.objects.get(pk=score.pk).is_current
    assert Definition.objects.get(indicator=after[KEPT], is_current=True).is_accepted
    progress = plan_progress(year=cast.year, for_user=cast.viewer("planner"))
    assert (progress.indicators, progress.suggestions) == (len(after), 1)
    assert progress.missing_in(cast.quarters[1]) == 1


def test_the_registry_answers_as_at_any_day(cast: Cast) -> None:
    adopt(cast, bring(cast, [LIBRARIAN]))
    position_id = cast.positions["p07"].pk

    def texts(day: date) -> list[str]:
        sheet = get_position_sheet(
            position_id=position_id, for_user=cast.viewer("head", on=day)
        )
        assert [o.text for o in sheet.objectives] == ["Terolahnya Koleksi"]
        return [line.text for o in sheet.objectives for line in o.indicators]

    assert texts(FIRST_DAY - timedelta(days=1)) == [KEPT, DROPPED]
    # in the amendment's order, under the objective that both decrees have
    assert texts(FIRST_DAY) == [ADDED, KEPT]
    version = registry.version_on(office_id=cast.office.pk, on=FIRST_DAY)
    (objective,) = registry.list_objectives_of(
        position=cast.positions["p07"], version=version
    )
    assert [one.text for one in objective.indicators.all()] == [ADDED, KEPT]


def test_nothing_more_is_asked_for_what_ended_and_what_is_new_is(cast: Cast) -> None:
    sent = submit(cast, "staff", Entry("1.600"), words=DROPPED)
    assert Realisation.objects.filter(indicator__text=DROPPED).count() == 2

    adopt(cast, bring(cast, [LIBRARIAN]))

    # the colleague's blank row left, the one that was worked on stays with its person
    assert [row.pk for row in Realisation.objects.filter(indicator__text=DROPPED)] == [
        sent.pk
    ]
    assert Realisation.objects.filter(indicator__text=ADDED).count() == 2
    assert Realisation.objects.filter(indicator__text=KEPT).count() == 2


def test_a_position_is_taken_away_from_the_day_on(cast: Cast) -> None:
    draft = bring(cast, [LIBRARIAN])
    removable = {
        row["title"]: row["id"] for row in decree_queries.list_removable(draft)
    }
    assert "Pustakawan Ahli Muda" not in removable
    kabid = removable["Kepala Bidang Kearsipan"]
    draft = adopting.set_bearing(
        decree=draft,
        bearing=DecreeBearing.AMENDS,
        follows=cast.decree,
        effective_from=FIRST_DAY,
        removes=[kabid],
        by=cast.viewer("planner"),
        at=cast.at(),
    )

    whole = decree_queries.effective_content(draft)
    superiors = {p["title"]: p["superior"] for p in whole["positions"]}
    head = next(p["id"] for p in whole["positions"] if p["superior"] is None)
    adopt(cast, draft)

    gone = "Persentase Unit Pengolah yang Tertib Arsip"
    assert superiors["Arsiparis Terampil"] == head
    assert gone not in held(cast, FIRST_DAY)
    assert gone in held(cast, FIRST_DAY - timedelta(days=1))
    assert not Realisation.objects.filter(indicator__text=gone).exists()
    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.filter(pk=draft.pk).update(removes=[])


def test_only_a_position_that_is_there_and_not_named_is_taken_away(cast: Cast) -> None:
    named = next(
        p["id"]
        for p in cast.decree.content["positions"]
        if p["title"] == "Pustakawan Ahli Muda"
    )
    for wrong in (named, "tidak-ada"):
        with pytest.raises(PositionUnfit):
            bring(cast, [LIBRARIAN], number=f"188/{wrong}/2026", removes=(wrong,))


def test_an_objective_in_other_words_takes_its_targets_along(cast: Cast) -> None:
    old = held(cast, FIRST_DAY)[KEPT]
    promised = list(
        Target.objects.filter(indicator=old).values_list("period", "text", "document")
    )
    reworded = DraftPosition(
        *("p07", "Pustakawan Ahli Muda", "u4", None, "fungsional"),
        [("Terolahnya Koleksi Perpustakaan", [KEPT, DROPPED])],
    )

    adopt(cast, bring(cast, [reworded]))

    new = Indicator.objects.get(pk=held(cast, FIRST_DAY)[KEPT])
    assert (new.continues_id, new.pk == old) == (old, False)
    assert (
        list(
            Target.objects.filter(indicator=new).values_list(
                "period", "text", "document"
            )
        )
        == promised
    )
    assert Definition.objects.get(indicator=new).is_accepted
    assert Realisation.objects.filter(indicator=new).count() == 2


def test_a_second_amendment_follows_the_first(cast: Cast) -> None:
    first = adopt(cast, bring(cast, [LIBRARIAN]))
    with pytest.raises(NothingToFollow, match="188/3/2026"):
        bring(cast, [LIBRARIAN], number="188/4/2026")
    again = DraftPosition(
        *("p07", "Pustakawan Ahli Muda", "u4", None, "fungsional"),
        [("Terolahnya Koleksi", [KEPT, "Jumlah Buku Baru", ADDED])],
        duties=["Mengolah koleksi;"],
    )
    kept = held(cast, FIRST_DAY)[KEPT]
    day = date(2026, 4, 1)

    adopt(cast, bring(cast, [again], number="188/5/2026", follows=first, day=day))

    sheet = get_position_sheet(
        position_id=cast.positions["p07"].pk, for_user=cast.viewer("head")
    )
    assert [x.text for o in sheet.objectives for x in o.indicators] == [
        KEPT,
        "Jumlah Buku Baru",
        ADDED,
    ]
    assert sheet.duties == ["Mengolah koleksi;"]
    assert sheet.source.version == 3
    assert held(cast, day)[KEPT] == kept
    assert Duty.objects.filter(position__office=cast.office).count() == 2
    assert Function.objects.filter(position__office=cast.office).count() == 2
    assert Objective.objects.filter(position=cast.positions["p07"]).count() == 1


def test_an_amendment_after_next_years_decree_leaves_next_year_alone(
    cast: Cast,
) -> None:
    following = decrees.import_decree(
        content=write_decree(
            office=cast.office.name,
            region="Kabupaten Sukamaju",
            year=2027,
            number="188/1/2027",
            units=UNITS,
            positions=[replace(LIBRARIAN, title="Pustakawan Ahli Muda", key="p01")],
        ),
        name="2027.json",
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    adopt(cast, following)
    before = held(cast, date(2026, 12, 31))

    adopt(cast, bring(cast, [LIBRARIAN], day=date(2026, 7, 1)))

    assert set(held(cast, date(2027, 1, 1))) == {ADDED, KEPT}
    assert held(cast, date(2026, 6, 30)) == before
    assert set(held(cast, date(2026, 7, 1))) == set(before) - {DROPPED} | {ADDED}
    version = registry.version_on(office_id=cast.office.pk, on=date(2026, 12, 31))
    assert version.valid_until == date(2026, 12, 31)
