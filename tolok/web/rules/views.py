"""The law library: every dated value with its source, and what nobody checked yet."""

from itertools import groupby
from typing import Any

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from tolok.kernel.dates import format_date
from tolok.rules.loader import load_library
from tolok.rules.sources import Sourced, list_sources
from tolok.web.passports import split_citation
from tolok.web.requests import Asked
from tolok.web.rules.values import lines_of


class LibraryForm(forms.Form):
    """Which rules: by a word, and only those that nobody checked."""

    cari = forms.CharField(label=gettext_lazy("Cari"), required=False, max_length=100)
    belum = forms.BooleanField(
        label=gettext_lazy("Hanya yang belum dicocokkan"), required=False
    )


@login_required
@require_safe
def library(request: Asked) -> HttpResponse:
    """Show the rules by their names, each value with its day, source and mark."""
    form = LibraryForm(request.GET)
    asked = form.cleaned_data if form.is_valid() else {}
    everything = list_sources(load_library(settings.REGIONAL_RULES or None))
    found = [source for source in everything if is_asked(source, asked)]
    return render(
        request,
        "rules/library.html",
        {
            "form": form,
            "rules": [
                rule_of(list(values))
                for _key, values in groupby(found, key=lambda s: (s.kind, s.key))
            ],
            "unchecked": sum(source.is_doubtful for source in everything),
            "total": len(everything),
        },
    )


def is_asked(source: Sourced, asked: dict[str, Any]) -> bool:
    """Tell whether a value is among those asked for."""
    if asked.get("belum") and not source.is_doubtful:
        return False
    word = str(asked.get("cari") or "").casefold()
    return word in f"{source.key} {source.name} {source.citation}".casefold()


def rule_of(values: list[Sourced]) -> dict[str, Any]:
    """Return one rule with its values, oldest first, as the page shows it."""
    first = values[0]
    return {
        "key": first.key,
        "name": first.name,
        "is_pack": first.kind == "pack",
        "values": [
            {
                "since": _("sejak %(day)s") % {"day": format_date(source.starts_on)},
                "lines": lines_of(source.value) if source.kind == "parameter" else [],
                "citation": split_citation(source.citation)[0],
                "remark": split_citation(source.citation)[1],
                "doubtful": source.is_doubtful,
                "checked": source.is_checked,
                "note": source.note,
            }
            for source in values
        ],
    }
