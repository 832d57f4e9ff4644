"""The list of single realisations behind the dashboard, worded for its template."""

from collections.abc import Iterator
from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, gettext_noop
from django.views.decorators.http import require_safe

from tolok.measurement.queries import definition_of
from tolok.reporting.documents.listing import Cell, ListColumn
from tolok.reporting.rows import STATES, Wanted, count_rows, list_objectives, list_rows
from tolok.reporting.scopes import Scope, choose_scope
from tolok.scoring.queries import ClassRange, classes_of
from tolok.web.asking import asked_id, offer
from tolok.web.counting import opening
from tolok.web.reporting import exports
from tolok.web.reporting.tabs import ScopeForm, frame_of, scope_words
from tolok.web.requests import Asked
from tolok.web.wide_pages import WidePaginator
from tolok.web.words import percent_text, reported_value, target_text


NAME = "dasbor_rincian"
ROWS_ON_PAGE = 50
STATE_WORDS = {
    "belum": gettext_noop("Belum dilaporkan"),
    "dikembalikan": gettext_noop("Dikembalikan"),
    "menunggu": gettext_noop("Menunggu verifikasi"),
    "terverifikasi": gettext_noop("Terverifikasi"),
    "terlambat": gettext_noop("Terlambat"),
}
COLUMNS = (
    ListColumn("Indikator", 60),
    ListColumn("Sasaran", 50),
    ListColumn("Jabatan", 36),
    ListColumn("Unit kerja", 36),
    ListColumn("Pegawai", 30),
    ListColumn("Satuan", 12),
    ListColumn("Target", 12),
    ListColumn("Realisasi", 12),
    ListColumn("Capaian (%)", 12),
    ListColumn("Kelas", 16),
    ListColumn("Keadaan", 18),
    ListColumn("Terlambat", 10),
    ListColumn("Bukti", 8),
)


class RowsForm(ScopeForm):
    """Which objective, class and state besides unit and period."""

    sasaran = forms.ChoiceField(label=gettext_lazy("Sasaran"), required=False)
    kelas = forms.ChoiceField(label=gettext_lazy("Kelas"), required=False)
    keadaan = forms.ChoiceField(label=gettext_lazy("Keadaan"), required=False)

    def __init__(
        self,
        *,
        scope: Scope,
        wanted: Wanted,
        objectives: list[tuple[Any, str]],
        classes: list[ClassRange],
    ) -> None:
        """Show what was chosen, and what there is to choose."""
        super().__init__(scope=scope)
        offer(self, "sasaran", [("", _("Semua sasaran")), *objectives])
        offer(
            self,
            "kelas",
            [("", _("Semua kelas")), *((one.rank, one.name) for one in classes)],
        )
        offer(
            self,
            "keadaan",
            [
                ("", _("Semua keadaan")),
                *((key, _(words)) for key, words in STATE_WORDS.items()),
            ],
        )
        self.initial["sasaran"] = wanted.objective_id or ""
        self.initial["kelas"] = wanted.rank or ""
        self.initial["keadaan"] = wanted.state


@login_required
@require_safe
def show(request: Asked) -> HttpResponse:
    """List the realisations of a period, filtered by what the address says."""
    scope, wanted = _asked(request)
    if scope is None:
        return render(request, "reporting/empty.html", {})
    asked: Any = {"scope": scope, "wanted": wanted, "for_user": request.viewer}
    pages = WidePaginator(list_rows(**asked), ROWS_ON_PAGE, count_rows(**asked))
    page = pages.get_page(request.GET.get("page"))
    classes = classes_of(scope.period)
    objectives = list_objectives(scope=scope, for_user=request.viewer)
    context = frame_of(NAME, scope) | {
        "form": RowsForm(
            scope=scope,
            wanted=wanted,
            objectives=[(one.pk, one.text) for one in objectives],
            classes=classes,
        ),
        "heading": heading_of(page.paginator.count, scope, wanted, classes),
        "lead": lead_of(
            wanted, [one.text for one in objectives if one.pk == wanted.objective_id]
        ),
        "page": page,
        "rows": [row_of(row) for row in page.object_list],
        "files": exports.files_of("dasbor_rincian_unduh", exports.query_of(request)),
    }
    return render(request, "reporting/rows.html", context)


