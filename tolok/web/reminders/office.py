"""The planner's pages: how the office reminds, what a mail looks like, what was sent."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import QuerySet
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.dates import format_date
from tolok.kernel.refusals import NotNow, Unfit
from tolok.reminders import actions, mails, permissions, post, queries
from tolok.reminders.actions import Rules
from tolok.reminders.enums import MailReason, MailStatus, Purpose, ReminderKind
from tolok.reporting.documents.listing import ListColumn
from tolok.web import clock
from tolok.web.asking import demand
from tolok.web.reporting import exports
from tolok.web.requests import Asked
from tolok.web.words import moment_of


ON_PAGE = 50
ROWS_AT_ONCE = 2_000
TONES = {
    MailStatus.SENT: ("good", "check-circle-fill"),
    MailStatus.WAITING: ("warn", "clock-history"),
    MailStatus.SENDING: ("warn", "clock-history"),
    MailStatus.REFUSED: ("bad", "exclamation-octagon-fill"),
}


class RulesForm(forms.Form):
    """How the office reminds."""

    is_on = forms.BooleanField(label=gettext_lazy("Pengingat menyala"), required=False)
    by_email = forms.BooleanField(
        label=gettext_lazy("Juga lewat surel, bagi yang surelnya sudah dipastikan"),
        required=False,
    )
    days_before = forms.CharField(
        label=gettext_lazy("Hari sebelum tenggat"),
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "Dipisah koma, misalnya 7, 3, 1. Yang jatuh pada hari libur maju ke hari "
            "kerja sebelumnya."
        ),
    )
    days_after = forms.CharField(
        label=gettext_lazy("Hari sesudah tenggat"),
        required=False,
        max_length=60,
        help_text=gettext_lazy(
            "Misalnya 1, 3, 7, selama pengisian masih dapat diterima."
        ),
    )
    from_hour = forms.IntegerField(label=gettext_lazy("Dikirim mulai pukul"))
    until_hour = forms.IntegerField(label=gettext_lazy("Sampai pukul"))
    verify_days = forms.IntegerField(
        label=gettext_lazy("Waktu memverifikasi (hari kerja)"),
        help_text=gettext_lazy(
            "Dipakai bila aturan verifikasi kantor tidak menyebut kapan dinaikkan."
        ),
    )
    superior_days = forms.IntegerField(
        label=gettext_lazy("Atasan diberi tahu setelah tenggat lewat (hari)"),
        required=False,
        help_text=gettext_lazy("Kosongkan bila tidak pernah."),
    )
    obligatory = forms.MultipleChoiceField(
        label=gettext_lazy("Tidak dapat dimatikan pegawai"),
        choices=ReminderKind.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )
    obligatory_basis = forms.CharField(
        label=gettext_lazy("Dasar atau alasannya"),
        required=False,
        max_length=500,
        help_text=gettext_lazy("Wajib bila ada yang dipilih; pegawai membacanya."),
    )
    closing = forms.CharField(
        label=gettext_lazy("Kalimat penutup surel"),
        required=False,
        max_length=300,
        help_text=gettext_lazy(
            "Misalnya: Pertanyaan? Hubungi Subbagian Perencanaan, pesawat 12."
        ),
    )
    keep_days = forms.IntegerField(
        label=gettext_lazy("Catatan kiriman disimpan (hari)"),
        help_text=gettext_lazy("30 sampai 3650."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            field.error_messages["required"] = _("Isi dengan bilangan.")
            field.error_messages["invalid"] = _("Tulis bilangan bulat, misalnya 3.")

    def clean_days_before(self) -> tuple[int, ...]:
        """Return the days as numbers."""
        return days_of(self.cleaned_data["days_before"])

    def clean_days_after(self) -> tuple[int, ...]:
        """Return the days as numbers."""
        return days_of(self.cleaned_data["days_after"])


def days_of(text: str) -> tuple[int, ...]:
    """Return days written with commas; raises `ValidationError` for anything else."""
    parts = [part.strip() for part in text.replace(";", ",").split(",") if part.strip()]
    if not all(part.isascii() and part.isdigit() and len(part) < 4 for part in parts):
        raise forms.ValidationError(
            _("Tulis bilangan bulat yang dipisah koma, misalnya 7, 3, 1.")
        )
    return tuple(int(part) for part in parts)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rules(request: Asked) -> HttpResponse:
    """Show and change how the office reminds."""
    viewer = request.viewer
    demand_planner(request)
    setting = queries.get_setting(for_user=viewer)
    posted = request.method == "POST"
    initial = {name: getattr(setting, name) for name in RulesForm.base_fields}
    for name in ("days_before", "days_after"):
        initial[name] = ", ".join(str(day) for day in initial[name])
    form = RulesForm(request.POST if posted else None, initial=initial)
    if posted and form.is_valid() and viewer.office is not None:
        try:
            actions.set_reminders(
                office=viewer.office,
                rules=Rules(**form.cleaned_data),
                by=viewer,
                at=clock.moment(viewer),
            )
        except Unfit as refusal:
            form.add_error(refusal.field or None, refusal.message)
        else:
            messages.success(request, _("Aturan pengingat kantor disimpan."))
            return redirect("aturan_pengingat")
    context = {
        "form": form,
        "post": queries.get_mail_state(for_user=viewer),
        "has_server": bool(settings.EMAIL_HOST),
        "crumbs": crumbs(""),
    }
    status = 422 if form.errors else 200
    return render(request, "reminders/rules.html", context, status=status)


@login_required
@require_safe
def preview(request: Asked) -> HttpResponse:
    """Show a mail as people get it, with made-up matters."""
    viewer = request.viewer
    demand_planner(request)
    today = clock.moment(viewer).date()
    setting = queries.get_setting(for_user=viewer)
    items = mails.sample_items(today)
    mail = mails.write_digest(name=viewer.name, items=items, setting=setting, on=today)
    context = {
        "mail": mail,
        **mails.words_of(name=viewer.name, items=items, setting=setting, on=today),
        "may_try": bool(post.address_of(viewer.user)),
        "crumbs": crumbs(_("Surat contoh")),
    }
    return render(request, "reminders/preview.html", context)


@login_required
@require_POST
def try_out(request: Asked) -> HttpResponse:
    """Send today's mail to oneself, and say how it went."""
    viewer = request.viewer
    demand_planner(request)
    if viewer.office is not None:
        try:
            row = post.send_trial(
                office=viewer.office, by=viewer, at=clock.moment(viewer)
            )
        except (NotNow, Unfit) as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(
                request,
                _("Kiriman uji terkirim ke %(address)s.") % {"address": row.address},
            )
    return redirect("surat_pengingat")


