"""How far the yearly report of an office is: what is written, what is still missing."""

from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from django.db.models import Exists, OuterRef, QuerySet
from django.utils.translation import gettext as _

from tolok.organisation.queries import Viewer
from tolok.planning.models import PerformanceYear, Target
from tolok.planning.queries import list_years
from tolok.registry.models import Indicator, Objective
from tolok.reporting.documents.lkjip_drafts import drafts_of, plain
from tolok.reporting.documents.lkjip_parts import (
    CHAPTERS,
    FIRST,
    PARTS,
    SECOND,
    THIRD,
    Part,
    analysis_of,
)
from tolok.reporting.gather_lkjip import (
    NothingToReport,
    Promised,
    demand_reader,
    gather_lkjip,
    promised_by_head,
)
from tolok.reporting.models import Benchmark, BudgetLine, Narrative
from tolok.scoring.enums import Level
from tolok.scoring.models import RollUp


class Place(StrEnum):
    """Where a gap is filled."""

    BENCHMARKS = "pembanding"
    BUDGET = "anggaran"
    TARGETS = "target"
    REALISATIONS = "realisasi"


@dataclass(frozen=True)
class Gap:
    """Something that a chapter lacks: in words, and where to fill it."""

    text: str
    place: Place


@dataclass(frozen=True)
class PartState:
    """A part and the version a person wrote of it, if any."""

    part: Part
    written: Narrative | None

    @property
    def is_written(self) -> bool:
        """Tell whether a person's own words stand there."""
        return self.written is not None and bool(self.written.text)

    @property
    def is_missing(self) -> bool:
        """Tell whether a marked place would stand there."""
        return not self.is_written and not self.part.drafted


@dataclass(frozen=True)
class ChapterState:
    """A chapter: its parts, and what its tables lack."""

    title: str
    parts: list[PartState]
    gaps: list[Gap]

    @property
    def open_count(self) -> int:
        """Return how many things are still to be done."""
        return sum(one.is_missing for one in self.parts) + len(self.gaps)


@dataclass(frozen=True)
class YearlyState:
    """A yearly report as a whole; `refusal` says why there is nothing to report."""

    years: list[PerformanceYear]
    year: PerformanceYear
    chapters: list[ChapterState]
    refusal: str = ""

    @property
    def open_count(self) -> int:
        """Return how many things are still to be done."""
        return sum(one.open_count for one in self.chapters)


def choose_year(
    *, asked: int | None, for_user: Viewer
) -> tuple[list[PerformanceYear], PerformanceYear]:
    """Return the office's years and the one asked for, else the last that is over.

    Raises `MayNotReadReport` and `PerformanceYear.DoesNotExist` (also without any year).
    """
    demand_reader(for_user)
    years = list(list_years(for_user=for_user))
    if asked is not None:
        for one in years:
            if one.year == asked:
                return years, one
        raise PerformanceYear.DoesNotExist
    over = [one for one in years if date(one.year, 12, 31) < for_user.on]
    if not years:
        raise PerformanceYear.DoesNotExist
    return years, max(over or years, key=lambda one: one.year)


def get_yearly_state(*, asked: int | None, for_user: Viewer) -> YearlyState:
    """Return how far a yearly report is; seven queries.

    Raises as `choose_year` does.
    """
    years, year = choose_year(asked=asked, for_user=for_user)
    try:
        promised = promised_by_head(
            year=year, for_user=for_user, indicators=_indicators_with_gaps(year)
        )
    except NothingToReport as refusal:
        return YearlyState(years, year, [], refusal.message)
    written = {
        one.part: one for one in Narrative.objects.filter(year=year, is_current=True)
    }
    parts = [
        *PARTS,
        *(analysis_of(str(one.pk), one.text) for one in promised.objectives),
    ]
    gaps = _gaps(promised)
    return YearlyState(
        years,
        year,
        [
            ChapterState(
                chapter,
                [
                    PartState(part, written.get(part.key))
                    for part in parts
                    if part.chapter == chapter
                ],
                gaps.get(chapter, []),
            )
            for chapter in CHAPTERS
        ],
    )


def _indicators_with_gaps(year: PerformanceYear) -> QuerySet[Indicator]:
    """Return indicators, each with whether the report of a year has what it needs."""
    of_it = {"indicator": OuterRef("pk"), "year": year}
    benchmarks = Benchmark.objects.filter(**of_it)
    return Indicator.objects.annotate(
        has_target=Exists(Target.objects.filter(**of_it, period=None, is_current=True)),
        has_value=Exists(
            RollUp.objects.filter(**of_it, period=None, level=Level.INDICATOR)
        ),
        has_end=Exists(benchmarks.exclude(end_target="")),
        has_benchmark=Exists(benchmarks.exclude(province="", national="")),
    )


