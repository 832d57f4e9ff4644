"""Who sits where, and what that makes them."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from tests.cast import Cast
from tolok.accounts.enums import Capability, Role
from tolok.kernel.refusals import Unfit
from tolok.organisation import actions, permissions
from tolok.organisation.actions import (
    DaysOutOfOrder,
    LetterMissing,
    PlannedUnit,
    SeatsElsewhere,
)
from tolok.organisation.models import Position
from tolok.organisation.queries import (
    bring_user_with_seats,
    get_position,
    get_viewer,
    list_holders,
    list_positions,
    list_units,
)
from tolok.records.actions import System


ROLES = {
    "head": {Role.STAFF, Role.SUPERIOR, Role.HEAD},
    "secretary": {Role.STAFF, Role.SUPERIOR},
    "kabid": {Role.STAFF, Role.SUPERIOR},
    "kasubag": {Role.STAFF, Role.SUPERIOR},
    "acting": {Role.STAFF, Role.SUPERIOR},
    "staff": {Role.STAFF},
    "clerk": {Role.STAFF},
    "planner": {Role.STAFF, Role.PLANNER},
    "inspector": {Role.INSPECTOR},
    "administrator": {Role.ADMINISTRATOR},
    "stranger_planner": {Role.PLANNER},
}


@pytest.mark.parametrize(("key", "roles"), ROLES.items())
def test_seats_and_grants_make_the_roles(
    cast: Cast, key: str, roles: set[Role]
) -> None:
    assert cast.viewer(key).roles == roles


def test_a_plt_has_both_seats_and_says_so(cast: Cast) -> None:
    viewer = cast.viewer("acting")

    assert set(viewer.position_ids) == {
        cast.positions["p08"].pk,
        cast.positions["p09"].pk,
    }
    assert viewer.position_title == "Arsiparis Ahli Muda"
    held = list_holders(positions=[cast.positions["p08"].pk], on=cast.day)
    assert [placement.person for placement in held] == [cast.people["acting"]]


def test_before_the_letter_the_plt_was_no_superior(cast: Cast) -> None:
    assert cast.viewer("acting", on=date(2026, 1, 31)).roles == {Role.STAFF}


def test_a_role_ends_with_its_last_day(cast: Cast) -> None:
    actions.grant_role(
        user=cast.users["clerk"],
        office=cast.office,
        role=Role.PLANNER,
        starts_on=date(2026, 4, 1),
        ends_on=date(2026, 4, 5),
        by=System(),
        at=cast.at(),
    )

    assert Role.PLANNER in cast.viewer("clerk", on=date(2026, 4, 5)).roles
    assert Role.PLANNER not in cast.viewer("clerk", on=date(2026, 4, 6)).roles


def test_a_grant_gives_only_roles_that_no_seat_gives(cast: Cast) -> None:
    with pytest.raises(ValidationError):
        actions.grant_role(
            user=cast.users["clerk"],
            office=cast.office,
            role=Role.HEAD,
            starts_on=cast.day,
            by=System(),
            at=cast.at(),
        )


def test_an_account_without_a_seat_has_an_office_by_its_role(cast: Cast) -> None:
    viewer = cast.viewer("inspector")

    assert viewer.office == cast.office
    assert viewer.position_title == "Pemeriksa"
    assert (viewer.initials, viewer.person_id) == ("GS", None)


def test_an_example_office_lives_on_its_own_day(cast_today: Cast) -> None:
    viewer = cast_today.viewer("staff", on=date(2031, 1, 1))

    assert viewer.on == cast_today.day


def test_acting_officials_need_a_letter(cast: Cast) -> None:
    with pytest.raises(LetterMissing):
        actions.place_person(
            person=cast.people["archivist"],
            position=cast.positions["p06"],
            kind="plh",
            starts_on=cast.day,
            by=System(),
            at=cast.at(),
        )


def test_nobody_holds_two_positions_for_good(cast: Cast) -> None:
    with pytest.raises(SeatsElsewhere):
        actions.place_person(
            person=cast.people["archivist"],
            position=cast.positions["p06"],
            starts_on=cast.day,
            by=System(),
            at=cast.at(),
        )


def test_days_out_of_order_are_refused(cast: Cast) -> None:
    with pytest.raises(DaysOutOfOrder):
        actions.place_person(
            person=cast.people["archivist"],
            position=cast.positions["p06"],
            kind="plh",
            letter_number="800/1/2026",
            starts_on=cast.day,
            ends_on=date(2026, 1, 1),
            by=System(),
            at=cast.at(),
        )
    with pytest.raises(DaysOutOfOrder):
        actions.end_placement(
            placement=cast.people["archivist"].placements.get(),
            last_day=date(2025, 1, 1),
            by=System(),
            at=cast.at(),
        )


def test_a_transfer_ends_the_old_seat_the_day_before(cast: Cast) -> None:
    cast.move("archivist", "p04", date(2026, 5, 1))

    old, new = cast.people["archivist"].placements.order_by("starts_on")
    assert (old.ends_on, new.starts_on) == (date(2026, 4, 30), date(2026, 5, 1))


def test_a_nip_has_eighteen_digits(cast: Cast) -> None:
    for nip in ("123", "19800101200501100A", "1980010120050110011"):
        with pytest.raises(ValidationError):
            actions.register_person(name="Uji", nip=nip, by=System(), at=cast.at())
    person = actions.register_person(
        name="Uji", nip="199912312024011001", by=System(), at=cast.at()
    )
    assert person.pk


def test_units_that_circle_are_refused(cast: Cast) -> None:
    with pytest.raises(Unfit):
        actions.establish_structure(
            office=cast.office,
            units=[
                PlannedUnit("a", "Bidang A", "bidang", "b"),
                PlannedUnit("b", "Bidang B", "bidang", "a"),
            ],
            positions=[],
            by=System(),
            at=cast.at(),
        )


def test_paths_lead_from_the_office_down(cast: Cast) -> None:
    top, below, deep = cast.units["u1"], cast.units["u2"], cast.units["u3"]

    assert deep.path == f"/{top.pk}/{below.pk}/{deep.pk}/"


def test_nobody_sees_positions_of_another_office(cast: Cast) -> None:
    stranger = cast.viewer("stranger")

    assert {p.office for p in list_positions(for_user=stranger)} == {cast.other_office}
    assert {u.office for u in list_units(for_user=stranger)} == {cast.other_office}
    with pytest.raises(Position.DoesNotExist):
        get_position(position_id=cast.positions["p01"].pk, for_user=stranger)
    mine = get_position(
        position_id=cast.positions["p01"].pk, for_user=cast.viewer("staff")
    )
    assert mine.superior == cast.positions["sekda"]


@pytest.mark.parametrize(
    ("key", "sees", "leads", "plans"),
    [
        ("head", True, True, False),
        ("secretary", True, False, False),
        ("kabid", True, True, False),
        ("staff", True, False, False),
        ("planner", True, False, True),
        ("inspector", True, False, False),
        ("stranger_head", False, False, False),
        ("stranger_planner", False, False, False),
    ],
)
def test_the_table_of_people_and_the_office_holds(
    cast: Cast, key: str, sees: bool, leads: bool, plans: bool
) -> None:
    viewer = cast.viewer(key)

    assert permissions.may_see_office(viewer, office_id=cast.office.pk) is sees
    assert permissions.leads_position(viewer, position=cast.positions["p07"]) is leads
    assert (
        permissions.may_handle_office(
            viewer, office_id=cast.office.pk, capability=Capability.SET_TARGETS
        )
        is plans
    )


def test_seats_brought_with_the_sign_in_are_good_for_one_look(cast: Cast) -> None:
    user = bring_user_with_seats(cast.users["staff"].pk)
    assert user is not None
    before = get_viewer(user=user, on=cast.day)

    cast.move("staff", "p04", cast.day)

    assert get_viewer(user=user, on=cast.day).position_ids != before.position_ids


def test_an_account_that_does_not_work_is_not_brought(cast: Cast) -> None:
    user = cast.users["staff"]
    user.is_active = False
    user.save(update_fields=["is_active"])

    assert bring_user_with_seats(user.pk) is None
    assert bring_user_with_seats(0) is None
