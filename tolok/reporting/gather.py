"""Gather what the documents say, as far as the person who asks may see it.

The table of measurements, and what all documents share: `gather_recap` and
`gather_position` build on it.
"""

from collections.abc import Iterable
from datetime import date, datetime

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import override

from tolok.accounts.enums import Capability
from tolok.kernel.numbers import (
    format_number,
)
from tolok.kernel.refusals import NotAllowed
from tolok.organisation.models import Office, Placement, Position, Unit
from tolok.organisation.queries import (
    Viewer,
    holder_title,
    list_holders,
    list_positions,
    list_units,
)
from tolok.planning.models import Period
from tolok.planning.queries import current_period, get_period
from tolok.records.language import in_indonesian
from tolok.reporting import permissions
from tolok.reporting.cut_off import NAMED_AS_NOW, cut_off
from tolok.reporting.documents.frame import Frame, Letterhead, Method, Signatory
from tolok.reporting.documents.measurement import (
    MeasurementTable,
    UnitAchievement,
)
from tolok.reporting.measured_rows import measured_rows
from tolok.rules.loader import NotInForce, load_library
from tolok.rules.packs import RuleSet, get_rollup, get_rule_set
from tolok.scoring.as_at import roll_ups_at
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp
from tolok.scoring.permissions import may_view_roll_ups
from tolok.scoring.queries import list_roll_ups


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

    Five queries, and one for the rows, which are read as they are written; of a past day
    five for every two thousand. `as_at` is the cut-off; with `on`, a past day, it is that
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
        rows=measured_rows(
            for_user=for_user, period=period, unit=unit, as_at=as_at, moment=moment
        ),
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
