"""Adoption by one or two, amendment, replacement, withdrawal; the registry as at any day."""

from datetime import date, timedelta

import pytest
from django.db import IntegrityError, transaction

from tests.cast import POSITIONS, UNITS, Cast, scene
from tests.decrees.second_planner import second_planner
from tolok.decrees import actions, adopting, permissions, queries
from tolok.decrees.adopting import (
    AlreadyAdopted,
    DayUnfit,
    DecreeIncomplete,
    MayNotHandleDecrees,
    NeedsSecondPerson,
    NothingToFollow,
    ReasonMissing,
    RevisionPassed,
)
from tolok.decrees.amending import consolidated
from tolok.decrees.enums import DecreeBearing, DecreeStatus
from tolok.decrees.models import Decree
from tolok.demo.drafting import DraftPosition, write_decree
from tolok.organisation.queries import Viewer
from tolok.registry import queries as registry
from tolok.registry.models import Definition, RegistryVersion


SPLIT_DAY = date(2026, 7, 1)
CHANGED = DraftPosition(
    "p01",
    "Pengadministrasi Perkantoran",
    "u3",
    None,
    "pelaksana",
    [("Terlaksananya Arsip Surat", ["Jumlah Surat yang Diarsipkan"])],
)
ADDED = DraftPosition(
    "p02",
    "Arsiparis Ahli Pertama",
    "u5",
    None,
    "fungsional",
    [("Terkelolanya Arsip", ["Jumlah Arsip yang Dikelola"])],
)


def bring(cast: Cast, number: str, positions: list[DraftPosition], year: int = 2026):
    body = write_decree(
        office="Dinas Perpustakaan dan Kearsipan",
        region="Kabupaten Sukamaju",
        year=year,
        number=number,
        units=UNITS,
        positions=positions,
    )
    return actions.import_decree(
        content=body, name="sk.json", by=cast.viewer("planner"), at=cast.at()
    )


@scene
def draft(cast: Cast) -> Decree:
    return bring(cast, "188/2/2026", POSITIONS)


@pytest.fixture
def second(cast: Cast) -> Viewer:
    return second_planner(cast, "kabid", cast.office)


