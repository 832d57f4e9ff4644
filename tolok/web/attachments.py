"""Files to take away, never kept by the browser."""

from django.http import HttpResponse
from django.utils.http import content_disposition_header


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNCACHED = "private, no-store"


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file to be saved under `name`, whatever letters it is made of."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = content_disposition_header(True, name)
    response["Cache-Control"] = UNCACHED
    return response
