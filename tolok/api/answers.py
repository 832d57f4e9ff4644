"""The forms in which the API answers. Numbers with decimals are texts of digits."""

from datetime import date, datetime
from decimal import Decimal
from typing import Annotated, Any, Generic, TypeVar

from ninja import Schema
from pydantic import Field


Digits = Annotated[
    str,
    Field(
        pattern=r"^-?\d+(\.\d+)?$",
        description="Angka desimal sebagai teks, dengan titik: “93.33”.",
        examples=["93.33"],
    ),
]
Row = TypeVar("Row")


def digits(value: Decimal | None) -> str | None:
    """Write a decimal as plain digits, without an exponent and without needless zeros."""
    if value is None:
        return None
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


class Trouble(Schema):
    """What went wrong: what happened, why, what to do next."""

    title: str
    why: str
    fields: dict[str, str] = {}


class Page(Schema, Generic[Row]):
    """One page of a list: at most `limit` rows from `offset` on, of `total`."""

    items: list[Row]
    offset: int
    limit: int
    total: int


class Office(Schema):
    """An office."""

    id: int
    name: str
    short_name: str
    region: str


class Seat(Schema):
    """A position that the person holds today, and how."""

    position_id: int
    title: str
    kind: str
    starts_on: date
    ends_on: date | None


class Me(Schema):
    """Who asks, on which day, with which roles."""

    username: str
    name: str
    on: date
    office: Office | None
    roles: list[str]
    seats: list[Seat]


class Unit(Schema):
    """A unit of the office."""

    id: int
    parent_id: int | None
    name: str
    kind: str


class Position(Schema):
    """A position of the office; `superior_id` may lie in another office."""

    id: int
    unit_id: int
    superior_id: int | None
    title: str
    position_class: str
    leads_unit: bool


class Period(Schema):
    """A period with its entry window."""

    id: int
    label: str
    kind: str
    number: int
    starts_on: date
    ends_on: date
    opens_on: date
    due_on: date
    late_until: date


class Definition(Schema):
    """How an indicator is measured."""

    version: int
    is_accepted: bool
    measure: str
    polarity: str
    accumulation: str
    unit_of_measure: str
    decimals: int
    numerator_label: str
    denominator_label: str
    operational_definition: str
    formula: str


class Indicator(Schema):
    """An indicator of the version in force, in the decree's own words."""

    id: int
    position_id: int
    objective: str
    text: str
    source_line: int | None
    definition: Definition


class Target(Schema):
    """The target that stands; `period_id` null means the whole year.

    `value` is the number in the text, where there is one; the stretch is never scored.
    Both sides are named where it was agreed, else only who set it.
    """

    id: int
    indicator_id: int
    year: int
    period_id: int | None
    version: int
    text: str
    value: Digits | None
    stretch_text: str
    stretch_value: Digits | None
    decided_by: str
    decided_at: datetime
    promised_by: str
    promised_at: datetime | None
    agreed_by: str
    agreed_at: datetime | None


class Score(Schema):
    """The achievement of a verified realisation, in percent."""

    status: str
    achievement_percent: Digits | None
    score: Digits | None
    class_name: str
    reason: str
    rules: str


class Realisation(Schema):
    """What one person owes or reported for one indicator and period."""

    id: int
    indicator_id: int
    period_id: int
    position_id: int
    person: str
    status: str
    is_late: bool
    entered_text: str
    value: Digits | None
    numerator: Digits | None
    denominator: Digits | None
    submitted_at: datetime | None
    score: Score | None


class RealisationInFull(Realisation):
    """A realisation with its explanation, its passport and its evidence."""

    obstacles: str
    follow_up: str
    passport: list[dict[str, Any]]
    evidence: list[str]


class RollUp(Schema):
    """The achievement of an objective, position, unit or office in a period."""

    id: int
    period_id: int
    level: str
    unit_id: int | None
    position_id: int | None
    objective_id: int | None
    achievement_percent: Digits | None
    class_name: str
    count: int
