"""Gather what the documents say, as far as the person who asks may see it."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice
from typing import Any

from django.conf import settings
from django.db.models import Count
from django.utils.translation import gettext as _
from django.utils.translation import override

from tolok.accounts.enums import Capability
from tolok.kernel.dates import format_date
from tolok.kernel.numbers import (
    AmountKind,
    NumberUnreadable,
    format_number,
    parse_amount,
)
from tolok.kernel.refusals import NotAllowed
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Evidence, Realisation
from tolok.measurement.policies import REPORTED
from tolok.measurement.queries import (
    definition_of,
    list_missing,
    list_reported,
    visible,
)
from tolok.organisation.enums import PlacementKind
from tolok.organisation.models import Office, Placement, Position, Unit
from tolok.organisation.queries import (
    Viewer,
    get_position,
    holder_title,
    list_holders,
    list_positions,
    list_units,
)
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
from tolok.reporting.documents import office_recap, position_sheet
from tolok.reporting.documents.figures import percent
from tolok.reporting.documents.frame import Frame, Letterhead, Method, Signatory
from tolok.reporting.documents.measurement import (
    MeasurementRow,
    MeasurementTable,
    Quantity,
    UnitAchievement,
)
from tolok.reporting.queries import (
    Figures,
    PositionFigures,
    Progress,
    Standing,
    UnitFigures,
    get_figures,
)
from tolok.rules.loader import NotInForce, load_library
from tolok.rules.packs import ClassRule, RuleSet, get_rollup, get_rule_set
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp, Score
from tolok.scoring.permissions import may_view_position
from tolok.scoring.queries import list_roll_ups, roll_ups_of_position, scores_of


ROWS_AT_ONCE = 2_000
MISSING_AT_MOST = 300
PERIODS_ON_SHEET = 4
KINDS_OF_REGION = ("Kabupaten ", "Kota ", "Provinsi ")


class MayNotDownload(NotAllowed):
    """Only superiors, head, planner and inspector take these documents away."""


def demand_download(for_user: Viewer) -> Office:
    """Return the viewer's office. Raises `MayNotDownload` for whoever may not."""
    office = for_user.office
    if office is None or not permissions.may_download_reports(
        for_user, office_id=office.pk
    ):
        raise MayNotDownload(
            _(
                "Laporan kantor diunduh atasan, kepala, perencana, dan pemeriksa. "
                "Bila Anda memerlukannya, mintalah kepada atasan Anda."
            )
        )
    return office


def choose_period(*, period_id: int | None, for_user: Viewer) -> Period:
    """Return the period asked for, else the one that people work on.

    Raises `Period.DoesNotExist`, also for an office without periods.
    """
    if period_id is not None:
        return get_period(period_id=period_id, for_user=for_user)
    period = current_period(office_id=for_user.office_id, on=for_user.on)
    if period is None:
        raise Period.DoesNotExist
    return period


def gather_measurements(
    *, for_user: Viewer, period: Period, unit: Unit | None = None, as_at: datetime
) -> MeasurementTable:
    """Return the table of a period, of the office or of one unit with all below it.

    Five queries, and for the rows one with four more for every two thousand: they are
    read as they are written. `as_at` is the cut-off.
    Raises `MayNotDownload`.
    """
    office = demand_download(for_user)
    units = {one.pk: one for one in list_units(for_user=for_user)}
    kept = {
        units[row.unit_id].name: _unit_achievement(row)
        for row in list_roll_ups(periods=[period], level=Level.UNIT, for_user=for_user)
        if row.unit_id in units
    }
    whole: UnitAchievement = UnitAchievement()
    if unit is not None:
        whole = kept.get(unit.name, UnitAchievement())
    elif for_user.may(Capability.VIEW_ALL_REALISATIONS):
        for row in list_roll_ups(
            periods=[period], level=Level.OFFICE, for_user=for_user
        ):
            whole = _unit_achievement(row)
    return MeasurementTable(
        frame=_frame(
            office,
            period,
            as_at,
            scope_note=_scope_note(for_user, "Tabel ini"),
        ),
        short_period=period.short_label,
        rows=_rows(for_user, period, unit, as_at),
        units=kept,
        office=whole,
        scope=unit.name if unit else "",
        signatory=_signatory_of(for_user, unit),
    )


def _unit_achievement(row: RollUp) -> UnitAchievement:
    return UnitAchievement(
        achievement=row.achievement_percent, class_name=row.class_name
    )


