"""Which evidence an office takes and how long it stays; deletion when its time is over."""

from collections.abc import Collection, Sequence
from datetime import datetime

from django.conf import settings
from django.db import transaction
from django.db.models import ManyToOneRel
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.measurement import permissions
from tolok.measurement.enums import FileType, Step
from tolok.measurement.evidence_queries import MEBIBYTE, list_expired
from tolok.measurement.models import (
    LONGEST_RETENTION_YEARS,
    Evidence,
    EvidenceSetting,
    RealisationStep,
)
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.records import actions as records
from tolok.records.models import StoredFile


class MayNotSetEvidence(NotAllowed):
    """Only a planner or an administrator says which evidence the office takes."""


class MayNotDeleteEvidence(NotAllowed):
    """Only a planner deletes what is past its retention."""


class EvidenceRuleUnfit(Unfit):
    """A type, size or number of years that cannot be used."""


class DeletionReasonMissing(Unfit):
    """Deleting takes a reason."""


class StillRetained(NotNow):
    """The retention is not over, or something else still needs the file."""


@transaction.atomic
def set_evidence_rules(
    *,
    office: Office,
    file_types: Collection[str],
    max_file_mb: int | None,
    retain_years: int | None,
    by: Viewer,
    at: datetime,
) -> EvidenceSetting:
    """Say which files the office takes, how large (MB), and for how many years they stay.

    What was attached before stays as it is. `max_file_mb` None is what the server takes,
    `retain_years` None is for good. Raises `MayNotSetEvidence`, `EvidenceRuleUnfit`.
    """
    if not permissions.may_set_evidence(by, office_id=office.pk):
        message = _("Aturan bukti dukung diatur oleh perencana atau administrator.")
        raise MayNotSetEvidence(message)
    unknown = set(file_types) - set(FileType.values)
    if unknown:
        message = _("Jenis berkas “%(kind)s” tidak dikenal.")
        raise EvidenceRuleUnfit(message % {"kind": min(unknown)}, field="file_types")
    most = settings.MAX_UPLOAD_BYTES // MEBIBYTE
    if max_file_mb is not None and not 1 <= max_file_mb <= most:
        message = _(
            "Isi 1 sampai %(most)s MB, batas peladen ini, atau kosongkan untuk memakai "
            "batas itu."
        )
        raise EvidenceRuleUnfit(message % {"most": most}, field="max_file_mb")
    if retain_years is not None and not 1 <= retain_years <= LONGEST_RETENTION_YEARS:
        message = _("Isi 1 sampai %(most)s tahun, atau kosongkan: disimpan seterusnya.")
        raise EvidenceRuleUnfit(
            message % {"most": LONGEST_RETENTION_YEARS}, field="retain_years"
        )
    row, _made = EvidenceSetting.objects.get_or_create(
        office=office, defaults={"created_at": at}
    )
    names = ("file_types", "max_file_mb", "retain_years")
    before = {name: getattr(row, name) for name in names}
    row.file_types = [str(one) for one in FileType.values if one in set(file_types)]
    row.max_file_mb, row.retain_years = max_file_mb, retain_years
    row.save(update_fields=names)
    records.record_event(
        by=by.user,
        at=at,
        action="measurement.set_evidence_rules",
        subject=row,
        before=before,
        after={name: getattr(row, name) for name in names},
        office_id=office.pk,
    )
    return row


@transaction.atomic
def delete_expired(
    *, files: Sequence[StoredFile], reason: str, by: Viewer, at: datetime
) -> int:
    """Delete the content of files past their retention; return how many.

    All or none. The rows of evidence stay with name and hash, each realisation gets a
    step, and the trail holds who, when and why. Raises `MayNotDeleteEvidence`,
    `DeletionReasonMissing`, `StillRetained` and `records.FileInUse`.
    """
    office = by.office
    if office is None or not permissions.may_delete_evidence(by, office_id=office.pk):
        message = _("Isi bukti yang lewat masa simpan dihapus oleh perencana.")
        raise MayNotDeleteEvidence(message)
    if not reason.strip():
        message = _("Tulis dasar penghapusannya, misalnya nomor berita acara.")
        raise DeletionReasonMissing(message, field="reason")
    setting = EvidenceSetting.objects.filter(office=office).first()
    wanted = {stored.pk for stored in files}
    expired = (
        list(list_expired(setting=setting, on=at.date()).filter(pk__in=wanted))
        if setting
        else []
    )
    if len(expired) != len(wanted) or any(_needed_by_others(row) for row in expired):
        message = _(
            "Sebagian berkas belum lewat masa simpannya, sudah dihapus, atau masih "
            "dipakai. Belum ada yang dihapus; muat ulang halaman untuk daftar terbaru."
        )
        raise StillRetained(message)
    for stored in expired:
        records.delete_content(
            stored=stored, by=by.user, at=at, reason=reason.strip(), office_id=office.pk
        )
    RealisationStep.objects.bulk_create(
        [
            RealisationStep(
                realisation_id=row.realisation_id,
                step=Step.EVIDENCE_EXPIRED,
                at=at,
                by_name=by.name,
                note=f"{row.name}. {reason.strip()}",
            )
            for row in Evidence.objects.filter(file__in=expired).order_by("pk")
        ]
    )
    return len(expired)


def _needed_by_others(stored: StoredFile) -> bool:
    """Tell whether a row of another room holds the file, whichever room that is."""
    relations = [
        relation
        for relation in StoredFile._meta.get_fields(include_hidden=True)
        if isinstance(relation, ManyToOneRel) and relation.field.model is not Evidence
    ]
    return any(
        relation.field.model._base_manager.filter(
            **{relation.field.name: stored.pk}
        ).exists()
        for relation in relations
    )
