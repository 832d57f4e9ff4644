"""Measures: an indicator has to be one measure of one thing."""

from collections.abc import Iterator

from tolok.reader.lint.finding import Found, quoted
from tolok.reader.lint.grounds import CASCADE, SMART_MEASURABLE, SMART_SPECIFIC
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Subject


@rule(
    "not-a-measure",
    title="Indikator belum berupa ukuran",
    severity="warning",
    summary="Indikator menyebut kegiatan atau keadaan, bukan persentase, jumlah, nilai, "
    "atau indeks.",
    grounds=(SMART_MEASURABLE,),
)
def not_a_measure(subject: Subject) -> Iterator[Found]:
    """An indicator that names an activity or repeats the objective instead of measuring."""
    for row in subject.rows:
        if row.indicator["kind"] == "other":
            yield Found(
                f"{quoted(row.text)} bukan ukuran: tidak menyebut persentase, jumlah, "
                "nilai, atau indeks. Tanpa ukuran, capaiannya tidak dapat dihitung.",
                row.path,
                suggestion="Tentukan ukurannya dalam manual indikator, misalnya “Jumlah …” "
                "atau “Persentase …”.",
            )


@rule(
    "objective-without-indicator",
    title="Sasaran tanpa indikator",
    severity="warning",
    summary="Sebuah sasaran tidak mempunyai indikator sama sekali.",
    grounds=(SMART_MEASURABLE,),
)
def objectives_without_indicator(subject: Subject) -> Iterator[Found]:
    """An objective that nothing measures."""
    for _, objective, path in subject.objectives():
        if not objective["indicators"]:
            yield Found(
                f"Sasaran {quoted(objective['text'])} tidak memiliki indikator, sehingga "
                "keberhasilannya tidak dapat diukur.",
                path,
                suggestion="Tambahkan indikatornya atau periksa apakah tabel terbaca utuh.",
            )


@rule(
    "position-without-table",
    title="Jabatan tanpa tabel indikator",
    severity="warning",
    summary="Sebuah jabatan disebut tanpa sasaran dan indikator.",
    grounds=(CASCADE, SMART_SPECIFIC),
)
def positions_without_table(subject: Subject) -> Iterator[Found]:
    """A position without objectives."""
    for p, position in enumerate(subject.positions):
        if not position["objectives"]:
            yield Found(
                f"Jabatan {quoted(position['title'])} tidak memiliki tabel sasaran dan "
                "indikator.",
                ("positions", p),
                suggestion="Periksa pada dokumen asli apakah tabelnya hilang.",
            )
