"""An office brings in what it measured before it came here."""

from datetime import date, timedelta
from decimal import Decimal

import pytest

from tests.cast import Cast
from tolok.measurement import history
from tolok.measurement.actions import open_period
from tolok.measurement.entries import Entry
from tolok.measurement.history import (
    HistoryUnfit,
    MayNotImport,
    PastRealisation,
    PeriodStillOpen,
    ReportedAlready,
)
from tolok.measurement.models import Realisation, RealisationStep
from tolok.planning import actions as planning
from tolok.planning.models import Period
from tolok.planning.targets import Promise, set_targets
from tolok.records.models import AuditEvent
from tolok.records.queries import find_broken_links
from tolok.scoring.models import RollUp, Score


pytestmark = pytest.mark.django_db
SOURCE = "lembar kerja 2025"


@pytest.fixture
def last_quarter(cast: Cast) -> Period:
    """The fourth quarter of 2025, with one target."""
    planner = cast.viewer("planner")
    year = planning.set_up_year(
        office=cast.office,
        year=2025,
        rules="permendagri-86-2017",
        by=planner,
        at=cast.at(),
    )
    period = year.periods.get(number=4)
    set_targets(
        year=year,
        promises=[
            Promise(cast.indicator("Koleksi yang Terolah"), period, "80 %"),
            Promise(cast.indicator("Boks Arsip"), period, "30"),
        ],
        by=planner,
        at=cast.at(),
    )
    return period


def past(
    cast: Cast,
    key: str = "staff",
    words: str = "Koleksi yang Terolah",
    verifier: str = "kabid",
    entry: Entry | None = None,
    **more: object,
) -> PastRealisation:
    sent = cast.at(date(2026, 1, 5))
    return PastRealisation(
        indicator=cast.indicator(words),
        person=cast.people[key],
        entry=entry or Entry(numerator="60", denominator="100"),
        submitted_at=sent,
        verified_by=cast.people[verifier],
        verified_at=sent + timedelta(days=2),
        **more,
    )


def bring_in(
    cast: Cast, period: Period, *rows: PastRealisation, key: str = "planner"
) -> int:
    return history.import_history(
        period=period, past=rows, source=SOURCE, by=cast.viewer(key), at=cast.at()
    )


def test_what_was_verified_elsewhere_is_verified_and_scored_here(
    cast: Cast, last_quarter: Period
) -> None:
    written = bring_in(
        cast,
        last_quarter,
        past(cast),
        past(cast, "colleague", entry=Entry(numerator="84", denominator="100")),
        past(
            cast, "archivist", "Boks Arsip", "acting", Entry(value="27"), is_late=True
        ),
    )

    assert written == 3
    rows = Realisation.objects.filter(period=last_quarter).order_by("pk")
    assert {row.status for row in rows} == {"verified"}
    assert {row.person: row.value for row in rows} == {
        cast.people["staff"]: Decimal(60),
        cast.people["colleague"]: Decimal(84),
        cast.people["archivist"]: Decimal(27),
    }
    late = rows.get(is_late=True)
    assert late.person == cast.people["archivist"]
    assert late.decided_by == cast.people["acting"]
    scores = Score.objects.filter(realisation__in=rows).order_by("achievement_percent")
    assert [s.achievement_percent for s in scores] == [
        *(Decimal("75.00"), Decimal("90.00"), Decimal("105.00")),
    ]
    unit = RollUp.objects.get(period=last_quarter, level="unit", unit=cast.units["u4"])
    assert unit.achievement_percent == Decimal("90.00")


def test_each_row_says_where_it_comes_from(cast: Cast, last_quarter: Period) -> None:
    bring_in(cast, last_quarter, past(cast))

    step = RealisationStep.objects.get(realisation__period=last_quarter)
    assert step.note == "Riwayat dari lembar kerja 2025"
    assert step.by_name == cast.people["kabid"].name
    assert step.reported == "60 / 100"


