"""A chart as a file that stands alone: its own colours and letters, nothing to point at.

The colours are the light ones of `tokens.css` and the looks those of `static/style`,
so that screen and paper show the same picture.
"""

import re
from functools import cache
from pathlib import Path

from lxml import etree

from tolok.web.bars import BarChart, draw_bars
from tolok.web.chart_data import LineChart
from tolok.web.charts import draw_lines


WIDTH, HEIGHT = 720, 280
NAMESPACE = "http://www.w3.org/2000/svg"
TOKEN = re.compile(r"--(t-[a-z0-9-]+):\s*([^;]+);")
USED = re.compile(r"var\(--(t-[a-z0-9-]+)\)")
STATIC = Path(__file__).parent / "static"
LOOKS = """
text { font-family: "TeX Gyre Heros", "Liberation Sans", Arial, sans-serif; font-size: 13px; fill: var(--t-ink-2) }
.t-axis { fill: var(--t-ink-3); font-size: 12px }
.t-grid-line { stroke: var(--t-chart-grid); stroke-width: 1 }
.t-base { stroke: var(--t-line-strong); stroke-width: 1 }
.t-line { fill: none; stroke: var(--t-chart-1); stroke-width: 2.5 }
.t-line-2 { fill: none; stroke: var(--t-chart-2); stroke-width: 2 }
.t-line-target { fill: none; stroke: var(--t-mark); stroke-width: 1.5; stroke-dasharray: 5 4 }
.t-line-guess { fill: none; stroke: var(--t-chart-1); stroke-width: 2; stroke-dasharray: 2 4 }
.t-band { fill: var(--t-chart-band) }
.t-dot { fill: var(--t-chart-1); stroke: var(--t-surface); stroke-width: 2 }
.t-dot-open { fill: var(--t-surface); stroke: var(--t-chart-1); stroke-width: 2 }
.t-bar-target { fill: none; stroke: var(--t-mark); stroke-width: 2 }
.t-label-0 { fill: var(--t-ink); font-weight: bold }
.t-label-1 { fill: var(--t-accent); font-weight: bold }
.k0 { fill: var(--t-chart-2) } .k1 { fill: var(--t-k1) } .k2 { fill: var(--t-k2) }
.k3 { fill: var(--t-k3) } .k4 { fill: var(--t-k4) } .k5 { fill: var(--t-k5) }
"""


def standalone(chart: LineChart | BarChart) -> str:
    """Return the widest drawing of a chart as an SVG file of its own."""
    if isinstance(chart, BarChart):
        drawn = draw_bars(chart, "grafik", width=WIDTH, css="is-wide")
    else:
        drawn = draw_lines(chart, "grafik", width=WIDTH, height=HEIGHT, css="is-wide")
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    root = etree.fromstring(drawn.encode(), parser)
    for mark in [one for one in root.iter("g") if one.get("class") == "t-tip"]:
        del mark.attrib["tabindex"]
        for words in mark.findall("g"):
            mark.remove(words)
    root.set("role", "img")
    width, height = root.get("viewBox", "").split()[2:]
    root.set("width", width)
    root.set("height", height)
    style = etree.Element("style")
    style.text = looks()
    root.insert(2, style)
    written = etree.tostring(root, encoding="unicode")
    return written.replace("<svg ", f'<svg xmlns="{NAMESPACE}" ', 1)


@cache
def looks() -> str:
    """Return the looks with the light colours written out."""
    tokens = light_tokens()

    def value_of(name: str) -> str:
        found = tokens[name]
        other = USED.fullmatch(found)
        return value_of(other[1]) if other else found

    return USED.sub(lambda used: value_of(used[1]), LOOKS)


def light_tokens() -> dict[str, str]:
    """Return the light tokens by name: the first list of `tokens.css`."""
    text = (STATIC / "tokens.css").read_text(encoding="utf-8")
    first = text.partition(":root {")[2].partition("\n}")[0]
    return {name: value.strip() for name, value in TOKEN.findall(first)}
