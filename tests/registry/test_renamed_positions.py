"""A position that next year's decree names otherwise goes on: its holders and history stay."""

from copy import deepcopy
from datetime import date

import pytest
from django.urls import reverse

from tests.cast import Cast, scene
from tests.decrees.mending import OLD, next_year_draft
from tests.web.doing import sign_in, text_of
from tolok.decrees import adopting, comparing, mending
from tolok.decrees.comparison import Pair
from tolok.decrees.models import Decree
from tolok.decrees.rows import Level
from tolok.organisation.models import FormerName, Position
from tolok.organisation.queries import names_on
from tolok.registry.models import Indicator


BEFORE = "Pengadministrasi Perkantoran"
LIKE, UNLIKE = "Pengadministrasi Perkantoran Umum", "Pranata Layanan Kehumasan"
KEPT = OLD


def renamed(cast: Cast, title: str) -> Decree:
    """Bring next year's decree in which `BEFORE` bears another title."""
    draft = next_year_draft(cast)
    content = deepcopy(draft.content)
    for position in content["positions"]:
        if position["title"] == BEFORE:
            position["title"] = title
            if title == LIKE:
                position["objectives"][0]["indicators"][0]["text"] = KEPT
    # As many corrections as letters: what is compared is known by its revision.
    Decree.objects.filter(pk=draft.pk).update(content=content, revision=len(title))
    return Decree.objects.get(pk=draft.pk)


@pytest.fixture
def likely(cast: Cast) -> Decree:
    return renamed(cast, LIKE)


def pair_of(cast: Cast, draft: Decree, title: str) -> Pair:
    found = comparing.compare_decrees(before=cast.decree, after=draft)
    return next(
        one.position
        for one in found.positions
        if title
        in {row.text for row in (one.position.before, one.position.after) if row}
    )


def mend(cast: Cast, draft: Decree, before: Pair, after: Pair, are_one: bool) -> None:
    assert before.before is not None
    assert after.after is not None
    mending.mend_match(
        before=cast.decree,
        after=draft,
        level=Level.POSITION,
        before_key=before.before.key,
        after_key=after.after.key,
        are_one=are_one,
        by=cast.viewer("planner"),
        at=cast.at(),
    )


def adopt(cast: Cast, draft: Decree) -> None:
    adopting.adopt_decree(decree=draft, by=cast.viewer("planner"), at=cast.at())


def test_a_likely_name_goes_on_with_its_holder_and_what_it_was_called_is_kept(
    cast: Cast, likely: Decree
) -> None:
    before = cast.positions["p04"]

    adopt(cast, likely)

    now = Position.objects.get(pk=before.pk)
    assert now.title == LIKE
    assert [one.person for one in now.placements.all()] == [cast.people["clerk"]]
    name = FormerName.objects.get(position=now)
    assert (name.title, name.unit_name, name.until) == (
        BEFORE,
        cast.units["u3"].name,
        date(2026, 12, 31),
    )
    office = cast.office.pk
    assert names_on(office_id=office, on=date(2026, 6, 1))[now.pk][1] == BEFORE
    assert names_on(office_id=office, on=date(2027, 1, 1)) == {}


def test_its_indicators_go_on_too(cast: Cast, likely: Decree) -> None:
    old = Indicator.objects.get(text=KEPT, position__office=cast.office)

    adopt(cast, likely)

    new = Indicator.objects.get(version__decree=likely, text=KEPT)
    assert new.continues_id == old.pk
    assert new.position_id == old.position_id == cast.positions["p04"].pk


def test_a_position_that_a_planner_parted_is_a_new_one(
    cast: Cast, likely: Decree
) -> None:
    pair = pair_of(cast, likely, LIKE)
    mend(cast, likely, pair, pair, are_one=False)

    adopt(cast, likely)

    assert Position.objects.get(pk=cast.positions["p04"].pk).title == BEFORE
    assert Position.objects.get(title=LIKE).placements.count() == 0
    assert not FormerName.objects.exists()


def test_a_position_of_another_name_goes_on_where_a_planner_says_so(
    cast: Cast,
) -> None:
    draft = renamed(cast, UNLIKE)
    pairs = pair_of(cast, draft, BEFORE), pair_of(cast, draft, UNLIKE)
    assert pairs[0].after is None
    mend(cast, draft, *pairs, are_one=True)

    adopt(cast, draft)

    assert Position.objects.get(pk=cast.positions["p04"].pk).title == UNLIKE


@scene
def renamed_today(cast_today: Cast) -> Decree:
    return renamed(cast_today, LIKE)


def test_the_adoption_page_says_what_goes_on_and_lets_it_be_mended(
    cast_today: Cast, renamed_today: Decree
) -> None:
    client = sign_in(cast_today, "planner")
    url = reverse("sk_tetapkan", args=[renamed_today.pk])
    shown = text_of(client.get(url))
    pair = pair_of(cast_today, renamed_today, LIKE)
    assert "Jabatan yang berganti nama" in shown
    assert f"{LIKE}</strong>" in shown
    assert "kemiripan nama" in shown
    assert "Tidak ada jabatan baru" in shown

    parted = client.post(
        reverse("sk_banding_pasang"),
        {
            "dari": cast_today.decree.pk,
            "ke": renamed_today.pk,
            "kembali": "tetapkan",
            "level": "position",
            "before_key": pair.before.key if pair.before else "",
            "after_key": pair.after.key if pair.after else "",
            "are_one": "no",
        },
    )

    assert parted["Location"] == f"{url}#jabatan"
    again = text_of(client.get(url))
    assert "adakah yang melanjutkan jabatan lama?" in again
    assert f"{BEFORE} ({cast_today.units['u3'].name})" in again
    assert "1 jabatan baru" in again


def test_the_registry_of_a_past_day_shows_the_name_of_that_day(
    cast_today: Cast, renamed_today: Decree
) -> None:
    adopt(cast_today, renamed_today)
    client = sign_in(cast_today, "planner")
    unit = cast_today.units["u3"].pk

    past = text_of(client.get(f"/registri/?unit={unit}&pada=2026-06-01"))
    page = text_of(client.get(f"/registri/jabatan/{cast_today.positions['p04'].pk}/"))

    assert BEFORE in past
    assert LIKE not in past
    assert f"Sampai 31 Desember 2026 bernama {BEFORE}" in page
