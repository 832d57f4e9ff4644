"""One correction at a time: fields save themselves, rows are arranged, all can be undone."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tolok.decrees import correcting
from tolok.decrees import queries as decrees
from tolok.decrees.correcting import Saved
from tolok.decrees.corrections import NoSuchPlace, parse_path
from tolok.decrees.findings import Replacement, key_of
from tolok.decrees.queries import Decree
from tolok.kernel.refusals import Unfit
from tolok.organisation.queries import Viewer
from tolok.reader.lint import replacements
from tolok.web import clock
from tolok.web.asking import demand
from tolok.web.decrees import review
from tolok.web.decrees.editor import FIELD
from tolok.web.decrees.places import POSITIONS, Place, asked_place, url_of
from tolok.web.decrees.views import desk_of, may_handle
from tolok.web.requests import Asked
from tolok.web.words import moment_of


MOST_DIGITS = 9
LONGEST_ADDRESS = 200


@dataclass(frozen=True)
class Order:
    """What a button asked for: of which draft as it was shown, where, by whom, when."""

    decree: Decree
    revision: int
    place: Place
    address: str
    said: Callable[[str], str]
    by: Viewer
    at: datetime


@login_required
@require_POST
def correct(request: Asked, decree_id: int) -> HttpResponse:
    """Save the fields of a form and do the one thing its button asked for.

    tolok.js saves while one writes (answered with when it was saved); htmx swaps the
    review's one region; without scripts the page comes back.
    """
    viewer = request.viewer
    demand(
        may_handle(viewer),
        _("Hanya perencana yang dapat memperbaiki rancangan keputusan kantornya."),
    )
    if request.headers.get("X-Requested-With") == "tolok":
        known = decrees.list_decrees(for_user=viewer).get(pk=decree_id)
        return saved_answer(request, save(request, known))
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    place = asked_place(request, decree, review.list_findings(decree), strictly=False)
    saved = save(request, decree)
    doing, _colon, address = request.POST.get("do", "").partition(":")
    refused = dict(saved.refused)
    if doing and not refused:
        order = Order(
            decree=saved.decree,
            revision=saved.revision,
            place=place,
            address=address,
            said=lambda name: request.POST.get(name, ""),
            by=viewer,
            at=clock.moment(viewer),
        )
        try:
            place = carry_out(doing, order)
        except Unfit as refusal:
            refused["do"] = refusal.message
    return answer(request, decree_id, place, refused)


def save(request: Asked, decree: Decree) -> Saved:
    """Save what the form's fields say."""
    fields = {
        name.removeprefix(FIELD)[:LONGEST_ADDRESS]: str(text)
        for name, text in request.POST.items()
        if name.startswith(FIELD)
    }
    return correcting.save_fields(
        decree=decree,
        fields=fields,
        revision=revision_of(request),
        by=request.viewer,
        at=clock.moment(request.viewer),
    )


def revision_of(request: Asked) -> int:
    """Return the revision that the page showed. Raises NoSuchPlace for an odd one."""
    text = request.POST.get("revision", "")
    if not (text.isascii() and text.isdigit()) or len(text) > MOST_DIGITS:
        raise NoSuchPlace(
            _("Halaman itu tidak lengkap. Muat ulang, lalu ulangi perbaikannya.")
        )
    return int(text)


def saved_answer(request: Asked, saved: Saved) -> HttpResponse:
    """Answer a saving that goes on by itself: when it was kept, or what does not fit."""
    context = {
        "saved": saved,
        "why": " ".join(saved.refused.values()),
        "at": clock.moment(request.viewer),
    }
    status = 422 if saved.refused else 200
    return render(request, "decrees/saved.html", context, status=status)


def answer(
    request: Asked, decree_id: int, place: Place, refused: dict[str, str]
) -> HttpResponse:
    """Answer with the region as it is now, or with the page for who has no scripts."""
    viewer = request.viewer
    decree = decrees.get_decree(decree_id=decree_id, for_user=viewer)
    findings = review.list_findings(decree)
    place = fitting(place, decree, len(findings))
    said = refused.get("do") or next(iter(refused.values()), "")
    if not request.htmx:
        if said:
            messages.error(request, said)
        return redirect(url_of(decree, place))
    moment = moment_of(clock.moment(viewer))
    done = "" if said else _("Tersimpan %(at)s") % {"at": moment}
    desk = desk_of(decree, viewer, refused=refused, saved=done)
    context = review.workbench_of(decree, findings, place, desk) | {
        "trouble": refused.get("do", ""),
        "listed": review.listed_of(decree, findings, place),
        "together": True,
    }
    response = render(request, "decrees/workbench.html", context)
    response["HX-Push-Url"] = url_of(decree, place)
    return response


def fitting(place: Place, decree: Decree, count: int) -> Place:
    """Return a place that is still there after a correction."""
    ids = {position["id"] for position in decree.content["positions"]}
    if place.finding is not None:
        place = replace(place, finding=min(place.finding, count) or None)
    if place.position_id not in ids:
        place = replace(place, position_id=None)
        if place.finding is None and not place.part:
            return replace(place, part=POSITIONS, line=None)
    return place


