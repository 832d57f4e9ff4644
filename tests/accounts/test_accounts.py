"""Accounts: who may sign in, and what each role allows."""

import pytest
from django.contrib.auth import authenticate
from django.test import RequestFactory

from tests.cast import Cast
from tolok.accounts import actions
from tolok.accounts.actions import PasswordTooWeak, UsernameTaken
from tolok.accounts.enums import Capability, Role
from tolok.accounts.models import User
from tolok.accounts.permissions import CAPABILITIES, capabilities_of
from tolok.records.actions import System
from tolok.records.models import AuditEvent


TABLE = {
    Capability.INSPECT: "inspector",
    Capability.VIEW_REGISTRY: "administrator planner head superior staff inspector",
    Capability.VIEW_DASHBOARD: "planner head superior inspector",
    Capability.VIEW_ALL_REALISATIONS: "planner head inspector",
    Capability.VIEW_DECREES: "planner head inspector",
    Capability.HANDLE_DECREES: "planner",
    Capability.SET_TARGETS: "planner",
    Capability.HANDLE_PERIODS: "planner",
    Capability.COMPARE_OFFICES: "planner head inspector",
    Capability.ISSUE_DOCUMENTS: "planner head superior",
    Capability.PUBLISH: "planner head",
    Capability.DOWNLOAD_REPORTS: "planner head superior inspector",
    Capability.VIEW_TRAIL: "administrator planner head inspector",
    Capability.HANDLE_ACCOUNTS: "administrator",
}


@pytest.mark.parametrize("capability", list(Capability))
def test_each_role_may_what_the_table_says(capability: Capability) -> None:
    may = {role for role, allowed in CAPABILITIES.items() if capability in allowed}

    assert may == {Role(word) for word in TABLE[capability].split()}


def test_nobody_may_anything_without_a_role() -> None:
    assert capabilities_of([]) == frozenset()


def test_two_roles_together_allow_what_either_allows() -> None:
    both = capabilities_of([Role.STAFF, Role.PLANNER])

    assert both == CAPABILITIES[Role.PLANNER] | CAPABILITIES[Role.STAFF]


def sign_in(username: str, password: str) -> User | None:
    request = RequestFactory().post("/masuk/", REMOTE_ADDR="127.0.0.1")
    return authenticate(request, username=username, password=password)


@pytest.fixture
def account(db: None, cast: Cast) -> User:
    return actions.create_user(
        username="Budi.Hartono",
        name="Budi Hartono",
        password="Merdeka-1945-Ya",
        by=System(),
        at=cast.at(),
    )


def test_the_right_password_signs_in_whatever_the_capitals_of_the_name(
    account: User,
) -> None:
    assert sign_in("budi.hartono", "Merdeka-1945-Ya") == account
    assert sign_in(" BUDI.HARTONO ", "Merdeka-1945-Ya") == account


@pytest.mark.parametrize(
    ("username", "password"),
    [
        ("budi.hartono", "merdeka-1945-ya"),
        ("budi.hartono", ""),
        ("tidak.ada", "Merdeka-1945-Ya"),
        ("", ""),
    ],
)
def test_a_wrong_name_or_password_does_not(
    account: User, username: str, password: str
) -> None:
    assert sign_in(username, password) is None


def test_a_closed_account_does_not_sign_in_and_can_be_opened_again(
    account: User, cast: Cast
) -> None:
    actions.set_active(user=account, active=False, by=System(), at=cast.at())
    assert sign_in("budi.hartono", "Merdeka-1945-Ya") is None

    actions.set_active(user=account, active=True, by=System(), at=cast.at())

    assert sign_in("budi.hartono", "Merdeka-1945-Ya") == account


@pytest.mark.parametrize("password", ["pendek", "1234567890123", "password123"])
def test_a_weak_password_is_refused(account: User, cast: Cast, password: str) -> None:
    with pytest.raises(PasswordTooWeak):
        actions.set_password(user=account, password=password, by=System(), at=cast.at())

    assert sign_in("budi.hartono", "Merdeka-1945-Ya") == account


def test_a_name_is_taken_whatever_its_capitals(account: User, cast: Cast) -> None:
    with pytest.raises(UsernameTaken) as refused:
        actions.create_user(
            username="BUDI.hartono",
            name="Budi Lain",
            password="Merdeka-1945-Ya",
            by=System(),
            at=cast.at(),
        )

    assert "sudah dipakai" in refused.value.message


def test_no_password_stands_in_the_trail(account: User, cast: Cast) -> None:
    actions.set_password(
        user=account, password="Sandi-Baru-2026", by=System(), at=cast.at()
    )

    for event in AuditEvent.objects.filter(action__startswith="accounts."):
        assert "Merdeka" not in f"{event.before}{event.after}{event.note}"
        assert "argon2" not in f"{event.before}{event.after}{event.note}"
