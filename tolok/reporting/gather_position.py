"""Gather one position over a year, as far as the viewer may see it."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.translation import override

from tolok.kernel.dates import format_date
from tolok.measurement.past import as_they_were, versions_at
from tolok.measurement.queries import visible
from tolok.organisation.enums import PlacementKind
from tolok.organisation.models import Placement, Position
from tolok.organisation.queries import Viewer, get_position, list_holders
from tolok.planning.models import Period, Target
from tolok.planning.queries import current_period, get_period, list_periods, targets_of
from tolok.registry.models import Indicator
from tolok.registry.queries import (
    list_duties,
    list_functions,
    list_objectives_of,
    version_on,
)
from tolok.reporting import permissions
from tolok.reporting.cut_off import cut_off
from tolok.reporting.documents import position_sheet
from tolok.reporting.documents.figures import percent
from tolok.reporting.gather import frame_of, signatory
from tolok.reporting.measured_rows import quantity_of_realisation, quantity_of_target
from tolok.scoring.as_at import roll_ups_at, scores_at
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp
from tolok.scoring.permissions import may_view_position
from tolok.scoring.queries import roll_ups_of_position, scores_of


PERIODS_ON_SHEET = 4


def gather_position_sheet(
    *,
    position_id: int,
    for_user: Viewer,
    period_id: int | None = None,
    as_at: datetime,
    on: date | None = None,
) -> position_sheet.PositionSheet:
    """Return one position of the viewer's office over the quarters of a year.

    Everyone of the office reads duties, objectives and targets; outcomes are there
    only as far as the viewer may see them. With `on`, a past day, all of it as it
    was known at that day's end. At most sixteen queries, and some more for a past day.
    Raises `Position.DoesNotExist`, `Period.DoesNotExist`, `DayNotOver` and
    `DayBeforeYear`.
    """
    position = get_position(position_id=position_id, for_user=for_user)
    office = for_user.office
    if office is None or not permissions.may_download_sheet(
        for_user, office_id=position.office_id
    ):
        raise Position.DoesNotExist
    periods, period = _year_of(for_user, period_id)
    year = period.starts_on.year if period else None
    moment = cut_off(on=on, at=as_at, year=year)
    day = moment.date() if moment else for_user.on
    version = version_on(office_id=office.pk, on=day)
    if period is None or version is None:
        objectives: list[tuple[str, list[Indicator]]] = []
    else:
        objectives = [
            (one.text, list(one.indicators.all()))
            for one in list_objectives_of(
                position=position, version=version, moment=moment
            )
        ]
    indicators = [one for _text, found in objectives for one in found]
    targets = (
        targets_of(
            indicators=[one.pk for one in indicators], year=period.year, moment=moment
        )
        if period
        else {}
    )
    seats = [position.pk]
    if position.superior_id:
        seats.append(position.superior_id)
    placements = list_holders(positions=seats, on=day)
    holders = [p for p in placements if p.position_id == position.pk]
    above = [p for p in placements if p.position_id == position.superior_id]
    with override("id"):
        return position_sheet.PositionSheet(
            frame=frame_of(
                office,
                period,
                as_at,
                label=f"Tahun {period.starts_on.year}" if period else "",
                moment=moment,
            ),
            position=position.title,
            position_class=str(position.get_position_class_display()),
            unit=position.unit.name,
            superior=_superior_line(position, above),
            holders=tuple(_holder(one) for one in holders),
            duties=tuple(
                position_sheet.Item(label=one.label, text=one.text)
                for one in (
                    list_duties(position=position, version=version) if version else ()
                )
            ),
            functions=tuple(
                position_sheet.Item(label=one.label, text=one.text)
                for one in (
                    list_functions(position=position, version=version)
                    if version
                    else ()
                )
            ),
            objectives=tuple(
                position_sheet.ObjectiveLine(
                    text=text,
                    indicators=tuple(
                        _indicator_line(one, periods, targets) for one in found
                    ),
                )
                for text, found in objectives
            ),
            periods=tuple(one.short_label for one in periods),
            origin=(
                f"Keputusan Nomor {version.decree.number}"
                + (
                    f" tanggal {format_date(version.decree.decided_on)}"
                    if version.decree.decided_on
                    else ""
                )
                + f", registri versi {version.number}."
                if version
                else "Belum ada keputusan yang ditetapkan."
            ),
            outcomes=_outcomes(for_user, position, indicators, periods, moment),
            outcomes_note=_outcomes_note(for_user, position, periods, moment),
            signs_above=signatory(position.superior, above)
            if position.superior
            else None,
            signs_below=tuple(signatory(position, [one]) for one in holders),
            target_notes=_target_notes(indicators, periods, targets),
        )


def _year_of(
    for_user: Viewer, period_id: int | None
) -> tuple[list[Period], Period | None]:
    """Return the periods of the year asked for, at most four, and the one asked for."""
    if period_id is None:
        asked = current_period(office_id=for_user.office_id, on=for_user.on)
    else:
        asked = get_period(period_id=period_id, for_user=for_user)
    if asked is None:
        return [], None
    of_year = list_periods(for_user=for_user, year=asked.year.year).filter(
        kind=asked.kind
    )
    return list(of_year[:PERIODS_ON_SHEET]), asked


def _superior_line(position: Position, above: Sequence[Placement]) -> str:
    if position.superior is None:
        return ""
    names = ", ".join(one.person.name for one in above)
    return f"{position.superior.title} ({names})" if names else position.superior.title


def _holder(placement: Placement) -> position_sheet.Holder:
    acting = placement.kind != PlacementKind.DEFINITIVE
    return position_sheet.Holder(
        name=placement.person.name,
        nip=placement.person.nip or "",
        rank=placement.person.rank,
        kind=str(placement.get_kind_display()) if acting else "",
        since=placement.starts_on,
    )


def _indicator_line(
    indicator: Any,
    periods: Sequence[Period],
    targets: dict[tuple[int, int | None], Target],
) -> position_sheet.IndicatorLine:
    return position_sheet.IndicatorLine(
        text=indicator.text,
        measure_unit=indicator.current_definitions[0].unit_of_measure,
        targets=tuple(
            quantity_of_target(targets.get((indicator.pk, period.pk)))
            for period in periods
        ),
        year_target=quantity_of_target(targets.get((indicator.pk, None))),
    )


def _target_notes(
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    targets: dict[tuple[int, int | None], Target],
) -> tuple[str, ...]:
    """Say by the number of its row what was agreed by whom, and the stretch beside it."""
    notes = []
    places = [("setahun", None), *((one.short_label, one.pk) for one in periods)]
    for row, indicator in enumerate(indicators, start=1):
        known = [(label, targets.get((indicator.pk, key))) for label, key in places]
        standing = [(label, one) for label, one in known if one is not None]
        said = []
        agreed = [one for _label, one in standing if one.agreed_at is not None]
        if agreed:
            newest = max(agreed, key=lambda one: one.decided_at)
            said.append(
                f"disanggupi {newest.promised_by}, {_day(newest.promised_at)}; "
                f"disetujui {newest.agreed_by}, {_day(newest.agreed_at)}"
            )
        stretch = [
            f"{label} {one.stretch_text}" for label, one in standing if one.stretch_text
        ]
        if stretch:
            said.append(f"tantangan (tidak dinilai): {', '.join(stretch)}")
        if said:
            notes.append(f"Target nomor {row}: {'; '.join(said)}.")
    return tuple(notes)


def _day(moment: datetime | None) -> str:
    return format_date(timezone.localtime(moment).date()) if moment else ""


def _outcomes(
    for_user: Viewer,
    position: Position,
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
    moment: datetime | None,
) -> tuple[position_sheet.HolderOutcomes, ...]:
    """Return what the viewer may see of each holder's realisations."""
    found_rows = visible(for_user=for_user, superseded=moment is not None).filter(
        position=position, period__in=periods, indicator__in=indicators
    )
    if moment is not None:
        found_rows = versions_at(found_rows, moment)
    rows = list(
        found_rows.select_related("person").order_by("person__name", "person_id")
    )
    ids = [row.pk for row in rows]
    if moment is None:
        scores = scores_of(realisations=ids)
    else:
        as_they_were(rows, moment=moment)
        scores = scores_at(realisations=ids, moment=moment)
    names = {row.person_id: row.person.name for row in rows}
    found = {(row.person_id, row.indicator_id, row.period_id): row for row in rows}

    def outcome(person: int, indicator: Any, period: int) -> position_sheet.Outcome:
        row = found.get((person, indicator.pk, period))
        if row is None:
            return position_sheet.Outcome()
        score = scores.get(row.pk)
        return position_sheet.Outcome(
            is_owed=True,
            realisation=quantity_of_realisation(
                row, indicator.current_definitions[0].decimals
            ),
            achievement=score.achievement_percent if score else None,
        )

    return tuple(
        position_sheet.HolderOutcomes(
            holder=name,
            lines=tuple(
                tuple(outcome(person, one, period.pk) for period in periods)
                for one in indicators
            ),
        )
        for person, name in names.items()
    )


