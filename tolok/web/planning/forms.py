"""What a planner types: a window, a year, a definition."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tolok.planning.enums import HolidayShift, PeriodKind
from tolok.planning.queries import Period
from tolok.registry.enums import (
    Accumulation,
    AcrossPeople,
    EvidenceKind,
    Frequency,
    Measure,
    Polarity,
)
from tolok.registry.queries import Definition
from tolok.registry.terms import TermsUnreadable, read_terms
from tolok.web.asking import DAY_FORMATS, offer


EARLIEST_YEAR, LATEST_YEAR = 2000, 2100
TOO_LONG = _("Terlalu panjang: paling banyak %(limit_value)d huruf.")
BAD_DAY = _("Tulis tanggal yang ada di kalender, misalnya 09-10-2026.")


def day_field(label: Any, help_text: Any) -> forms.DateField:
    """Return a field for one day; a browser shows its calendar."""
    return forms.DateField(
        label=label,
        help_text=help_text,
        input_formats=DAY_FORMATS,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={
            "required": _("Isi tanggalnya."),
            "invalid": BAD_DAY,
        },
    )


class WindowForm(forms.Form):
    """The three days of an entry window and why they move."""

    opens_on = day_field(
        _("Pengisian dibuka"), _("Hari pertama pegawai dapat mengisi.")
    )
    due_on = day_field(_("Tenggat"), _("Setelah hari ini, laporan ditandai terlambat."))
    late_until = day_field(
        _("Terlambat diterima sampai"), _("Setelah hari ini, pengisian ditutup.")
    )
    closes_on = day_field(
        _("Dikunci setelah"),
        _("Sesudahnya tidak ada yang diputuskan lagi. Kosong: tidak pernah dikunci."),
    )
    closes_on.required = False
    reason = forms.CharField(
        label=_("Alasan"),
        help_text=_("Tercatat di jejak audit, misalnya surat edaran yang mengubahnya."),
        required=False,
        max_length=500,
        error_messages={"max_length": TOO_LONG},
    )

    @classmethod
    def of(cls, period: Period) -> "WindowForm":
        """Return the form as the window stands."""
        return cls(
            initial={
                "opens_on": period.opens_on,
                "due_on": period.due_on,
                "late_until": period.late_until,
                "closes_on": period.closes_on,
            }
        )


class YearForm(forms.Form):
    """A year to set up, and by which rules it is scored."""

    year = forms.IntegerField(
        label=_("Tahun"),
        min_value=EARLIEST_YEAR,
        max_value=LATEST_YEAR,
        error_messages={
            "required": _("Isi tahunnya."),
            "invalid": _("Tulis tahun dengan empat angka, misalnya 2027."),
            "min_value": _("Tulis tahun dengan empat angka, misalnya 2027."),
            "max_value": _("Tulis tahun dengan empat angka, misalnya 2027."),
        },
    )
    kind = forms.ChoiceField(
        label=_("Dilaporkan tiap"), choices=PeriodKind.choices, required=False
    )
    holiday_shift = forms.ChoiceField(
        label=_("Tenggat yang jatuh pada hari libur"),
        choices=HolidayShift.choices,
        required=False,
    )
    rules = forms.ChoiceField(label=_("Paket aturan"))
    elected = forms.BooleanField(
        label=_("Kantor memutuskan tetap memakai paket yang sudah tidak berlaku"),
        required=False,
    )

    def __init__(self, *args: Any, packs: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(self, "rules", packs)


def text_area(label: Any, *, required: bool = False, help_text: Any = "") -> Any:
    """Return a field for a few lines of text."""
    return forms.CharField(
        label=label,
        required=required,
        help_text=help_text,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 2}),
        error_messages={
            "max_length": TOO_LONG,
            "required": _("Bagian ini wajib diisi."),
        },
    )


def short_text(label: Any) -> forms.CharField:
    """Return a field for a name that may stay empty."""
    return forms.CharField(
        label=label,
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )


def position_field(label: Any) -> forms.TypedChoiceField:
    """Return a field for a position of the office that may stay empty."""
    return forms.TypedChoiceField(
        label=label, required=False, coerce=int, empty_value=None
    )


class DefinitionForm(forms.Form):
    """How one indicator is measured."""

    operational_definition = text_area(
        _("Definisi operasional"),
        required=True,
        help_text=_(
            "Apa yang diukur, dengan kata-kata yang tidak dapat dibaca dua arti."
        ),
    )
    measure = forms.ChoiceField(label=_("Yang diisi"), choices=Measure.choices)
    unit_of_measure = forms.CharField(
        label=_("Satuan"),
        max_length=60,
        help_text=_("Pilih dari daftar, atau tulis satuan baru."),
        widget=forms.TextInput(attrs={"list": "daftar-satuan", "autocomplete": "off"}),
        error_messages={"required": _("Isi satuannya, misalnya dokumen atau %.")},
    )
    decimals = forms.IntegerField(
        label=_("Angka di belakang koma"), min_value=0, max_value=6
    )
    polarity = forms.ChoiceField(label=_("Arah"), choices=Polarity.choices)
    accumulation = forms.ChoiceField(
        label=_("Akumulasi setahun"), choices=Accumulation.choices
    )
    across_people = forms.ChoiceField(
        label=_("Gabungan antarpegawai dan antarunit"),
        choices=AcrossPeople.choices,
        help_text=_(
            "Bagaimana nilai beberapa orang menjadi satu; lain dari akumulasi setahun."
        ),
    )
    scale = forms.ChoiceField(
        label=_("Skala predikat"),
        required=False,
        help_text=_("Hanya untuk indikator yang diisi dengan predikat."),
    )
    target_is_maximum = forms.BooleanField(
        label=_("Target ini nilai tertinggi yang mungkin dicapai"), required=False
    )
    numerator_label = text_area(
        _("Pembilang"), help_text=_("Wajib untuk perbandingan dua angka.")
    )
    denominator_label = text_area(
        _("Penyebut"), help_text=_("Wajib untuk perbandingan dua angka.")
    )
    formula = text_area(_("Rumus"), required=True)
    terms = text_area(
        _("Komponen berbobot"),
        help_text=_(
            "Wajib bila yang diisi beberapa komponen: satu baris satu komponen, "
            "misalnya 40 % Kelengkapan dokumen. Jumlah bobotnya 100 %."
        ),
    )
    reason = text_area(_("Alasan memakai indikator ini"))
    baseline = forms.CharField(
        label=_("Nilai awal"),
        required=False,
        max_length=120,
        help_text=_("Nilai sebelum tahun pertama, misalnya 81,2 %."),
        error_messages={"max_length": TOO_LONG},
    )
    frequency = forms.ChoiceField(
        label=_("Frekuensi pelaporan"),
        choices=Frequency.choices,
        help_text=_("Yang dilaporkan setahun sekali tidak ditagih pada triwulan lain."),
    )
    due_day = forms.IntegerField(
        label=_("Jatuh tempo, hari setelah periode"),
        required=False,
        min_value=1,
        max_value=60,
        help_text=_("Kosongkan bila mengikuti jadwal pengisian kantor."),
        error_messages={
            "min_value": _("Isi 1 sampai 60 hari."),
            "max_value": _("Isi 1 sampai 60 hari."),
        },
    )
    needs_due_dates = forms.BooleanField(
        label=_("Ketepatan waktu dinilai: perlu daftar tanggal jatuh tempo"),
        required=False,
    )
    data_source = text_area(_("Sumber data"))
    provider = short_text(_("Penyedia data"))
    collector = short_text(_("Pengumpul data"))
    responsible_id = position_field(_("Penanggung jawab"))
    verifier_id = position_field(_("Pemeriksa"))
    evidence_kinds = forms.MultipleChoiceField(
        label=_("Jenis bukti"),
        choices=EvidenceKind.choices,
        required=False,
        help_text=_("Boleh lebih dari satu; kosong berarti semua jenis diterima."),
    )
    evidence_wanted = text_area(_("Bukti yang diminta"))
    evidence_minimum = forms.IntegerField(
        label=_("Bukti paling sedikit"), min_value=0, max_value=20
    )
    change_reason = text_area(
        _("Alasan perubahan"),
        help_text=_("Wajib bila definisi yang sudah diterima diubah."),
    )

    def __init__(
        self,
        *args: Any,
        definition: Definition,
        scales: list[str],
        positions: list[tuple[int, str]],
        **kwargs: Any,
    ) -> None:
        initial = {
            name: getattr(definition, name)
            for name in self.base_fields
            if name != "change_reason"
        }
        super().__init__(*args, **({"initial": initial} | kwargs))
        offer(
            self,
            "scale",
            [
                ("", _("tidak memakai skala")),
                *((scale, scale.upper()) for scale in scales),
            ],
        )
        offer(
            self,
            "responsible_id",
            [("", _("jabatan yang memiliki indikator")), *positions],
        )
        offer(self, "verifier_id", [("", _("atasan langsung")), *positions])
        for name in ("decimals", "evidence_minimum", "due_day"):
            self.fields[name].error_messages |= {
                "required": _("Isi angkanya."),
                "invalid": _("Tulis angka bulat."),
            }

    def clean(self) -> dict[str, Any]:
        """Ask for both parts of a ratio, and for the scale of a grade."""
        cleaned = super().clean() or {}
        if cleaned.get("measure") == Measure.RATIO:
            for name in ("numerator_label", "denominator_label"):
                if not cleaned.get(name):
                    self.add_error(name, _now("Sebutkan apa yang dihitung di sini."))
        if cleaned.get("measure") == Measure.GRADE and not cleaned.get("scale"):
            self.add_error("scale", _now("Pilih skala predikatnya."))
        if cleaned.get("measure") == Measure.TERMS:
            try:
                read_terms(cleaned.get("terms", ""))
            except TermsUnreadable as error:
                self.add_error("terms", str(error))
        return cleaned
