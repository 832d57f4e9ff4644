"""Where a rolled-up number comes from: its steps, its inputs and the values below it."""

from collections.abc import Iterable, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.conf import settings
from django.db.models import Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from tolok.measurement.models import Evidence, Realisation
from tolok.measurement.queries import visible
from tolok.organisation.models import Position
from tolok.organisation.queries import Viewer
from tolok.reporting.origin_basis import Basis, basis_of
from tolok.reporting.origins_at import (
    parts_then,
    realisations_then,
    scored_then,
    turn_back,
)
from tolok.reporting.queries import MayNotSeeDashboard, Standing, standing_of
from tolok.scoring import permissions
from tolok.scoring.calculator import calculate
from tolok.scoring.enums import Level, ScoreStatus
from tolok.scoring.models import RollUp, Score
from tolok.scoring.queries import MeanRule, mean_rule_on


BELOW = {
    Level.OBJECTIVE: Level.INDICATOR,
    Level.POSITION: Level.OBJECTIVE,
    Level.UNIT: Level.POSITION,
    Level.OFFICE: Level.POSITION,
    Level.PERSON: Level.SEAT,
}
CAPPED = (Level.OBJECTIVE, Level.POSITION, Level.SEAT)
OF_PEOPLE = (Level.SEAT, Level.PERSON)


@dataclass(frozen=True)
class Part:
    """One value that a number is made of.

    It is a roll-up (`roll_up_id`), or one person's achievement in a period
    (`indicator_id`, `person_id` and `period_id`). `weight` is in percent, `days` are
    those of a seat; both None where they do not bear on it.
    """

    label: str
    note: str
    percent: Decimal
    class_name: str
    class_rank: int | None
    roll_up_id: int | None = None
    indicator_id: int | None = None
    person_id: int | None = None
    period_id: int | None = None
    weight: Decimal | None = None
    days: int | None = None


@dataclass(frozen=True)
class Source:
    """One realisation that went in: who entered it when, who accepted it, its proof."""

    person: str
    period: str
    reported: str
    submitted_at: datetime | None
    decided_by: str
    decided_at: datetime | None
    evidence: tuple[str, ...]


@dataclass(frozen=True)
class Origin:
    """One roll-up and the values below it, lowest first.

    `total` counts all of them, `hidden` those that the viewer may not see one by one,
    `uncounted` what was owed but has no achievement; `parts` is one page of the rest.
    `steps` are the calculator's where it made the number, empty for a mean. `day` is the
    past day at whose end it was so, None for now.
    """

    roll_up: RollUp
    standing: Standing
    rule: MeanRule
    parts: list[Part]
    total: int
    hidden: int
    uncounted: int
    steps: list[dict[str, str]] = field(default_factory=list)
    sources: list[Source] = field(default_factory=list)
    basis: Basis | None = None
    day: date | None = None

    @property
    def caps(self) -> bool:
        """Tell whether the rule's cap bears on this very mean.

        It bears on achievements of indicators and objectives; units and the office are
        the plain mean of what was published for positions.
        """
        return self.rule.cap is not None and (
            self.roll_up.level in CAPPED or self.roll_up.basis.get("of") == "people"
        )


def get_origin(
    *,
    roll_up_id: int,
    for_user: Viewer,
    offset: int = 0,
    limit: int = 50,
    moment: datetime | None = None,
) -> Origin:
    """Return how a roll-up came to be, or had by a past moment; one page of its parts.

    Raises `RollUp.DoesNotExist` for a stranger, `MayNotSeeDashboard` for who may not see
    it, and `NothingThen` where the moment knew no such number.
    """
    row = (
        RollUp.objects.filter(office_id=for_user.office_id, hundredths__isnull=False)
        .select_related(
            *("objective", "position__unit", "unit", "office", "person"),
            *("period__year", "year", "indicator"),
        )
        .get(pk=roll_up_id)
    )
    _demand_view(row, for_user)
    if moment is not None:
        return _origin_then(row, for_user, offset, limit, moment)
    rule = mean_rule_on(rules=row.year.rules, on=row.last_day)
    standing = standing_of(row)
    uncounted = row.owed - row.counted
    if row.level == Level.INDICATOR:
        parts, hidden = _scores(row, for_user, offset, limit)
        score = _score_of(row)
        return Origin(
            row,
            standing,
            rule,
            parts,
            len(parts) + hidden if offset == 0 else row.counted,
            hidden,
            uncounted,
            _steps(row, score, anonymous=hidden > 0),
            _sources(row, for_user),
            basis_of(row, score),
        )
    if row.level == Level.SEAT:
        parts, hidden = _scores(row, for_user, offset, limit)
        return Origin(row, standing, rule, parts, row.counted, hidden, uncounted, [])
    parts = _roll_ups(row, offset, limit)
    members = row.basis.get("members")
    total = row.count if members is None else len(members)
    return Origin(row, standing, rule, parts, total, 0, uncounted)


