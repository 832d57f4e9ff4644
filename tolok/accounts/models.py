"""Who may sign in."""

from typing import ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils.translation import gettext_lazy as _

from tolok.accounts.enums import Language, Theme
from tolok.records.models import Kept


class UserManager(BaseUserManager["User"]):
    """Finds a user by name, whatever its capitals."""

    def get_by_natural_key(self, username: str | None) -> "User":
        return self.get(username__iexact=username)


class User(AbstractBaseUser, Kept):
    """An account: a name to sign in with and a password."""

    username = models.CharField(_("nama pengguna"), max_length=60, unique=True)
    name = models.CharField(_("nama"), max_length=200)
    email = models.EmailField(_("surel"), blank=True)
    email_confirmed_at = models.DateTimeField(_("surel dikonfirmasi"), null=True)
    is_active = models.BooleanField(_("aktif"), default=True)
    is_administrator = models.BooleanField(_("administrator sistem"), default=False)
    must_change_password = models.BooleanField(
        _("harus mengganti kata sandi"), default=False
    )
    theme = models.CharField(
        _("tampilan"), max_length=5, choices=Theme, blank=True, default=Theme.AUTO
    )
    hides_guide = models.BooleanField(_("panduan awal disembunyikan"), default=False)
    language = models.CharField(
        _("bahasa"), max_length=2, choices=Language, blank=True, default=""
    )

    USERNAME_FIELD = "username"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]
    objects = UserManager()

    class Meta:
        verbose_name = _("akun")
        constraints = [
            models.UniqueConstraint(Lower("username"), name="username_once_any_case"),
        ]

    def __str__(self) -> str:
        return self.name
