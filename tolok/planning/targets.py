"""Set targets: read as they were written, changed by letter only, never overwritten."""

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db import models, transaction
from django.utils.translation import gettext as _

from tolok.kernel.numbers import (
    Amount,
    AmountKind,
    NumberUnreadable,
    TwoReadings,
    format_number,
    parse_amount,
)
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.queries import Viewer, list_holders
from tolok.planning import permissions
from tolok.planning.actions import MayNotPlan, ReasonMissing
from tolok.planning.letters import Letter, keep_letter
from tolok.planning.models import (
    Basis,
    PerformanceYear,
    Period,
    Proposal,
    Target,
)
from tolok.planning.policies import OPEN_PROPOSAL, is_locked
from tolok.planning.signals import targets_changed
from tolok.records import actions as records
from tolok.records import copying
from tolok.records.actions import Announcement, Happening
from tolok.records.language import in_indonesian
from tolok.registry.enums import Accumulation, Measure, Polarity
from tolok.registry.models import Definition, Indicator


LONGEST_TARGET = 120
_DOUBTFUL = re.compile(r"(?<![0-9.,])[0-9]{1,3}[.,][0-9]{3}(?![0-9.,])")


class TargetUnreadable(Unfit):
    """The target cannot be understood."""


class TargetAmbiguous(TargetUnreadable):
    """The target has two readings that both make sense; the message names both."""


class StretchUnfit(Unfit):
    """The stretch does not go beyond what was promised."""


class LetterMissing(Unfit):
    """A changed target without the letter that allows it."""


class OwnTarget(NotAllowed):
    """A planner changes the target of the own position."""


class ProposalsOnly(NotNow):
    """The office lets no planner set targets: they are proposed and answered."""


class ProposalOpen(NotNow):
    """Somebody's proposal for that indicator still waits."""


class PromiseLocked(NotNow):
    """The period is over: what was promised for it stays."""


@dataclass(frozen=True)
class Promise:
    """One target to be set; `period` None means the whole year.

    `stretch` None leaves the stretch as it stands; an empty text takes it away.
    """

    indicator: Indicator
    period: Period | None
    text: str
    stretch: str | None = None


@dataclass(frozen=True)
class Agreement:
    """Who promised and who agreed, and when; what an agreed target bears."""

    proposal: Proposal
    promised_by: str
    promised_at: datetime
    agreed_by: str
    agreed_at: datetime


def is_counted_whole(definition: Definition) -> bool:
    """Tell whether an indicator has whole numbers only, so that 3.500 can be read."""
    return definition.measure == Measure.COUNT or definition.decimals == 0


def read_target(text: str, *, whole: bool = True) -> Amount:
    """Return a target as it was written.

    Without `whole`, as for an index or a percentage, "3.500" may be 3,5 as well as
    3500, and `TargetAmbiguous` asks. Raises `TargetUnreadable`.
    """
    if len(text) > LONGEST_TARGET:
        message = _("Terlalu panjang: paling banyak %(most)s huruf.")
        raise TargetUnreadable(message % {"most": LONGEST_TARGET}, field="text")
    try:
        amount = parse_amount(text, indonesian=whole)
    except TwoReadings as error:
        raise TargetAmbiguous(str(error), field="text") from error
    except NumberUnreadable as error:
        raise TargetUnreadable(str(error), field="text") from error
    if amount.kind is AmountKind.NONE:
        message = _("Target kosong. Tulis angka dengan satuannya, misalnya 12 dokumen.")
        raise TargetUnreadable(message, field="text")
    return amount


def list_readings(text: str) -> list[str]:
    """Return how a text with two readings may be written with one each; else nothing.

    "3.500 desa" → ["3500 desa", "3,5 desa"].
    """
    found = _DOUBTFUL.search(text)
    if found is None:
        return []
    token = found[0]
    texts = [
        text[: found.start()] + number + text[found.end() :]
        for number in (
            token.replace(".", "").replace(",", ""),
            format_number(Decimal(token.replace(",", ".")).normalize()),
        )
    ]
    return [one.strip() for one in texts]


def number_in(amount: Amount) -> Decimal | None:
    """Return the number that a chart can draw, or None for a word or a range."""
    return (
        amount.value if amount.kind in {AmountKind.NUMBER, AmountKind.BOUND} else None
    )


