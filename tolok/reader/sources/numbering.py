"""Numbering: the list numbers that Word makes and does not write into the text.

A list (`num`) takes its levels from an abstract list, may override some of them, and counts
on with the other lists of that abstract list unless it starts anew. A style may number too.
"""

import re
from dataclasses import dataclass, field, replace

from lxml import etree


W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_MOST_LEVELS = 9
_PLACE = re.compile(r"%([1-9])")


@dataclass(frozen=True, slots=True)
class Level:
    """One level of a list: its first number, its form, the text around the numbers.

    `restarts` is the level after which it counts anew (0 for never, None for any above).
    """

    start: int = 1
    form: str = "decimal"
    text: str = "%1."
    restarts: int | None = None
    style: str = ""
    legal: bool = False


@dataclass
class Numbering:
    """The lists of a document: list id → level → form; counts go on as paragraphs come."""

    levels: dict[str, dict[int, Level]] = field(default_factory=dict)
    abstract: dict[str, str] = field(default_factory=dict)
    counts: dict[tuple[str, int], int] = field(default_factory=dict)

    def next_label(self, number_id: str, level: int) -> str | None:
        """Count one paragraph of a list and give its label; None for a bullet or no list."""
        levels = self.levels.get(number_id)
        if levels is None:
            return None
        form = levels.get(level, Level())
        key = self.abstract.get(number_id, number_id)
        self.counts[(key, level)] = self._count(key, level, form) + 1
        for deeper in range(level + 1, _MOST_LEVELS):
            restarts = levels.get(deeper, Level()).restarts
            if restarts is None or restarts >= level + 1:
                self.counts.pop((key, deeper), None)
        if form.form in ("bullet", "none"):
            return None
        return self._label(levels, key, level)

    def is_bullet(self, number_id: str, level: int) -> bool:
        levels = self.levels.get(number_id)
        return levels is not None and levels.get(level, Level()).form == "bullet"

    def level_of_style(self, number_id: str, style: str) -> int:
        """The level that a style without one of its own stands for."""
        levels = self.levels.get(number_id, {})
        return next((n for n, level in levels.items() if level.style == style), 0)

    def _count(self, key: str, level: int, form: Level) -> int:
        return self.counts.get((key, level), form.start - 1)

    def _label(self, levels: dict[int, Level], key: str, level: int) -> str | None:
        """`%1.%2)` with the counts of its levels, without the signs around them."""
        own = levels.get(level, Level())
        text = own.text if "%" in own.text else f"%{level + 1}"

        def number(match: re.Match[str]) -> str:
            at = int(match[1]) - 1
            form = levels.get(at, Level())
            count = max(self._count(key, at, form), 1)
            plain = own.legal and at != level
            return write_number(count, "decimal" if plain else form.form)

        return _PLACE.sub(number, text).strip(" .()[]:-\t") or None


def write_number(count: int, form: str) -> str:
    """A count in a form of Word's: `lowerLetter`, `upperRoman`, `decimalZero`, …"""
    if form in ("lowerLetter", "upperLetter"):
        letter = chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1)
        return letter if form == "lowerLetter" else letter.upper()
    if form in ("lowerRoman", "upperRoman"):
        roman = _roman(count)
        return roman.lower() if form == "lowerRoman" else roman
    if form == "decimalZero":
        return f"{count:02d}"
    return str(count)


def _roman(count: int) -> str:
    digits = (
        (1000, "M"), (900, "CM"), (500, "D"), (400, "CD"), (100, "C"), (90, "XC"),
        (50, "L"), (40, "XL"), (10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I"),
    )  # fmt: skip
    text = ""
    for value, sign in digits:
        text += sign * (count // value)
        count %= value
    return text


def read_numbering(root: etree._Element | None) -> Numbering:
    """The lists of `numbering.xml`; none if there is no such part."""
    numbering = Numbering()
    if root is None:
        return numbering
    abstract: dict[str, dict[int, Level]] = {}
    linked: dict[str, dict[int, Level]] = {}
    links: dict[str, str] = {}
    for node in root.iterchildren(f"{W}abstractNum"):
        number = attribute(node, "abstractNumId")
        abstract[number] = _levels(node)
        linked[child_value(node, "styleLink") or ""] = abstract[number]
        links[number] = child_value(node, "numStyleLink") or ""
    for node in root.iterchildren(f"{W}num"):
        number_id = attribute(node, "numId")
        abstract_id = child_value(node, "abstractNumId") or ""
        levels = dict(abstract.get(abstract_id, {}))
        if not levels and links.get(abstract_id):
            levels = dict(linked.get(links[abstract_id], {}))
        overridden = _override(node, levels)
        numbering.levels[number_id] = levels
        # Lists of one abstract list count on together, unless one starts anew.
        numbering.abstract[number_id] = (
            f"num {number_id}" if overridden else f"abstract {abstract_id}"
        )
    return numbering


def _override(node: etree._Element, levels: dict[int, Level]) -> bool:
    """Put a list's own levels over the abstract ones; does it start anew?"""
    overridden = False
    for override in node.iterchildren(f"{W}lvlOverride"):
        level = integer(attribute(override, "ilvl"), 0)
        start = child_value(override, "startOverride")
        levels.update(_levels(override))
        if start is not None:
            overridden = True
            levels[level] = replace(levels.get(level, Level()), start=integer(start, 1))
    return overridden


def _levels(node: etree._Element) -> dict[int, Level]:
    return {
        integer(attribute(level, "ilvl"), 0): Level(
            integer(child_value(level, "start"), 1),
            child_value(level, "numFmt") or "decimal",
            child_value(level, "lvlText") or "",
            _restarts(child_value(level, "lvlRestart")),
            child_value(level, "pStyle") or "",
            level.find(f"{W}isLgl") is not None,
        )
        for level in node.iterchildren(f"{W}lvl")
    }


def _restarts(value: str | None) -> int | None:
    return None if value is None else integer(value, 0)


def read_styles(root: etree._Element | None) -> dict[str, tuple[str, int | None]]:
    """Paragraph styles that number: style → (list id, level if named), by inheritance too."""
    if root is None:
        return {}
    own: dict[str, tuple[str, int | None]] = {}
    based: dict[str, str] = {}
    for style in root.iterchildren(f"{W}style"):
        name = attribute(style, "styleId")
        based[name] = child_value(style, "basedOn") or ""
        numbering = style.find(f"{W}pPr/{W}numPr")
        number_id = child_value(numbering, "numId") if numbering is not None else None
        level = child_value(numbering, "ilvl") if numbering is not None else None
        if number_id is not None:
            own[name] = (number_id, None if level is None else integer(level, 0))
    for name in based:
        ancestor, steps = name, 0
        while ancestor and ancestor not in own and steps < 20:
            ancestor, steps = based.get(ancestor, ""), steps + 1
        if ancestor in own:
            own.setdefault(name, own[ancestor])
    return own


def attribute(node: etree._Element, name: str) -> str:
    return node.get(f"{W}{name}", "")


def child_value(node: etree._Element | None, name: str) -> str | None:
    child = node.find(f"{W}{name}") if node is not None else None
    return child.get(f"{W}val") if child is not None else None


def integer(text: str | None, default: int) -> int:
    return int(text) if text is not None and re.fullmatch(r"\d{1,4}", text) else default
