"""The tree of units and positions beside every page of the registry."""

from collections.abc import Sequence

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.registry.queries import Branch
from tolok.web.marks import TreeNode


def tree_of(
    branches: Sequence[Branch],
    *,
    opened: int | None,
    position_id: int | None = None,
    pada: str = "",
) -> list[TreeNode]:
    """Return the nodes for `components/tree.html`; the opened unit shows its positions.

    `position_id` marks the position whose page this is; without it the unit is marked.
    `pada` is the day, ISO, that the pages keep on looking at; empty for today.
    """
    below: dict[int | None, list[Branch]] = {}
    for branch in branches:
        below.setdefault(branch.parent_id, []).append(branch)
    path = next((b.path for b in branches if b.unit_id == opened), "")
    marked = opened if position_id is None else None

    def node(branch: Branch) -> TreeNode:
        children: list[TreeNode] = [
            {
                "title": seat.title,
                "url": position_url(seat.position_id, pada),
                "current": seat.position_id == position_id,
            }
            for seat in branch.seats
        ]
        has_units = bool(below.get(branch.unit_id))
        children += [node(child) for child in below.get(branch.unit_id, [])]
        return {
            "title": branch.name,
            "url": unit_url(branch.unit_id, pada),
            "url_label": _("Ringkasan unit ini")
            if branch.seats
            else _("Jabatan di unit ini")
            if has_units and branch.position_count
            else "",
            "count": branch.indicator_count,
            "current": branch.unit_id == marked,
            "open": bool(path) and path.startswith(branch.path),
            "children": children,
            "is_unit": True,
        }

    return [node(branch) for branch in below.get(None, [])]


def unit_url(unit_id: int, pada: str = "") -> str:
    """Return the address of the registry with this unit opened, as at a day."""
    asked = f"{reverse('registri')}?unit={unit_id}"
    return f"{asked}&pada={pada}" if pada else asked


def position_url(position_id: int, pada: str = "") -> str:
    """Return the address of a position, as at a day."""
    address = reverse("jabatan", args=[position_id])
    return f"{address}?pada={pada}" if pada else address
