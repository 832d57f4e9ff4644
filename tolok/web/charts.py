"""The line chart as inline SVG, made on the server.

Values come in as `Decimal`, `None` stands for "not reported" and is drawn as a gap,
never as zero. Lengths are SVG attributes, colours are classes of `static/style`, so
no `style` attribute is needed. The same input always gives the same text.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tolok.web.chart_data import LineChart, plain
from tolok.web.chart_tips import px, tip


LABEL_GAP = Decimal(15)  # px between the baselines of two labels
CHARACTER = Decimal("7.2")  # px, a generous width of one character at 13 px
NOTHING = SafeString("")


@dataclass(frozen=True, kw_only=True)
class Plot:
    """The drawing area of one line chart and its scales, in px."""

    width: int
    height: int
    left: Decimal
    right: Decimal
    low: Decimal
    high: Decimal
    columns: int

    TOP = Decimal(18)
    FOOT = Decimal(28)
    INSET = Decimal(14)

    @property
    def bottom(self) -> Decimal:
        """Where the base line stands."""
        return self.height - self.FOOT

    @property
    def last_x(self) -> Decimal:
        """Where the last column stands."""
        return self.width - self.right

    def x(self, column: int) -> Decimal:
        """Return where column number `column` stands; a single one stands last."""
        first = self.left + self.INSET
        if self.columns == 1:
            return self.last_x
        return first + (self.last_x - first) * column / (self.columns - 1)

    def y(self, value: Decimal) -> Decimal:
        """Return the height of a value."""
        span = self.bottom - self.TOP
        return self.bottom - span * (value - self.low) / (self.high - self.low)


@dataclass(frozen=True, kw_only=True)
class Label:
    """A text at the right edge that belongs to the height `y`."""

    y: Decimal
    text: str
    css: str


SIZES = (("is-narrow", 340, 220), ("is-middle", 520, 250), ("is-wide", 720, 280))


def line_chart(chart: LineChart, chart_id: str) -> SafeString:
    """Draw `chart` 340, 520 and 720 px wide; the style sheet shows the one that fits.

    `chart_id` must be unique on its page. Without any value nothing is drawn.
    """
    if not any(value is not None for value in chart.values):
        return NOTHING
    return format_html_join(
        "",
        "{}",
        (
            (
                draw_lines(
                    chart, f"{chart_id}-{width}", width=width, height=height, css=css
                ),
            )
            for css, width, height in SIZES
        ),
    )


def draw_lines(
    chart: LineChart, drawing_id: str, *, width: int, height: int, css: str
) -> SafeString:
    """Draw one size of a line chart."""
    steps = axis_steps(chart)
    plot = Plot(
        width=width,
        height=height,
        left=left_margin(steps),
        right=right_margin(chart, width),
        low=steps[0],
        high=steps[-1],
        columns=len(chart.labels),
    )
    parts = [
        draw_axis(plot, steps),
        draw_columns(plot, chart.labels),
        draw_band(plot, chart),
        path("t-line-target", plot, extended(chart.targets), flat=True),
        path("t-line-2", plot, chart.previous),
        draw_guess(plot, chart),
        path("t-line", plot, chart.values),
        draw_labels(plot, chart),
        draw_open_dot(plot, chart),
        draw_dots(plot, chart),
    ]
    return format_html(
        '<svg class="t-chart {}" viewBox="0 0 {} {}" role="group"'
        ' aria-labelledby="{}-t {}-d"><title id="{}-t">{}</title>'
        '<desc id="{}-d">{}</desc>{}</svg>',
        css,
        width,
        height,
        drawing_id,
        drawing_id,
        drawing_id,
        chart.title,
        drawing_id,
        chart.description,
        format_html_join("", "{}", ((part,) for part in parts)),
    )


def axis_steps(chart: LineChart) -> list[Decimal]:
    """Return three to seven round values that hold everything the chart shows."""
    shown = [
        value
        for row in (chart.values, chart.targets, chart.previous)
        for value in row
        if value is not None
    ]
    if chart.forecast:
        shown += [chart.forecast.low, chart.forecast.high, chart.forecast.value]
    low, high = min(shown), max(shown)
    if chart.from_zero:
        low, high = min(low, Decimal(0)), max(high, Decimal(0))
    if low == high:
        low, high = low - 1, high + 1
    step = round_step((high - low) / 4)
    if chart.decimals == 0:
        step = max(step, Decimal(1)).to_integral_value(ROUND_CEILING)
    first = (low / step).to_integral_value(ROUND_FLOOR)
    last = (high / step).to_integral_value(ROUND_CEILING)
    return [step * number for number in range(int(first), int(last) + 1)]


def round_step(rough: Decimal) -> Decimal:
    """Return the smallest of 1, 2, 5 or 10 times a power of ten, at least `rough`."""
    power = Decimal(1).scaleb(rough.adjusted())
    return next(
        times * power for times in map(Decimal, (1, 2, 5, 10)) if times * power >= rough
    )


def left_margin(steps: Sequence[Decimal]) -> Decimal:
    """Return the room that the numbers of the axis need."""
    longest = max(len(plain(step)) for step in steps)
    return max(Decimal(34), 10 + CHARACTER * longest)


def right_margin(chart: LineChart, width: int) -> Decimal:
    """Return the room that the labels at the right need, at most two fifths."""
    texts = [text for _y, text, _css in right_labels(chart)]
    longest = max((len(text) for text in texts), default=0)
    return min(max(Decimal(24), 14 + CHARACTER * longest), Decimal(width) * 2 / 5)


def right_labels(chart: LineChart) -> Iterator[tuple[Decimal, str, str]]:
    """Yield value, text and class of every label at the right edge."""
    target = chart.targets[-1]
    if target is not None:
        yield target, _("target %s") % plain(target), ""
    if chart.forecast:
        value = chart.forecast.value
        yield value, chart.text(value), "t-label-1"
    if chart.previous and chart.previous[-1] is not None:
        yield chart.previous[-1], chart.previous_name, ""
    last = chart.values[-1]
    if last is not None and not chart.forecast:
        yield last, chart.text(last), "t-label-1"


def draw_axis(plot: Plot, steps: Sequence[Decimal]) -> SafeString:
    """Draw the base line, the grid and the numbers at the left."""
    return format_html_join(
        "",
        '<path class="{}" d="M{} {}H{}"/>'
        '<text class="t-axis" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                "t-base" if number == 0 else "t-grid-line",
                px(plot.left),
                px(plot.y(step)),
                px(plot.last_x),
                px(plot.left - 8),
                px(plot.y(step) + 4),
                plain(step),
            )
            for number, step in enumerate(steps)
        ),
    )


def draw_columns(plot: Plot, labels: Sequence[str]) -> SafeString:
    """Write the names of the columns, leaving out those that would touch."""
    longest = max(len(label) for label in labels) * Decimal("6.4") + 10
    apart = plot.x(1) - plot.x(0) if plot.columns > 1 else longest
    every = int((longest / apart).to_integral_value(ROUND_CEILING))
    last = plot.columns - 1
    return format_html_join(
        "",
        '<text class="t-axis" x="{}" y="{}" text-anchor="middle">{}</text>',
        (
            (px(plot.x(column)), plot.height - 6, label)
            for column, label in enumerate(labels)
            if (last - column) % every == 0
        ),
    )


def extended(row: Sequence[Decimal | None]) -> Sequence[Decimal | None]:
    """Return a target's row, or nothing when no column has one."""
    return row if any(value is not None for value in row) else ()


