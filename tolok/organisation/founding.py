"""Set up an office of one's own and let its people in. For those who may."""

import secrets
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.accounts import actions as accounts
from tolok.accounts.enums import Role
from tolok.accounts.models import User
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation import actions, permissions
from tolok.organisation.models import Office, Person
from tolok.organisation.queries import Viewer, list_offices
from tolok.records import actions as records


PASSWORD_BYTES = 12


class MayNotFound(NotAllowed):
    """Only administrators of the system set up offices."""


class MayNotGiveAccount(NotAllowed):
    """Only administrators of the office give accounts."""


class OfficeKnown(Unfit):
    """An office of this name is there already."""


class HasAccount(NotNow):
    """The person can sign in already."""


@transaction.atomic
def found_office(
    *,
    region_name: str,
    name: str,
    short_name: str,
    time_zone: str,
    by: Viewer,
    at: datetime,
) -> Office:
    """Set up an office; who sets it up is its planner from the first day of the year.

    Raises `MayNotFound` and `OfficeKnown`.
    """
    demand_may_found(by)
    if list_offices().filter(name__iexact=name, region__name=region_name).exists():
        message = _("Kantor “%(name)s” sudah ada. Periksa namanya.") % {"name": name}
        raise OfficeKnown(message, field="name")
    office = actions.create_office(
        region_name=region_name,
        name=name,
        short_name=short_name,
        time_zone=time_zone,
        by=by.user,
        at=at,
    )
    actions.grant_role(
        user=by.user,
        office=office,
        role=Role.PLANNER,
        starts_on=date(by.on.year, 1, 1),
        by=by.user,
        at=at,
    )
    return office


def demand_may_found(by: Viewer) -> None:
    """Refuse unless this person sets up offices. Raises `MayNotFound`."""
    if not permissions.may_found_office(by):
        message = _("Kantor didirikan oleh administrator sistem.")
        raise MayNotFound(message)


@transaction.atomic
def give_account(
    *, person: Person, username: str, office_id: int, by: Viewer, at: datetime
) -> tuple[User, str]:
    """Let a person sign in; return the account and its password, to be changed at once.

    Raises `MayNotGiveAccount`, `HasAccount` and `accounts.UsernameTaken`.
    """
    demand_may_give_account(by, office_id)
    row = Person.objects.select_for_update(of=("self",)).get(pk=person.pk)
    if row.user_id is not None:
        message = _("%(name)s sudah punya akun.") % {"name": row.name}
        raise HasAccount(message)
    password = secrets.token_urlsafe(PASSWORD_BYTES)
    user = accounts.create_user(
        username=username,
        name=row.name,
        password=password,
        must_change_password=True,
        by=by.user,
        at=at,
    )
    row.user = user
    row.save(update_fields=["user"])
    records.record_event(
        by=by.user,
        at=at,
        action="organisation.give_account",
        subject=row,
        after={"account": user.username},
        office_id=office_id,
    )
    return user, password


def demand_may_give_account(by: Viewer, office_id: int) -> None:
    """Refuse unless this person gives accounts here. Raises `MayNotGiveAccount`."""
    if not permissions.may_give_account(by, office_id=office_id):
        message = _("Akun dibuat oleh administrator kantor.")
        raise MayNotGiveAccount(message)
