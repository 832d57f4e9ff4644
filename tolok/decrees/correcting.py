"""Correct a draft: one correction is one action, kept in a log that can be turned round."""

from collections.abc import Callable, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.decrees import checking, corrections, permissions, policies
from tolok.decrees.corrections import NoSuchPlace
from tolok.decrees.enums import CorrectionKind
from tolok.decrees.findings import Replacement, key_of
from tolok.decrees.models import Correction, Decree, DecreeReading
from tolok.decrees.steps import (
    NotAsExpected,
    Path,
    Step,
    apply,
    is_disturbed,
    turned_round,
)
from tolok.kernel.dates import parse_date
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.records import actions as records


LONGEST_KEPT_PATH = 200
MOST_RECORDED = 300
PROPOSAL = ("proposed_at", "proposed_by", "proposer_id", "proposed_revision")


class MayNotCorrect(NotAllowed):
    """Only a planner of the office corrects its drafts."""


class NotADraft(NotNow):
    """The decree was adopted or dropped: it is corrected no more."""


class ChangedMeanwhile(NotNow):
    """Somebody else changed the same place since the page was opened."""


class NothingToUndo(NotNow):
    """There is no correction left to undo, or none to do again."""


Planned = Callable[[dict[str, Any]], list[Step]]


def change_field(
    *, decree: Decree, path: Path, text: str, revision: int, by: Viewer, at: datetime
) -> Decree:
    """Write another value into one field of a draft.

    `revision` is the one that the page showed; a correction of another place since then
    does no harm. Raises `MayNotCorrect`, `NotADraft`, `ChangedMeanwhile`, and `Unfit` for
    what the field does not take.
    """
    with transaction.atomic():
        return _change(_locked(decree, by), path, text, revision, by, at)


def _change(
    row: Decree, path: Path, text: str, revision: int, by: Viewer, at: datetime
) -> Decree:
    return _correct_locked(
        row=row,
        operation="change",
        path=path,
        touched=[path],
        revision=revision,
        plan=lambda whole: corrections.change(whole, path, text),
        by=by,
        at=at,
    )


@dataclass(frozen=True)
class Saved:
    """What became of the fields of a form that was saved."""

    decree: Decree
    revision: int
    count: int
    refused: dict[str, str]


@transaction.atomic
def save_fields(
    *,
    decree: Decree,
    fields: Mapping[str, str],
    revision: int,
    by: Viewer,
    at: datetime,
) -> Saved:
    """Write every field of a form that differs from what its page showed.

    `fields` are addresses and texts; `revision` is the one that the page showed. What does
    not fit is told in `refused` while the rest is saved. `Saved.revision` is what the page
    may go on from: the new one, or the old one where somebody else corrected meanwhile, so
    that a field shown to this person is never taken for one that they wrote. Raises
    `MayNotCorrect`, `NotADraft`, and `ChangedMeanwhile` where a field was another's.
    """
    row = _locked(decree, by)
    since = list(
        Correction.objects.filter(decree=row, number__gt=revision).order_by("-number")
    )
    shown = _as_shown(row, since)
    refused: dict[str, str] = {}
    written: list[tuple[str, Path, str]] = []
    for address, text in fields.items():
        try:
            path = corrections.parse_path(address)
            if corrections.change(shown, path, text):
                written.append((address, path, text))
        except Unfit as refusal:
            refused[address] = refusal.message
    before = row.revision
    for address, path, text in written:
        try:
            row = _change(row, path, text, revision, by, at)
        except Unfit as refusal:
            refused[address] = refusal.message
    count = row.revision - before
    others = any(one.actor_id != by.user.pk for one in since)
    return Saved(row, revision if others else row.revision, count, refused)


def _as_shown(row: Decree, since: Sequence[Correction]) -> dict[str, Any]:
    """Return the draft as a page showed it, before the corrections since, newest first."""
    whole = {**row.content, "dismissed": row.dismissed}
    if since:
        whole = deepcopy(whole)
        for one in since:
            apply(whole, [Step.from_json(step) for step in one.inverse])
    return whole


