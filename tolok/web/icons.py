"""The icons in use, from Bootstrap Icons (MIT licence, see static/vendor).

`icons.json` keeps the drawing of each; `scripts/refresh_vendor.py` writes it.
"""

import json
import re
from functools import cache
from pathlib import Path

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


DRAWINGS: dict[str, str] = json.loads(
    Path(__file__).with_name("icons.json").read_text(encoding="utf-8")
)
PATH = re.compile(r'<path(?: fill-rule="(evenodd)")?[^>]*? d="([^"]+)"')
PATH_HTML = '<path fill-rule="{}" d="{}"/>'


@cache
def draw_icon(name: str) -> SafeString:
    """Return one icon as inline SVG, hidden from screen readers: words stand beside it.

    Raises `LookupError` for a name that `icons.json` does not keep.
    """
    if name not in DRAWINGS:
        message = (
            f"icons.json keeps no icon {name!r}: scripts/refresh_vendor.py adds it"
        )
        raise LookupError(message)
    paths = ((rule or "nonzero", d) for rule, d in PATH.findall(DRAWINGS[name]))
    return format_html(
        '<svg class="t-icon" viewBox="0 0 16 16" aria-hidden="true">{}</svg>',
        format_html_join("", PATH_HTML, paths),
    )
