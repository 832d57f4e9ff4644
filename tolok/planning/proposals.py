"""Targets are proposed by their holder, answered by the superior, agreed by both.

Every act is a step that stays. Nobody answers for what is promised in a position held
by the same person, in whatever seat or role the answer is given.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.queries import Viewer, holder_title, list_holders
from tolok.planning import permissions
from tolok.planning.actions import ReasonMissing
from tolok.planning.enums import ProposalAct, ProposalStatus
from tolok.planning.letters import Letter, keep_letter
from tolok.planning.models import (
    Basis,
    PerformanceYear,
    Period,
    Proposal,
    ProposalStep,
    ProposedTarget,
    Target,
)
from tolok.planning.policies import HOLDERS_TURN, OPEN_PROPOSAL, is_locked
from tolok.planning.queries import answering_seat
from tolok.planning.targets import (
    Agreement,
    LetterMissing,
    Promise,
    PromiseLocked,
    read_promise,
    write_targets,
)
from tolok.records import actions as records
from tolok.records.language import in_indonesian
from tolok.registry.models import Definition, Indicator


RECORDED = {
    ProposalAct.PROPOSED: "planning.propose_targets",
    ProposalAct.COUNTERED: "planning.counter_proposal",
    ProposalAct.RETURNED: "planning.return_proposal",
    ProposalAct.AGREED: "planning.agree_proposal",
    ProposalAct.ACCEPTED: "planning.accept_counter",
    ProposalAct.WITHDRAWN: "planning.withdraw_proposal",
}


class MayNotPropose(NotAllowed):
    """Only who holds the position promises for it."""


class MayNotAnswer(NotAllowed):
    """Only the superior answers, and nobody answers an own proposal."""


class NobodyAnswers(NotNow):
    """There is no superior position in which anybody else sits."""


class NothingProposed(Unfit):
    """The proposal says nothing that does not stand already."""


class ProposalClosed(NotNow):
    """It is not this person's turn: the proposal was answered or withdrawn."""


class ProposalChanged(NotNow):
    """Somebody else acted on the proposal first."""


@dataclass(frozen=True)
class Line:
    """One target proposed; `period` None means the whole year."""

    period: Period | None
    text: str
    stretch: str = ""

    @property
    def period_id(self) -> int | None:
        """Return the period's id, or None for the whole year."""
        return self.period.pk if self.period else None


@transaction.atomic
def propose_targets(
    *,
    year: PerformanceYear,
    indicator: Indicator,
    lines: Sequence[Line],
    reason: str,
    by: Viewer,
    at: datetime,
    letter: Letter | None = None,
    revision: int | None = None,
) -> Proposal:
    """Propose targets for one indicator, or propose anew what came back; tell the superior.

    What is proposed may change targets that stand only with a letter. Raises
    `MayNotPropose`, `ReasonMissing`, `NothingProposed`, `LetterMissing`,
    `PromiseLocked`, `NobodyAnswers`, `ProposalClosed` where one waits already,
    `ProposalChanged`, and what `read_promise` and `keep_letter` raise.
    """
    if not permissions.may_propose(by, indicator=indicator):
        message = _("Target diusulkan oleh pemegang jabatannya, bukan oleh Anda.")
        raise MayNotPropose(message)
    if not reason.strip():
        message = _("Tulis alasan usulan, misalnya dasar perhitungannya.")
        raise ReasonMissing(message, field="reason")
    proposal = _open_one(year, indicator, revision)
    wanted = [line for line in lines if line.text.strip()]
    basis = _demand_sense(year, indicator, wanted, proposal, letter, by, at)
    seat = answering_seat(position=indicator.position, on=at.date())
    if seat is None:
        message = _(
            "Belum ada atasan yang dapat menjawab usulan ini. Mintalah perencana "
            "melengkapi atasan jabatan Anda."
        )
        raise NobodyAnswers(message)
    if proposal is None:
        proposal = Proposal(
            year=year,
            indicator=indicator,
            position_id=indicator.position_id,
            proposed_by_id=by.person_id or 0,
            created_at=at,
        )
        proposal.revision = 0
    proposal.answering = seat
    proposal.proposed_by_id = by.person_id or 0
    proposal.answered_by = None
    proposal.status = ProposalStatus.PROPOSED
    try:
        with transaction.atomic():
            _keep(proposal)
    except IntegrityError as error:
        raise ProposalClosed(_waiting()) from error
    _step(
        proposal, ProposalAct.PROPOSED, by, at, reason=reason, lines=wanted, basis=basis
    )
    _tell(proposal, "planning.proposed", _seated(seat.pk, by, at), by, at, reason)
    return proposal


