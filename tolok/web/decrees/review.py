"""A decree beside its source: findings, the source and the registry-to-be."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.decrees.corrections import standing
from tolok.decrees.enums import DecreeStatus
from tolok.decrees.findings import SEVERITIES, in_order, key_of
from tolok.decrees.policies import may_adopt, what_is_missing
from tolok.decrees.queries import Decree, current_choice
from tolok.decrees.strictness import shown
from tolok.kernel.dates import format_date
from tolok.reader.lint import get_rule, replacements
from tolok.web.counting import opening, whole
from tolok.web.decrees.editor import Editor
from tolok.web.decrees.places import (
    HEAD,
    POSITIONS,
    UNITS,
    Place,
    line_of,
    url_of,
)
from tolok.web.decrees.sources import Boxes, line_url, source_of
from tolok.web.words import moment_of


KINDS = {"error": "fault", "warning": "question", "notice": "note"}
SEVERITY_NAMES = {
    "error": gettext_lazy("Kesalahan"),
    "warning": gettext_lazy("Perlu dibaca"),
    "notice": gettext_lazy("Catatan"),
}
FINDINGS_ON_PAGE = 25
LONGEST_SHOWN_FIX = 160


@dataclass(frozen=True)
class Desk:
    """What a review page is made from, beside the decree and the place."""

    boxes: Boxes = ()
    may_correct: bool = False
    log: Sequence[tuple[int, str]] = ()
    refused: Mapping[str, str] | None = None
    saved: str = ""


def list_findings(decree: Decree) -> list[dict[str, Any]]:
    """Return what the office wants to see, gravest first, then by its place in the text."""
    choice = current_choice(office_id=decree.office_id)
    return [dict(one) for one in in_order(shown(decree.content["findings"], choice))]


def page_of(
    decree: Decree, findings: Sequence[dict[str, Any]], place: Place, desk: Desk
) -> dict[str, Any]:
    """Return the context of the whole page, beside what the view adds."""
    return workbench_of(decree, findings, place, desk) | {
        "heading": heading_of(decree, findings),
        "lead": lead_of(decree),
        "stats": stats_of(decree, findings),
        "missing": missing_items(decree) if may_adopt(decree.status) else [],
        "is_draft": may_adopt(decree.status),
        "listed": listed_of(decree, findings, place),
    }


def workbench_of(
    decree: Decree, findings: Sequence[dict[str, Any]], place: Place, desk: Desk
) -> dict[str, Any]:
    """Return the context of the one region that a correction swaps."""
    base = reverse("sk_perbaiki", args=[decree.pk])
    done, undone = standing(desk.log)
    return {
        "decree": decree,
        "place": place,
        "post_url": f"{base}?{place.query()}",
        "source": source_of(decree, place, desk.boxes),
        "current": current_of(decree, findings, place, desk) if place.finding else None,
        "steps": steps_of(decree, findings, place),
        "parts": parts_of(decree, place),
        "may_correct": desk.may_correct,
        "can_undo": bool(done),
        "can_redo": bool(undone),
        "corrections": len(done),
        "saved": desk.saved,
        "edit": Editor(decree, place, desk.refused or {}).opened()
        if desk.may_correct
        else None,
        "registry": registry_of(decree, place) if not desk.may_correct else None,
    }


def parts_of(decree: Decree, place: Place) -> list[dict[str, Any]]:
    """Return the parts of a decree to go to."""
    return [
        {
            "label": label,
            "count": count,
            "url": url_of(
                decree,
                place,
                part=part,
                finding=None,
                line=None,
                arranged="",
                page=1,
            ),
            "current": place.part == part
            or (part == POSITIONS and not place.part and place.position_id is not None),
        }
        for part, label, count in (
            (HEAD, _("Kepala SK"), None),
            (UNITS, _("Unit kerja"), len(decree.content["units"])),
            (POSITIONS, _("Jabatan"), len(decree.content["positions"])),
        )
    ]


def heading_of(decree: Decree, findings: Sequence[dict[str, Any]]) -> str:
    """Say what is to be done with the decree, or what was done."""
    if decree.status == DecreeStatus.ADOPTED:
        return _("Keputusan ini sudah ditetapkan dan menjadi isi registri")
    if decree.status != DecreeStatus.DRAFT:
        return _("Keputusan ini %(status)s") % {
            "status": decree.get_status_display().lower()
        }
    if decree.proposed_at is not None:
        return _("Penetapan keputusan ini menunggu konfirmasi orang kedua")
    doubts = sum(
        f["severity"] != "notice" and key_of(f) not in decree.dismissed
        for f in findings
    )
    if doubts:
        return _("%(count)s hal perlu Anda baca sebelum keputusan ini ditetapkan") % {
            "count": opening(doubts)
        }
    return _("Keputusan ini siap ditetapkan")


def lead_of(decree: Decree) -> str:
    """Name the decree: number, about, day."""
    parts = [
        _("Nomor %(number)s") % {"number": decree.number or _("belum terbaca")},
    ]
    if decree.about:
        parts.append(_("tentang %(about)s") % {"about": decree.about})
    text = " ".join(parts)
    if decree.decided_on:
        text = f"{text}, {format_date(decree.decided_on)}"
    return f"{text}."


def missing_items(decree: Decree) -> list[dict[str, str]]:
    """Return what stands before the adoption, each with where it is put right."""
    content = decree.content
    units = {unit["id"] for unit in content["units"]}
    homeless = next(
        (p["id"] for p in content["positions"] if p["unit"] not in units), None
    )
    found: list[dict[str, str]] = []
    for sentence in what_is_missing(content):
        place = Place(part=POSITIONS)
        if content["decree"]["year_from"] is None and not found:
            place = Place(part=HEAD)
        elif homeless is not None:
            place = Place(position_id=homeless)
        found.append({"text": sentence, "url": url_of(decree, place)})
    return found


def stats_of(
    decree: Decree, findings: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return how much was read, and how much of it is doubted."""
    positions = decree.content["positions"]
    objectives = [o for p in positions for o in p["objectives"]]
    indicators = [i for o in objectives for i in o["indicators"]]
    bare = sum(not o["indicators"] for o in objectives)
    split = sum(bool(i["split"]) for i in indicators)
    aside = sum(key_of(f) in decree.dismissed for f in findings)
    notices = sum(
        f["severity"] == "notice" and key_of(f) not in decree.dismissed
        for f in findings
    )
    context = _("ditambah %(count)s catatan") % {"count": whole(notices)}
    if aside:
        context = _("%(context)s; %(count)s diabaikan") % {
            "context": context,
            "count": whole(aside),
        }
    return [
        {
            "label": _("Jabatan"),
            "big": whole(len(positions)),
            "context": _("di %(count)s unit kerja")
            % {"count": whole(len(decree.content["units"]))},
        },
        {
            "label": _("Sasaran"),
            "big": whole(len(objectives)),
            "context": _("%(count)s tanpa indikator") % {"count": whole(bare)}
            if bare
            else _("semua punya indikator"),
        },
        {
            "label": _("Indikator"),
            "big": whole(len(indicators)),
            "context": _("%(count)s di antaranya dari sel gabungan")
            % {"count": whole(split)}
            if split
            else _("satu sel satu indikator"),
        },
        {
            "label": _("Temuan"),
            "big": whole(len(findings) - notices - aside),
            "small": _("perlu dibaca"),
            "context": context,
        },
    ]


