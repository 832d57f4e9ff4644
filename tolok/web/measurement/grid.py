"""All that a person owes in a period as one grid, for many indicators and a keyboard."""

from dataclasses import dataclass, field
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from tolok.kernel.refusals import NotNow, Refusal
from tolok.measurement import actions
from tolok.measurement import queries as measurement
from tolok.measurement.entries import Entry
from tolok.measurement.policies import UNFINISHED
from tolok.planning import queries as planning
from tolok.planning.policies import may_enter, window_state
from tolok.registry.enums import Measure
from tolok.web import clock
from tolok.web.measurement import cards
from tolok.web.measurement.forms import (
    LONGEST_NUMBER,
    LONGEST_TEXT,
    LONGEST_VALUE,
    typed_before,
)
from tolok.web.measurement.views import chosen_period, holds, period_segments
from tolok.web.requests import Asked
from tolok.web.words import reported_value, target_text


TEXTS = ("obstacles", "follow_up")


@dataclass
class Cell:
    """One field of the grid: what stands in it, and what is wrong with it."""

    name: str
    column: str
    label: str
    text: str
    longest: int
    kind: str = "number"
    error: str = ""


@dataclass
class Row:
    """One indicator: its cells while it may be written, its value otherwise."""

    realisation: "measurement.Owed"
    target: str
    state: str
    editable: bool
    cells: list[Cell] = field(default_factory=list)
    sure: bool = False
    asks: bool = False
    trouble: str = ""

    @property
    def shown(self) -> str:
        """Return what was reported, where nothing can be written any more."""
        return reported_value(self.realisation)

    @property
    def entry(self) -> Entry:
        """Return what stands in the cells."""
        typed: dict[str, Any] = {cell.column: cell.text.strip() for cell in self.cells}
        return Entry(**typed)

    @property
    def is_blank(self) -> bool:
        """Tell whether nothing was typed, neither a result nor why there is none."""
        return not any(cell.text.strip() for cell in self.cells)

    @property
    def is_without_value(self) -> bool:
        """Tell whether no result was typed."""
        return not any(
            cell.text.strip() for cell in self.cells if cell.column not in TEXTS
        )

    def refuse(self, column: str, message: str) -> None:
        """Put a refusal at its cell, or at the row where it has none."""
        for cell in self.cells:
            if cell.column == column:
                cell.error = message
                return
        self.asks = self.asks or column == "sure"
        self.trouble = f"{self.trouble} {message}".strip()

    @property
    def is_faulty(self) -> bool:
        """Tell whether something of it was refused."""
        return bool(self.trouble) or any(cell.error for cell in self.cells)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def show_grid(request: Asked) -> HttpResponse:
    """Show the grid; without a script keep or send all that was typed."""
    viewer = request.viewer
    periods = list(planning.list_periods(for_user=viewer))
    period = chosen_period(request, periods)
    if period is None or viewer.person_id is None:
        return render(request, "measurement/nothing.html", {"periods": periods})
    rows = [
        row_of(request, owed)
        for owed in measurement.list_owed(for_user=viewer, period=period)
    ]
    here = f"{reverse('lembar')}?periode={period.pk}"
    if request.method == "POST":
        sends = request.POST.get("act") == "send"
        done = [row for row in rows if row.editable and keep(request, row, sends=sends)]
        if not any(row.is_faulty for row in rows):
            messages.success(request, done_sentence(len(done), sends=sends))
            return redirect(here)
    else:
        done = []
    context = {
        "rows": rows,
        "done": len(done),
        "faulty": [row for row in rows if row.is_faulty],
        "writable": any(row.editable for row in rows),
        "period_label": period.label,
        "here": here,
        "segments": [
            item
            | {"url": item["url"].replace(reverse("pengukuran"), reverse("lembar"))}
            for item in period_segments(periods, period)
        ],
        "crumbs": [
            {
                "label": _("Pengukuran"),
                "url": f"{reverse('pengukuran')}?periode={period.pk}",
            },
            {"label": _("Lembar isian"), "url": ""},
        ],
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "measurement/grid.html", context, status=status)


def row_of(request: Asked, owed: "measurement.Owed") -> Row:
    """Return the row of one indicator with what was typed, or what it holds."""
    viewer = request.viewer
    definition = measurement.definition_of(owed)
    editable = owed.status in UNFINISHED and may_enter(owed.window, on=viewer.on)
    # What is worked out of several entries is written on its own page, where they stand.
    if definition.measure == Measure.TERMS or owed.parts:
        editable = False
    row = Row(
        realisation=owed,
        target=target_text(owed.target_text, definition),
        state=cards.state_of(owed, window_state(owed.window, on=viewer.on)),
        editable=editable,
        sure=bool(request.POST.get(f"sure-{owed.pk}")),
    )
    if not editable:
        return row
    held = typed_before(owed)
    for column, label, kind, longest in columns_of(definition):
        name = f"{column}-{owed.pk}"
        row.cells.append(
            Cell(
                name=name,
                column=column,
                label=label,
                text=request.POST.get(name, str(held[column])),
                longest=longest,
                kind=kind,
            )
        )
    return row


def columns_of(
    definition: measurement.Definition,
) -> list[tuple[str, str, str, int]]:
    """Return column, label, kind and longest text of each cell of an indicator."""
    texts = [
        ("obstacles", _("Hambatan"), "text", LONGEST_TEXT),
        ("follow_up", _("Tindak lanjut"), "text", LONGEST_TEXT),
    ]
    if definition.measure == Measure.RATIO:
        return [
            ("numerator", definition.numerator_label, "number", LONGEST_NUMBER),
            ("denominator", definition.denominator_label, "number", LONGEST_NUMBER),
            *texts,
        ]
    kind = "choice" if definition.measure == Measure.YES_NO else "number"
    return [("value", _("Hasil"), kind, LONGEST_VALUE), *texts]


def keep(request: Asked, row: Row, *, sends: bool) -> bool:
    """Keep or send one row if there is something to; refusals go to its cells."""
    owed, viewer = row.realisation, request.viewer
    for cell in row.cells:
        if len(cell.text) > cell.longest:
            cell.error = _("Terlalu panjang: paling banyak %(most)s huruf.") % {
                "most": cell.longest
            }
    if row.is_faulty or (row.is_blank if sends else holds(owed, row.entry)):
        return False
    revision = request.POST.get(f"revision-{owed.pk}", "")
    common: dict[str, Any] = {
        "realisation": owed,
        "entry": row.entry,
        "revision": int(revision) if revision.isdecimal() else -1,
        "by": viewer,
        "at": clock.moment(viewer),
    }
    if owed.revision != common["revision"] and holds(owed, row.entry):
        common["revision"] = owed.revision  # the page's own autosave was here
    try:
        if sends:
            actions.submit_realisation(**common, sure=row.sure)
        else:
            actions.save_draft(**common)
    except actions.Incomplete as refusal:
        for column, message in refusal.problems:
            row.refuse(column, message)
    except NotNow as refusal:
        row.refuse("", refusal.message)
    except Refusal as refusal:
        row.refuse(refusal.field, refusal.message)
    return not row.is_faulty


def done_sentence(count: int, *, sends: bool) -> str:
    """Say what was kept or sent."""
    if not count:
        return _("Tidak ada yang berubah.")
    if sends:
        return _("%(count)s realisasi terkirim dan menunggu verifikasi.") % {
            "count": count
        }
    return _("%(count)s draf tersimpan. Belum dikirim ke pemeriksa.") % {"count": count}