def path(
    css: str, plot: Plot, row: Sequence[Decimal | None], *, flat: bool = False
) -> SafeString:
    """Draw one row; a missing value breaks the line.

    With `flat` a row that never changes is drawn across the whole plot.
    """
    if not any(value is not None for value in row):
        return NOTHING
    if flat and len(set(row)) == 1 and row[0] is not None:
        drawn = f"M{px(plot.left)} {px(plot.y(row[0]))}H{px(plot.last_x)}"
    else:
        drawn = path_data(
            [
                (plot.x(at), plot.y(v)) if v is not None else None
                for at, v in enumerate(row)
            ]
        )
    return format_html('<path class="{}" d="{}"/>', css, drawn)


def path_data(points: Sequence[tuple[Decimal, Decimal] | None]) -> str:
    """Return the path through the points; `None` lifts the pen."""
    drawn, pen_down = [], False
    for point in points:
        if point is not None:
            drawn.append(f"{'L' if pen_down else 'M'}{px(point[0])} {px(point[1])}")
        pen_down = point is not None
    return "".join(drawn)


def last_reported(row: Sequence[Decimal | None]) -> tuple[int, Decimal] | None:
    """Return column and value of the last value that is there."""
    for column in range(len(row) - 1, -1, -1):
        value = row[column]
        if value is not None:
            return column, value
    return None


