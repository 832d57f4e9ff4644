"""Help for each role, with the first-run guide for planners."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from tolok.accounts import actions as accounts
from tolok.reporting.first_steps import first_progress
from tolok.web.guide.roles import guides_for
from tolok.web.guide.steps import guide_of
from tolok.web.requests import Asked


@login_required
@require_safe
def show(request: Asked) -> HttpResponse:
    """Show short guides, one's own role first; to a planner the first-run guide too."""
    viewer = request.viewer
    progress = first_progress(for_user=viewer)
    own, others = guides_for(viewer)
    context = {
        "own": own,
        "others": others,
        "guide": guide_of(progress) if progress else None,
        "hides_guide": viewer.user.hides_guide,
    }
    return render(request, "guide/help.html", context)


@login_required
@require_POST
def put_away(request: Asked) -> HttpResponse:
    """Put the first-run guide away from the first page, or bring it back."""
    hidden = request.POST.get("tampil") != "ya"
    accounts.hide_guide(user=request.viewer.user, hidden=hidden)
    if hidden:
        messages.success(request, _("Panduan disembunyikan. Bukalah lagi di Bantuan."))
    return redirect("beranda")
