"""One's own reminders: what is wanted, where mails go, and the calendar's address."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from tolok.accounts import addresses
from tolok.kernel.refusals import NotNow, Unfit
from tolok.reminders import actions, post, queries
from tolok.reminders.enums import ReminderKind
from tolok.web import clock
from tolok.web.requests import Asked
from tolok.web.words import moment_of


EXPLAINED = {
    ReminderKind.NUDGED: gettext_lazy(
        "Atasan Anda mengingatkan laporan yang belum masuk."
    ),
    ReminderKind.OVERDUE: gettext_lazy("Tenggat sudah lewat, masih dapat dikirim."),
    ReminderKind.RETURNED: gettext_lazy("Verifikator meminta perbaikan."),
    ReminderKind.DUE: gettext_lazy("Beberapa hari sebelum tenggat."),
    ReminderKind.TO_VERIFY: gettext_lazy(
        "Realisasi orang lain yang menunggu keputusan Anda."
    ),
    ReminderKind.BELOW: gettext_lazy("Bagi atasan, setelah tenggat lewat."),
    ReminderKind.TARGETS: gettext_lazy("Usulan yang menunggu jawaban Anda."),
}


class AddressForm(forms.Form):
    """Where mails go; the password says that it is the owner who asks."""

    email = forms.CharField(
        label=gettext_lazy("Alamat surel"),
        required=False,
        max_length=254,
        help_text=gettext_lazy("Kosongkan bila tidak ingin menerima surel."),
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    password = forms.CharField(
        label=gettext_lazy("Kata sandi Anda sekarang"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": gettext_lazy("Isi kata sandi Anda.")},
    )


class CodeForm(forms.Form):
    """The code that was sent to the address."""

    code = forms.CharField(
        label=gettext_lazy("Kode dari surel"),
        max_length=20,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
        error_messages={"required": gettext_lazy("Salin kodenya dari surel.")},
    )


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def show(request: Asked) -> HttpResponse:
    """Show one's own reminders; keep what is wanted."""
    viewer = request.viewer
    if request.method == "POST":
        wanted = set(request.POST.getlist("kinds"))
        obligatory = set(queries.get_setting(for_user=viewer).obligatory)
        actions.choose_reminders(
            switched_off=set(ReminderKind.values) - wanted - obligatory,
            by_email=bool(request.POST.get("by_email")),
            by=viewer,
            at=clock.moment(viewer),
        )
        messages.success(request, _("Pilihan pengingat Anda disimpan."))
        return redirect("pengingat_saya")
    return page(request)


def page(
    request: Asked,
    *,
    address_form: forms.Form | None = None,
    code_form: forms.Form | None = None,
    calendar_url: str = "",
    status: int = 200,
) -> HttpResponse:
    """Return the page, with a form that was refused in its place."""
    viewer = request.viewer
    setting = queries.get_setting(for_user=viewer)
    choice = queries.get_choice(for_user=viewer)
    off = set(choice.switched_off)
    user = viewer.user
    context: dict[str, Any] = {
        "setting": setting,
        "choice": choice,
        "kinds": [
            {
                "value": kind.value,
                "label": kind.label,
                "hint": EXPLAINED[kind],
                "is_obligatory": kind in setting.obligatory,
                "is_on": kind in setting.obligatory or kind not in off,
            }
            for kind in ReminderKind
        ],
        "address_form": address_form or AddressForm(initial={"email": user.email}),
        "code_form": code_form or CodeForm(),
        "confirmed": moment_of(user.email_confirmed_at)
        if user.email_confirmed_at
        else "",
        "calendar": queries.has_calendar(for_user=viewer),
        "calendar_url": calendar_url,
        "newest": queries.list_own(for_user=viewer),
        "has_person": viewer.person is not None,
        "crumbs": [
            {"label": _("Akun saya"), "url": reverse("akun")},
            {"label": _("Pengingat"), "url": ""},
        ],
    }
    return render(request, "reminders/own.html", context, status=status)


@login_required
@require_POST
def give_address(request: Asked) -> HttpResponse:
    """Keep another address, and send the code there that confirms it."""
    viewer = request.viewer
    form = AddressForm(request.POST)
    if form.is_valid() and not viewer.user.check_password(
        form.cleaned_data["password"]
    ):
        form.add_error(
            "password", _("Kata sandi tidak cocok. Surel belum diubah; ketik lagi.")
        )
    if form.is_valid():
        try:
            addresses.set_email(
                user=viewer.user,
                email=form.cleaned_data["email"],
                by=viewer.user,
                at=clock.moment(viewer),
            )
        except Unfit as refusal:
            form.add_error("email", refusal.message)
    if form.errors:
        return page(request, address_form=form, status=422)
    if not viewer.user.email:
        messages.success(request, _("Surel Anda dihapus; pengingat hanya di aplikasi."))
    elif viewer.user.email_confirmed_at is None:
        send_code(request)
    return redirect("pengingat_saya")


def send_code(request: Asked) -> None:
    """Send the code and tell how it went; the address stays whatever comes of it."""
    viewer = request.viewer
    try:
        post.send_code(by=viewer, at=clock.moment(viewer))
    except (NotNow, Unfit) as refusal:
        messages.error(
            request, _("Alamat disimpan. %(why)s") % {"why": refusal.message}
        )
    else:
        messages.success(
            request,
            _("Kode dikirim ke %(address)s. Salin ke kotak di bawah ini.")
            % {"address": viewer.user.email},
        )


@login_required
@require_POST
def confirm_address(request: Asked) -> HttpResponse:
    """Take the code, or send it once more."""
    viewer = request.viewer
    if request.POST.get("again"):
        send_code(request)
        return redirect("pengingat_saya")
    form = CodeForm(request.POST)
    if form.is_valid():
        try:
            addresses.confirm_email(
                user=viewer.user,
                code=form.cleaned_data["code"],
                by=viewer.user,
                at=clock.moment(viewer),
            )
        except Unfit as refusal:
            form.add_error("code", refusal.message)
    if form.errors:
        return page(request, code_form=form, status=422)
    messages.success(request, _("Surel Anda sudah dipastikan."))
    return redirect("pengingat_saya")


@login_required
@never_cache
@require_POST
def open_calendar(request: Asked) -> HttpResponse:
    """Make the address of one's own calendar, and show it this once."""
    viewer = request.viewer
    key = actions.make_calendar_key(by=viewer, at=clock.moment(viewer))
    url = request.build_absolute_uri(reverse("publik_kalender", args=[key]))
    return page(request, calendar_url=url)


@login_required
@require_POST
def close_calendar(request: Asked) -> HttpResponse:
    """Make the address lead nowhere."""
    viewer = request.viewer
    if actions.revoke_calendar_key(by=viewer, at=clock.moment(viewer)):
        messages.success(
            request,
            _("Alamat kalender dicabut; yang memakainya tidak mendapat apa-apa."),
        )
    return redirect("pengingat_saya")
