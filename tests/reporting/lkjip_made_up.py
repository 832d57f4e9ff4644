"""An invented yearly report, for tests of its chapters and its two forms."""

from dataclasses import replace
from decimal import Decimal

from tests.reporting.made_up import FRAME, HEAD
from tolok.reporting.documents import lkjip


CLASS = lkjip.Standing(percent=Decimal("98.02"), class_name="Cukup", class_rank=3)
GOOD = lkjip.Standing(percent=Decimal("101.50"), class_name="Baik", class_rank=4)
REMARK = lkjip.ObstacleLine(
    obstacle="Pendamping desa baru bertugas sejak Maret.",
    follow_up="Dinas menambah jadwal pendampingan pada akhir pekan.",
    source="kendala dan tindak lanjut pada realisasi Triwulan I 2025, Kepala Dinas",
)
INDICATOR = lkjip.IndicatorLine(
    text="Persentase Desa Mandiri",
    unit="%",
    now=lkjip.YearValue(
        year=2025,
        target="53 %",
        realisation="51,95\u00a0%",
        target_number=Decimal(53),
        number=Decimal("51.95"),
        standing=CLASS,
    ),
    earlier=(
        lkjip.YearValue(
            year=2024,
            target="50 %",
            realisation="50\u00a0%",
            target_number=Decimal(50),
            number=Decimal(50),
            standing=GOOD,
        ),
    ),
    data_source="Penetapan status desa",
    periods=4,
    verified=4,
    remarks=(REMARK,),
)
OBJECTIVE = lkjip.ObjectiveLine(
    key="1",
    text="Meningkatnya Kemandirian Desa",
    standing=CLASS,
    indicators=(INDICATOR,),
    budget=(
        lkjip.BudgetRow(
            code="2.13.02",
            programme="Program Penataan Desa",
            ceiling=Decimal(1_000_000),
            spent=Decimal(900_000),
        ),
    ),
)


def report(**changes: object) -> lkjip.Lkjip:
    """Return a report of one objective, with changes."""
    made = lkjip.Lkjip(
        frame=FRAME,
        year=2025,
        region="Kabupaten Sukamaju",
        decree="Keputusan Nomor 1 tanggal 2 Januari 2025",
        head_title="Kepala Dinas",
        signatory=HEAD,
        office_standing=CLASS,
        duties=("Memimpin dinas.",),
        functions=("perumusan kebijakan;",),
        units=(
            lkjip.UnitLine(
                name="Dinas", depth=0, leader="Kepala Dinas", holder="A", standing=CLASS
            ),
        ),
        objectives=(OBJECTIVE,),
        other_budget=(),
        classes=(("Baik", "mulai 100 %"),),
        measured=(
            lkjip.MeasuredLine(
                position="Kepala Dinas",
                objective=OBJECTIVE.text,
                indicator=INDICATOR.text,
                target="53 %",
                realisation="51,95 %",
                standing=CLASS,
            ),
        ),
        people=12,
        is_over=True,
        last_period="Triwulan IV 2025",
    )
    return replace(made, **changes)


def office_of(positions: int, indicators: int) -> lkjip.Lkjip:
    """Return a report whose annex holds so many positions with so many indicators."""
    line = report().measured[0]
    return report(
        objectives=(OBJECTIVE,) * 12,
        measured=tuple(
            replace(
                line,
                position=f"Jabatan Nomor {position}",
                indicator=f"{line.indicator} nomor {indicator} jabatan {position}",
            )
            for position in range(positions)
            for indicator in range(indicators)
        ),
    )
