"""What each role may do, as one table."""

from collections.abc import Iterable

from tolok.accounts.enums import Capability, Role


EVERYONE_OF_THE_OFFICE = frozenset({Capability.VIEW_REGISTRY})

CAPABILITIES: dict[Role, frozenset[Capability]] = {
    Role.STAFF: EVERYONE_OF_THE_OFFICE,
    Role.SUPERIOR: EVERYONE_OF_THE_OFFICE
    | {
        Capability.VIEW_DASHBOARD,
        Capability.DOWNLOAD_REPORTS,
        Capability.ISSUE_DOCUMENTS,
    },
    Role.HEAD: EVERYONE_OF_THE_OFFICE
    | {
        Capability.VIEW_DASHBOARD,
        Capability.VIEW_ALL_REALISATIONS,
        Capability.VIEW_DECREES,
        Capability.DOWNLOAD_REPORTS,
        Capability.COMPARE_OFFICES,
        Capability.ISSUE_DOCUMENTS,
        Capability.PUBLISH,
        Capability.VIEW_TRAIL,
    },
    Role.PLANNER: EVERYONE_OF_THE_OFFICE
    | {
        Capability.VIEW_DASHBOARD,
        Capability.VIEW_ALL_REALISATIONS,
        Capability.VIEW_DECREES,
        Capability.HANDLE_DECREES,
        Capability.SET_TARGETS,
        Capability.HANDLE_PERIODS,
        Capability.DOWNLOAD_REPORTS,
        Capability.COMPARE_OFFICES,
        Capability.ISSUE_DOCUMENTS,
        Capability.PUBLISH,
        Capability.VIEW_TRAIL,
    },
    Role.INSPECTOR: EVERYONE_OF_THE_OFFICE
    | {
        Capability.VIEW_DASHBOARD,
        Capability.VIEW_ALL_REALISATIONS,
        Capability.VIEW_DECREES,
        Capability.DOWNLOAD_REPORTS,
        Capability.COMPARE_OFFICES,
        Capability.VIEW_TRAIL,
        Capability.INSPECT,
    },
    Role.ADMINISTRATOR: EVERYONE_OF_THE_OFFICE
    | {Capability.HANDLE_ACCOUNTS, Capability.VIEW_TRAIL},
}


def capabilities_of(roles: Iterable[Role]) -> frozenset[Capability]:
    """Return all that these roles together allow."""
    return frozenset().union(*(CAPABILITIES[role] for role in roles))
