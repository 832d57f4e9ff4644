"""What all pages of the dashboard share: their row of tabs, their filter, their address."""

from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.planning.queries import Period
from tolok.reporting.scopes import Scope
from tolok.web.asking import offer


TABS = (
    ("dasbor", gettext_lazy("Ringkasan")),
    ("dasbor_perhatian", gettext_lazy("Terendah dan membaik")),
    ("dasbor_peringatan", gettext_lazy("Peringatan dini")),
    ("dasbor_belum", gettext_lazy("Belum dilaporkan")),
    ("dasbor_rincian", gettext_lazy("Semua realisasi")),
    ("dasbor_banding", gettext_lazy("Perbandingan")),
    ("dasbor_tahun", gettext_lazy("Setahun")),
)


def tabs_of(current: str, *, period: Period, unit_id: int | None) -> dict[str, Any]:
    """Return the tabs of the dashboard; period and unit go along."""
    asked: dict[str, Any] = {"periode": period.pk}
    if unit_id is not None:
        asked["unit"] = unit_id
    items = []
    for name, label in TABS:
        words = asked if name != "dasbor_tahun" else year_words(asked, period)
        items.append(
            {
                "label": str(label),
                "url": f"{reverse(name)}?{urlencode(words)}",
                "current": name == current,
            }
        )
    return {"label": _("Bagian dasbor"), "items": items}


def year_words(asked: dict[str, Any], period: Period) -> dict[str, Any]:
    """Return what the page of a year is asked: the year instead of the period."""
    words = {key: value for key, value in asked.items() if key != "periode"}
    return {"tahun": period.starts_on.year, **words}


def address(name: str, scope: Scope, **more: Any) -> str:
    """Return a page's address with period and unit kept; what is None is left out."""
    asked: dict[str, Any] = {
        "periode": scope.period.pk,
        "unit": scope.unit.pk if scope.unit else None,
        **more,
    }
    kept = {key: value for key, value in asked.items() if value not in (None, "")}
    return f"{reverse(name)}?{urlencode(kept)}"


class ScopeForm(forms.Form):
    """Which unit and which period; both stand in the address."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit kerja"), required=False)
    periode = forms.ChoiceField(label=gettext_lazy("Periode"), required=False)

    def __init__(self, *, scope: Scope, kept: dict[str, str] | None = None) -> None:
        """Show what was chosen; `kept` are other words of the address that go along."""
        super().__init__(
            initial={
                "unit": scope.unit.pk if scope.unit else "",
                "periode": scope.period.pk,
                **(kept or {}),
            }
        )
        offer(
            self,
            "unit",
            [
                ("", _("Seluruh kantor")),
                *((unit.pk, unit.name) for unit in scope.units),
            ],
        )
        offer(
            self,
            "periode",
            [(period.pk, period.label) for period in reversed(scope.periods)],
        )
        for name in kept or {}:
            self.fields[name] = forms.CharField(
                widget=forms.HiddenInput, required=False
            )


def frame_of(current: str, scope: Scope, **kept: str) -> dict[str, Any]:
    """Return what the head of every page of the dashboard needs."""
    unit = scope.unit
    return {
        "scope": scope,
        "period_label": scope.period.label,
        "form": ScopeForm(scope=scope, kept=kept),
        "tabs_of_dashboard": tabs_of(
            current, period=scope.period, unit_id=unit.pk if unit else None
        ),
    }


def scope_words(scope: Scope) -> str:
    """Say in words what was asked for: "Triwulan III 2026, Bidang …"."""
    if scope.unit is None:
        return scope.period.label
    return f"{scope.period.label}, {scope.unit.name}"
