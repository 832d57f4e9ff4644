"""Words, numbers and marks for templates: `{% load tolok %}`.

Filters write numbers and dates as Indonesians do; blank is shown as a dash, not zero.
Tags draw the small marks that every page repeats; the larger parts are templates in
`components/`.
"""

from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from typing import NamedTuple

from django import template
from django.forms import BoundField, CheckboxInput, RadioSelect, Select
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from tolok.kernel.dates import format_date, format_moment
from tolok.web import bars, chart_data, chart_tables, charts, marks
from tolok.web.icons import draw_icon


register = template.Library()

DASH = "–"


class Look(NamedTuple):
    """How a state looks: class, icon and word (translated where it is shown)."""

    css: str
    icon: str
    word: str


STATES = {
    "open": Look("is-draft", "dash-circle-dotted", gettext_noop("Belum dilaporkan")),
    "due": Look("is-warn", "clock", gettext_noop("Belum diisi")),
    "draft": Look("is-draft", "pencil", gettext_noop("Draf")),
    "submitted": Look("is-sent", "send", gettext_noop("Dikirim")),
    "checked": Look("is-sent", "check2", gettext_noop("Disetujui tingkat pertama")),
    "verified": Look("is-good", "check-circle-fill", gettext_noop("Terverifikasi")),
    "returned": Look("is-bad", "arrow-counterclockwise", gettext_noop("Dikembalikan")),
    "late": Look("is-bad", "clock-fill", gettext_noop("Terlambat")),
    "not_applicable": Look("", "slash-circle", gettext_noop("Tidak berlaku")),
    "locked": Look("", "lock-fill", gettext_noop("Terkunci")),
}
TONES = {
    "info": "info-circle-fill",
    "good": "check-circle-fill",
    "warn": "exclamation-triangle-fill",
    "bad": "exclamation-octagon-fill",
}
EVIDENCE_ICONS = {
    "pdf": "file-earmark-pdf",
    "word": "file-earmark-word",
    "sheet": "file-earmark-spreadsheet",
    "image": "image",
    "link": "link-45deg",
    "bad": "file-earmark-x",
}


# ---------------------------------------------------------------- numbers and dates


@register.filter
def number(value: Decimal | int | None, decimals: int | None = None) -> str:
    """Write a number as 1.234,5; `|number:2` with exactly two decimals.

    Without decimals the zeros at its end are left out.
    """
    if value is None:
        return DASH
    return chart_data.with_unit(exact(value), decimals=decimals)


@register.filter
def percent(value: Decimal | int | None, decimals: int | None = 2) -> str:
    """Write a percentage as 87,50 %, with a no-break space; `|percent:1` shorter."""
    if value is None:
        return DASH
    return chart_data.with_unit(exact(value), "%", decimals)


@register.filter
def with_unit(value: Decimal | int | None, unit: str) -> str:
    """Write a number and its unit with a no-break space between: 41 desa."""
    if value is None:
        return DASH
    return chart_data.with_unit(exact(value), unit)


@register.filter
def tanggal(value: date | None) -> str:
    """Write a day as 2 Januari 2026."""
    return DASH if value is None else format_date(value)


@register.filter
def tanggal_hari(value: date | None) -> str:
    """Write a day with its weekday: Jumat, 9 Oktober 2026."""
    return DASH if value is None else format_date(value, weekday=True)


@register.filter
def pukul(value: datetime | None) -> str:
    """Write a moment as 6 Oktober 2026 pukul 09.14 WIB."""
    return (
        DASH if value is None else format_moment(value, timezone.get_current_timezone())
    )


def exact(value: Decimal | int) -> Decimal:
    """Return a whole number or a decimal as a decimal; refuse anything else."""
    if isinstance(value, bool) or not isinstance(value, Decimal | int):
        message = f"a number must be Decimal or int, not {value!r}"
        raise TypeError(message)
    return Decimal(value)


