"""The address of an account: given by its owner, and confirmed by a code sent there."""

import base64
import hmac
from datetime import datetime

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _

from tolok.accounts.models import User
from tolok.kernel.refusals import Unfit
from tolok.records import actions as records
from tolok.records.actions import Actor


CODE_LENGTH = 8
LONGEST_ADDRESS = 254


class AddressUnfit(Unfit):
    """The text is no address."""


class CodeWrong(Unfit):
    """The code is not the one that was sent to the address."""


def code_of(user: User) -> str:
    """Return the code that confirms an account's address; another address has another.

    A new password makes the old code void.
    """
    said = f"{user.pk}:{user.email}:{user.password}"
    digest = salted_hmac("tolok.accounts.addresses", said, algorithm="sha256").digest()
    return base64.b32encode(digest).decode()[:CODE_LENGTH]


@transaction.atomic
def set_email(*, user: User, email: str, by: Actor, at: datetime) -> User:
    """Give an account another address, not yet confirmed; "" takes it away.

    The trail tells that it changed, not to which. Raises `AddressUnfit`.
    """
    wanted = email.strip()
    if wanted:
        try:
            if len(wanted) > LONGEST_ADDRESS:
                raise ValidationError("")
            validate_email(wanted)
        except ValidationError as error:
            message = _("Tulis satu alamat surel, misalnya nama@kantor.go.id.")
            raise AddressUnfit(message, field="email") from error
    if wanted == user.email:
        return user
    user.email, user.email_confirmed_at = wanted, None
    user.save(update_fields=["email", "email_confirmed_at"])
    records.record_event(
        by=by,
        at=at,
        action="accounts.set_email",
        subject=user,
        after={"email": bool(wanted)},
    )
    return user


@transaction.atomic
def confirm_email(*, user: User, code: str, by: Actor, at: datetime) -> User:
    """Note that an account's owner reads the mail of its address. Raises `CodeWrong`."""
    given = "".join(code.split()).upper()
    if not user.email or not hmac.compare_digest(
        given.encode(), code_of(user).encode()
    ):
        message = _("Kode itu tidak cocok. Salin dari surel terakhir, atau minta lagi.")
        raise CodeWrong(message, field="code")
    user.email_confirmed_at = at
    user.save(update_fields=["email_confirmed_at"])
    records.record_event(by=by, at=at, action="accounts.confirm_email", subject=user)
    return user