def _origin_then(
    row: RollUp, for_user: Viewer, offset: int, limit: int, moment: datetime
) -> Origin:
    """Return how a roll-up came to be at a past moment."""
    rows = turn_back(row, moment)
    rule = mean_rule_on(rules=row.year.rules, on=row.last_day)
    about: dict[str, Any] = {
        "roll_up": row,
        "standing": standing_of(row),
        "rule": rule,
        "uncounted": row.owed - row.counted,
        "day": moment.date(),
    }
    if row.level not in (Level.INDICATOR, Level.SEAT):
        members = row.basis.get("members")
        below = parts_then(row, rows, BELOW[Level(row.level)], offset, limit)
        total = row.count if members is None else len(members)
        weights = _weights_by_member(row.basis)
        parts = [
            _part_of(one, BELOW[Level(row.level)], weights.get(_member(one)))
            for one in below
        ]
        return Origin(**about, parts=parts, total=total, hidden=0)
    known = realisations_then(row, for_user=for_user, moment=moment)
    scored = scored_then(known, moment)
    hidden = max(row.counted - len(scored), 0)
    parts = [
        _part_of_score(one, percent, score, Level(row.level))
        for one, score, percent in scored[offset : offset + limit]
    ]
    about |= {"parts": parts, "hidden": hidden, "total": row.counted}
    if row.level == Level.SEAT:
        return Origin(**about)
    score = _score_of(row)
    return Origin(
        **about,
        steps=_steps(row, score, anonymous=hidden > 0),
        sources=[_source(one) for one, _score, _percent in scored],
        basis=basis_of(row, score),
    )


def _member(one: RollUp) -> tuple[str, int]:
    """Return what a roll-up is of, as weights name it."""
    for what, pk in (
        ("indicator", one.indicator_id),
        ("objective", one.objective_id),
        ("position", one.position_id),
    ):
        if pk is not None:
            return what, pk
    return "unit", one.unit_id or 0


WEIGHED_IN = {Level.OBJECTIVE: "indicator", Level.POSITION: "objective"}


def _weights_by_member(basis: dict[str, Any]) -> dict[tuple[str, int], Decimal]:
    """Return the weights of a mean by what they are of."""
    ids: Sequence[int] = basis.get("ids", ())
    kinds = basis.get("members")
    found = {}
    for place, (pk, weight) in enumerate(
        zip(ids, basis.get("weights", ()), strict=False)
    ):
        if weight is None:
            continue
        for what in (kinds[place],) if kinds else WEIGHED_IN.values():
            found[what, pk] = Decimal(weight)
    return found


def _part_of_score(
    one: Realisation, percent: Decimal, score: Score, level: Level
) -> Part:
    return Part(
        label=one.person.name if level == Level.INDICATOR else one.indicator.text,
        note=one.period.label,
        percent=percent,
        class_name=score.class_name,
        class_rank=score.class_rank,
        indicator_id=one.indicator_id,
        person_id=one.person_id,
        period_id=one.period_id,
    )


def _demand_view(row: RollUp, for_user: Viewer) -> None:
    if row.level in OF_PEOPLE:
        allowed = row.person_id is not None and permissions.may_view_person(
            for_user, person_id=row.person_id, positions=_seats(row)
        )
    elif row.level == Level.INDICATOR:
        allowed = row.position is not None and permissions.may_view_position(
            for_user, position=row.position
        )
    else:
        allowed = permissions.may_view_roll_ups(for_user, office_id=row.office_id) or (
            row.position is not None
            and permissions.may_view_position(for_user, position=row.position)
        )
    if not allowed:
        raise MayNotSeeDashboard(
            _(
                "Rekapitulasi ini dibaca pemangku jabatan, atasannya, perencana, dan "
                "pemeriksa."
            )
        )


def _seats(row: RollUp) -> Iterable[Position]:
    if row.position is not None:
        return [row.position]
    return Position.objects.filter(
        roll_ups__person=row.person_id, roll_ups__level=Level.SEAT, office=row.office_id
    ).select_related("unit")


def _rows_below(row: RollUp) -> QuerySet[Realisation]:
    """Return the realisations that an indicator's or a seat's number rests on."""
    found = Realisation.objects.filter(position=row.position_id)
    if row.period_id is not None:
        found = found.filter(period=row.period_id)
    else:
        found = found.filter(period__year=row.year_id)
    if row.level == Level.SEAT:
        return found.filter(person=row.person_id)
    return found.filter(indicator=row.indicator_id)


def _scores(
    row: RollUp, for_user: Viewer, offset: int, limit: int
) -> tuple[list[Part], int]:
    of_row = Score.objects.filter(
        is_current=True,
        status=ScoreStatus.COMPUTED,
        realisation__in=_rows_below(row),
    )
    found = (
        of_row.filter(realisation__in=visible(for_user=for_user))
        .defer("passport", "measurement")
        .select_related(
            "realisation__indicator", "realisation__person", "realisation__period"
        )
        .order_by("realisation__period__starts_on", "achievement_percent", "pk")
    )
    scores = list(found[offset : offset + limit])
    is_all = not offset and len(scores) < limit
    hidden = row.counted - (len(scores) if is_all else found.count())
    return [
        _part_of_score(
            score.realisation, score.achievement_percent, score, Level(row.level)
        )
        for score in scores
        if score.achievement_percent is not None
    ], max(hidden, 0)


