"""The files of a decree as lines of a list: the document, the pictures it was made of."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.decrees import originals
from tolok.decrees.queries import Decree


SHOWN_OF_HASH = 12


def files_of(decree: Decree) -> dict[str, Any]:
    """Return the document and its pictures for `decrees/files.html`."""
    pictures = list(originals.list_originals(decree=decree))
    document = row_of(
        decree.file_name, decree.file, reverse("sk_berkas", args=[decree.pk])
    )
    if pictures:
        document["note"] = _("disusun dari gambar di bawah ini")
    return {
        "count": len(pictures),
        "rows": [
            document,
            *(
                row_of(
                    one.file_name,
                    one.file,
                    reverse("sk_berkas_asal", args=[decree.pk, one.number]),
                )
                for one in pictures
            ),
        ],
    }


def row_of(name: str, stored: Any, url: str) -> dict[str, Any]:
    """Return one file as a line of the list."""
    return {
        "name": name,
        "url": url,
        "size": stored.size_bytes,
        "hash": stored.sha256[:SHOWN_OF_HASH],
        "whole_hash": stored.sha256,
        "note": "",
    }
