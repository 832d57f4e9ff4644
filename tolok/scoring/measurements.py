"""Turn a realisation into the form that the calculator reads."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from tolok.measurement.models import Realisation
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.registry.enums import Accumulation
from tolok.registry.models import Definition


@dataclass(frozen=True)
class Reported:
    """What was reported: a text, or the two parts of a ratio with their kept value."""

    text: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    value: Decimal | None = None

    @classmethod
    def of(cls, realisation: Realisation) -> "Reported":
        """Return what a realisation reports."""
        return cls(
            realisation.entered_text,
            realisation.numerator,
            realisation.denominator,
            realisation.value,
        )


def build_measurement(
    *,
    reported: Reported,
    definition: Definition,
    target: Target | None,
    period: Period,
    year: PerformanceYear,
) -> dict[str, Any]:
    """Return the calculator's input: what `tolok score` would be given by hand."""
    measurement: dict[str, Any] = {
        "rules": year.rules,
        "on": period.ends_on.isoformat(),
        "elect": year.elected,
        "polarity": definition.polarity,
        "target": target.text if target else None,
        "target_is_maximum": definition.target_is_maximum,
    }
    if definition.scale:
        measurement["scale"] = definition.scale
    if reported.numerator is not None and reported.denominator is not None:
        measurement["numerator"] = _digits(reported.numerator)
        measurement["denominator"] = _digits(reported.denominator)
    else:
        measurement["realisation"] = reported.text or None
    return measurement


def build_year(
    *,
    reported: Sequence[Reported | None],
    definition: Definition,
    target: Target | None,
    year: PerformanceYear,
    on: date,
) -> dict[str, Any]:
    """Return the calculator's input for a year: its sub-periods, None where blank.

    They are added up as the definition says, and held against the year's own target.
    """
    measurement: dict[str, Any] = {
        "rules": year.rules,
        "on": on.isoformat(),
        "elect": year.elected,
        "polarity": definition.polarity,
        "target": target.text if target else None,
        "target_is_maximum": definition.target_is_maximum,
        "accumulation": definition.accumulation,
        "values": [
            _value_of_part(part, ratio=definition.accumulation == Accumulation.RATIO)
            for part in reported
        ],
    }
    if definition.scale:
        measurement["scale"] = definition.scale
    return measurement


def _value_of_part(part: Reported | None, *, ratio: bool) -> Any:
    if part is None:
        return None
    if part.numerator is None or part.denominator is None:
        return part.text or None
    if ratio:
        return [_digits(part.numerator), _digits(part.denominator)]
    return None if part.value is None else _digits(part.value)


def _digits(value: Decimal) -> str:
    """Return plain digits with a decimal comma, which have one reading only."""
    return f"{value.normalize():f}".replace(".", ",")
