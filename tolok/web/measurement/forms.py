"""What a holder types, and what a verifier decides."""

import dataclasses
from typing import TYPE_CHECKING, Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from tolok.measurement import queries as measurement
from tolok.measurement.entries import Entry
from tolok.registry.enums import Measure
from tolok.web.measurement import parts
from tolok.web.words import plain_number


if TYPE_CHECKING:
    from django_stubs_ext import StrOrPromise


LONGEST_NUMBER = 50
LONGEST_VALUE = 110
LONGEST_TEXT = 4000
TOO_LONG = _("Terlalu panjang: paling banyak %(limit_value)d huruf.")
UNCLEAR = _("Keputusan tidak dimengerti. Pilih Verifikasi atau Kembalikan.")

EXAMPLES = {
    Measure.COUNT: _("Tulis banyaknya, misalnya 12 atau 1.250."),
    Measure.VALUE: _("Tulis nilainya, misalnya 87,5."),
    Measure.GRADE: _("Tulis predikatnya, misalnya BB atau BB (70,5)."),
    Measure.DATE: _("Tulis tanggalnya, misalnya 30 November 2026."),
}
LABELS = {
    Measure.COUNT: _("Jumlah"),
    Measure.VALUE: _("Nilai"),
    Measure.GRADE: _("Predikat"),
    Measure.DATE: _("Tanggal selesai"),
    Measure.YES_NO: _("Hasilnya"),
}
YES_OR_NO = [("ada", _("Ada")), ("tidak ada", _("Tidak ada"))]


class EntryForm(forms.Form):
    """The fields of one indicator, by its definition."""

    revision = forms.IntegerField(
        widget=forms.HiddenInput(attrs={"id": "revision"}), min_value=0
    )
    sure = forms.BooleanField(
        label=_("Sudah saya periksa: angkanya memang demikian"), required=False
    )

    def __init__(
        self, *args: Any, definition: measurement.Definition, **kwargs: Any
    ) -> None:
        super().__init__(*args, **{"auto_id": "isi-%s", **kwargs})
        self.definition = definition
        if definition.measure == Measure.TERMS:
            pass  # its parts are the only fields of the value
        elif definition.measure == Measure.RATIO:
            self.fields["numerator"] = number_field(
                definition.numerator_label, _("Pembilang: banyaknya yang dicapai.")
            )
            self.fields["denominator"] = number_field(
                definition.denominator_label, _("Penyebut: banyaknya seluruhnya.")
            )
        elif definition.measure == Measure.YES_NO:
            self.fields["value"] = forms.ChoiceField(
                label=LABELS[Measure.YES_NO],
                choices=YES_OR_NO,
                widget=forms.RadioSelect,
                required=False,
            )
        else:
            measure = Measure(definition.measure)
            is_number = measure in {Measure.COUNT, Measure.VALUE}
            self.fields["value"] = forms.CharField(
                label=LABELS[measure],
                help_text=EXAMPLES[measure],
                max_length=LONGEST_VALUE,
                error_messages={"max_length": TOO_LONG},
                required=False,
                widget=forms.TextInput(
                    attrs={
                        "autocomplete": "off",
                        "inputmode": "decimal" if is_number else "text",
                    }
                ),
            )
        typed = self.data if self.is_bound else self.initial
        self.fields |= parts.part_fields(definition, typed)
        self.fields["obstacles"] = text_field(
            _("Hambatan"), _("Sebutkan sebabnya, bukan hanya gejalanya."), rows=3
        )
        self.fields["follow_up"] = text_field(
            _("Tindak lanjut"), _("Apa yang dilakukan, oleh siapa, sampai kapan."), 2
        )

    @property
    def value_fields(self) -> list[forms.BoundField]:
        """Return the fields of the value, without the texts beside it."""
        names = ("numerator", "denominator", "value")
        return [self[name] for name in names if name in self.fields] or [
            self[name] for name in self.part_names
        ]

    @property
    def part_names(self) -> list[str]:
        """Return the fields of which the value is worked out."""
        return [name for name in self.fields if name.startswith("parts-")]

    @property
    def part_values(self) -> list[forms.BoundField]:
        """Return the fields of weighted parts."""
        if self.definition.measure != Measure.TERMS:
            return []
        return [self[name] for name in self.part_names]

    @property
    def part_rows(self) -> list[list[forms.BoundField]]:
        """Return the fields of a list of due days, a row each."""
        if self.definition.measure == Measure.TERMS:
            return []
        found = [self[name] for name in self.part_names]
        return [found[at : at + 3] for at in range(0, len(found), 3)]

    @property
    def has_parts(self) -> bool:
        """Tell whether something stands in the list."""
        return any(self[name].value() for name in self.part_names)

    @property
    def first_value_field(self) -> str:
        """Return the name of the field that a fault of the value is shown at."""
        return self.value_fields[0].name

    def entry(self) -> Entry:
        """Return what was typed, faults included, for the room to read."""
        typed: dict[str, Any] = {
            field.name: str(self.data.get(field.name, "")).strip()
            for field in dataclasses.fields(Entry)
            if field.name in self.fields
        }
        return Entry(**typed, parts=parts.entered(self.definition, self.data))


