"""Gather how an office stands in a period, as far as the viewer may see it."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING

from tolok.measurement.queries import list_missing, missing_at
from tolok.organisation.models import Unit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Period
from tolok.reporting.cut_off import cut_off
from tolok.reporting.documents import office_recap
from tolok.reporting.gather import (
    choose_period,
    demand_download,
    frame_of,
    rule_set_of,
    scope_note_of,
    signatory_of,
)
from tolok.reporting.queries import (
    Figures,
    PositionFigures,
    Progress,
    Standing,
    UnitFigures,
    get_figures,
)
from tolok.rules.loader import NotInForce


if TYPE_CHECKING:
    from tolok.measurement.models import Realisation
    from tolok.rules.packs import ClassRule


MISSING_AT_MOST = 300


def gather_recap(
    *,
    for_user: Viewer,
    period_id: int | None = None,
    unit_id: int | None = None,
    as_at: datetime,
    on: date | None = None,
) -> office_recap.OfficeRecap:
    """Return how the office, or one unit with all below it, stands in a period.

    With `on`, a past day, how it stood at that day's end. Ten queries, whatever the size
    of the office, and some more for a past day. Raises `MayNotDownload`,
    `Period.DoesNotExist` (also for an office without periods), `Unit.DoesNotExist`,
    `DayNotOver` and `DayBeforeYear`.
    """
    office = demand_download(for_user)
    asked = choose_period(period_id=period_id, for_user=for_user) if on else None
    moment = cut_off(on=on, at=as_at, year=asked.starts_on.year if asked else None)
    figures = get_figures(
        for_user=for_user,
        period_id=asked.pk if asked else period_id,
        unit_id=unit_id,
        moment=moment,
    )
    if figures is None:
        raise Period.DoesNotExist
    period = figures.period
    frame = frame_of(
        office,
        period,
        as_at,
        scope_note=scope_note_of(for_user, "Daftar yang belum masuk"),
        moment=moment,
    )
    return office_recap.OfficeRecap(
        frame=frame,
        scope=figures.unit.name if figures.unit else office.name,
        reporting=office_recap.Reporting(
            owed=figures.tally.owed,
            reported=figures.tally.reported,
            verified=figures.tally.verified,
            late=figures.tally.late,
        ),
        achieved=_achieved(figures.current),
        units=tuple(_unit_line(unit, figures) for unit in figures.units),
        objectives=tuple(
            office_recap.ObjectiveLine(
                text=line.text,
                position=line.position_title,
                indicators=line.standing.count,
                achieved=_achieved(line.standing),
            )
            for line in figures.objectives
        ),
        objectives_total=figures.objectives_total,
        objectives_on_target=figures.objectives_on_target,
        heat=_heat_map(figures),
        missing=_missing(for_user, period, figures.unit, moment),
        missing_total=figures.tally.missing,
        classes=_class_lines(period),
        signatory=signatory_of(for_user, figures.unit),
    )


def _achieved(standing: Standing | None) -> office_recap.Achieved:
    if standing is None:
        return office_recap.Achieved()
    return office_recap.Achieved(
        percent=standing.percent,
        class_name=standing.class_name,
        class_rank=standing.class_rank,
    )


def _unit_line(unit: UnitFigures, figures: Figures) -> office_recap.UnitLine:
    top = min(one.path.count("/") for one in figures.units)
    return office_recap.UnitLine(
        name=unit.name,
        depth=unit.path.count("/") - top,
        reporting=office_recap.Reporting(
            owed=unit.own.owed,
            reported=unit.own.reported,
            verified=unit.own.verified,
            late=unit.own.late,
        ),
        achieved=_achieved(unit.standings.get(figures.period.pk)),
    )


def _heat_map(figures: Figures) -> office_recap.HeatMap:
    """Return positions by period; in a large office units by period."""
    periods = figures.year_periods
    if figures.positions is not None:
        subject, rows = (
            "jabatan",
            [_heat_row(line, periods) for line in figures.positions],
        )
    else:
        subject, rows = (
            "unit kerja",
            [
                office_recap.HeatRow(
                    group="",
                    name=unit.name,
                    cells=tuple(
                        office_recap.HeatCell(
                            achieved=_achieved(unit.standings.get(period.pk))
                        )
                        for period in periods
                    ),
                )
                for unit in figures.units
            ],
        )
    return office_recap.HeatMap(
        subject=subject,
        periods=tuple(period.short_label for period in periods),
        rows=tuple(rows),
    )


def _heat_row(line: PositionFigures, periods: Sequence[Period]) -> office_recap.HeatRow:
    cells = []
    for period in periods:
        standing = line.standings.get(period.pk)
        progress = line.progress.get(period.pk, Progress())
        cells.append(
            office_recap.HeatCell(
                achieved=_achieved(standing),
                missing=standing is None and progress.reported < progress.owed,
                waiting=standing is None and 0 < progress.owed <= progress.reported,
            )
        )
    return office_recap.HeatRow(
        group=line.unit_name, name=line.title, cells=tuple(cells)
    )


def _missing(
    for_user: Viewer, period: Period, unit: Unit | None, moment: datetime | None
) -> tuple[office_recap.MissingLine, ...]:
    path = unit.path if unit else ""
    rows: Iterable[Realisation]
    if moment is None:
        found = list_missing(period=period, for_user=for_user)
        rows = found.filter(unit__path__startswith=path)[:MISSING_AT_MOST]
    else:
        rows = missing_at(
            period=period, for_user=for_user, moment=moment, unit_path=path
        )[:MISSING_AT_MOST]
    owed: dict[tuple[int, int], list[Realisation]] = defaultdict(list)
    for row in rows:
        owed[row.position_id, row.person_id].append(row)
    return tuple(
        office_recap.MissingLine(
            unit=found[0].unit.name,
            position=found[0].position.title,
            person=found[0].person.name,
            indicators=tuple(row.indicator.text for row in found),
        )
        for found in owed.values()
    )


def _class_lines(period: Period) -> tuple[office_recap.ClassLine, ...]:
    """Return the classes from the best down, each with its bounds in words."""
    try:
        classes: Sequence[ClassRule] = rule_set_of(period).classes
    except NotInForce:
        return ()
    return tuple(
        office_recap.ClassLine(rank=rule.rank, name=rule.name, range=rule.words)
        for rule in classes
    )
