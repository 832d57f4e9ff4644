"""What each role may do, as one table."""

from collections.abc import Iterable

from tolok.accounts.enums import Capability as C
from tolok.accounts.enums import Role


EVERYONE_OF_THE_OFFICE = frozenset({C.VIEW_REGISTRY})

CAPABILITIES: dict[Role, frozenset[C]] = {
    Role.STAFF: EVERYONE_OF_THE_OFFICE,
    Role.SUPERIOR: EVERYONE_OF_THE_OFFICE | {C.VIEW_DASHBOARD, C.DOWNLOAD_REPORTS},
    Role.HEAD: EVERYONE_OF_THE_OFFICE
    | {
        C.VIEW_DASHBOARD,
        C.VIEW_ALL_REALISATIONS,
        C.VIEW_DECREES,
        C.DOWNLOAD_REPORTS,
        C.VIEW_TRAIL,
    },
    Role.PLANNER: EVERYONE_OF_THE_OFFICE
    | {
        C.VIEW_DASHBOARD,
        C.VIEW_ALL_REALISATIONS,
        C.VIEW_DECREES,
        C.HANDLE_DECREES,
        C.SET_TARGETS,
        C.HANDLE_PERIODS,
        C.DOWNLOAD_REPORTS,
        C.VIEW_TRAIL,
    },
    Role.INSPECTOR: EVERYONE_OF_THE_OFFICE
    | {
        C.VIEW_DASHBOARD,
        C.VIEW_ALL_REALISATIONS,
        C.VIEW_DECREES,
        C.DOWNLOAD_REPORTS,
        C.VIEW_TRAIL,
    },
    Role.ADMINISTRATOR: EVERYONE_OF_THE_OFFICE | {C.HANDLE_ACCOUNTS, C.VIEW_TRAIL},
}


def capabilities_of(roles: Iterable[Role]) -> frozenset[C]:
    """Return all that these roles together allow."""
    return frozenset().union(*(CAPABILITIES[role] for role in roles))