def test_one_event_stands_for_the_whole_batch(cast: Cast, last_quarter: Period) -> None:
    before = AuditEvent.objects.count()

    bring_in(cast, last_quarter, past(cast), past(cast, "colleague"))

    event = AuditEvent.objects.latest("pk")
    assert AuditEvent.objects.count() == before + 1
    assert event.action == "measurement.import_history"
    assert event.after["realisations"] == 2
    assert len(event.after["sha256"]) == 64
    assert event.note == SOURCE
    assert list(find_broken_links()) == []


@pytest.mark.parametrize(
    "key",
    [
        *("head", "secretary", "kabid", "staff", "acting", "inspector"),
        *("administrator", "sekda", "stranger", "stranger_planner"),
    ],
)
def test_nobody_but_the_planner_brings_history_in(
    cast: Cast, last_quarter: Period, key: str
) -> None:
    with pytest.raises(MayNotImport, match="perencana"):
        bring_in(cast, last_quarter, past(cast), key=key)

    assert not Realisation.objects.filter(period=last_quarter).exists()


def test_a_quarter_that_can_still_be_entered_is_no_history(cast: Cast) -> None:
    with pytest.raises(PeriodStillOpen, match="20 April 2026"):
        bring_in(cast, cast.quarters[0], past(cast))


def test_what_was_asked_for_already_is_not_overwritten(
    cast: Cast, last_quarter: Period
) -> None:
    bring_in(cast, last_quarter, past(cast))

    with pytest.raises(ReportedAlready, match="1 realisasi Triwulan IV 2025"):
        bring_in(cast, last_quarter, past(cast), past(cast, "colleague"))

    assert Realisation.objects.filter(period=last_quarter).count() == 1


def test_what_nobody_reported_can_be_written_down_afterwards(
    cast: Cast, last_quarter: Period
) -> None:
    bring_in(cast, last_quarter, past(cast))

    open_period(period=last_quarter, by=cast.viewer("planner"), at=cast.at())

    kept = Realisation.objects.filter(period=last_quarter, status="verified")
    assert kept.get().person == cast.people["staff"]


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        (Entry(), "realisasinya kosong"),
        (Entry(numerator="60"), "Isi kedua angka"),
        (Entry(numerator="enam puluh %", denominator="100"), "Siti Nurjanah"),
    ],
)
def test_a_row_that_cannot_be_read_stops_all_and_is_named(
    cast: Cast, last_quarter: Period, entry: Entry, sentence: str
) -> None:
    with pytest.raises(HistoryUnfit, match=sentence):
        bring_in(cast, last_quarter, past(cast, "colleague"), past(cast, entry=entry))

    assert not Realisation.objects.filter(period=last_quarter).exists()


def test_own_work_is_not_verified_by_oneself_in_history_either(
    cast: Cast, last_quarter: Period
) -> None:
    with pytest.raises(HistoryUnfit, match="hasil kerjanya sendiri"):
        bring_in(cast, last_quarter, past(cast, verifier="staff"))


def test_the_same_row_twice_is_refused(cast: Cast, last_quarter: Period) -> None:
    with pytest.raises(HistoryUnfit, match="dua kali"):
        bring_in(cast, last_quarter, past(cast), past(cast))


def test_the_indicator_of_another_office_is_refused(
    cast: Cast, last_quarter: Period
) -> None:
    foreign = cast.realisation("stranger").indicator

    row = PastRealisation(
        indicator=foreign,
        person=cast.people["staff"],
        entry=Entry(value="3"),
        submitted_at=cast.at(),
        verified_by=cast.people["kabid"],
        verified_at=cast.at(),
    )

    with pytest.raises(HistoryUnfit, match="kantor lain"):
        bring_in(cast, last_quarter, row)


def test_a_long_history_comes_in_by_parts_and_gives_the_same_digits(
    cast: Cast, last_quarter: Period, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(history, "AT_ONCE", 1)

    bring_in(
        cast,
        last_quarter,
        past(cast, "archivist", "Boks Arsip", "acting", Entry(value="27")),
        past(cast),
        past(cast, "colleague", entry=Entry(numerator="84", denominator="100")),
    )

    office = RollUp.objects.get(period=last_quarter, level="office")
    assert office.achievement_percent == Decimal("90.00")
    assert office.count == 2
