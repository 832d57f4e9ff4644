"""Which evidence the office takes, and what is past its retention."""

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from tolok.accounts.enums import Capability
from tolok.kernel.refusals import NotNow, Unfit
from tolok.measurement import evidence_queries, retention
from tolok.measurement.enums import FileType
from tolok.measurement.permissions import may_delete_evidence, may_set_evidence
from tolok.web import clock
from tolok.web.asking import demand
from tolok.web.measurement.evidence_rows import size_of
from tolok.web.requests import Asked
from tolok.web.words import day_of


PER_PAGE = 50
WHOLE = gettext_lazy("Tulis angka bulat.")


class EvidenceRulesForm(forms.Form):
    """Types, size and years; the room holds the bounds."""

    file_types = forms.MultipleChoiceField(
        label=gettext_lazy("Jenis berkas yang diterima"),
        help_text=gettext_lazy(
            "Tautan dan catatan selalu diterima. Jenis dikenali dari isi berkas, bukan "
            "dari namanya."
        ),
        choices=FileType.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        error_messages={"invalid_choice": gettext_lazy("Pilih jenis dari daftar.")},
    )
    max_file_mb = forms.IntegerField(
        label=gettext_lazy("Paling besar tiap berkas"),
        required=False,
        error_messages={"invalid": WHOLE},
    )
    retain_years = forms.IntegerField(
        label=gettext_lazy("Masa simpan"),
        help_text=gettext_lazy(
            "Tahun penuh setelah tahun kinerjanya. Kosongkan bila disimpan seterusnya. "
            "Isi menurut jadwal retensi arsip kantor Anda; Tolok tidak menghapus sendiri."
        ),
        required=False,
        error_messages={"invalid": WHOLE},
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: Asked) -> HttpResponse:
    """Show and set the office's rules on evidence; list what is past its retention."""
    viewer = request.viewer
    demand(
        may_set_evidence(viewer, office_id=viewer.office_id),
        _("Aturan bukti dukung diatur oleh perencana atau administrator."),
    )
    setting = evidence_queries.find_evidence_setting(for_user=viewer)
    posted = request.method == "POST"
    form = EvidenceRulesForm(
        request.POST if posted else None,
        initial={
            "file_types": setting.file_types if setting else FileType.values,
            "max_file_mb": setting.max_file_mb if setting else None,
            "retain_years": setting.retain_years if setting else None,
        },
    )
    if posted and form.is_valid() and viewer.office is not None:
        try:
            retention.set_evidence_rules(
                office=viewer.office,
                **form.cleaned_data,
                by=viewer,
                at=clock.moment(viewer),
            )
        except Unfit as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Aturan bukti dukung disimpan."))
            return redirect("aturan_bukti")
    return rules_page(request, form, setting)


def rules_page(
    request: Asked,
    form: EvidenceRulesForm,
    setting: "evidence_queries.EvidenceSetting | None",
    *,
    reason: str = "",
    reason_error: str = "",
) -> HttpResponse:
    """Show the page with what stands in its forms."""
    viewer = request.viewer
    may_delete = may_delete_evidence(viewer, office_id=viewer.office_id)
    context = {
        "form": form,
        "server_mb": evidence_queries.rules_from(None).max_mb,
        "may_delete": may_delete,
        "retain_years": setting.retain_years if setting else None,
        "reason": reason,
        "reason_error": reason_error,
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")}
            if viewer.may(Capability.SET_TARGETS)
            else {"label": _("Beranda"), "url": reverse("beranda")},
            {"label": _("Aturan bukti dukung"), "url": ""},
        ],
    }
    if may_delete and setting is not None and setting.retain_years is not None:
        found = evidence_queries.list_expired(setting=setting, on=viewer.on)
        page = Paginator(found, PER_PAGE).get_page(request.GET.get("page"))
        uses = evidence_queries.list_uses_of_files(files=list(page))
        context |= {
            "page": page,
            "expired": [
                {
                    "id": stored.pk,
                    "name": uses[stored.pk][0].name,
                    "size": size_of(stored.size_bytes),
                    "added": day_of(stored.created_at),
                    "proves": [
                        f"{one.realisation.indicator.text} "
                        f"({one.realisation.period.label})"
                        for one in uses[stored.pk]
                    ],
                }
                for stored in page
            ],
        }
    status = 422 if form.errors or reason_error else 200
    return render(request, "planning/evidence_rules.html", context, status=status)


@login_required
@require_POST
def delete_expired(request: Asked) -> HttpResponse:
    """Delete the content of the ticked files, which are past their retention."""
    viewer = request.viewer
    demand(
        may_delete_evidence(viewer, office_id=viewer.office_id),
        _("Isi bukti yang lewat masa simpan dihapus oleh perencana."),
    )
    setting = evidence_queries.find_evidence_setting(for_user=viewer)
    wanted = [
        int(text) for text in request.POST.getlist("selected") if text.isdecimal()
    ]
    if not wanted or setting is None:
        messages.warning(request, _("Belum ada berkas yang dipilih."))
        return redirect("aturan_bukti")
    files = list(
        evidence_queries.list_expired(setting=setting, on=viewer.on).filter(
            pk__in=wanted
        )
    )
    if len(files) != len(set(wanted)):
        messages.warning(
            request,
            _(
                "Sebagian pilihan sudah tidak ada dalam daftar. Belum ada yang dihapus; "
                "inilah daftar terbaru."
            ),
        )
        return redirect("aturan_bukti")
    try:
        count = retention.delete_expired(
            files=files,
            reason=request.POST.get("reason", ""),
            by=viewer,
            at=clock.moment(viewer),
        )
    except retention.DeletionReasonMissing as refusal:
        form = EvidenceRulesForm(
            initial={
                "file_types": setting.file_types,
                "max_file_mb": setting.max_file_mb,
                "retain_years": setting.retain_years,
            }
        )
        return rules_page(request, form, setting, reason_error=refusal.message)
    except NotNow as refusal:
        messages.warning(request, refusal.message)
        return redirect("aturan_bukti")
    messages.success(
        request,
        _("Isi %(count)s berkas dihapus. Nama, sidik, dan alasannya tetap tercatat.")
        % {"count": count},
    )
    return redirect("aturan_bukti")
