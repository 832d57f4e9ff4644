"""All that a person owes in a period, and the page where one result is entered."""

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import (
    require_http_methods,
    require_POST,
    require_safe,
)

from tolok.kernel.refusals import NotNow, Unfit
from tolok.measurement import actions, evidence_queries, guards
from tolok.measurement import queries as measurement
from tolok.measurement.entries import Entry
from tolok.measurement.enums import FileType
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.permissions import may_enter
from tolok.measurement.policies import UNFINISHED
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.planning.enums import WindowState
from tolok.planning.policies import window_state
from tolok.scoring import queries as scoring
from tolok.web import clock
from tolok.web.measurement import cards, evidence_rows, parts, reopening, sheet
from tolok.web.measurement.forms import EntryForm, typed_before
from tolok.web.measurement.preview import (
    Preview,
    missing_of,
    preview_entry,
    preview_row,
)
from tolok.web.requests import Asked
from tolok.web.words import (
    at_start,
    count_in_words,
    days_left,
    percent_text,
    target_text,
    window_days,
)


# ---------------------------------------------------------------- all that is owed


@login_required
@require_safe
def show_owed(request: Asked) -> HttpResponse:
    """Show one card for each indicator that is owed in a period."""
    viewer = request.viewer
    periods = list(planning.list_periods(for_user=viewer))
    period = chosen_period(request, periods)
    if period is None or viewer.person_id is None:
        return render(request, "measurement/nothing.html", {"periods": periods})
    rows = list(measurement.list_owed(for_user=viewer, period=period))
    earlier = measurement.earlier_values(realisations=rows)
    scores = scoring.scores_of(
        realisations=[row.pk for row in rows if row.status == Status.VERIFIED]
    )

    def card(row: "measurement.Owed") -> dict[str, Any]:
        score = scores.get(row.pk)
        return cards.card_of(
            row,
            period=period,
            for_user=viewer,
            earlier=earlier[row.indicator_id, row.person_id],
            achievement=percent_text(score.achievement_percent) if score else "",
            primary=row.status == Status.RETURNED,
        )

    unfinished = cards.returned_first(rows)
    finished = [row for row in rows if row.status not in UNFINISHED]
    context = {
        "period": period,
        "period_label": period.label,
        "segments": period_segments(periods, period),
        "grid_url": f"{reverse('lembar')}?periode={period.pk}"
        if len(unfinished) > 1
        else "",
        "heading": owed_heading(rows, unfinished, period, viewer),
        "context": window_sentence(period, viewer),
        "sections": [
            {"id": f"{key}-{number}", "title": title, "seat": seat, "cards": group}
            for key, title, part in (
                ("harus", unfinished_title(period, viewer), unfinished),
                ("sudah", _("Sudah dikirim"), finished),
            )
            for number, (seat, group) in enumerate(
                (seat, [card(row) for row in group])
                for seat, group in cards.by_seat(part, for_user=viewer)
            )
        ],
    }
    return render(request, "measurement/owed.html", context)


def chosen_period(
    request: Asked, periods: list[measurement.Period]
) -> measurement.Period | None:
    """Return the period of the address, or the one that people work on."""
    wanted = request.GET.get("periode", "")
    if wanted:
        found = [period for period in periods if str(period.pk) == wanted]
        if not found:
            raise Http404
        return found[0]
    return planning.find_current(periods, on=request.viewer.on)


def period_segments(
    periods: list[measurement.Period], chosen: measurement.Period
) -> list[dict[str, Any]]:
    """Return the periods of the chosen year as ready filters."""
    return [
        {
            "label": period.short_label,
            "url": f"{reverse('pengukuran')}?periode={period.pk}",
            "count": None,
            "current": period == chosen,
        }
        for period in periods
        if period.year_id == chosen.year_id and period.kind == chosen.kind
    ]


def unfinished_title(period: measurement.Period, viewer: Viewer) -> str:
    """Name the part of the page that is not done."""
    if window_state(period, on=viewer.on) in {WindowState.OPEN, WindowState.LATE}:
        return _("Harus dikirim")
    return _("Belum dikirim")


