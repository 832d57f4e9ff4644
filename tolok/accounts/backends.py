"""Checks a password, and spends the same time on a name that does not exist."""

from collections.abc import Callable
from typing import Any, ClassVar

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tolok.accounts.models import User


def bring_user(user_id: int) -> User | None:
    """Return the user of an id; None where the account does not work any more."""
    return User.objects.filter(pk=user_id, is_active=True).first()


class PasswordBackend(BaseBackend):
    """Sign-in by user name, whatever its capitals, and password.

    `bring` gives the user of a session. A room above may put its own there, that brings
    along in one question what it is asked about everyone who looks.
    """

    bring: ClassVar[Callable[[int], User | None]] = staticmethod(bring_user)

    def authenticate(
        self,
        request: HttpRequest | None,
        username: str | None = None,
        password: str | None = None,
        **_others: Any,
    ) -> User | None:
        if username is None or password is None:
            return None
        user = User.objects.filter(username__iexact=username.strip()).first()
        if user is None:
            User().set_password(password)
            return None
        if user.check_password(password) and user.is_active:
            return user
        return None

    def get_user(self, user_id: int) -> User | None:
        return type(self).bring(user_id)
