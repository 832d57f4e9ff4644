"""Write recommendations, answer them, judge the answers, close them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import PurePath

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.utils.translation import gettext as _

from tolok.inspection import permissions, queries
from tolok.inspection.enums import Judgement, RecommendationAct, RecommendationSource
from tolok.inspection.models import (
    InspectionNote,
    Recommendation,
    RecommendationEvidence,
    RecommendationStep,
)
from tolok.inspection.policies import next_status
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.measurement.evidence import PICTURES, kind_of, rewrite_picture
from tolok.measurement.evidence_queries import find_evidence_setting, rules_from
from tolok.measurement.models import Evidence
from tolok.measurement.scanner import demand_clean
from tolok.organisation.models import Office, Position, Unit
from tolok.organisation.queries import Viewer
from tolok.records import actions as records
from tolok.records.language import in_indonesian


LONGEST_TEXT = 4_000
MOST_PROOFS = 10


class MayNotInspect(NotAllowed):
    """Only an inspector of the office writes notes and recommendations."""


class MayNotAnswer(NotAllowed):
    """Only whom it is addressed to answers, or the planner for the office."""


class MayNotJudge(NotAllowed):
    """Only an inspector judges, and never what is the own unit's to answer for."""


class NotThatStep(NotNow):
    """The recommendation stands elsewhere on its way."""


class ChangedMeanwhile(NotNow):
    """Somebody took a step since the page was opened."""


class RecommendationUnfit(Unfit):
    """Something of a recommendation is missing or cannot be."""


class AnswerUnfit(Unfit):
    """An answer without words, or a follow-up without evidence."""


@dataclass(frozen=True)
class Proofs:
    """What shows that something was done: new files, addresses, evidence of reports."""

    files: Sequence[tuple[str, bytes]] = ()
    links: Sequence[str] = ()
    reused: Sequence[Evidence] = ()

    def __len__(self) -> int:
        return len(self.files) + len(self.links) + len(self.reused)


@transaction.atomic
def write_recommendation(
    *,
    source: str,
    report_number: str,
    report_dated_on: date,
    text: str,
    unit: Unit,
    position: Position | None,
    due_on: date,
    by: Viewer,
    at: datetime,
    note: InspectionNote | None = None,
) -> Recommendation:
    """Write a recommendation into the register and tell whom it is addressed to.

    Its number is the next of the office. Raises `MayNotInspect`, `RecommendationUnfit`.
    """
    office = demand_inspector(by)
    _demand_fit(source, report_number, report_dated_on, text, due_on, at.date())
    _demand_addressee(office, unit, position)
    # Two inspectors at once: the office is the lock, so that numbers stay in order.
    Office.objects.select_for_update().get(pk=office.pk)
    row = Recommendation.objects.create(
        office=office,
        number=queries.next_number(office_id=office.pk),
        source=source,
        report_number=report_number.strip(),
        report_dated_on=report_dated_on,
        text=text.strip(),
        unit=unit,
        position=position,
        note=note,
        due_on=due_on,
        author=by.user,
        author_name=by.name,
        created_at=at,
    )
    _add_step(row, RecommendationAct.WRITTEN, by, at, "")
    records.record_event(
        by=by.user,
        at=at,
        action="inspection.write_recommendation",
        subject=row,
        after={
            "source": RecommendationSource(row.source).label,
            "report_number": row.report_number,
            "text": row.text,
            "addressee": row.addressee,
            "due_on": due_on.isoformat(),
        },
        office_id=office.pk,
    )
    _tell(row, "inspection.recommended", by, at)
    return row


@transaction.atomic
def answer_recommendation(
    *,
    recommendation: Recommendation,
    text: str,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
    proofs: Proofs | None = None,
) -> Recommendation:
    """Say what the office thinks of it and will do. Raises as `report_follow_up`."""
    return _answer(
        *(recommendation, RecommendationAct.ANSWERED, text, proofs or Proofs()),
        by=by,
        at=at,
        seen=seen,
        action="inspection.answer_recommendation",
        kind="inspection.answered",
    )


