"""What the benchmark says of its figures."""

import json

import pytest

from tolok.demo import bench
from tolok.demo.measuring import TIMING, figure, percentile


def test_95_of_100_do_not_exceed_the_percentile() -> None:
    assert percentile([float(n) for n in range(1, 101)]) == 96
    assert percentile([5.0]) == 5


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
        "example": [figure("muat kantor contoh", 6.25, "s", 15)],
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

    status = bench.main(["--sqlite", "60"])

    said = capsys.readouterr().out
    assert status == 1
    assert "60 orang, sqlite" in said
    assert "46 orang, sqlite" in said
    assert "6,25 s" in said
    (missed,) = [line for line in said.splitlines() if line.endswith("di luar batas")]
    assert "/dasbor/ (head)" in missed
    assert "131,4 ms" in missed
    assert "PostgreSQL belum terpasang" in said
    kept = json.loads((home / "bench.json").read_text())
    assert [set(one) for one in kept] == [
        {"name", "size", "database", "value", "unit", "goal"}
    ] * 3
    assert kept[0]["database"] == "sqlite"
