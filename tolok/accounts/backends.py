"""Checks a password, and spends the same time on a name that does not exist."""

from typing import Any

from django.contrib.auth.backends import BaseBackend
from django.http import HttpRequest

from tolok.accounts.models import User


class PasswordBackend(BaseBackend):
    """Sign-in by user name, whatever its capitals, and password."""

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
        return User.objects.filter(pk=user_id, is_active=True).first()
