"""Gather what the papers of a comparison say: two decrees of an office, every change."""

from datetime import datetime

from django.utils.translation import gettext as _
from django.utils.translation import override

from tolok.decrees.comparing import compare_decrees
from tolok.decrees.comparison import Change, Pair
from tolok.decrees.models import Decree
from tolok.decrees.permissions import may_view
from tolok.kernel.refusals import NotAllowed
from tolok.organisation.queries import Viewer
from tolok.reporting.comparison_words import (
    WORDS,
    level_of,
    moved_from,
    name_of_value,
)
from tolok.reporting.documents.comparison_paper import (
    ComparedDecree,
    ComparedRow,
    ComparedUnit,
    ComparisonPaper,
)
from tolok.reporting.documents.frame import Method
from tolok.reporting.gather import frame_of


METHOD = Method(
    name="kemiripan bunyi",
    sentences=(
        "Baris kedua keputusan dipasangkan menurut kemiripan bunyinya, bukan menurut "
        "nomor urutnya. Pasangan yang diperbaiki perencana mengalahkan pasangan itu dan "
        "ditandai.",
    ),
)


class MayNotCompare(NotAllowed):
    """Only planner, head and inspector read decrees, and so what changed in them."""


def gather_comparison(
    *, before: Decree, after: Decree, for_user: Viewer, as_at: datetime
) -> ComparisonPaper:
    """Return every change between two decrees of the viewer's office.

    The mends that rule the screen rule the papers too. Raises `MayNotCompare`.
    """
    office = for_user.office
    if (
        office is None
        or {before.office_id, after.office_id} != {office.pk}
        or not may_view(for_user, office_id=office.pk)
    ):
        raise MayNotCompare(
            _(
                "Keputusan dibaca kepala, perencana, dan pemeriksa. Isinya ada di Registri."
            )
        )
    comparison = compare_decrees(before=before, after=after)
    with override("id"):
        one, other = compared_decree(before), compared_decree(after)
        positions = tuple(
            ComparedUnit(
                position=compared.position.row.text,
                unit=compared.position.row.unit_name,
                rows=tuple(
                    row_of(pair)
                    for pair in (compared.position, *compared.rows)
                    if pair.changes != (Change.UNCHANGED,)
                ),
            )
            for compared in comparison.positions
            if compared.is_changed
        )
        counts = tuple(
            (
                level_of(level),
                tuple(comparison.counts[level][change] for change in Change),
            )
            for level in comparison.counts
        )
    years = " dan ".join(dict.fromkeys((one.years, other.years)))
    frame = frame_of(office, None, as_at, label=years)
    return ComparisonPaper(
        frame=frame,
        method=METHOD,
        before=one,
        after=other,
        changes=tuple(WORDS[change] for change in Change),
        counts=counts,
        positions=positions,
        total=len(comparison.positions),
    )


def compared_decree(decree: Decree) -> ComparedDecree:
    """Return how a paper names a decree."""
    years = str(decree.year_from or "tanpa tahun")
    if decree.year_from and decree.year_until not in {None, decree.year_from}:
        years = f"{years}–{decree.year_until}"
    return ComparedDecree(
        name=decree.number or decree.file_name,
        about=decree.about,
        years=years,
        status=str(decree.get_status_display()),
        decided_on=decree.decided_on,
    )


def row_of(pair: Pair) -> ComparedRow:
    """Return one change as a paper says it."""
    before, after = pair.before, pair.after
    notes = []
    if Change.MOVED in pair.changes:
        notes.append(moved_from(pair))
    notes += [
        f"{name_of_value(name)}: {old or 'kosong'} menjadi {new or 'kosong'}."
        for name, old, new in pair.values
    ]
    if pair.by_hand:
        notes.append("Dipasangkan perencana.")
    return ComparedRow(
        level=level_of(pair.level),
        objective=pair.row.objective_text,
        changes=tuple(WORDS[change] for change in pair.changes),
        before=before.text if before else "",
        after=after.text if after else "",
        words=tuple(pair.words),
        notes=tuple(notes),
        likeness=pair.score if before and after else None,
        by_hand=pair.by_hand,
    )
