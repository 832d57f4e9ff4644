"""What the page of one position shows, worked out for its template."""

from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from tolok.decrees.permissions import may_view
from tolok.kernel.dates import format_date
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.policies import REPORTED
from tolok.organisation.enums import PlacementKind
from tolok.organisation.queries import Placement, Viewer
from tolok.registry.enums import Measure
from tolok.registry.queries import Definition
from tolok.reporting.sheets import IndicatorLine, PositionSheet, Result
from tolok.scoring.enums import ScoreStatus
from tolok.web.counting import whole
from tolok.web.words import (
    all_of,
    as_written,
    day_of,
    percent_text,
    value_with_unit,
)


NAMES_AT_MOST = 3


def stats_of(sheet: PositionSheet, viewer: Viewer) -> list[dict[str, Any]]:
    """Return who holds the position, who verifies it, and its achievement."""
    holders = sheet.holders_on(viewer.on, position_id=sheet.position.pk)
    stats = [
        {
            "label": _("Pemangku"),
            "strong": names_of(holders) or _("Belum ada"),
            "context": since_of(holders, sheet),
        },
        superior_stat(sheet, viewer),
    ]
    if sheet.may_see_results and sheet.period is not None:
        stats.append(achievement_stat(sheet))
    return stats


def names_of(placements: Sequence[Placement]) -> str:
    """Name the holders, "Plt." before one who acts; many are counted."""
    names = [
        placement.person.name
        if placement.kind == PlacementKind.DEFINITIVE
        else f"{placement.get_kind_display()} {placement.person.name}"
        for placement in placements
    ]
    if len(names) > NAMES_AT_MOST:
        rest = len(names) - NAMES_AT_MOST + 1
        names = [
            *names[: NAMES_AT_MOST - 1],
            _("%(count)s orang lain") % {"count": whole(rest)},
        ]
    return all_of(names)


def since_of(holders: Sequence[Placement], sheet: PositionSheet) -> str:
    """Say since when, and after whom."""
    if not holders:
        return _("Selama kosong, tidak ada yang wajib melaporkan indikatornya.")
    if len(holders) > 1:
        return _("%(count)s orang memegang jabatan ini") % {
            "count": whole(len(holders))
        }
    since = _("sejak %(day)s") % {"day": format_date(holders[0].starts_on)}
    before = [
        p
        for p in sheet.placements
        if p.position_id == sheet.position.pk
        and p.ends_on is not None
        and p.ends_on < holders[0].starts_on
        and p.person_id != holders[0].person_id
    ]
    if not before:
        return since
    return _("%(since)s, menggantikan %(name)s") % {
        "since": since,
        "name": before[0].person.name,
    }


def superior_stat(sheet: PositionSheet, viewer: Viewer) -> dict[str, Any]:
    """Say who stands above and verifies."""
    superior = sheet.position.superior
    if superior is None:
        return {
            "label": _("Atasan dan pemeriksa"),
            "strong": _("Belum ditetapkan"),
            "context": _("Tanpa atasan, realisasinya belum dapat diverifikasi."),
        }
    holders = sheet.holders_on(viewer.on, position_id=superior.pk)
    return {
        "label": _("Atasan dan pemeriksa"),
        "strong": names_of(holders) or superior.title,
        "context": superior.title if holders else _("Jabatan ini sedang kosong."),
        "url": reverse("jabatan", args=[superior.pk])
        if superior.office_id == sheet.position.office_id
        else "",
    }


def achievement_stat(sheet: PositionSheet) -> dict[str, Any]:
    """Say how the position stands in the period."""
    period = sheet.period
    label = _("Capaian %(period)s") % {"period": period.label if period else ""}
    results = sheet.results
    verified = sum(result.status == Status.VERIFIED for result in results)
    context = counted_sentence(len(results), verified)
    if sheet.standing is None:
        return {"label": label, "strong": _("Belum ada"), "context": context}
    return {
        "label": label,
        "strong": percent_text(sheet.standing.percent),
        "url": reverse("asal", args=[sheet.standing.roll_up_id]),
        "rank": sheet.standing.class_rank,
        "class_name": sheet.standing.class_name,
        "context": context,
    }


