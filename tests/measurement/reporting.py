"""What tests of measurement do over and over: attach, submit, verify."""

from datetime import date
from io import BytesIO

from PIL import Image

from tests.cast import Cast
from tolok.measurement import actions, evidence
from tolok.measurement.entries import Entry
from tolok.measurement.models import Realisation


def picture(shade: int = 120, kind: str = "PNG") -> bytes:
    """Return a small real picture; another shade is another file."""
    out = BytesIO()
    Image.new("RGB", (16, 16), (shade, shade, shade)).save(out, kind)
    return out.getvalue()


def attach(cast: Cast, realisation: Realisation, key: str, *, shade: int = 120) -> None:
    """Attach a picture as the holder."""
    evidence.add_file(
        realisation=realisation,
        name="bukti.png",
        content=picture(shade),
        by=cast.viewer(key),
        at=cast.at(),
    )


def submit(
    cast: Cast,
    key: str,
    entry: Entry,
    *,
    words: str = "",
    day: date | None = None,
    shade: int = 120,
) -> Realisation:
    """Attach evidence and submit as the holder; return the row as it stands."""
    row = cast.realisation(key, words)
    if not row.evidence.exists():
        attach(cast, row, key, shade=shade)
    return actions.submit_realisation(
        realisation=row,
        entry=entry,
        revision=row.revision,
        by=cast.viewer(key, on=day),
        at=cast.at(day),
    )


def verify(cast: Cast, row: Realisation, key: str) -> Realisation:
    """Verify as a superior; return the row as it stands."""
    return actions.verify_realisations(
        realisations=[row], by=cast.viewer(key), at=cast.at(hour=10)
    )[0]
