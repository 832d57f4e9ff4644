"""Many definitions in one grid: a row an indicator, a column what is decided."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from tolok.kernel.refusals import NotNow, Unfit
from tolok.registry import actions, workbook
from tolok.registry import queries as registry
from tolok.scoring import queries as scoring
from tolok.web import clock
from tolok.web.counting import whole
from tolok.web.planning.definition_choice import Choice, chosen
from tolok.web.planning.views import demand_planner
from tolok.web.requests import Asked


ROWS_ON_PAGE = 25
MOST_COLUMNS = 8
LONGEST_REASON = 500
USUAL = (
    "measure",
    "unit_of_measure",
    "polarity",
    "accumulation",
    "decimals",
    "frequency",
)
LONG = frozenset(
    {
        "operational_definition",
        "reason",
        "numerator_label",
        "denominator_label",
        "formula",
        "terms",
        "data_source",
        "evidence_wanted",
    }
)
COLUMNS = {column.name: column for column in workbook.COLUMNS}


@dataclass
class Cell:
    """One part of a definition: what was typed, and what is wrong with it."""

    name: str
    label: str
    text: str
    options: list[tuple[str, str]] = field(default_factory=list)
    is_long: bool = False
    offered_in: str = ""
    error: str = ""


@dataclass
class Row:
    """One definition with its cells."""

    definition: registry.Definition
    seen: str
    url: str
    cells: list[Cell]
    changes: dict[str, Any] = field(default_factory=dict)
    trouble: str = ""

    @property
    def is_stale(self) -> bool:
        """Tell whether somebody decided otherwise since the page was made."""
        return self.seen != str(self.definition.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: Asked) -> HttpResponse:
    """Show definitions in a grid, and decide those that were typed: all or none.

    Filling a column writes one value into every row of the page; it is kept only with
    the rest.
    """
    viewer = request.viewer
    demand_planner(viewer)
    choice = chosen(request)
    if choice is None:
        return render(request, "planning/nothing.html", {})
    page = Paginator(choice.definitions, ROWS_ON_PAGE).get_page(request.GET.get("page"))
    columns = chosen_columns(request)
    known = workbook.Known(
        scoring.list_scales(),
        registry.position_names(office_id=viewer.office_id)
        if any(column.is_position for column in columns)
        else {},
    )
    shown = rows_of(request, list(page.object_list), columns, known)
    context = {
        "choice": choice,
        "columns": columns,
        "rows": shown,
        "page": page,
        "known": known,
    }
    if request.method != "POST":
        return grid_page(request, context)
    step = request.POST.get("step", "")
    # Without a value to fill in it is Enter that was pressed somewhere: keep.
    if step.startswith("fill-") and request.POST.get(step, "").strip():
        fill(shown, step.removeprefix("fill-"), request.POST[step].strip())
        return grid_page(request, context, filled=True)
    return keep(request, shown, context)


def chosen_columns(request: Asked) -> list[workbook.Column]:
    """Return the columns that the address names, in the sheet's order; else the usual."""
    asked = [name for name in request.GET.getlist("kolom") if name in COLUMNS]
    names = set(asked[:MOST_COLUMNS]) or set(USUAL)
    return [column for column in workbook.COLUMNS if column.name in names]


def rows_of(
    request: Asked,
    definitions: Sequence[registry.Definition],
    columns: Sequence[workbook.Column],
    known: workbook.Known,
) -> list[Row]:
    """Return the rows as they stand, and over that what was typed."""
    typed = request.POST if request.method == "POST" else None
    rows = []
    for definition in definitions:
        key = definition.indicator_id
        cells = []
        for column in columns:
            standing = value_of(column, definition, known)
            name = f"d-{key}-{column.name}"
            text = standing if typed is None else typed.get(name, standing)
            cells.append(
                Cell(
                    name,
                    str(column.head),
                    text,
                    options_of(column),
                    column.name in LONG,
                    list_of(column),
                )
            )
        seen = str(definition.pk)
        if typed is not None:
            seen = typed.get(f"v-{key}", seen)
        url = reverse("definisi", args=[key])
        rows.append(Row(definition, seen, url, cells))
    return rows


def value_of(
    column: workbook.Column, definition: registry.Definition, known: workbook.Known
) -> str:
    """Return what a control holds: the word of a choice, else the text of the sheet."""
    if column.choices is not None:
        return str(getattr(definition, column.name))
    return column.shown(definition, known)


def list_of(column: workbook.Column) -> str:
    """Return the id of the list that a column offers while one types, or nothing."""
    if column.is_position:
        return "daftar-jabatan"
    return "daftar-satuan" if column.name == "unit_of_measure" else ""


def options_of(column: workbook.Column) -> list[tuple[str, str]]:
    """Return what there is to choose from in a column."""
    if column.choices is not None:
        return [(value, str(label)) for value, label in column.choices.choices]
    return [(word, word) for word in column.offered]


