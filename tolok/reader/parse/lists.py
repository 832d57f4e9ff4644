"""Lists: lines become items, whether labelled, bulleted, run together or wrapped."""

import re

from tolok.reader.parse.drafts import Item
from tolok.reader.parse.stream import Line
from tolok.reader.words import split_inline_items


# A longer text is no item of a list, and joining on to it would take ever longer.
_LONGEST_ITEM = 20_000
_INLINE_BULLET = re.compile(r"(?<=[;.])\s+[-*•·▪–]\s+(?=\S)")


class ItemList:
    """Gathers the items of one list.

    A label or bullet opens an item; a line without one goes on with the item before, unless
    that one is ended by `;`, `.` or `:`. A label alone waits for its text.
    """

    def __init__(self) -> None:
        self.items: list[Item] = []
        self._waiting: Line | None = None

    def add(self, line: Line) -> None:
        label, text = line.unlabelled()
        if not text:
            self._waiting = line
            return
        if self._waiting is not None and label is None:
            label = self._waiting.unlabelled()[0]
        self._waiting = None
        if label is None and not line.bullet and self._goes_on(line, text):
            last = self.items[-1]
            self.items[-1] = Item(last.label, f"{last.text} {text}", last.where)
            return
        if label is None and line.bullet:
            for part in _INLINE_BULLET.split(text):
                self.items.append(Item(None, part, line.where))
            return
        for part_label, part in split_inline_items(label, text):
            self.items.append(Item(part_label, part, line.where))

    def waiting(self) -> Line | None:
        """A label that never got its text."""
        return self._waiting

    def _goes_on(self, line: Line, text: str) -> bool:
        if not self.items or self.items[-1].text.endswith((";", ".", ":")):
            return False
        if len(self.items[-1].text) > _LONGEST_ITEM:
            return False
        return text[0].islower() or not line.gap