def _roll_ups(
    position: Position, periods: Sequence[Period], moment: datetime | None
) -> dict[int | None, RollUp]:
    """Return by period how the position stands, or stood at a moment."""
    if moment is None:
        kept = roll_ups_of_position(position=position, periods=periods)
        return {period_id: row for (period_id, of), row in kept.items() if of is None}
    if not periods:
        return {}
    return {
        row.period_id: row
        for row in roll_ups_at(
            year=periods[0].year, moment=moment, position_ids=[position.pk]
        )
        if row.level == Level.POSITION
    }


def _outcomes_note(
    for_user: Viewer,
    position: Position,
    periods: Sequence[Period],
    moment: datetime | None,
) -> str:
    """Return how the position stands, or why nothing of it is shown."""
    if not may_view_position(for_user, position=position):
        return (
            "Realisasi dan capaian dibaca pemegang jabatan, atasannya, perencana, "
            "dan pemeriksa; karena itu tidak dimuat pada lembar ini."
        )
    kept = _roll_ups(position, periods, moment)
    parts = []
    for period in periods:
        row = kept.get(period.pk)
        if row is not None and row.achievement_percent is not None:
            parts.append(
                f"{period.short_label} {percent(row.achievement_percent)}\u00a0% "
                f"({row.class_name})"
            )
    if not parts:
        return "Capaian jabatan belum terhitung: belum ada realisasi yang diverifikasi."
    return f"Capaian jabatan: {'; '.join(parts)}."
