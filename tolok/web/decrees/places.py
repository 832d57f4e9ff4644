"""What a page of the review looks at, as its address says it."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any
from urllib.parse import urlencode

from django.http import Http404, HttpRequest
from django.urls import reverse

from tolok.decrees.enums import DecreeStatus
from tolok.decrees.findings import SEVERITIES
from tolok.decrees.queries import Decree
from tolok.web.asking import asked_id, asked_number


HEAD, UNITS, POSITIONS = "kepala", "unit", "jabatan-semua"
PARTS = (HEAD, UNITS, POSITIONS)
PAGE_VIEW, TEXT_VIEW = "gambar", "teks"


@dataclass(frozen=True)
class Place:
    """Which finding, line, position or part is looked at, and which row is arranged."""

    finding: int | None = None
    line: int | None = None
    position_id: str | None = None
    part: str = ""
    arranged: str = ""
    severity: str = ""
    put_aside: bool = False
    as_text: bool = False
    page: int = 1

    def query(self, **other: Any) -> str:
        """Return the address's query that leads here, with some of it otherwise."""
        there = replace(self, **other)
        asked = {
            "temuan": there.finding,
            "jabatan": there.position_id if not there.part else None,
            "bagian": there.part or None,
            "baris": there.line if there.finding is None else None,
            "susun": there.arranged or None,
            "derajat": there.severity or None,
            "diabaikan": 1 if there.put_aside else None,
            "naskah": TEXT_VIEW if there.as_text else None,
            "hal": there.page if there.page > 1 else None,
        }
        return urlencode({key: value for key, value in asked.items() if value})


def url_of(decree: Decree, place: Place, **other: Any) -> str:
    """Return the address of a place in the review of a decree."""
    query = place.query(**other)
    base = reverse("sk_rincian", args=[decree.pk])
    return f"{base}?{query}" if query else base


def asked_place(
    request: HttpRequest,
    decree: Decree,
    findings: Sequence[dict[str, Any]],
    *,
    strictly: bool = True,
) -> Place:
    """Return what an address asks for. Raises Http404 where it leads nowhere.

    Without anything asked it is the first finding of a draft, else the first position.
    Not `strictly`, a finding that is no longer there is left out: a correction took it.
    """
    finding, line = asked_id(request, "temuan"), asked_id(request, "baris")
    if not strictly and finding is not None and finding > len(findings):
        finding = len(findings) or None
    part = request.GET.get("bagian", "")
    position_id = request.GET.get("jabatan") or None
    severity = request.GET.get("derajat", "")
    positions = decree.content["positions"]
    ids = {position["id"] for position in positions}
    if (
        (finding is not None and not 1 <= finding <= len(findings))
        or (line is not None and not 1 <= line <= len(decree.source_lines))
        or part not in {"", *PARTS}
        or severity not in {"", *SEVERITIES}
    ):
        raise Http404
    if position_id is not None and position_id not in ids:
        # It was dropped or joined meanwhile: the list says which there are.
        position_id, part = None, POSITIONS
    nothing = finding is None and line is None and not part and position_id is None
    if nothing and decree.status == DecreeStatus.DRAFT and findings:
        finding = 1
    place = Place(
        finding=finding,
        line=line,
        position_id=position_id,
        part=part,
        arranged=request.GET.get("susun", "")[:100],
        severity=severity,
        put_aside=request.GET.get("diabaikan") == "1",
        as_text=request.GET.get("naskah") == TEXT_VIEW,
        page=max(1, asked_number(request, "hal", 1)),
    )
    return _settled(place, findings, positions)


def _settled(
    place: Place,
    findings: Sequence[dict[str, Any]],
    positions: Sequence[dict[str, Any]],
) -> Place:
    """Let a finding or a line say which position is open, and a position which line."""
    if place.finding is not None:
        found = findings[place.finding - 1]
        line = line_of(found)
        position = (
            place.position_id or found["position"] or position_at(positions, line)
        )
        return replace(place, line=line, position_id=position)
    if place.part:
        return place
    position = place.position_id or position_at(positions, place.line)
    if position is None and positions and place.line is None:
        position = positions[0]["id"]
    if position is None and place.line is not None:
        return replace(place, part=HEAD)
    line = place.line
    if line is None:
        line = next((line_of(p) for p in positions if p["id"] == position), None)
    return replace(place, line=line, position_id=position)


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
    best = 0
    for position in positions:
        starts = line_of(position)
        if starts is not None and best <= starts <= line:
            best, found = starts, position["id"]
    return found
