"""The letter by which targets change: told apart by content, kept by its hash."""

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from django.conf import settings
from django.utils.translation import gettext as _

from tolok.kernel.refusals import Unfit
from tolok.organisation.queries import Viewer
from tolok.planning.models import Basis
from tolok.records import actions as records


# The first bytes of what an office scans or photographs.
KINDS = {
    b"%PDF-": "application/pdf",
    b"\xff\xd8\xff": "image/jpeg",
    b"\x89PNG\r\n\x1a\n": "image/png",
}
BYTES_IN_MB = 1_048_576


class LetterUnfit(Unfit):
    """The letter lacks its number or its file, or the file is of another kind."""


@dataclass(frozen=True)
class Letter:
    """A letter as it was handed in."""

    number: str
    dated_on: date
    file_name: str
    content: bytes


def keep_letter(letter: Letter, *, office_id: int, by: Viewer, at: datetime) -> Basis:
    """Keep a letter; inside the transaction of the change that it allows.

    Raises `LetterUnfit` for a blank number, a day still to come, and a file that is no
    PDF, JPG or PNG or is too large.
    """
    number = letter.number.strip()
    if not number:
        raise LetterUnfit(_("Isi nomor suratnya."), field="letter_number")
    if letter.dated_on > at.date():
        message = _("Tanggal surat belum tiba. Periksa tanggalnya.")
        raise LetterUnfit(message, field="letter_dated_on")
    if len(letter.content) > settings.MAX_UPLOAD_BYTES:
        message = _("Berkas surat terlalu besar: paling besar %(limit)s MB.")
        limit = settings.MAX_UPLOAD_BYTES // BYTES_IN_MB
        raise LetterUnfit(message % {"limit": limit}, field="letter_file")
    media_type = next(
        (kind for start, kind in KINDS.items() if letter.content.startswith(start)), ""
    )
    if not media_type:
        message = _("Berkas surat harus PDF, JPG, atau PNG yang utuh.")
        raise LetterUnfit(message, field="letter_file")
    return Basis.objects.create(
        office_id=office_id,
        number=number,
        dated_on=letter.dated_on,
        file=records.store_file(content=letter.content, media_type=media_type, at=at),
        file_name=PurePath(letter.file_name.replace("\\", "/")).name[:255],
        added_by=by.name,
        created_at=at,
    )
