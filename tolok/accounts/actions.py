"""Make accounts, set passwords, remember a theme and a language."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tolok.accounts.models import User
from tolok.kernel.refusals import Unfit
from tolok.records import actions as records
from tolok.records.actions import Actor, Happening


class UsernameTaken(Unfit):
    """Another account has this name."""


class PasswordTooWeak(Unfit):
    """The password does not meet the rules."""


def create_user(
    *,
    username: str,
    name: str,
    password: str,
    by: Actor,
    at: datetime,
    is_administrator: bool = False,
    must_change_password: bool = False,
    email: str = "",
) -> User:
    """Make an account that can sign in.

    Raises `UsernameTaken` and `PasswordTooWeak`.
    """
    user = User(
        username=username.strip(),
        name=name.strip(),
        email=email,
        is_administrator=is_administrator,
        must_change_password=must_change_password,
        created_at=at,
    )
    _check_password(password, user)
    user.set_password(password)
    try:
        with transaction.atomic():
            user.save(force_insert=True)
            records.record_event(
                by=by,
                at=at,
                action="accounts.create_user",
                subject=user,
                after={"username": user.username, "administrator": is_administrator},
            )
    except IntegrityError as error:
        message = _("Nama pengguna “%(name)s” sudah dipakai. Pilih nama lain.") % {
            "name": user.username
        }
        raise UsernameTaken(message, field="username") from error
    return user


@dataclass(frozen=True)
class NewAccount:
    """An account to be made; without a password nobody can sign in with it yet."""

    username: str
    name: str
    password: str = ""
    is_administrator: bool = False


def create_users(
    *, accounts: Sequence[NewAccount], by: Actor, at: datetime
) -> list[User]:
    """Make many accounts at once, all or none, in the order given.

    A password that several accounts share is checked and hashed once, so that an
    office of examples or of newcomers takes no minute. Raises `UsernameTaken` and
    `PasswordTooWeak`.
    """
    hashes: dict[str, str] = {"": make_password(None)}
    rows = []
    for account in accounts:
        user = User(
            username=account.username.strip(),
            name=account.name.strip(),
            is_administrator=account.is_administrator,
            created_at=at,
        )
        if account.password not in hashes:
            _check_password(account.password, user)
            hashes[account.password] = make_password(account.password)
        user.password = hashes[account.password]
        rows.append(user)
    try:
        with transaction.atomic():
            User.objects.bulk_create(rows, batch_size=500)
            records.record_events(
                by=by,
                at=at,
                happenings=[
                    Happening(
                        "accounts.create_user",
                        user,
                        after={
                            "username": user.username,
                            "administrator": user.is_administrator,
                        },
                    )
                    for user in rows
                ],
            )
    except IntegrityError as error:
        message = _(
            "Salah satu nama pengguna sudah dipakai, atau tertulis dua kali. "
            "Tidak ada akun yang dibuat. Periksa daftarnya, lalu ulangi."
        )
        raise UsernameTaken(message, field="username") from error
    return rows


@transaction.atomic
def set_password(
    *, user: User, password: str, by: Actor, at: datetime, must_change: bool = True
) -> None:
    """Give an account a new password. Raises `PasswordTooWeak`."""
    _check_password(password, user)
    user.set_password(password)
    user.must_change_password = must_change
    user.save(update_fields=["password", "must_change_password"])
    records.record_event(by=by, at=at, action="accounts.set_password", subject=user)


@transaction.atomic
def note_password_change(*, user: User, by: Actor, at: datetime) -> None:
    """Write down that a person changed the own password."""
    User.objects.filter(pk=user.pk).update(must_change_password=False)
    records.record_event(
        by=by, at=at, action="accounts.change_own_password", subject=user
    )


@transaction.atomic
def set_active(*, user: User, active: bool, by: Actor, at: datetime) -> None:
    """Close an account, or open it again; nothing of it is deleted."""
    before = user.is_active
    user.is_active = active
    user.save(update_fields=["is_active"])
    records.record_event(
        by=by,
        at=at,
        action="accounts.set_active",
        subject=user,
        before={"active": before},
        after={"active": active},
    )


def choose_theme(*, user: User, theme: str) -> None:
    """Remember light, dark or automatic for a person; not worth an audit event."""
    User.objects.filter(pk=user.pk).update(theme=theme)


def hide_guide(*, user: User, hidden: bool) -> None:
    """Remember whether a person wants the first-run guide; not worth an audit event."""
    User.objects.filter(pk=user.pk).update(hides_guide=hidden)


def choose_language(*, user: User, language: str) -> None:
    """Remember in which language the screens speak to a person; no audit event."""
    User.objects.filter(pk=user.pk).update(language=language)


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        raise PasswordTooWeak(" ".join(error.messages), field="password") from error