def read_promise(
    text: str, stretch: str, definition: Definition
) -> tuple[Amount, Amount | None]:
    """Return a target and its stretch as written. Raises `TargetUnreadable`, `StretchUnfit`."""
    whole = is_counted_whole(definition)
    amount = read_target(text, whole=whole)
    if not stretch:
        return amount, None
    try:
        beyond = read_target(stretch, whole=whole)
    except TargetUnreadable as error:
        raise type(error)(error.message, field="stretch") from error
    least, most = number_in(amount), number_in(beyond)
    if least is not None and most is not None:
        falls_short = (definition.polarity == Polarity.HIGHER and most <= least) or (
            definition.polarity == Polarity.LOWER and most >= least
        )
        if falls_short:
            message = _("Tantangan harus melampaui target %(target)s.")
            raise StretchUnfit(message % {"target": text}, field="stretch")
    return amount, beyond


def tell_mismatch(year: str, parts: Sequence[str], *, definition: Definition) -> str:
    """Say where the parts do not make the target of the year; blank where they do.

    A part that is missing or no number, and a ratio, whose year cannot be worked out
    from its parts, say nothing.
    """
    whole = is_counted_whole(definition)
    try:
        total = number_in(read_target(year, whole=whole))
        values = [number_in(read_target(part, whole=whole)) for part in parts]
    except TargetUnreadable:
        return ""
    known = [value for value in values if value is not None]
    if total is None or not known or len(known) < len(parts):
        return ""
    match definition.accumulation:
        case Accumulation.SUM:
            made = sum(known, Decimal(0))
        case Accumulation.LAST:
            made = known[-1]
        case Accumulation.HIGHEST:
            made = max(known)
        case Accumulation.LOWEST:
            made = min(known)
        case Accumulation.AVERAGE:
            made = sum(known, Decimal(0)) / len(known)
        case _ratio:
            return ""
    if made == total:
        return ""
    message = _(
        "Target periode menghasilkan %(made)s setahun (%(how)s), sedangkan target setahun "
        "%(year)s. Periksa lagi."
    )
    return message % {
        "made": format_number(made, min(definition.decimals, 4)),
        "how": definition.get_accumulation_display().lower(),
        "year": year,
    }


@transaction.atomic
def set_targets(
    *,
    year: PerformanceYear,
    promises: Sequence[Promise],
    by: Viewer,
    at: datetime,
    reason: str = "",
    document: str = "",
    letter: Letter | None = None,
) -> list[Target]:
    """Set many targets as planner; what is unchanged stays, what changes keeps its old row.

    All or nothing. `document` names what first targets are copied from; a change needs a
    reason and a letter. Raises `MayNotPlan`, `ProposalsOnly`, `ProposalOpen`,
    `OwnTarget`, `PromiseLocked`, `TargetUnreadable`, `StretchUnfit`, `ReasonMissing`,
    `LetterMissing` and what `keep_letter` raises.
    """
    rows: list[Target] = []
    set_in_pieces(
        year=year,
        pieces=[promises],
        by=by,
        at=at,
        reason=reason,
        document=document,
        letter=letter,
        keep=rows.extend,
    )
    return rows


@transaction.atomic
def set_in_pieces(
    *,
    year: PerformanceYear,
    pieces: Iterable[Sequence[Promise]],
    by: Viewer,
    at: datetime,
    reason: str = "",
    document: str = "",
    letter: Letter | None = None,
    keep: Callable[[list[Target]], None] | None = None,
    source: models.Model | None = None,
) -> int:
    """Set targets however many, as `set_targets` does; return how many were written.

    All or nothing, in memory for one piece. `keep` is given the rows of each piece. With
    a `source`, such as an imported sheet, the trail has one event of each piece, of the
    source, that tells every target of it before and after; else one of each target.
    """
    if not permissions.may_set_targets(by, office_id=year.office_id):
        raise MayNotPlan(_("Hanya perencana yang dapat menetapkan target."))
    if not year.planner_sets_targets:
        message = _(
            "Kantor memutuskan bahwa target %(year)s hanya diusulkan pemegang jabatan "
            "dan disetujui atasannya."
        )
        raise ProposalsOnly(message % {"year": year.year})
    basis = None
    if letter is not None:
        basis = keep_letter(letter, office_id=year.office_id, by=by, at=at)
    written, is_used = 0, False
    positions: set[int] = set()
    revised: dict[int, dict[int, None]] = {}
    for promises in pieces:
        _demand_no_proposal(year, promises)
        rows = _write_piece(
            year=year,
            promises=promises,
            by=by,
            at=at,
            reason=reason,
            document=document,
            basis=basis,
            source=source,
        )
        written += len(rows)
        for row in rows:
            is_used = is_used or row.basis_id is not None
            positions.add(row.indicator.position_id)
            if row.number > 1:
                mine = revised.setdefault(row.indicator.position_id, {})
                mine[row.indicator_id] = None
        if keep is not None:
            keep(rows)
    if basis is not None and not is_used:
        basis.delete()
    _send_changed(positions, at)
    _tell_holders({key: list(ids) for key, ids in revised.items()}, by, at, reason)
    return written


