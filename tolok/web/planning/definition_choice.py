"""Which definitions a page speaks of: the filter that stands in its address."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.registry import queries as registry
from tolok.registry.enums import Measure
from tolok.web.asking import asked_id, offer
from tolok.web.requests import Asked


SUGGESTED, ACCEPTED = "usulan", "diterima"
LONGEST_SEARCH = 100


class ChoiceForm(forms.Form):
    """Unit, state, kind and words, as they stand in the address."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit kerja"), required=False)
    keadaan = forms.ChoiceField(
        label=gettext_lazy("Keadaan"),
        required=False,
        choices=[
            ("", gettext_lazy("usulan dan yang diterima")),
            (SUGGESTED, gettext_lazy("usulan saja")),
            (ACCEPTED, gettext_lazy("yang diterima saja")),
        ],
    )
    jenis = forms.ChoiceField(label=gettext_lazy("Yang diisi"), required=False)
    cari = forms.CharField(
        label=gettext_lazy("Kata dalam indikator"),
        required=False,
        max_length=LONGEST_SEARCH,
    )
    jabatan = forms.CharField(required=False, widget=forms.HiddenInput)

    def __init__(
        self, *args: Any, units: Sequence[organisation.Unit], **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "unit",
            [("", _("Seluruh kantor")), *((unit.pk, unit.name) for unit in units)],
        )
        offer(self, "jenis", [("", _("semua jenis")), *Measure.choices])


@dataclass
class Choice:
    """What was asked for, and the definitions that answer to it."""

    form: ChoiceForm
    definitions: Any
    unit: organisation.Unit | None
    position: organisation.Position | None

    @property
    def scope(self) -> str:
        """Say of whom the definitions are."""
        if self.position is not None:
            return self.position.title
        return self.unit.name if self.unit is not None else _("seluruh kantor")


def chosen(request: Asked, *, accepted: bool | None = None) -> Choice | None:
    """Return the definitions that the address asks for; None without a registry.

    `accepted` overrules the address. Raises `Http404` for a unit or position of another
    office.
    """
    viewer = request.viewer
    version = registry.version_on(office_id=viewer.office_id, on=viewer.on)
    if version is None:
        return None
    units = list(organisation.list_units(for_user=viewer))
    unit_id = asked_id(request, "unit")
    unit = next((one for one in units if one.pk == unit_id), None)
    if unit_id is not None and unit is None:
        raise Http404
    position = position_of(request, viewer)
    state = request.GET.get("keadaan", "")
    if accepted is None and state in {SUGGESTED, ACCEPTED}:
        accepted = state == ACCEPTED
    measure = request.GET.get("jenis", "")
    return Choice(
        ChoiceForm(units=units, initial=request.GET.dict()),
        registry.find_definitions(
            version=version,
            for_user=viewer,
            unit=unit,
            position=position,
            accepted=accepted,
            measure=measure if measure in Measure.values else "",
            words=request.GET.get("cari", "")[:LONGEST_SEARCH],
        ),
        unit,
        position,
    )


def position_of(request: Asked, viewer: Viewer) -> organisation.Position | None:
    """Return the position that the address names; `DoesNotExist` (404) for another's."""
    position_id = asked_id(request, "jabatan")
    if position_id is None:
        return None
    return organisation.get_position(position_id=position_id, for_user=viewer)
