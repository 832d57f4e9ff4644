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
from tolok.scoring.shares import Share


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

    def as_part(self, *, who: str, when: str, days: int) -> dict[str, Any]:
        """Return it as one holder's part: whose, of which days, and what."""
        part: dict[str, Any] = {"who": who, "when": when, "days": days}
        if self.numerator is not None and self.denominator is not None:
            part["pair"] = [_digits(self.numerator), _digits(self.denominator)]
        else:
            part["value"] = self.text or None
        return part


def add_share(measurement: dict[str, Any], share: Share | None) -> None:
    """Write down which part of the target is borne, where it is not the whole."""
    if share is not None and not share.is_whole:
        measurement["share"] = share.as_json()


def build_holders(
    base: dict[str, Any],
    *,
    across: str,
    accumulation: str,
    chairs: list[list[list[dict[str, Any]]]],
) -> dict[str, Any]:
    """Return the calculator's input for several holders of one position together."""
    return {
        **base,
        "accumulation": accumulation,
        "holders": {"across": across, "chairs": chairs},
    }


def build_measurement(
    *,
    reported: Reported,
    definition: Definition,
    target: Target | None,
    period: Period,
    year: PerformanceYear,
    share: Share | None = None,
) -> dict[str, Any]:
    """Return the calculator's input: what `tolok score` would be given by hand.

    `share` is the part of the target that this holder bears; None is the whole.
    """
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
    add_share(measurement, share)
    return measurement


def build_year(
    *,
    reported: Sequence[Reported | None],
    definition: Definition,
    target_text: str | None,
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
        "target": target_text,
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