def _send_changed(positions: Iterable[int], at: datetime) -> None:
    changed = sorted(set(positions))
    if changed:
        targets_changed.send(sender=Target, position_ids=changed, at=at)


def _demand_no_proposal(year: PerformanceYear, promises: Sequence[Promise]) -> None:
    waiting = (
        Proposal.objects.filter(
            year=year,
            status__in=OPEN_PROPOSAL,
            indicator__in={promise.indicator.pk for promise in promises},
        )
        .select_related("indicator")
        .first()
    )
    if waiting is not None:
        message = _(
            "Target “%(indicator)s” sedang diusulkan pemegang jabatannya. Tunggu "
            "usulannya dijawab, atau mintalah ditarik."
        )
        raise ProposalOpen(message % {"indicator": waiting.indicator})


def write_targets(
    *,
    year: PerformanceYear,
    promises: Sequence[Promise],
    by: Viewer,
    at: datetime,
    reason: str = "",
    document: str = "",
    basis: Basis | None = None,
    agreement: Agreement | None = None,
) -> list[Target]:
    """Write targets whose right was asked for already; inside a transaction."""
    rows = _write_piece(
        year=year,
        promises=promises,
        by=by,
        at=at,
        reason=reason,
        document=document,
        basis=basis,
        agreement=agreement,
    )
    _send_changed({row.indicator.position_id for row in rows}, at)
    return rows


def _write_piece(
    *,
    year: PerformanceYear,
    promises: Sequence[Promise],
    by: Viewer,
    at: datetime,
    reason: str,
    document: str,
    basis: Basis | None,
    agreement: Agreement | None = None,
    source: models.Model | None = None,
) -> list[Target]:
    indicators = {promise.indicator.pk for promise in promises}
    definitions = {
        row.indicator_id: row
        for row in Definition.objects.filter(indicator__in=indicators, is_current=True)
    }
    current = {
        (target.indicator_id, target.period_id): target
        for target in Target.objects.select_for_update().filter(
            indicator__in=indicators, year=year, is_current=True
        )
    }
    rows, retired, decided = [], [], []
    for promise in promises:
        key = (promise.indicator.pk, promise.period.pk if promise.period else None)
        old = current.get(key)
        text = promise.text.strip()
        stretch = _stretch_of(promise, old)
        amount, beyond = read_promise(text, stretch, definitions[promise.indicator.pk])
        if old is not None and (old.text, old.stretch_text) == (text, stretch):
            continue
        only_stretch = old is not None and old.text == text
        if old is not None:
            _demand_change(promise, old, only_stretch, reason, basis, at)
        if agreement is None:
            _demand_not_own(promise, old, document, by)
        row = Target(
            indicator=promise.indicator,
            year=year,
            period=promise.period,
            number=old.number + 1 if old else 1,
            text=text,
            value=number_in(amount),
            stretch_text=stretch,
            stretch_value=number_in(beyond) if beyond else None,
            decided_by=by.name,
            decided_at=at,
            change_reason=_reason_of(old, reason),
            document=document,
            basis=basis if old is not None and not only_stretch else None,
            only_stretch=only_stretch,
            created_at=at,
        )
        if agreement is not None:
            row.proposal = agreement.proposal
            row.promised_by = agreement.promised_by
            row.promised_at = agreement.promised_at
            row.agreed_by = agreement.agreed_by
            row.agreed_at = agreement.agreed_at
        if old is not None:
            retired.append(old.pk)
        rows.append(row)
        decided.append((row, old))
    Target.objects.filter(pk__in=retired).update(is_current=False)
    copying.write_rows(Target, rows)
    records.record_events(
        by=by.user,
        at=at,
        office_id=year.office_id,
        happenings=_happenings(
            decided,
            note=" · ".join(filter(None, [reason, str(basis) if basis else ""])),
            source=source,
        ),
    )
    return rows


