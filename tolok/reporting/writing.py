"""What a planner writes for the yearly report: its parts, benchmarks, the budget.

All of it is kept apart from the document, so that it stands when the report is made again.
"""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from django.db import transaction
from django.utils.translation import gettext as _

from tolok.kernel.numbers import NumberUnreadable, parse_number
from tolok.kernel.refusals import NotAllowed, NotNow, Unfit
from tolok.organisation.queries import Viewer
from tolok.planning.models import PerformanceYear
from tolok.records import actions as records
from tolok.registry.models import Indicator, Objective
from tolok.reporting import permissions
from tolok.reporting.models import Benchmark, BudgetLine, Narrative


LONGEST_PART = 40_000
FIRST_END_YEAR, LAST_END_YEAR = 2000, 2100
MOST_RUPIAH = Decimal(10) ** 18


class MayNotWriteReport(NotAllowed):
    """Only planners write the yearly report and what it needs."""


class PartTooLong(Unfit):
    """A part is longer than a chapter should be."""


class PartChanged(NotNow):
    """Somebody else saved this part in the meantime."""


class YearOutOfBounds(Unfit):
    """The last year of a Renstra lies near the year of the report."""


class AmountUnfit(Unfit):
    """Rupiah are a number of zero or more."""


class ProgrammeMissing(Unfit):
    """A budget line names its programme."""


def _demand_writer(by: Viewer, year: PerformanceYear) -> None:
    if not permissions.may_write_yearly_report(by, office_id=year.office_id):
        raise MayNotWriteReport(
            _(
                "Naskah dan bahan LKjIP diisi perencana kantor. Sampaikan usulan kepadanya."
            )
        )


@transaction.atomic
def write_part(
    *,
    year: PerformanceYear,
    part: str,
    text: str,
    seen: int,
    by: Viewer,
    at: datetime,
) -> Narrative:
    """Keep a part in a person's own words as its next version; blank: the draft again.

    `seen` is the version that the person began from (0: none). Raises
    `MayNotWriteReport`, `PartTooLong`, `PartChanged`.
    """
    _demand_writer(by, year)
    text = text.replace("\r\n", "\n").strip()
    if len(text) > LONGEST_PART:
        raise PartTooLong(
            _("Naskah satu bagian paling panjang %(count)s huruf; ringkaskan.")
            % {"count": f"{LONGEST_PART:_}".replace("_", ".")},
            field="text",
        )
    # Two planners at once: the year is the lock.
    PerformanceYear.objects.select_for_update().get(pk=year.pk)
    current = Narrative.objects.filter(year=year, part=part, is_current=True).first()
    number = current.number if current else 0
    if number != seen:
        raise PartChanged(
            _(
                "Bagian ini baru saja disimpan oleh %(who)s. Salin tulisan Anda, muat ulang "
                "halaman, lalu gabungkan."
            )
            % {"who": current.written_by if current else "–"}
        )
    if current is not None:
        if current.text == text:
            return current
        current.is_current = False
        current.save(update_fields=["is_current"])
    row = Narrative.objects.create(
        year=year,
        part=part,
        number=number + 1,
        text=text,
        written_by=by.name,
        created_at=at,
    )
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.write_part",
        subject=row,
        before={"text": current.text} if current else None,
        after={"text": text, "number": row.number},
        office_id=year.office_id,
    )
    return row


@dataclass(frozen=True, kw_only=True)
class Compared:
    """What an indicator is held against, as it was typed."""

    end_year: int | None = None
    end_target: str = ""
    province: str = ""
    national: str = ""
    source: str = ""