def fill(rows: Sequence[Row], name: str, text: str) -> None:
    """Write one value into a column of every row; nothing is kept yet."""
    for row in rows:
        for cell in row.cells:
            if cell.name.endswith(f"-{name}"):
                cell.text = text


def check(
    rows: Sequence[Row], columns: Sequence[workbook.Column], known: workbook.Known
) -> bool:
    """Read every row; tell whether all can be kept."""
    names = [column.name for column in columns]
    for row in rows:
        texts = dict(zip(names, (cell.text for cell in row.cells), strict=True))
        row.changes, errors = workbook.read_changes(row.definition, texts, known)
        if not row.changes and not set(errors) & set(names):
            continue
        for cell, name in zip(row.cells, names, strict=True):
            cell.error = errors.pop(name, "")
        # What is wrong may stand in a column that is not shown.
        row.trouble = " ".join(
            f"{COLUMNS[name].head}: {text}" for name, text in errors.items()
        )
        if row.is_stale:
            row.trouble = _(
                "Definisi ini sudah diganti orang lain. Yang Anda tulis masih ada di "
                "sini; muat ulang halaman untuk melihat yang baru."
            )
    return not any(row.trouble or any(cell.error for cell in row.cells) for row in rows)


def keep(request: Asked, rows: Sequence[Row], context: dict[str, Any]) -> HttpResponse:
    """Decide what was typed, and come back to the same page."""
    viewer = request.viewer
    if not check(rows, context["columns"], context["known"]):
        stale = any(row.is_stale and row.trouble for row in rows)
        return grid_page(request, context, status=409 if stale else 422)
    changes = {row.definition.pk: row.changes for row in rows if row.changes}
    if not changes:
        messages.info(request, _("Tidak ada definisi yang berubah."))
        return redirect(request.get_full_path())
    try:
        count = actions.change_definitions(
            changes=changes,
            reason=request.POST.get("reason", "")[:LONGEST_REASON],
            by=viewer,
            at=clock.moment(viewer),
        )
    except Unfit as refusal:
        return grid_page(request, context, refusal=refusal.message, status=422)
    except NotNow as refusal:
        return grid_page(request, context, refusal=refusal.message, status=409)
    messages.success(
        request,
        ngettext("%(count)s definisi disimpan.", "%(count)s definisi disimpan.", count)
        % {"count": whole(count)},
    )
    return redirect(request.get_full_path())


def grid_page(
    request: Asked,
    context: dict[str, Any],
    *,
    status: int = 200,
    refusal: str = "",
    filled: bool = False,
) -> HttpResponse:
    """Show the grid; what is wrong stands in its cells and above it."""
    choice: Choice = context["choice"]
    columns: list[workbook.Column] = context["columns"]
    names = {column.name for column in columns}
    context |= {
        "form": choice.form,
        "heads": [str(column.head) for column in columns],
        "fills": [
            {
                "name": column.name,
                "label": str(column.head),
                "options": options_of(column),
                "offered_in": list_of(column),
            }
            for column in columns
            if column.name not in LONG
        ],
        "all_columns": [
            {"name": column.name, "label": str(column.head), "on": column.name in names}
            for column in workbook.COLUMNS
        ],
        "most_columns": MOST_COLUMNS,
        "suggestions_url": suggestions_url(choice),
        "refusal": refusal,
        "filled": filled,
        "wrong": [
            row for row in context["rows"] if row.trouble or any_error(row.cells)
        ],
        "reason": request.POST.get("reason", "")[:LONGEST_REASON],
        "positions": context["known"].positions.values(),
        "units_of_measure": registry.list_units_of_measure(for_user=request.viewer),
        "heading": ngettext(
            "%(count)s definisi dalam tabel ini",
            "%(count)s definisi dalam tabel ini",
            context["page"].paginator.count,
        )
        % {"count": whole(context["page"].paginator.count)},
        "crumbs": [
            {"label": _("Target dan jadwal"), "url": reverse("perencanaan")},
            {"label": _("Definisi"), "url": reverse("definisi_daftar")},
            {"label": _("Tabel"), "url": ""},
        ],
    }
    return render(request, "planning/definition_grid.html", context, status=status)


def suggestions_url(choice: Choice) -> str:
    """Return where the suggestions of the same unit or position are accepted."""
    if choice.position is not None:
        return f"{reverse('definisi_terima')}?jabatan={choice.position.pk}"
    if choice.unit is not None:
        return f"{reverse('definisi_terima')}?unit={choice.unit.pk}"
    return ""


def any_error(cells: Sequence[Cell]) -> bool:
    """Tell whether a cell of a row is wrong."""
    return any(cell.error for cell in cells)