def owed_heading(
    rows: list["measurement.Owed"],
    unfinished: list["measurement.Owed"],
    period: measurement.Period,
    viewer: Viewer,
) -> str:
    """Answer how much is still to be sent, in a sentence."""
    if not rows:
        if window_state(period, on=viewer.on) == WindowState.NOT_YET:
            return _("Pengisian %(period)s belum dibuka") % {"period": period.label}
        return _("Tidak ada yang Anda laporkan untuk %(period)s") % {
            "period": period.label
        }
    if not unfinished:
        return _("Semua realisasi %(period)s sudah Anda kirim") % {
            "period": period.label
        }
    return at_start(
        _("%(count)s dari %(total)s realisasi belum dikirim")
        % {
            "count": count_in_words(len(unfinished)),
            "total": count_in_words(len(rows)),
        }
    )


def window_sentence(period: measurement.Period, viewer: Viewer) -> str:
    """Say when the window opens, is due or closed."""
    days = window_days(period)
    match window_state(period, on=viewer.on):
        case WindowState.NOT_YET:
            text = _("Pengisian %(period)s dibuka %(opens)s dan berakhir %(due)s.")
        case WindowState.OPEN:
            text = _("Pengisian %(period)s berakhir %(due)s, %(left)s.")
        case WindowState.LATE:
            text = _(
                "Tenggat %(period)s sudah lewat pada %(due)s. Masih diterima sampai "
                "%(late)s dan ditandai terlambat."
            )
        case _closed:
            text = _("Pengisian %(period)s sudah ditutup pada %(late)s.")
    left = days_left(period.due_on, on=viewer.on)
    return text % {"period": period.label, "left": left, **days}


# ---------------------------------------------------------------- one realisation


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def entry(request: Asked, realisation_id: int) -> HttpResponse:
    """Show one realisation; keep or send what was typed."""
    viewer = request.viewer
    row = measurement.get_realisation(realisation_id=realisation_id, for_user=viewer)
    definition = measurement.definition_of(row)
    if request.method != "POST":
        form = EntryForm(initial=typed_before(row), definition=definition)
        return entry_page(request, row, form)
    form = EntryForm(request.POST, definition=definition)
    if not form.is_valid():
        return entry_page(request, row, form, status=422)
    sends = request.POST.get("act") == "send"
    try:
        saved = keep(request, row, form, sends=sends)
    except actions.Incomplete as refusal:
        for field, message in refusal.problems:
            point_out(form, field, message)
        return entry_page(request, row, form, status=422)
    except Unfit as refusal:
        point_out(form, refusal.field, refusal.message)
        return entry_page(request, row, form, status=422)
    except NotNow as refusal:
        return entry_conflict(request, row, form, refusal)
    if not sends:
        messages.success(request, _("Draf tersimpan. Belum dikirim ke pemeriksa."))
        return redirect("isi", saved.pk)
    messages.success(request, _("Realisasi terkirim dan menunggu verifikasi."))
    return redirect("pengukuran")


def keep(
    request: Asked,
    row: measurement.Realisation,
    form: EntryForm,
    *,
    sends: bool,
) -> measurement.Realisation:
    """Save or send what was typed.

    Where the page's own autosave stored the very same texts a moment ago, the newer
    revision is no conflict.
    """
    revision = form.cleaned_data["revision"]
    typed = form.entry()
    if row.revision != revision and row.status in UNFINISHED and holds(row, typed):
        revision = row.revision
    at = clock.moment(request.viewer)
    if not sends:
        return actions.save_draft(
            realisation=row, entry=typed, revision=revision, by=request.viewer, at=at
        )
    return actions.submit_realisation(
        realisation=row,
        entry=typed,
        revision=revision,
        by=request.viewer,
        at=at,
        sure=form.cleaned_data["sure"],
    )


def holds(row: measurement.Realisation, typed: Entry) -> bool:
    """Tell whether a realisation holds exactly what was typed."""
    kept = typed_before(row)
    same_parts = [part for part in typed.parts if part] == list(row.parts or ())
    return same_parts and all(
        " ".join(str(kept[name]).split()) == " ".join(getattr(typed, name).split())
        for name in form_fields(row)
        if not name.startswith("parts-")
    )


