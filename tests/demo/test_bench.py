"""What the benchmark says of its figures."""

import json

import pytest

from tolok.cli.bench import PARTS
from tolok.decrees.comparison import Change, compare
from tolok.demo import bench, example
from tolok.demo.durations import percentile, warm
from tolok.demo.measuring import (
    MANY_POSITIONS,
    TIMING,
    a_year_later,
    figure,
)
from tolok.demo.reading_speed import EXAMPLE, long_decree
from tolok.reader import check_decree


def test_95_of_100_do_not_exceed_the_percentile() -> None:
    assert percentile([float(n) for n in range(1, 101)]) == 96
    assert percentile([5.0]) == 5


def test_the_first_runs_only_warm_up_unless_there_are_no_others() -> None:
    assert warm([90.0, 80.0, 70.0, 60.0, 5.0, 6.0]) == [5.0, 6.0]
    assert warm([90.0, 80.0]) == [90.0, 80.0]


@pytest.mark.parametrize(
    ("value", "goal", "missed"),
    [(99, 100, False), (101, 100, True), (101, None, False)],
)
def test_a_figure_is_missed_only_above_its_goal(value, goal, missed) -> None:
    assert bench.is_missed(figure("halaman", value, "ms", goal)) is missed


def test_the_header_that_pages_send_is_understood() -> None:
    found = TIMING.search('app;dur=12.5, db;dur=3.1;desc="7"')

    assert found is not None
    assert found.groups() == ("12.5", "3.1", "7")


def test_figures_are_printed_kept_and_judged(monkeypatch, capsys, home) -> None:
    told = {
        "pages": [figure("baca naskah teks Lamongan", 0.21, "s", 0.3)],
        "compared": [figure("bandingkan 44 jabatan", 61.0, "ms", 200)],
        "documents": [figure("muat kantor contoh", 6.25, "s", 15, 5.5)],
        "office": [
            figure("/beranda/ (staff)", 31.0, "ms", 100),
            figure("/dasbor/ (head)", 131.4, "ms", 100),
        ],
    }

    def measured(command, **_how):
        what, _people, out = command[-3:]
        with open(out, "w") as opened:
            json.dump(told[what], opened)

    monkeypatch.setattr(bench.subprocess, "run", measured)
    monkeypatch.setattr(bench.postgresql, "is_there", lambda: False)

    status = bench.main(
        bench.Sizes(people=60), ["reader", "documents", "office", "regency"]
    )

    said = capsys.readouterr().out
    assert status == 1
    assert "60 orang, sqlite" in said
    assert "Membaca\n" in said
    (load,) = [line for line in said.splitlines() if "muat kantor contoh" in line]
    assert load.split() == ["muat", "kantor", "contoh", "6,25", "s", "15", "5,5"]
    (missed,) = [line for line in said.splitlines() if line.endswith("di luar batas")]
    assert "/dasbor/ (head)" in missed
    assert "131,4 ms" in missed
    assert "PostgreSQL belum terpasang" in said
    kept = json.loads((home / "bench.json").read_text())
    assert [set(one) for one in kept] == [
        {"part", "name", "size", "database", "value", "unit", "goal", "cpu"}
    ] * 5
    assert [one["size"] for one in kept[:3]] == [60, 46, 46]
    assert [one["part"] for one in kept[1:4]] == ["reader", "documents", "office"]


def test_the_command_offers_the_parts_that_can_be_measured() -> None:
    assert tuple(bench.PARTS) == PARTS


def test_a_long_decree_keeps_each_unit_and_superior_within_its_own_part() -> None:
    decree = json.loads((EXAMPLE / "decree.json").read_bytes())

    longer = long_decree(decree, 3)

    check_decree(longer)
    assert len(longer["positions"]) == 3 * len(decree["positions"])


def test_the_decrees_that_are_compared_are_as_large_and_as_different_as_said() -> None:
    wide = long_decree(example.decree(), 28)
    later = a_year_later(wide)

    found = compare(wide, later)

    assert len(wide["positions"]) >= MANY_POSITIONS
    assert found.total[Change.REWORDED] > 800
    assert found.total[Change.ADDED] > 100