@transaction.atomic
def agree_proposals(
    *, proposals: Sequence[Proposal], by: Viewer, at: datetime, reason: str = ""
) -> list[Target]:
    """Agree to what holders proposed: all or none; the targets stand from now on.

    Raises `MayNotAnswer`, `ProposalClosed`, and what `write_targets` raises.
    """
    written = []
    for proposal in proposals:
        row = _locked(proposal, proposal.revision)
        _demand_answerer(by, row)
        proposed = _last(row)
        row.answered_by_id, row.status = by.person_id, ProposalStatus.AGREED
        _keep(row)
        _step(row, ProposalAct.AGREED, by, at, reason=reason)
        written += _write(
            row,
            proposed,
            Agreement(row, proposed.by_name, proposed.at, by.name, at),
            by,
            at,
        )
        _tell(row, "planning.agreed", _of_position(row, by, at), by, at, reason)
    return written


@transaction.atomic
def return_proposal(
    *, proposal: Proposal, reason: str, by: Viewer, at: datetime, revision: int
) -> Proposal:
    """Give a proposal back with a reason. Raises `MayNotAnswer`, `ReasonMissing`,
    `ProposalClosed` and `ProposalChanged`."""
    row = _locked(proposal, revision)
    _demand_answerer(by, row)
    if not reason.strip():
        message = _("Tulis alasan pengembalian, agar pengusul tahu yang harus diubah.")
        raise ReasonMissing(message, field="reason")
    row.answered_by_id, row.status = by.person_id, ProposalStatus.RETURNED
    _keep(row)
    _step(row, ProposalAct.RETURNED, by, at, reason=reason)
    _tell(row, "planning.returned", _of_position(row, by, at), by, at, reason)
    return row


@transaction.atomic
def counter_proposal(
    *,
    proposal: Proposal,
    lines: Sequence[Line],
    reason: str,
    by: Viewer,
    at: datetime,
    revision: int,
    letter: Letter | None = None,
) -> Proposal:
    """Propose other targets in answer; the holder accepts them or proposes anew.

    Raises `MayNotAnswer`, `ReasonMissing`, `NothingProposed`, `ProposalClosed`,
    `ProposalChanged`, `LetterMissing` where the holder's proposal came without one, and
    what `read_promise` and `keep_letter` raise.
    """
    row = _locked(proposal, revision)
    _demand_answerer(by, row)
    if not reason.strip():
        message = _("Tulis alasan usul balik, agar pengusul dapat menimbangnya.")
        raise ReasonMissing(message, field="reason")
    proposed = _last(row)
    wanted = [line for line in lines if line.text.strip()]
    if {_key(line) for line in wanted} == {_key(line) for line in lines_of(proposed)}:
        message = _("Usul balik sama dengan usulannya. Ubah targetnya, atau setujui.")
        raise NothingProposed(message, field="lines")
    basis = _demand_sense(row.year, row.indicator, wanted, row, letter, by, at)
    row.answered_by_id, row.status = by.person_id, ProposalStatus.COUNTERED
    _keep(row)
    _step(
        row,
        ProposalAct.COUNTERED,
        by,
        at,
        reason=reason,
        lines=wanted,
        basis=basis,
    )
    _tell(row, "planning.countered", _of_position(row, by, at), by, at, reason)
    return row


@transaction.atomic
def accept_counter(
    *, proposal: Proposal, by: Viewer, at: datetime, revision: int
) -> list[Target]:
    """Accept what the superior proposed in answer; the targets stand from now on.

    Raises `MayNotAnswer`, `ProposalClosed`, `ProposalChanged`.
    """
    row = _locked(proposal, revision)
    if row.status != ProposalStatus.COUNTERED:
        raise ProposalClosed(_no_turn(row))
    if not permissions.may_accept(by, row):
        message = _("Usul balik diterima oleh pemegang jabatannya, bukan oleh Anda.")
        raise MayNotAnswer(message)
    countered = _last(row)
    row.status = ProposalStatus.AGREED
    _keep(row)
    _step(row, ProposalAct.ACCEPTED, by, at)
    written = _write(
        row,
        countered,
        Agreement(row, by.name, at, countered.by_name, countered.at),
        by,
        at,
    )
    told = {row.answered_by_id} if row.answered_by_id else set()
    _tell(row, "planning.accepted", told - {by.person_id}, by, at, "")
    return written


