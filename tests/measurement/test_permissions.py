"""Who may see, enter and verify: one table of people and answers."""

import pytest

from tests.cast import Cast
from tolok.measurement import permissions
from tolok.measurement.queries import visible, visible_in


# whose work → who (may see, may enter, may verify)
YES_SEE, ENTER, VERIFY, NO = "see", "see+enter", "see+verify", "no"
TABLE = {
    "clerk": {
        "clerk": ENTER,
        "kasubag": VERIFY,
        "secretary": YES_SEE,
        "head": YES_SEE,
        "planner": YES_SEE,
        "inspector": YES_SEE,
        "administrator": NO,
        "staff": NO,
        "colleague": NO,
        "kabid": NO,
        "acting": NO,
        "archivist": NO,
        "sekda": NO,
        "stranger": NO,
        "stranger_head": NO,
        "stranger_planner": NO,
    },
    "staff": {
        "staff": ENTER,
        "colleague": NO,
        "kabid": VERIFY,
        "head": YES_SEE,
        "secretary": NO,
        "kasubag": NO,
        "clerk": NO,
        "planner": YES_SEE,
        "inspector": YES_SEE,
        "administrator": NO,
        "acting": NO,
        "sekda": NO,
        "stranger_head": NO,
        "stranger_planner": NO,
    },
    "archivist": {
        "archivist": ENTER,
        "acting": VERIFY,
        "head": YES_SEE,
        "kabid": NO,
        "clerk": NO,
        "stranger": NO,
    },
    "acting": {
        "acting": ENTER,
        "head": VERIFY,
        "archivist": NO,
        "kabid": NO,
        "planner": YES_SEE,
    },
    "planner": {
        "planner": ENTER,
        "kasubag": VERIFY,
        "inspector": YES_SEE,
        "clerk": NO,
    },
    "head": {
        "head": ENTER,
        "sekda": VERIFY,
        "planner": YES_SEE,
        "inspector": YES_SEE,
        "secretary": NO,
        "kabid": NO,
        "stranger_head": NO,
        "administrator": NO,
    },
}
ROWS = [
    (owner, person, answer)
    for owner, answers in TABLE.items()
    for person, answer in answers.items()
]


@pytest.mark.parametrize(("owner", "person", "answer"), ROWS)
def test_the_table_of_people_and_answers_holds(
    cast: Cast, owner: str, person: str, answer: str
) -> None:
    row = cast.realisation(owner)
    viewer = cast.viewer(person)

    assert permissions.may_view(viewer, row) is (answer != NO)
    assert permissions.may_enter(viewer, row) is (answer == ENTER)
    assert permissions.may_verify(viewer, row) is (answer == VERIFY)
    # the list says the same as the single answer
    assert visible(for_user=viewer).filter(pk=row.pk).exists() is (answer != NO)
    # and so does the shorter question about one period
    assert visible_in(row.period, for_user=viewer).filter(pk=row.pk).exists() is (
        answer != NO
    )
