"""Add and remove evidence: files by their content, links by their address, notes."""

from datetime import datetime
from io import BytesIO
from pathlib import PurePath

import puremagic
from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from tolok.kernel.refusals import NotNow, Unfit
from tolok.measurement import policies
from tolok.measurement.enums import EvidenceKind, FileType, Step
from tolok.measurement.evidence_queries import EvidenceRules, rules_for, rules_from
from tolok.measurement.guards import (
    add_step,
    demand_entry_now,
    demand_next,
    lock_realisation,
)
from tolok.measurement.models import Evidence, Realisation
from tolok.measurement.scanner import demand_clean
from tolok.organisation.queries import Viewer
from tolok.records import actions as records


OFFICE_XML = "application/vnd.openxmlformats-officedocument."
ALLOWED = {
    ".pdf": "application/pdf",
    ".png": "image/png",
    ".jpg": "image/jpeg",
    ".jpeg": "image/jpeg",
    ".docx": OFFICE_XML + "wordprocessingml.document",
    ".xlsx": OFFICE_XML + "spreadsheetml.sheet",
}
TYPES = {
    ".pdf": FileType.PDF,
    ".png": FileType.PICTURE,
    ".jpg": FileType.PICTURE,
    ".jpeg": FileType.PICTURE,
    ".docx": FileType.WORD,
    ".xlsx": FileType.SHEET,
}
LONGEST_NOTE = 4000
LONGEST_NAME_FROM_NOTE = 80
PICTURES = {"image/png": "PNG", "image/jpeg": "JPEG"}
MAX_PIXELS = 50_000_000
LONGEST_SIDE = 2400
JPEG_QUALITY = 85


class FileTooLarge(Unfit):
    """The file is larger than the office allows."""


class FileNotAllowed(Unfit):
    """The file is of a kind that is not taken, whatever its name says."""


class LinkUnfit(Unfit):
    """The link is no address of the web."""


class NoteUnfit(Unfit):
    """The note says nothing, or far too much."""


class EvidenceThereAlready(NotNow):
    """The same file is attached already."""


@transaction.atomic
def add_file(
    *, realisation: Realisation, name: str, content: bytes, by: Viewer, at: datetime
) -> Evidence:
    """Attach a file to a realisation that is still being worked on.

    Its kind is told by content, pictures are opened and written anew (which also drops
    where they were taken). Types and size are those that the office allows. Raises
    `FileTooLarge`, `FileNotAllowed`, `EvidenceThereAlready`, and what the guards raise.
    """
    row = lock_realisation(realisation, None)
    demand_entry_now(by, row, at)
    demand_next(policies.EDIT, row)
    media_type = kind_of(content, name, rules_for(realisation=row))
    demand_clean(content, name)
    kept = rewrite_picture(content, media_type) if media_type in PICTURES else content
    stored = records.store_file(content=kept, media_type=media_type, at=at)
    evidence = Evidence(
        realisation=row,
        kind=EvidenceKind.FILE,
        name=PurePath(name.replace("\\", "/")).name[:255],
        file=stored,
        added_by=by.name,
        created_at=at,
    )
    try:
        with transaction.atomic():
            evidence.save()
    except IntegrityError as error:
        message = _("Berkas yang sama sudah terlampir pada realisasi ini.")
        raise EvidenceThereAlready(message) from error
    _note_added(evidence, row, by, at)
    return evidence


@transaction.atomic
def add_link(
    *, realisation: Realisation, link: str, name: str, by: Viewer, at: datetime
) -> Evidence:
    """Attach the address of a page. Raises `LinkUnfit` and what the guards raise."""
    row = lock_realisation(realisation, None)
    demand_entry_now(by, row, at)
    demand_next(policies.EDIT, row)
    try:
        URLValidator(schemes=["http", "https"])(link.strip())
    except ValidationError as error:
        message = _(
            "Tautan harus berupa alamat lengkap, misalnya https://contoh.go.id/."
        )
        raise LinkUnfit(message, field="link") from error
    evidence = Evidence.objects.create(
        realisation=row,
        kind=EvidenceKind.LINK,
        name=(name.strip() or link.strip())[:255],
        link=link.strip(),
        added_by=by.name,
        created_at=at,
    )
    _note_added(evidence, row, by, at)
    return evidence


@transaction.atomic
def add_note(
    *, realisation: Realisation, text: str, name: str, by: Viewer, at: datetime
) -> Evidence:
    """Attach what happened in the holder's own words, where no paper shows it.

    Without a name it bears its first words. Raises `NoteUnfit` and what the guards raise.
    """
    row = lock_realisation(realisation, None)
    demand_entry_now(by, row, at)
    demand_next(policies.EDIT, row)
    written = text.strip()
    if not written:
        message = _("Catatan masih kosong. Tulis apa yang terjadi, kapan, dan di mana.")
        raise NoteUnfit(message, field="text")
    if len(written) > LONGEST_NOTE:
        message = _("Catatan terlalu panjang: paling banyak %(most)s huruf.")
        raise NoteUnfit(message % {"most": LONGEST_NOTE}, field="text")
    first = " ".join(written.split())
    if len(first) > LONGEST_NAME_FROM_NOTE:
        first = first[: LONGEST_NAME_FROM_NOTE - 1].rstrip() + "…"
    evidence = Evidence.objects.create(
        realisation=row,
        kind=EvidenceKind.NOTE,
        name=(name.strip() or first)[:255],
        text=written,
        added_by=by.name,
        created_at=at,
    )
    _note_added(evidence, row, by, at)
    return evidence


