"""How much of a position's target one holder bears, and why; in whole days."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from django.utils.translation import gettext as _

from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number
from tolok.measurement.obligations import MONTHS_OF
from tolok.organisation.duties import Duty
from tolok.planning.models import Period
from tolok.records.language import in_indonesian
from tolok.registry.enums import Accumulation
from tolok.registry.models import Definition


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a target as a fraction, as it is written, and the reason in words."""

    part: Fraction
    written: str
    why: str
    days: int
    is_set: bool = False

    @property
    def is_whole(self) -> bool:
        """Tell whether it is the whole target."""
        return self.part == 1

    def as_json(self) -> dict[str, str]:
        """Return it as the calculator reads it."""
        return {"of": self.written, "why": self.why}


def is_split_by_days(definition: Definition, period: Period | None) -> bool:
    """Tell whether a part of the time bears a part of the target.

    Only what is added up over time; a rate or a grade keeps its target on any day. What
    is reported less often than the period is borne whole by whoever reports it.
    """
    if definition.accumulation != Accumulation.SUM:
        return False
    return period is None or MONTHS_OF[definition.frequency] <= MONTHS_OF[period.kind]


@in_indonesian
def share_of(
    duties: Iterable[Duty], *, person_id: int, first: date, last: date, splits: bool
) -> Share:
    """Return a person's share between two days.

    Who had no day of duty, as with a history that names no seat, bears the whole.
    """
    own = [(d, d.within(first, last)) for d in duties if d.person_id == person_id]
    own = [(duty, days) for duty, days in own if days]
    held = sum(days for _duty, days in own)
    whole = (last - first).days + 1
    if not splits or not own:
        return Share(Fraction(1), "1/1", "", held or whole)
    is_set = any(duty.share_percent is not None for duty, _days in own)
    if not is_set:
        why = ""
        if held < whole:
            why = _("%(held)s dari %(whole)s hari memegang jabatan") % {
                "held": held,
                "whole": whole,
            }
        return Share(Fraction(held, whole), f"{held}/{whole}", why, held)
    part = sum((Fraction(_share(duty) * days) for duty, days in own), Fraction(0)) / (
        whole * 100
    )
    percents = dict.fromkeys(_share(duty) for duty, _days in own)
    why = _("bagian target %(percent)s %%") % {
        "percent": " dan ".join(format_number(p.normalize() + 0) for p in percents)
    }
    if held < whole:
        why = _("%(why)s, selama %(held)s dari %(whole)s hari") % {
            "why": why,
            "held": held,
            "whole": whole,
        }
    return Share(part, f"{part.numerator}/{part.denominator}", why, held, is_set=True)


def _share(duty: Duty) -> Decimal:
    return Decimal(100) if duty.share_percent is None else duty.share_percent


@in_indonesian
def days_in_words(duties: Sequence[Duty], *, first: date, last: date) -> str:
    """Write the days of duty between two days: "1 Januari–15 Februari 2026"."""
    spans = [
        (max(duty.first, first), min(duty.last, last))
        for duty in duties
        if duty.within(first, last)
    ]
    if not spans:
        spans = [(first, last)]
    return _(" dan ").join(
        f"{format_date(start).removesuffix(f' {start.year}')}–{format_date(end)}"
        if start.year == end.year
        else f"{format_date(start)}–{format_date(end)}"
        for start, end in spans
    )
