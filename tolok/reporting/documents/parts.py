"""The common part of a document as the Typst templates read it."""

from typing import Any

from tolok.kernel.dates import format_date
from tolok.reporting.documents.frame import EXAMPLE_NOTICE, Frame, Signatory
from tolok.reporting.documents.stamp import PREVIEW, stamp_data


def frame_data(frame: Frame, *, title: str) -> dict[str, Any]:
    """Return the letterhead, the cut-off and the method under the templates' names."""
    return {
        "title": title,
        "region_line": frame.letterhead.region_line,
        "office_line": frame.letterhead.office_line,
        "address_lines": list(frame.letterhead.address_lines),
        "office": frame.office,
        "period": frame.period,
        "cut_off": frame.cut_off,
        "signed_at": frame.signed_at,
        "day": format_date(frame.as_at.date()),
        "rules": frame.method.name,
        "sentences": list(frame.method.sentences),
        "citations": list(frame.method.citations),
        "scope_note": frame.scope_note,
        "example_notice": EXAMPLE_NOTICE if frame.is_example else "",
        "preview": PREVIEW if frame.is_preview else "",
        "paper": "a4" if frame.is_a4 else "folio",
        "stamp": stamp_data(frame.stamp) if frame.stamp else None,
    }


def signatory_data(signatory: Signatory | None) -> dict[str, str] | None:
    """Return who signs under the templates' names, or None for nobody."""
    if signatory is None:
        return None
    return {
        "title": signatory.title,
        "name": signatory.name,
        "rank": signatory.rank,
        "nip": signatory.nip,
    }
