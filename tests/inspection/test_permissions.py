"""Who sees, answers and judges a recommendation: one table of people and answers."""

from datetime import date

import pytest

from tests.cast import NAMES, Cast, scene
from tests.inspection import register
from tolok.accounts.enums import Role
from tolok.inspection import permissions
from tolok.inspection.enums import NoteKind
from tolok.inspection.queries import list_notes, visible
from tolok.organisation import actions as organisation
from tolok.records.actions import System


SEE, ANSWER, JUDGE, NO = "see", "see+answer", "see+judge", "no"
# to whom → who (may see, may answer, may judge); who is not named may nothing
TABLE = {
    ("p07", None): {
        "staff": ANSWER,
        "colleague": ANSWER,
        "kabid": ANSWER,
        "head": ANSWER,
        "planner": ANSWER,
        "inspector": JUDGE,
    },
    (None, "u4"): {
        "kabid": ANSWER,
        "head": ANSWER,
        "planner": ANSWER,
        "inspector": JUDGE,
    },
    (None, "u3"): {
        "kasubag": ANSWER,
        "secretary": ANSWER,
        "head": ANSWER,
        "planner": ANSWER,
        "inspector": JUDGE,
    },
}


@pytest.mark.parametrize("key", list(NAMES))
@pytest.mark.parametrize("addressed", list(TABLE), ids=str)
def test_each_person_may_what_the_table_says(
    cast: Cast, addressed: tuple[str | None, str | None], key: str
) -> None:
    row = register.recommend(cast, *addressed)
    viewer = cast.viewer(key)

    may = [
        word
        for word, allowed in (
            ("see", permissions.may_view(viewer, row)),
            ("answer", permissions.may_answer(viewer, row)),
            ("judge", permissions.may_judge(viewer, row)),
        )
        if allowed
    ]

    assert ("+".join(may) or NO) == TABLE[addressed].get(key, NO)
    assert visible(for_user=viewer).filter(pk=row.pk).exists() == ("see" in may)


def inspect_too(cast: Cast, key: str) -> None:
    """Let somebody with a seat inspect the office as well."""
    organisation.grant_role(
        user=cast.users[key],
        office=cast.office,
        role=Role.INSPECTOR,
        starts_on=date(2026, 1, 1),
        by=System(),
        at=cast.at(),
    )


@pytest.mark.parametrize(
    ("key", "addressed", "may"),
    [
        ("staff", ("p07", None), False),  # the own position
        ("staff", (None, "u4"), False),  # the unit that they sit in
        ("kabid", ("p07", None), False),  # a position in the unit that they lead
        ("secretary", (None, "u3"), False),  # a unit below the own
        ("staff", (None, "u5"), True),
        ("staff", (None, "u1"), False),  # the whole office is their own too
    ],
)
def test_an_inspector_never_judges_what_is_addressed_to_the_own_unit(
    cast: Cast, key: str, addressed: tuple[str | None, str | None], may: bool
) -> None:
    row = register.recommend(cast, *addressed)
    inspect_too(cast, key)

    assert permissions.may_judge(cast.viewer(key), row) is may


def test_who_answered_for_the_office_does_not_judge_the_answer(cast: Cast) -> None:
    inspect_too(cast, "planner")
    row = register.answer(cast, register.recommend(cast, unit="u5"), "planner")

    assert not permissions.may_judge(cast.viewer("planner"), row)
    assert permissions.may_judge(cast.viewer("inspector"), row)


def test_patterns_are_for_who_sees_the_dashboard(cast: Cast) -> None:
    may = {
        key
        for key in NAMES
        if permissions.may_see_patterns(cast.viewer(key), office_id=cast.office.pk)
    }

    assert may == {
        *("head", "secretary", "kasubag", "kabid", "acting"),
        *("planner", "inspector"),
    }


@scene
def written(cast: Cast) -> dict[str, int]:
    """Four findings and a working note."""
    row = cast.realisation("staff", "Pemustaka")
    return {
        "realisation": register.find(cast, realisation=row).pk,
        "indicator": register.find(cast, indicator=row.indicator).pk,
        "position": register.find(cast, position=cast.positions["p06"]).pk,
        "office": register.find(cast).pk,
        "working": register.find(cast, kind=NoteKind.WORKING, realisation=row).pk,
    }


EVERY_FINDING = {"realisation", "indicator", "position", "office"}
READERS = {
    "inspector": EVERY_FINDING | {"working"},
    "head": EVERY_FINDING,
    "planner": EVERY_FINDING,
    "kabid": {"realisation", "indicator", "position"},
    "staff": {"realisation", "indicator"},
    "colleague": {"realisation", "indicator"},
}


@pytest.mark.parametrize("key", list(NAMES))
def test_findings_are_read_by_whom_they_concern_and_working_notes_by_inspectors(
    cast: Cast, written: dict[str, int], key: str
) -> None:
    viewer = cast.viewer(key)
    names = {number: name for name, number in written.items()}

    listed = list(list_notes(for_user=viewer))

    assert {names[note.pk] for note in listed} == READERS.get(key, set())
    everything = list_notes(for_user=cast.viewer("inspector"))
    for note in everything:
        may = permissions.may_view_note(viewer, note)
        assert may == (names[note.pk] in READERS.get(key, set())), names[note.pk]


def test_a_finding_on_a_report_is_read_by_its_person_after_a_transfer(
    cast: Cast,
) -> None:
    row = cast.realisation("archivist", "Boks")
    note = register.find(cast, realisation=row)
    cast.move("archivist", "p04", date(2026, 4, 7))
    viewer = cast.viewer("archivist", date(2026, 4, 8))

    assert permissions.may_view_note(viewer, note)
    assert list_notes(for_user=viewer).get() == note
