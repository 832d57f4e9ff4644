"""Weighted terms of a formula: one a line, its weight in percent before what is weighed."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tolok.kernel.numbers import NumberUnreadable, format_number, parse_number


HUNDRED = Decimal(100)
MOST_TERMS = 20
_LINE = re.compile(r"^\s*([\d.,]+)\s*%?\s*[:×x*-]?\s*(\S.*)$")


class TermsUnreadable(ValueError):
    """Lines that are no weighted terms, or whose weights do not make 100; says why."""


@dataclass(frozen=True)
class Part:
    """One part of a formula: its weight in percent, and what is weighed."""

    weight_percent: Decimal
    label: str


def read_terms(text: str) -> list[Part]:
    """Return the terms of a formula, each line one; raises `TermsUnreadable`.

    "40 % Kelengkapan dokumen" weighs forty percent. All weights together make 100: where
    they do not, that is said and nothing is scaled.
    """
    terms = []
    for line in text.splitlines():
        if not line.strip():
            continue
        found = _LINE.match(line)
        if found is None:
            raise TermsUnreadable(
                _(
                    "“%(line)s” belum menyebut bobotnya. Tulis misalnya: 40 %% "
                    "Kelengkapan dokumen."
                )
                % {"line": line.strip()}
            )
        try:
            weight = parse_number(found[1])
        except NumberUnreadable as error:
            raise TermsUnreadable(str(error)) from error
        if weight is None or not 0 < weight <= HUNDRED:
            raise TermsUnreadable(
                _("Bobot harus lebih dari 0 dan paling banyak 100 %.")
            )
        terms.append(Part(weight, " ".join(found[2].split())))
    if not 2 <= len(terms) <= MOST_TERMS:
        raise TermsUnreadable(
            _("Tulis 2 sampai %(most)s komponen, satu baris satu komponen.")
            % {"most": MOST_TERMS}
        )
    total = sum((term.weight_percent for term in terms), Decimal(0))
    if total != HUNDRED:
        raise TermsUnreadable(
            _("Jumlah bobotnya %(total)s %%, padahal harus 100 %%. Perbaiki bobotnya.")
            % {"total": format_number(total.normalize() + 0)}
        )
    return terms


def weighed(terms: Sequence[Part], values: Sequence[Decimal]) -> Decimal:
    """Return the sum of each value by its weight in percent, exact."""
    return sum(
        (
            value * term.weight_percent / HUNDRED
            for term, value in zip(terms, values, strict=True)
        ),
        Decimal(0),
    )
