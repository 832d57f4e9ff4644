"""The first page after sign-in: what must I do now?"""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from tolok.accounts.enums import Capability, Role
from tolok.decrees import queries as decrees
from tolok.decrees.enums import DecreeStatus
from tolok.measurement import queries as measurement
from tolok.measurement.enums import RealisationStatus as Status
from tolok.measurement.policies import UNFINISHED
from tolok.measurement.tallies import tally_below
from tolok.organisation.queries import Viewer
from tolok.planning import queries as planning
from tolok.reporting import queries as reporting
from tolok.reporting.first_steps import first_progress
from tolok.scoring import queries as scoring
from tolok.web.guide.steps import Guide, guide_of
from tolok.web.home import answers, parts
from tolok.web.measurement import cards
from tolok.web.menu import waiting_of
from tolok.web.requests import Asked
from tolok.web.words import percent_text


@require_safe
def enter(request: HttpRequest) -> HttpResponse:
    """Lead to the first page, or to sign-in."""
    return redirect("beranda" if request.user.is_authenticated else "masuk")


@login_required
@require_safe
def more(request: Asked) -> HttpResponse:
    """Show the whole menu as a page, for the last tab of a phone."""
    return render(request, "home/more.html")


@login_required
@require_safe
def show(request: Asked) -> HttpResponse:
    """Show the home that fits what a person is to the office."""
    viewer = request.viewer
    if Role.HEAD in viewer.roles:
        return head_home(request, viewer)
    if Role.PLANNER in viewer.roles:
        return planner_home(request, viewer)
    if viewer.placements:
        return own_home(request, viewer)
    return start_home(request, viewer)


def own_home(request: Asked, viewer: Viewer) -> HttpResponse:
    """Show what a person owes and, to a superior, what waits for verification first."""
    leads = Role.SUPERIOR in viewer.roles
    queue = measurement.rank_queue(for_user=viewer) if leads else measurement.Queue()
    periods = list(planning.list_periods(for_user=viewer))
    period = planning.find_current(periods, on=viewer.on)
    context: dict[str, Any] = {
        "queue": parts.queue_card(queue) if leads else None,
        "proposed": parts.proposals_card(waiting_of(request, viewer)),
        "recommended": parts.recommendations_card(viewer),
    }
    if period is None:
        context["answer"] = answers.without_period(viewer, queue)
        return render(request, "home/own.html", context)
    rows = list(measurement.list_owed(for_user=viewer, period=period))
    todo = cards.returned_first(rows)
    done = [row for row in rows if row.status not in UNFINISHED]
    scores = (
        {}
        if leads
        else scoring.scores_of(
            realisations=[row.pk for row in done if row.status == Status.VERIFIED]
        )
    )
    context |= {
        "answer": answers.own(viewer, period, periods, rows, queue),
        "period": period,
        "period_label": period.label,
        "owed_count": len(rows),
        "groups": parts.todo_groups(todo, period, viewer, urgent=not queue.marks),
        "done": [
            parts.done_line(
                row,
                percent_text(scores[row.pk].achievement_percent)
                if row.pk in scores
                else "",
            )
            for row in done
        ],
        "unit": unit_part(viewer, period),
    }
    return render(request, "home/own.html", context)


def unit_part(viewer: Viewer, period: measurement.Period) -> dict[str, Any] | None:
    """Return how one's own unit stands, with all below it."""
    placement = viewer.main_placement
    if placement is None:
        return None
    unit = placement.position.unit
    return {
        "name": unit.name,
        "period": period.short_label,
        "tally": tally_below(period=period, unit=unit),
        "roll_up": scoring.unit_roll_up(unit_id=unit.pk, period=period),
    }


def head_home(request: Asked, viewer: Viewer) -> HttpResponse:
    """Show how the office stands, in ten seconds, and what waits for its head."""
    queue = measurement.rank_queue(for_user=viewer)
    figures = reporting.get_figures(for_user=viewer, with_positions=False)
    waiting = waiting_of(request, viewer)
    if figures is None:
        context: dict[str, Any] = {
            "queue": parts.queue_card(queue),
            "answer": answers.without_period(viewer, queue),
        }
        return render(request, "home/own.html", context)
    context = {
        "answer": answers.office(viewer, figures),
        "period_label": figures.period.label,
        "stats": parts.office_stats(figures, viewer, waiting),
        "measured": figures.objectives_total > 0,
        "worst": parts.worst_objectives(figures),
        "missing": parts.most_missing(figures),
        "tasks": parts.own_tasks(viewer, waiting, queue),
    }
    return render(request, "home/head.html", context)


def planner_home(request: Asked, viewer: Viewer) -> HttpResponse:
    """Show what is missing, which decrees wait and how the windows run."""
    figures = reporting.get_figures(for_user=viewer, with_positions=False)
    drafts = [
        decree
        for decree in decrees.list_decrees(for_user=viewer)
        if decree.status == DecreeStatus.DRAFT
    ]
    waiting = waiting_of(request, viewer)
    guide = first_guide(viewer)
    context: dict[str, Any] = {
        "answer": answers.planner(viewer, figures, drafts, guide),
        "guide": guide,
        "drafts": parts.draft_cards(drafts),
        "tasks": parts.own_tasks(viewer, waiting, None),
    }
    if figures is not None:
        context |= {
            "period_label": figures.period.label,
            "stats": parts.office_stats(figures, viewer, waiting),
            "owed": parts.owed_units(figures),
            "windows": parts.window_lines(figures, viewer),
        }
    return render(request, "home/planner.html", context)


def first_guide(viewer: Viewer) -> Guide | None:
    """Return the first-run guide while it is needed and wanted."""
    if viewer.user.hides_guide:
        return None
    progress = first_progress(for_user=viewer)
    if progress is None or progress.is_over:
        return None
    return guide_of(progress)


def start_home(request: Asked, viewer: Viewer) -> HttpResponse:
    """Show where to begin to someone who owes nothing: inspector, administrator.

    Who may set up an office and has none yet is led to that first.
    """
    if viewer.office is None and viewer.user.is_administrator:
        return redirect("kantor_baru")
    figures = (
        reporting.get_figures(for_user=viewer, with_positions=False)
        if viewer.office_id and viewer.may(Capability.VIEW_DASHBOARD)
        else None
    )
    context: dict[str, Any] = {
        "answer": answers.start(viewer, figures),
        "recommended": parts.recommendations_card(viewer),
    }
    if figures is not None:
        context |= {
            "period_label": figures.period.label,
            "stats": parts.office_stats(figures, viewer, waiting_of(request, viewer)),
            "worst": parts.worst_objectives(figures),
        }
    return render(request, "home/start.html", context)
