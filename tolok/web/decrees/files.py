"""The files of a decree as they came: the document, and the pictures it was made of."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.views.decorators.http import require_safe

from tolok.decrees import originals
from tolok.decrees import queries as decrees
from tolok.decrees.queries import Decree
from tolok.web.attachments import attachment
from tolok.web.decrees.views import demand_view
from tolok.web.requests import Asked


@login_required
@require_safe
def document(request: Asked, decree_id: int) -> HttpResponse:
    """Give the document of a decree as it is kept."""
    decree = shown_decree(request, decree_id)
    content = originals.bytes_of_document(decree)
    return attachment(content, decree.file.media_type, decree.file_name)


@login_required
@require_safe
def original(request: Asked, decree_id: int, number: int) -> HttpResponse:
    """Give one of the pictures that the document was made of; 404 where there is none."""
    decree = shown_decree(request, decree_id)
    found = originals.list_originals(decree=decree).filter(number=number).first()
    if found is None or found.file is None:
        raise Http404
    content = originals.bytes_of_original(found)
    return attachment(content, found.file.media_type, found.file_name)


def shown_decree(request: Asked, decree_id: int) -> Decree:
    """Return a decree without its text, to those who may read it."""
    demand_view(request.viewer)
    found = decrees.list_decrees(for_user=request.viewer).select_related("file")
    return found.get(pk=decree_id)
