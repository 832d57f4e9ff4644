"""The queue of a verifier: the odd ones one by one, the ordinary ones together."""

from collections.abc import Iterable, Iterator, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_vary_headers
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.refusals import NotNow
from tolok.measurement import actions
from tolok.measurement import queries as measurement
from tolok.measurement.enums import RealisationStatus as Status
from tolok.planning import queries as planning
from tolok.reporting.documents.listing import Cell, ListColumn
from tolok.scoring.queries import shares_of
from tolok.web import clock, errors
from tolok.web.measurement import panel
from tolok.web.measurement.forms import DecisionForm, chosen_revisions
from tolok.web.reporting import exports
from tolok.web.requests import Asked
from tolok.web.words import day_of


PER_PAGE = 50
AT_ONCE = 500


@login_required
@require_safe
def show_queue(request: Asked) -> HttpResponse:
    """Show what waits, and on a desk the first of it beside the list."""
    queue = measurement.rank_queue(for_user=request.viewer)
    return queue_page(request, queue, chosen=None)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def detail(request: Asked, realisation_id: int) -> HttpResponse:
    """Show one realisation with what is odd about it; verify or return it."""
    queue = measurement.rank_queue(for_user=request.viewer)
    if request.method == "POST":
        return decide(request, realisation_id, queue)
    if realisation_id not in ids_of(queue):
        row = measurement.get_realisation(
            realisation_id=realisation_id, for_user=request.viewer
        )
        return redirect("isi", row.pk)
    if request.htmx and not request.htmx.history_restore_request:
        return panel_part(request, queue, realisation_id)
    return queue_page(request, queue, chosen=realisation_id)


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give what waits for this person, all pages of it, as a file."""
    queue = measurement.rank_queue(for_user=request.viewer)
    return exports.give(
        request,
        kind,
        title=_("Menunggu verifikasi"),
        scope=request.viewer.name,
        columns=(
            ListColumn(_("Unit kerja"), 36),
            ListColumn(_("Jabatan"), 36),
            ListColumn(_("Pegawai"), 30),
            ListColumn(_("Indikator"), 50),
            ListColumn(_("Periode"), 20),
            ListColumn(_("Realisasi"), 16),
            ListColumn(_("Dikirim"), 13),
            ListColumn(_("Bukti"), 8),
            ListColumn(_("Yang perlu dilihat"), 50),
        ),
        rows=queue_lines(request, queue),
        is_own=True,
    )


def queue_lines(request: Asked, queue: measurement.Queue) -> Iterator[Sequence[Cell]]:
    """Yield what waits, in the order of the page."""
    zone = clock.moment(request.viewer).tzinfo
    for start in range(0, len(queue.marks), AT_ONCE):
        marks = list(queue.marks[start : start + AT_ONCE])
        for item in measurement.list_queued(marks=marks, for_user=request.viewer):
            row = item.realisation
            sent = row.submitted_at
            yield (
                row.unit.name,
                row.position.title,
                row.person.name,
                row.indicator.text,
                row.period.label,
                row.entered_text or row.value,
                sent.astimezone(zone).date() if sent else None,
                len(item.evidence),
                "; ".join(one["text"] for one in panel.reasons_of(item.mark)) or None,
            )


def ids_of(queue: measurement.Queue) -> list[int]:
    """Return the ids of a queue in its order."""
    return [mark.realisation_id for mark in queue.marks]


def queue_page(
    request: Asked,
    queue: measurement.Queue,
    *,
    chosen: int | None,
    decision: DecisionForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """Show one page of the queue, and one realisation of it."""
    page = page_of(request, queue, chosen)
    items = measurement.list_queued(marks=list(page), for_user=request.viewer)
    rows = shown(items)
    odd = [row for row in rows if row.item.mark.is_odd]
    ordinary = [row for row in rows if not row.item.mark.is_odd]
    current = next(
        (row for row in rows if row.item.realisation.pk == chosen),
        rows[0] if rows and chosen is None else None,
    )
    total = len(queue.marks)
    context = {
        "heading": queue_heading(queue),
        "context": oldest_sentence(items),
        "total": total,
        "odd_total": queue.odd,
        "ordinary_total": total - queue.odd,
        "page": page,
        "files": exports.files_of("verifikasi_unduh", ""),
        "odd": [row.as_queue_row(current) for row in odd],
        "ordinary": [row.as_batch_row() for row in ordinary],
        "single": chosen is not None,
        "may_delegate": any(
            seat.position.leads_unit for seat in request.viewer.placements
        ),
        "crumbs": [
            {
                "label": _("Verifikasi (%(count)s)") % {"count": total},
                "url": reverse("verifikasi"),
            },
            {"label": _("Rincian"), "url": ""},
        ],
    }
    if current is not None:
        context["panel"] = panel.context_of(
            current, queue, viewer=request.viewer, decision=decision
        )
    response = render(request, "verification/queue.html", context, status=status)
    patch_vary_headers(response, ["HX-Request"])
    return response


def panel_part(
    request: Asked, queue: measurement.Queue, realisation_id: int
) -> HttpResponse:
    """Answer a desk's click on a row with the panel alone."""
    marks = [mark for mark in queue.marks if mark.realisation_id == realisation_id]
    rows = shown(measurement.list_queued(marks=marks, for_user=request.viewer))
    if not rows:
        raise Http404
    context = {"panel": panel.context_of(rows[0], queue, viewer=request.viewer)}
    response = render(request, "verification/panel.html", context)
    patch_vary_headers(response, ["HX-Request"])
    return response


