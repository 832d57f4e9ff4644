"""Read decrees, always for someone."""

from dataclasses import replace
from datetime import datetime
from functools import lru_cache
from types import MappingProxyType
from typing import Any

from django.db.models import Case, JSONField, Q, QuerySet, When

from tolok.accounts.enums import Capability
from tolok.decrees.amending import consolidated, named_in
from tolok.decrees.enums import DecreeBearing, DecreeStatus, DocumentStatus
from tolok.decrees.models import (
    AdoptionRule,
    Correction,
    Decree,
    DecreeReading,
    IssuedDocument,
    LintChoice,
    OfficeTemplate,
)
from tolok.organisation.queries import Viewer
from tolok.reader import UnreadableDecree
from tolok.reader.lint import Pack, load_pack, standard_pack
from tolok.records.page_images import page_image
from tolok.records.queries import path_of


ADOPTED_TEXTS_KEPT = 4
PICTURED = ("application/pdf", "image/png", "image/jpeg")


def list_decrees(*, for_user: Viewer) -> QuerySet[Decree]:
    """Return the decrees that a person may see, newest first, without their text."""
    if not for_user.may(Capability.VIEW_DECREES):
        return Decree.objects.none()
    return (
        Decree.objects.filter(office_id=for_user.office_id)
        .defer("content", "source_lines")
        .order_by("-created_at", "-pk")
    )


def get_decree(*, decree_id: int, for_user: Viewer) -> Decree:
    """Return one decree with its text; Decree.DoesNotExist for a stranger.

    The text of an adopted decree never changes (the database refuses it) and may hold
    thousands of positions: a few are kept in memory, to be read and never written to.
    """
    draft = Q(adopted_at__isnull=True)
    decree = (
        list_decrees(for_user=for_user)
        .select_related("office", "file")
        .annotate(
            draft_content=Case(When(draft, then="content"), output_field=JSONField()),
            draft_lines=Case(
                When(draft, then="source_lines"), output_field=JSONField()
            ),
        )
        .get(pk=decree_id)
    )
    if decree.adopted_at is not None:
        with_adopted_text(decree)
    else:
        decree.content, decree.source_lines = decree.draft_content, decree.draft_lines
    return decree


def with_adopted_text(decree: Decree) -> Decree:
    """Give an adopted decree, fetched without it and with its file, its text."""
    if decree.adopted_at is None:
        raise ValueError("a draft has no adopted text")
    decree.content, decree.source_lines = _adopted_text(
        decree.pk, decree.adopted_at, decree.file.sha256
    )
    return decree


@lru_cache(maxsize=ADOPTED_TEXTS_KEPT)
def _adopted_text(
    decree_id: int, _adopted_at: datetime, _sha256: str
) -> tuple[dict[str, Any], list[str]]:
    return Decree.objects.values_list("content", "source_lines").get(pk=decree_id)


def findings_as_read(decree: Decree) -> list[dict[str, Any]]:
    """Return what was found when the document was read, before any correction."""
    found = (
        DecreeReading.objects.filter(decree=decree)
        .values_list("content__findings", flat=True)
        .first()
    )
    kept: list[dict[str, Any]] = decree.content["findings"] if found is None else found
    return kept


def boxes_of(decree: Decree) -> list[list[float] | None]:
    """Return where each source line stands on its page, as far as it is known."""
    found = (
        DecreeReading.objects.filter(decree=decree)
        .values_list("boxes", flat=True)
        .first()
    )
    return found or []


def get_reading(*, reading_id: int, for_user: Viewer) -> DecreeReading:
    """Return one reading of the viewer's office; DecreeReading.DoesNotExist else."""
    return _readings(for_user).get(pk=reading_id)


def list_readings_under_way(*, for_user: Viewer) -> QuerySet[DecreeReading]:
    """Return what is being read now for the viewer's office, newest first."""
    return _readings(for_user).filter(ended_at__isnull=True).order_by("-pk")


def _readings(for_user: Viewer) -> QuerySet[DecreeReading]:
    if not for_user.may(Capability.HANDLE_DECREES):
        return DecreeReading.objects.none()
    return DecreeReading.objects.filter(office_id=for_user.office_id).defer(
        "waiting_bytes", "content", "boxes"
    )


