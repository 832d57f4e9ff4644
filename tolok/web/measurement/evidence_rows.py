"""Evidence as its lists show it: what it is, who added it, where else it is used."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number
from tolok.measurement import queries as measurement
from tolok.measurement.enums import EvidenceKind
from tolok.measurement.evidence import taken_suffixes, taken_types
from tolok.measurement.evidence_queries import EvidenceRules, ShownEvidence, Use
from tolok.registry.enums import EvidenceKind as WantedKind
from tolok.web.words import moment_of


KINDS = {
    "application/pdf": "pdf",
    "image/png": "image",
    "image/jpeg": "image",
}
SHOWN_USES = 3


def evidence_item(shown: ShownEvidence, *, removable: bool) -> dict[str, Any]:
    """Return one evidence for `components/evidence_row.html`."""
    evidence = shown.evidence
    kind = kind_of(evidence)
    stored = evidence.file
    kept = stored is not None and stored.deleted_at is None
    return {
        "name": evidence.name,
        "kind": kind,
        "note": evidence_note(evidence),
        "text": evidence.text,
        "uses": uses_sentence(shown),
        "url": reverse("bukti_lihat", args=[evidence.pk]),
        "image_url": reverse("bukti_kecil", args=[evidence.pk])
        if kind == "image" and kept
        else "",
        "preview_url": reverse("bukti_halaman", args=[evidence.pk, 1])
        if kind in {"image", "pdf"} and kept
        else "",
        "delete_url": reverse("hapus_bukti", args=[evidence.pk]) if removable else "",
    }


def refused_item(name: str, error: str) -> dict[str, str]:
    """Return the row of a file that was not taken."""
    return {"name": name, "kind": "bad", "error": error}


def evidence_rule(definition: measurement.Definition, rules: EvidenceRules) -> str:
    """Say what is asked for, which files are taken and how large they may be."""
    types = taken_types(rules)
    if types:
        limit = _("Berkas: %(types)s, paling besar %(limit)s MB tiap berkas.") % {
            "types": ", ".join(types),
            "limit": rules.max_mb,
        }
    else:
        limit = _("Kantor ini hanya menerima tautan dan catatan.")
    if not definition.evidence_minimum:
        return _("Boleh kosong. %(limit)s") % {"limit": limit}
    wanted = definition.evidence_wanted.rstrip(".") or _("bukti dukung")
    if definition.evidence_kinds:
        wanted = _("%(wanted)s, paling sedikit %(count)s berupa %(kinds)s") % {
            "wanted": wanted,
            "count": definition.evidence_minimum,
            "kinds": _(" atau ").join(
                str(WantedKind(kind).label) for kind in definition.evidence_kinds
            ),
        }
    return _("Wajib: %(wanted)s. %(limit)s") % {"wanted": wanted, "limit": limit}


def accept_of(rules: EvidenceRules) -> str:
    """Return what the field for files offers to choose."""
    return ",".join(taken_suffixes(rules))


def kind_of(evidence: measurement.Evidence) -> str:
    """Return the name of an evidence's icon."""
    if evidence.kind == EvidenceKind.LINK:
        return "link"
    if evidence.kind == EvidenceKind.NOTE or evidence.file is None:
        return "note"
    media_type = evidence.file.media_type
    if media_type in KINDS:
        return KINDS[media_type]
    return "sheet" if "spreadsheet" in media_type else "word"


def evidence_note(evidence: measurement.Evidence) -> str:
    """Say how large a file is and who added it when."""
    parts = []
    if evidence.file is not None:
        parts.append(size_of(evidence.file.size_bytes))
    if evidence.kind == EvidenceKind.LINK and evidence.name != evidence.link:
        parts.append(evidence.link)
    parts.append(
        _("ditambahkan %(name)s, %(at)s")
        % {"name": evidence.added_by, "at": moment_of(evidence.created_at)}
    )
    if evidence.file is not None and evidence.file.deleted_at is not None:
        parts.append(_("isinya sudah dihapus setelah masa simpan"))
    return ", ".join(parts)


def uses_sentence(shown: ShownEvidence) -> str:
    """Say where else the same file is used, within what who asks may see."""
    if not shown.used_elsewhere:
        return ""
    named = [use_text(use) for use in shown.uses[:SHOWN_USES]]
    rest = len(shown.uses) - len(named) + shown.unseen_uses
    if not named:
        return _(
            "Berkas yang sama dipakai juga untuk %(count)s realisasi lain yang tidak "
            "dapat Anda lihat."
        ) % {"count": rest}
    text = _("Berkas yang sama dipakai juga untuk: %(where)s") % {
        "where": "; ".join(named)
    }
    if rest:
        return _("%(text)s; dan %(count)s lagi.") % {"text": text, "count": rest}
    return f"{text}."


def use_text(use: Use) -> str:
    """Name a realisation by indicator, period, and person where it is another one."""
    text = f"{use.indicator} ({use.period})"
    return text if use.is_same_person else f"{text}, {use.person}"


def use_links(uses: Sequence[Use]) -> list[dict[str, str]]:
    """Return the realisations that the same file proves, each with its address."""
    return [
        {"text": use_text(use), "url": reverse("isi", args=[use.realisation_id])}
        for use in uses
    ]


def retention_sentence(evidence: measurement.Evidence, rules: EvidenceRules) -> str:
    """Say until when an evidence is kept, or that no one said so."""
    last = rules.retained_until(evidence.realisation.period.ends_on)
    if last is None:
        return _("Seterusnya; kantor belum menetapkan masa simpan.")
    return _("Sampai %(day)s. Setelah itu dihapus hanya oleh perencana, tercatat.") % {
        "day": format_date(last)
    }


def size_of(size: int) -> str:
    """Write a size as people read it: "412 KB", "1,2 MB"."""
    if size < 1_000_000:
        return f"{max(1, round(size / 1000))} KB"
    return f"{format_number(Decimal(size) / 1_000_000, 1)} MB"