def page_of(
    request: Asked, queue: measurement.Queue, chosen: int | None
) -> "Page[measurement.Mark]":
    """Return the page of the address, or the page on which the chosen one stands."""
    paginator = Paginator(queue.marks, PER_PAGE)
    if chosen is not None:
        return paginator.page(ids_of(queue).index(chosen) // PER_PAGE + 1)
    return paginator.get_page(request.GET.get("page"))


def shown(items: Sequence[measurement.Queued]) -> list[panel.Shown]:
    """Return queued realisations with target and preview, one query a year."""
    targets: dict[tuple[int, int | None], planning.Target] = {}
    for year in {item.realisation.period.year for item in items}:
        targets |= planning.targets_of(
            indicators={
                item.realisation.indicator_id
                for item in items
                if item.realisation.period.year == year
            },
            year=year,
        )
    rows = [item.realisation for item in items]
    shares = shares_of(
        realisations=rows,
        definitions={row.indicator_id: measurement.definition_of(row) for row in rows},
    )
    return [
        panel.Shown.of(item, targets, shares[item.realisation.pk]) for item in items
    ]


def queue_heading(queue: measurement.Queue) -> str:
    """Answer how much waits, and how much of it needs a look."""
    total, odd = len(queue.marks), queue.odd
    if not total:
        return _("Tidak ada yang menunggu verifikasi Anda")
    if not odd:
        return _("%(total)s realisasi menunggu Anda, semuanya wajar") % {"total": total}
    if odd == total:
        return _("%(total)s realisasi menunggu Anda dan perlu diperiksa") % {
            "total": total
        }
    return _(
        "%(total)s realisasi menunggu Anda: %(odd)s perlu diperiksa, %(rest)s wajar"
    ) % {"total": total, "odd": odd, "rest": total - odd}


def oldest_sentence(items: Iterable[measurement.Queued]) -> str:
    """Say since when the longest waiting one on the page waits."""
    sent = [
        item.realisation.submitted_at
        for item in items
        if item.realisation.submitted_at is not None
    ]
    if not sent:
        return ""
    return _("Yang paling lama menunggu dikirim %(day)s.") % {"day": day_of(min(sent))}


# ---------------------------------------------------------------- deciding


def decide(
    request: Asked, realisation_id: int, queue: measurement.Queue
) -> HttpResponse:
    """Verify or return one realisation, then lead to the next."""
    viewer = request.viewer
    row = measurement.get_realisation(realisation_id=realisation_id, for_user=viewer)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return undecided(request, row, queue, form)
    accepts = form.cleaned_data["decision"] == "verify"
    at = clock.moment(viewer)
    try:
        if accepts:
            actions.verify_realisations(
                realisations=[row],
                by=viewer,
                at=at,
                seen={row.pk: form.cleaned_data["version"]},
            )
        else:
            actions.return_realisation(
                realisation=row,
                reason=form.cleaned_data["reason"],
                by=viewer,
                at=at,
                seen=form.cleaned_data["version"],
            )
    except actions.ReasonMissing as refusal:
        form.add_error("reason", refusal.message)
        return undecided(request, row, queue, form)
    except NotNow:
        if not already_decided(request, row, accepts=accepts):
            raise
        messages.info(request, _("Realisasi ini sudah Anda putuskan tadi."))
        return redirect(next_url(queue, row.pk))
    messages.success(request, decided_sentence(row, accepts=accepts))
    return redirect(next_url(queue, row.pk))


def undecided(
    request: Asked,
    row: measurement.Realisation,
    queue: measurement.Queue,
    form: DecisionForm,
) -> HttpResponse:
    """Show the page again with the fault at its field and the reason as typed."""
    if row.pk in ids_of(queue):
        return queue_page(request, queue, chosen=row.pk, decision=form, status=422)
    return errors.show(
        request,
        422,
        title=_("Keputusan tidak dimengerti"),
        why=_("Realisasi ini tidak sedang menunggu keputusan Anda."),
        then=_("Buka halaman Verifikasi untuk melihat yang masih menunggu."),
    )


def already_decided(
    request: Asked, row: measurement.Realisation, *, accepts: bool
) -> bool:
    """Tell whether this very decision was taken a moment ago by the same person."""
    wanted = Status.VERIFIED if accepts else Status.RETURNED
    return row.status == wanted and row.decided_by_id == request.viewer.person_id


def decided_sentence(row: measurement.Realisation, *, accepts: bool) -> str:
    """Say what was decided about whose work."""
    if accepts:
        text = _("Terverifikasi: %(indicator)s (%(name)s).")
    else:
        text = _("Dikembalikan kepada %(name)s: %(indicator)s.")
    return text % {"indicator": row.indicator.text, "name": row.person.name}


def next_url(queue: measurement.Queue, decided: int) -> str:
    """Return where to go after a decision: the next that waits, or the queue."""
    ids = ids_of(queue)
    rest = [number for number in ids if number != decided]
    if not rest:
        return reverse("verifikasi")
    after = ids.index(decided) if decided in ids else 0
    return reverse("periksa", args=[rest[min(after, len(rest) - 1)]])


@login_required
@require_POST
def verify_many(request: Asked) -> HttpResponse:
    """Verify the ticked ones together, after one question."""
    viewer = request.viewer
    wanted = chosen_revisions(request.POST)
    queue = measurement.rank_queue(for_user=viewer)
    marks = [mark for mark in queue.marks if mark.realisation_id in wanted]
    items = [
        item
        for item in measurement.list_queued(marks=marks, for_user=viewer)
        if item.realisation.revision == wanted[item.realisation.pk]
    ]
    changed = len(wanted) - len(items)
    if not items:
        return nothing_to_verify(request, changed=changed)
    if changed or not request.POST.get("confirmed"):
        return confirm_page(request, items, changed=changed)
    actions.verify_realisations(
        realisations=[item.realisation for item in items],
        by=viewer,
        at=clock.moment(viewer),
        seen=wanted,
    )
    count = len(items)
    messages.success(
        request,
        ngettext(
            "%(count)s realisasi terverifikasi.",
            "%(count)s realisasi terverifikasi.",
            count,
        )
        % {"count": count},
    )
    return redirect("verifikasi")


def confirm_page(
    request: Asked, items: Sequence[measurement.Queued], *, changed: int
) -> HttpResponse:
    """Ask once, with everything in view that will be verified."""
    rows = shown(items)
    context = {
        "rows": [row.as_batch_row() for row in rows],
        "count": len(rows),
        "changed": changed,
        "crumbs": [
            {"label": _("Verifikasi"), "url": reverse("verifikasi")},
            {"label": _("Verifikasi sekaligus"), "url": ""},
        ],
    }
    status = 409 if changed else 200
    return render(request, "verification/confirm.html", context, status=status)


def nothing_to_verify(request: Asked, *, changed: int) -> HttpResponse:
    """Answer where nothing was ticked, or all of it moved on."""
    if changed:
        messages.warning(
            request,
            _(
                "Yang Anda pilih sudah diputuskan atau berubah sejak halaman dibuka. "
                "Inilah keadaan terbarunya."
            ),
        )
    else:
        messages.warning(
            request, _("Belum ada yang dipilih. Centang dahulu, lalu verifikasi.")
        )
    return redirect("verifikasi")
