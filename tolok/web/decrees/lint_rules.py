"""The rules by which a decree is looked at: their list, and why each of them matters."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from tolok.decrees import queries as decrees
from tolok.decrees import strictness
from tolok.decrees.queries import LintChoice
from tolok.decrees.strictness import LONGEST_REASON, OFF
from tolok.kernel.refusals import Unfit
from tolok.organisation.queries import Viewer
from tolok.reader.lint import Rule, get_rule, list_packs, list_rules, load_pack
from tolok.reader.lint.examples import lessons
from tolok.reader.lint.pack import STANDARD
from tolok.web import clock
from tolok.web.asking import demand, offer
from tolok.web.counting import opening
from tolok.web.decrees.views import demand_view, may_handle
from tolok.web.requests import Asked
from tolok.web.words import moment_of


SEVERITIES = ("error", "warning", "notice")
PACK_NAMES = {"baku": gettext_lazy("Baku"), "ringan": gettext_lazy("Ringan")}
PACK_WORDS = {
    "baku": gettext_lazy("Semua aturan berbicara dengan bobotnya sendiri."),
    "ringan": gettext_lazy(
        "Hanya yang menghalangi pengukuran; gaya dan ejaan tidak ditegur."
    ),
}


class PackForm(forms.Form):
    """How strictly the office looks at its decrees."""

    pack = forms.ChoiceField(
        label=gettext_lazy("Seberapa ketat keputusan diperiksa?"),
        widget=forms.RadioSelect,
        error_messages={
            "required": gettext_lazy("Pilih salah satu, lalu simpan."),
            "invalid_choice": gettext_lazy(
                "Paket itu tidak dikenal. Pilih dari daftar."
            ),
        },
    )


class WeightForm(forms.Form):
    """What one rule weighs in this office, and why."""

    weight = forms.ChoiceField(
        label=gettext_lazy("Bobot di kantor Anda"),
        required=False,
        error_messages={
            "invalid_choice": gettext_lazy("Pilih salah satu dari daftar.")
        },
    )
    reason = forms.CharField(
        label=gettext_lazy("Alasan"),
        required=False,
        max_length=LONGEST_REASON,
        help_text=gettext_lazy("Wajib bila bobotnya lain daripada paketnya."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_rules(request: Asked) -> HttpResponse:
    """List every rule by the weight that it has in this office; choose the pack."""
    viewer = request.viewer
    demand_view(viewer)
    choice = decrees.current_choice(office_id=viewer.office_id)
    current = choice.pack if choice else STANDARD
    form = PackForm(request.POST or None, initial={"pack": current})
    offer(
        form,
        "pack",
        [
            (name, f"{PACK_NAMES.get(name, name)}: {PACK_WORDS.get(name, '')}")
            for name in list_packs()
        ],
    )
    if request.method == "POST":
        demand_choosing(viewer)
        if form.is_valid():
            strictness.choose_pack(
                pack=form.cleaned_data["pack"], by=viewer, at=clock.moment(viewer)
            )
            messages.success(
                request, _("Pilihan disimpan. Semua rancangan mengikutinya.")
            )
            return redirect("sk_pemeriksaan")
    pack = decrees.pack_of(choice)
    rules = list_rules()
    context = {
        "count": sum(pack.severity(r.code, r.severity) is not None for r in rules),
        "form": form if may_handle(viewer) else None,
        "chosen": chosen_words(choice),
        "groups": [
            {
                "title": weight(severity),
                "id": severity,
                "rules": [
                    rule_row(rule, choice)
                    for rule in rules
                    if (pack.severity(rule.code, rule.severity) or OFF) == severity
                ],
            }
            for severity in (*SEVERITIES, OFF)
        ],
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": _("Aturan pemeriksaan"), "url": ""},
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "decrees/lint_rules.html", context, status=status)


def demand_choosing(viewer: Viewer) -> None:
    """Answer 403 to those who may not choose the rules."""
    demand(
        may_handle(viewer),
        _("Hanya perencana yang mengatur aturan pemeriksaan kantornya."),
    )


def chosen_words(choice: LintChoice | None) -> str:
    """Say which pack the office uses, who chose it and how many rules it set otherwise."""
    if choice is None:
        return _("Kantor Anda memakai paket Baku.")
    text = _("Kantor Anda memakai paket %(pack)s, diatur %(who)s pada %(at)s.") % {
        "pack": PACK_NAMES.get(choice.pack, choice.pack),
        "who": choice.decided_by,
        "at": moment_of(choice.created_at),
    }
    if not choice.rules:
        return text
    return _("%(text)s %(count)s aturan diatur tersendiri.") % {
        "text": text,
        "count": opening(len(choice.rules)),
    }


def rule_row(rule: Rule, choice: LintChoice | None) -> dict[str, str]:
    """Return one rule as a line of the list, with the reason where it was set otherwise."""
    said = choice.rules.get(rule.code) if choice else None
    return {
        "title": rule.title,
        "summary": rule.summary,
        "url": rule_url(rule.code),
        "set": _("Diatur %(who)s: %(reason)s")
        % {"who": said["by"], "reason": said["reason"]}
        if said
        else "",
    }


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_rule(request: Asked, code: str) -> HttpResponse:
    """Explain one rule and set its weight for the office."""
    viewer = request.viewer
    demand_view(viewer)
    try:
        rule = get_rule(code)
    except KeyError:
        raise Http404 from None
    choice = decrees.current_choice(office_id=viewer.office_id)
    said = choice.rules.get(code, {}) if choice else {}
    form = WeightForm(
        request.POST or None,
        initial={"weight": said.get("weight", ""), "reason": said.get("reason", "")},
    )
    packed = load_pack(choice.pack if choice else STANDARD).severity(
        rule.code, rule.severity
    )
    offer(
        form,
        "weight",
        [
            (
                "",
                _("Ikut paket: %(weight)s") % {"weight": weight(packed or OFF).lower()},
            ),
            *((name, weight(name)) for name in (*SEVERITIES, OFF)),
        ],
    )
    if request.method == "POST":
        demand_choosing(viewer)
        if form.is_valid():
            try:
                strictness.choose_weight(
                    code=code,
                    weight=form.cleaned_data["weight"],
                    reason=form.cleaned_data["reason"],
                    by=viewer,
                    at=clock.moment(viewer),
                )
            except Unfit as refusal:
                form.add_error(refusal.field or None, refusal.message)
            else:
                messages.success(
                    request, _("Bobot aturan disimpan. Semua rancangan mengikutinya.")
                )
                return redirect("sk_pemeriksaan_satu", code)
    own = decrees.pack_of(choice).severity(rule.code, rule.severity)
    context = rule_page(rule) | {
        "weight": weight(own or OFF),
        "set": rule_row(rule, choice)["set"],
        "form": form if may_handle(viewer) else None,
    }
    status = 422 if form.is_bound else 200
    return render(request, "decrees/lint_rule.html", context, status=status)


def rule_page(rule: Rule) -> dict[str, Any]:
    """Return the context of the page of one rule."""
    lesson = lessons()[rule.code]
    return {
        "rule": rule,
        "why": lesson.why,
        "examples": [
            {"id": "buruk", "title": _("Yang ditemukan"), "lines": lesson.bad.lines},
            {"id": "baik", "title": _("Yang baik"), "lines": lesson.good.lines},
        ],
        "grounds": [
            {"text": ground.text, "mark": "read" if ground.seen else "unread"}
            for ground in rule.grounds
        ],
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": _("Aturan pemeriksaan"), "url": reverse("sk_pemeriksaan")},
            {"label": rule.title, "url": ""},
        ],
    }


def weight(severity: str) -> str:
    """Return what a severity is called on screen."""
    names = {
        "error": _("Kesalahan"),
        "warning": _("Peringatan"),
        "notice": _("Catatan"),
        OFF: _("Dimatikan"),
    }
    return names[severity]


def rule_url(code: str) -> str:
    """Return the address of the page of a rule."""
    return reverse("sk_pemeriksaan_satu", args=[code])