def _scope_note(for_user: Viewer, subject: str) -> str:
    if for_user.may(Capability.VIEW_ALL_REALISATIONS):
        return ""
    return (
        f"{subject} memuat realisasi pegawai yang dibawahkan oleh "
        f"{for_user.position_title}, tidak seluruh kantor."
    )


def _rows(
    for_user: Viewer, period: Period, unit: Unit | None, as_at: datetime
) -> Iterator[MeasurementRow]:
    found = list_reported(
        period=period, for_user=for_user, unit_path=unit.path if unit else ""
    ).select_related("verifier", "decided_by")
    rows = found.iterator(chunk_size=ROWS_AT_ONCE)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        ids = [row.pk for row in batch]
        scores = scores_of(realisations=ids)
        targets = targets_of(
            indicators={row.indicator_id for row in batch}, year=period.year
        )
        evidence = dict(
            Evidence.objects.filter(realisation__in=ids)
            .order_by()
            .values_list("realisation_id")
            .annotate(count=Count("pk"))
        )
        with override("id"):
            lines = [
                _row(row, scores.get(row.pk), targets, evidence, as_at) for row in batch
            ]
        yield from lines


def _row(
    row: Realisation,
    score: Score | None,
    targets: dict[tuple[int, int | None], Target],
    evidence: dict[int, int],
    as_at: datetime,
) -> MeasurementRow:
    sent = row.submitted_at
    verifier = row.decided_by or row.verifier
    definition = definition_of(row)
    return MeasurementRow(
        unit=row.unit.name,
        position=row.position.title,
        holder=row.person.name,
        objective=row.indicator.objective.text,
        indicator=row.indicator.text,
        measure_unit=definition.unit_of_measure,
        year_target=_target(targets.get((row.indicator_id, None))),
        period_target=_target(targets.get((row.indicator_id, row.period_id))),
        realisation=_realisation(row, definition.decimals),
        achievement=score.achievement_percent if score else None,
        class_name=score.class_name if score else "",
        score=score.score if score else None,
        state=str(RealisationStatus(row.status).label),
        is_reported=row.status in REPORTED,
        is_verified=row.status == RealisationStatus.VERIFIED,
        is_late=row.is_late,
        submitted_on=sent.astimezone(as_at.tzinfo).date() if sent else None,
        verifier=str(verifier) if verifier else "",
        evidence_count=evidence.get(row.pk, 0),
        obstacles=row.obstacles,
        follow_up=row.follow_up,
    )


def _target(target: Target | None) -> Quantity:
    return Quantity() if target is None else quantity_of(target.text)


def quantity_of(text: str) -> Quantity:
    """Return a written amount: a number where it is one and no more, else its words.

    The unit may be left out, for it stands in a column of its own.
    """
    try:
        amount = parse_amount(text)
    except NumberUnreadable:
        return Quantity(text=text)
    plain = amount.kind is AmountKind.NUMBER and amount.scale is None
    if plain and not amount.remark:
        return Quantity(value=amount.value)
    return Quantity(text=text)


def _realisation(row: Realisation, decimals: int) -> Quantity:
    """Return what was sent; a draft is nobody's business but its author's."""
    if row.status in (RealisationStatus.OPEN, RealisationStatus.DRAFT):
        return Quantity()
    if row.numerator is None and row.entered_text:
        return quantity_of(row.entered_text)
    return Quantity(value=row.value, text=row.entered_text, decimals=decimals)


def gather_recap(
    *,
    for_user: Viewer,
    period_id: int | None = None,
    unit_id: int | None = None,
    as_at: datetime,
) -> office_recap.OfficeRecap:
    """Return how the office, or one unit with all below it, stands in a period.

    Ten queries, whatever the size of the office. Raises `MayNotDownload`,
    `Period.DoesNotExist` (also for an office without periods) and `Unit.DoesNotExist`.
    """
    office = demand_download(for_user)
    figures = get_figures(for_user=for_user, period_id=period_id, unit_id=unit_id)
    if figures is None:
        raise Period.DoesNotExist
    period = figures.period
    frame = _frame(
        office,
        period,
        as_at,
        scope_note=_scope_note(for_user, "Daftar yang belum masuk"),
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
        missing=_missing(for_user, period, figures.unit),
        missing_total=figures.tally.missing,
        classes=_class_lines(period),
        signatory=_signatory_of(for_user, figures.unit),
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
    for_user: Viewer, period: Period, unit: Unit | None
) -> tuple[office_recap.MissingLine, ...]:
    rows = list_missing(period=period, for_user=for_user)
    if unit is not None:
        rows = rows.filter(unit__path__startswith=unit.path)
    owed: dict[tuple[int, int], list[Realisation]] = defaultdict(list)
    for row in rows[:MISSING_AT_MOST]:
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