@transaction.atomic
def set_benchmark(
    *,
    year: PerformanceYear,
    indicator: Indicator,
    compared: Compared,
    by: Viewer,
    at: datetime,
) -> Benchmark | None:
    """Keep what an indicator is held against; all blank takes it away.

    Returns None where nothing stands afterwards. Raises `MayNotWriteReport`,
    `YearOutOfBounds`.
    """
    _demand_writer(by, year)
    if compared.end_year is not None and not (
        FIRST_END_YEAR <= compared.end_year <= LAST_END_YEAR
    ):
        raise YearOutOfBounds(
            _("Tahun akhir Renstra ditulis empat angka, misalnya 2029."),
            field="end_year",
        )
    found = Benchmark.objects.filter(year=year, indicator=indicator).first()
    before = _plain_benchmark(found) if found else None
    wanted = {
        "end_year": compared.end_year,
        "end_target": compared.end_target.strip(),
        "province": compared.province.strip(),
        "national": compared.national.strip(),
        "source": compared.source.strip(),
    }
    if before == wanted or (found is None and not any(wanted.values())):
        return found
    if found is not None and not any(wanted.values()):
        subject: Benchmark | Indicator = indicator
        found.delete()
        found = None
    else:
        found, _made = Benchmark.objects.update_or_create(
            year=year,
            indicator=indicator,
            defaults={**wanted, "decided_by": by.name, "created_at": at},
        )
        subject = found
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.set_benchmark",
        subject=subject,
        before=before,
        after={**wanted, "indicator": indicator.pk, "year": year.year},
        office_id=year.office_id,
    )
    return found


def _plain_benchmark(row: Benchmark) -> dict[str, int | str | None]:
    return {
        "end_year": row.end_year,
        "end_target": row.end_target,
        "province": row.province,
        "national": row.national,
        "source": row.source,
    }


@dataclass(frozen=True, kw_only=True)
class Budgeted:
    """A programme with its amounts in rupiah as typed; blank is not known."""

    programme: str
    code: str = ""
    ceiling: str = ""
    spent: str = ""


def read_amount(text: str, *, field: str) -> Decimal | None:
    """Return typed rupiah as a number, None for blank. Raises `AmountUnfit`."""
    words = text.strip().removeprefix("Rp").removesuffix(",-").strip()
    if not words:
        return None
    try:
        value = parse_number(words)
    except NumberUnreadable as error:
        raise AmountUnfit(str(error), field=field) from error
    if value is None or value < 0 or value >= MOST_RUPIAH:
        raise AmountUnfit(
            _("Tulis rupiah sebagai angka nol atau lebih, misalnya 1.250.000.000."),
            field=field,
        )
    return value


@transaction.atomic
def keep_budget_line(
    *,
    year: PerformanceYear,
    objective: Objective | None,
    budgeted: Budgeted,
    line: BudgetLine | None = None,
    by: Viewer,
    at: datetime,
) -> BudgetLine:
    """Add a programme to a year's budget, or change the one given.

    Raises `MayNotWriteReport`, `ProgrammeMissing`, `AmountUnfit`.
    """
    _demand_writer(by, year)
    programme = " ".join(budgeted.programme.split())
    if not programme:
        raise ProgrammeMissing(_("Tulis nama programnya."), field="programme")
    row = line or BudgetLine(year=year, created_at=at)
    before = _plain_line(row) if line else None
    row.objective = objective
    row.code, row.programme = budgeted.code.strip(), programme
    row.ceiling = read_amount(budgeted.ceiling, field="ceiling")
    row.spent = read_amount(budgeted.spent, field="spent")
    row.decided_by = by.name
    after = _plain_line(row)
    if before == after:
        return row
    row.save()
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.keep_budget_line",
        subject=row,
        before=before,
        after=after,
        office_id=year.office_id,
    )
    return row


@transaction.atomic
def drop_budget_line(*, line: BudgetLine, by: Viewer, at: datetime) -> None:
    """Take a programme out of a year's budget. Raises `MayNotWriteReport`."""
    _demand_writer(by, line.year)
    records.record_event(
        by=by.user,
        at=at,
        action="reporting.drop_budget_line",
        subject=line,
        before={**_plain_line(line), "year": line.year.year},
        office_id=line.year.office_id,
    )
    line.delete()


def _plain_line(row: BudgetLine) -> dict[str, str | int | None]:
    return {
        "code": row.code,
        "programme": row.programme,
        "objective": row.objective_id,
        "ceiling": None if row.ceiling is None else f"{row.ceiling:.2f}",
        "spent": None if row.spent is None else f"{row.spent:.2f}",
    }
