"""Which rows a version of the registry holds.

A row stands from the version that wrote it to the one that ends it. The versions of an
office are written one after the other, so the order of their ids is that of their numbers;
a query names the office or its positions besides.
"""

from typing import Any

from django.db.models import Q


def held_by(version: Any, prefix: str = "") -> Q:
    """Return the rows that a version holds: a version, its id, or an expression for it.

    `prefix` leads to the rows: `indicator__`. Without a version there are none.
    """
    if version is None:
        return Q(pk__in=[])
    wanted = getattr(version, "pk", version)
    return Q(**{f"{prefix}version__lte": wanted}) & (
        Q(**{f"{prefix}ended_by__isnull": True})
        | Q(**{f"{prefix}ended_by__gt": wanted})
    )


def is_held(version_id: int, row_version_id: int, ended_by_id: int | None) -> bool:
    """Tell the same of one row."""
    return row_version_id <= version_id and (
        ended_by_id is None or ended_by_id > version_id
    )
