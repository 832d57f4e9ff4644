"""Who may sign in at the example office."""

from typing import Any

from tolok.accounts import queries as accounts
from tolok.accounts.enums import Role
from tolok.demo import example
from tolok.demo.load import find_example
from tolok.organisation import queries as organised


RANKED = (
    Role.ADMINISTRATOR,
    Role.PLANNER,
    Role.INSPECTOR,
    Role.HEAD,
    Role.SUPERIOR,
    Role.STAFF,
)
SHOWN_FIRST = (
    "sekar.ayu",
    "rahmat.hidayatullah",
    "hendra.kusumawardana",
    "dewi.anggraini",
    "inspektur",
    "admin",
    "wahyu.prasetiyo",
    "andi.firmansyah",
)


def list_accounts() -> list[dict[str, Any]]:
    """Return the people of the example office and how they sign in; none without it.

    Those whom a visitor should try first come first.
    """
    if find_example() is None:
        return []
    told = example.read("people.yaml")
    names = [one["username"] for one in [*told["people"], *told["without_seat"]]]
    users = {user.username: user for user in accounts.list_users()}
    found = [_account(users[username]) for username in names if username in users]
    place = {name: at for at, name in enumerate([*SHOWN_FIRST, *names][::-1])}
    return sorted(found, key=lambda one: -place[one["username"]])


def _account(user: Any) -> dict[str, Any]:
    viewer = organised.get_viewer(user=user, on=example.DAY)
    role = next((role for role in RANKED if role in viewer.roles), Role.STAFF)
    main = viewer.main_placement
    return {
        "username": user.username,
        "password": example.PASSWORD,
        "name": user.name,
        "role": role.value,
        "position": organised.holder_title(main) if main else "",
        "unit": main.position.unit.name if main else "",
    }
