"""`tolok read` and `tolok score` need no database, no settings and no home."""

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from tolok.cli.__main__ import main


ROOT = Path(__file__).resolve().parents[2]
DECREE = sorted((ROOT / "tests" / "reader" / "decrees").glob("social*.txt"))[0]
LINE = {"id": 7, "on": "2026-06-30", "polarity": "higher"} | {
    "target": "80 %",
    "realisation": "78,5 %",
}


def test_read_shows_positions_and_findings(capsys) -> None:
    status = main(["read", str(DECREE)])

    shown = capsys.readouterr().out
    assert status == 0
    assert "Keputusan" in shown
    assert "Jabatan" in shown
    assert "indikator" in shown


def test_read_prints_the_whole_as_json(capsys) -> None:
    status = main(["read", str(DECREE), "--json"])

    decree = json.loads(capsys.readouterr().out)
    assert status == 0
    assert decree["format"] == "tolok-decree/1"
    assert decree["source"]["file"] == DECREE.name
    assert decree["positions"]


@pytest.mark.parametrize("command", ["read", "score"])
def test_a_file_that_is_not_there_is_refused(capsys, command) -> None:
    status = main([command, "/tidak/ada.txt"])

    told = capsys.readouterr()
    assert (status, told.out) == (2, "")
    assert "tidak ada" in told.err


def test_a_file_that_is_no_decree_is_refused_without_json(capsys, tmp_path) -> None:
    file = tmp_path / "kosong.txt"
    file.write_text("")

    status = main(["read", str(file), "--json"])

    told = capsys.readouterr()
    assert (status, told.out) == (2, "")
    assert "kosong" in told.err


def test_score_answers_each_line_in_order(capsys, tmp_path) -> None:
    file = tmp_path / "baris.jsonl"
    file.write_text("\n".join(json.dumps(LINE | {"id": n}) for n in (1, 2)))

    status = main(["score", str(file)])

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert [(a["id"], a["status"], a["achievement"]) for a in answers] == [
        (1, "computed", "98.13"),
        (2, "computed", "98.13"),
    ]


def test_score_reads_standard_input(capsys, monkeypatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(json.dumps(LINE)))

    assert main(["score", "-"]) == 0
    assert json.loads(capsys.readouterr().out)["id"] == 7


def test_score_refuses_a_file_that_is_no_text(capsys, tmp_path) -> None:
    file = tmp_path / "gambar.png"
    file.write_bytes(b"\x89PNG\xff\xfe")

    assert main(["score", str(file)]) == 2
    assert "bukan teks UTF-8" in capsys.readouterr().err


@pytest.mark.parametrize("arguments", [["read", str(DECREE)], ["score", "-"]])
def test_reading_and_scoring_start_no_django_and_make_no_home(
    arguments, tmp_path
) -> None:
    code = (
        "import sys; from tolok.cli.__main__ import main; main(sys.argv[1:]); "
        "sys.exit('django' in sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env={**os.environ, "TOLOK_HOME": str(tmp_path / "home")},
        input=json.dumps(LINE),
        capture_output=True,
        text=True,
        check=False,
    )

    assert done.returncode == 0, done.stderr
    assert not (tmp_path / "home").exists()
