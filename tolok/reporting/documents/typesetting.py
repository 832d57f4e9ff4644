"""The reports' own templates, set by the kernel's typesetting."""

from datetime import datetime
from pathlib import Path
from typing import Any

from tolok.kernel import typesetting


TEMPLATES = Path(__file__).parent / "typst"


def typeset(template: str, data: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF of one of our templates; see `kernel.typesetting.typeset`."""
    return typesetting.typeset(TEMPLATES / template, data, at=at)


def ask(template: str, data: dict[str, Any], *, label: str) -> list[Any]:
    """Return what one of our templates says of itself; see `kernel.typesetting.ask`."""
    return typesetting.ask(TEMPLATES / template, data, label=label)


def draw(template: str, data: dict[str, Any], *, dots_per_inch: int) -> bytes:
    """Return the PNG of one of our templates; see `kernel.typesetting.draw`."""
    return typesetting.draw(TEMPLATES / template, data, dots_per_inch=dots_per_inch)