# ---------------------------------------------------------------- what buttons ask for


def carry_out(doing: str, order: Order) -> Place:
    """Do what a button asked for and return where to look. Raises NoSuchPlace."""
    found = DOINGS.get(doing)
    if found is None:
        raise NoSuchPlace(_("Tombol itu tidak dikenal. Muat ulang halaman."))
    return found(order)


def open_row(order: Order) -> Place:
    """Show what can be done with a row."""
    parse_path(order.address)
    return replace(order.place, arranged=order.address)


def close_row(order: Order) -> Place:
    """Put that away again."""
    return replace(order.place, arranged="")


def add(order: Order) -> Place:
    """Put a new row at the end of a list."""
    correcting.add_row(
        decree=order.decree,
        place=parse_path(order.address),
        text=order.said(f"new:{order.address}"),
        unit=order.said("unit") or None,
        revision=order.revision,
        by=order.by,
        at=order.at,
    )
    return order.place


def drop(order: Order) -> Place:
    """Take a row out."""
    correcting.drop_row(
        decree=order.decree,
        path=parse_path(order.address),
        revision=order.revision,
        by=order.by,
        at=order.at,
    )
    return close_row(order)


def join(order: Order) -> Place:
    """Join a row with the next one."""
    correcting.join_rows(
        decree=order.decree,
        path=parse_path(order.address),
        revision=order.revision,
        by=order.by,
        at=order.at,
    )
    return close_row(order)


def split(order: Order) -> Place:
    """Split a row, one part a line."""
    correcting.split_row(
        decree=order.decree,
        path=parse_path(order.address),
        parts=order.said("parts").splitlines(),
        revision=order.revision,
        by=order.by,
        at=order.at,
    )
    return close_row(order)


def move_by(order: Order, step: int) -> Place:
    """Move a row up or down in its own list; what can be done with it stays open."""
    path = parse_path(order.address)
    at = path[-1]
    if not isinstance(at, int):
        raise NoSuchPlace(_("Baris itu tidak dapat dipindahkan."))
    to = max(0, at + step)
    correcting.move_row(
        decree=order.decree,
        path=path,
        place=path[:-1],
        index=to,
        revision=order.revision,
        by=order.by,
        at=order.at,
    )
    moved = ".".join(str(key) for key in (*path[:-1], to))
    return replace(order.place, arranged=moved)


def move_to(order: Order) -> Place:
    """Move a row to the end of another list."""
    chosen = order.said("to")
    if not chosen:
        raise Unfit(_("Pilih dulu tujuannya, lalu pindahkan."))
    correcting.move_row(
        decree=order.decree,
        path=parse_path(order.address),
        place=parse_path(chosen),
        index=10**6,
        revision=order.revision,
        by=order.by,
        at=order.at,
    )
    return close_row(order)


def take_suggestion(order: Order) -> Place:
    """Write what the open finding suggests."""
    finding = finding_of(order)
    correcting.take_suggestion(
        decree=order.decree,
        replacements=[
            Replacement(fix.path, fix.old, fix.new)
            for fix in replacements(finding, order.decree.content)
        ],
        revision=order.revision,
        by=order.by,
        at=order.at,
    )
    return order.place


def finding_of(order: Order) -> dict[str, object]:
    """Return the finding of this key. Raises NoSuchPlace where its text has changed."""
    for finding in order.decree.content["findings"]:
        if key_of(finding) == order.address:
            found: dict[str, object] = finding
            return found
    raise NoSuchPlace(_("Temuan itu sudah tidak ada: teksnya berubah."))


def dismiss(order: Order) -> Place:
    """Put a finding aside, with the reason; the next one opens."""
    correcting.dismiss_finding(
        decree=order.decree,
        key=order.address,
        reason=order.said("reason"),
        revision=order.revision,
        by=order.by,
        at=order.at,
    )
    number = order.place.finding
    return replace(
        order.place, finding=number + 1 if number else None, position_id=None
    )


def recall(order: Order) -> Place:
    """Bring a finding back."""
    correcting.recall_finding(
        decree=order.decree,
        key=order.address,
        revision=order.revision,
        by=order.by,
        at=order.at,
    )
    return order.place


def undo(order: Order) -> Place:
    """Turn the last correction round."""
    correcting.undo(decree=order.decree, by=order.by, at=order.at)
    return close_row(order)


def redo(order: Order) -> Place:
    """Do it again."""
    correcting.redo(decree=order.decree, by=order.by, at=order.at)
    return close_row(order)


DOINGS: dict[str, Callable[[Order], Place]] = {
    "open": open_row,
    "close": close_row,
    "add": add,
    "drop": drop,
    "join": join,
    "split": split,
    "up": lambda order: move_by(order, -1),
    "down": lambda order: move_by(order, 1),
    "move": move_to,
    "fix": take_suggestion,
    "dismiss": dismiss,
    "recall": recall,
    "undo": undo,
    "redo": redo,
}