def gather_position_sheet(
    *,
    position_id: int,
    for_user: Viewer,
    period_id: int | None = None,
    as_at: datetime,
) -> position_sheet.PositionSheet:
    """Return one position of the viewer's office over the quarters of a year.

    Everyone of the office reads duties, objectives and targets; outcomes are there
    only as far as the viewer may see them. At most sixteen queries. Raises
    `Position.DoesNotExist` and `Period.DoesNotExist`.
    """
    position = get_position(position_id=position_id, for_user=for_user)
    office = for_user.office
    if office is None or not permissions.may_download_sheet(
        for_user, office_id=position.office_id
    ):
        raise Position.DoesNotExist
    periods, period = _year_of(for_user, period_id)
    version = version_on(office_id=office.pk, on=for_user.on)
    if period is None or version is None:
        objectives: list[tuple[str, list[Indicator]]] = []
    else:
        objectives = [
            (one.text, list(one.indicators.all()))
            for one in list_objectives_of(position=position, version=version)
        ]
    indicators = [one for _text, found in objectives for one in found]
    targets = (
        targets_of(indicators=[one.pk for one in indicators], year=period.year)
        if period
        else {}
    )
    seats = [position.pk]
    if position.superior_id:
        seats.append(position.superior_id)
    placements = list_holders(positions=seats, on=for_user.on)
    holders = [p for p in placements if p.position_id == position.pk]
    above = [p for p in placements if p.position_id == position.superior_id]
    with override("id"):
        return position_sheet.PositionSheet(
            frame=_frame(
                office,
                period,
                as_at,
                label=f"Tahun {period.starts_on.year}" if period else "",
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
            outcomes=_outcomes(for_user, position, indicators, periods),
            outcomes_note=_outcomes_note(for_user, position, periods),
            signs_above=_signatory(position.superior, above)
            if position.superior
            else None,
            signs_below=tuple(_signatory(position, [one]) for one in holders),
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
            _target(targets.get((indicator.pk, period.pk))) for period in periods
        ),
        year_target=_target(targets.get((indicator.pk, None))),
    )