@transaction.atomic
def remove(*, evidence: Evidence, by: Viewer, at: datetime) -> None:
    """Detach an evidence while the realisation is still being worked on.

    The stored file stays; the trail says what was detached.
    """
    row = lock_realisation(evidence.realisation, None)
    demand_entry_now(by, row, at)
    demand_next(policies.EDIT, row)
    before = {"name": evidence.name, "sha256": _digest(evidence)}
    records.record_event(
        by=by.user,
        at=at,
        action="measurement.remove_evidence",
        subject=evidence,
        before=before,
        office_id=row.office_id,
    )
    add_step(row, Step.EVIDENCE_REMOVED, by, at, note=evidence.name)
    evidence.delete()


def kind_of(content: bytes, name: str, rules: EvidenceRules | None = None) -> str:
    """Return the media type by content. Raises `FileTooLarge`, `FileNotAllowed`.

    Without `rules` all that the server takes is taken.
    """
    rules = rules or rules_from(None)
    if len(content) > rules.max_bytes:
        message = _(
            "“%(name)s” lebih besar dari %(limit)s MB. Kecilkan berkasnya, misalnya "
            "dengan memindai 200 dpi, lalu unggah lagi."
        )
        raise FileTooLarge(
            message % {"name": name, "limit": rules.max_mb}, field="evidence"
        )
    suffix = PurePath(name).suffix.lower()
    expected = ALLOWED.get(suffix)
    found = _sniff(content, name)
    if expected is None or expected not in found:
        message = _(
            "“%(name)s” bukan PDF, gambar (JPG, PNG), DOCX, atau XLSX yang utuh. "
            "Simpan sebagai salah satu bentuk itu, lalu unggah lagi."
        )
        raise FileNotAllowed(message % {"name": name}, field="evidence")
    if TYPES[suffix] not in rules.file_types:
        message = _(
            "“%(name)s” berjenis %(kind)s, yang tidak diterima kantor ini. Yang "
            "diterima: %(taken)s."
        )
        raise FileNotAllowed(
            message
            % {
                "name": name,
                "kind": TYPES[suffix].label,
                "taken": ", ".join(taken_types(rules)) or _("tautan dan catatan"),
            },
            field="evidence",
        )
    return expected


def taken_types(rules: EvidenceRules) -> list[str]:
    """Return the names of the types of files that an office takes."""
    return [str(one.label) for one in FileType if one in rules.file_types]


def taken_suffixes(rules: EvidenceRules) -> list[str]:
    """Return how the names of files end that an office takes: ".pdf", ".jpg"."""
    return [suffix for suffix in ALLOWED if TYPES[suffix] in rules.file_types]


def _sniff(content: bytes, name: str) -> set[str]:
    if not content:
        return set()
    try:
        found = puremagic.magic_string(content, filename=name)
    except (puremagic.PureError, ValueError):
        return set()
    return {match.mime_type for match in found}


def rewrite_picture(content: bytes, media_type: str) -> bytes:
    """Return a picture opened and written anew, upright and not larger than needed.

    Raises `FileNotAllowed` for a picture that cannot be opened.
    """
    try:
        with Image.open(BytesIO(content), formats=[PICTURES[media_type]]) as picture:
            if picture.width * picture.height > MAX_PIXELS:
                raise ValueError("too many pixels")
            upright = ImageOps.exif_transpose(picture)
            upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
            if PICTURES[media_type] == "JPEG" and upright.mode not in {"L", "RGB"}:
                upright = upright.convert("RGB")
            # Comments and XMP would be written again; they can say where a photo was taken.
            upright.info = {
                name: value
                for name, value in upright.info.items()
                if name == "transparency"
            }
            out = BytesIO()
            upright.save(out, PICTURES[media_type], quality=JPEG_QUALITY)
    except (OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        message = _(
            "Gambar itu tidak dapat dibuka: rusak atau terlalu besar. Ambil foto lagi, "
            "lalu unggah."
        )
        raise FileNotAllowed(message, field="evidence") from error
    return out.getvalue()


def _note_added(evidence: Evidence, row: Realisation, by: Viewer, at: datetime) -> None:
    records.record_event(
        by=by.user,
        at=at,
        action="measurement.add_evidence",
        subject=evidence,
        after={"name": evidence.name, "sha256": _digest(evidence)},
        office_id=row.office_id,
    )
    add_step(row, Step.EVIDENCE_ADDED, by, at, note=evidence.name)


def _digest(evidence: Evidence) -> str | None:
    return evidence.file.sha256 if evidence.file else None