def number_field(label: "StrOrPromise", help_text: "StrOrPromise") -> forms.CharField:
    """Return a field for one part of a ratio; the room reads what is in it."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_NUMBER,
        error_messages={"max_length": TOO_LONG},
        required=False,
        widget=forms.TextInput(attrs={"autocomplete": "off", "inputmode": "decimal"}),
    )


def text_field(
    label: "StrOrPromise", help_text: "StrOrPromise", rows: int
) -> forms.CharField:
    """Return a field for a few sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        error_messages={"max_length": TOO_LONG},
        required=False,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


def typed_before(row: measurement.Realisation) -> dict[str, Any]:
    """Return what stands in the fields when a realisation is opened."""
    return {
        "revision": row.revision,
        "value": row.entered_text,
        "numerator": plain_number(row.numerator),
        "denominator": plain_number(row.denominator),
        "obstacles": row.obstacles,
        "follow_up": row.follow_up,
    } | parts.standing(row)


class LinkForm(forms.Form):
    """The address of a page that proves a realisation."""

    link = forms.CharField(
        label=_("Alamat halaman"),
        help_text=_(
            "Salin lengkap dari peramban, misalnya https://contoh.go.id/rekap."
        ),
        max_length=500,
        error_messages={
            "max_length": TOO_LONG,
            "required": _("Alamat masih kosong. Salin alamat halamannya ke sini."),
        },
        widget=forms.URLInput(attrs={"autocomplete": "off"}),
    )
    name = forms.CharField(
        label=_("Nama bukti"),
        help_text=_("Supaya pemeriksa tahu apa isinya."),
        max_length=255,
        error_messages={"max_length": TOO_LONG},
        required=False,
    )


class NoteForm(forms.Form):
    """What happened, in the holder's own words."""

    text = forms.CharField(
        label=_("Catatan"),
        help_text=_("Apa yang terjadi, kapan, di mana, dan siapa yang menyaksikan."),
        max_length=LONGEST_TEXT,
        error_messages={
            "max_length": TOO_LONG,
            "required": _(
                "Catatan masih kosong. Tulis apa yang terjadi, kapan, dan di mana."
            ),
        },
        widget=forms.Textarea(attrs={"rows": 5}),
    )
    name = forms.CharField(
        label=_("Judul catatan"),
        help_text=_("Kosongkan untuk memakai kata-kata pertamanya."),
        max_length=255,
        error_messages={"max_length": TOO_LONG},
        required=False,
    )


class DecisionForm(forms.Form):
    """Verify, or return with a reason."""

    decision = forms.ChoiceField(
        choices=[("verify", ""), ("return", "")],
        error_messages={"required": UNCLEAR, "invalid_choice": UNCLEAR},
    )
    version = forms.IntegerField(
        min_value=0, error_messages={"required": UNCLEAR, "invalid": UNCLEAR}
    )
    reason = forms.CharField(
        max_length=LONGEST_TEXT,
        error_messages={"max_length": TOO_LONG},
        required=False,
    )


def chosen_revisions(data: QueryDict) -> dict[int, int]:
    """Return what was ticked: by id the revision that was seen, written "12-3".

    What is written otherwise was not ticked by a person.
    """
    chosen = {}
    for text in data.getlist("selected"):
        number, _dash, revision = text.partition("-")
        if number.isdecimal() and revision.isdecimal():
            chosen[int(number)] = int(revision)
    return chosen
