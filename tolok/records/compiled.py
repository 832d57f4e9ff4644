"""Ask one query again and again: its SQL is made once, only the values change.

Django builds and compiles a query anew each time it is asked, which for one of many parts
takes longer than the database does. What every page asks is compiled once for each shape,
with values that stand for those to come.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import QuerySet


# No row has such an id, and no office such a day.
_NUMBER = -1_000_000
_DAY = date(1, 1, 1).toordinal()


class StandIns:
    """Values that stand for others while a query is built."""

    def __init__(self) -> None:
        self.names: dict[Any, str] = {}

    def number(self, name: str) -> int:
        """Return a number that stands for the one of this name."""
        made = _NUMBER - len(self.names)
        self.names[made] = name
        return made

    def day(self, name: str) -> date:
        """Return a day that stands for the one of this name."""
        made = date.fromordinal(_DAY + len(self.names))
        self.names[connection.ops.adapt_datefield_value(made)] = name
        return made


@dataclass(frozen=True, slots=True)
class Compiled:
    """A query as SQL, and for each of its parameters the name or the fixed value."""

    sql: str
    parameters: tuple[tuple[str | None, Any], ...]

    def ask(self, values: Mapping[str, int | date]) -> list[tuple[Any, ...]]:
        """Return the rows for these values, by the names they were stood in for."""
        given = [
            fixed if name is None else _adapted(values[name])
            for name, fixed in self.parameters
        ]
        with connection.cursor() as cursor:
            cursor.execute(self.sql, given)
            rows: list[tuple[Any, ...]] = cursor.fetchall()
        return rows


def compile_query(query: QuerySet[Any, Any], standing: StandIns) -> Compiled:
    """Return a query's SQL for the database of this process, with its stand-ins named.

    Raises `LookupError` where a stand-in does not come up in it: the query would then
    answer for a value that nobody has.
    """
    sql, found = query.query.sql_with_params()
    parameters = tuple(
        (standing.names.get(one) if isinstance(one, int | str | date) else None, one)
        for one in found
    )
    lost = set(standing.names.values()) - {name for name, _fixed in parameters}
    if lost:
        message = f"not in the query: {', '.join(sorted(lost))}"
        raise LookupError(message)
    return Compiled(sql, parameters)


def _adapted(value: int | date) -> Any:
    if isinstance(value, date):
        return connection.ops.adapt_datefield_value(value)
    return value