# ---------------------------------------------------------------- findings


def listed_of(
    decree: Decree, findings: Sequence[dict[str, Any]], place: Place
) -> dict[str, Any]:
    """Return the list of findings with its filters; those put aside stand apart."""
    aside = [key_of(finding) in decree.dismissed for finding in findings]
    shown = [
        number
        for number, finding in enumerate(findings, 1)
        if aside[number - 1] == place.put_aside
        and place.severity in {"", finding["severity"]}
    ]
    filters = [("", _("Semua"), aside.count(False))] + [
        (
            severity,
            SEVERITY_NAMES[severity],
            sum(
                f["severity"] == severity and not away
                for f, away in zip(findings, aside, strict=True)
            ),
        )
        for severity in SEVERITIES
    ]
    items = [
        {
            "label": label,
            "count": count,
            "url": f"{url_of(decree, place, severity=key, put_aside=False)}#semua",
            "current": place.severity == key and not place.put_aside,
        }
        for key, label, count in filters
        if count or not key
    ]
    if any(aside):
        items.append(
            {
                "label": _("Diabaikan"),
                "count": aside.count(True),
                "url": f"{url_of(decree, place, severity='', put_aside=True)}#semua",
                "current": place.put_aside,
            }
        )
    first = (place.page - 1) * FINDINGS_ON_PAGE if not place.part else 0
    window = shown[first : first + FINDINGS_ON_PAGE]
    return {
        "filters": items,
        "total": len(findings),
        "rows": [finding_item(decree, findings, n, place) for n in window],
        "more": url_of(decree, place, page=place.page + 1)
        if len(shown) > first + FINDINGS_ON_PAGE
        else "",
        "left": whole(max(0, len(shown) - first - FINDINGS_ON_PAGE)),
        "url": f"{reverse('sk_temuan', args=[decree.pk])}?{place.query()}",
    }


def finding_item(
    decree: Decree, findings: Sequence[dict[str, Any]], number: int, place: Place
) -> dict[str, Any]:
    """Return one finding for `decrees/finding.html`."""
    found = findings[number - 1]
    line = line_of(found)
    text = found["message"]
    if found["suggestion"]:
        text = f"{text} {found['suggestion']}"
    key = key_of(found)
    aside = decree.dismissed.get(key)
    url = url_of(
        decree,
        place,
        finding=number,
        position_id=None,
        line=None,
        part="",
        arranged="",
        page=1,
    )
    return {
        "number": number,
        "key": key,
        "kind": "done" if aside else KINDS[found["severity"]],
        "title": title_of(found["code"]),
        "text": text,
        "line": where_words(found, decree),
        "line_url": f"{url}#baris-{line}" if line else url,
        "url": url,
        "rule_url": rule_url(found["code"]),
        "current": number == place.finding,
        "aside": _("Diabaikan %(who)s: %(reason)s")
        % {"who": aside["by"], "reason": aside["reason"]}
        if aside
        else "",
    }


