"""A decree beside its source: findings, lines and the registry-to-be."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.decrees.enums import DecreeStatus
from tolok.decrees.policies import may_adopt, what_is_missing
from tolok.decrees.queries import Decree
from tolok.kernel.dates import format_date
from tolok.reader.lint import get_rule
from tolok.web.counting import opening, whole
from tolok.web.words import moment_of


LINES_BEFORE = 6
LINES_SHOWN = 40
SEVERITIES = ("error", "warning", "notice")
KINDS = {"error": "fault", "warning": "question", "notice": "note"}


@dataclass(frozen=True)
class Place:
    """Which finding is open, and which line and position are looked at."""

    finding: int | None
    line: int | None
    position_id: str | None


def list_findings(decree: Decree) -> list[dict[str, Any]]:
    """Return the findings, gravest first, then by their place in the text."""
    return sorted(
        decree.content["findings"],
        key=lambda f: (
            SEVERITIES.index(f["severity"]),
            (f.get("where") or {}).get("line") or 0,
        ),
    )


def place_of(
    decree: Decree,
    findings: Sequence[dict[str, Any]],
    *,
    finding: int | None,
    line: int | None,
) -> Place | None:
    """Return what the address points at, or None where it points at nothing.

    Without anything asked it is the first finding of a draft, else the first position.
    """
    positions = decree.content["positions"]
    if finding is None and line is None:
        if decree.status == DecreeStatus.DRAFT and findings:
            finding = 1
        else:
            first = positions[0] if positions else None
            return Place(
                None,
                line_of(first) if first else None,
                first["id"] if first else None,
            )
    if finding is not None:
        if not 1 <= finding <= len(findings):
            return None
        found = findings[finding - 1]
        where = line_of(found)
        return Place(finding, where, found["position"] or position_at(positions, where))
    if line is not None and not 1 <= line <= len(decree.source_lines):
        return None
    return Place(None, line, position_at(positions, line))


def line_of(item: dict[str, Any]) -> int | None:
    """Return the source line of a finding, a position or an indicator."""
    where = item.get("where") or {}
    line: int | None = where.get("line")
    return line


def position_at(positions: Sequence[dict[str, Any]], line: int | None) -> str | None:
    """Return the id of the position in whose part of the text a line stands."""
    if line is None:
        return None
    found: str | None = None
    for position in positions:
        starts = line_of(position)
        if starts is not None and starts <= line:
            found = position["id"]
    return found


def page_of(decree: Decree, place: Place) -> dict[str, Any]:
    """Return the context of the page, beside what the view adds."""
    findings = list_findings(decree)
    return {
        "decree": decree,
        "heading": heading_of(decree, findings),
        "lead": lead_of(decree),
        "stats": stats_of(decree, findings),
        "source": source_of(decree, place),
        "current": finding_item(decree, findings, place.finding)
        if place.finding
        else None,
        "steps": steps_of(decree, findings, place.finding),
        "registry": registry_of(decree, place),
        "findings": [
            finding_item(decree, findings, number, current=place.finding)
            for number in range(1, len(findings) + 1)
        ],
        "missing": what_is_missing(decree.content) if may_adopt(decree.status) else [],
        "is_draft": may_adopt(decree.status),
    }


def heading_of(decree: Decree, findings: Sequence[dict[str, Any]]) -> str:
    """Say what is to be done with the decree, or what was done."""
    if decree.status == DecreeStatus.ADOPTED:
        return _("Keputusan ini sudah ditetapkan dan menjadi isi registri")
    if decree.status != DecreeStatus.DRAFT:
        return _("Keputusan ini %(status)s") % {
            "status": decree.get_status_display().lower()
        }
    doubts = sum(f["severity"] != "notice" for f in findings)
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


def stats_of(
    decree: Decree, findings: Sequence[dict[str, Any]]
) -> list[dict[str, Any]]:
    """Return how much was read, and how much of it is doubted."""
    positions = decree.content["positions"]
    objectives = [o for p in positions for o in p["objectives"]]
    indicators = [i for o in objectives for i in o["indicators"]]
    bare = sum(not o["indicators"] for o in objectives)
    split = sum(bool(i["split"]) for i in indicators)
    notices = sum(f["severity"] == "notice" for f in findings)
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
            "big": whole(len(findings) - notices),
            "small": _("perlu dibaca"),
            "context": _("ditambah %(count)s catatan") % {"count": whole(notices)},
        },
    ]


# ---------------------------------------------------------------- source


def source_of(decree: Decree, place: Place) -> dict[str, Any] | None:
    """Return the lines around the one looked at; none where there is no source text."""
    total = len(decree.source_lines)
    if not total:
        return None
    here = place.line or 1
    first = max(1, min(here - LINES_BEFORE, total - LINES_SHOWN + 1))
    last = min(total, first + LINES_SHOWN - 1)
    marks = marks_on(decree, place)
    lines = [
        {
            "number": number,
            "here": number == place.line,
            "segments": segments_of(
                shown_text(decree.source_lines[number - 1]),
                marks if number == place.line else [],
            ),
        }
        for number in range(first, last + 1)
    ]
    return {
        "parts": [{"fold": "", "lines": lines}],
        "range": _("baris %(first)s sampai %(last)s dari %(total)s")
        % {"first": first, "last": last, "total": whole(total)},
        "label": _("Naskah keputusan, baris %(line)s ditandai") % {"line": place.line}
        if place.line
        else _("Naskah keputusan"),
        "before": line_url(decree, max(1, first - LINES_SHOWN + LINES_BEFORE))
        if first > 1
        else "",
        "after": line_url(decree, min(total, last + 1)) if last < total else "",
    }


def line_url(decree: Decree, line: int) -> str:
    """Return the address that shows a line in its surroundings."""
    return f"{reverse('sk_rincian', args=[decree.pk])}?baris={line}#baris-{line}"


def shown_text(line: str) -> str:
    """Return a line as it is shown: cells of a table parted by a dot."""
    return " · ".join(part for part in line.split("\t"))


def marks_on(decree: Decree, place: Place) -> list[str]:
    """Return the indicators that stand on the line looked at."""
    return [
        indicator["text"]
        for position in decree.content["positions"]
        for objective in position["objectives"]
        for indicator in objective["indicators"]
        if place.line is not None and line_of(indicator) == place.line
    ]


def segments_of(text: str, marks: Sequence[str]) -> list[dict[str, Any]]:
    """Part a line where the marked texts stand in it; odd ones full, even ones dashed."""
    segments: list[dict[str, Any]] = []
    rest = text
    for number, mark in enumerate(marks):
        pattern = r"\s+".join(re.escape(word) for word in mark.split())
        found = re.search(pattern, rest) if pattern else None
        if found is None:
            continue
        if found.start():
            segments.append({"text": rest[: found.start()], "mark": 0})
        segments.append({"text": found.group(), "mark": number % 2 + 1})
        rest = rest[found.end() :]
    if rest or not segments:
        segments.append({"text": rest, "mark": 0})
    return segments


def all_lines(decree: Decree, first: int, last: int) -> list[dict[str, Any]]:
    """Return the lines from `first` to `last` for `components/source.html`."""
    return [
        {
            "fold": "",
            "lines": [
                {
                    "number": number,
                    "here": False,
                    "segments": [
                        {"text": shown_text(decree.source_lines[number - 1]), "mark": 0}
                    ],
                }
                for number in range(first, last + 1)
            ],
        }
    ]


# ---------------------------------------------------------------- findings


def finding_item(
    decree: Decree,
    findings: Sequence[dict[str, Any]],
    number: int,
    *,
    current: int | None = None,
) -> dict[str, Any]:
    """Return one finding for `components/finding.html`."""
    found = findings[number - 1]
    line = line_of(found)
    title = title_of(found["code"])
    text = found["message"]
    if found["suggestion"]:
        text = f"{text} {found['suggestion']}"
    return {
        "kind": KINDS[found["severity"]],
        "title": title,
        "text": text,
        "line": where_words(found, decree),
        "line_url": finding_url(decree, number, line),
        "current": number == current,
    }


def title_of(code: str) -> str:
    """Return the title of a finding from the registry of rules."""
    try:
        return get_rule(code).title
    except KeyError:
        return _("Temuan pembaca")


def finding_url(decree: Decree, number: int, line: int | None) -> str:
    """Return the address of a finding; it leads to its line."""
    base = f"{reverse('sk_rincian', args=[decree.pk])}?temuan={number}"
    return f"{base}#baris-{line}" if line else base


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
    decree: Decree, findings: Sequence[dict[str, Any]], number: int | None
) -> dict[str, str]:
    """Return the addresses of the finding before and after the open one."""
    if number is None:
        return {}
    before = number - 1 if number > 1 else None
    after = number + 1 if number < len(findings) else None
    return {
        "title": _("Temuan %(number)s dari %(all)s")
        % {"number": number, "all": len(findings)},
        "before": finding_url(decree, before, line_of(findings[before - 1]))
        if before
        else "",
        "after": finding_url(decree, after, line_of(findings[after - 1]))
        if after
        else "",
    }


# ---------------------------------------------------------------- registry-to-be


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
    if version is not None:
        text = _(
            "%(text)s Menjadi registri versi %(number)s, berlaku sejak %(day)s."
        ) % {
            "text": text,
            "number": version.number,
            "day": format_date(version.valid_from),
        }
    return text
