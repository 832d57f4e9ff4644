"""Names of files that every system can keep."""

import re
import unicodedata

from tolok.reporting.documents.frame import Frame


LONGEST_NAME = 100


def file_name(*parts: str, kind: str) -> str:
    """Return a name that every system can keep: "rekap-tw-iii-2026-dinas-pmd.pdf"."""
    words = "-".join(parts).replace("Triwulan", "tw")
    plain = unicodedata.normalize("NFKD", words).encode("ascii", "ignore").decode()
    name = re.sub(r"[^a-z0-9]+", "-", plain.lower())[:LONGEST_NAME].strip("-")
    return f"{name}.{kind}"


def day_of(frame: Frame) -> tuple[str, ...]:
    """Return the cut-off for the name of a file, where it is the end of a past day."""
    return (f"per {frame.as_at.date()}",) if frame.made_at else ()
