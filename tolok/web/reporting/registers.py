"""Lists to take away as XLSX, CSV, DOCX or PDF; the long ones go by the disk."""

from dataclasses import replace

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from tolok.organisation import queries as organisation
from tolok.reporting import gather
from tolok.reporting.documents.register import (
    write_register_csv,
    write_register_xlsx,
)
from tolok.reporting.documents.register_word import write_register_docx
from tolok.reporting.registers import KINDS, REGISTERS, gather_register
from tolok.web import clock
from tolok.web.asking import asked_cut_off, asked_id, asks_a4
from tolok.web.attachments import XLSX, attachment, workbook
from tolok.web.reporting.downloads import CSV, DOCX, preview
from tolok.web.reporting.names import day_of, file_name
from tolok.web.requests import Asked


WRITERS = {"xlsx": (write_register_xlsx, XLSX), "csv": (write_register_csv, CSV)}


@login_required
@require_safe
def download(request: Asked, name: str, kind: str) -> HttpResponseBase:
    """Give one list of a period or its year, of the office or of one unit.

    The PDF is a preview: one is issued by `issued_page`.
    """
    viewer = request.viewer
    gather.demand_download(viewer)
    if name not in REGISTERS or kind not in {*WRITERS, "docx", "pdf"}:
        raise Http404
    if kind == "pdf":
        return preview(request, KINDS[name], name)
    period = gather.choose_period(
        period_id=asked_id(request, "periode"), for_user=viewer
    )
    unit_id = asked_id(request, "unit")
    unit = None
    if unit_id is not None:
        unit = organisation.list_units(for_user=viewer).get(pk=unit_id)
    register = gather_register(
        name=name,
        for_user=viewer,
        period=period,
        unit=unit,
        as_at=clock.moment(viewer),
        on=asked_cut_off(request),
    )
    scope = register.scope or register.frame.office_short
    frame = register.frame
    called = file_name(name, frame.period, scope, *day_of(frame), kind=kind)
    if kind == "docx":
        register = replace(register, frame=replace(frame, is_a4=asks_a4(request.GET)))
        return attachment(write_register_docx(register=register), DOCX, called)
    write, media_type = WRITERS[kind]
    return workbook(lambda file: write(file, register=register), called, media_type)
