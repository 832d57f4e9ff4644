"""Remembering: what was found of each position, so that only what changed is looked at again.

A rule that looks at one position alone says the same of it as long as the position is the
same; whatever else was corrected, it is not run again for it. All other rules are run anew,
over what is still at hand of the positions that stayed: their rows, their texts, and what
was worked out of each. What comes out is what `find_in_decree` finds, in the same order.
"""

import copy
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import chain
from typing import Any

from tolok.reader.lint.finding import Finding, Path
from tolok.reader.lint.pack import Pack, standard_pack
from tolok.reader.lint.registry import registered
from tolok.reader.lint.running import in_order_of_place, run_rule
from tolok.reader.lint.subject import Gather, Row, Subject, T, rows_of, texts_of


class _Sheet:
    """One position as it was looked at, and what came of it."""

    def __init__(self, position: dict[str, Any]) -> None:
        # A copy: what was looked at is corrected where it stands.
        self.position = copy.deepcopy(position)
        self.found: dict[str, list[Finding]] = {}
        self.gathered: dict[Any, Any] = {}
        self._at = -1
        self._rows: list[Row] = []
        self._texts: list[tuple[Path, str]] = []

    def rows(self, index: int) -> list[Row]:
        """Its rows where it stands now."""
        self._stand_at(index)
        return self._rows

    def texts(self, index: int) -> list[tuple[Path, str]]:
        """Its texts where it stands now."""
        self._stand_at(index)
        return self._texts

    def _stand_at(self, index: int) -> None:
        if self._at != index:
            self._rows = rows_of(index, self.position)
            self._texts = texts_of(index, self.position)
            self._at = index


class _Remembered(Subject):
    """A decree put together from sheets."""

    def __init__(
        self,
        decree: dict[str, Any],
        sheets: Sequence[_Sheet],
        thresholds: Mapping[str, float],
        earlier: Subject | None,
    ) -> None:
        whole = {**decree, "positions": [sheet.position for sheet in sheets]}
        super().__init__(whole, thresholds, earlier=earlier)
        self._sheets = sheets

    @cached_property
    def rows(self) -> tuple[Row, ...]:
        return tuple(chain.from_iterable(s.rows(p) for p, s in enumerate(self._sheets)))

    @cached_property
    def texts(self) -> tuple[tuple[Path, str], ...]:
        return tuple(
            chain.from_iterable(s.texts(p) for p, s in enumerate(self._sheets))
        )

    def gathered(self, gather: Gather[T]) -> list[T]:
        found: list[T] = []
        for sheet in self._sheets:
            if gather not in sheet.gathered:
                sheet.gathered[gather] = gather(sheet.position)
            found.append(sheet.gathered[gather])
        return found


class Memory:
    """Finds in one decree again and again; remembers what it found of each position.

    One at a time: a memory is not shared between threads.
    """

    def __init__(self) -> None:
        self._pack: Pack | None = None
        self._units: list[dict[str, Any]] = []
        self._sheets: dict[str, _Sheet] = {}
        self._subject: Subject | None = None

    def find(self, decree: dict[str, Any], pack: Pack | None = None) -> list[Finding]:
        """As `find_in_decree`: all findings that need the decree alone, in its order.

        What was found of positions that are as they were is taken from memory.
        """
        pack = pack or standard_pack()
        self._forget_what_changed(decree, pack)
        sheets = list(self._sheets.values())
        subject = _Remembered(decree, sheets, pack.thresholds, self._subject)
        found = list(self._find(subject, sheets, pack))
        # Only what was worked out last is of use; a chain of all of them would never end.
        subject.earlier = None
        self._subject = subject
        return in_order_of_place(found)

    def _forget_what_changed(self, decree: dict[str, Any], pack: Pack) -> None:
        if pack != self._pack:
            self._sheets, self._subject = {}, None
        if decree["units"] != self._units:
            self._forget_rules_of_units()
            self._units = copy.deepcopy(decree["units"])
        kept = {}
        for position in decree["positions"]:
            sheet = self._sheets.get(position["id"])
            if sheet is None or sheet.position != position:
                sheet = _Sheet(position)
            kept[position["id"]] = sheet
        self._sheets, self._pack = kept, pack

    def _forget_rules_of_units(self) -> None:
        codes = [rule.code for rule in registered() if rule.scope == "units"]
        for sheet in self._sheets.values():
            for code in codes:
                sheet.found.pop(code, None)

    def _find(
        self, subject: Subject, sheets: Sequence[_Sheet], pack: Pack
    ) -> Iterator[Finding]:
        alone: dict[int, Subject] = {}
        for rule in registered():
            severity = pack.severity(rule.code, rule.severity)
            if rule.from_source or severity is None:
                continue
            if rule.scope == "decree":
                yield from run_rule(subject, rule, severity)
                continue
            for p, sheet in enumerate(sheets):
                if rule.code not in sheet.found:
                    if p not in alone:
                        alone[p] = self._alone(subject, sheet)
                    found = list(run_rule(alone[p], rule, severity))
                    sheet.found[rule.code] = found
                yield from map(dict, sheet.found[rule.code])

    @staticmethod
    def _alone(subject: Subject, sheet: _Sheet) -> Subject:
        """One position as if it were the only one, with the units of the decree."""
        return Subject(
            {**subject.decree, "positions": [sheet.position]}, subject.thresholds
        )
