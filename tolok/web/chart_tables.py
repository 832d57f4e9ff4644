"""The table behind every chart: the same numbers, to be read and copied."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.translation import gettext as _

from tolok.web.bars import BarChart
from tolok.web.chart_data import LineChart


@dataclass(frozen=True, kw_only=True)
class Table:
    """The table behind a chart: a caption, a head and rows of text."""

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[str]]


def line_table(chart: LineChart, first_head: str, value_head: str) -> Table:
    """Return the table behind a line chart: a row a column of the chart."""
    head = [first_head, value_head]
    rows = [[label] for label in chart.labels]
    columns = [chart.values]
    if any(target is not None for target in chart.targets):
        head.append(_("Target"))
        columns.append(chart.targets)
    if chart.previous:
        head.append(chart.previous_name)
        columns.append(chart.previous)
    for column in columns:
        for row, value in zip(rows, column, strict=True):
            row.append(_("belum ada") if value is None else chart.text(value))
    if chart.forecast:
        foretold = _("%(value)s (%(low)s sampai %(high)s)") % {
            "value": chart.text(chart.forecast.value),
            "low": chart.text(chart.forecast.low),
            "high": chart.text(chart.forecast.high),
        }
        rows.append(
            [_("Perkiraan %s") % chart.labels[-1], foretold] + [""] * (len(head) - 2)
        )
    return Table(caption=chart.title, head=head, rows=rows)


def bar_table(chart: BarChart, first_head: str, value_head: str) -> Table:
    """Return the table behind a bar chart: a row a bar."""
    return Table(
        caption=chart.title,
        head=[first_head, value_head, _("Kelas"), chart.note_head],
        rows=[
            [
                bar.label,
                _("belum ada") if bar.value is None else chart.text(bar.value),
                bar.class_name,
                bar.note,
            ]
            for bar in chart.bars
        ],
    )
