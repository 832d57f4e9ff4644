"""The office's own Word template: taken in where it is sound, every version kept."""

from datetime import datetime
from pathlib import Path

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import permissions, queries
from tolok.decrees.enums import DocumentForm
from tolok.decrees.issuing import MEDIA_TYPES
from tolok.decrees.models import OfficeTemplate
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.models import Office
from tolok.organisation.queries import Viewer
from tolok.reader.write.checking import faults_of
from tolok.reader.write.template import sample_decree
from tolok.reader.write.trial import try_out
from tolok.records import actions as records
from tolok.records.models import StoredFile


LONGEST_NAME = 255


class MayNotChangeTemplate(NotAllowed):
    """Only a planner of the office changes its template."""


class TemplateUnfit(Unfit):
    """The file cannot be a template; `faults` says each reason in a sentence."""

    def __init__(self, faults: list[str]) -> None:
        super().__init__(" ".join(faults), field="template")
        self.faults = faults


class InUseAlready(NotNow):
    """The office uses this template now."""


def _office_of(by: Viewer) -> Office:
    office = by.office
    if office is None or not permissions.may_handle(by, office_id=office.pk):
        raise MayNotChangeTemplate(
            _("Hanya perencana yang mengganti templat keputusan kantornya.")
        )
    return office


def take_template(
    *, content: bytes, name: str, by: Viewer, at: datetime
) -> OfficeTemplate:
    """Take a Word file as the office's template from now on.

    It is looked through and tried out first: what it issues must be read back. Raises
    `MayNotChangeTemplate`, `TemplateUnfit`.
    """
    office = _office_of(by)
    faults = faults_of(content) or try_out(content, sample_decree())
    if faults:
        raise TemplateUnfit(faults)
    return _use(office, content, Path(name).name[:LONGEST_NAME], by, at)


@transaction.atomic
def use_version(
    *, version: OfficeTemplate | None, by: Viewer, at: datetime
) -> OfficeTemplate:
    """Go back to a former template of the office, or to the standard one (None).

    Raises `MayNotChangeTemplate`, `InUseAlready`.
    """
    office = _office_of(by)
    current = queries.current_template(office_id=office.pk)
    file = version.file if version is not None else None
    if (current.file if current else None) == file:
        raise InUseAlready(_("Templat itu sudah dipakai sekarang."))
    return _write(office, file, version.file_name if version else "", by, at)


@transaction.atomic
def _use(
    office: Office, content: bytes, name: str, by: Viewer, at: datetime
) -> OfficeTemplate:
    stored = records.store_file(
        content=content, media_type=MEDIA_TYPES[DocumentForm.DOCX], at=at
    )
    current = queries.current_template(office_id=office.pk)
    if current is not None and current.file == stored:
        raise InUseAlready(_("Berkas itu sama dengan templat yang dipakai sekarang."))
    return _write(office, stored, name, by, at)


def _write(
    office: Office, file: StoredFile | None, name: str, by: Viewer, at: datetime
) -> OfficeTemplate:
    # The office's row is locked, so that two planners never write the same number.
    Office.objects.select_for_update().get(pk=office.pk)
    last = queries.current_template(office_id=office.pk)
    made = OfficeTemplate.objects.create(
        office=office,
        number=(last.number if last else 0) + 1,
        file=file,
        file_name=name,
        decided_by=by.name,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.change_template",
        subject=made,
        before={"template": str(last) if last else ""},
        after={"template": str(made)},
        office_id=office.pk,
    )
    return made