def list_unfinished_readings() -> list[int]:
    """Return the ids of all readings that have not ended, for the worker that resumes."""
    return list(
        DecreeReading.objects.filter(ended_at__isnull=True)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def list_corrections(*, decree: Decree) -> QuerySet[Correction]:
    """Return what was corrected, newest first, without the steps."""
    return (
        Correction.objects.filter(decree=decree)
        .defer("steps", "inverse")
        .order_by("-number")
    )


def needs_second_person(*, office_id: int) -> bool:
    """Tell whether the office wants a second person to confirm an adoption."""
    rule = (
        AdoptionRule.objects.filter(office_id=office_id)
        .order_by("-created_at", "-pk")
        .first()
    )
    return rule is not None and rule.needs_second_person


def current_rule(*, for_user: Viewer) -> AdoptionRule | None:
    """Return the adoption rule of the viewer's office, None where none was set."""
    return (
        AdoptionRule.objects.filter(office_id=for_user.office_id)
        .order_by("-created_at", "-pk")
        .first()
    )


def list_changeable(*, for_user: Viewer) -> QuerySet[Decree]:
    """Return the adopted decrees that a draft may amend or replace, newest first."""
    return list_decrees(for_user=for_user).filter(status=DecreeStatus.ADOPTED)


def effective_content(decree: Decree) -> dict[str, Any]:
    """Return what holds once a decree does: an amendment laid over what it amends."""
    content: dict[str, Any] = decree.content
    if decree.bearing != DecreeBearing.AMENDS or decree.follows is None:
        return content
    return consolidated(effective_content(decree.follows), content, decree.removes)


def list_removable(decree: Decree) -> list[dict[str, Any]]:
    """Return the positions of what a draft amends that it does not name itself.

    Each is `id`, `title` and `unit`; none where it amends nothing.
    """
    if decree.bearing != DecreeBearing.AMENDS or decree.follows is None:
        return []
    base = effective_content(decree.follows)
    named = named_in(base, decree.content)
    units = {unit["id"]: unit["name"] for unit in base["units"]}
    return [
        {
            "id": position["id"],
            "title": position["title"],
            "unit": units.get(position["unit"], ""),
        }
        for position in base["positions"]
        if position["id"] not in named
    ]


def get_page_image(*, decree: Decree, number: int) -> bytes:
    """Return one page of a decree's document as a PNG; for who was given the decree.

    Raises LookupError where the document has no such page, or no pages to draw.
    """
    if decree.file.media_type not in PICTURED:
        raise LookupError(number)
    try:
        return page_image(
            sha256=decree.file.sha256,
            document=path_of(decree.file),
            number=number,
        )
    except UnreadableDecree as error:
        raise LookupError(number) from error


# ---------------------------------------------------------------- issued documents


def get_issued(*, issued_id: int, for_user: Viewer) -> IssuedDocument:
    """Return one document of the viewer's office; IssuedDocument.DoesNotExist else."""
    return _issued(for_user).select_related("decree").get(pk=issued_id)


def list_issued(*, decree: Decree, for_user: Viewer) -> QuerySet[IssuedDocument]:
    """Return the documents made of one decree, newest first."""
    return _issued(for_user).filter(decree=decree).order_by("-pk")


def _issued(for_user: Viewer) -> QuerySet[IssuedDocument]:
    if not for_user.may(Capability.VIEW_DECREES):
        return IssuedDocument.objects.none()
    return (
        IssuedDocument.objects.filter(office_id=for_user.office_id)
        .select_related("file")
        .defer("decree__content", "decree__source_lines")
    )


def list_waiting_documents() -> list[int]:
    """Return the ids of all documents that are not made yet, for the worker."""
    return list(
        IssuedDocument.objects.filter(status=DocumentStatus.WAITING)
        .order_by("pk")
        .values_list("pk", flat=True)
    )


def bytes_of(issued: IssuedDocument) -> bytes:
    """Return the file of a document that was given to the caller. Raises LookupError."""
    if issued.file is None:
        raise LookupError(issued.pk)
    return path_of(issued.file).read_bytes()


# ---------------------------------------------------------------- the office's template


def current_template(*, office_id: int) -> OfficeTemplate | None:
    """Return what the office decided last of its template, None where it never did."""
    return (
        OfficeTemplate.objects.filter(office_id=office_id)
        .select_related("file")
        .order_by("-number")
        .first()
    )


def list_templates(*, for_user: Viewer) -> QuerySet[OfficeTemplate]:
    """Return every template that the viewer's office used, newest first."""
    if not for_user.may(Capability.HANDLE_DECREES):
        return OfficeTemplate.objects.none()
    return (
        OfficeTemplate.objects.filter(office_id=for_user.office_id)
        .select_related("file")
        .order_by("-number")
    )


def bytes_of_template(template: OfficeTemplate | None) -> bytes | None:
    """Return the file of a template, None where it is the standard one."""
    if template is None or template.file is None:
        return None
    return path_of(template.file).read_bytes()


# ---------------------------------------------------------------- how strictly it is looked at


def current_choice(*, office_id: int) -> LintChoice | None:
    """Return what the office chose last of the rules, None where it never did."""
    return (
        LintChoice.objects.filter(office_id=office_id)
        .order_by("-created_at", "-pk")
        .first()
    )


def pack_of(choice: LintChoice | None) -> Pack:
    """Return the rules as an office chose them; the standard pack where it did not."""
    if choice is None:
        return standard_pack()
    pack = load_pack(choice.pack)
    weights = {
        code: None if said["weight"] == "off" else said["weight"]
        for code, said in choice.rules.items()
    }
    return replace(pack, severities=MappingProxyType({**pack.severities, **weights}))
