"""What a planner uploads, and what they decide about a draft."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tolok.decrees.enums import DecreeBearing


ACCEPTED = ".txt,.md,.docx,.xlsx,.ods,.pdf,.png,.jpg,.jpeg"


class UploadForm(forms.Form):
    """One document, chosen or photographed; the reader says whether it is a decree."""

    document = forms.FileField(
        label=_("Naskah keputusan"),
        help_text=_(
            "PDF, hasil pindai atau foto, Word (DOCX), Excel (XLSX), atau teks. Pilih berkas, atau seret ke kotak ini."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Belum ada berkas yang dipilih. Pilih berkas, lalu unggah."),
            "empty": _("Berkas itu kosong. Pilih berkas lain, lalu unggah lagi."),
            "invalid": _("Berkas tidak ikut terkirim. Pilih lagi, lalu unggah."),
            "missing": _("Belum ada berkas yang dipilih. Pilih berkas, lalu unggah."),
        },
    )
    photo = forms.FileField(
        label=_("Foto satu halaman"),
        required=False,
        widget=forms.FileInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let a photograph stand for the document."""
        super().__init__(*args, **kwargs)
        if self.files.get("photo") and not self.files.get("document"):
            self.files = MultiValueDict({"document": self.files.getlist("photo")})


class BearingForm(forms.Form):
    """What a draft does to the decree in force, and from which day."""

    bearing = forms.ChoiceField(
        label=_("Jenis"), choices=DecreeBearing, widget=forms.RadioSelect
    )
    follows = forms.ChoiceField(
        label=_("Keputusan yang diubah atau diganti"), required=False
    )
    effective_from = forms.DateField(
        label=_("Berlaku mulai"),
        required=False,
        help_text=_("Kosong berarti 1 Januari tahun pertamanya."),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("Tanggal itu tidak ada. Pilih dari kalender.")},
    )

    removes = forms.MultipleChoiceField(
        label=_("Jabatan yang dihapus oleh perubahan ini"),
        required=False,
        help_text=_(
            "Jabatan lain yang tidak disebut tetap seperti sebelumnya. Yang dihapus "
            "berakhir pada hari mulai berlakunya; nilai yang sudah ada tetap tersimpan."
        ),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "invalid_choice": _("Jabatan itu tidak ada. Pilih dari daftar.")
        },
    )

    def clean_follows(self) -> int | None:
        """Return the decree's id, or None."""
        chosen = self.cleaned_data["follows"]
        return int(chosen) if chosen else None


class DropForm(forms.Form):
    """Why a draft is given up."""

    reason = forms.CharField(
        label=_("Alasan membatalkan"), widget=forms.Textarea(attrs={"rows": 2})
    )


class RuleForm(forms.Form):
    """Whether a second person confirms an adoption."""

    needs_second_person = forms.ChoiceField(
        label=_("Siapa yang menetapkan keputusan?"),
        choices=[
            ("no", _("Satu orang: perencana menetapkan sendiri")),
            ("yes", _("Dua orang: satu mengusulkan, yang lain mengonfirmasi")),
        ],
        widget=forms.RadioSelect,
        error_messages={"required": _("Pilih salah satu, lalu simpan.")},
    )
