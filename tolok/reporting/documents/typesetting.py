"""The reports' own templates, set by the kernel's typesetting."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tolok.kernel import typesetting


TEMPLATES = Path(__file__).parent / "typst"


def typeset(template: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of one of our templates; see `kernel.typesetting.typeset`."""
    return typesetting.typeset(TEMPLATES / template, data, at=at)
