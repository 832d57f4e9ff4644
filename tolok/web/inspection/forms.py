"""What is typed on the pages of an inspection."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from tolok.inspection.actions import LONGEST_TEXT
from tolok.inspection.enums import NoteKind, RecommendationSource, RecommendationStatus
from tolok.inspection.queries import OVERDUE
from tolok.web.asking import offer
from tolok.web.decrees.forms import SeveralFilesField
from tolok.web.planning.forms import TOO_LONG, day_field


EVIDENCE_PAGE = re.compile(r"/bukti/(\d{1,18})(?:/|$)")


def words_field(label: Any, help_text: Any, *, missing: Any) -> forms.CharField:
    """Return a field for sentences."""
    return forms.CharField(
        label=label,
        help_text=help_text,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 4}),
        error_messages={"required": missing, "max_length": TOO_LONG},
    )


class RecommendationForm(forms.Form):
    """A recommendation as it stands in a report."""

    source = forms.ChoiceField(
        label=_("Sumber"),
        choices=RecommendationSource.choices,
        error_messages={"invalid_choice": _("Pilih sumbernya dari daftar.")},
    )
    report_number = forms.CharField(
        label=_("Nomor laporan"),
        max_length=120,
        error_messages={
            "required": _("Isi nomor laporannya."),
            "max_length": TOO_LONG,
        },
    )
    report_dated_on = day_field(_("Tanggal laporan"), "")
    text = words_field(
        _("Rekomendasi"),
        _("Seperti bunyi laporan: apa yang diminta, tidak menyebut nama orang."),
        missing=_("Tulis rekomendasinya."),
    )
    addressee = forms.ChoiceField(
        label=_("Ditujukan kepada"),
        help_text=_("Unit kerja dijawab pimpinannya; jabatan dijawab pemegangnya."),
        error_messages={
            "required": _("Pilih unit kerja atau jabatan yang dituju."),
            "invalid_choice": _("Pilih unit kerja atau jabatan dari daftar."),
        },
    )
    due_on = day_field(_("Tenggat"), _("Hari terakhir tindak lanjut dilaporkan."))


class StepForm(forms.Form):
    """One step, in words, with what shows it."""

    text = words_field(_("Uraian"), "", missing=_("Tulis uraiannya."))
    papers = SeveralFilesField(label=_("Berkas bukti"), required=False)
    link = forms.CharField(
        label=_("Tautan"),
        help_text=_("Alamat lengkap, misalnya https://contoh.go.id/laporan."),
        required=False,
        max_length=500,
        error_messages={"max_length": TOO_LONG},
    )
    reused = forms.CharField(
        label=_("Bukti yang sudah ada di Tolok"),
        help_text=_("Tempel alamat halaman buktinya, misalnya /bukti/12/lihat/."),
        required=False,
        max_length=500,
        error_messages={"max_length": TOO_LONG},
    )

    def clean_reused(self) -> list[int]:
        """Return the ids of the evidence that the addresses name."""
        words = self.cleaned_data["reused"].split()
        found = [EVIDENCE_PAGE.search(word) for word in words]
        if not all(found):
            raise forms.ValidationError(
                _now("Tempel alamat halaman bukti, misalnya /bukti/12/lihat/.")
            )
        return [int(one[1]) for one in found if one]


class DecisionForm(forms.Form):
    """What an inspector says of an answer."""

    text = forms.CharField(
        label=_("Alasan"),
        required=False,
        max_length=LONGEST_TEXT,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"max_length": TOO_LONG},
    )


class NoteForm(forms.Form):
    """A working note or a finding."""

    kind = forms.ChoiceField(
        label=_("Jenis"),
        choices=NoteKind.choices,
        widget=forms.RadioSelect,
        initial=NoteKind.FINDING,
        help_text=_(
            "Temuan diberitahukan kepada yang bersangkutan; catatan kerja hanya dibaca "
            "pemeriksa."
        ),
        error_messages={
            "required": _("Pilih jenis catatannya."),
            "invalid_choice": _("Pilih jenis catatannya."),
        },
    )
    text = words_field(
        _("Uraian"),
        _("Apa yang ditemukan dan di mana terlihat."),
        missing=_("Tulis catatannya."),
    )


class FilterForm(forms.Form):
    """Which recommendations: by words, by status, by source, by unit."""

    cari = forms.CharField(label=_("Cari"), required=False, max_length=100)
    keadaan = forms.ChoiceField(label=_("Keadaan"), required=False)
    sumber = forms.ChoiceField(label=_("Sumber"), required=False)
    unit = forms.ChoiceField(label=_("Unit kerja"), required=False)

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "keadaan",
            [
                ("", _now("Semua keadaan")),
                (OVERDUE, _now("Lewat tenggat")),
                *RecommendationStatus.choices,
            ],
        )
        offer(
            self,
            "sumber",
            [("", _now("Semua sumber")), *RecommendationSource.choices],
        )
        offer(self, "unit", [("", _now("Semua unit kerja")), *units])
        for name in ("keadaan", "sumber", "unit"):
            self.fields[name].error_messages["invalid_choice"] = _now(
                "Pilih dari daftar."
            )
