"""A planner says which rows of two decrees are one, or are not; it rules every answer."""

from copy import deepcopy

import pytest
from django.db import IntegrityError, transaction

from tests.cast import Cast, scene
from tests.decrees.mending import NEW, OLD, next_year_draft, seen
from tests.decrees.mending import mend_indicator as mend
from tests.decrees.second_planner import second_planner
from tolok.decrees import adopting, comparing, mending
from tolok.decrees.adopting import MayNotHandleDecrees
from tolok.decrees.comparison import Change
from tolok.decrees.mending import MendedAlready, RowGone, SameDecree
from tolok.decrees.models import Decree, MatchMend
from tolok.decrees.rows import Level
from tolok.records.models import AuditEvent


@scene
def next_year(cast: Cast) -> Decree:
    """The same office a year later: one indicator has wholly other words."""
    return next_year_draft(cast)


def test_rows_that_were_not_paired_are_paired_and_parted_again(
    cast: Cast, next_year: Decree
) -> None:
    assert seen(cast, next_year, OLD).changes == (Change.DROPPED,)

    mend(cast, next_year)

    pair = seen(cast, next_year, OLD)
    assert (pair.after.text, pair.by_hand) == (NEW, True)
    turned = comparing.compare_decrees(before=next_year, after=cast.decree)
    assert any(p.by_hand and p.before.text == NEW for p in turned.pairs())
    mend(cast, next_year, are_one=False)
    assert seen(cast, next_year, OLD).changes == (Change.DROPPED,)


def test_a_mend_is_undone_and_stays_readable(cast: Cast, next_year: Decree) -> None:
    second = second_planner(cast, "kabid", cast.office)
    row = mend(cast, next_year)

    undone = mending.undo_mend(mend=row, by=second, at=cast.at(hour=11))

    assert seen(cast, next_year, OLD).changes == (Change.DROPPED,)
    assert (undone.made_by, undone.undone_by) == (
        cast.viewer("planner").name,
        second.name,
    )
    assert undone.undone_at == cast.at(hour=11)
    with pytest.raises(MendedAlready):
        mending.undo_mend(mend=row, by=second, at=cast.at())
    kept = comparing.list_mends(before=next_year, after=cast.decree, with_undone=True)
    assert list(kept) == [row]
    events = AuditEvent.objects.order_by("-pk").values_list("action", flat=True)[:2]
    assert list(events) == ["decrees.undo_mend", "decrees.mend_match"]


def test_the_same_is_not_mended_twice(cast: Cast, next_year: Decree) -> None:
    mend(cast, next_year)

    with pytest.raises(MendedAlready):
        mend(cast, next_year)


@pytest.mark.parametrize("key", ["head", "inspector", "staff", "stranger_planner"])
def test_only_planners_of_the_office_mend(
    cast: Cast, next_year: Decree, key: str
) -> None:
    with pytest.raises(MayNotHandleDecrees):
        mend(cast, next_year, key=key)
    row = mend(cast, next_year)
    with pytest.raises(MayNotHandleDecrees):
        mending.undo_mend(mend=row, by=cast.viewer(key), at=cast.at())
    if key == "stranger_planner":
        with pytest.raises(MatchMend.DoesNotExist):
            comparing.get_mend(mend_id=row.pk, for_user=cast.viewer(key))


def test_rows_and_decrees_that_are_not_there_are_refused(
    cast: Cast, next_year: Decree
) -> None:
    planner, at = cast.viewer("planner"), cast.at()

    def pair(before: Decree, after: Decree, key: str) -> None:
        mending.mend_match(
            before=before,
            after=after,
            level=Level.INDICATOR,
            before_key=seen(cast, next_year, OLD).before.key,
            after_key=key,
            are_one=True,
            by=planner,
            at=at,
        )

    with pytest.raises(RowGone, match="188/1/2027"):
        pair(cast.decree, next_year, "tidakada")
    with pytest.raises(SameDecree):
        pair(cast.decree, cast.decree, "tidakada")
    with pytest.raises(SameDecree):
        pair(cast.decree, cast.other_decree, "tidakada")
    row = mend(cast, next_year)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchMend.objects.filter(pk=row.pk).update(first=next_year, second=cast.decree)
    with pytest.raises(IntegrityError), transaction.atomic():
        MatchMend.objects.filter(pk=row.pk).update(undone_by="Tanpa waktu")


def test_an_amendment_is_compared_as_what_holds_with_it(
    cast: Cast, next_year: Decree
) -> None:
    row = adopting.set_bearing(
        decree=next_year,
        bearing="amends",
        follows=cast.decree,
        effective_from=cast.day,
        by=cast.viewer("planner"),
        at=cast.at(),
    )
    content = deepcopy(row.content)
    content["positions"] = content["positions"][:1]
    Decree.objects.filter(pk=row.pk).update(content=content, revision=5)
    row.refresh_from_db()

    found = comparing.compare_decrees(before=cast.decree, after=row)

    assert not found.total[Change.DROPPED]
