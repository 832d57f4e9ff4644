"""The letter by which a target changes, as a form hands it in; and its file again."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.http import FileResponse
from django.http.response import HttpResponseBase
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from tolok.measurement.scanner import demand_clean
from tolok.planning import queries as planning
from tolok.planning.letters import Letter
from tolok.records.queries import path_of
from tolok.web.planning.forms import TOO_LONG, day_field
from tolok.web.requests import Asked


INLINE = {"application/pdf", "image/png", "image/jpeg"}


class LetterForm(forms.Form):
    """Why targets change, and by which letter; nothing is asked where none changes."""

    reason = forms.CharField(
        label=_("Alasan perubahan"),
        help_text=_("Wajib bila target yang sudah ditetapkan diubah."),
        required=False,
        max_length=500,
        error_messages={"max_length": TOO_LONG},
    )
    letter_number = forms.CharField(
        label=_("Nomor surat"),
        required=False,
        max_length=120,
        error_messages={"max_length": TOO_LONG},
    )
    letter_dated_on = day_field(_("Tanggal surat"), "")
    letter_dated_on.required = False
    letter_file = forms.FileField(
        label=_("Berkas surat"),
        help_text=_("PDF, JPG, atau PNG."),
        required=False,
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png"}),
        error_messages={"empty": _("Berkas ini kosong. Pilih berkas lain.")},
    )

    def clean(self) -> dict[str, Any]:
        """Ask for all three parts of a letter where one was given."""
        cleaned = super().clean() or {}
        wanted = {
            "letter_number": _now("Isi nomor suratnya."),
            "letter_dated_on": _now("Isi tanggal suratnya."),
            "letter_file": _now("Pilih berkas suratnya."),
        }
        given = [name for name in wanted if cleaned.get(name)]
        if given:
            for name in set(wanted) - set(given) - set(self.errors):
                self.add_error(name, wanted[name])
        return cleaned

    def letter(self) -> Letter | None:
        """Return the letter, looked through by the scanner, or None where none came.

        Raises what the scanner raises.
        """
        file = self.cleaned_data.get("letter_file")
        if not file:
            return None
        content = file.read()
        demand_clean(content, file.name)
        return Letter(
            self.cleaned_data["letter_number"],
            self.cleaned_data["letter_dated_on"],
            file.name,
            content,
        )


@login_required
@require_safe
def show_file(request: Asked, basis_id: int) -> HttpResponseBase:
    """Give the file of a letter to those of its office, and to who answers by it."""
    basis = planning.get_basis(basis_id=basis_id, for_user=request.viewer)
    inline = basis.file.media_type in INLINE
    response = FileResponse(
        path_of(basis.file).open("rb"),
        as_attachment=not inline,
        filename=basis.file_name,
        content_type=basis.file.media_type if inline else "application/octet-stream",
    )
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = "private, no-store"
    return response