def add_row(
    *,
    decree: Decree,
    place: Path,
    text: str,
    index: int | None = None,
    unit: str | None = None,
    revision: int,
    by: Viewer,
    at: datetime,
) -> Decree:
    """Put a new row into a list of a draft. Raises as `change_field`."""
    return _correct(
        decree=decree,
        operation="add",
        path=place,
        touched=[place[:-1]] if len(place) > 1 else [],
        revision=revision,
        plan=lambda whole: corrections.add(whole, place, text, index=index, unit=unit),
        by=by,
        at=at,
        only_rows_above=True,
    )


def drop_row(
    *, decree: Decree, path: Path, revision: int, by: Viewer, at: datetime
) -> Decree:
    """Take a row out of a draft. Raises as `change_field`, and `StillNeeded`."""
    return _correct(
        decree=decree,
        operation="drop",
        path=path,
        touched=[path],
        revision=revision,
        plan=lambda whole: corrections.drop(whole, path),
        by=by,
        at=at,
    )


def move_row(
    *,
    decree: Decree,
    path: Path,
    place: Path,
    index: int,
    revision: int,
    by: Viewer,
    at: datetime,
) -> Decree:
    """Move a row within its list or to another. Raises as `change_field`, `CannotPart`."""
    return _correct(
        decree=decree,
        operation="move",
        path=path,
        touched=[path, (*place, max(index, 0))],
        revision=revision,
        plan=lambda whole: corrections.move(whole, path, place, index),
        by=by,
        at=at,
    )


def split_row(
    *,
    decree: Decree,
    path: Path,
    parts: Sequence[str],
    revision: int,
    by: Viewer,
    at: datetime,
) -> Decree:
    """Make several rows of one. Raises as `change_field`, and `CannotPart`."""
    return _correct(
        decree=decree,
        operation="split",
        path=path,
        touched=[path],
        revision=revision,
        plan=lambda whole: corrections.split(whole, path, parts),
        by=by,
        at=at,
    )


def join_rows(
    *, decree: Decree, path: Path, revision: int, by: Viewer, at: datetime
) -> Decree:
    """Make one row of this and the next. Raises as `change_field`, and `CannotPart`."""
    last = path[-1]
    following = (*path[:-1], last + 1) if isinstance(last, int) else path
    return _correct(
        decree=decree,
        operation="join",
        path=path,
        touched=[path, following],
        revision=revision,
        plan=lambda whole: corrections.join(whole, path),
        by=by,
        at=at,
    )


def take_suggestion(
    *,
    decree: Decree,
    replacements: Sequence[Replacement],
    revision: int,
    by: Viewer,
    at: datetime,
) -> Decree:
    """Write what a finding suggests, all of it in one correction."""

    def plan(whole: dict[str, Any]) -> list[Step]:
        steps: list[Step] = []
        tried = deepcopy(whole)
        for one in replacements:
            made = corrections.fix(tried, one.path, one.old, one.new)
            apply(tried, made)
            steps += made
        return steps

    return _correct(
        decree=decree,
        operation="fix",
        path=replacements[0].path if replacements else (),
        touched=[one.path for one in replacements],
        revision=revision,
        plan=plan,
        by=by,
        at=at,
    )


def dismiss_finding(
    *, decree: Decree, key: str, reason: str, revision: int, by: Viewer, at: datetime
) -> Decree:
    """Put a finding aside with a reason. It comes back when its text changes."""
    saying = {
        "reason": " ".join(reason.split()),
        "by": by.name,
        "at": at.isoformat(timespec="seconds"),
    }

    def plan(whole: dict[str, Any]) -> list[Step]:
        if all(key_of(finding) != key for finding in whole["findings"]):
            raise NoSuchPlace(
                _("Temuan itu sudah tidak ada: teksnya berubah. Muat ulang halaman.")
            )
        return corrections.dismiss(whole, key, saying)

    return _correct(
        decree=decree,
        operation="dismiss",
        path=("dismissed", key),
        touched=[("dismissed", key)],
        revision=revision,
        plan=plan,
        by=by,
        at=at,
    )