@transaction.atomic
def withdraw_proposal(
    *, proposal: Proposal, by: Viewer, at: datetime, revision: int, reason: str = ""
) -> Proposal:
    """Take an own proposal back before it is agreed. Raises `MayNotPropose`,
    `ProposalClosed` and `ProposalChanged`."""
    row = _locked(proposal, revision)
    if not permissions.may_withdraw(by, row):
        message = _("Usulan hanya dapat ditarik oleh pemegang jabatannya.")
        raise MayNotPropose(message)
    if row.status not in OPEN_PROPOSAL:
        raise ProposalClosed(_no_turn(row))
    row.status = ProposalStatus.WITHDRAWN
    _keep(row)
    _step(row, ProposalAct.WITHDRAWN, by, at, reason=reason)
    _tell(
        row,
        "planning.withdrawn",
        _seated(row.answering_id, by, at),
        by,
        at,
        reason,
    )
    return row


# ---------------------------------------------------------------- what is asked first


def _locked(proposal: Proposal, revision: int) -> Proposal:
    row = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("year", "indicator__position", "position", "answering")
        .get(pk=proposal.pk)
    )
    if row.revision != revision:
        message = _(
            "Usulan “%(indicator)s” sudah berubah sejak Anda membukanya. Belum ada yang "
            "disimpan. Buka lagi, lihat keadaan terbarunya, lalu putuskan."
        )
        raise ProposalChanged(message % {"indicator": row.indicator})
    return row


def _open_one(
    year: PerformanceYear, indicator: Indicator, revision: int | None
) -> Proposal | None:
    found = (
        Proposal.objects.select_for_update(of=("self",))
        .select_related("indicator")
        .filter(year=year, indicator=indicator, status__in=OPEN_PROPOSAL)
        .first()
    )
    if found is None:
        return None
    if found.status not in HOLDERS_TURN:
        raise ProposalClosed(_waiting())
    if revision is not None:
        return _locked(found, revision)
    return found


def _waiting() -> str:
    return _(
        "Usulan untuk indikator ini sudah dikirim dan menunggu jawaban. Tarik dahulu "
        "usulan itu bila hendak mengubahnya."
    )


def _no_turn(row: Proposal) -> str:
    message = _(
        "Usulan ini berstatus “%(status)s”, sehingga langkah itu tidak dapat dilakukan. "
        "Muat ulang halaman untuk melihat keadaan terbaru."
    )
    return message % {"status": row.get_status_display()}


def _demand_answerer(by: Viewer, row: Proposal) -> None:
    if row.status != ProposalStatus.PROPOSED:
        raise ProposalClosed(_no_turn(row))
    if permissions.is_own(by, row):
        message = _(
            "Target jabatan sendiri tidak dapat dijawab sendiri, juga tidak sebagai Plt. "
            "atau dengan peran lain."
        )
        raise MayNotAnswer(message)
    if not permissions.may_answer(by, row):
        message = _("Usulan ini dijawab %(seat)s, bukan oleh Anda.")
        raise MayNotAnswer(message % {"seat": row.answering.title})


def _demand_sense(
    year: PerformanceYear,
    indicator: Indicator,
    wanted: Sequence[Line],
    proposal: Proposal | None,
    letter: Letter | None,
    by: Viewer,
    at: datetime,
) -> Basis | None:
    """Refuse lines that cannot stand; return the letter kept for those that change."""
    definition = Definition.objects.get(indicator=indicator, is_current=True)
    standing = {
        row.period_id: row
        for row in Target.objects.filter(
            indicator=indicator, year=year, is_current=True
        )
    }
    news, changes = False, False
    for line in wanted:
        name = f"p-{line.period_id or 'tahun'}"
        try:
            read_promise(line.text.strip(), line.stretch.strip(), definition)
        except Unfit as error:
            side = "-tantangan" if error.field == "stretch" else ""
            raise type(error)(error.message, field=name + side) from error
        old = standing.get(line.period_id)
        if old is None:
            news = True
            continue
        if (old.text, old.stretch_text) == (line.text.strip(), line.stretch.strip()):
            continue
        news = True
        if old.text == line.text.strip():
            continue
        changes = True
        if line.period is not None and is_locked(line.period, on=at.date()):
            message = _("%(period)s sudah dikunci; targetnya tidak dapat diubah lagi.")
            raise PromiseLocked(message % {"period": line.period.label}, field=name)
    if not news:
        message = _("Belum ada target yang diusulkan. Isi sekurangnya satu target.")
        raise NothingProposed(message, field="lines")
    kept = _last(proposal).basis if proposal is not None else None
    if not changes:
        return kept
    if letter is not None:
        return keep_letter(letter, office_id=year.office_id, by=by, at=at)
    if kept is None:
        message = _(
            "Target yang sudah ditetapkan hanya dapat diubah dengan surat. Isi nomor dan "
            "tanggalnya, lalu lampirkan berkasnya."
        )
        raise LetterMissing(message, field="letter_number")
    return kept


