"""List the positions with their holders; place people, end a seat, share a target."""

import re
from collections.abc import Iterator, Sequence
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.accounts.enums import Capability
from tolok.kernel.dates import format_date
from tolok.kernel.numbers import format_number
from tolok.kernel.refusals import Unfit
from tolok.organisation import permissions, seating
from tolok.organisation import queries as organisation
from tolok.organisation.enums import PlacementKind
from tolok.organisation.queries import Placement, Position, Viewer
from tolok.reporting.documents.listing import Cell, ListColumn
from tolok.web import clock
from tolok.web.planning.forms import TOO_LONG, day_field
from tolok.web.reporting import exports
from tolok.web.requests import Asked


ROWS_ON_PAGE = 50
ROWS_AT_ONCE = 2_000
BAD_PERCENT = gettext_lazy("Tulis persen antara 0 dan 100, misalnya 40 atau 33,33.")


def percent_field() -> forms.DecimalField:
    """Return a field for a part of the target in percent; empty is the whole."""
    return forms.DecimalField(
        label=gettext_lazy("Bagian target (%)"),
        help_text=gettext_lazy("Kosong: memikul target penuh."),
        required=False,
        localize=True,
        max_digits=5,
        decimal_places=2,
        error_messages=dict.fromkeys(
            ("invalid", "max_digits", "max_decimal_places", "max_whole_digits"),
            BAD_PERCENT,
        ),
    )


