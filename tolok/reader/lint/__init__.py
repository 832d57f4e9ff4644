"""Lint: what a reviewer should look at, each finding with its place and a suggestion.

Every check is one function from a reading to findings. The first checks tell what the reader
itself joined, split, took for something, left out or doubted; nothing is mended.
"""

from collections.abc import Callable

from tolok.reader.lint.deeds import deeds, split_cells
from tolok.reader.lint.finding import Finding
from tolok.reader.lint.indicators import (
    duplicates,
    not_a_measure,
    objectives_without_indicator,
    positions_without_table,
)
from tolok.reader.lint.numbering import (
    lists_with_gaps,
    positions_out_of_order,
    positions_run_on,
)
from tolok.reader.lint.wording import (
    functions_cut_in_two,
    rank_misspelt,
    signatures_differ,
)
from tolok.reader.parse import Reading


_CHECKS: tuple[Callable[[Reading], list[Finding]], ...] = (
    deeds,
    split_cells,
    positions_run_on,
    positions_out_of_order,
    lists_with_gaps,
    functions_cut_in_two,
    signatures_differ,
    rank_misspelt,
    not_a_measure,
    objectives_without_indicator,
    positions_without_table,
    duplicates,
)


def find(reading: Reading) -> list[Finding]:
    """All findings on a reading, in the order of the document."""
    found = [finding for check in _CHECKS for finding in check(reading)]
    return sorted(
        found, key=lambda finding: (finding["where"]["line"] or 0, finding["code"])
    )
