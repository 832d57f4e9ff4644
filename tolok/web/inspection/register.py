"""The register of recommendations: what is open, what is late, to take away."""

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from tolok.inspection import permissions
from tolok.inspection import queries as inspection
from tolok.inspection.enums import RecommendationStatus as Status
from tolok.inspection.policies import OPEN
from tolok.organisation import queries as organisation
from tolok.organisation.queries import Viewer
from tolok.reporting import gather_recommendations
from tolok.reporting.documents import recommendation_table
from tolok.reporting.permissions import may_download_reports
from tolok.web import clock
from tolok.web.attachments import XLSX, attachment
from tolok.web.inspection.forms import FilterForm
from tolok.web.reporting.downloads import file_name
from tolok.web.requests import Asked
from tolok.web.words import at_start, count_in_words


PER_PAGE = 30
CSV = "text/csv; charset=utf-8"
# How a status looks on its chip: tone and icon.
LOOKS = {
    Status.NEW: ("warn", "bell"),
    Status.ANSWERED: ("draft", "pencil"),
    Status.FOLLOWED_UP: ("sent", "send"),
    Status.DONE: ("good", "check-circle-fill"),
    Status.IMPOSSIBLE: ("", "slash-circle"),
    Status.WITHDRAWN: ("", "x-lg"),
}


@login_required
@require_safe
def show_list(request: Asked) -> HttpResponse:
    """Show the recommendations that this person may see, what is overdue first."""
    viewer = request.viewer
    form, wanted = read_filter(request)
    counts = inspection.count_by_status(for_user=viewer)
    rows = inspection.list_recommendations(for_user=viewer, wanted=wanted)
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("page"))
    filters = {k: v for k, v in request.GET.items() if v and k != "page"}
    query = f"?{urlencode(filters)}" if filters else ""
    may_take = may_download_reports(viewer, office_id=viewer.office_id)
    context = {
        "heading": heading_of(counts),
        "form": form,
        "segments": segments_of(counts, wanted.status),
        "page": page,
        "rows": [row_of(row) for row in page],
        "total": sum(count for name, count in counts.items() if name in Status.values),
        "may_write": permissions.may_inspect(viewer, office_id=viewer.office_id),
        "may_see_patterns": permissions.may_see_patterns(
            viewer, office_id=viewer.office_id
        ),
        "xlsx_url": reverse("pemeriksaan_xlsx") + query if may_take else "",
        "csv_url": reverse("pemeriksaan_csv") + query if may_take else "",
    }
    status = 422 if form.errors else 200
    return render(request, "inspection/list.html", context, status=status)


def read_filter(request: Asked) -> tuple[FilterForm, inspection.Wanted]:
    """Return the filter of the address, and what it asks for."""
    viewer = request.viewer
    units = list(organisation.list_units(for_user=viewer))
    form = FilterForm(request.GET, units=[(str(one.pk), one.name) for one in units])
    form.is_valid()
    asked = form.cleaned_data
    chosen = asked.get("unit") or ""
    return form, inspection.Wanted(
        status=asked.get("keadaan") or "",
        source=asked.get("sumber") or "",
        unit=next((one for one in units if str(one.pk) == chosen), None),
        words=asked.get("cari") or "",
    )


def heading_of(counts: dict[str, int]) -> str:
    """Answer how many are open, and how many of them are late."""
    still = sum(counts.get(status, 0) for status in OPEN)
    late = counts[inspection.OVERDUE]
    if not still:
        return _("Tidak ada rekomendasi yang masih terbuka")
    if not late:
        return at_start(
            _("%(count)s rekomendasi masih terbuka, belum ada yang lewat tenggat")
            % {"count": count_in_words(still)}
        )
    return at_start(
        _("%(late)s dari %(count)s rekomendasi yang terbuka sudah lewat tenggat")
        % {"late": count_in_words(late), "count": count_in_words(still)}
    )


def segments_of(counts: dict[str, int], chosen: str) -> list[dict[str, Any]]:
    """Return the ready filters by status for `components/segments.html`."""
    place = reverse("pemeriksaan")
    names = [("", _("Semua")), (inspection.OVERDUE, _("Lewat tenggat"))]
    names += [(status.value, str(status.label)) for status in Status]
    total = sum(count for name, count in counts.items() if name != inspection.OVERDUE)
    return [
        {
            "label": label,
            "url": f"{place}?keadaan={name}" if name else place,
            "count": counts.get(name, 0) if name else total,
            "current": name == chosen,
        }
        for name, label in names
        if not name or name in OPEN or counts.get(name) or name == chosen
    ]


def row_of(row: "inspection.Listed") -> dict[str, Any]:
    """Return one line of the list."""
    return {
        "row": row,
        "chip": chip_of(row.status),
        "is_overdue": row.is_overdue,
        "url": reverse("rekomendasi", args=[row.pk]),
    }


def chip_of(status: str) -> dict[str, str]:
    """Return the chip of a status: label, tone, icon."""
    tone, icon = LOOKS[Status(status)]
    return {"label": str(Status(status).label), "tone": tone, "icon": icon}


@login_required
@require_safe
def xlsx(request: Asked) -> HttpResponse:
    """Give what the list shows as a workbook."""
    content = recommendation_table.write_xlsx(table=table_of(request))
    return attachment(content, XLSX, name_of(request.viewer, "xlsx"))


@login_required
@require_safe
def as_csv(request: Asked) -> HttpResponse:
    """Give what the list shows as CSV, with the mark by which Excel knows UTF-8."""
    content = recommendation_table.write_csv(table=table_of(request))
    return attachment(content.encode("utf-8-sig"), CSV, name_of(request.viewer, "csv"))


def table_of(request: Asked) -> recommendation_table.RecommendationTable:
    """Return what the address asks for, as a table."""
    _form, wanted = read_filter(request)
    return gather_recommendations.gather_recommendations(
        for_user=request.viewer, wanted=wanted, as_at=clock.moment(request.viewer)
    )


def name_of(viewer: Viewer, kind: str) -> str:
    """Return the name of the file."""
    return file_name(
        "rekomendasi", viewer.office_short, viewer.on.isoformat(), kind=kind
    )
