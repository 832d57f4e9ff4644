"""The bar chart as inline SVG: names over their bars, the number at the end of each.

The mark of the target is a line at the same place for all; a class is a colour, a word
and its number. A bar without a value is not drawn as zero: its words say so.
"""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tolok.web.chart_data import with_unit
from tolok.web.chart_tips import px, tip
from tolok.web.charts import CHARACTER, NOTHING


TARGET = Decimal(100)
LEAST_END = Decimal(110)
MOST_END = Decimal(150)  # percent; above it the bar is cut and the number tells
NAME_LINE = 16
BAR = 14
BETWEEN = 14
TOP = 22
SIZES = (("is-narrow", 340), ("is-middle", 520), ("is-wide", 720))


@dataclass(frozen=True, kw_only=True)
class Bar:
    """One bar: its value in percent, its class, and one more thing that is told of it."""

    label: str
    value: Decimal | None
    rank: int | None = None
    class_name: str = ""
    note: str = ""


@dataclass(frozen=True, kw_only=True)
class BarChart:
    """Bars on one scale from 0, in the order given; `note_head` names their notes."""

    title: str
    description: str
    bars: Sequence[Bar]
    note_head: str
    decimals: int = 2

    def text(self, value: Decimal) -> str:
        """Write a value with its unit."""
        return with_unit(value, "%", self.decimals)

    @property
    def end(self) -> Decimal:
        """Return where the scale ends, in percent."""
        most = max((b.value for b in self.bars if b.value is not None), default=TARGET)
        return min(max(most, LEAST_END), MOST_END)


def bar_chart(chart: BarChart, chart_id: str) -> SafeString:
    """Draw `chart` 340, 520 and 720 px wide; the style sheet shows the one that fits.

    `chart_id` must be unique on its page. Without any value nothing is drawn.
    """
    if all(bar.value is None for bar in chart.bars):
        return NOTHING
    return format_html_join(
        "",
        "{}",
        (
            (draw_bars(chart, f"{chart_id}-{width}", width=width, css=css),)
            for css, width in SIZES
        ),
    )


def draw_bars(chart: BarChart, drawing_id: str, *, width: int, css: str) -> SafeString:
    """Draw one size of a bar chart."""
    longest = max(len(chart.text(b.value)) for b in chart.bars if b.value is not None)
    room = width - int(CHARACTER * longest) - 14
    y, drawn = TOP, []
    for bar in chart.bars:
        names = textwrap.wrap(bar.label, width=int(room / CHARACTER))
        drawn.append((draw_bar(chart, bar, names, y=y, room=room, width=width),))
        y += NAME_LINE * len(names) + BAR + BETWEEN
    target = px(Decimal(room) * TARGET / chart.end)
    return format_html(
        '<svg class="t-chart t-bars {}" viewBox="0 0 {} {}" role="group"'
        ' aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title>'
        '<desc id="{}-d">{}</desc>'
        '<text class="t-axis" x="{}" y="12" text-anchor="middle">{}</text>{}</svg>',
        css,
        width,
        y - BETWEEN + 4,
        *(drawing_id, drawing_id, drawing_id),
        chart.title,
        drawing_id,
        chart.description,
        target,
        _("target %s") % TARGET,
        format_html_join("", "{}", drawn),
    )


def draw_bar(
    chart: BarChart, bar: Bar, names: Sequence[str], *, y: int, room: int, width: int
) -> SafeString:
    """Draw one bar under its name; `room` is how long the longest may be, in px."""
    written = format_html_join(
        "",
        '<text x="0" y="{}">{}</text>',
        ((y + NAME_LINE * (at + 1) - 5, name) for at, name in enumerate(names)),
    )
    top = y + NAME_LINE * len(names)
    if bar.value is None:
        return format_html(
            '{}<text class="t-axis" x="0" y="{}">{}</text>',
            written,
            top + BAR - 3,
            bar.note or _("belum bernilai"),
        )
    shown = min(max(bar.value, Decimal(0)), chart.end)
    length = Decimal(room) * shown / chart.end
    words = [f"{bar.label}: {chart.text(bar.value)}", bar.class_name, bar.note]
    mark = format_html(
        '<rect class="{}" x="0" y="{}" width="{}" height="{}"/>'
        '<path class="t-bar-target" d="M{} {}V{}"/>'
        '<text class="t-label-0" x="{}" y="{}" text-anchor="end">{}</text>',
        f"k{bar.rank}" if bar.rank else "k0",
        top,
        px(length),
        BAR,
        px(Decimal(room) * TARGET / chart.end),
        top - 3,
        top + BAR + 3,
        width,
        top + BAR - 3,
        chart.text(bar.value),
    )
    return format_html(
        "{}{}",
        written,
        tip(
            x=length / 2,
            y=Decimal(top),
            lines=[word for word in short(words, width) if word],
            mark=mark,
            room=Decimal(width),
        ),
    )


def short(words: Sequence[str], width: int) -> list[str]:
    """Part words that are wider than the drawing into several lines."""
    most = int(width / CHARACTER) - 2
    return [line for word in words for line in textwrap.wrap(word, width=most)]
