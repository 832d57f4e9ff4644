"""Made-up records for documents: no office, no database, no clock."""

from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

from tolok.reporting.documents.frame import Frame, Letterhead, Method, Signatory
from tolok.reporting.documents.measurement import (
    MeasurementRow,
    MeasurementTable,
    Quantity,
    UnitAchievement,
)
from tolok.reporting.documents.office_recap import (
    Achieved,
    ClassLine,
    HeatCell,
    HeatMap,
    HeatRow,
    MissingLine,
    OfficeRecap,
    Reporting,
    UnitLine,
)
from tolok.reporting.documents.office_recap import ObjectiveLine as RecapObjective
from tolok.reporting.documents.position_sheet import (
    Holder,
    HolderOutcomes,
    IndicatorLine,
    Item,
    ObjectiveLine,
    Outcome,
    PositionSheet,
)


FRAME = Frame(
    letterhead=Letterhead(
        region_line="PEMERINTAH KABUPATEN SUKAMAJU",
        office_line="DINAS PERPUSTAKAAN DAN KEARSIPAN",
        address_lines=("Jalan Merdeka Nomor 1, Sukamaju",),
    ),
    office="Dinas Perpustakaan dan Kearsipan",
    office_short="Dinas Perpustakaan",
    place="Sukamaju",
    period="Triwulan III 2026",
    as_at=datetime(2026, 10, 6, 9, 14, tzinfo=ZoneInfo("Asia/Jakarta")),
    method=Method(
        name="Permendagri 86/2017",
        sentences=("Capaian adalah realisasi dibagi target.",),
        citations=("Permendagri 86/2017, hari berlaku",),
    ),
    is_example=True,
)
HEAD = Signatory(
    title="Kepala Dinas Perpustakaan dan Kearsipan",
    name="Ratna Kusumaningrum, M.Si.",
    rank="Pembina Utama Muda",
    nip="197001011995032001",
)
ROW = MeasurementRow(
    unit="Bidang Layanan Perpustakaan",
    position="Pustakawan Ahli Muda",
    holder="Siti Nurjanah, S.I.Pust.",
    objective="Terolahnya Koleksi",
    indicator="Jumlah Koleksi yang Terolah",
    measure_unit="eksemplar",
    year_target=Quantity(value=Decimal(6000)),
    period_target=Quantity(value=Decimal(1500)),
    state="Belum dilaporkan",
)
VERIFIED = replace(
    ROW,
    realisation=Quantity(value=Decimal("1234.5")),
    achievement=Decimal("82.30"),
    class_name="Tinggi",
    state="Terverifikasi",
    is_reported=True,
    is_verified=True,
    submitted_on=date(2026, 10, 5),
    verifier="Bambang Wicaksono, S.Hum.",
    evidence_count=2,
    obstacles="Katalog lama belum terdigitalkan.",
    follow_up="Lembur dua pekan.",
)
SENT_LATE = replace(
    VERIFIED,
    realisation=Quantity(text="80 - 90 %"),
    achievement=None,
    class_name="",
    state="Dikirim",
    is_verified=False,
    is_late=True,
)
ARCHIVES = "Bidang Kearsipan"


def table(*rows: MeasurementRow, **changes: object) -> MeasurementTable:
    """Return a table of these rows, else of five rows of two units."""
    chosen = rows or (
        VERIFIED,
        SENT_LATE,
        ROW,
        replace(VERIFIED, unit=ARCHIVES, achievement=Decimal("100.01")),
        replace(VERIFIED, unit=ARCHIVES, achievement=Decimal("95.26")),
    )
    made = MeasurementTable(
        frame=FRAME,
        short_period="TW III",
        rows=chosen,
        units={
            ARCHIVES: UnitAchievement(
                achievement=Decimal("97.64"), class_name="Sangat Tinggi"
            )
        },
        office=UnitAchievement(achievement=Decimal("90.12"), class_name="Tinggi"),
        signatory=HEAD,
    )
    return replace(made, **changes)