@login_required
@require_safe
def take(request: Asked, kind: str) -> HttpResponseBase:
    """Give the list, all pages of it, as a file."""
    scope, wanted = _asked(request)
    if scope is None:
        raise Http404
    return exports.give(
        request,
        kind,
        title=_("Realisasi"),
        scope=scope_words(scope),
        columns=COLUMNS,
        rows=cells_of(list_rows(scope=scope, wanted=wanted, for_user=request.viewer)),
    )


def _asked(request: Asked) -> tuple[Scope | None, Wanted]:
    """Return what the address asks for; a word that it does not know leads nowhere."""
    scope = choose_scope(
        for_user=request.viewer,
        period_id=asked_id(request, "periode"),
        unit_id=asked_id(request, "unit"),
    )
    state = request.GET.get("keadaan", "")
    if state and state not in STATES:
        raise Http404
    return scope, Wanted(
        objective_id=asked_id(request, "sasaran"),
        rank=asked_id(request, "kelas"),
        state=state,
    )


def heading_of(
    count: int, scope: Scope, wanted: Wanted, classes: list[ClassRange]
) -> str:
    """Say how many there are, and of what, in one sentence."""
    what = []
    if wanted.rank is not None:
        name = next((one.name for one in classes if one.rank == wanted.rank), "")
        what.append(_("berkelas %(name)s") % {"name": name})
    if wanted.state:
        what.append(_(STATE_WORDS[wanted.state]).lower())
    if not count:
        return _("Tidak ada realisasi %(period)s yang sesuai") % {
            "period": scope.period.label
        }
    said = _("%(count)s realisasi %(period)s") % {
        "count": opening(count),
        "period": scope.period.label,
    }
    return " ".join([said, " dan ".join(what)]).strip()


def lead_of(wanted: Wanted, objectives: list[str]) -> str:
    """Name the objective that was chosen, and say in which order they stand."""
    order = _("Capaian terendah dahulu; yang belum bernilai di akhir.")
    if not objectives:
        return order
    return _("Sasaran: %(text)s. %(order)s") % {"text": objectives[0], "order": order}


def row_of(row: Any) -> dict[str, Any]:
    """Return one realisation as the table shows it."""
    url = f"{reverse('indikator', args=[row.indicator_id])}?orang={row.person_id}"
    url = f"{url}&periode={row.period_id}"
    return {
        "indicator": row.indicator.text,
        "url": url,
        "position": row.position.title,
        "person": row.person.name,
        "target": target_text(row.target_text, definition_of(row)) or "–",
        "value": reported_value(row) or "–",
        "percent": "" if row.percent is None else percent_text(row.percent),
        "rank": row.class_rank,
        "class_name": row.class_name,
        "passport_url": f"{url}#paspor",
        "state": row.status,
        "is_late": row.is_late,
        "evidence": row.evidence_count,
        "evidence_url": f"{url}#bukti-dukung",
    }


def cells_of(rows: QuerySet[Any]) -> Iterator[list[Cell]]:
    """Yield the rows for a file; numbers as numbers, words where a result is a word."""
    for row in rows.iterator(chunk_size=1000):
        definition = definition_of(row)
        yield [
            row.indicator.text,
            row.indicator.objective.text,
            row.position.title,
            row.unit.name,
            row.person.name,
            definition.unit_of_measure,
            row.target_text,
            row.value if row.value is not None else row.entered_text or None,
            row.percent,
            row.class_name,
            row.get_status_display(),
            _("ya") if row.is_late else "",
            row.evidence_count,
        ]