def _score_of(row: RollUp) -> Score | None:
    """Return the one score that a roll-up repeats, or None where it is of several."""
    if row.basis["kind"] != "score":
        return None
    return (
        Score.objects.filter(pk=row.basis["score"])
        .select_related("realisation")
        .only(*("passport", "measurement", "computed_at"), "realisation__decided_at")
        .first()
    )


def _steps(
    row: RollUp, score: Score | None, *, anonymous: bool
) -> list[dict[str, str]]:
    """Return the calculator's own steps: replayed from what was kept.

    Where somebody's value is not open to the viewer, the holders have no names.
    """
    basis = row.basis
    if anonymous and basis["kind"] == "measurement":
        basis = {**basis, "measurement": _without_names(basis["measurement"])}
    if score is not None:
        return list(score.passport)
    if basis["kind"] == "measurement":
        result = calculate(basis["measurement"], region=settings.REGIONAL_RULES or None)
        return list(result["passport"])
    return []


def _without_names(measurement: dict[str, Any]) -> dict[str, Any]:
    hidden = deepcopy(measurement)
    for chair in hidden.get("holders", {}).get("chairs", ()):
        for period in chair:
            for part in period:
                part["who"] = _("Pemangku")
    if "share" in hidden and "holders" in hidden:
        hidden["share"]["why"] = _("jumlah bagian para pemangku yang melaporkan")
    return hidden


def _sources(row: RollUp, for_user: Viewer) -> list[Source]:
    found = (
        visible(for_user=for_user)
        .filter(pk__in=_rows_below(row).values("pk"), scores__is_current=True)
        .select_related("person", "period", "decided_by")
        .prefetch_related(
            Prefetch("evidence", queryset=Evidence.objects.order_by("pk"))
        )
        .order_by("period__starts_on", "person__name", "pk")
    )
    return [_source(one) for one in found]


def _source(one: Realisation) -> Source:
    return Source(
        person=one.person.name,
        period=one.period.label,
        reported=one.entered_text,
        submitted_at=one.submitted_at,
        decided_by=one.decided_by.name if one.decided_by else "",
        decided_at=one.decided_at,
        evidence=tuple(proof.name for proof in one.evidence.all()),
    )


def _roll_ups(row: RollUp, offset: int, limit: int) -> list[Part]:
    below = BELOW[Level(row.level)]
    found = RollUp.objects.filter(
        office_id=row.office_id,
        year=row.year_id,
        period=row.period_id,
        hundredths__isnull=False,
    ).select_related("objective", "position", "unit", "indicator")
    if "members" in row.basis:
        return _members(row, found, offset, limit)
    found = found.filter(level=below)
    match row.level:
        case Level.OBJECTIVE:
            found = found.filter(objective=row.objective_id)
        case Level.POSITION:
            found = found.filter(position=row.position_id)
        case Level.PERSON:
            found = found.filter(person=row.person_id)
        case Level.UNIT if row.unit is not None:
            found = found.filter(unit__path__startswith=row.unit.path)
    weights = _weights_by_member(row.basis)
    return [
        _part_of(part, below, weights.get(_member(part)))
        for part in found.order_by("hundredths", "pk")[offset : offset + limit]
    ]


def _part_of(part: RollUp, below: Level, weight: Decimal | None) -> Part:
    """Return one value that a number is made of; it may be of a past moment."""
    return Part(
        label=_label(part, below),
        note=str(part.unit) if part.level == Level.POSITION else "",
        percent=standing_of(part).percent,
        class_name=part.class_name,
        class_rank=part.class_rank,
        roll_up_id=part.pk,
        weight=weight,
        days=part.basis.get("days") if below == Level.SEAT else None,
    )


def _members(
    row: RollUp, found: QuerySet[RollUp], offset: int, limit: int
) -> list[Part]:
    """Return the positions and units of a level with weights, lowest first."""
    weights = _weights_by_member(row.basis)
    asked = {
        what: [pk for kind, pk in weights if kind == what] for what, _pk in weights
    }
    members = found.filter(
        Q(level=Level.POSITION, position__in=asked.get("position", []))
        | Q(level=Level.UNIT, unit__in=asked.get("unit", []))
    )
    return [
        _part_of(part, Level.POSITION, weights.get(_member(part)))
        for part in members.order_by("hundredths", "pk")[offset : offset + limit]
    ]


def _label(part: RollUp, below: Level) -> str:
    match below:
        case Level.OBJECTIVE:
            return str(part.objective)
        case Level.INDICATOR:
            return str(part.indicator)
    return str(part.position or part.unit)
