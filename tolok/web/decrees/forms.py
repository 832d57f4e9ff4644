"""What a planner uploads, and what they decide about a draft."""

from typing import Any

from django import forms
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from tolok.decrees.enums import DecreeBearing


ACCEPTED = ".txt,.md,.docx,.xlsx,.ods,.pdf,.png,.jpg,.jpeg,.tif,.tiff"


class SeveralFilesInput(forms.FileInput):
    """A choice of one file or of several."""

    allow_multiple_selected = True


class SeveralFilesField(forms.FileField):
    """One file or several, as a list in the order in which they were chosen."""

    widget = SeveralFilesInput

    def clean(self, data: Any, initial: Any = None) -> Any:
        """Return the files; each must be one that a `FileField` takes."""
        files = data if isinstance(data, list) else [data]
        if not files:
            return [super().clean(None, initial)]
        cleaned = [super(SeveralFilesField, self).clean(one, initial) for one in files]
        return [one for one in cleaned if one]


class UploadForm(forms.Form):
    """One document, chosen or photographed; the reader says whether it is a decree.

    Several pictures are its pages in their order.
    """

    document = SeveralFilesField(
        label=_("Naskah keputusan"),
        help_text=_(
            "PDF, hasil pindai atau foto, Word (DOCX), Excel (XLSX), atau teks. Pilih berkas, atau seret ke kotak ini. Beberapa gambar halaman disatukan menjadi satu PDF menurut urutannya."
        ),
        widget=SeveralFilesInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Belum ada berkas yang dipilih. Pilih berkas, lalu unggah."),
            "empty": _("Berkas itu kosong. Pilih berkas lain, lalu unggah lagi."),
            "invalid": _("Berkas tidak ikut terkirim. Pilih lagi, lalu unggah."),
            "missing": _("Belum ada berkas yang dipilih. Pilih berkas, lalu unggah."),
        },
    )
    photo = SeveralFilesField(
        label=_("Foto halaman"),
        required=False,
        help_text=_(
            "Satu foto satu halaman. Ambil lagi untuk halaman berikutnya; semuanya menjadi satu naskah."
        ),
        widget=SeveralFilesInput(attrs={"accept": "image/*", "capture": "environment"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Let photographs stand for the document."""
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