def counted_sentence(owed: int, verified: int) -> str:
    """Say how many of the results are verified."""
    if not owed:
        return _("Belum ada realisasi yang dapat Anda lihat.")
    if verified == owed:
        return ngettext(
            "%(count)s realisasi, sudah terverifikasi",
            "%(count)s realisasi, semuanya terverifikasi",
            owed,
        ) % {"count": whole(owed)}
    return _("%(verified)s dari %(owed)s realisasi terverifikasi") % {
        "verified": whole(verified),
        "owed": whole(owed),
    }


def objectives_of(sheet: PositionSheet) -> list[dict[str, Any]]:
    """Return the objectives with a line for each indicator."""
    return [
        {
            "number": number,
            "text": objective.text,
            "lines": [line_of(line, sheet) for line in objective.indicators],
        }
        for number, objective in enumerate(sheet.objectives, 1)
    ]


def line_of(line: IndicatorLine, sheet: PositionSheet) -> dict[str, Any]:
    """Return one indicator: targets, realisation, achievement and class."""
    shown = {
        "text": line.text,
        "url": reverse("indikator", args=[line.indicator_id]),
        "year_target": target_with_unit(line.year_target, line.definition),
        "period_target": target_with_unit(line.period_target, line.definition),
        "is_suggestion": not line.definition.is_accepted,
    }
    if not line.results:
        return shown
    if len(line.results) == 1:
        return shown | result_of(line.results[0], line)
    reported = sum(result.status in REPORTED for result in line.results)
    return shown | {
        "realisation": _("%(reported)s dari %(all)s orang melaporkan")
        % {"reported": whole(reported), "all": whole(len(line.results))},
        "many": True,
    }


def target_with_unit(text: str, definition: Definition) -> str:
    """Write a target as it was set, with the unit where a bare number was set."""
    unit = definition.unit_of_measure
    is_bare = text.replace(".", "").replace(",", "").isdigit()
    return f"{text}\u00a0{unit}" if is_bare and unit else text


def result_of(result: Result, line: IndicatorLine) -> dict[str, Any]:
    """Return what came of one indicator for one person."""
    value = ""
    if result.status in REPORTED:
        numeric = line.definition.measure in {
            Measure.RATIO,
            Measure.COUNT,
            Measure.VALUE,
            Measure.TERMS,
        }
        value = (
            value_with_unit(result.value, line.definition)
            if numeric and result.value is not None
            else as_written(result.text)
        )
    return {
        "realisation": value,
        "state": result.status,
        "percent": result.percent,
        "rank": result.class_rank,
        "class_name": result.class_name,
        "not_computable": result.score_status
        in {ScoreStatus.NOT_COMPUTABLE, ScoreStatus.REFUSED},
    }


def origin_of(sheet: PositionSheet, viewer: Viewer) -> dict[str, str] | None:
    """Say which decree, which of its lines and which version the position stands on."""
    source = sheet.source
    if source is None:
        return None
    text = _("Keputusan Nomor %(number)s") % {"number": source.decree_number}
    if source.decided_on is not None:
        text = _("%(text)s tanggal %(day)s") % {
            "text": text,
            "day": format_date(source.decided_on),
        }
    lines = sheet.source_lines
    if lines is not None:
        text = (
            _("%(text)s, baris %(first)s") % {"text": text, "first": lines[0]}
            if lines[0] == lines[1]
            else _("%(text)s, baris %(first)s sampai %(last)s")
            % {"text": text, "first": lines[0], "last": lines[1]}
        )
    return {
        "text": _("%(text)s. Registri versi %(version)s, ditetapkan %(day)s.")
        % {"text": text, "version": source.version, "day": day_of(source.adopted_at)},
        "url": source_url(source.decree_id, lines, viewer, sheet),
    }


def source_url(
    decree_id: int,
    lines: tuple[int, int] | None,
    viewer: Viewer,
    sheet: PositionSheet,
) -> str:
    """Return the decree's line, for those who may read decrees."""
    if not may_view(viewer, office_id=sheet.position.office_id):
        return ""
    base = reverse("sk_rincian", args=[decree_id])
    return f"{base}?baris={lines[0]}#baris-{lines[0]}" if lines else base
