"""Pages of a long list whose rows are wide: chosen by their keys first, then fetched.

Sorting thousands of whole rows to show fifty costs a database most of the time that a
page takes; their keys are sorted in a fraction of it.
"""

from collections.abc import Sequence
from functools import cached_property
from typing import Any

from django.core.paginator import Page, Paginator
from django.db.models import QuerySet


class WidePaginator(Paginator[Any]):
    """A paginator that lets the database sort keys, and fetches only what is shown.

    `counted` is how many rows there are, where that is known by a shorter way.
    """

    def __init__(
        self,
        rows: QuerySet[Any] | Sequence[Any],
        per_page: int,
        counted: int | None = None,
    ) -> None:
        super().__init__(rows, per_page)
        self._counted = counted

    @cached_property
    def count(self) -> int:
        """Return how many rows there are on all pages."""
        return super().count if self._counted is None else self._counted

    def page(self, number: int | str) -> Page[Any]:
        """Return a page, as `Paginator` does."""
        chosen = self.validate_number(number)
        bottom = (chosen - 1) * self.per_page
        top = min(bottom + self.per_page + self.orphans, self.count)
        found: Any = self.object_list
        keys = list(found.values_list("pk", flat=True)[bottom:top])
        return Page(found.filter(pk__in=keys), chosen, self)