@pytest.fixture
def amendment(cast: Cast) -> Decree:
    made = bring(cast, "188/3/2026", [CHANGED, ADDED])
    return adopting.set_bearing(
        decree=made,
        bearing=DecreeBearing.AMENDS,
        follows=cast.decree,
        effective_from=SPLIT_DAY,
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def wants_two(cast: Cast) -> None:
    adopting.set_adoption_rule(
        needs_second_person=True, by=cast.viewer("planner"), at=cast.at()
    )


# ---------------------------------------------------------------- two persons


def test_two_persons_adopt_where_the_office_wants_it(
    cast: Cast, draft: Decree, second: Viewer
) -> None:
    wants_two(cast)
    first, at = cast.viewer("planner"), cast.at()

    with pytest.raises(NeedsSecondPerson, match="Usulkan"):
        adopting.adopt_decree(decree=draft, by=first, at=at)
    adopting.propose_adoption(decree=draft, revision=0, by=first, at=at)
    with pytest.raises(NeedsSecondPerson, match="orang lain"):
        adopting.adopt_decree(decree=draft, by=first, at=at)
    row = adopting.adopt_decree(
        decree=draft, revision=0, by=second, at=at + timedelta(hours=1)
    )

    assert row.proposed_by == "Dian Puspita, S.A.P."
    assert row.adopted_by == "Bambang Wicaksono, S.Hum."
    assert (row.proposed_at, row.adopted_at) == (at, at + timedelta(hours=1))


def test_the_database_refuses_who_confirms_their_own_proposal(
    cast: Cast, draft: Decree
) -> None:
    row = adopting.propose_adoption(
        decree=draft, by=cast.viewer("planner"), at=cast.at()
    )

    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.filter(pk=row.pk).update(adopter_id=row.proposer_id)
    with pytest.raises(IntegrityError), transaction.atomic():
        Decree.objects.filter(pk=row.pk).update(proposed_by="")


def test_a_proposal_is_taken_back(cast: Cast, draft: Decree, second: Viewer) -> None:
    adopting.propose_adoption(decree=draft, by=cast.viewer("planner"), at=cast.at())

    row = adopting.withdraw_proposal(decree=draft, by=second, at=cast.at())

    assert row.proposed_at is None
    with pytest.raises(RevisionPassed):
        adopting.withdraw_proposal(decree=draft, by=second, at=cast.at())


def test_one_person_is_enough_where_the_office_does_not_ask(
    cast: Cast, draft: Decree
) -> None:
    planner = cast.viewer("planner")
    adopting.propose_adoption(decree=draft, by=planner, at=cast.at())

    row = adopting.adopt_decree(decree=draft, by=planner, at=cast.at())

    assert (row.status, row.proposed_by) == (DecreeStatus.ADOPTED, "")


@pytest.mark.parametrize(
    ("key", "may"),
    [
        ("planner", True),
        ("administrator", True),
        ("head", False),
        ("inspector", False),
        ("staff", False),
        ("stranger_planner", False),
    ],
)
def test_who_decides_whether_two_persons_adopt(cast: Cast, key: str, may: bool) -> None:
    viewer = cast.viewer(key)

    assert permissions.may_set_rule(viewer, office_id=cast.office.pk) is may
    if may:
        adopting.set_adoption_rule(needs_second_person=True, by=viewer, at=cast.at())
        assert queries.needs_second_person(office_id=cast.office.pk)
    elif key != "stranger_planner":
        with pytest.raises(MayNotHandleDecrees):
            adopting.set_adoption_rule(
                needs_second_person=True, by=viewer, at=cast.at()
            )


def test_the_last_rule_holds_and_none_means_one_person(cast: Cast) -> None:
    assert not queries.needs_second_person(office_id=cast.office.pk)
    wants_two(cast)
    adopting.set_adoption_rule(
        needs_second_person=False,
        by=cast.viewer("planner"),
        at=cast.at() + timedelta(minutes=1),
    )

    assert not queries.needs_second_person(office_id=cast.office.pk)
    rule = queries.current_rule(for_user=cast.viewer("planner"))
    assert rule is not None
    with pytest.raises(IntegrityError), transaction.atomic():
        type(rule).objects.filter(pk=rule.pk).update(needs_second_person=True)


def test_a_page_that_is_older_than_the_draft_does_not_adopt(
    cast: Cast, draft: Decree
) -> None:
    with pytest.raises(RevisionPassed, match="diperbaiki setelah"):
        adopting.adopt_decree(
            decree=draft, revision=4, by=cast.viewer("planner"), at=cast.at()
        )


# ---------------------------------------------------------------- amendment, replacement


def test_an_amendment_holds_from_its_day_and_leaves_the_rest(
    cast: Cast, amendment: Decree
) -> None:
    before = registry.version_on(office_id=cast.office.pk, on=SPLIT_DAY)
    assert before is not None
    adopting.adopt_decree(decree=amendment, by=cast.viewer("planner"), at=cast.at())

    days = {
        day: registry.version_on(office_id=cast.office.pk, on=day)
        for day in (
            date(2026, 1, 1),
            SPLIT_DAY - timedelta(days=1),
            SPLIT_DAY,
            date(2026, 12, 31),
        )
    }
    assert [v.number for v in days.values() if v] == [1, 1, 2, 2]
    new = days[SPLIT_DAY]
    assert new is not None
    planner = cast.viewer("planner")
    held = registry.list_indicators(version=new, for_user=planner)
    texts = set(held.values_list("text", flat=True))
    assert {"Jumlah Surat yang Diarsipkan", "Jumlah Arsip yang Dikelola"} <= texts
    assert "Jumlah Surat yang Dicatat" not in texts
    assert "Nilai SAKIP Perangkat Daerah" in texts
    was = registry.list_indicators(version=before, for_user=planner)
    assert held.count() == was.count() + 1
    assert Decree.objects.get(pk=cast.decree.pk).status == DecreeStatus.ADOPTED


def test_definitions_that_were_accepted_go_on_where_nothing_changed(
    cast: Cast, amendment: Decree
) -> None:
    accepted = Definition.objects.filter(
        indicator__version__office=cast.office, decided_at__isnull=False
    ).count()
    adopting.adopt_decree(decree=amendment, by=cast.viewer("planner"), at=cast.at())

    version = RegistryVersion.objects.get(decree=amendment)
    carried = registry.list_current_definitions(
        version=version, for_user=cast.viewer("planner")
    ).filter(decided_at__isnull=False)
    assert carried.count() == accepted - 1
    assert not carried.filter(indicator__text="Jumlah Surat yang Diarsipkan").exists()


def test_a_replacement_supersedes_from_its_first_day(cast: Cast) -> None:
    planner, at = cast.viewer("planner"), cast.at()
    made = bring(cast, "188/9/2027", POSITIONS, year=2027)
    adopting.set_bearing(
        decree=made,
        bearing=DecreeBearing.REPLACES,
        follows=cast.decree,
        effective_from=None,
        by=planner,
        at=at,
    )
    adopting.adopt_decree(decree=made, by=planner, at=at)

    assert Decree.objects.get(pk=cast.decree.pk).status == DecreeStatus.SUPERSEDED
    numbers = [
        version.number
        for day in (date(2026, 12, 31), date(2027, 1, 1))
        if (version := registry.version_on(office_id=cast.office.pk, on=day))
    ]
    assert numbers == [1, 2]
    assert registry.version_on(office_id=cast.office.pk, on=date(2025, 12, 31)) is None


def test_what_is_amended_must_be_in_force_and_the_day_not_before_it(
    cast: Cast, draft: Decree
) -> None:
    def bear(follows: Decree | None, day: date | None) -> Decree:
        return adopting.set_bearing(
            decree=draft,
            bearing=DecreeBearing.AMENDS,
            follows=follows,
            effective_from=day,
            by=cast.viewer("planner"),
            at=cast.at(),
        )

    with pytest.raises(NothingToFollow):
        bear(None, SPLIT_DAY)
    with pytest.raises(NothingToFollow):
        bear(cast.other_decree, SPLIT_DAY)
    with pytest.raises(DayUnfit):
        bear(cast.decree, None)
    with pytest.raises(DayUnfit):
        bear(cast.decree, date(2025, 12, 31))
    assert bear(cast.decree, date(2026, 1, 1)).effective_from == date(2026, 1, 1)


def test_an_amendment_is_laid_over_without_touching_either() -> None:
    base = {
        "units": [{"id": "u1", "name": "Dinas", "kind": "dinas", "parent": None}],
        "positions": [
            _position("p1", "Kepala", "u1", None),
            _position("p2", "Staf", "u1", "p1"),
        ],
    }
    change = {
        "units": [
            {"id": "u1", "name": "Bidang", "kind": "bidang", "parent": "u2"},
            {"id": "u2", "name": "DINAS", "kind": "dinas", "parent": None},
        ],
        "positions": [
            _position("p1", "staf", None, None),
            _position("p2", "Analis", "u1", "p1"),
        ],
    }

    whole = consolidated(base, change)

    assert [(p["id"], p["title"], p["unit"]) for p in whole["positions"]] == [
        ("p1", "Kepala", "u1"),
        ("p2", "Staf", "u1"),
        ("p2b", "Analis", "u1b"),
    ]
    assert whole["positions"][1]["superior"] == "p1"
    assert whole["positions"][2]["superior"] == "p2"
    assert [(u["id"], u["parent"]) for u in whole["units"]] == [
        ("u1", None),
        ("u1b", "u1"),
    ]
    assert len(base["positions"]) == len(change["positions"]) == 2


def _position(
    identifier: str, title: str, unit: str | None, superior: str | None
) -> dict[str, object]:
    return {
        "id": identifier,
        "title": title,
        "unit": unit,
        "superior": superior,
        "class": None,
    }


# ---------------------------------------------------------------- dropping


def test_a_draft_is_dropped_with_a_reason_and_may_come_again(
    cast: Cast, draft: Decree
) -> None:
    planner, at = cast.viewer("planner"), cast.at()
    with pytest.raises(ReasonMissing):
        adopting.drop_draft(decree=draft, reason="  ", by=planner, at=at)

    row = adopting.drop_draft(decree=draft, reason="Salah berkas", by=planner, at=at)

    assert (row.status, row.drop_reason) == (DecreeStatus.DROPPED, "Salah berkas")
    with pytest.raises(AlreadyAdopted):
        adopting.adopt_decree(decree=draft, by=planner, at=at)
    with pytest.raises(AlreadyAdopted):
        adopting.drop_draft(decree=draft, reason="Lagi", by=planner, at=at)
    assert bring(cast, "188/2/2026", POSITIONS).pk != draft.pk


@pytest.mark.parametrize("key", ["head", "inspector", "staff", "stranger_planner"])
def test_nobody_else_proposes_bears_or_drops(
    cast: Cast, draft: Decree, key: str
) -> None:
    by, at = cast.viewer(key), cast.at()

    with pytest.raises(MayNotHandleDecrees):
        adopting.propose_adoption(decree=draft, by=by, at=at)
    with pytest.raises(MayNotHandleDecrees):
        adopting.withdraw_proposal(decree=draft, by=by, at=at)
    with pytest.raises(MayNotHandleDecrees):
        adopting.drop_draft(decree=draft, reason="x", by=by, at=at)
    with pytest.raises(MayNotHandleDecrees):
        adopting.set_bearing(
            decree=draft,
            bearing=DecreeBearing.NEW,
            follows=None,
            effective_from=None,
            by=by,
            at=at,
        )


def test_a_draft_without_a_year_is_not_proposed(cast: Cast, draft: Decree) -> None:
    content = draft.content
    content["decree"] |= {"year_from": None, "year_until": None}
    Decree.objects.filter(pk=draft.pk).update(content=content)

    with pytest.raises(DecreeIncomplete, match="Tahun"):
        adopting.propose_adoption(decree=draft, by=cast.viewer("planner"), at=cast.at())