def form_fields(row: measurement.Realisation) -> list[str]:
    """Return the fields that the form of this realisation has."""
    form = EntryForm(definition=measurement.definition_of(row))
    return [name for name in form.fields if name not in {"revision", "sure"}]


def point_out(form: EntryForm, field: str, message: str) -> None:
    """Put a refusal at its field, or on top where it has none."""
    if field.startswith("parts-") and field not in form.fields:
        field = f"{field}-name"
    if field in {"value", "numerator", "denominator"} and field not in form.fields:
        field = form.first_value_field
    form.add_error(field if field in form.fields else None, message)


def entry_conflict(
    request: Asked,
    row: measurement.Realisation,
    form: EntryForm,
    refusal: NotNow,
) -> HttpResponse:
    """Answer where the realisation moved on: sent twice, saved elsewhere, closed."""
    now = measurement.get_realisation(realisation_id=row.pk, for_user=request.viewer)
    if now.status not in UNFINISHED and holds(now, form.entry()):
        messages.info(
            request, _("Realisasi ini sudah terkirim; tidak perlu dikirim dua kali.")
        )
        return redirect("isi", now.pk)
    newer = isinstance(refusal, guards.ChangedMeanwhile)
    return entry_page(
        request,
        now,
        form,
        status=409,
        conflict={
            "message": refusal.message,
            "typed": [
                {"label": form[name].label, "value": form.cleaned_data[name]}
                for name in form.fields
                if name != "revision" and form.cleaned_data.get(name)
            ],
            "newest_url": reverse("isi", args=[now.pk]) if newer else "",
        },
    )


def entry_page(
    request: Asked,
    row: measurement.Realisation,
    form: EntryForm,
    *,
    status: int = 200,
    conflict: dict[str, Any] | None = None,
) -> HttpResponse:
    """Show the page of one realisation with whatever stands in its fields."""
    viewer = request.viewer
    definition = measurement.definition_of(row)
    course = list(measurement.list_course(realisation=row))
    target = target_for(row)
    editable = sheet.may_write(viewer, row)
    history = earlier_of(row, course)
    score = (
        scoring.score_with_passport(realisation=row)
        if row.status == Status.VERIFIED
        else None
    )
    # What was scored needs no preview.
    shown = Preview() if score else shown_preview(row, form, target, history)
    evidence = [
        evidence_rows.evidence_item(item, removable=editable)
        for item in evidence_queries.list_evidence(realisation=row, for_user=viewer)
    ]
    rules = evidence_queries.rules_for(realisation=row)
    context = {
        "row": row,
        "definition": definition,
        "measured_in": definition.unit_of_measure,
        "form": form,
        "conflict": conflict,
        "period_label": row.period.label,
        "target_text": target_text(target.text, definition) if target else "",
        "crumbs": entry_crumbs(row, viewer),
        "due": window_days(row.window)["due"],
        "left": days_left(row.window.due_on, on=viewer.on),
        "is_open": window_state(row.window, on=viewer.on) == WindowState.OPEN,
        "editable": editable and not conflict,
        "withdrawable": sheet.may_withdraw(viewer, row),
        "reopenable": reopening.reopenable(viewer, row),
        "own": may_enter(viewer, row),
        "window": sheet.window_notice(viewer, row),
        "notice": sheet.status_notice(row),
        "state": cards.state_of(row, window_state(row.window, on=viewer.on)),
        "preview": shown,
        "sure": bool(form.is_bound and form.data.get("sure")),
        "sure_errors": form.errors.get("sure", []),
        "missing": missing_of(
            shown,
            form.entry() if form.is_bound else entry_of(row),
            definition=definition,
            evidence_count=len(evidence),
        )
        if editable
        else [],
        "stats": sheet.stats_of(row, target, shown, score),
        "parts": parts.told(row),
        "score": score,
        "evidence": evidence,
        "steps": sheet.timeline_entries(list(measurement.list_steps(realisation=row))),
        "definition_items": sheet.definition_items(row),
        "figure": sheet.course_figure(row, course),
        "max_bytes": rules.max_bytes,
        "evidence_rule": evidence_rows.evidence_rule(definition, rules),
        "accept": evidence_rows.accept_of(rules),
        "photos": FileType.PICTURE in rules.file_types,
    }
    return render(request, "measurement/entry.html", context, status=status)


