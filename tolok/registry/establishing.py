"""Write what an adopted decree establishes, as a version of the registry.

A decree that is new, or replaces another, writes all its rows. An amendment leaves as they
are, the very same rows, those that it does not change: their definitions, targets,
obligations and scores hang on them and stay. What it changes or leaves out ends with the
version before it; what goes on in other words continues an earlier indicator.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from datetime import date, datetime, timedelta
from itertools import islice
from typing import Any, TypeVar

from django.db import transaction
from django.db.models import Max

from tolok.decrees.comparing import compare_decrees
from tolok.decrees.enums import DecreeBearing
from tolok.decrees.matching import longest_rise
from tolok.decrees.models import Decree
from tolok.decrees.queries import effective_content
from tolok.decrees.rows import Level
from tolok.organisation import actions as organisation
from tolok.organisation.actions import PlannedPosition, PlannedUnit
from tolok.organisation.models import Office, Position
from tolok.organisation.queries import Viewer, names_on
from tolok.records import actions as records
from tolok.records import copying
from tolok.registry.actions import CHANGEABLE
from tolok.registry.continuing import find_successors, standing_positions
from tolok.registry.models import (
    Definition,
    Duty,
    Function,
    Indicator,
    Objective,
    RegistryVersion,
)
from tolok.registry.queries import version_on
from tolok.registry.signals import version_established
from tolok.registry.standing import held_by
from tolok.registry.suggestions import suggest


ENDED_AT_ONCE = 5_000
Content = Mapping[str, Any]
Item = TypeVar("Item", Duty, Function, Objective, Indicator)


@dataclass
class Written:
    """What a version wrote, and which earlier rows it keeps."""

    kept: list[Any] = field(default_factory=list)
    indicators: list[tuple[Indicator, Any]] = field(default_factory=list)
    touched: set[int] = field(default_factory=set)


@transaction.atomic
def establish_version(*, decree: Decree, by: Viewer, at: datetime) -> RegistryVersion:
    """Write what an adopted decree establishes, as the next version of its office.

    Units and positions are made or found, and every duty, function, objective and
    indicator is written in the decree's own words. A new indicator gets a suggested
    definition that a person has yet to accept; one that continues an earlier indicator,
    by likeness or by a planner's mend, is suggested the earlier definition.
    """
    content = effective_content(decree)
    office = decree.office
    valid_from = decree.starts_on or date(content["decree"]["year_from"], 1, 1)
    Office.objects.select_for_update().get(pk=office.pk)
    earlier, later = _neighbours(office, valid_from)
    base = _amended(decree)
    version = _new_version(decree, valid_from, earlier, later, at)
    going_on = _going_on(decree, content, earlier, later)
    positions = _structure(office, content, going_on, valid_from, by, at)
    keeps = base is not None and not _is_passed(base, version)
    written = _write(version, content, positions, base if keeps else None)
    _end_the_rest(version, written)
    carried = _continue(version, earlier, later, written)
    _suggest_definitions(written.indicators, carried, at)
    records.record_event(
        by=by.user,
        at=at,
        action="registry.establish_version",
        subject=version,
        after={
            "version": version.number,
            "positions": len(positions),
            "indicators": Indicator.objects.filter(
                held_by(version), position__office=office
            ).count(),
            "continued": sum(
                one.continues_id is not None for one, _ in written.indicators
            ),
        },
        office_id=office.pk,
    )
    version_established.send(
        RegistryVersion,
        version=version,
        continued=[
            (one.continues_id, one.pk)
            for one, _found in written.indicators
            if base is not None and one.continues_id and _says_the_same(one)
        ],
        position_ids=sorted(written.touched),
        by=by,
        at=at,
    )
    return version


def _neighbours(
    office: Office, valid_from: date
) -> tuple[RegistryVersion | None, RegistryVersion | None]:
    """Return the version that holds before the new one, and the next that starts after."""
    earlier = (
        version_on(office_id=office.pk, on=valid_from)
        or RegistryVersion.objects.filter(office=office, valid_from__lte=valid_from)
        .order_by("-valid_from", "-number")
        .first()
    )
    later = (
        RegistryVersion.objects.filter(office=office, valid_from__gt=valid_from)
        .order_by("valid_from", "-number")
        .first()
    )
    return earlier, later


def _amended(decree: Decree) -> RegistryVersion | None:
    """Return the version of the decree that this one amends, or None."""
    if decree.bearing != DecreeBearing.AMENDS:
        return None
    return RegistryVersion.objects.filter(decree=decree.follows_id).first()


def _is_passed(base: RegistryVersion, version: RegistryVersion) -> bool:
    """Tell whether other versions were written since: rows cannot skip those."""
    return base.number != version.number - 1


def _new_version(
    decree: Decree,
    valid_from: date,
    earlier: RegistryVersion | None,
    later: RegistryVersion | None,
    at: datetime,
) -> RegistryVersion:
    last_day = valid_from - timedelta(days=1)
    if earlier is not None and (
        earlier.valid_until is None or earlier.valid_until > last_day
    ):
        earlier.valid_until = max(earlier.valid_from, last_day)
        earlier.save(update_fields=["valid_until"])
    last = RegistryVersion.objects.filter(office=decree.office).aggregate(
        number=Max("number")
    )
    return RegistryVersion.objects.create(
        office=decree.office,
        number=(last["number"] or 0) + 1,
        decree=decree,
        valid_from=valid_from,
        valid_until=later.valid_from - timedelta(days=1) if later else None,
        created_at=at,
    )


def _going_on(
    decree: Decree,
    content: Content,
    earlier: RegistryVersion | None,
    later: RegistryVersion | None,
) -> dict[str, int]:
    """Return for each position that goes on under another name the one that stands.

    Positions bear the names of the latest decree: one of an earlier year renames none.
    """
    if earlier is None or later is not None:
        return {}
    successors = find_successors(
        comparison=compare_decrees(before=earlier.decree, after=decree),
        content=content,
        standing=standing_positions(office_id=decree.office_id),
    )
    return {one.key: one.position_id for one in successors}


def _structure(
    office: Office,
    content: Content,
    going_on: Mapping[str, int],
    named_from: date,
    by: Viewer,
    at: datetime,
) -> dict[str, Position]:
    heads = _heads(content["positions"])
    _units, positions = organisation.establish_structure(
        office=office,
        units=[
            PlannedUnit(unit["id"], unit["name"], unit["kind"], unit["parent"])
            for unit in content["units"]
        ],
        positions=[
            PlannedPosition(
                key=position["id"],
                title=position["title"],
                unit=position["unit"],
                position_class=position["class"] or "",
                superior=position["superior"],
                leads_unit=position["id"] in heads,
                continues=going_on.get(position["id"]),
            )
            for position in content["positions"]
        ],
        named_from=named_from,
        by=by.user,
        at=at,
    )
    return positions


def _heads(positions: Sequence[Content]) -> set[str]:
    """Return the ids of those who lead their unit: whose superior sits elsewhere."""
    unit_of = {position["id"]: position["unit"] for position in positions}
    return {
        position["id"]
        for position in positions
        if unit_of.get(position["superior"]) != position["unit"]
        and position["class"] not in {"fungsional", "pelaksana"}
    }


# ---------------------------------------------------------------- writing and keeping


def _write(
    version: RegistryVersion,
    content: Content,
    positions: Mapping[str, Position],
    base: RegistryVersion | None,
) -> Written:
    """Write the rows that `base` does not hold in the same words at the same place."""
    written = Written()
    _write_lists(Duty, "duties", version, content, positions, base, written)
    _write_lists(Function, "functions", version, content, positions, base, written)
    objectives = _write_objectives(version, content, positions, base, written)
    _write_indicators(version, objectives, base, written)
    return written


def _standing(
    model: type[Item], base: RegistryVersion | None, parent: str
) -> dict[int, list[Item]]:
    """Return the rows that the amended version holds, by position or objective."""
    found: dict[int, list[Item]] = defaultdict(list)
    if base is not None:
        rows = model.objects.filter(
            held_by(base), position__office_id=base.office_id
        ).order_by("order", "pk")
        for row in rows:
            found[getattr(row, parent)].append(row)
    return found


def _write_lists(
    model: Any,
    name: str,
    version: RegistryVersion,
    content: Content,
    positions: Mapping[str, Position],
    base: RegistryVersion | None,
    written: Written,
) -> None:
    standing = _standing(model, base, "position_id")
    fresh = []
    for read in content["positions"]:
        position = positions[read["id"]]
        same = _same(read[name], standing[position.pk])
        for item, row, order in _placed(read[name], same, written):
            if row is None:
                fresh.append(
                    model(
                        version=version,
                        position=position,
                        order=order,
                        label=item["label"] or "",
                        text=item["text"],
                    )
                )
    copying.write_rows(model, fresh)


def _write_objectives(
    version: RegistryVersion,
    content: Content,
    positions: Mapping[str, Position],
    base: RegistryVersion | None,
    written: Written,
) -> list[tuple[Objective, Content]]:
    """Return every objective that the version holds, with what was read of it."""
    standing = _standing(Objective, base, "position_id")
    found, fresh = [], []
    for read in content["positions"]:
        position = positions[read["id"]]
        same = _same(read["objectives"], standing[position.pk])
        for item, row, order in _placed(read["objectives"], same, written):
            objective = row
            if objective is None:
                objective = Objective(
                    version=version,
                    position=position,
                    order=order,
                    label=item["label"] or "",
                    text=item["text"],
                )
                fresh.append(objective)
            found.append((objective, item))
    copying.write_rows(Objective, fresh)
    return found


def _write_indicators(
    version: RegistryVersion,
    objectives: Sequence[tuple[Objective, Content]],
    base: RegistryVersion | None,
    written: Written,
) -> None:
    standing = _standing(Indicator, base, "objective_id")
    for objective, read in objectives:
        same = _same(read["indicators"], standing[objective.pk])
        for item, row, order in _placed(read["indicators"], same, written):
            if row is None:
                indicator = Indicator(
                    objective=objective,
                    version=version,
                    position_id=objective.position_id,
                    order=order,
                    text=item["text"],
                    source_line=item["where"]["line"],
                    source_page=item["where"]["page"],
                )
                written.indicators.append((indicator, item))
                written.touched.add(objective.position_id)
    copying.write_rows(Indicator, [row for row, _item in written.indicators])


def _same(read: Sequence[Content], standing: Sequence[Item]) -> list[Item | None]:
    """Return for each row read the standing one of the same words, the first left."""
    left: dict[str, list[Item]] = defaultdict(list)
    for row in standing:
        left[_plain(row.text)].append(row)
    return [
        left[key].pop(0) if left[key] else None
        for key in (_plain(item["text"]) for item in read)
    ]


def _plain(text: str) -> str:
    return " ".join(text.split())


def _placed(
    read: Sequence[Content], same: Sequence[Item | None], written: Written
) -> Iterable[tuple[Content, Item | None, float]]:
    """Yield each row with its standing one and its order; what moved gets a new place.

    Those that kept their order among each other keep their number; all others get one
    between their neighbours.
    """
    written.kept += [row for row in same if row is not None]
    known = [(at, row) for at, row in enumerate(same) if row is not None]
    staying = {known[k][0] for k in longest_rise([row.order for _at, row in known])}
    fixed = {at: row.order for at, row in known if at in staying}
    orders: list[float] = []
    for at in range(len(read)):
        if at in fixed:
            orders.append(fixed[at])
            continue
        below = orders[-1] if orders else 0.0
        following = [n for n in range(at, len(read)) if n in fixed]
        if not following:
            orders.append(float(int(below) + 1))
            continue
        gap = (fixed[following[0]] - below) / (following[0] - at + 1)
        orders.append(below + gap)
    for item, row, order in zip(read, same, orders, strict=True):
        if row is not None and row.order != order:
            row.order = order
            row.save(update_fields=["order"])
        yield item, row, order


def batched(rows: Iterable[int], size: int) -> Iterable[list[int]]:
    """Yield parts of a long list, none of them longer than a query may name."""
    waiting = iter(rows)
    while part := list(islice(waiting, size)):
        yield part


def _end_the_rest(version: RegistryVersion, written: Written) -> None:
    """End what stood so far and is not held by the new version."""
    kept: dict[type[Any], set[int]] = defaultdict(set)
    for row in written.kept:
        kept[type(row)].add(row.pk)
    for model in (Duty, Function, Objective, Indicator):
        rows = model.objects.filter(
            position__office=version.office_id,
            ended_by__isnull=True,
            version__lt=version.pk,
        )
        if kept[model]:
            ending = {
                pk: position
                for pk, position in rows.values_list("pk", "position_id")
                if pk not in kept[model]
            }
            for some in batched(ending, ENDED_AT_ONCE):
                model.objects.filter(pk__in=some).update(ended_by=version)
            if model is Indicator:
                written.touched |= set(ending.values())
            continue
        if model is Indicator:
            written.touched |= set(rows.values_list("position_id", flat=True))
        rows.update(ended_by=version)


# ---------------------------------------------------------------- what goes on from before


def _continue(
    version: RegistryVersion,
    earlier: RegistryVersion | None,
    later: RegistryVersion | None,
    written: Written,
) -> dict[int, Definition]:
    """Let new indicators continue earlier ones; return their definitions by indicator.

    Where a decree of a later year stands already, its indicators continue the new ones.
    """
    fresh = {row.pk: row for row, _found in written.indicators}
    before: dict[int, Indicator] = {}
    if earlier is not None and fresh:
        for old, new in _paired(earlier, version):
            if new.pk in fresh:
                fresh[new.pk].continues = old
                before[new.pk] = old
        Indicator.objects.bulk_update(
            [fresh[pk] for pk in before], ["continues"], batch_size=500
        )
    if later is not None:
        following = []
        for old, new in _paired(version, later):
            new.continues = old
            following.append(new)
        Indicator.objects.bulk_update(following, ["continues"], batch_size=500)
    if earlier is None or not before:
        return {}
    definitions = {
        row.indicator_id: row
        for row in Definition.objects.filter(
            held_by(earlier, "indicator__"),
            indicator__position__office=version.office_id,
            is_current=True,
            decided_at__isnull=False,
        )
    }
    return {
        pk: definitions[old.pk] for pk, old in before.items() if old.pk in definitions
    }


def _paired(
    before: RegistryVersion, after: RegistryVersion
) -> Iterable[tuple[Indicator, Indicator]]:
    """Yield the indicators of two versions that are one, as the comparison says."""
    compared = compare_decrees(before=before.decree, after=after.decree)
    sides = (_found_by_words(before), _found_by_words(after))
    pairs = [
        (pair.before, pair.after)
        for pair in compared.pairs()
        if pair.level == Level.INDICATOR
    ]
    rows: list[list[Indicator | None]] = []
    for side, index in zip(sides, (0, 1), strict=True):
        rows.append(
            [
                _take(side, pair[index]) if pair[index] is not None else None
                for pair in pairs
            ]
        )
    for old, new in zip(*rows, strict=True):
        if old is not None and new is not None and old.pk != new.pk:
            yield old, new


def _found_by_words(
    version: RegistryVersion,
) -> dict[tuple[str, str, str, str], list[Indicator]]:
    """Return a version's indicators by unit, position, objective and text.

    Positions are named as they were when the version began to hold.
    """
    former = names_on(office_id=version.office_id, on=version.valid_from)
    found: dict[tuple[str, str, str, str], list[Indicator]] = defaultdict(list)
    for row in (
        Indicator.objects.filter(held_by(version), position__office=version.office_id)
        .select_related("objective", "position__unit")
        .order_by("objective__order", "order", "pk")
    ):
        now = (row.position.unit.name, row.position.title)
        key = (
            *former.get(row.position_id, now),
            _plain(row.objective.text),
            _plain(row.text),
        )
        found[key].append(row)
    return found


def _take(
    found: Mapping[tuple[str, str, str, str], list[Indicator]], row: Any
) -> Indicator | None:
    rows = found.get(
        (
            row.unit_name,
            row.position_title,
            _plain(row.objective_text),
            _plain(row.text),
        )
    )
    return rows.pop(0) if rows else None


def _says_the_same(indicator: Indicator) -> bool:
    """Tell whether it continues an indicator of the same position, word for word."""
    before = indicator.continues
    return (
        before is not None
        and before.position_id == indicator.position_id
        and _plain(before.text) == _plain(indicator.text)
    )


def _suggest_definitions(
    indicators: Sequence[tuple[Indicator, Any]],
    carried: Mapping[int, Definition],
    at: datetime,
) -> None:
    rows = []
    for indicator, found in indicators:
        before = carried.get(indicator.pk)
        if before is not None:
            values = {name: getattr(before, name) for name in CHANGEABLE}
            if _says_the_same(indicator) and _is_amendment(indicator):
                values |= {
                    "decided_at": before.decided_at,
                    "decided_by": before.decided_by,
                }
                rows.append(Definition(indicator=indicator, created_at=at, **values))
                continue
        else:
            values = asdict(suggest(indicator.text, unit=found["unit"]))
        for ours, theirs in (
            ("formula", "formula"),
            ("operational_definition", "definition"),
            ("data_source", "data_source"),
            ("reason", "reason"),
        ):
            if found[theirs]:
                values[ours] = found[theirs]
        rows.append(Definition(indicator=indicator, created_at=at, **values))
    copying.write_rows(Definition, rows)


def _is_amendment(indicator: Indicator) -> bool:
    return bool(indicator.version.decree.bearing == DecreeBearing.AMENDS)