class SeatForm(forms.Form):
    """Who takes the seat, how, on which days, by which letter."""

    nip = forms.CharField(
        label="NIP",
        help_text=gettext_lazy("18 angka."),
        max_length=22,
        error_messages={
            "required": gettext_lazy("Isi NIP pegawai."),
            "max_length": gettext_lazy("NIP terdiri atas 18 angka."),
        },
    )
    name = forms.CharField(
        label=gettext_lazy("Nama"),
        help_text=gettext_lazy("Hanya bila pegawai ini belum dikenal."),
        required=False,
        max_length=200,
        error_messages={"max_length": TOO_LONG},
    )
    kind = forms.ChoiceField(
        label=gettext_lazy("Memangku sebagai"), choices=PlacementKind.choices
    )
    starts_on = day_field(gettext_lazy("Mulai"), "")
    ends_on = day_field(
        gettext_lazy("Sampai"), gettext_lazy("Hari terakhir ikut. Kosong: seterusnya.")
    )
    letter_number = forms.CharField(
        label=gettext_lazy("Nomor surat"),
        help_text=gettext_lazy("Wajib bagi Plt., Plh., dan Pj."),
        required=False,
        max_length=120,
        error_messages={"max_length": TOO_LONG},
    )
    share_percent = percent_field()
    moves = forms.BooleanField(
        label=gettext_lazy(
            "Pindahkan: jabatan definitifnya yang lama berakhir sehari sebelumnya"
        ),
        required=False,
    )
    only_signs = forms.BooleanField(
        label=gettext_lazy(
            "Hanya menandatangani dan memverifikasi; hasilnya tetap "
            "pada pejabat definitif"
        ),
        required=False,
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["ends_on"].required = False


class EndForm(forms.Form):
    """The last day of a seat."""

    last_day = day_field(gettext_lazy("Hari terakhir"), "")


class ShareForm(forms.Form):
    """The part of the target of a seat."""

    share_percent = percent_field()


@login_required
@require_safe
def show_list(request: Asked) -> HttpResponse:
    """List the positions of the office with those who sit there today."""
    viewer = request.viewer
    seating.demand_may_place(viewer, viewer.office_id)
    search = request.GET.get("cari", "").strip()[:100]
    rows = organisation.list_seated(for_user=viewer, search=search)
    page = Paginator(rows, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "search": search,
        "viewer_decrees": viewer.may(Capability.VIEW_DECREES),
        "files": exports.files_of(
            "orang_unduh", urlencode({"cari": search}) if search else ""
        ),
    }
    return render(request, "organisation/people.html", context)


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give the positions with those who sit there today, as they are searched for."""
    viewer = request.viewer
    seating.demand_may_place(viewer, viewer.office_id)
    search = request.GET.get("cari", "").strip()[:100]
    rows = organisation.list_seated(for_user=viewer, search=search)
    return exports.give(
        request,
        kind,
        title=_("Pemangku jabatan"),
        scope=_("pada %(day)s") % {"day": format_date(viewer.on)}
        + (f", {search}" if search else ""),
        columns=(
            ListColumn(_("Jabatan"), 50),
            ListColumn(_("Unit kerja"), 40),
            ListColumn(_("Sebagai"), 14),
            ListColumn(_("Pemangku"), 34),
            ListColumn(_("NIP"), 22),
            ListColumn(_("Mulai"), 13),
            ListColumn(_("Sampai"), 13),
        ),
        rows=(
            line
            for row in rows.iterator(chunk_size=ROWS_AT_ONCE)
            for line in lines(row)
        ),
        is_own=True,
    )


def lines(position: Any) -> Iterator[Sequence[Cell]]:
    """Yield a line for each who sits in a position, one without a name for none."""
    place = (position.title, position.unit.name)
    if not position.seated:
        yield (*place, None, None, None, None, None)
    for seat in position.seated:
        person = seat.person
        kind = seat.get_kind_display()
        yield (
            *place,
            *(kind, person.name, person.nip or None),
            *(seat.starts_on, seat.ends_on),
        )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_position(request: Asked, position_id: int) -> HttpResponse:
    """Show everyone who sat in a position; seat somebody."""
    viewer = request.viewer
    position = organisation.get_position(position_id=position_id, for_user=viewer)
    seating.demand_may_place(viewer, viewer.office_id)
    posted = request.method == "POST"
    form = SeatForm(request.POST if posted else None)
    if posted and form.is_valid():
        given = dict(form.cleaned_data)
        given["owes_results"] = not given.pop("only_signs")
        try:
            row = seating.seat_person(
                position=position, by=viewer, at=clock.moment(viewer), **given
            )
        except Unfit as refusal:
            field = refusal.field if refusal.field in form.fields else None
            form.add_error(field, refusal.message)
        else:
            messages.success(
                request,
                _("%(name)s memangku jabatan ini mulai %(day)s.")
                % {"name": row.person.name, "day": format_date(row.starts_on)},
            )
            return redirect("orang_jabatan", position_id)
    return page_of(request, position, form)


def page_of(
    request: Asked, position: Position, form: SeatForm, status: int | None = None
) -> HttpResponse:
    """Answer with the page of a position."""
    rows = organisation.list_seats_of(position=position)[:100]
    context = {
        "position": position,
        "form": form,
        "gives_accounts": permissions.may_give_account(
            request.viewer, office_id=position.office_id
        ),
        "seats": [seat_of(row, request.viewer) for row in rows],
    }
    code = status or (422 if form.errors else 200)
    return render(request, "organisation/position.html", context, status=code)


def seat_of(row: Placement, viewer: Viewer) -> dict[str, Any]:
    """Return one seat: who, how, when, and what may still be changed."""
    share = row.share_percent
    return {
        "row": row,
        "account": row.person.user.username if row.person.user else "",
        "suggested": suggested_username(row.person.name),
        "kind": row.get_kind_display(),
        "from": format_date(row.starts_on),
        "until": format_date(row.ends_on) if row.ends_on else _("seterusnya"),
        "share": _("%(percent)s %% dari target")
        % {"percent": format_number(share.normalize() + 0)}
        if share is not None
        else _("target penuh"),
        "ended": row.ends_on is not None and row.ends_on < viewer.on,
        "end_form": EndForm(
            initial={"last_day": viewer.on}, auto_id=f"akhir-{row.pk}-%s"
        ),
        "share_form": ShareForm(
            initial={"share_percent": share}, auto_id=f"bagian-{row.pk}-%s"
        ),
    }


def suggested_username(name: str) -> str:
    """Return the first two words of a name without titles: "Siti Nurjanah, S.E."."""
    words = re.findall(r"(?<![\w.])[a-z]{2,}(?![\w.])", name.split(",")[0].lower())
    return ".".join(words[:2])


@login_required
@require_POST
def end(request: Asked, placement_id: int) -> HttpResponse:
    """End a seat on a day."""
    viewer = request.viewer
    row = organisation.get_seat(placement_id=placement_id, for_user=viewer)
    seating.demand_may_place(viewer, viewer.office_id)
    form = EndForm(request.POST)
    if not form.is_valid():
        return trouble(request, row, form)
    try:
        seating.end_seat(
            placement=row,
            last_day=form.cleaned_data["last_day"],
            by=viewer,
            at=clock.moment(viewer),
        )
    except Unfit as refusal:
        form.add_error("last_day", refusal.message)
        return trouble(request, row, form)
    messages.success(
        request,
        _("Penempatan %(name)s berakhir pada %(day)s.")
        % {
            "name": row.person.name,
            "day": format_date(form.cleaned_data["last_day"]),
        },
    )
    return redirect("orang_jabatan", row.position_id)


@login_required
@require_POST
def share(request: Asked, placement_id: int) -> HttpResponse:
    """Set the part of the target of a seat."""
    viewer = request.viewer
    row = organisation.get_seat(placement_id=placement_id, for_user=viewer)
    seating.demand_may_place(viewer, viewer.office_id)
    form = ShareForm(request.POST)
    if not form.is_valid():
        return trouble(request, row, form)
    try:
        seating.share_seat(
            placement=row,
            share_percent=form.cleaned_data["share_percent"],
            by=viewer,
            at=clock.moment(viewer),
        )
    except Unfit as refusal:
        form.add_error("share_percent", refusal.message)
        return trouble(request, row, form)
    messages.success(
        request, _("Bagian target %(name)s disimpan.") % {"name": row.person.name}
    )
    return redirect("orang_jabatan", row.position_id)


def trouble(request: Asked, row: Placement, form: forms.Form) -> HttpResponse:
    """Show the page again with what is wrong on top; nothing was changed."""
    position = organisation.get_position(
        position_id=row.position_id, for_user=request.viewer
    )
    said = " ".join(str(error) for found in form.errors.values() for error in found)
    messages.error(request, f"{row.person.name}: {said}")
    return page_of(request, position, SeatForm(), status=422)
