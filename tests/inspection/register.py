"""A recommendation and a finding, in one line each."""

from datetime import date
from typing import Any

from tests.cast import Cast
from tests.web.doing import PDF
from tolok.inspection import actions, notes
from tolok.inspection.actions import Proofs
from tolok.inspection.enums import NoteKind
from tolok.inspection.models import InspectionNote, Recommendation


TEXT = "Menyusun rencana aksi atas indikator yang targetnya tidak tercapai."
DUE = date(2026, 4, 30)


def recommend(
    cast: Cast, seat: str | None = None, unit: str | None = None, **told: Any
) -> Recommendation:
    """Write a recommendation as the inspector, to a position or to a unit."""
    position = cast.positions[seat] if seat else None
    usual: dict[str, Any] = {
        "source": "lhe",
        "report_number": "700/12/2026",
        "report_dated_on": date(2026, 3, 30),
        "text": TEXT,
        "unit": position.unit if position else cast.units[unit or "u4"],
        "position": position,
        "due_on": DUE,
        "by": cast.viewer("inspector"),
        "at": cast.at(),
    }
    return actions.write_recommendation(**usual | told)


def answer(cast: Cast, row: Recommendation, who: str) -> Recommendation:
    """Answer what the office will do."""
    return actions.answer_recommendation(
        recommendation=row,
        text="Rencana aksi disusun bulan ini.",
        by=cast.viewer(who),
        at=cast.at(hour=10),
    )


def follow_up(cast: Cast, row: Recommendation, who: str) -> Recommendation:
    """Report what was done, with a paper of its own."""
    return actions.report_follow_up(
        recommendation=row,
        text="Rencana aksi ditetapkan kepala dinas.",
        proofs=Proofs(files=[("Rencana aksi.pdf", PDF + f"\n% {row.pk}".encode())]),
        by=cast.viewer(who),
        at=cast.at(hour=11),
    )


def judge(
    cast: Cast, row: Recommendation, who: str = "inspector", *, is_fit: bool = True
) -> Recommendation:
    """Judge the answer."""
    return actions.judge_recommendation(
        recommendation=row,
        is_fit=is_fit,
        text="" if is_fit else "Belum memuat penanggung jawab.",
        by=cast.viewer(who),
        at=cast.at(hour=12),
    )


def find(cast: Cast, *, kind: str = NoteKind.FINDING, **about: Any) -> InspectionNote:
    """Write a finding about something."""
    return notes.write_note(
        kind=kind,
        text="Bukti bulan Januari dipakai lagi.",
        by=cast.viewer("inspector"),
        at=cast.at(),
        **about,
    )
