"""The source beside the review: lines of text, or the page itself with the place marked."""

import re
from collections.abc import Sequence
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from tolok.decrees.queries import PICTURED, Decree
from tolok.web.counting import whole
from tolok.web.decrees.places import Place, line_of, url_of


LINES_BEFORE = 6
LINES_SHOWN = 40
LONGEST_PLACED = 60
# A viewBox of whole numbers: edges come as fractions of the page.
PAGE_UNITS = 1000

Boxes = Sequence[Sequence[float] | None]


def source_of(decree: Decree, place: Place, boxes: Boxes) -> dict[str, Any] | None:
    """Return what stands beside the registry; none where there is no source text."""
    if not decree.source_lines:
        return None
    pictured = decree.file.media_type in PICTURED and any(boxes)
    if pictured and not place.as_text:
        return page_source(decree, place, boxes)
    source = text_source(decree, place)
    source["switch"] = (
        {"url": url_of(decree, place, as_text=False), "label": _("Lihat halaman")}
        if pictured
        else None
    )
    return source


# ---------------------------------------------------------------- the page itself


def page_source(decree: Decree, place: Place, boxes: Boxes) -> dict[str, Any]:
    """Return a page of the document with the place marked on it."""
    box = box_of(boxes, place.line)
    total = decree.content["source"]["pages"] or max(int(b[0]) for b in boxes if b)
    number = int(box[0]) if box else 1
    marks = [mark_of(box)] if box else []

    def first_line(page: int) -> int | None:
        return next(
            (n for n, b in enumerate(boxes, 1) if b is not None and int(b[0]) == page),
            None,
        )

    before, after = first_line(number - 1), first_line(number + 1)
    return {
        "image": reverse("sk_halaman", args=[decree.pk, number]),
        "alt": _("Halaman %(number)s dari naskah keputusan") % {"number": number},
        "marks": marks,
        "range": _("halaman %(number)s dari %(total)s")
        % {"number": whole(number), "total": whole(total)},
        "here": shown_text(decree.source_lines[place.line - 1]) if place.line else "",
        "before": url_of(decree, place, line=before, finding=None) if before else "",
        "after": url_of(decree, place, line=after, finding=None) if after else "",
        "switch": {
            "url": url_of(decree, place, as_text=True),
            "label": _("Lihat teks"),
        },
    }


def box_of(boxes: Boxes, line: int | None) -> Sequence[float] | None:
    """Return where a line stands on its page; of a line without place, one before it."""
    if line is None:
        return None
    for number in range(min(line, len(boxes)), max(0, line - LINES_BEFORE), -1):
        found = boxes[number - 1]
        if found is not None:
            return found
    return None


def mark_of(box: Sequence[float]) -> dict[str, int]:
    """Return a rectangle in the units of the page's viewBox."""
    _page, x0, y0, x1, y1 = box
    return {
        "x": round(x0 * PAGE_UNITS),
        "y": round(y0 * PAGE_UNITS),
        "width": max(1, round((x1 - x0) * PAGE_UNITS)),
        "height": max(1, round((y1 - y0) * PAGE_UNITS)),
    }


# ---------------------------------------------------------------- lines of text


def text_source(decree: Decree, place: Place) -> dict[str, Any]:
    """Return the lines around the one looked at."""
    total = len(decree.source_lines)
    here = place.line or 1
    first = max(1, min(here - LINES_BEFORE, total - LINES_SHOWN + 1))
    last = min(total, first + LINES_SHOWN - 1)
    marks = marks_on(decree, place)
    lines = [
        {
            "number": number,
            "here": number == place.line,
            "url": line_url(decree, number),
            "segments": segments_of(
                shown_text(decree.source_lines[number - 1]),
                marks if number == place.line else [],
            ),
        }
        for number in range(first, last + 1)
    ]
    return {
        "parts": [{"fold": "", "lines": lines}],
        "range": _("baris %(first)s sampai %(last)s dari %(total)s")
        % {"first": first, "last": last, "total": whole(total)},
        "label": _("Naskah keputusan, baris %(line)s ditandai") % {"line": place.line}
        if place.line
        else _("Naskah keputusan"),
        "before": line_url(decree, max(1, first - LINES_SHOWN + LINES_BEFORE))
        if first > 1
        else "",
        "after": line_url(decree, min(total, last + 1)) if last < total else "",
    }


def line_url(decree: Decree, line: int) -> str:
    """Return the address that shows a line in its surroundings."""
    return f"{reverse('sk_rincian', args=[decree.pk])}?baris={line}#baris-{line}"


def shown_text(line: str) -> str:
    """Return a line as it is shown: cells of a table parted by a dot."""
    return " · ".join(part for part in line.split("\t"))


def marks_on(decree: Decree, place: Place) -> list[str]:
    """Return the indicators that stand on the line looked at."""
    return [
        indicator["text"]
        for position in decree.content["positions"]
        for objective in position["objectives"]
        for indicator in objective["indicators"]
        if place.line is not None and line_of(indicator) == place.line
    ]


def segments_of(text: str, marks: Sequence[str]) -> list[dict[str, Any]]:
    """Part a line where the marked texts stand in it; odd ones full, even ones dashed."""
    segments: list[dict[str, Any]] = []
    rest = text
    for number, mark in enumerate(marks):
        pattern = r"\s+".join(re.escape(word) for word in mark.split())
        found = re.search(pattern, rest) if pattern else None
        if found is None:
            continue
        if found.start():
            segments.append({"text": rest[: found.start()], "mark": 0})
        segments.append({"text": found.group(), "mark": number % 2 + 1})
        rest = rest[found.end() :]
    if rest or not segments:
        segments.append({"text": rest, "mark": 0})
    return segments


def all_lines(decree: Decree, first: int, last: int) -> list[dict[str, Any]]:
    """Return the lines from `first` to `last` for `components/source.html`."""
    return [
        {
            "fold": "",
            "lines": [
                {
                    "number": number,
                    "here": False,
                    "segments": [
                        {"text": shown_text(decree.source_lines[number - 1]), "mark": 0}
                    ],
                }
                for number in range(first, last + 1)
            ],
        }
    ]


class LineFinder:
    """Finds the source line of a text that bears none: in the part of its position."""

    def __init__(self, lines: Sequence[str], first: int, last: int) -> None:
        """Look only from line `first` to line `last`, both counted from 1."""
        self._first = max(1, first)
        self._lines = [
            " ".join(line.split()).casefold()
            for line in lines[self._first - 1 : max(last, 0)]
        ]

    def __call__(self, text: str | None) -> int | None:
        """Return the first line that holds the beginning of a text, None if none does."""
        wanted = " ".join((text or "").split()).casefold()[:LONGEST_PLACED].rstrip()
        if not wanted:
            return None
        for number, line in enumerate(self._lines, self._first):
            if wanted in line or (len(line) > LONGEST_PLACED / 3 and line in wanted):
                return number
        return None
