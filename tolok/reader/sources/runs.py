"""Runs: the text of one Word paragraph as a reader of the accepted document sees it.

Removed and moved-away text, hidden text, field codes and the second copy that old versions
get of a drawing are left out; field results, symbols and equations are written as text; text
boxes are handed back as parts of their own.
"""

from dataclasses import dataclass, field

from lxml import etree

from tolok.reader.sources.numbering import W, attribute, child_value
from tolok.reader.words import fold


_M = "{http://schemas.openxmlformats.org/officeDocument/2006/math}"
_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_REMOVED = frozenset({f"{W}del", f"{W}moveFrom"})
_LEFT_OUT = frozenset(
    f"{W}{name}"
    for name in ("pPr", "rPr", "sdtPr", "delText", "instrText", "delInstrText", "rt")
) | {f"{_MC}Fallback"}
_ADDED = frozenset({f"{W}ins", f"{W}moveTo"})
_SIGNS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}noBreakHyphen": "-",
}
# The signs of the font Symbol that decrees put between numbers.
_SYMBOLS = {
    0xA3: "≤",
    0xB3: "≥",
    0xB1: "±",
    0xB4: "×",
    0xB8: "÷",
    0xB0: "°",
    0xD7: "·",
    0xE5: "∑",
    0x3C: "<",
    0x3E: ">",
    0x3D: "=",
    0x2B: "+",
    0x2D: "-",
    0x25: "%",
    0x2F: "/",
}
_OFF = ("0", "false", "off")


@dataclass
class Runs:
    """Gathers the text of paragraphs; what tracked changes took and gave is kept for all."""

    removed: list[str] = field(default_factory=list)
    added: bool = False
    boxes: list[etree._Element] = field(default_factory=list)
    _fields: list[bool] = field(default_factory=list)

    def text_of(self, node: etree._Element) -> str:
        """The paragraph's text, line breaks kept; its text boxes are added to `boxes`."""
        parts: list[str] = []
        stack = [iter(node)]
        while stack:
            child = next(stack[-1], None)
            if child is None:
                stack.pop()
            elif self._goes_in(child, parts):
                stack.append(iter(child))
        # The code of a field ends in the paragraph where it begins.
        self._fields = [in_result for in_result in self._fields if in_result]
        return "".join(parts)

    def _goes_in(self, node: etree._Element, parts: list[str]) -> bool:
        """Take what this element says; True if what stands below it is to be read too."""
        tag = node.tag
        if not str(tag).startswith("{") or tag in _LEFT_OUT:
            return False
        if tag in _REMOVED:
            self.removed.append(all_text(node))
            return False
        if tag == f"{W}txbxContent":
            self.boxes.append(node)
            return False
        if tag == f"{W}r" and _is_hidden(node):
            return False
        if tag == f"{_M}f":
            parts.append(_fraction(node))
            return False
        if tag == f"{W}fldChar":
            self._turn_field(attribute(node, "fldCharType"))
            return False
        self._say(node, parts)
        self.added = self.added or tag in _ADDED
        return True

    def _say(self, node: etree._Element, parts: list[str]) -> None:
        if not all(self._fields):
            return
        if node.tag in (f"{W}t", f"{_M}t"):
            parts.append(node.text or "")
        elif node.tag in _SIGNS:
            parts.append(_SIGNS[node.tag])
        elif node.tag == f"{W}sym":
            parts.append(_symbol(node))

    def _turn_field(self, kind: str) -> None:
        if kind == "begin":
            self._fields.append(False)
        elif kind == "separate" and self._fields:
            self._fields[-1] = True
        elif kind == "end" and self._fields:
            self._fields.pop()


def _is_hidden(run: etree._Element) -> bool:
    properties = run.find(f"{W}rPr")
    if properties is None or properties.find(f"{W}vanish") is None:
        return False
    return child_value(properties, "vanish") not in _OFF


def _symbol(node: etree._Element) -> str:
    """A sign by its place in the font Symbol; those of other fonts are ornaments."""
    try:
        code = int(attribute(node, "char"), 16) & 0xFF
    except ValueError:
        return " "
    if attribute(node, "font").casefold() != "symbol":
        return " "
    return _SYMBOLS.get(code, " ")


def _fraction(node: etree._Element) -> str:
    """An equation's fraction in one line: `A / B`."""
    above, below = node.find(f"{_M}num"), node.find(f"{_M}den")
    return f" {_math_text(above)} / {_math_text(below)} "


def _math_text(node: etree._Element | None) -> str:
    if node is None:
        return ""
    return fold("".join(text.text or "" for text in node.iter(f"{_M}t", f"{W}t")))


def all_text(node: etree._Element) -> str:
    """All text below, removed text included."""
    return fold("".join(t.text or "" for t in node.iter(f"{W}t", f"{W}delText")))
