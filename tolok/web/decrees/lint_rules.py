"""The rules by which a decree is looked at: their list, and why each of them matters."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tolok.reader.lint import Rule, get_rule, list_rules
from tolok.reader.lint.examples import lessons
from tolok.web.decrees.views import demand_view
from tolok.web.requests import Asked


SEVERITIES = ("error", "warning", "notice")


@login_required
@require_safe
def show_rules(request: Asked) -> HttpResponse:
    """List every rule by its weight."""
    demand_view(request.viewer)
    rules = list_rules()
    context = {
        "count": len(rules),
        "groups": [
            {
                "title": weight(severity),
                "id": severity,
                "rules": [
                    {
                        "title": rule.title,
                        "summary": rule.summary,
                        "url": rule_url(rule.code),
                    }
                    for rule in rules
                    if rule.severity == severity
                ],
            }
            for severity in SEVERITIES
        ],
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": _("Aturan pemeriksaan"), "url": ""},
        ],
    }
    return render(request, "decrees/lint_rules.html", context)


@login_required
@require_safe
def show_rule(request: Asked, code: str) -> HttpResponse:
    """Explain one rule: why it matters, a bad and a good example, its grounds."""
    demand_view(request.viewer)
    try:
        rule = get_rule(code)
    except KeyError:
        raise Http404 from None
    return render(request, "decrees/lint_rule.html", rule_page(rule))


def rule_page(rule: Rule) -> dict[str, Any]:
    """Return the context of the page of one rule."""
    lesson = lessons()[rule.code]
    return {
        "rule": rule,
        "weight": weight(rule.severity),
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
    }
    return names[severity]


def rule_url(code: str) -> str:
    """Return the address of the page of a rule."""
    return reverse("sk_pemeriksaan_satu", args=[code])