def draw_band(plot: Plot, chart: LineChart) -> SafeString:
    """Draw the range of the forecast as a wedge from the last value."""
    reported = last_reported(chart.values)
    if chart.forecast is None or reported is None:
        return NOTHING
    column, value = reported
    return format_html(
        '<path class="t-band" d="M{} {}L{} {}V{}Z"/>',
        px(plot.x(column)),
        px(plot.y(value)),
        px(plot.last_x),
        px(plot.y(chart.forecast.high)),
        px(plot.y(chart.forecast.low)),
    )


def draw_guess(plot: Plot, chart: LineChart) -> SafeString:
    """Draw the dotted line to the forecast."""
    reported = last_reported(chart.values)
    if chart.forecast is None or reported is None:
        return NOTHING
    column, value = reported
    return format_html(
        '<path class="t-line-guess" d="M{} {}L{} {}"/>',
        px(plot.x(column)),
        px(plot.y(value)),
        px(plot.last_x),
        px(plot.y(chart.forecast.value)),
    )


def draw_open_dot(plot: Plot, chart: LineChart) -> SafeString:
    """Draw the open dot of the forecast, which tells its range when it is asked."""
    foretold = chart.forecast
    if foretold is None or last_reported(chart.values) is None:
        return NOTHING
    last = plot.columns - 1
    said = [
        _("perkiraan %(label)s: %(value)s")
        % {"label": chart.labels[last], "value": chart.text(foretold.value)},
        _("antara %(low)s dan %(high)s")
        % {"low": chart.text(foretold.low), "high": chart.text(foretold.high)},
    ]
    return tip(
        x=plot.last_x,
        y=plot.y(foretold.value),
        lines=said,
        mark=dot("t-dot-open", plot, last, foretold.value),
        room=Decimal(plot.width),
    )


def draw_dots(plot: Plot, chart: LineChart) -> SafeString:
    """Draw a dot on every value that is there; each tells its column when it is asked."""
    return format_html_join(
        "",
        "{}",
        (
            (
                tip(
                    x=plot.x(column),
                    y=plot.y(value),
                    lines=column_words(chart, column),
                    mark=dot("t-dot", plot, column, value),
                    room=Decimal(plot.width),
                ),
            )
            for column, value in enumerate(chart.values)
            if value is not None
        ),
    )


def dot(css: str, plot: Plot, column: int, value: Decimal) -> SafeString:
    """Draw one dot, smaller where there are many."""
    return format_html(
        '<circle class="{}" cx="{}" cy="{}" r="{}"/>',
        css,
        px(plot.x(column)),
        px(plot.y(value)),
        5 if plot.columns <= 12 else 3,
    )


def column_words(chart: LineChart, column: int) -> list[str]:
    """Say all that stands in one column: the value, its target, last year's value."""
    value, target = chart.values[column], chart.targets[column]
    said = [chart.labels[column]]
    if value is not None:
        said[0] = f"{chart.labels[column]}: {chart.text(value)}"
    if target is not None:
        said.append(_("target %s") % chart.text(target))
    before = chart.previous[column] if chart.previous else None
    if before is not None:
        said.append(f"{chart.previous_name}: {chart.text(before)}")
    return said


def draw_labels(plot: Plot, chart: LineChart) -> SafeString:
    """Write the labels at the right edge, moved apart, and the one at a point."""
    labels = spread_labels(plot, chart)
    right = format_html_join(
        "",
        '<text x="{}" y="{}"{}>{}</text>',
        (
            (
                px(plot.last_x + 10),
                px(label.y),
                format_html(' class="{}"', label.css) if label.css else NOTHING,
                label.text,
            )
            for label in labels
        ),
    )
    return format_html("{}{}", right, draw_point_label(plot, chart))


def spread_labels(plot: Plot, chart: LineChart) -> list[Label]:
    """Return the labels at the right edge, moved apart."""
    labels = [
        Label(y=plot.y(value) + 4, text=text, css=css)
        for value, text, css in right_labels(chart)
    ]
    heights = spread(
        [label.y for label in labels], low=plot.TOP - 6, high=plot.bottom + 4
    )
    return [
        replace(label, y=height) for label, height in zip(labels, heights, strict=True)
    ]