@transaction.atomic
def report_follow_up(
    *,
    recommendation: Recommendation,
    text: str,
    proofs: Proofs,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Recommendation:
    """Report what was done, with evidence that shows it; an inspector judges it next.

    `seen` is the revision on the page. Raises `MayNotAnswer`, `NotThatStep`,
    `ChangedMeanwhile`, `AnswerUnfit`, and what keeping a file raises.
    """
    return _answer(
        *(recommendation, RecommendationAct.FOLLOWED_UP, text, proofs),
        by=by,
        at=at,
        seen=seen,
        action="inspection.report_follow_up",
        kind="inspection.followed",
    )


def _answer(
    recommendation: Recommendation,
    act: RecommendationAct,
    text: str,
    proofs: Proofs,
    *,
    by: Viewer,
    at: datetime,
    seen: int | None,
    action: str,
    kind: str,
) -> Recommendation:
    row = _lock(recommendation)
    if not permissions.may_answer(by, row):
        message = _(
            "Rekomendasi ini dijawab oleh yang dituju, pimpinan unitnya, atau perencana."
        )
        raise MayNotAnswer(message)
    _demand_seen(row, seen)
    before = row.status
    _take(row, act)
    _demand_words(text, AnswerUnfit(_("Tulis tanggapannya."), field="text"))
    if act == RecommendationAct.FOLLOWED_UP and not len(proofs):
        message = _(
            "Lampirkan sedikitnya satu bukti: berkas, tautan, atau bukti yang sudah ada."
        )
        raise AnswerUnfit(message, field="papers")
    row.answered_by, row.answered_at, row.judgement = by.user, at, ""
    row.save()
    step = _add_step(row, act, by, at, text)
    kept = _keep_proofs(step, proofs, by, at)
    records.record_event(
        by=by.user,
        at=at,
        action=action,
        subject=row,
        before={"status": before},
        after={"status": row.status, "evidence": kept},
        note=text.strip(),
        office_id=row.office_id,
    )
    records.announce(
        person_ids=queries.inspectors_of(office_id=row.office_id, on=at.date())
        - {by.person_id or 0},
        kind=kind,
        subject=row,
        by_name=by.name,
        at=at,
    )
    return row


@transaction.atomic
def judge_recommendation(
    *,
    recommendation: Recommendation,
    is_fit: bool,
    text: str,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Recommendation:
    """Find an answer fit, which closes it, or not yet, which returns it with a reason.

    Raises `MayNotJudge`, `NotThatStep`, `ChangedMeanwhile`, and `AnswerUnfit` where it
    is not fit and no reason stands there.
    """
    act = RecommendationAct.FIT if is_fit else RecommendationAct.UNFIT
    message = _("Tulis apa yang belum sesuai, supaya kantor tahu yang harus dibenahi.")
    return _decide(
        *(recommendation, act, text),
        unsaid="" if is_fit else message,
        judgement=Judgement.FIT if is_fit else Judgement.UNFIT,
        by=by,
        at=at,
        seen=seen,
        action="inspection.judge_recommendation",
        kind="inspection.accepted" if is_fit else "inspection.rejected",
    )


@transaction.atomic
def close_recommendation(
    *,
    recommendation: Recommendation,
    reason: str,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Recommendation:
    """Close what cannot be followed up, with the reason. Raises as `judge_recommendation`."""
    return _decide(
        *(recommendation, RecommendationAct.IMPOSSIBLE, reason),
        unsaid=_("Tulis alasan mengapa tidak dapat ditindaklanjuti."),
        judgement=None,
        by=by,
        at=at,
        seen=seen,
        action="inspection.close_recommendation",
        kind="inspection.closed",
    )


@transaction.atomic
def withdraw_recommendation(
    *,
    recommendation: Recommendation,
    reason: str,
    by: Viewer,
    at: datetime,
    seen: int | None = None,
) -> Recommendation:
    """Withdraw a recommendation with a reason; it stays in the register.

    Raises as `judge_recommendation`.
    """
    return _decide(
        *(recommendation, RecommendationAct.WITHDRAWN, reason),
        unsaid=_("Tulis alasan penarikan."),
        judgement=None,
        by=by,
        at=at,
        seen=seen,
        action="inspection.withdraw_recommendation",
        kind="inspection.withdrawn",
    )


def _decide(
    recommendation: Recommendation,
    act: RecommendationAct,
    text: str,
    *,
    unsaid: str,
    judgement: Judgement | None,
    by: Viewer,
    at: datetime,
    seen: int | None,
    action: str,
    kind: str,
) -> Recommendation:
    row = _lock(recommendation)
    if not permissions.may_judge(by, row):
        message = _(
            "Tindak lanjut dinilai pemeriksa kantor ini, dan tidak pernah oleh yang "
            "menjawab atau yang jabatan atau unitnya dituju."
        )
        raise MayNotJudge(message)
    _demand_seen(row, seen)
    if unsaid:
        _demand_words(text, AnswerUnfit(unsaid, field="text"))
    before = row.status
    _take(row, act)
    row.judgement = judgement or row.judgement
    if row.is_closed:
        row.closed_by, row.closed_at = by.user, at
    row.save()
    _add_step(row, act, by, at, text)
    records.record_event(
        by=by.user,
        at=at,
        action=action,
        subject=row,
        before={"status": before},
        after={"status": row.status, "judgement": row.judgement},
        note=text.strip(),
        office_id=row.office_id,
    )
    _tell(row, kind, by, at, note=text.strip())
    return row


# ---------------------------------------------------------------- what every step asks


def demand_inspector(by: Viewer) -> Office:
    """Return the office that a person inspects. Raises `MayNotInspect`."""
    if by.office is None or not permissions.may_inspect(by, office_id=by.office.pk):
        message = _("Catatan dan rekomendasi ditulis oleh pemeriksa kantor ini.")
        raise MayNotInspect(message)
    return by.office


def _lock(recommendation: Recommendation) -> Recommendation:
    return (
        Recommendation.objects.select_for_update(of=("self",))
        .select_related("unit", "position")
        .get(pk=recommendation.pk)
    )


def _demand_seen(row: Recommendation, seen: int | None) -> None:
    if seen is not None and seen != row.revision:
        message = _(
            "Rekomendasi ini berubah sejak halaman dibuka. Periksa keadaan terbarunya, "
            "lalu ulangi bila masih perlu."
        )
        raise ChangedMeanwhile(message)


def _take(row: Recommendation, act: RecommendationAct) -> None:
    """Move a locked recommendation on. Raises `NotThatStep`."""
    status = next_status(act, row.status)
    if status is None:
        message = _("Langkah itu tidak berlaku: rekomendasi ini %(status)s.")
        raise NotThatStep(message % {"status": row.get_status_display().lower()})
    row.status = status
    row.revision += 1


@in_indonesian
def _add_step(
    row: Recommendation, act: RecommendationAct, by: Viewer, at: datetime, text: str
) -> RecommendationStep:
    return RecommendationStep.objects.create(
        recommendation=row,
        act=act,
        at=at,
        by_name=by.name,
        title=by.position_title,
        text=text.strip(),
    )


def _tell(
    row: Recommendation, kind: str, by: Viewer, at: datetime, *, note: str = ""
) -> None:
    records.announce(
        person_ids=queries.people_addressed(row, on=at.date()) - {by.person_id or 0},
        kind=kind,
        subject=row,
        by_name=by.name,
        note=note,
        at=at,
    )


def _demand_words(text: str, refusal: Unfit) -> None:
    if not text.strip():
        raise refusal
    if len(text.strip()) > LONGEST_TEXT:
        message = _("Terlalu panjang: paling banyak %(most)s huruf.")
        raise AnswerUnfit(message % {"most": LONGEST_TEXT}, field="text")


def _demand_fit(
    source: str, number: str, dated_on: date, text: str, due_on: date, today: date
) -> None:
    if source not in RecommendationSource.values:
        raise RecommendationUnfit(_("Pilih sumbernya dari daftar."), field="source")
    if not number.strip():
        message = _("Isi nomor laporannya.")
        raise RecommendationUnfit(message, field="report_number")
    if dated_on > today:
        message = _("Tanggal laporan belum tiba. Periksa tanggalnya.")
        raise RecommendationUnfit(message, field="report_dated_on")
    if due_on < dated_on:
        message = _("Tenggat tidak dapat mendahului tanggal laporannya.")
        raise RecommendationUnfit(message, field="due_on")
    message = _("Tulis rekomendasinya.")
    _demand_words(text, RecommendationUnfit(message, field="text"))


def _demand_addressee(office: Office, unit: Unit, position: Position | None) -> None:
    if unit.office_id != office.pk:
        raise RecommendationUnfit(_("Pilih unit kerja kantor ini."), field="unit")
    if position is not None and position.unit_id != unit.pk:
        message = _("Jabatan itu tidak berada di unit kerja yang dipilih.")
        raise RecommendationUnfit(message, field="position")


def _keep_proofs(
    step: RecommendationStep, proofs: Proofs, by: Viewer, at: datetime
) -> list[str]:
    """Keep what was handed in with a step; return the names. Files are kept once."""
    if len(proofs) > MOST_PROOFS:
        message = _("Paling banyak %(most)s bukti sekaligus.")
        raise AnswerUnfit(message % {"most": MOST_PROOFS}, field="papers")
    found = {}
    rules = rules_from(find_evidence_setting(for_user=by))
    for name, content in proofs.files:
        media_type = kind_of(content, name, rules)
        demand_clean(content, name)
        if media_type in PICTURES:
            content = rewrite_picture(content, media_type)
        stored = records.store_file(content=content, media_type=media_type, at=at)
        found[stored.pk] = (PurePath(name.replace("\\", "/")).name[:255], stored)
    for evidence in proofs.reused:
        if evidence.file is None or evidence.file.deleted_at is not None:
            message = _("“%(name)s” tidak menyimpan berkas yang dapat dipakai lagi.")
            raise AnswerUnfit(message % {"name": evidence.name}, field="reused")
        found[evidence.file.pk] = (evidence.name, evidence.file)
    rows = [
        RecommendationEvidence(step=step, name=name, file=stored, created_at=at)
        for name, stored in found.values()
    ]
    rows += [
        RecommendationEvidence(
            step=step, name=_fit_link(link)[:255], link=link.strip(), created_at=at
        )
        for link in proofs.links
    ]
    RecommendationEvidence.objects.bulk_create(rows)
    return [row.name for row in rows]


def _fit_link(link: str) -> str:
    try:
        URLValidator(schemes=["http", "https"])(link.strip())
    except ValidationError as error:
        message = _(
            "Tautan harus berupa alamat lengkap, misalnya https://contoh.go.id/."
        )
        raise AnswerUnfit(message, field="link") from error
    return link.strip()