class SentForm(forms.Form):
    """Which reminders: by state, by person, by days."""

    orang = forms.CharField(
        label=gettext_lazy("Penerima"), required=False, max_length=100
    )
    keadaan = forms.ChoiceField(
        label=gettext_lazy("Surel"),
        required=False,
        choices=[("", gettext_lazy("Semua")), *MailStatus.choices],
    )
    dari = forms.DateField(
        label=gettext_lazy("Dari tanggal"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )
    sampai = forms.DateField(
        label=gettext_lazy("Sampai tanggal"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("dari", "sampai"):
            self.fields[name].error_messages["invalid"] = _(
                "Tulis tanggal yang ada di kalender."
            )
        self.fields["keadaan"].error_messages["invalid_choice"] = _(
            "Pilih keadaan dari daftar."
        )


@login_required
@require_safe
def sent(request: Asked) -> HttpResponse:
    """Show what was sent to whom, when, and why what was not."""
    viewer = request.viewer
    demand(
        permissions.may_read_sent(viewer, office_id=viewer.office_id),
        _("Catatan pengingat dibaca perencana dan administrator kantor."),
    )
    form, rows = _asked_for(request)
    page = Paginator(rows, ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [line_of(row) for row in page],
        "post": queries.get_mail_state(for_user=viewer),
        "setting": queries.get_setting(for_user=viewer),
        "may_set": permissions.may_set_reminders(viewer, office_id=viewer.office_id),
        "crumbs": crumbs(_("Catatan kiriman")),
        "files": exports.files_of("catatan_pengingat_unduh", exports.query_of(request)),
    }
    status = 422 if form.errors else 200
    return render(request, "reminders/sent.html", context, status=status)


def _asked_for(request: Asked) -> tuple[SentForm, QuerySet[queries.Reminder]]:
    """Return the filter, and what answers to it: all where it is not understood."""
    form = SentForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    return form, queries.list_sent(
        for_user=request.viewer,
        mail=asked.get("keadaan") or "",
        search=asked.get("orang") or "",
        since=asked.get("dari"),
        until=asked.get("sampai"),
    )


@login_required
@require_safe
def take_sent(request: Asked, kind: str) -> HttpResponseBase:
    """Give what was sent, all pages of it, as it is filtered."""
    viewer = request.viewer
    demand(
        permissions.may_read_sent(viewer, office_id=viewer.office_id),
        _("Catatan pengingat dibaca perencana dan administrator kantor."),
    )
    _form, rows = _asked_for(request)
    lines = (line_of(row) for row in rows.iterator(chunk_size=ROWS_AT_ONCE))
    return exports.give(
        request,
        kind,
        title=_("Catatan pengingat"),
        scope=_("pada %(day)s") % {"day": format_date(viewer.on)},
        columns=(
            ListColumn(_("Penerima"), 34),
            ListColumn(_("Isi ringkas"), 60),
            ListColumn(_("Maksud"), 26),
            ListColumn(_("Waktu"), 24),
            ListColumn(_("Surel"), 18),
            ListColumn(_("Alamat"), 30),
            ListColumn(_("Sebab"), 40),
        ),
        rows=(
            [
                one[k]
                for k in ("who", "what", "purpose", "at", "state", "address", "why")
            ]
            for one in lines
        ),
        is_own=True,
    )


def line_of(row: queries.Reminder) -> dict[str, Any]:
    """Return one line of the log."""
    mail = MailStatus(row.mail)
    tone, icon = TONES.get(mail, ("", "info-circle-fill"))
    reason = MailReason(row.reason).label if row.reason else ""
    return {
        "who": row.person.name,
        "what": row.summary,
        "purpose": Purpose(row.purpose).label,
        "at": moment_of(row.created_at),
        "state": mail.label,
        "tone": tone,
        "icon": icon,
        "address": row.address,
        "why": row.trouble or reason,
        "attempts": row.attempts,
        "again": moment_of(row.next_at) if mail == MailStatus.WAITING else "",
        "sent": moment_of(row.sent_at) if row.sent_at else "",
    }


def demand_planner(request: Asked) -> None:
    """Answer 403 to those who do not say how the office reminds."""
    viewer = request.viewer
    demand(
        permissions.may_set_reminders(viewer, office_id=viewer.office_id),
        _("Aturan pengingat diatur perencana kantor."),
    )


def crumbs(here: str) -> list[dict[str, str]]:
    """Return the way to a page of the office's reminders."""
    top = {"label": _("Target dan jadwal"), "url": reverse("perencanaan")}
    rules_at = reverse("aturan_pengingat") if here else ""
    way = [top, {"label": _("Pengingat"), "url": rules_at}]
    return [*way, {"label": here, "url": ""}] if here else way
