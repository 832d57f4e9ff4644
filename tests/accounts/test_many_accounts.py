"""Many accounts made at once."""

import pytest

from tests.cast import Cast
from tolok.accounts import actions
from tolok.accounts.actions import NewAccount, PasswordTooWeak, UsernameTaken
from tolok.accounts.models import User
from tolok.records.actions import System
from tolok.records.models import AuditEvent


pytestmark = pytest.mark.django_db
GOOD = "Sandi-Bersama-2026"


def make(cast: Cast, *accounts: NewAccount) -> list[User]:
    return actions.create_users(accounts=accounts, by=System(), at=cast.at())


def test_they_come_back_in_order_and_each_leaves_an_event(cast: Cast) -> None:
    before = AuditEvent.objects.count()

    made = make(
        cast,
        NewAccount(" budi ", " Budi Hartono ", GOOD),
        NewAccount("ani", "Ani Lestari", GOOD, is_administrator=True),
    )

    assert [(user.username, user.name) for user in made] == [
        ("budi", "Budi Hartono"),
        ("ani", "Ani Lestari"),
    ]
    assert [user.is_administrator for user in made] == [False, True]
    events = AuditEvent.objects.order_by("pk")[before:]
    assert [event.after["username"] for event in events] == ["budi", "ani"]


def test_a_shared_password_is_hashed_once_and_opens_each_account(
    cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    hashed = []
    real = actions.make_password
    monkeypatch.setattr(
        actions, "make_password", lambda text: hashed.append(text) or real(text)
    )

    one, other = make(cast, NewAccount("a", "A", GOOD), NewAccount("b", "B", GOOD))

    assert hashed.count(GOOD) == 1
    assert one.check_password(GOOD)
    assert other.check_password(GOOD)


def test_without_a_password_nobody_signs_in(cast: Cast) -> None:
    (user,) = make(cast, NewAccount("budi", "Budi Hartono"))

    assert not user.has_usable_password()
    assert not user.check_password("")


def test_a_weak_password_makes_no_account_at_all(cast: Cast) -> None:
    before = User.objects.count()

    with pytest.raises(PasswordTooWeak):
        make(cast, NewAccount("a", "A", GOOD), NewAccount("b", "B", "123"))

    assert User.objects.count() == before


@pytest.mark.parametrize("names", [("STAFF", "baru"), ("sama", "Sama")])
def test_a_name_that_is_taken_makes_no_account_at_all(
    cast: Cast, names: tuple[str, str]
) -> None:
    before = User.objects.count()

    with pytest.raises(UsernameTaken, match="Tidak ada akun yang dibuat"):
        make(cast, *(NewAccount(name, name, GOOD) for name in names))

    assert User.objects.count() == before
