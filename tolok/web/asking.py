"""What an address asks for, read in one way by every page."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, QueryDict
from django.utils.translation import gettext as _

from tolok.kernel.refusals import Unfit


MOST_DIGITS = 18
LONGEST_SHOWN = 40
DAY_FORMATS = ["%Y-%m-%d", "%d-%m-%Y", "%d/%m/%Y", "%d.%m.%Y"]


def asked_id(request: HttpRequest, name: str) -> int | None:
    """Return the id that the address names, or None where it names none.

    Anything but digits is an address that leads nowhere: `Http404`.
    """
    return id_in(request.GET, name)


def id_in(asked: QueryDict, name: str) -> int | None:
    """Return the id that a form or an address names; as `asked_id`."""
    text = asked.get(name, "").strip()
    if not text:
        return None
    if not (text.isascii() and text.isdigit()) or len(text) > MOST_DIGITS:
        raise Http404
    return int(text)


def asked_number(request: HttpRequest, name: str, default: int) -> int:
    """Return a count that the address names, the default where it is none."""
    text = request.GET.get(name, "").strip()
    if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS:
        return int(text)
    return default


def asked_day(request: HttpRequest, name: str) -> date | None:
    """Return the day that the address names in the ISO form, or None where it names none.

    Anything but a day leads nowhere: `Http404`.
    """
    text = request.GET.get(name, "").strip()
    if not text:
        return None
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise Http404 from error


class DayUnreadable(Unfit):
    """What should be a day is none."""


def asked_cut_off(request: HttpRequest) -> date | None:
    """Return the day `?pada=` up to which a document speaks, None for this moment.

    It is typed by people as well: what is no day is answered by a sentence. Raises
    `DayUnreadable`.
    """
    return cut_off_in(request.GET)


def cut_off_in(asked: QueryDict) -> date | None:
    """Return the day `pada` of a form or an address; as `asked_cut_off`."""
    text = asked.get("pada", "").strip()
    if not text:
        return None
    try:
        return forms.DateField(input_formats=DAY_FORMATS).clean(text)
    except forms.ValidationError as error:
        raise DayUnreadable(
            _("“%(text)s” bukan tanggal. Tulis seperti 30-06-2026.")
            % {"text": text[:LONGEST_SHOWN]},
            field="pada",
        ) from error


class PaperUnknown(Unfit):
    """Documents are printed on Folio or A4."""


def asks_a4(asked: QueryDict) -> bool:
    """Tell whether a form or an address wants A4; without a word it is Folio.

    Raises `PaperUnknown` for any other paper.
    """
    paper = asked.get("kertas", "").strip().casefold()
    if paper not in {"", "folio", "f4", "a4"}:
        raise PaperUnknown(
            _("Kertas “%(paper)s” tidak dikenal. Pilih Folio (F4) atau A4.")
            % {"paper": paper[:LONGEST_SHOWN]},
            field="kertas",
        )
    return paper == "a4"


def demand(allowed: bool, why: str = "") -> None:
    """Answer 403 with the reason unless it is allowed."""
    if not allowed:
        raise PermissionDenied(
            why or _("Akun Anda tidak diberi wewenang untuk membuka halaman ini.")
        )


def offer(form: forms.Form, name: str, choices: Iterable[tuple[Any, Any]]) -> None:
    """Give a field of a form what there is to choose from."""
    field = form.fields[name]
    if not isinstance(field, forms.ChoiceField):
        raise TypeError(name)
    field.choices = list(choices)
