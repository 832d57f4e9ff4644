"""The bench on which a rule is worked out by hand: what is given, the rules, the steps.

Pure: no Django. Raises `Refused` where what is given cannot be understood.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from typing import TYPE_CHECKING, Any

from tolok.kernel.numbers import AmountKind, format_exact
from tolok.kernel.rounding import half_up
from tolok.rules.loader import Answer, Library, NotInForce, RuleUnknown
from tolok.rules.packs import Scale, scale_at
from tolok.scoring.passport import Passport
from tolok.scoring.values import Refused, read_amount, shorten


if TYPE_CHECKING:
    from datetime import date
    from decimal import Decimal


DECIMALS = 2


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came out: a number, a class, its parts, and advice in sentences."""

    value: Decimal | None = None
    class_name: str | None = None
    parts: Mapping[str, str] = field(default_factory=dict)
    advice: tuple[str, ...] = ()


@dataclass(slots=True)
class Bench:
    """One working on its way."""

    library: Library
    on: date
    given: Mapping[str, Any]
    passport: Passport = field(default_factory=Passport)

    def rule(self, key: str) -> Answer:
        """Return a parameter as it stands on the day. Raises `Refused` out of force."""
        try:
            return self.library.at(self.on, key)
        except (NotInForce, RuleUnknown) as error:
            raise Refused(str(error)) from error

    def limit(self, key: str) -> tuple[Fraction, str]:
        """Return one number of the law and its citation."""
        answer = self.rule(key)
        return Fraction(answer.value), answer.citation

    def scale(self, key: str) -> Scale:
        """Return a scale as it stands on the day. Raises `Refused` out of force."""
        try:
            return scale_at(self.library, key, self.on)
        except (NotInForce, RuleUnknown) as error:
            raise Refused(str(error)) from error

    def number(
        self, key: str, *, lowest: int = 0, highest: int | None = None, **inside: Any
    ) -> Fraction:
        """Return a given number; `inside` names the mapping it stands in, if any."""
        source = inside.get("source", self.given)
        return read_number(source.get(key), key, lowest=lowest, highest=highest)

    def whole(self, key: str, source: Mapping[str, Any]) -> int:
        """Return a given count; blank is none."""
        if source.get(key) is None:
            return 0
        number = read_number(source[key], key)
        if number.denominator != 1:
            raise Refused(f"{key}: tulis bilangan bulat, bukan pecahan.")
        return int(number)

    def mapping(self, key: str) -> Mapping[str, Any]:
        """Return a given object of named parts."""
        found = self.given.get(key)
        if not isinstance(found, Mapping) or not found:
            raise Refused(f"{key} belum diisi: tulis sebagai pasangan nama dan nilai.")
        return found

    def choice(self, key: str, known: Sequence[str]) -> str:
        """Return one of the known words, whatever its capitals."""
        said = self.given.get(key)
        for word in known:
            if isinstance(said, str) and said.strip().casefold() == word.casefold():
                return word
        shown = f" “{shorten(str(said))}” tidak dikenal" if said else " belum diisi"
        raise Refused(f"{key}{shown}. Pilih: {', '.join(known)}.")

    def rounded(
        self, name: str, exact: Fraction | Decimal, written: str, rule: str, by: str
    ) -> Decimal:
        """Round once, half up to two decimals, and write the step down."""
        value = half_up(exact, DECIMALS)
        shown = f"{written} = {format_exact(Fraction(value))}"
        self.passport.add(name, shown, f"{rule}; dibulatkan setengah ke atas", by)
        return value

    def judged(self, name: str, value: Decimal, key: str) -> str:
        """Return the grade in which a value lies, and write the step down."""
        scale = self.scale(key)
        place = scale.place_of_number(Fraction(value))
        if place is None:
            raise Refused(
                f"Nilai {format_exact(Fraction(value))} berada di luar tabel “{name}”."
            )
        grade = scale.grades[place]
        self.passport.add(
            name,
            grade.name,
            f"{format_exact(Fraction(value))} pada tabel {scale.names}",
            grade.citation or scale.citation,
        )
        return grade.name


@dataclass(frozen=True, slots=True)
class Working:
    """One rule that can be worked out: its name, what must be given, and how."""

    key: str
    name: str
    given: Mapping[str, str]
    work: Callable[[Bench], Outcome]


def read_number(
    raw: Any, name: str, *, lowest: int = 0, highest: int | None = None
) -> Fraction:
    """Read one number as officials write it. Raises `Refused`, also out of bounds."""
    amount = read_amount(raw, name)
    if amount.is_none:
        raise Refused(f"{name} belum diisi.")
    if amount.kind is not AmountKind.NUMBER or amount.value is None:
        raise Refused(f"{name} “{shorten(amount.text)}” bukan satu angka. Tulis angka.")
    value = Fraction(amount.value)
    if value < lowest or (highest is not None and value > highest):
        until = "" if highest is None else f" sampai {highest}"
        raise Refused(
            f"{name} {format_exact(value)} di luar batas: mulai {lowest}{until}."
        )
    return value