def draw_point_label(plot: Plot, chart: LineChart) -> SafeString:
    """Write the last value at its point when the line ends before the last column."""
    reported = last_reported(chart.values)
    if reported is None:
        return NOTHING
    column, value = reported
    if column == plot.columns - 1 and chart.forecast is None:
        return NOTHING
    text = chart.text(value)
    if chart.name and chart.previous:
        text = f"{chart.name}: {text}"
    place = free_place(plot, chart, (plot.x(column), plot.y(value)), len(text))
    return format_html(
        '<text class="t-label-1" x="{}" y="{}" text-anchor="{}">{}</text>',
        px(place.x),
        px(place.y),
        place.anchor,
        text,
    )


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a text may stand: its base line, and the box it needs, in px."""

    x: Decimal
    y: Decimal
    anchor: str
    left: Decimal
    right: Decimal

    def is_inside(self, plot: Plot) -> bool:
        """Tell whether the box stays on the drawing."""
        fits = self.left >= plot.left and self.right <= plot.width
        return fits and plot.TOP - 10 <= self.y <= plot.bottom

    def is_crossed(self, plot: Plot, row: Sequence[Decimal | None]) -> bool:
        """Tell whether the line of a row runs through the box."""
        for step in range(9):
            x = self.left + (self.right - self.left) * step / 8
            height = height_at(plot, row, x)
            if height is not None and self.y - 13 < height < self.y + 5:
                return True
        return False

    def touches(self, plot: Plot, label: Label) -> bool:
        """Tell whether the box meets a label at the right edge."""
        return self.right > plot.last_x + 4 and abs(self.y - label.y) < LABEL_GAP


def places(point: tuple[Decimal, Decimal], width: Decimal) -> Iterator[Place]:
    """Yield the places for a label of a point: right, above, below, left of it."""
    x, y = point
    for dy in (4, 20):
        yield Place(
            x=x + 10, y=y + dy, anchor="start", left=x + 10, right=x + 10 + width
        )
    for dy in (-14, 24):
        half = width / 2
        yield Place(x=x, y=y + dy, anchor="middle", left=x - half, right=x + half)
    for dy in (-10, 4, 20):
        yield Place(x=x - 10, y=y + dy, anchor="end", left=x - 10 - width, right=x - 10)
    for dy in (-28, 38):
        yield Place(x=x, y=y + dy, anchor="start", left=x, right=x + width)


def free_place(
    plot: Plot, chart: LineChart, point: tuple[Decimal, Decimal], characters: int
) -> Place:
    """Return the first place where the label of a point meets no line and no other
    label; where all are taken, the first that stays on the drawing.
    """
    guess: list[Decimal | None] = [None] * plot.columns
    reported = last_reported(chart.values)
    if chart.forecast and reported:
        guess = between(guess, *reported, chart.forecast.value)
    lines = (chart.values, chart.targets, chart.previous, guess)
    labels = spread_labels(plot, chart)
    inside = [
        place
        for place in places(point, CHARACTER * characters)
        if place.is_inside(plot)
    ]
    for place in inside:
        crossed = any(place.is_crossed(plot, line) for line in lines)
        if not crossed and not any(place.touches(plot, label) for label in labels):
            return place
    return inside[0]


def between(
    row: list[Decimal | None], column: int, first: Decimal, last: Decimal
) -> list[Decimal | None]:
    """Fill a row with a straight line from `column` to its end."""
    steps = len(row) - 1 - column
    for step in range(steps + 1):
        part = Decimal(step) / steps if steps else Decimal(0)
        row[column + step] = first + (last - first) * part
    return row


def height_at(plot: Plot, row: Sequence[Decimal | None], x: Decimal) -> Decimal | None:
    """Return the height in px of a row's line at `x`, or None where it has none."""
    for column in range(len(row) - 1):
        left, right = plot.x(column), plot.x(column + 1)
        first, second = row[column], row[column + 1]
        if left <= x <= right and first is not None and second is not None:
            value = first + (second - first) * (x - left) / (right - left)
            return plot.y(value)
    return None


def spread(
    heights: Sequence[Decimal],
    *,
    low: Decimal,
    high: Decimal,
    gap: Decimal = LABEL_GAP,
) -> list[Decimal]:
    """Move heights apart to at least `gap` px, keeping their order and, where there is
    room, within `low` and `high`.
    """
    order = sorted(range(len(heights)), key=lambda at: (heights[at], at))
    moved = list(heights)
    floor = low
    for at in order:
        moved[at] = max(moved[at], floor)
        floor = moved[at] + gap
    ceiling = high
    for at in reversed(order):
        moved[at] = min(moved[at], ceiling)
        ceiling = moved[at] - gap
    return moved
