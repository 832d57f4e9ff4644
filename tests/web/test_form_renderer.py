"""A list to choose from is drawn at once, and is still what Django would draw."""

import re
from datetime import date

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates
from lxml import html

from tolok.web.form_renderer import LeanRenderer


GROUPED = [
    ("", "Semua unit"),
    ("Bidang <A>", [("1", "Seksi & Satu"), ("2", 'Seksi "Dua"')]),
    (3, "Seksi Tiga"),
]


def canonical(drawn: str) -> bytes:
    """Return HTML without the blank lines between its elements."""
    root = html.fragment_fromstring(re.sub(r">\s+<", "><", drawn.strip()))
    return html.tostring(root)


@pytest.mark.parametrize("value", [None, "", "2", 3, "tidak ada"])
@pytest.mark.parametrize(
    "attrs",
    [
        {},
        {"class": "form-select", "id": "id_unit"},
        {"required": True, "disabled": False, "aria-label": 'Unit "kerja" <semua>'},
    ],
    ids=["bare", "named", "flags"],
)
@pytest.mark.parametrize(
    "widget",
    [forms.Select, forms.NullBooleanSelect, forms.SelectMultiple],
)
def test_a_list_is_what_django_would_draw(widget, attrs, value):
    made = widget() if widget is forms.NullBooleanSelect else widget(choices=GROUPED)
    chosen = [value] if widget is forms.SelectMultiple else value

    ours = made.render("unit", chosen, attrs, renderer=LeanRenderer())
    theirs = made.render("unit", chosen, attrs, renderer=DjangoTemplates())

    assert canonical(ours) == canonical(theirs)


def test_other_controls_are_djangos_own():
    field = forms.DateInput()

    ours = field.render("hari", date(2026, 7, 1), {}, renderer=LeanRenderer())

    assert ours == field.render(
        "hari", date(2026, 7, 1), {}, renderer=DjangoTemplates()
    )
