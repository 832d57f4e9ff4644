"""Small marks as inline SVG, made on the server, and the cells of the heat map.

As in `tolok.web.charts`, `None` stands for "not reported" and is never drawn as zero,
and colours are classes of `static/style`.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_FLOOR, Decimal
from typing import TypedDict

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from tolok.web.chart_data import with_unit
from tolok.web.charts import NOTHING, path_data, px


GAUGE_END = Decimal(130)  # percent; the bar ends here, above it the number tells
GAUGE_MARK = Decimal(100)  # percent; where the line of the target stands
CLASS_STEPS = ((0, 11), (3.75, 8.5), (7.5, 6), (11.25, 3), (15, 0))
CURRENT = SafeString(' aria-current="page"')
OPEN = SafeString(" open")
SHARE_CLASSES = {"done": "s1", "sent": "s2", "returned": "s3", "missing": "s4"}


@dataclass(frozen=True, kw_only=True)
class SharePart:
    """One part of a whole: `kind` is done, sent, returned or missing."""

    count: int
    label: str
    kind: str


def gauge(percent: Decimal | None, rank: int | None) -> SafeString:
    """Draw the yardstick of an achievement, 0 to 130 percent with its mark at 100.

    `rank` is the class, 1 lowest to 5. No percent, no bar: "not reported" is not zero.
    """
    if percent is None:
        return NOTHING
    return format_html(
        '<svg class="t-gauge" viewBox="0 0 {} 16" preserveAspectRatio="none"'
        ' aria-hidden="true"><rect class="t-track" y="4" width="{}" height="8"/>'
        '<rect class="{}" y="4" width="{}" height="8"/>'
        '<path class="t-ticks" d="M0 13v3M20 13v3M40 13v3M60 13v3M80 13v3M100 13v3'
        'M120 13v3"/><path class="t-target" d="M{} 0v15"/></svg>',
        GAUGE_END,
        GAUGE_END,
        f"k{rank}" if rank else "k0",
        px(min(max(percent, Decimal(0)), GAUGE_END), 2),
        GAUGE_MARK,
    )


def spread_box(
    least: Decimal, lower: Decimal, middle: Decimal, upper: Decimal, most: Decimal
) -> SafeString:
    """Draw how achievements spread, 0 to 130 percent, with the target at 100.

    The thin bar goes from the least to the most, the box holds the middle half, the
    heavy mark is the middle. What lies beyond 130 ends there; the figures stand beside.
    """
    at = [
        min(max(one, Decimal(0)), GAUGE_END)
        for one in (least, lower, middle, upper, most)
    ]
    return format_html(
        '<svg class="t-gauge" viewBox="0 0 {} 16" preserveAspectRatio="none"'
        ' aria-hidden="true"><rect class="t-track" x="{}" y="6" width="{}" height="4"/>'
        '<rect class="t-track" x="{}" y="2" width="{}" height="12"/>'
        '<path class="t-ticks" d="M0 14v2M{} 0v16"/><path class="t-target" d="M{} 1v14"/>'
        "</svg>",
        GAUGE_END,
        px(at[0], 2),
        px(max(at[4] - at[0], Decimal(1)), 2),
        px(at[1], 2),
        px(max(at[3] - at[1], Decimal(1)), 2),
        GAUGE_MARK,
        px(at[2], 2),
    )


def class_steps() -> SafeString:
    """Draw the five steps beside the name of a class; the style sheet fills them."""
    return format_html(
        '<svg viewBox="0 0 18 15" aria-hidden="true">{}</svg>',
        format_html_join(
            "",
            '<rect x="{}" y="{}" width="3" height="{}"/>',
            ((x, y, 15 - y) for x, y in CLASS_STEPS),
        ),
    )


def sparkline(
    values: Sequence[Decimal | None],
    *,
    title: str,
    target: Decimal | None = None,
    rank: int | None = None,
    wide: bool = False,
    low: Decimal | None = None,
    high: Decimal | None = None,
) -> SafeString:
    """Draw a line without axis; the last value carries a dot in its class's colour.

    `title` is read aloud. Small multiples pass the same `low` and `high`.
    """
    there = [value for value in values if value is not None]
    if not there:
        return NOTHING
    bounds = there + ([] if target is None else [target])
    bottom = min(bounds) if low is None else min(low, *bounds)
    top = max(bounds) if high is None else max(high, *bounds)
    width, height, edge, radius = (160, 50, 8, 4) if wide else (104, 32, 5, "3.5")
    inset = Decimal(4 if wide else 3)

    def x(at: int) -> Decimal:
        steps = max(len(values) - 1, 1)
        return inset + (width - 2 * inset) * (at if len(values) > 1 else 1) / steps

    def y(value: Decimal) -> Decimal:
        if top == bottom:
            return Decimal(height) / 2
        return height - edge - (height - 2 * edge) * (value - bottom) / (top - bottom)

    points = [
        None if value is None else (x(at), y(value)) for at, value in enumerate(values)
    ]
    last = next(point for point in reversed(points) if point is not None)
    return format_html(
        '<svg class="t-spark" viewBox="0 0 {} {}" role="img"><title>{}</title>{}'
        '<path d="{}"/><circle cx="{}" cy="{}" r="{}"{}/></svg>',
        width,
        height,
        title,
        NOTHING
        if target is None
        else format_html(
            '<line x1="0" x2="{}" y1="{}" y2="{}"/>',
            width,
            px(y(target)),
            px(y(target)),
        ),
        path_data(points),
        px(last[0]),
        px(last[1]),
        radius,
        format_html(' class="k{}"', rank) if rank else NOTHING,
    )


def share_bar(parts: Sequence[SharePart], chart_id: str) -> SafeString:
    """Draw the parts of one whole as one bar; parts of nothing are left out.

    Hidden from screen readers: the legend beside it says the same in words.
    """
    whole = sum(part.count for part in parts)
    if whole <= 0:
        return NOTHING
    drawn: list[tuple[SafeString]] = []
    x = Decimal(0)
    shown = [part for part in parts if part.count > 0]
    room = Decimal(1000) - 4 * (len(shown) - 1)
    for part in shown:
        width = room * part.count / whole
        drawn.append((share_rect(part.kind, chart_id, x, width, 10),))
        x += width + 4
    return format_html(
        '<svg class="t-share" viewBox="0 0 1000 10" preserveAspectRatio="none"'
        ' aria-hidden="true">{}{}</svg>',
        hatch(chart_id, width=17, height=10),
        format_html_join("", "{}", drawn),
    )


def share_key(kind: str, chart_id: str) -> SafeString:
    """Draw the small square of the legend for one kind of part."""
    key = f"{chart_id}-key"
    return format_html(
        '<svg viewBox="0 0 10 10" aria-hidden="true">{}{}</svg>',
        hatch(key, width=4, height=4) if kind == "missing" else NOTHING,
        share_rect(kind, key, Decimal(0), Decimal(10), 10),
    )


def share_rect(
    kind: str, chart_id: str, x: Decimal, width: Decimal, height: int
) -> SafeString:
    """Draw one part; what is missing is hatched, not coloured."""
    fill = (
        format_html(' fill="url(#{}-hatch)"', chart_id)
        if kind == "missing"
        else format_html(' class="{}"', SHARE_CLASSES[kind])
    )
    return format_html(
        '<rect{} x="{}" width="{}" height="{}"/>', fill, px(x), px(width), height
    )


def hatch(chart_id: str, *, width: int, height: int) -> SafeString:
    """Define the hatching of what is not reported."""
    return format_html(
        '<defs><pattern id="{}-hatch" width="{}" height="{}"'
        ' patternUnits="userSpaceOnUse"><rect class="t-hatch-ground" width="{}"'
        ' height="{}"/><path class="t-hatch-line" d="M0 {}L{} 0"'
        ' vector-effect="non-scaling-stroke"/></pattern></defs>',
        chart_id,
        width,
        height,
        width,
        height,
        height,
        width,
    )


@dataclass(frozen=True, kw_only=True)
class HeatCell:
    """One cell: `kind` is value, missing, waiting, future or not_applicable.

    `rank` is the class 1 to 5, `shade` the quarter within the class (1 lowest to 4) or
    `None` where the class is not divided. `url` leads to where the number comes from.
    """

    kind: str
    value: Decimal | None = None
    rank: int | None = None
    shade: int | None = None
    url: str = ""


def heat_cell(cell: HeatCell) -> SafeString:
    """Draw one cell as `td`: its number, or why there is none."""
    if cell.kind == "value":
        shade = format_html(' data-s="{}"', cell.shade) if cell.shade else ""
        written = with_unit(cell.value, decimals=1) if cell.value is not None else "–"
        return format_html(
            '<td data-k="{}"{}>{}</td>', cell.rank, shade, _leading(written, cell.url)
        )
    if cell.kind == "missing":
        return format_html(
            '<td class="is-missing">{}</td>', _leading(_("belum"), cell.url)
        )
    if cell.kind == "waiting":
        said = _short(_("tunggu"), _("dikirim, menunggu verifikasi"))
        return format_html('<td class="is-future">{}</td>', _leading(said, cell.url))
    if cell.kind == "not_applicable":
        said = _short(_("t.b."), _("tidak berlaku"))
        return format_html('<td class="is-future">{}</td>', said)
    return format_html(
        '<td class="is-future"><span aria-hidden="true">–</span>'
        '<span class="visually-hidden">{}</span></td>',
        _("belum waktunya"),
    )


def _leading(written: str, url: str) -> str:
    return format_html('<a href="{}">{}</a>', url, written) if url else written


def _short(word: str, meaning: str) -> SafeString:
    return format_html('<abbr title="{}">{}</abbr>', meaning, word)


class TreeNode(TypedDict, total=False):
    """One unit with what stands under it, or one position.

    With `children` it folds, else it is a link. A unit whose `url_label` is given has
    its own page as first line. `count` is how many indicators it has.
    """

    title: str
    url: str
    url_label: str
    count: int | None
    current: bool
    open: bool
    is_unit: bool
    children: Sequence["TreeNode"]


def tree_nodes(nodes: Sequence[TreeNode]) -> SafeString:
    """Draw the lines of a tree of units and positions.

    Hundreds of lines stand beside every page of the registry of a large office, and a
    template for each would take longer than the rest of the page.
    """
    return format_html_join("", "<li>{}</li>", ((_tree_line(one),) for one in nodes))


def _tree_line(node: TreeNode) -> SafeString:
    current = CURRENT if node.get("current") else NOTHING
    if not node.get("children"):
        return _tree_link(node, current)
    own = node.get("url_label")
    count = node.get("count")
    return format_html(
        "<details{}><summary><span>{}</span>{}</summary><ul>{}{}</ul></details>",
        OPEN if node.get("open") else NOTHING,
        node["title"],
        NOTHING
        if count is None
        else format_html(
            '<span class="t-muted t-num">{}</span>', with_unit(Decimal(count))
        ),
        format_html('<li><a href="{}"{}>{}</a></li>', node["url"], current, own)
        if own and node.get("url")
        else "",
        tree_nodes(node["children"]),
    )


def _tree_link(node: TreeNode, current: SafeString) -> SafeString:
    if not node.get("is_unit"):
        return format_html(
            '<a href="{}"{}><span>{}</span></a>', node["url"], current, node["title"]
        )
    return format_html(
        '<a class="fw-semibold" href="{}"{}><span>{}</span>'
        '<span class="t-note t-num t-push fw-normal">{}</span></a>',
        node["url"],
        current,
        node["title"],
        with_unit(Decimal(node.get("count") or 0)),
    )


def shade_in_class(
    value: Decimal, lower: Decimal, upper: Decimal, steps: int = 4
) -> int:
    """Return which of `steps` equal parts of the class from `lower` to `upper` holds
    `value`: 1 for the lowest part.

    The bounds come from the rule pack. A value outside them counts to the nearest part.
    """
    if upper <= lower:
        message = "the upper bound of a class must stand above its lower bound"
        raise ValueError(message)
    part = (value - lower) * steps / (upper - lower)
    return min(max(int(part.to_integral_value(ROUND_FLOOR)) + 1, 1), steps)


def shade_bounds(lower: Decimal, upper: Decimal, steps: int = 4) -> list[Decimal]:
    """Return where each part of a class begins, for the legend."""
    return [lower + (upper - lower) * step / steps for step in range(steps)]
