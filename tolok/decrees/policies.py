"""May it happen now? What a decree must have before it can be adopted."""

from collections.abc import Sequence
from typing import Any

from django.utils.translation import gettext as _

from tolok.decrees.enums import DecreeStatus
from tolok.decrees.models import Decree
from tolok.reader.gathering import MOST_PICTURES, is_picture
from tolok.reader.lint import Memory, relint


__all__ = ["MOST_PICTURES"]

_SHOWN_AS_IT_IS = (b"\x89PNG", b"\xff\xd8\xff")


def may_adopt(status: str) -> bool:
    """Tell whether a decree of this status can still be adopted."""
    return status == DecreeStatus.DRAFT


def may_correct(status: str) -> bool:
    """Tell whether a decree of this status is still corrected."""
    return status == DecreeStatus.DRAFT


def may_renew(decree: Decree) -> bool:
    """Tell whether next year's decree can start from this one: adopted, with a year."""
    return decree.adopted_at is not None and decree.year_from is not None


def findings_of(
    content: dict[str, Any],
    as_read: Sequence[dict[str, Any]],
    memory: Memory | None = None,
) -> list[dict[str, Any]]:
    """Return the findings of a corrected draft: the rules over it as it is now.

    What the reader itself did to the source stays said while its position is there.
    `memory` spares looking anew at what did not change; the findings are the same.
    """
    whole = {**content, "findings": list(as_read)}
    return relint(whole) if memory is None else relint(whole, find=memory.find)


def what_is_missing(content: dict[str, Any]) -> list[str]:
    """Return, in Indonesian, what stands between a read decree and its adoption."""
    missing = []
    head = content["decree"]
    if head["year_from"] is None:
        missing.append(_("Tahun berlakunya belum diketahui."))
    if not content["positions"]:
        missing.append(_("Tidak ada satu jabatan pun yang terbaca."))
    if not any(p["objectives"] for p in content["positions"]):
        missing.append(_("Tidak ada satu sasaran pun yang terbaca."))
    units = {unit["id"] for unit in content["units"]}
    missing += [
        _("Jabatan “%(title)s” belum punya unit kerja.") % {"title": position["title"]}
        for position in content["positions"]
        if position["unit"] not in units
    ]
    seen: set[tuple[str | None, str]] = set()
    for position in content["positions"]:
        key = (position["unit"], position["title"])
        if key in seen:
            missing.append(
                _("Jabatan “%(title)s” muncul dua kali dalam satu unit.")
                % {"title": position["title"]}
            )
        seen.add(key)
    return missing


def reads_at_once(content: bytes) -> bool:
    """Tell whether a document is read within the request: no pages to look at one by one."""
    head = content[:1024]
    return b"%PDF-" not in head and not is_picture(head)


def has_to_be_gathered(content: bytes) -> bool:
    """Tell whether a picture is kept as a PDF: a TIFF may have pages, no browser shows it."""
    return is_picture(content) and not content.startswith(_SHOWN_AS_IT_IS)
