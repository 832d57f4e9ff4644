"""What a mark of a chart tells when it is pointed at or reached by the keyboard.

No script: the style sheet shows the words of the mark that has the pointer or the focus,
and a screen reader reads them as its name. Nothing is told only there: the table behind
the chart says the same.
"""

from collections.abc import Sequence
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString


LINE = Decimal(17)  # px between two lines of words
LETTER = Decimal("6.9")  # px, a generous width of one character at 12 px
PADDING = Decimal(8)  # px
GAP = Decimal(11)  # px between the mark and its words


def tip(
    *, x: Decimal, y: Decimal, lines: Sequence[str], mark: SafeString, room: Decimal
) -> SafeString:
    """Return a mark that can be reached, with its words above it or, at the top, below.

    `x` and `y` are where it stands and `room` how wide the drawing is, in px.
    """
    width = LETTER * max(len(line) for line in lines) + 2 * PADDING
    height = LINE * len(lines) + PADDING
    left = min(max(x - width / 2, Decimal(0)), max(room - width, Decimal(0)))
    top = y - GAP - height
    if top < 0:
        top = y + GAP
    return format_html(
        '<g class="t-tip" tabindex="0" role="img" aria-label="{}">{}'
        '<g class="t-tip-words" aria-hidden="true">'
        '<rect x="{}" y="{}" width="{}" height="{}" rx="4"/>{}</g></g>',
        "; ".join(lines),
        mark,
        px(left),
        px(top),
        px(width),
        px(height),
        format_html_join(
            "",
            '<text x="{}" y="{}">{}</text>',
            (
                (px(left + PADDING), px(top + LINE * (number + 1) - 3), line)
                for number, line in enumerate(lines)
            ),
        ),
    )


def px(value: Decimal, digits: int = 1) -> str:
    """Write a length for an SVG attribute, without needless zeros."""
    written = f"{value:.{digits}f}"
    return written.rstrip("0").rstrip(".") if "." in written else written
