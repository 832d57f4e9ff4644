"""Which part of the office a dashboard speaks of, and the addresses that keep it."""

from functools import cache

from django.urls import reverse

from tolok.reporting.queries import UNITS_AT_MOST, Figures, Standing, UnitFigures


FAR_BEHIND = 2  # the class rank up to which something counts as far behind


def is_far_behind(standing: Standing) -> bool:
    """Tell whether the class is one of the two lowest."""
    return standing.class_rank is not None and standing.class_rank <= FAR_BEHIND


def shown_units(figures: Figures) -> list[UnitFigures]:
    """Return the units that are told one by one: all, or the ones right below."""
    if len(figures.units) <= UNITS_AT_MOST:
        return figures.units
    tops = {unit.unit_id for unit in figures.units if unit.parent_id is None}
    within = {figures.unit.pk} if figures.unit else tops
    near = [u for u in figures.units if u.parent_id in within or u.unit_id in within]
    return near[:UNITS_AT_MOST]


def address(
    name: str,
    figures: Figures,
    *,
    unit_id: int | None = None,
    period_id: int | None = None,
    own: bool = False,
) -> str:
    """Return a page's address with unit, period and past day kept."""
    chosen = unit_id or (figures.unit.pk if figures.unit else None)
    unit = "" if chosen is None else f"&unit={chosen}"
    alone = "&sendiri=1" if own else ""
    period = f"?periode={period_id or figures.period.pk}"
    return f"{_place(name)}{period}{unit}{alone}{past(figures, '&')}"


def past(figures: Figures, sign: str) -> str:
    """Return what keeps the past day in an address, behind "?" or "&"; "" for now."""
    return f"{sign}pada={figures.day.isoformat()}" if figures.day else ""


def origin_address(standing: Standing, figures: Figures) -> str:
    """Return where a number is explained; "" where nothing speaks of it any more."""
    if not standing.roll_up_id:
        return ""
    return reverse("asal", args=[standing.roll_up_id]) + past(figures, "?")


def position_address(position_id: int, figures: Figures) -> str:
    """Return the page of a position."""
    return reverse("jabatan", args=[position_id]) + past(figures, "?")


@cache
def _place(name: str) -> str:
    """Return a page's address; asked for hundreds of cells, looked up once."""
    return reverse(name)
