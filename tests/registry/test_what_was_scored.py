"""A change of definition never touches what was already scored."""

from tests.cast import Cast
from tests.measurement.reporting import submit, verify
from tolok.measurement.entries import Entry
from tolok.registry import actions
from tolok.registry.models import Definition
from tolok.scoring import recomputing
from tolok.scoring.models import Score


def verified(cast: Cast) -> Definition:
    row = submit(cast, "clerk", Entry("300"))
    verify(cast, row, "kasubag")
    return Definition.objects.get(indicator=row.indicator_id, is_current=True)


def turn_round(cast: Cast, definition: Definition, reason: str) -> Definition:
    return actions.change_definition(
        definition=definition,
        changes={"polarity": "lower", "accumulation": "last"},
        reason=reason,
        by=cast.viewer("planner"),
        at=cast.at(hour=20),
    )


def scores(cast: Cast) -> list[dict[str, object]]:
    return list(Score.objects.order_by("pk").values())


def recompute(cast: Cast) -> int:
    return recomputing.recompute(
        of=cast.quarters[0], by=cast.viewer("planner"), at=cast.at(hour=21)
    ).scores_changed


def test_recomputing_a_period_takes_the_definition_that_held_when_it_was_decided(
    cast: Cast,
) -> None:
    definition = verified(cast)
    before = scores(cast)

    turn_round(cast, definition, "Arahnya terbalik")

    assert recompute(cast) == 0
    assert scores(cast) == before


def test_a_suggestion_by_which_something_was_scored_is_followed_not_mended(
    cast: Cast,
) -> None:
    definition = verified(cast)
    Definition.objects.filter(pk=definition.pk).update(decided_at=None, decided_by="")
    definition.refresh_from_db()
    before = scores(cast)

    after = turn_round(cast, definition, "")

    assert (after.number, after.pk == definition.pk) == (definition.number + 1, False)
    assert Definition.objects.get(pk=definition.pk).polarity == "higher"
    assert recompute(cast) == 0
    assert scores(cast) == before
