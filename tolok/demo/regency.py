"""Make up a regency: offices of very different sizes, measured every month.

At its full size 40 offices with 12,000 people and some 50,000 indicators, of which most
are reported each month: 600,000 realisations a year. It stands in the first days of
January, so that eleven months are verified, scored and rolled up and the last is open.
"""

import multiprocessing
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import django
from django.db import connections

from tolok.demo.example import moment
from tolok.demo.generator import (
    YEAR,
    MadeOffice,
    Manner,
    find_office,
    make_office,
    make_superior,
)
from tolok.demo.wording import REGENCY
from tolok.organisation import queries as organised


PEOPLE = 12_000
MONTHS = Manner(
    kind="month",
    over=11,
    in_branch=7.9,
    objectives=(3,),
    quarterly=0.1,
    never_reported=0.0,
    until=YEAR + 1,
    day=date(YEAR + 1, 1, 6),
    brought_in=moment(date(YEAR + 1, 1, 5), 10),
    now=moment(date(YEAR + 1, 1, 5), 14),
    whole=False,
)
FEWEST_PEOPLE = 12
Progress = Callable[[int, int], None]


@dataclass(frozen=True)
class Plan:
    """One office to be made."""

    number: int
    name: str
    people: int


def plan_regency(*, offices: int, people: int) -> list[Plan]:
    """Return how many people each office has, the largest first; together `people`.

    Raises `ValueError` where there are not enough people for so many offices.
    """
    chosen = REGENCY[:offices]
    if len(chosen) < offices or people < FEWEST_PEOPLE * offices:
        message = f"{offices} offices of {people} people cannot be made up"
        raise ValueError(message)
    whole = sum(share for _name, share in chosen)
    sizes = [max(FEWEST_PEOPLE, people * share // whole) for _name, share in chosen]
    sizes[0] += people - sum(sizes)
    return [
        Plan(number, name, size)
        for number, ((name, _share), size) in enumerate(
            zip(chosen, sizes, strict=True), 1
        )
    ]


def make_regency(
    *,
    offices: int,
    people: int,
    seed: int,
    workers: int = 1,
    progress: Progress | None = None,
) -> MadeOffice:
    """Make a regency and return its largest office, for those who measure it.

    With more than one worker, which PostgreSQL bears, offices are made side by side.
    """
    region = f"Kabupaten Contoh {seed}"
    plans = plan_regency(offices=offices, people=people)
    above = make_superior(region, seed)
    asked = [(plan, region, seed, above) for plan in plans]
    made: dict[int, MadeOffice] = {}
    if workers == 1:
        for one in asked:
            _note(made, _make(*one), progress, len(plans))
        return made[1]
    connections.close_all()
    with ProcessPoolExecutor(
        workers, multiprocessing.get_context("spawn"), django.setup
    ) as pool:
        for done in as_completed([pool.submit(_make, *one) for one in asked]):
            _note(made, done.result(), progress, len(plans))
    return made[1]


def find_regency(*, seed: int) -> MadeOffice:
    """Return the largest office of a regency that was made before.

    Raises `LookupError` where there is none.
    """
    told = (f"Kabupaten Contoh {seed}", REGENCY[0][0])
    for office in organised.list_offices():
        if (office.region.name, office.name) == told:
            return find_office(office=office, seed=seed, number=1, manner=MONTHS)
    message = f"no regency of seed {seed} was made"
    raise LookupError(message)


def _note(
    made: dict[int, MadeOffice],
    found: tuple[int, MadeOffice],
    progress: Progress | None,
    total: int,
) -> None:
    number, office = found
    made[number] = office
    if progress is not None:
        progress(len(made), total)


def _make(
    plan: Plan, region: str, seed: int, above: tuple[Any, Any]
) -> tuple[int, MadeOffice]:
    made = make_office(
        people=plan.people,
        seed=seed,
        number=plan.number,
        region=region,
        superior=above,
        name=plan.name,
        manner=MONTHS,
    )
    # What is not needed to look at it stays here: a process tells the other little.
    slim = replace(made, positions=[], holders={}, indicators=[], goals={})
    return plan.number, slim
