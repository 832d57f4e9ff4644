"""Listens to measurement: what is verified is scored, what is weak is explained."""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.dispatch import receiver
from django.utils.translation import gettext as _

from tolok.measurement.models import Realisation
from tolok.measurement.signals import (
    about_to_submit,
    realisations_reopened,
    realisations_verified,
)
from tolok.organisation.signals import placements_changed
from tolok.planning.models import PerformanceYear, Target
from tolok.planning.signals import targets_changed, unit_weights_changed
from tolok.registry.models import Definition, RegistryVersion
from tolok.registry.signals import definitions_changed, version_established
from tolok.scoring import actions, queries
from tolok.scoring.enums import ScoreStatus
from tolok.scoring.measurements import Reported


ON_TARGET = Decimal(100)


@receiver(realisations_verified, dispatch_uid="scoring.score")
def score(*, realisations: Sequence[Realisation], at: datetime, **_signal: Any) -> None:
    """Score what was verified."""
    actions.score_realisations(realisations=realisations, at=at)


@receiver(realisations_reopened, dispatch_uid="scoring.leave_out")
def leave_out(
    *, realisations: Sequence[Realisation], at: datetime, **_signal: Any
) -> None:
    """Roll up anew without what was superseded; its score stays as it is."""
    actions.roll_up_realisations(realisations=realisations, at=at)


@receiver(placements_changed, dispatch_uid="scoring.follow_placements")
def follow_placements(
    *, position_ids: Sequence[int], at: datetime, **_signal: Any
) -> None:
    """Give each holder the share of his days, and roll up anew."""
    actions.follow_shares(position_ids=position_ids, at=at)


@receiver(definitions_changed, dispatch_uid="scoring.follow_definitions")
@receiver(targets_changed, dispatch_uid="scoring.follow_targets")
def follow(*, position_ids: Sequence[int], at: datetime, **_signal: Any) -> None:
    """Roll up anew; the published scores stay until a planner recomputes a period."""
    actions.roll_up_positions(position_ids=position_ids, at=at)


@receiver(unit_weights_changed, dispatch_uid="scoring.follow_unit_weights")
def follow_unit_weights(*, year: PerformanceYear, at: datetime, **_signal: Any) -> None:
    """Take the sums of the units anew: their weights changed."""
    actions.roll_up_totals(year=year, at=at)


@receiver(version_established, dispatch_uid="scoring.follow_structure")
def follow_structure(*, version: RegistryVersion, at: datetime, **_signal: Any) -> None:
    """Take the sums of the units anew: an amendment may move a unit under another."""
    actions.roll_up_offices(office_ids=[version.office_id], at=at)


@receiver(about_to_submit, dispatch_uid="scoring.explain")
def demand_explanation(
    *,
    realisation: Realisation,
    definition: Definition,
    target: Target | None,
    **_signal: Any,
) -> list[tuple[str, str]]:
    """Ask for obstacles and follow-up where the target is not reached."""
    definition = Definition.objects.get(
        indicator=realisation.indicator_id, is_current=True
    )
    result = queries.preview(
        reported=Reported.of(realisation),
        definition=definition,
        target=target,
        period=realisation.period,
        share=queries.share_in(
            position_id=realisation.position_id,
            person_id=realisation.person_id,
            definition=definition,
            period=realisation.period,
        ),
    )
    if result["status"] == ScoreStatus.REFUSED:
        return [("value", result["reason"])]
    if result["status"] != ScoreStatus.COMPUTED:
        return []
    if Decimal(result["achievement"]) >= ON_TARGET:
        return []
    problems = []
    if not realisation.obstacles:
        problems.append(
            (
                "obstacles",
                _("Hambatan masih kosong. Realisasi di bawah target: tulis sebabnya."),
            )
        )
    if not realisation.follow_up:
        problems.append(
            (
                "follow_up",
                _(
                    "Tindak lanjut masih kosong. Realisasi di bawah target perlu rencana "
                    "perbaikan: apa, oleh siapa, kapan."
                ),
            )
        )
    return problems
