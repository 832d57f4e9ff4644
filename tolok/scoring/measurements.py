"""Turn a realisation into the form that the calculator reads."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from tolok.measurement.models import Realisation
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.registry.models import Definition


@dataclass(frozen=True)
class Reported:
    """What was reported: a text, or the two parts of a ratio."""

    text: str
    numerator: Decimal | None = None
    denominator: Decimal | None = None

    @classmethod
    def of(cls, realisation: Realisation) -> "Reported":
        """Return what a realisation reports."""
        return cls(
            realisation.entered_text, realisation.numerator, realisation.denominator
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


def _digits(value: Decimal) -> str:
    """Return plain digits with a decimal comma, which have one reading only."""
    return f"{value.normalize():f}".replace(".", ",")