def recall_finding(
    *, decree: Decree, key: str, revision: int, by: Viewer, at: datetime
) -> Decree:
    """Bring a finding back that was put aside."""
    return _correct(
        decree=decree,
        operation="recall",
        path=("dismissed", key),
        touched=[("dismissed", key)],
        revision=revision,
        plan=lambda whole: corrections.recall(whole, key),
        by=by,
        at=at,
    )


def undo(*, decree: Decree, by: Viewer, at: datetime) -> Decree:
    """Turn the last correction round that still stands. Raises `NothingToUndo`."""
    return _walk_the_log(decree, CorrectionKind.UNDO, by, at)


def redo(*, decree: Decree, by: Viewer, at: datetime) -> Decree:
    """Do the correction again that was undone last. Raises `NothingToUndo`."""
    return _walk_the_log(decree, CorrectionKind.REDO, by, at)


def _locked(decree: Decree, by: Viewer) -> Decree:
    if not permissions.may_handle(by, office_id=decree.office_id):
        raise MayNotCorrect(
            _("Hanya perencana yang dapat memperbaiki rancangan keputusan kantornya.")
        )
    row = Decree.objects.select_for_update().get(pk=decree.pk)
    if not policies.may_correct(row.status):
        message = _(
            "Keputusan ini sudah %(status)s, jadi isinya tidak diperbaiki lagi. Untuk "
            "mengubahnya, unggah keputusan perubahan."
        )
        raise NotADraft(message % {"status": row.get_status_display().lower()})
    return row


@transaction.atomic
def _correct(
    *,
    decree: Decree,
    operation: str,
    path: Path,
    touched: Sequence[Path],
    revision: int,
    plan: Planned,
    by: Viewer,
    at: datetime,
    only_rows_above: bool = False,
) -> Decree:
    return _correct_locked(
        row=_locked(decree, by),
        operation=operation,
        path=path,
        touched=touched,
        revision=revision,
        plan=plan,
        by=by,
        at=at,
        only_rows_above=only_rows_above,
    )


def _correct_locked(
    *,
    row: Decree,
    operation: str,
    path: Path,
    touched: Sequence[Path],
    revision: int,
    plan: Planned,
    by: Viewer,
    at: datetime,
    only_rows_above: bool = False,
) -> Decree:
    if revision != row.revision:
        _refuse_if_disturbed(row, revision, touched, only_rows_above, by)
    steps = plan({**row.content, "dismissed": row.dismissed})
    if not steps:
        return row
    return _take(row, CorrectionKind.DO, operation, path, steps, by, at)


def _refuse_if_disturbed(
    row: Decree,
    revision: int,
    touched: Sequence[Path],
    only_rows_above: bool,
    by: Viewer,
) -> None:
    since = list(
        Correction.objects.filter(decree=row, number__gt=revision).order_by("number")
    )
    later = [
        Step.from_json(step)
        for one in since
        for step in one.steps
        if one.actor_id != by.user.pk or step["doing"] != "set"
    ]
    if only_rows_above:
        later = [step for step in later if step.doing != "set"]
    if revision > row.revision or is_disturbed(touched, later):
        who = since[-1].actor_name if since else _("Seseorang")
        message = _(
            "%(who)s baru saja mengubah bagian yang sama. Perbaikan Anda belum disimpan; "
            "salin tulisan Anda, muat ulang halaman, lalu ulangi bila masih perlu."
        )
        raise ChangedMeanwhile(message % {"who": who})


