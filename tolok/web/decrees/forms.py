"""The document that a planner uploads."""

from django import forms
from django.utils.translation import gettext_lazy as _


ACCEPTED = ".txt,.md,.docx,.xlsx"


class UploadForm(forms.Form):
    """One document; the reader says whether it is a decree."""

    document = forms.FileField(
        label=_("Naskah keputusan"),
        help_text=_(
            "Teks, Word (DOCX), atau Excel (XLSX). Pilih berkas, atau seret berkas ke kotak ini."
        ),
        widget=forms.FileInput(attrs={"accept": ACCEPTED}),
        error_messages={
            "required": _("Belum ada berkas yang dipilih. Pilih berkas, lalu unggah."),
            "empty": _("Berkas itu kosong. Pilih berkas lain, lalu unggah lagi."),
            "invalid": _("Berkas tidak ikut terkirim. Pilih lagi, lalu unggah."),
            "missing": _("Belum ada berkas yang dipilih. Pilih berkas, lalu unggah."),
        },
    )
