"""Gather what the documents say, as far as the person who asks may see it.

The table of measurements, and what all documents share: `gather_recap` and
`gather_position` build on it.
"""

from collections.abc import Iterable, Iterator
from datetime import date, datetime
from itertools import islice

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tolok.accounts.enums import Capability
from tolok.kernel.numbers import (
    AmountKind,
    NumberUnreadable,
    format_number,
    parse_amount,
)
from tolok.kernel.refusals import NotAllowed
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.measurement.past import as_they_were, evidence_counts
from tolok.measurement.policies import REPORTED
from tolok.measurement.queries import definition_of, list_reported
from tolok.organisation.models import Office, Placement, Position, Unit
from tolok.organisation.queries import (
    Viewer,
    holder_title,
    list_holders,
    list_positions,
    list_units,
)
from tolok.planning.models import Period, Target
from tolok.planning.queries import current_period, get_period, targets_of
from tolok.records.language import in_indonesian
from tolok.reporting import permissions
from tolok.reporting.cut_off import NAMED_AS_NOW, cut_off
from tolok.reporting.documents.frame import Frame, Letterhead, Method, Signatory
from tolok.reporting.documents.measurement import (
    MeasurementRow,
    MeasurementTable,
    Quantity,
    UnitAchievement,
)
from tolok.rules.loader import NotInForce, load_library
from tolok.rules.packs import RuleSet, get_rollup, get_rule_set
from tolok.scoring.as_at import roll_ups_at, scores_at
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp, Score
from tolok.scoring.permissions import may_view_roll_ups
from tolok.scoring.queries import list_roll_ups, scores_of


ROWS_AT_ONCE = 2_000
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
    *,
    for_user: Viewer,
    period: Period,
    unit: Unit | None = None,
    as_at: datetime,
    on: date | None = None,
) -> MeasurementTable:
    """Return the table of a period, of the office or of one unit with all below it.

    Five queries, and for the rows one with four more for every two thousand: they are
    read as they are written. `as_at` is the cut-off; with `on`, a past day, it is that
    day's end, and the table says what was known then. Raises `MayNotDownload`,
    `DayNotOver` and `DayBeforeYear`.
    """
    office = demand_download(for_user)
    moment = cut_off(on=on, at=as_at, year=period.starts_on.year)
    units = {one.pk: one for one in list_units(for_user=for_user)}
    summary = _roll_ups(for_user, period, moment)
    kept = {
        units[row.unit_id].name: _unit_achievement(row)
        for row in summary
        if row.level == Level.UNIT and row.unit_id in units
    }
    whole: UnitAchievement = UnitAchievement()
    if unit is not None:
        whole = kept.get(unit.name, UnitAchievement())
    elif for_user.may(Capability.VIEW_ALL_REALISATIONS):
        for row in summary:
            if row.level == Level.OFFICE:
                whole = _unit_achievement(row)
    return MeasurementTable(
        frame=frame_of(
            office,
            period,
            as_at,
            scope_note=scope_note_of(for_user, "Tabel ini"),
            moment=moment,
        ),
        short_period=period.short_label,
        rows=_rows(for_user, period, unit, as_at, moment),
        units=kept,
        office=whole,
        scope=unit.name if unit else "",
        signatory=signatory_of(for_user, unit),
    )


def _roll_ups(
    for_user: Viewer, period: Period, moment: datetime | None
) -> list[RollUp]:
    """Return the units' and the office's roll-ups of a period, as they stand or stood."""
    levels = (Level.UNIT, Level.OFFICE)
    if moment is None:
        return [
            row
            for level in levels
            for row in list_roll_ups(periods=[period], level=level, for_user=for_user)
        ]
    if not may_view_roll_ups(for_user, office_id=period.office_id):
        return []
    return [
        row
        for row in roll_ups_at(year=period.year, moment=moment)
        if row.level in levels and row.period_id == period.pk
    ]


def _unit_achievement(row: RollUp) -> UnitAchievement:
    return UnitAchievement(
        achievement=row.achievement_percent, class_name=row.class_name
    )


def scope_note_of(for_user: Viewer, subject: str) -> str:
    """Return whose realisations `subject` holds, or "" where it is the whole office."""
    if for_user.may(Capability.VIEW_ALL_REALISATIONS):
        return ""
    return (
        f"{subject} memuat realisasi pegawai yang dibawahkan oleh "
        f"{for_user.position_title}, tidak seluruh kantor."
    )