def _take(
    row: Decree,
    kind: CorrectionKind,
    operation: str,
    path: Path,
    steps: Sequence[Step],
    by: Viewer,
    at: datetime,
) -> Decree:
    """Apply steps to the locked row, write the log and the trail."""
    whole = {**row.content, "dismissed": row.dismissed}
    try:
        apply(whole, steps)
    except NotAsExpected as error:
        message = _(
            "Rancangan ini berubah sementara itu, jadi perbaikan tadi tidak dijalankan. "
            "Muat ulang halaman, lalu coba lagi."
        )
        raise ChangedMeanwhile(message) from error
    row.dismissed = whole.pop("dismissed")
    if any(step.path[0] != "dismissed" for step in steps):
        whole["findings"] = checking.findings_of(row, whole)
    row.content = whole
    _follow_the_head(row)
    row.revision += 1
    # Who proposed the adoption, proposed another text than this.
    row.proposed_at, row.proposed_by = None, ""
    row.proposer_id, row.proposed_revision = None, None
    row.save(
        update_fields=[
            *PROPOSAL,
            "content",
            "dismissed",
            "revision",
            "number",
            "about",
            "year_from",
            "year_until",
            "decided_on",
        ]
    )
    correction = Correction.objects.create(
        decree=row,
        number=row.revision,
        kind=kind,
        operation=operation,
        path=".".join(str(key) for key in path)[:LONGEST_KEPT_PATH],
        steps=[step.as_json() for step in steps],
        inverse=[step.as_json() for step in turned_round(steps)],
        actor_id=by.user.pk,
        actor_name=by.name,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="decrees.correct_draft",
        subject=row,
        before={correction.path: _recorded(steps[0].old)},
        after={
            correction.path: _recorded(steps[0].new),
            "number": row.revision,
            "kind": kind,
            "operation": operation,
        },
        office_id=row.office_id,
    )
    return row


def _recorded(value: Any) -> Any:
    """Return a value as the trail shows it: a row by its text, long texts cut."""
    if isinstance(value, dict):
        value = value.get("text") or value.get("title") or value.get("name") or ""
    if isinstance(value, str) and len(value) > MOST_RECORDED:
        return f"{value[: MOST_RECORDED - 1]}…"
    return value


def _follow_the_head(row: Decree) -> None:
    """Let the columns by which decrees are listed say what the content says."""
    head = row.content["decree"]
    row.number = head["number"] or ""
    row.about = head["about"] or ""
    row.year_from = head["year_from"]
    row.year_until = head["year_until"]
    row.decided_on = parse_date(head["date"]) if head["date"] else None


@transaction.atomic
def _walk_the_log(
    decree: Decree, kind: CorrectionKind, by: Viewer, at: datetime
) -> Decree:
    row = _locked(decree, by)
    log = Correction.objects.filter(decree=row).order_by("number")
    done, undone = corrections.standing(list(log.values_list("number", "kind")))
    numbers = done if kind == CorrectionKind.UNDO else undone
    if not numbers:
        raise NothingToUndo(
            _("Tidak ada lagi perbaikan yang dapat diurungkan.")
            if kind == CorrectionKind.UNDO
            else _("Tidak ada lagi perbaikan yang dapat diulangi.")
        )
    found = log.get(number=numbers[-1])
    kept = found.inverse if kind == CorrectionKind.UNDO else found.steps
    steps = [Step.from_json(step) for step in kept]
    path = tuple(found.path.split(".")) if found.path else ()
    return _take(row, kind, found.operation, path, steps, by, at)


def replay(*, decree: Decree) -> dict[str, Any]:
    """Return what the log makes of the decree as it was read: the draft, if all is well."""
    reading = DecreeReading.objects.get(decree=decree)
    whole: dict[str, Any] = {**deepcopy(reading.content or {}), "dismissed": {}}
    for correction in Correction.objects.filter(decree=decree).order_by("number"):
        apply(whole, [Step.from_json(step) for step in correction.steps])
    return whole