# ---------------------------------------------------------------- marks


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw one icon."""
    return draw_icon(name)


@register.simple_tag
def evidence_icon(kind: str) -> SafeString:
    """Draw the icon of a file: pdf, word, sheet, image, link, bad or any other."""
    return draw_icon(EVIDENCE_ICONS.get(kind, "file-earmark-text"))


@register.simple_tag
def state_chip(state: str, label: str = "") -> SafeString:
    """Draw the chip of a state (a key of STATES), with its own word or `label`."""
    look = STATES[state]
    return chip(label or _(look.word), look.css.removeprefix("is-"), look.icon)


@register.simple_tag
def chip(text: str, tone: str = "", icon_name: str = "") -> SafeString:
    """Draw a chip: `tone` is empty, draft, sent, good, warn or bad."""
    return format_html(
        '<span class="t-chip{}">{}{}</span>',
        f" is-{tone}" if tone else "",
        draw_icon(icon_name) if icon_name else "",
        text,
    )


@register.simple_tag
def cite_chip(mark: str) -> SafeString:
    """Draw the mark of a citation: `read` was compared with its text, others not."""
    if mark == "read":
        return chip(_("sudah dibaca"), "good", "check")
    return chip(_("belum dicocokkan dengan naskah resmi"), "warn", "question-circle")


@register.simple_tag
def class_chip(rank: int | None, name: str) -> SafeString:
    """Draw the class of an achievement: five steps and its name from the rule pack."""
    if rank is None:
        return charts.NOTHING
    return format_html(
        '<span class="t-class" data-k="{}">{}<span>{}</span></span>',
        rank,
        marks.class_steps(),
        name,
    )


@register.simple_tag
def gauge(value: Decimal | None, rank: int | None = None) -> SafeString:
    """Draw the yardstick of an achievement in percent, without its number."""
    return marks.gauge(value, rank)


@register.simple_tag
def measure(
    value: Decimal, rank: int | None = None, decimals: int = 2, url: str = ""
) -> SafeString:
    """Draw the yardstick with its number; the number opens its passport at `url`."""
    written = percent(value, decimals)
    if url:
        written = format_html('<a class="t-through" href="{}">{}</a>', url, written)
    return format_html(
        '<div class="t-measure">{}<span class="t-num">{}</span></div>',
        marks.gauge(value, rank),
        written,
    )


@register.simple_tag
def spark(
    values: Sequence[Decimal | None],
    title: str,
    target: Decimal | None = None,
    rank: int | None = None,
    *,
    wide: bool = False,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> SafeString:
    """Draw a sparkline; `title` is read aloud. See `marks.sparkline`."""
    return marks.sparkline(
        values, title=title, target=target, rank=rank, wide=wide, low=low, high=high
    )


@register.simple_tag
def chart_drawing(
    chart: chart_data.LineChart | bars.BarChart, chart_id: str
) -> SafeString:
    """Draw a line chart or a bar chart in all its sizes."""
    if isinstance(chart, bars.BarChart):
        return bars.bar_chart(chart, chart_id)
    return charts.line_chart(chart, chart_id)


@register.simple_tag
def chart_table(
    chart: chart_data.LineChart | bars.BarChart,
    first_head: str = "",
    value_head: str = "",
) -> chart_tables.Table:
    """Return the table behind a chart."""
    if isinstance(chart, bars.BarChart):
        return chart_tables.bar_table(
            chart, first_head or _("Nama"), value_head or _("Capaian")
        )
    return chart_tables.line_table(
        chart, first_head or _("Triwulan"), value_head or _("Realisasi")
    )


@register.simple_tag
def share_bar(parts: Sequence[marks.SharePart], chart_id: str) -> SafeString:
    """Draw the parts of one whole as a bar."""
    return marks.share_bar(parts, chart_id)


@register.simple_tag
def share_key(part: marks.SharePart, chart_id: str) -> SafeString:
    """Draw the square of one part's legend."""
    return marks.share_key(part.kind, chart_id)


@register.simple_tag
def heat_cell(cell: marks.HeatCell) -> SafeString:
    """Draw one cell of a heat map."""
    return marks.heat_cell(cell)


@register.simple_tag
def tree_nodes(nodes: Sequence[marks.TreeNode]) -> SafeString:
    """Draw the lines of a tree of units and positions (see `marks.TreeNode`)."""
    return marks.tree_nodes(nodes)


# ---------------------------------------------------------------- blocks


@register.simple_block_tag
def answer(content: str, title: str, tone: str = "", level: int = 1) -> SafeString:
    """Show the one message of a page: `tone` is empty, good, warn or bad.

    `level` is that of its heading; 1 unless the page has another.
    """
    return format_html(
        '<div class="t-answer{}"><h{}>{}</h{}>{}</div>',
        f" is-{tone}" if tone else "",
        level,
        title,
        level,
        content,
    )


@register.simple_block_tag
def message(
    content: str, tone: str = "info", title: str = "", role: str = ""
) -> SafeString:
    """Show a message where it happened.

    `role="alert"` is for what stopped a submit: the message then takes the focus.
    """
    spoken = format_html(' role="{}"', role) if role else charts.NOTHING
    if role == "alert":
        spoken += SafeString(' tabindex="-1" data-focus')
    return format_html(
        '<div class="t-message{}"{}>{}<div>{}{}</div></div>',
        f" is-{tone}" if tone != "info" else "",
        spoken,
        draw_icon(TONES[tone]),
        format_html("<strong>{}</strong>", title) if title else "",
        content,
    )


# ---------------------------------------------------------------- forms


@register.simple_tag
def control(field: BoundField) -> SafeString:
    """Draw the control of a form field with the class that its widget needs.

    Django itself adds `aria-invalid` and points to the hint and the error by id.
    """
    widget = field.field.widget
    if isinstance(widget, CheckboxInput):
        css = "form-check-input"
    elif isinstance(widget, Select) and not isinstance(widget, RadioSelect):
        css = "form-select"
    else:
        css = "form-control"
    return field.as_widget(attrs={"class": css})


@register.filter
def is_checkbox(field: BoundField) -> bool:
    """Tell whether a form field is a single checkbox: its label stands behind it."""
    return isinstance(field.field.widget, CheckboxInput)


@register.filter
def is_radio(field: BoundField) -> bool:
    """Tell whether a form field is one of several to choose from: a button each."""
    return isinstance(field.field.widget, RadioSelect)
