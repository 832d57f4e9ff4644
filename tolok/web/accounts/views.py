"""Sign in, sign out, change a password, choose light or dark, and the language."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import logout, views
from django.contrib.auth.decorators import login_required
from django.contrib.auth.forms import (
    AuthenticationForm,
    PasswordChangeForm,
    UsernameField,
)
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse_lazy
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_POST

from tolok.accounts import actions as accounts
from tolok.accounts import queries
from tolok.accounts.enums import Language, Theme
from tolok.organisation.queries import Viewer, holder_title
from tolok.web import clock, languages
from tolok.web.middleware import CHOSEN_OFFICE
from tolok.web.requests import Asked


class SignInForm(AuthenticationForm):
    """User name and password; one message for whatever is wrong with them."""

    username = UsernameField(
        label=_("Nama pengguna"),
        widget=forms.TextInput(attrs={"autofocus": True, "autocapitalize": "none"}),
        error_messages={"required": _("Nama pengguna masih kosong.")},
    )
    password = forms.CharField(
        label=_("Kata sandi"),
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        error_messages={"required": _("Kata sandi masih kosong.")},
    )

    error_messages = {
        "invalid_login": _(
            "Nama pengguna atau kata sandi tidak cocok. Periksa huruf besar dan "
            "kecilnya, lalu coba lagi. Lupa kata sandi? Hubungi administrator kantor."
        ),
        "inactive": _("Akun ini dinonaktifkan. Hubungi administrator kantor Anda."),
    }


class SignIn(views.LoginView):
    """The first page."""

    template_name = "accounts/sign_in.html"
    authentication_form = SignInForm
    redirect_authenticated_user = True

    def get_context_data(self, **context: Any) -> dict[str, Any]:
        other = languages.other_language()
        # Nobody can sign in to a Tolok that was just installed: say how one comes to.
        return super().get_context_data(
            **context,
            nobody_yet=not queries.list_users().exists(),
            other_language_url=languages.sign_in_query(self.get_redirect_url(), other),
        )

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        user = form.get_user()
        asked = languages.known(self.request.GET)
        if asked and not user.language:
            accounts.choose_language(user=user, language=asked)
        return super().form_valid(form)

    def form_invalid(self, form: AuthenticationForm) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response


def locked_out(
    request: HttpRequest, credentials: dict[str, Any], *args: Any, **kwargs: Any
) -> HttpResponse:
    """Answer someone who tried too often."""
    return render(request, "accounts/locked_out.html", status=429)


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End the session."""
    logout(request)
    return redirect("masuk")


@login_required
def account(request: Asked) -> HttpResponse:
    """Show one's own account."""
    viewer = request.viewer
    context = {
        "themes": Theme.choices,
        "languages": Language,
        "language": get_language(),
        "roles": sorted(str(role.label) for role in viewer.roles),
        "seats": [holder_title(placement) for placement in viewer.placements],
        "reminded": where_reminded(viewer),
    }
    return render(request, "accounts/account.html", context)


def where_reminded(viewer: Viewer) -> str:
    """Return where reminders reach a person, in one sentence."""
    user = viewer.user
    if user.email and user.email_confirmed_at:
        said = gettext("Pengingat tampil di aplikasi dan dikirim ke %(address)s.")
        return said % {"address": user.email}
    if user.email:
        return gettext("Pengingat tampil di aplikasi; surel Anda belum dipastikan.")
    return gettext("Pengingat tampil di aplikasi saja; surel belum diisi.")


class NewPasswordForm(PasswordChangeForm):
    """The old password once, the new one twice."""

    error_messages = {
        **PasswordChangeForm.error_messages,
        "password_incorrect": _("Kata sandi lama tidak cocok. Ketik sekali lagi."),
        "password_mismatch": _("Kedua kata sandi baru tidak sama. Ketik sekali lagi."),
    }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Kata sandi lama")
        self.fields["new_password1"].label = _("Kata sandi baru")
        self.fields["new_password1"].help_text = ""
        self.fields["new_password2"].label = _("Kata sandi baru, sekali lagi")
        self.fields["new_password2"].help_text = ""


class ChangePassword(views.PasswordChangeView):
    """Change one's own password; the change stands in the trail."""

    request: Asked
    template_name = "accounts/change_password.html"
    form_class = NewPasswordForm
    success_url = reverse_lazy("akun")

    def form_invalid(self, form: Any) -> HttpResponse:
        response = super().form_invalid(form)
        response.status_code = 422
        return response

    def form_valid(self, form: Any) -> HttpResponse:
        user = self.request.viewer.user
        response = super().form_valid(form)
        accounts.note_password_change(user=user, by=user, at=clock.moment())
        messages.success(self.request, _("Kata sandi Anda sudah diganti."))
        return response


class ThemeForm(forms.Form):
    """Light, dark or as the device says."""

    theme = forms.ChoiceField(choices=Theme.choices, required=False)


@require_POST
@login_required
def choose_office(request: Asked) -> HttpResponseBase:
    """Look at another of one's own offices from now on, in this session."""
    wanted = request.POST.get("office", "")
    found = {str(office.pk): office for office in request.viewer.offices}.get(wanted)
    if found is None:
        raise Http404
    request.session[CHOSEN_OFFICE] = found.pk
    messages.success(
        request, _("Anda kini melihat %(office)s.") % {"office": found.name}
    )
    return redirect("beranda")


@login_required
@require_POST
def change_theme(request: Asked) -> HttpResponseBase:
    """Keep the chosen theme with the account."""
    form = ThemeForm(request.POST)
    if form.is_valid():
        accounts.choose_theme(
            user=request.viewer.user, theme=form.cleaned_data["theme"]
        )
    return redirect("akun")


class LanguageForm(forms.Form):
    """The language of the screens, and the page to go back to."""

    language = forms.ChoiceField(choices=Language.choices)
    next = forms.CharField(required=False)


@login_required
@require_POST
def change_language(request: Asked) -> HttpResponseBase:
    """Keep the chosen language with the account; go back to where it was chosen."""
    form = LanguageForm(request.POST)
    if not form.is_valid():
        return redirect("akun")
    language = form.cleaned_data["language"]
    accounts.choose_language(user=request.viewer.user, language=language)
    with override(language):
        messages.success(request, gettext("Layar kini berbahasa Indonesia."))
    back = form.cleaned_data["next"]
    if url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()}):
        return redirect(back)
    return redirect("akun")