def _outcomes(
    for_user: Viewer,
    position: Position,
    indicators: Sequence[Indicator],
    periods: Sequence[Period],
) -> tuple[position_sheet.HolderOutcomes, ...]:
    """Return what the viewer may see of each holder's realisations."""
    rows = list(
        visible(for_user=for_user)
        .filter(position=position, period__in=periods, indicator__in=indicators)
        .select_related("person")
        .order_by("person__name", "person_id")
    )
    scores = scores_of(realisations=[row.pk for row in rows])
    names = {row.person_id: row.person.name for row in rows}
    found = {(row.person_id, row.indicator_id, row.period_id): row for row in rows}

    def outcome(person: int, indicator: Any, period: int) -> position_sheet.Outcome:
        row = found.get((person, indicator.pk, period))
        if row is None:
            return position_sheet.Outcome()
        score = scores.get(row.pk)
        return position_sheet.Outcome(
            is_owed=True,
            realisation=_realisation(row, indicator.current_definitions[0].decimals),
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


def _outcomes_note(
    for_user: Viewer, position: Position, periods: Sequence[Period]
) -> str:
    """Return how the position stands, or why nothing of it is shown."""
    if not may_view_position(for_user, position=position):
        return (
            "Realisasi dan capaian dibaca pemegang jabatan, atasannya, perencana, "
            "dan pemeriksa; karena itu tidak dimuat pada lembar ini."
        )
    kept = roll_ups_of_position(position=position, periods=periods)
    parts = []
    for period in periods:
        row = kept.get((period.pk, None))
        if row is not None and row.achievement_percent is not None:
            parts.append(
                f"{period.short_label} {percent(row.achievement_percent)}\u00a0% "
                f"({row.class_name})"
            )
    if not parts:
        return "Capaian jabatan belum terhitung: belum ada realisasi yang diverifikasi."
    return f"Capaian jabatan: {'; '.join(parts)}."


def _frame(
    office: Office,
    period: Period | None,
    as_at: datetime,
    *,
    label: str = "",
    scope_note: str = "",
) -> Frame:
    region = office.region.name
    return Frame(
        letterhead=Letterhead(
            region_line=f"PEMERINTAH {region.upper()}",
            office_line=office.name.upper(),
            address_lines=tuple(
                line.strip() for line in office.address.splitlines() if line.strip()
            ),
        ),
        office=office.name,
        office_short=office.short_name,
        place=place_of(region),
        period=label or (period.label if period else "Belum ada periode"),
        as_at=as_at,
        method=_method(period),
        is_example=office.is_example,
        scope_note=scope_note,
    )


def place_of(region: str) -> str:
    """Return the place that a region is named for: "Lamongan"."""
    for kind in KINDS_OF_REGION:
        region = region.removeprefix(kind)
    return region


def _rule_set(period: Period) -> RuleSet:
    return get_rule_set(
        load_library(settings.REGIONAL_RULES or None),
        period.year.rules,
        period.ends_on,
        period.year.elected,
    )


def _method(period: Period | None) -> Method:
    """Return in words by which rules a period is measured, and who set them."""
    if period is None:
        return Method(name="belum ditetapkan")
    try:
        rules = _rule_set(period)
        cap, _decimals = get_rollup(
            load_library(settings.REGIONAL_RULES or None),
            period.year.rules,
            period.ends_on,
        )
    except NotInForce as error:
        return Method(name=period.year.rules, sentences=(str(error),))
    sentences = [
        "Capaian indikator adalah perbandingan realisasi dengan target menurut arah "
        "indikatornya, dihitung utuh lalu dibulatkan satu kali menjadi "
        f"{format_number(rules.decimals.value)} angka di belakang koma.",
        "Capaian sasaran adalah rata-rata capaian indikatornya, capaian jabatan "
        "rata-rata capaian sasarannya, capaian unit dan kantor rata-rata capaian "
        "jabatan di dalamnya.",
    ]
    cited = [
        rules.in_force_citation,
        *(rule.citation for rule in rules.formulas.values()),
        *(rule.citation for rule in rules.classes),
        rules.decimals.citation,
    ]
    if rules.cap is not None:
        sentences.append(
            f"Capaian indikator dibatasi paling tinggi {format_number(rules.cap.value)}"
            "\u00a0%."
        )
        cited.append(rules.cap.citation)
    if cap is not None:
        sentences.append(
            "Ketika capaian indikator atau sasaran dirata-ratakan, capaian di atas "
            f"{format_number(cap.value)}\u00a0% dihitung "
            f"{format_number(cap.value)}\u00a0%."
        )
        cited.append(cap.citation)
    sentences.append(
        "Yang belum dilaporkan, belum diverifikasi, atau tidak dapat dihitung tidak "
        "ikut dirata-ratakan dan tidak dianggap nol."
    )
    if rules.is_elected:
        sentences.append(
            "Paket aturan ini sudah tidak berlaku; kantor memutuskan tetap memakainya."
        )
    return Method(
        name=rules.pack.name,
        sentences=tuple(sentences),
        citations=tuple(dict.fromkeys(cited)),
    )


def _class_lines(period: Period) -> tuple[office_recap.ClassLine, ...]:
    """Return the classes from the best down, each with its bounds in words."""
    try:
        classes: Sequence[ClassRule] = _rule_set(period).classes
    except NotInForce:
        return ()
    return tuple(
        office_recap.ClassLine(rank=rule.rank, name=rule.name, range=rule.words)
        for rule in classes
    )


def _signatory_of(for_user: Viewer, unit: Unit | None) -> Signatory | None:
    """Return who leads the unit, or the office; None where nobody is to lead it."""
    leaders = list_positions(for_user=for_user).filter(leads_unit=True)
    leaders = leaders.filter(unit=unit) if unit else leaders.filter(unit__parent=None)
    position = leaders.first()
    if position is None:
        return None
    return _signatory(position, list_holders(positions=[position.pk], on=for_user.on))


def _signatory(position: Position, holders: Iterable[Placement]) -> Signatory:
    """Return the first holder as who signs, or the bare title with a line to fill in."""
    for holder in holders:
        with override("id"):
            title = holder_title(holder)
        return Signatory(
            title=title,
            name=holder.person.name,
            rank=holder.person.rank,
            nip=holder.person.nip or "",
        )
    return Signatory(title=position.title)
