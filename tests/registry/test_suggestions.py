"""What the wording of a whole decree suggests, beside what a person reads in it.

Each line of `suggestions.tsv` was read by a person: kind, direction, accumulation, unit,
frequency, and T where on time has to be judged.
"""

from pathlib import Path

import pytest

from tolok.demo import example
from tolok.registry.enums import AcrossPeople, Frequency, Measure, Polarity
from tolok.registry.suggestions import suggest


LINES = (Path(__file__).parent / "suggestions.tsv").read_text("utf-8").splitlines()


@pytest.mark.parametrize("line", LINES)
def test_every_indicator_of_the_decree_is_suggested_as_a_person_reads_it(
    line: str,
) -> None:
    measure, polarity, accumulation, unit, frequency, on_time, text = line.split("\t")

    found = suggest(text)

    assert (found.measure, found.polarity, found.accumulation) == (
        measure,
        polarity,
        accumulation,
    )
    assert (found.unit_of_measure, found.frequency) == (unit, frequency)
    assert found.needs_due_dates == (on_time == "T")
    assert found.operational_definition
    assert found.formula


def test_the_table_holds_all_indicators_of_the_decree() -> None:
    decree = " ".join(example.decree_text().decode().split()).casefold()

    texts = [line.split("\t")[-1] for line in LINES]

    assert len(set(texts)) == len(texts) > 80
    assert [text for text in texts if text.casefold() not in decree] == []


def test_both_parts_of_a_ratio_are_named_apart() -> None:
    found = suggest("Persentase Pengentasan Desa Tertinggal")

    assert found.measure == Measure.RATIO
    assert found.polarity == Polarity.HIGHER
    assert (
        found.numerator_label == "Banyaknya yang terpenuhi: Pengentasan Desa Tertinggal"
    )
    assert found.denominator_label == "Seluruh desa tertinggal pada awal tahun"
    assert found.across_people == AcrossPeople.RATIO


@pytest.mark.parametrize(
    ("text", "polarity"),
    [
        ("Persentase Penduduk Miskin", "lower"),
        ("Angka Kematian Ibu", "lower"),
        ("Prevalensi Stunting", "lower"),
        ("Jumlah Temuan BPK", "lower"),
        ("Persentase Temuan BPK yang Ditindaklanjuti", "higher"),
        ("Persentase Pengaduan yang Diselesaikan", "higher"),
        ("Jumlah Pengaduan Masyarakat", "lower"),
        ("Persentase Penurunan Angka Stunting", "higher"),
        ("Jumlah Laporan Pengaduan", "higher"),
    ],
)
def test_what_is_bad_counts_down_unless_it_is_being_dealt_with(
    text: str, polarity: str
) -> None:
    assert suggest(text).polarity == polarity


def test_what_is_on_time_asks_for_due_dates() -> None:
    found = suggest("Jumlah Laporan Keuangan yang Disusun Tepat Waktu")

    assert found.needs_due_dates
    assert "jatuh tempo" in found.operational_definition
    assert not suggest("Jumlah Laporan Keuangan").needs_due_dates


def test_a_report_of_the_year_is_suggested_once_a_year() -> None:
    assert suggest("Jumlah Laporan Keuangan Akhir Tahun").frequency == Frequency.YEAR
    assert suggest("Jumlah Laporan Keuangan").frequency == Frequency.QUARTER
