"""Which part of an office is asked about, and in which period; and how far one may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Q, QuerySet

from tolok.accounts.enums import Capability
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer, list_units
from tolok.planning.models import Period
from tolok.planning.queries import list_periods
from tolok.reporting.queries import choose_period, demand_dashboard


@dataclass(frozen=True)
class Scope:
    """A period of the viewer's office, and one unit of it with all below, or none."""

    periods: list[Period]
    period: Period
    units: list[Unit]
    unit: Unit | None

    @property
    def year_periods(self) -> list[Period]:
        """Return the periods of the year, of the kind of the one asked for, in order."""
        return self.periods_of(self.period.starts_on.year)

    def periods_of(self, year: int) -> list[Period]:
        """Return the known periods of a year of the same kind, in order."""
        return [
            one
            for one in self.periods
            if one.starts_on.year == year and one.kind == self.period.kind
        ]

    @property
    def period_before(self) -> Period | None:
        """Return the period right before, of the same kind, or None."""
        earlier = [
            one
            for one in self.periods
            if one.kind == self.period.kind and one.starts_on < self.period.starts_on
        ]
        return earlier[-1] if earlier else None

    @property
    def year_before(self) -> Period | None:
        """Return the same period of the year before, or None."""
        return self.same_in(self.period.starts_on.year - 1)

    def same_in(self, year: int) -> Period | None:
        """Return the same period of another year, or None."""
        number = self.period.number
        return next((p for p in self.periods_of(year) if p.number == number), None)

    @property
    def years(self) -> list[int]:
        """Return the years with periods of this kind, first to last."""
        return sorted(
            {p.starts_on.year for p in self.periods if p.kind == self.period.kind}
        )

    def inside(self, rows: QuerySet[Any], to_unit: str = "unit") -> QuerySet[Any]:
        """Return the rows that lie in the unit; `to_unit` leads from a row to its unit."""
        if self.unit is None:
            return rows
        return rows.filter(**{f"{to_unit}__path__startswith": self.unit.path})


def choose_scope(
    *, for_user: Viewer, period_id: int | None = None, unit_id: int | None = None
) -> Scope | None:
    """Return what the address asks for, or None while the office has no period.

    Two queries. Raises `MayNotSeeDashboard`, `Period.DoesNotExist` and
    `Unit.DoesNotExist`.
    """
    demand_dashboard(for_user)
    periods = list(list_periods(for_user=for_user))
    if not periods:
        return None
    period = choose_period(periods, period_id=period_id, for_user=for_user)
    units = list(list_units(for_user=for_user))
    return Scope(periods, period, units, _unit(units, unit_id))


def _unit(units: Sequence[Unit], unit_id: int | None) -> Unit | None:
    if unit_id is None:
        return None
    for unit in units:
        if unit.pk == unit_id:
            return unit
    raise Unit.DoesNotExist


def within_sight(for_user: Viewer, to_unit: str = "unit") -> Q:
    """Return the condition that a row's unit is one whose single results one may read.

    All of the office for head, planner and inspector; else the units that one leads.
    """
    if for_user.may(Capability.VIEW_ALL_REALISATIONS):
        return Q()
    seen = Q(pk__in=[])
    for path in for_user.led_paths:
        seen |= Q(**{f"{to_unit}__path__startswith": path})
    return seen
