"""Files to take away, never kept by the browser."""

from django.http import HttpResponse


XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
UNCACHED = "private, no-store"


def attachment(content: bytes, content_type: str, name: str) -> HttpResponse:
    """Return a file to be saved under `name`."""
    response = HttpResponse(content, content_type=content_type)
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    response["Cache-Control"] = UNCACHED
    return response
