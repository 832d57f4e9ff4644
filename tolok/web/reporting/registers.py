"""Lists to take away as XLSX, CSV or PDF; they go by the disk, not by memory."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponseBase
from django.views.decorators.http import require_safe

from tolok.organisation import queries as organisation
from tolok.reporting import gather
from tolok.reporting.documents.register import (
    write_register_csv,
    write_register_pdf,
    write_register_xlsx,
)
from tolok.reporting.registers import REGISTERS, gather_register
from tolok.web import clock
from tolok.web.asking import asked_id
from tolok.web.attachments import XLSX, attachment
from tolok.web.reporting.downloads import PDF, workbook
from tolok.web.reporting.names import file_name
from tolok.web.requests import Asked


CSV = "text/csv; charset=utf-8"
WRITERS = {"xlsx": (write_register_xlsx, XLSX), "csv": (write_register_csv, CSV)}


@login_required
@require_safe
def download(request: Asked, name: str, kind: str) -> HttpResponseBase:
    """Give one list of a period or its year, of the office or of one unit."""
    viewer = request.viewer
    gather.demand_download(viewer)
    if name not in REGISTERS or kind not in {*WRITERS, "pdf"}:
        raise Http404
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
    )
    scope = register.scope or register.frame.office_short
    called = file_name(name, register.frame.period, scope, kind=kind)
    if kind == "pdf":
        return attachment(write_register_pdf(register=register), PDF, called)
    write, media_type = WRITERS[kind]
    return workbook(lambda file: write(file, register=register), called, media_type)