def _gaps(promised: Promised) -> dict[str, list[Gap]]:
    # What was asked of them along with them: `_indicators_with_gaps`.
    indicators: list[Any] = list(promised.indicators)
    total = len(indicators)
    budget = list(BudgetLine.objects.filter(year=promised.year))
    second, third = [], []
    without = sum(not one.has_target for one in indicators)
    if without:
        second.append(_gap(_("target tahun"), without, total, Place.TARGETS))
    ends = sum(not one.has_end for one in indicators)
    if ends:
        second.append(_gap(_("target akhir Renstra"), ends, total, Place.BENCHMARKS))
    if not budget:
        second.append(Gap(_("Program dan pagu anggaran belum diisi"), Place.BUDGET))
    unmeasured = sum(not one.has_value for one in indicators)
    if unmeasured:
        words = _("realisasi terverifikasi")
        third.append(_gap(words, unmeasured, total, Place.REALISATIONS))
    alone = sum(not one.has_benchmark for one in indicators)
    if alone:
        words = _("pembanding provinsi atau nasional")
        third.append(_gap(words, alone, total, Place.BENCHMARKS))
    unspent = sum(one.spent is None for one in budget)
    if unspent:
        third.append(
            Gap(
                _("Realisasi anggaran belum diisi pada %(count)s program")
                % {"count": unspent},
                Place.BUDGET,
            )
        )
    return {FIRST: [], SECOND: second, THIRD: third}


def _gap(what: str, missing: int, total: int, place: Place) -> Gap:
    return Gap(
        _("%(missing)s dari %(total)s indikator belum mempunyai %(what)s")
        % {"missing": missing, "total": total, "what": what},
        place,
    )


@dataclass(frozen=True)
class PartSheet:
    """A part as a person edits it: the draft, with the sources of its sentences."""

    year: PerformanceYear
    part: Part
    current: Narrative | None
    versions: list[Narrative]
    draft: str
    sources: list[tuple[str, str]]


def get_part(
    *, year: PerformanceYear, key: str, for_user: Viewer, as_at: datetime
) -> PartSheet:
    """Return a part with its versions and the draft that the data give.

    Raises `MayNotReadReport`, `NothingToReport`, and `Narrative.DoesNotExist` for a key
    that the report of this year does not have.
    """
    report = gather_lkjip(year=year, for_user=for_user, as_at=as_at)
    parts = {part.key: part for part in PARTS}
    for one in report.objectives:
        part = analysis_of(one.key, one.text)
        parts[part.key] = part
    if key not in parts:
        raise Narrative.DoesNotExist
    versions = list(Narrative.objects.filter(year=year, part=key).order_by("-number"))
    blocks = drafts_of(report, key)
    return PartSheet(
        year,
        parts[key],
        versions[0] if versions else None,
        versions,
        plain(blocks),
        [
            (one.text, one.source)
            for block in blocks
            for one in getattr(block, "sentences", ())
            if one.source
        ],
    )


@dataclass(frozen=True)
class BenchmarkLine:
    """An indicator of the head with what it is held against."""

    objective: Objective
    indicator: Indicator
    known: Benchmark | None


def list_benchmarks(*, year: PerformanceYear, for_user: Viewer) -> list[BenchmarkLine]:
    """Return the head's indicators with what they are held against; six queries.

    Raises `MayNotReadReport` and `NothingToReport`.
    """
    promised = promised_by_head(year=year, for_user=for_user)
    known = {one.indicator_id: one for one in Benchmark.objects.filter(year=year)}
    return [
        BenchmarkLine(objective, indicator, known.get(indicator.pk))
        for objective in promised.objectives
        for indicator in objective.indicators.all()
    ]


def list_budget(*, year: PerformanceYear, for_user: Viewer) -> list[BudgetLine]:
    """Return the programmes of a year. Raises `MayNotReadReport`."""
    demand_reader(for_user, year=year)
    return list(
        BudgetLine.objects.filter(year=year)
        .select_related("objective", "year")
        .order_by("code", "pk")
    )


def list_objectives(*, year: PerformanceYear, for_user: Viewer) -> list[Objective]:
    """Return the strategic objectives of a year. As `promised_by_head` does."""
    return promised_by_head(year=year, for_user=for_user).objectives