def entry_crumbs(row: measurement.Realisation, viewer: Viewer) -> list[dict[str, str]]:
    """Return where the page stands: behind one's own list, or behind the registry."""
    parent = (
        {"label": _("Pengukuran"), "url": reverse("pengukuran")}
        if may_enter(viewer, row)
        else {"label": _("Beranda"), "url": reverse("beranda")}
    )
    return [parent, {"label": row.period.label, "url": ""}]


def target_for(row: measurement.Realisation) -> planning.Target | None:
    """Return the target of a realisation's period."""
    targets = planning.targets_of(indicators=[row.indicator_id], year=row.period.year)
    return targets.get((row.indicator_id, row.period_id))


def shown_preview(
    row: measurement.Realisation,
    form: EntryForm,
    target: planning.Target | None,
    history: Sequence[Decimal],
) -> Preview:
    """Return the preview of what stands in the fields."""
    if not form.is_bound:
        return preview_row(row, target=target, history=history)
    return preview_entry(
        form.entry(),
        definition=measurement.definition_of(row),
        target=target,
        row=row,
        history=history,
    )


def earlier_of(
    row: measurement.Realisation, course: Sequence["measurement.OnCourse"]
) -> list[Decimal]:
    """Return the verified values of a course without this one, oldest first."""
    return [
        past.value
        for past in course
        if past.status == Status.VERIFIED
        and past.value is not None
        and past.period_id != row.period_id
    ]


def entry_of(row: measurement.Realisation) -> Entry:
    """Return what a realisation holds as it would be typed."""
    return Entry(obstacles=row.obstacles, follow_up=row.follow_up)


# ---------------------------------------------------------------- while typing


@login_required
@require_POST
def preview(request: Asked, realisation_id: int) -> HttpResponse:
    """Compute the achievement of what is being typed; keeps nothing."""
    row = measurement.get_realisation(
        realisation_id=realisation_id, for_user=request.viewer
    )
    definition = measurement.definition_of(row)
    form = EntryForm(request.POST, definition=definition)
    course = list(measurement.list_course(realisation=row))
    shown = shown_preview(row, form, target_for(row), earlier_of(row, course))
    context = {
        "row": row,
        "preview": shown,
        "sure": bool(form.data.get("sure")),
        "missing": missing_of(
            shown,
            form.entry(),
            definition=definition,
            evidence_count=row.evidence.count(),
        ),
        "swapped": True,
    }
    return render(request, "measurement/preview.html", context)


@login_required
@require_POST
def autosave(request: Asked, realisation_id: int) -> HttpResponse:
    """Keep a draft while it is being typed, and say what was kept."""
    row = measurement.get_realisation(
        realisation_id=realisation_id, for_user=request.viewer
    )
    form = EntryForm(request.POST, definition=measurement.definition_of(row))
    trouble, status = "", 200
    if not form.is_valid():
        trouble, status = (
            _("Draf belum tersimpan: ada isian yang terlalu panjang."),
            422,
        )
    else:
        try:
            row = keep(request, row, form, sends=False)
        except Unfit as refusal:
            trouble = _("Draf belum tersimpan. %(why)s") % {"why": refusal.message}
            status = 422
        except NotNow as refusal:
            trouble, status = refusal.message, 409
    context = {"row": row, "trouble": trouble, "saved_at": clock.moment(request.viewer)}
    return render(request, "measurement/autosave.html", context, status=status)


@login_required
@require_POST
def withdraw(request: Asked, realisation_id: int) -> HttpResponse:
    """Take back what was sent and not yet decided."""
    viewer = request.viewer
    row = measurement.get_realisation(realisation_id=realisation_id, for_user=viewer)
    actions.withdraw_realisation(realisation=row, by=viewer, at=clock.moment(viewer))
    messages.success(
        request, _("Realisasi ditarik kembali. Perbaiki, lalu kirim lagi.")
    )
    return redirect("isi", row.pk)
