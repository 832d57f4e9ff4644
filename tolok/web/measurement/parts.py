"""Fields for values that are worked out: weighted parts, and a list of due days."""

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number
from tolok.measurement import queries as measurement
from tolok.measurement.entries import takes_items
from tolok.measurement.parts import LONGEST_NAME, MOST_ITEMS, read_items
from tolok.registry.enums import Measure
from tolok.registry.terms import TermsUnreadable, read_terms


if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise

SPARE_ROWS = 3
FEWEST_ROWS = 4
COLUMNS = ("name", "due", "done")
HEADS = {
    "name": gettext_lazy("Nama"),
    "due": gettext_lazy("Jatuh tempo"),
    "done": gettext_lazy("Selesai"),
}
_ROW = re.compile(r"parts-(\d{1,3})-(?:name|due|done)")


def part_fields(
    definition: measurement.Definition, typed: Mapping[str, Any]
) -> dict[str, forms.Field]:
    """Return the fields that a definition needs beside or instead of one value.

    `typed` is what was sent or what stands: it tells how many rows a list has.
    """
    if definition.measure == Measure.TERMS:
        try:
            terms = read_terms(definition.terms)
        except TermsUnreadable:
            return {}
        return {
            f"parts-{number}": _text(
                _("%(label)s (bobot %(weight)s %%)")
                % {
                    "label": term.label,
                    "weight": format_number(term.weight_percent.normalize() + 0),
                },
                50,
                inputmode="decimal",
            )
            for number, term in enumerate(terms)
        }
    if not takes_items(definition):
        return {}
    rows = {int(found[1]) for name in typed if (found := _ROW.fullmatch(name))}
    count = min(MOST_ITEMS, max(max(rows, default=-1) + 1, FEWEST_ROWS))
    fields: dict[str, forms.Field] = {}
    for number in range(count):
        for column in COLUMNS:
            label = f"{HEADS[column]}, {_('baris')} {number + 1}"
            fields[f"parts-{number}-{column}"] = (
                _text(label, LONGEST_NAME) if column == "name" else _day(label)
            )
    return fields


def _text(label: "StrOrPromise", longest: int, *, inputmode: str = "text") -> Any:
    return forms.CharField(
        label=label,
        max_length=longest,
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": inputmode}),
    )


def _day(label: "StrOrPromise") -> Any:
    return forms.CharField(
        label=label,
        max_length=40,
        required=False,
        widget=forms.TextInput(attrs={"type": "date"}),
    )


def entered(
    definition: measurement.Definition, data: Mapping[str, Any]
) -> tuple[str, ...]:
    """Return what was typed into these fields, a text each, for the room to read."""
    names = list(part_fields(definition, data))
    if definition.measure == Measure.TERMS:
        return tuple(str(data.get(name, "")).strip() for name in names)
    found = []
    for number in range(len(names) // len(COLUMNS)):
        cells = [
            str(data.get(f"parts-{number}-{column}", "")).strip() for column in COLUMNS
        ]
        # A name may hold the sign that parts the kept line: it is read from the right.
        found.append("; ".join(cells) if any(cells) else "")
    return tuple(found)


def standing(row: measurement.Realisation) -> dict[str, str]:
    """Return what stands in these fields when a realisation is opened."""
    kept: Sequence[str] = row.parts or ()
    definition = measurement.definition_of(row)
    if definition.measure == Measure.TERMS:
        return {f"parts-{number}": text for number, text in enumerate(kept)}
    found = {}
    for number, line in enumerate(kept):
        cells = [part.strip() for part in [*line.rsplit(";", 2), "", ""][:3]]
        for column, text in zip(COLUMNS, cells, strict=True):
            found[f"parts-{number}-{column}"] = text
    if takes_items(definition):
        for number in range(len(kept), len(kept) + SPARE_ROWS):
            found |= {f"parts-{number}-{column}": "" for column in COLUMNS}
    return found


def told(row: measurement.Realisation) -> list[dict[str, Any]]:
    """Return the parts of a reported value to be read: what, how much, and how it counts."""
    definition = measurement.definition_of(row)
    if not row.parts:
        return []
    if definition.measure == Measure.TERMS:
        try:
            terms = read_terms(definition.terms)
        except TermsUnreadable:
            return []
        return [
            {
                "label": term.label,
                "value": text,
                "note": _("bobot %(weight)s %%")
                % {"weight": format_number(term.weight_percent.normalize() + 0)},
            }
            for term, text in zip(terms, row.parts, strict=False)
        ]
    return [
        {
            "label": item.name,
            "value": format_date(item.done_on) if item.done_on else _("belum selesai"),
            "note": _("jatuh tempo %(day)s, %(word)s")
            % {
                "day": format_date(item.due_on),
                "word": _("tepat waktu") if item.is_on_time else _("terlambat"),
            },
        }
        for item in read_items(row.parts)
    ]
