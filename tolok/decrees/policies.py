"""May it happen now? What a decree must have before it can be adopted."""

from typing import Any

from django.utils.translation import gettext as _

from tolok.decrees.enums import DecreeStatus


def may_adopt(status: str) -> bool:
    """Tell whether a decree of this status can still be adopted."""
    return status == DecreeStatus.DRAFT


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