def recap(**changes: object) -> OfficeRecap:
    """Return a recap with something in every part."""
    high = Achieved(percent=Decimal("97.64"), class_name="Sangat Tinggi", class_rank=5)
    low = Achieved(percent=Decimal("48.50"), class_name="Sangat Rendah", class_rank=1)
    made = OfficeRecap(
        frame=FRAME,
        scope=FRAME.office,
        reporting=Reporting(owed=117, reported=93, verified=71, late=5),
        achieved=high,
        units=(
            UnitLine(
                name="Dinas Perpustakaan dan Kearsipan",
                reporting=Reporting(owed=4, reported=4, verified=4),
                achieved=high,
            ),
            UnitLine(name=ARCHIVES, depth=1, reporting=Reporting(owed=9, reported=3)),
        ),
        objectives=(
            RecapObjective(
                text="Tertatanya Arsip Inaktif",
                position="Arsiparis Terampil",
                indicators=2,
                achieved=low,
            ),
        ),
        objectives_total=12,
        objectives_on_target=7,
        heat=HeatMap(
            subject="jabatan",
            periods=("TW I", "TW II", "TW III", "TW IV"),
            rows=(
                HeatRow(
                    group=ARCHIVES,
                    name="Arsiparis Terampil",
                    cells=(
                        HeatCell(achieved=low),
                        HeatCell(missing=True),
                        HeatCell(waiting=True),
                        HeatCell(),
                    ),
                ),
            ),
        ),
        missing=(
            MissingLine(
                unit=ARCHIVES,
                position="Arsiparis Terampil",
                person="Fitri Amalia, A.Md.",
                indicators=("Jumlah Boks Arsip yang Ditata",),
            ),
        ),
        missing_total=24,
        classes=(
            ClassLine(rank=5, name="Sangat Tinggi", range="mulai 91 %"),
            ClassLine(rank=1, name="Sangat Rendah", range="di bawah semua kelas lain"),
        ),
        signatory=HEAD,
    )
    return replace(made, **changes)


def sheet(**changes: object) -> PositionSheet:
    """Return a sheet of a position with two indicators of one objective."""
    made = PositionSheet(
        frame=replace(FRAME, period="Tahun 2026"),
        position="Pustakawan Ahli Muda",
        position_class="Fungsional",
        unit="Bidang Layanan Perpustakaan",
        superior="Kepala Bidang Layanan Perpustakaan",
        holders=(
            Holder(
                name="Siti Nurjanah, S.I.Pust.",
                nip="198001012005012001",
                since=date(2024, 1, 2),
            ),
        ),
        duties=(Item(label="", text="Mengolah koleksi."),),
        functions=(
            Item(label="a", text="katalogisasi;"),
            Item(label="2)", text="klasifikasi;"),
        ),
        objectives=(
            ObjectiveLine(
                text="Terolahnya Koleksi",
                indicators=(
                    IndicatorLine(
                        text="Persentase Koleksi yang Terolah",
                        measure_unit="%",
                        targets=(Quantity(value=Decimal("87.5")), Quantity()),
                    ),
                    IndicatorLine(
                        text="Jumlah Pemustaka yang Dilayani",
                        measure_unit="orang",
                        targets=(Quantity(value=Decimal(1500)), Quantity()),
                        year_target=Quantity(value=Decimal(6000)),
                    ),
                ),
            ),
        ),
        periods=("TW I", "TW II"),
        origin="Keputusan Nomor 100.3.3.2/7/2026 tanggal 2 Januari 2026.",
        outcomes=(
            HolderOutcomes(
                holder="Siti Nurjanah, S.I.Pust.",
                lines=(
                    (
                        Outcome(
                            is_owed=True,
                            realisation=Quantity(
                                value=Decimal("94.444444"), decimals=2
                            ),
                            achievement=Decimal("107.94"),
                        ),
                        Outcome(),
                    ),
                    (Outcome(is_owed=True), Outcome()),
                ),
            ),
        ),
        signs_above=Signatory(title="Kepala Bidang Layanan Perpustakaan"),
        signs_below=(HEAD,),
    )
    return replace(made, **changes)
