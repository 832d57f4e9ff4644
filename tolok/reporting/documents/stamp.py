"""What an issued document bears: its code, and where anybody can check it."""

from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from typing import Any

import segno

from tolok.kernel.codes import format_code
from tolok.kernel.dates import format_moment


PREVIEW = "PRATINJAU, BELUM DITERBITKAN"
CHECKING = "periksa"


@dataclass(frozen=True, kw_only=True)
class Stamp:
    """The code of an issued document, when it was issued, and Tolok's own address.

    `address` is like "https://kinerja.kantor.example", without a stroke at its end. `tag`
    is the sign at which an e-signature service puts its mark; blank: none is put.
    """

    code: str
    issued_at: datetime
    address: str
    tag: str = ""

    @property
    def link(self) -> str:
        """Return the address at which the document is checked."""
        return f"{self.address}/{CHECKING}/{format_code(self.code)}/"


def stamp_data(stamp: Stamp) -> dict[str, Any]:
    """Return the stamp under the templates' names; the QR as SVG."""
    shown = stamp.link.partition("://")[2].rstrip("/")
    return {
        "code": format_code(stamp.code),
        "at": format_moment(stamp.issued_at, stamp.issued_at.tzinfo)
        if stamp.issued_at.tzinfo
        else "",
        "link": stamp.link,
        "tag": stamp.tag,
        "shown": shown,
        "qr": qr_svg(stamp.link),
    }


def qr_svg(text: str) -> str:
    """Return a QR code as SVG, with the quiet zone that readers need."""
    out = BytesIO()
    segno.make(text, error="m", micro=False).save(out, kind="svg", border=4, scale=4)
    return out.getvalue().decode()
