"""Layout: drafts become the `tolok-decree/1` object."""

from typing import Any

from tolok.reader.parse.drafts import PositionDraft, Signature
from tolok.reader.parse.head import Head
from tolok.reader.parse.rows import Indicator, Objective
from tolok.reader.parse.units import Placement, Unit


def lay_out(
    head: Head,
    units: list[Unit],
    positions: list[PositionDraft],
    placements: list[Placement],
) -> dict[str, Any]:
    """The decree as JSON, without `source` and with no findings yet."""
    return {
        "format": "tolok-decree/1",
        "decree": _head(head),
        "units": [unit.as_dict() for unit in units],
        "positions": [
            _position(index, draft, placement, len(positions))
            for index, (draft, placement) in enumerate(
                zip(positions, placements, strict=True)
            )
        ],
        "findings": [],
    }


def position_id(index: int, count: int) -> str:
    """`p01`, `p02`, …; as many digits as the last one needs, two at least."""
    return f"p{index + 1:0{max(2, len(str(count)))}d}"


def _head(head: Head) -> dict[str, Any]:
    first, last = head.years or (None, None)
    return {
        "kind": head.kind,
        "number": head.number,
        "about": head.about,
        "issuer": head.issuer,
        "organisation": head.organisation,
        "region": head.region,
        "year_from": first,
        "year_until": last,
        "place": head.place,
        "date": head.date.isoformat() if head.date is not None else None,
        "considerations": [item.as_dict() for item in head.considerations],
        "legal_bases": [item.as_dict() for item in head.legal_bases],
        "rulings": [
            {
                "label": ruling.label,
                "text": ruling.text,
                "items": [item.as_dict() for item in ruling.items],
            }
            for ruling in head.rulings
        ],
        "signatory": _signatory(head.signature),
    }


def _signatory(signature: Signature | None) -> dict[str, str | None] | None:
    if signature is None:
        return None
    return {
        "title": signature.title,
        "name": signature.name,
        "rank": signature.rank,
        "nip": signature.nip,
    }


def _position(
    index: int, draft: PositionDraft, placement: Placement, count: int
) -> dict[str, Any]:
    superior = placement.superior
    return {
        "id": position_id(index, count),
        "label": draft.label,
        "title": draft.title,
        "unit": placement.unit,
        "superior": position_id(superior, count) if superior is not None else None,
        "class": placement.level,
        "duties": [item.as_dict() for item in draft.duties],
        "functions": [item.as_dict() for item in draft.functions],
        "objectives": [_objective(objective) for objective in draft.objectives],
        "where": draft.where.as_dict(),
        "inferred": placement.inferred,
    }


def _objective(objective: Objective) -> dict[str, Any]:
    return {
        "label": objective.label,
        "text": objective.text,
        "indicators": [_indicator(indicator) for indicator in objective.indicators],
    }


def _indicator(indicator: Indicator) -> dict[str, Any]:
    fields = indicator.fields
    return {
        "text": indicator.text,
        "kind": indicator.kind,
        "unit": fields.get("unit"),
        "target": [
            {"period": period, "text": text} for period, text in indicator.targets
        ],
        "formula": fields.get("formula"),
        "data_source": fields.get("data_source"),
        "reason": fields.get("reason"),
        "definition": fields.get("definition"),
        "responsible": fields.get("responsible"),
        "split": indicator.split,
        "where": indicator.where.as_dict(),
    }