def _happenings(
    decided: Sequence[tuple[Target, Target | None]],
    *,
    note: str,
    source: models.Model | None,
) -> list[Happening]:
    """Return the events of what was decided: one of each target, or one of the source."""
    if source is None:
        return [
            Happening(
                "planning.set_target",
                row,
                before=_told(old) if old else None,
                after=_told(row) | {"indicator": row.indicator_id},
                note=note,
            )
            for row, old in decided
        ]
    if not decided:
        return []
    before: dict[str, dict[str, Any]] = {}
    after: dict[str, dict[str, Any]] = {}
    for row, old in decided:
        indicator = str(row.indicator_id)
        place = str(row.period_id) if row.period_id else str(row.year.year)
        after.setdefault(indicator, {})[place] = _told(row) | {"number": row.number}
        if old is not None:
            before.setdefault(indicator, {})[place] = _told(old)
    return [
        Happening(
            "planning.import_targets", source, before=before, after=after, note=note
        )
    ]


def _stretch_of(promise: Promise, old: Target | None) -> str:
    if promise.stretch is not None:
        return promise.stretch.strip()
    return old.stretch_text if old is not None else ""


def _told(target: Target) -> dict[str, str]:
    told = {"text": target.text}
    return told | ({"stretch": target.stretch_text} if target.stretch_text else {})


@in_indonesian
def _reason_of(old: Target | None, reason: str) -> str:
    if old is None:
        return ""
    return reason.strip() or _("Tantangan ditambahkan.")


def _demand_change(
    promise: Promise,
    old: Target,
    only_stretch: bool,
    reason: str,
    basis: Basis | None,
    at: datetime,
) -> None:
    """Refuse a change of what was promised without reason, letter, or in a locked period."""
    if only_stretch and not old.stretch_text:
        return
    if not reason.strip():
        message = _(
            "Target yang sudah ditetapkan hanya dapat diubah dengan alasan. "
            "Tulis alasan perubahannya."
        )
        raise ReasonMissing(message, field="reason")
    if only_stretch:
        return
    period = promise.period
    if period is not None and is_locked(period, on=at.date()):
        message = _("%(period)s sudah dikunci; targetnya tidak dapat diubah lagi.")
        raise PromiseLocked(message % {"period": period.label})
    if basis is None:
        message = _(
            "Target yang sudah ditetapkan hanya dapat diubah dengan surat. Isi nomor dan "
            "tanggalnya, lalu lampirkan berkasnya."
        )
        raise LetterMissing(message, field="letter_number")


def _demand_not_own(
    promise: Promise, old: Target | None, document: str, by: Viewer
) -> None:
    """Refuse a planner's own target, but for a copy of a document that is named."""
    if promise.indicator.position_id not in by.position_ids:
        return
    if old is None and document.strip():
        return
    message = _(
        "“%(indicator)s” adalah target jabatan Anda sendiri. Usulkan lewat Target saya "
        "agar dijawab atasan Anda."
    )
    raise OwnTarget(message % {"indicator": promise.indicator})


@in_indonesian
def _tell_holders(
    revised: Mapping[int, Sequence[int]], by: Viewer, at: datetime, reason: str
) -> None:
    """Tell those who sit there that their targets were changed; one notice each.

    `revised` are the indicators of each position.
    """
    told: dict[int, list[int]] = {}
    for placement in list_holders(positions=list(revised), on=at.date()):
        if placement.person_id != by.person_id:
            told.setdefault(placement.person_id, []).extend(
                revised[placement.position_id]
            )
    first = Indicator.objects.in_bulk({mine[0] for mine in told.values()})
    announcements = []
    for person_id, mine in told.items():
        more = len(mine) - 1
        others = _("dan %(count)s lainnya") % {"count": more} if more else ""
        note = ". ".join(filter(None, [others, reason.strip()]))
        announcements.append(Announcement(person_id, first[mine[0]], note))
    records.announce_each(
        announcements, kind="planning.changed", by_name=by.name, at=at
    )