def current_of(
    decree: Decree, findings: Sequence[dict[str, Any]], place: Place, desk: Desk
) -> dict[str, Any]:
    """Return the open finding with what it suggests to write."""
    number = place.finding or 1
    item = finding_item(decree, findings, number, place) | {"current": False}
    if desk.may_correct and not item["aside"]:
        item["fixes"] = [
            {
                "old": fix.old[:LONGEST_SHOWN_FIX],
                "new": fix.new[:LONGEST_SHOWN_FIX],
            }
            for fix in replacements(findings[number - 1], decree.content)
        ]
    return item


def rule_url(code: str) -> str:
    """Return the address of the page of a finding's rule, empty if it has none."""
    try:
        return reverse("sk_pemeriksaan_satu", args=[get_rule(code).code])
    except KeyError:
        return ""


def title_of(code: str) -> str:
    """Return the title of a finding from the registry of rules."""
    try:
        return get_rule(code).title
    except KeyError:
        return _("Temuan pembaca")


def where_words(found: dict[str, Any], decree: Decree) -> str:
    """Say where a finding stands: line or page, and at which position."""
    where = found.get("where") or {}
    parts = []
    if where.get("line"):
        parts.append(_("Baris %(line)s") % {"line": where["line"]})
    elif where.get("page"):
        parts.append(_("Halaman %(page)s") % {"page": where["page"]})
    title = next(
        (
            position["title"]
            for position in decree.content["positions"]
            if position["id"] == found["position"]
        ),
        "",
    )
    if title:
        parts.append(title)
    return ", ".join(parts) or _("Seluruh naskah")


def steps_of(
    decree: Decree, findings: Sequence[dict[str, Any]], place: Place
) -> dict[str, str]:
    """Return the addresses of the finding before and after the open one."""
    number = place.finding
    if number is None:
        return {"title": "", "before": "", "after": ""}

    def to(other: int) -> str:
        return url_of(
            decree, place, finding=other, position_id=None, part="", arranged=""
        )

    return {
        "title": _("Temuan %(number)s dari %(total)s")
        % {"number": number, "total": whole(len(findings))},
        "before": to(number - 1) if number > 1 else "",
        "after": to(number + 1) if number < len(findings) else "",
    }


# ---------------------------------------------------------------- the registry, read only


def registry_of(decree: Decree, place: Place) -> dict[str, Any] | None:
    """Return what the registry makes, or made, of the position looked at."""
    positions = {p["id"]: p for p in decree.content["positions"]}
    position = positions.get(place.position_id or "")
    if position is None:
        return None
    units = {unit["id"]: unit["name"] for unit in decree.content["units"]}
    superior = positions.get(position["superior"] or "")
    return {
        "items": [
            {"label": _("Jabatan"), "value": position["title"]},
            {"label": _("Unit kerja"), "value": units.get(position["unit"], "–")},
            {
                "label": _("Atasan"),
                "value": superior["title"] if superior else _("tidak disebut"),
            },
            {"label": _("Tugas"), "value": whole(len(position["duties"]))},
            {"label": _("Fungsi"), "value": whole(len(position["functions"]))},
        ],
        "objectives": [
            {
                "number": number,
                "text": objective["text"],
                "indicators": [
                    indicator_item(indicator, decree, place)
                    for indicator in objective["indicators"]
                ],
            }
            for number, objective in enumerate(position["objectives"], 1)
        ],
    }


def indicator_item(
    indicator: dict[str, Any], decree: Decree, place: Place
) -> dict[str, Any]:
    """Return one indicator-to-be with the line where it stands."""
    line = line_of(indicator)
    return {
        "text": indicator["text"],
        "line": _("baris %(line)s") % {"line": line} if line else "",
        "url": line_url(decree, line) if line and decree.source_lines else "",
        "here": line is not None and line == place.line,
    }


def adopted_words(decree: Decree, version: Any | None) -> str:
    """Say who adopted the decree, when, and which version of the registry it became."""
    text = _("Ditetapkan oleh %(who)s pada %(at)s.") % {
        "who": decree.adopted_by,
        "at": moment_of(decree.adopted_at),
    }
    if decree.proposed_by:
        text = _("Diusulkan %(who)s pada %(at)s. %(text)s") % {
            "who": decree.proposed_by,
            "at": moment_of(decree.proposed_at),
            "text": text,
        }
    if version is not None:
        text = _(
            "%(text)s Menjadi registri versi %(number)s, berlaku sejak %(day)s."
        ) % {
            "text": text,
            "number": version.number,
            "day": format_date(version.valid_from),
        }
    return text
