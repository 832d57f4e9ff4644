"""Files to take away, never kept by the browser."""

from collections.abc import Callable
from contextlib import ExitStack
from tempfile import TemporaryFile
from typing import BinaryIO

from django.http import FileResponse, HttpResponse
from django.utils.http import content_disposition_header


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNCACHED = "private, no-store"


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file to be saved under `name`, whatever letters it is made of."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = UNCACHED
    return response


def workbook(
    write: Callable[[BinaryIO], None], name: str, content_type: str = XLSX
) -> FileResponse:
    """Return a workbook, or another list, that goes by the disk, not by memory."""
    with ExitStack() as stack:
        file = stack.enter_context(TemporaryFile())
        write(file)
        stack.pop_all()  # the answer closes it
    file.seek(0)
    response = FileResponse(
        file, as_attachment=True, filename=name, content_type=content_type
    )
    response["Cache-Control"] = UNCACHED
    return response
