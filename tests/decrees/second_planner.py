"""A second planner of an office, for what two persons do."""

from datetime import timedelta

from tests.cast import Cast
from tolok.accounts.enums import Role
from tolok.organisation import actions as organisation
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.records.actions import System


def second_planner(cast: Cast, key: str, office: Office) -> Viewer:
    """Make somebody of the cast a planner of an office, too."""
    organisation.grant_role(
        user=cast.viewer(key).user,
        office=office,
        role=Role.PLANNER,
        starts_on=cast.day - timedelta(days=30),
        by=System(),
        at=cast.at(),
    )
    return cast.viewer(key)
