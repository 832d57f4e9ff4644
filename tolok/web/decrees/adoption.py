"""A draft becomes the registry's law: what changes is said first, two may be asked."""

from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy as _lazy
from django.views.decorators.http import require_http_methods, require_POST

from tolok.decrees import adopting, permissions, policies
from tolok.decrees import queries as decrees
from tolok.decrees.comparing import list_choices
from tolok.decrees.comparison import Change
from tolok.decrees.enums import DecreeBearing
from tolok.decrees.queries import Decree
from tolok.kernel.refusals import Unfit
from tolok.organisation.queries import Viewer
from tolok.registry.foreseeing import Foreseen, foresee_adoption
from tolok.reporting.comparison_words import WORDS, moved_from
from tolok.web import clock
from tolok.web.asking import demand, offer
from tolok.web.counting import whole
from tolok.web.decrees import review
from tolok.web.decrees.comparison_rows import COUNTED, by_level
from tolok.web.decrees.forms import BearingForm, DropForm, RuleForm
from tolok.web.decrees.views import crumbs, may_handle
from tolok.web.requests import Asked
from tolok.web.words import moment_of


def demand_handling(viewer: Viewer) -> None:
    """Answer 403 to those who may not adopt."""
    demand(
        may_handle(viewer),
        _("Hanya perencana yang dapat menetapkan keputusan kantornya."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def adopt(request: Asked, decree_id: int) -> HttpResponse:
    """Say what adopting will change; propose it, confirm it, or take the proposal back."""
    viewer = request.viewer
    demand_handling(viewer)
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    if request.method == "POST":
        return decide(request, decree)
    if not policies.may_adopt(decree.status):
        return redirect("sk_rincian", decree.pk)
    return adopt_page(request, decree, bearing_form(decree, viewer), 200)


def decide(request: Asked, decree: Decree) -> HttpResponse:
    """Do what was decided and say what came of it."""
    viewer, at = request.viewer, clock.moment(request.viewer)
    text = request.POST.get("revision", "")
    revision = int(text) if text.isascii() and text.isdigit() else None
    decision = request.POST.get("decision", "adopt")
    if decision == "propose":
        adopting.propose_adoption(decree=decree, revision=revision, by=viewer, at=at)
        said = _("Penetapan diusulkan. Perencana lain mengonfirmasinya di halaman ini.")
    elif decision == "withdraw":
        adopting.withdraw_proposal(decree=decree, by=viewer, at=at)
        said = _("Usulan penetapan ditarik. Rancangan dapat diperbaiki lagi.")
    else:
        adopting.adopt_decree(decree=decree, revision=revision, by=viewer, at=at)
        said = _("Keputusan ditetapkan. Registri mengikuti isinya sekarang.")
    messages.success(request, said)
    return redirect("sk_rincian", decree.pk)


def adopt_page(
    request: Asked, decree: Decree, form: BearingForm, status: int
) -> HttpResponse:
    """Show what will change, what is missing, and who may decide."""
    viewer = request.viewer
    foreseen = foresee_adoption(decree=decree, for_user=viewer)
    context = {
        "decree": decree,
        "form": form,
        "foreseen": foreseen,
        "told": told_of(foreseen),
        "names": names_of(foreseen),
        "amends": decree.bearing == DecreeBearing.AMENDS,
        "missing": review.missing_items(decree),
        "lead": review.lead_of(decree),
        "starts_on": decree.starts_on,
        "two": two_of(decree, viewer),
        "drop_form": DropForm(),
        "crumbs": crumbs(decree, _("Tetapkan")),
    }
    return render(request, "decrees/adopt.html", context, status=status)


PERCENT = 100
# Of a decree that is new as a whole nobody pairs more by hand.
MOST_NEW = 40
TOLD = (
    (Change.ADDED, _lazy("Indikator yang masuk")),
    (Change.DROPPED, _lazy("Indikator yang keluar")),
    (Change.REWORDED, _lazy("Indikator yang diubah bunyinya")),
    (Change.MOVED, _lazy("Indikator yang pindah")),
    (Change.REVALUED, _lazy("Indikator yang berubah target atau rinciannya")),
)


def told_of(foreseen: Foreseen) -> dict[str, Any] | None:
    """Return what differs from the decree in force, in words; None without one."""
    comparison = foreseen.comparison
    if comparison is None or foreseen.before is None:
        return None
    return {
        "before": foreseen.before,
        "counts": [
            {
                "change": WORDS[change].lower(),
                "levels": by_level(comparison, change),
            }
            for change in COUNTED
            if comparison.total[change]
        ],
        "continuing": foreseen.continuing,
        "lists": [
            {
                "title": str(title),
                "count": len(pairs),
                "rows": [
                    {
                        "words": pair.words,
                        "place": pair.row.position_title,
                        "moved": moved_from(pair) if change == Change.MOVED else "",
                    }
                    for pair in pairs
                ],
            }
            for change, title in TOLD
            if (pairs := foreseen.indicators_that(change))
        ],
        "lost": comparison.lost_mends,
    }


def names_of(foreseen: Foreseen) -> dict[str, Any] | None:
    """Return which positions go on under another name, and which might; None if none.

    A position that is new and one that is left can be paired; likeness is in percent.
    """
    if foreseen.before is None or foreseen.comparison is None:
        return None
    new, left = foreseen.new_rows, foreseen.left_rows
    if not foreseen.successors and not (new and left):
        return None
    return {
        "before": foreseen.before,
        "successors": [
            {
                "title": one.after.text,
                "unit": one.after.unit_name,
                "former": one.before.text,
                "former_unit": one.before.unit_name
                if one.before.unit_name != one.after.unit_name
                else "",
                "likeness": whole(round(one.score * PERCENT)),
                "by_hand": one.by_hand,
                "keys": (one.before.key, one.after.key),
            }
            for one in (successor.pair for successor in foreseen.successors)
            if one.before is not None and one.after is not None
        ],
        "new": [
            {
                "title": row.text,
                "unit": row.unit_name,
                "key": row.key,
                "choices": [
                    {
                        "key": choice.row.key,
                        "label": f"{choice.row.text} ({choice.row.unit_name})",
                    }
                    for choice in list_choices(row=row, among=left)
                ],
            }
            for row in new[:MOST_NEW]
            if left
        ],
    }


def two_of(decree: Decree, viewer: Viewer) -> dict[str, Any]:
    """Return whether two persons decide, and whose turn it is."""
    needed = decrees.needs_second_person(office_id=decree.office_id)
    proposed = decree.proposed_at is not None
    return {
        "needed": needed,
        "proposed": proposed,
        "mine": proposed and decree.proposer_id == viewer.user.pk,
        "words": _("Diusulkan %(who)s pada %(at)s.")
        % {"who": decree.proposed_by, "at": moment_of(decree.proposed_at)}
        if proposed
        else "",
    }


def bearing_form(decree: Decree, viewer: Viewer, data: Any = None) -> BearingForm:
    """Return the form that says what the draft does to the decree in force."""
    form = BearingForm(
        data,
        initial={
            "bearing": decree.bearing,
            "follows": decree.follows_id,
            "effective_from": decree.effective_from,
            "removes": decree.removes,
        },
    )
    removable = decrees.list_removable(decree)
    if removable:
        field = form.fields["removes"]
        if isinstance(field, forms.MultipleChoiceField):
            field.choices = [
                (row["id"], f"{row['title']} ({row['unit']})") for row in removable
            ]
    else:
        del form.fields["removes"]
    offer(
        form,
        "follows",
        [
            ("", _("– tidak ada –")),
            *(
                (other.pk, f"{other} ({other.year_from})")
                for other in decrees.list_changeable(for_user=viewer)
                if other.pk != decree.pk
            ),
        ],
    )
    return form


@login_required
@require_POST
def set_bearing(request: Asked, decree_id: int) -> HttpResponse:
    """Say whether a draft is new, amends or replaces, and from which day it holds."""
    viewer = request.viewer
    demand_handling(viewer)
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    form = bearing_form(decree, viewer, request.POST)
    if not form.is_valid():
        return adopt_page(request, decree, form, 422)
    follows = form.cleaned_data["follows"]
    try:
        adopting.set_bearing(
            decree=decree,
            bearing=DecreeBearing(form.cleaned_data["bearing"]),
            follows=decrees.list_changeable(for_user=viewer).get(pk=follows)
            if follows
            else None,
            effective_from=form.cleaned_data["effective_from"],
            removes=form.cleaned_data.get("removes", []),
            by=viewer,
            at=clock.moment(viewer),
        )
    except Unfit as refusal:
        form.add_error(refusal.field or None, refusal.message)
        return adopt_page(request, decree, form, 422)
    messages.success(request, _("Jenis dan tanggal berlakunya disimpan."))
    return redirect("sk_tetapkan", decree.pk)


@login_required
@require_POST
def drop(request: Asked, decree_id: int) -> HttpResponse:
    """Give a draft up, with the reason."""
    viewer = request.viewer
    demand_handling(viewer)
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    adopting.drop_draft(
        decree=decree,
        reason=request.POST.get("reason", ""),
        by=viewer,
        at=clock.moment(viewer),
    )
    messages.success(request, _("Rancangan dibatalkan. Berkasnya boleh diunggah lagi."))
    return redirect("sk")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rule(request: Asked) -> HttpResponse:
    """Decide whether this office's adoptions need a second person."""
    viewer = request.viewer
    demand(
        permissions.may_set_rule(viewer, office_id=viewer.office_id),
        _("Hanya perencana atau administrator kantor yang mengatur penetapan."),
    )
    current = decrees.current_rule(for_user=viewer)
    needed = bool(current and current.needs_second_person)
    initial = {"needs_second_person": "yes" if needed else "no"}
    form = RuleForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        adopting.set_adoption_rule(
            needs_second_person=form.cleaned_data["needs_second_person"] == "yes",
            by=viewer,
            at=clock.moment(viewer),
        )
        messages.success(request, _("Cara penetapan disimpan."))
        return redirect("sk_aturan")
    context = {
        "form": form,
        "current": current,
        "needed": needed,
        "crumbs": [
            {"label": _("Keputusan"), "url": reverse("sk")},
            {"label": _("Cara penetapan"), "url": ""},
        ],
    }
    status = 422 if form.is_bound else 200
    return render(request, "decrees/rule.html", context, status=status)
