"""Where a rolled-up number comes from: the values it is the mean of."""

from dataclasses import dataclass
from decimal import Decimal

from django.utils.translation import gettext as _

from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.measurement.queries import visible
from tolok.organisation.queries import Viewer
from tolok.reporting.queries import MayNotSeeDashboard, Standing, standing_of
from tolok.scoring import permissions
from tolok.scoring.enums import Level, ScoreStatus
from tolok.scoring.models import RollUp, Score
from tolok.scoring.queries import MeanRule, mean_rule_of


@dataclass(frozen=True)
class Part:
    """One value that a mean is taken of.

    It is a roll-up of the level below (`roll_up_id`), or one person's achievement
    (`indicator_id` and `person_id`).
    """

    label: str
    note: str
    percent: Decimal
    class_name: str
    class_rank: int | None
    roll_up_id: int | None = None
    indicator_id: int | None = None
    person_id: int | None = None


@dataclass(frozen=True)
class Origin:
    """One roll-up and the values below it, lowest first.

    `total` counts all of them, `hidden` those that the viewer may not see one by one,
    `uncounted` what was owed but has no achievement; `parts` is one page of the rest.
    """

    roll_up: RollUp
    standing: Standing
    rule: MeanRule
    parts: list[Part]
    total: int
    hidden: int
    uncounted: int

    @property
    def caps(self) -> bool:
        """Tell whether the rule's cap bears on this very mean.

        It bears on achievements of indicators and objectives; units and the office are
        the plain mean of what was published for positions.
        """
        return self.rule.cap is not None and self.roll_up.level in {
            Level.OBJECTIVE,
            Level.POSITION,
        }


def get_origin(
    *, roll_up_id: int, for_user: Viewer, offset: int = 0, limit: int = 50
) -> Origin:
    """Return how a roll-up came to be, with one page of its parts.

    Raises `RollUp.DoesNotExist` for a stranger, `MayNotSeeDashboard` for who may not see
    it.
    """
    row = (
        RollUp.objects.filter(office_id=for_user.office_id, hundredths__isnull=False)
        .select_related("objective", "position__unit", "unit", "office", "period__year")
        .get(pk=roll_up_id)
    )
    _demand_view(row, for_user)
    rule = mean_rule_of(row.period)
    standing = standing_of(row)
    if row.level == Level.OBJECTIVE:
        parts, hidden = _scores(row, for_user, offset, limit)
        return Origin(row, standing, rule, parts, row.count, hidden, _uncounted(row))
    parts = _roll_ups(row, offset, limit)
    return Origin(row, standing, rule, parts, row.count, 0, 0)


def _demand_view(row: RollUp, for_user: Viewer) -> None:
    if permissions.may_view_roll_ups(for_user, office_id=row.office_id):
        return
    if row.position is not None and permissions.may_view_position(
        for_user, position=row.position
    ):
        return
    raise MayNotSeeDashboard(
        _(
            "Rekapitulasi ini dibaca pemangku jabatan, atasannya, perencana, dan pemeriksa."
        )
    )


def _scores(
    row: RollUp, for_user: Viewer, offset: int, limit: int
) -> tuple[list[Part], int]:
    found = (
        Score.objects.filter(
            is_current=True,
            status=ScoreStatus.COMPUTED,
            realisation__in=visible(for_user=for_user).filter(
                period=row.period, indicator__objective=row.objective
            ),
        )
        .defer("passport", "measurement")
        .select_related("realisation__indicator", "realisation__person")
        .order_by("achievement_percent", "pk")
    )
    scores = list(found[offset : offset + limit])
    hidden = row.count - found.count()
    parts = [
        Part(
            label=score.realisation.indicator.text,
            note=score.realisation.person.name,
            percent=score.achievement_percent,
            class_name=score.class_name,
            class_rank=score.class_rank,
            indicator_id=score.realisation.indicator_id,
            person_id=score.realisation.person_id,
        )
        for score in scores
        if score.achievement_percent is not None
    ]
    return parts, max(hidden, 0)


def _uncounted(row: RollUp) -> int:
    owed = Realisation.objects.filter(
        period=row.period, indicator__objective=row.objective
    )
    counted = owed.filter(
        status=RealisationStatus.VERIFIED,
        scores__is_current=True,
        scores__status=ScoreStatus.COMPUTED,
    )
    return owed.count() - counted.count()


def _roll_ups(row: RollUp, offset: int, limit: int) -> list[Part]:
    below = Level.OBJECTIVE if row.level == Level.POSITION else Level.POSITION
    found = RollUp.objects.filter(
        office_id=row.office_id,
        period=row.period,
        level=below,
        hundredths__isnull=False,
    ).select_related("objective", "position", "unit")
    if row.level == Level.POSITION:
        found = found.filter(position=row.position)
    elif row.level == Level.UNIT and row.unit is not None:
        found = found.filter(unit__path__startswith=row.unit.path)
    return [
        Part(
            label=str(part.objective if below == Level.OBJECTIVE else part.position),
            note="" if below == Level.OBJECTIVE else str(part.unit),
            percent=standing_of(part).percent,
            class_name=part.class_name,
            class_rank=part.class_rank,
            roll_up_id=part.pk,
        )
        for part in found.order_by("hundredths", "pk")[offset : offset + limit]
    ]