def _rows(
    for_user: Viewer,
    period: Period,
    unit: Unit | None,
    as_at: datetime,
    moment: datetime | None,
) -> Iterator[MeasurementRow]:
    found = list_reported(
        period=period,
        for_user=for_user,
        unit_path=unit.path if unit else "",
        moment=moment,
    ).select_related("verifier", "decided_by")
    rows = found.iterator(chunk_size=ROWS_AT_ONCE)
    while batch := list(islice(rows, ROWS_AT_ONCE)):
        ids = [row.pk for row in batch]
        if moment is None:
            scores = scores_of(realisations=ids)
        else:
            as_they_were(batch, moment=moment)
            scores = scores_at(realisations=ids, moment=moment)
        targets = targets_of(
            indicators={row.indicator_id for row in batch},
            year=period.year,
            moment=moment,
        )
        evidence = evidence_counts(ids, moment=moment)
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
    is_sent = row.status in REPORTED
    sent = row.submitted_at if is_sent else None
    verifier = row.decided_by if is_sent and row.decided_by else row.verifier
    definition = definition_of(row)
    return MeasurementRow(
        unit=row.unit.name,
        position=row.position.title,
        holder=row.person.name,
        objective=row.indicator.objective.text,
        indicator=row.indicator.text,
        measure_unit=definition.unit_of_measure,
        year_target=quantity_of_target(targets.get((row.indicator_id, None))),
        period_target=quantity_of_target(
            targets.get((row.indicator_id, row.period_id))
        ),
        realisation=quantity_of_realisation(row, definition.decimals),
        achievement=score.achievement_percent if score else None,
        class_name=score.class_name if score else "",
        score=score.score if score else None,
        state=state_of(row),
        is_reported=is_sent and not row.is_without_value,
        is_verified=row.status == RealisationStatus.VERIFIED,
        is_late=row.is_late,
        submitted_on=sent.astimezone(as_at.tzinfo).date() if sent else None,
        verifier=str(verifier) if verifier else "",
        evidence_count=evidence.get(row.pk, 0),
        obstacles=row.obstacles if is_sent else "",
        follow_up=row.follow_up if is_sent else "",
    )


def state_of(row: Realisation) -> str:
    """Return how far a realisation is, and that it came without a value."""
    label = str(RealisationStatus(row.status).label)
    return f"{label}, tanpa angka" if row.is_without_value else label


def quantity_of_target(target: Target | None) -> Quantity:
    """Return a target as an amount; without a target the amount is blank."""
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


def quantity_of_realisation(row: Realisation, decimals: int) -> Quantity:
    """Return what was sent; what is being written or mended is its author's alone."""
    if row.status not in REPORTED:
        return Quantity()
    if row.numerator is None and row.entered_text:
        return quantity_of(row.entered_text)
    return Quantity(value=row.value, text=row.entered_text, decimals=decimals)


@in_indonesian
def frame_of(
    office: Office,
    period: Period | None,
    as_at: datetime,
    *,
    label: str = "",
    scope_note: str = "",
    moment: datetime | None = None,
) -> Frame:
    """Return what stands around a document: letterhead, period, cut-off, method.

    `label` stands in the place of the name of the period. `moment` is the cut-off of a
    document of a past day, which was made at `as_at`.
    """
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
        as_at=moment or as_at,
        made_at=as_at if moment else None,
        method=_method(period, (NAMED_AS_NOW,) if moment else ()),
        is_example=office.is_example,
        scope_note=scope_note,
    )


def place_of(region: str) -> str:
    """Return the place that a region is named for: "Lamongan"."""
    for kind in KINDS_OF_REGION:
        region = region.removeprefix(kind)
    return region


def rule_set_of(period: Period) -> RuleSet:
    """Return the rules that measure a period. Raises `NotInForce`."""
    return get_rule_set(
        load_library(settings.REGIONAL_RULES or None),
        period.year.rules,
        period.ends_on,
        period.year.elected,
    )


def _method(period: Period | None, more: tuple[str, ...] = ()) -> Method:
    """Return in words by which rules a period is measured, and who set them.

    `more` is what a document of a past day has to say beside.
    """
    if period is None:
        return Method(name="belum ditetapkan", sentences=more)
    try:
        rules = rule_set_of(period)
        cap, _decimals = get_rollup(
            load_library(settings.REGIONAL_RULES or None),
            period.year.rules,
            period.ends_on,
        )
    except NotInForce as error:
        return Method(name=period.year.rules, sentences=(str(error), *more))
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
        sentences=(*sentences, *more),
        citations=tuple(dict.fromkeys(cited)),
    )


def signatory_of(for_user: Viewer, unit: Unit | None) -> Signatory | None:
    """Return who leads the unit, or the office; None where nobody is to lead it."""
    leaders = list_positions(for_user=for_user).filter(leads_unit=True)
    leaders = leaders.filter(unit=unit) if unit else leaders.filter(unit__parent=None)
    position = leaders.first()
    if position is None:
        return None
    return signatory(position, list_holders(positions=[position.pk], on=for_user.on))


def signatory(position: Position, holders: Iterable[Placement]) -> Signatory:
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