# ---------------------------------------------------------------- what is written


def _keep(row: Proposal) -> None:
    row.revision += 1
    row.save()


@in_indonesian
def proposed_texts(row: Proposal, lines: Sequence[Line]) -> dict[str, str]:
    """Return the proposed texts by the name of their period, or the year."""
    return {
        line.period.label if line.period else str(row.year.year): line.text.strip()
        for line in lines
    }


def _step(
    row: Proposal,
    act: ProposalAct,
    by: Viewer,
    at: datetime,
    *,
    reason: str = "",
    lines: Sequence[Line] = (),
    basis: Basis | None = None,
) -> ProposalStep:
    step = ProposalStep.objects.create(
        proposal=row,
        number=row.steps.count() + 1,
        act=act,
        at=at,
        by_name=by.name,
        title=_title(row, by),
        reason=reason.strip(),
        basis=basis,
        created_at=at,
    )
    ProposedTarget.objects.bulk_create(
        [
            ProposedTarget(
                step=step,
                period=line.period,
                text=line.text.strip(),
                stretch_text=line.stretch.strip(),
            )
            for line in lines
        ]
    )
    records.record_event(
        by=by.user,
        at=at,
        action=RECORDED[act],
        subject=row,
        after={"status": row.status} | proposed_texts(row, lines),
        note=reason.strip(),
        office_id=row.year.office_id,
    )
    return step


def _title(row: Proposal, by: Viewer) -> str:
    """Return the seat in which somebody acts: that of the proposal, or the answering one."""
    seats = {row.position_id, row.answering_id}
    for placement in by.placements:
        if placement.position_id in seats:
            return holder_title(placement)[:320]
    return by.position_title[:320]


def _last(row: Proposal) -> ProposalStep:
    """Return the step whose targets are on the table now."""
    found = (
        ProposalStep.objects.filter(
            proposal=row, act__in=[ProposalAct.PROPOSED, ProposalAct.COUNTERED]
        )
        .select_related("basis")
        .order_by("-number")
    )
    return found[0]


def lines_of(step: ProposalStep) -> list[Line]:
    """Return what a step puts on the table."""
    return [
        Line(line.period, line.text, line.stretch_text)
        for line in step.lines.select_related("period").order_by("pk")
    ]


def _key(line: Line) -> tuple[int | None, str, str]:
    return line.period_id, line.text.strip(), line.stretch.strip()


def _write(
    row: Proposal,
    step: ProposalStep,
    agreement: Agreement,
    by: Viewer,
    at: datetime,
) -> list[Target]:
    return write_targets(
        year=row.year,
        promises=[
            Promise(row.indicator, line.period, line.text, line.stretch)
            for line in lines_of(step)
        ],
        by=by,
        at=at,
        reason=step.reason,
        basis=step.basis,
        agreement=agreement,
    )


# ---------------------------------------------------------------- who is told


def _seated(position_id: int, by: Viewer, at: datetime) -> set[int]:
    return {
        placement.person_id
        for placement in list_holders(positions=[position_id], on=at.date())
    } - {by.person_id or 0}


def _of_position(row: Proposal, by: Viewer, at: datetime) -> set[int]:
    """Return who holds the position, and who proposed even where they left it."""
    return (_seated(row.position_id, by, at) | {row.proposed_by_id}) - {
        by.person_id or 0
    }


def _tell(
    row: Proposal,
    kind: str,
    people: set[int] | set[int | None],
    by: Viewer,
    at: datetime,
    reason: str,
) -> None:
    records.announce(
        person_ids=[number for number in people if number],
        kind=kind,
        subject=row,
        by_name=by.name,
        note=reason.strip(),
        at=at,
    )
