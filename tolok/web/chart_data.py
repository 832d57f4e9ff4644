"""What a chart shows, as data; how its numbers are written."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from tolok.kernel.numbers import NO_BREAK_SPACE, format_number


@dataclass(frozen=True, kw_only=True)
class Forecast:
    """An estimate for the last column, with the range it may fall into."""

    value: Decimal
    low: Decimal
    high: Decimal


@dataclass(frozen=True, kw_only=True)
class LineChart:
    """What a line chart shows; all rows are as long as `labels`.

    `title` and `description` are read aloud instead of the picture. `unit` follows the
    value ("%", "desa"). `target` is one value for all columns or one a column.
    `previous` is last year's row and needs its `previous_name`. A count sets
    `from_zero`; the axis of a rate may start above zero.
    """

    title: str
    description: str
    labels: Sequence[str]
    values: Sequence[Decimal | None]
    target: Decimal | Sequence[Decimal | None] | None = None
    unit: str = ""
    decimals: int | None = None
    from_zero: bool = False
    name: str = ""
    previous: Sequence[Decimal | None] = ()
    previous_name: str = ""
    forecast: Forecast | None = None

    def __post_init__(self) -> None:
        """Refuse rows of another length than the labels."""
        rows = [self.values, self.targets]
        if self.previous:
            rows.append(self.previous)
        if any(len(row) != len(self.labels) for row in rows):
            message = "a row of a chart has another length than its labels"
            raise ValueError(message)

    @property
    def targets(self) -> Sequence[Decimal | None]:
        """The target of every column."""
        if self.target is None or isinstance(self.target, Decimal):
            return [self.target] * len(self.labels)
        return self.target

    def text(self, value: Decimal) -> str:
        """Write a value with its unit."""
        return with_unit(value, self.unit, self.decimals)


def with_unit(value: Decimal, unit: str = "", decimals: int | None = None) -> str:
    """Write a value with a no-break space and its unit, as Indonesians write it.

    Without `decimals` zeros that end the value are left out: a database keeps 41,000000.
    """
    written = plain(value) if decimals is None else format_number(value, decimals)
    return f"{written}{NO_BREAK_SPACE}{unit}" if unit else written


def plain(value: Decimal) -> str:
    """Write a value without the zeros at its end."""
    return format_number(value.normalize() + 0)
