"""`tolok rules`: the law library without database, settings or home."""

import io
import json

import pytest

from tolok.cli.__main__ import main


def test_the_library_is_listed_with_its_marks(capsys):
    status = main(["rules"])

    shown = capsys.readouterr().out
    assert status == 0
    assert "permenpanrb-6-2022/predikat" in shown
    assert "Indeks kepuasan masyarakat" in shown


def test_what_nobody_checked_is_listed(capsys):
    status = main(["rules", "--unchecked"])

    shown = capsys.readouterr().out
    assert status == 0
    assert "belum dicocokkan dengan naskah resmi" in shown
    assert "second-hand" in shown
    assert "convention" not in shown


def test_one_rule_is_shown_whole_with_source_and_note(capsys):
    status = main(["rules", "skala/indeks-desa"])

    shown = capsys.readouterr().out
    assert status == 0
    assert "Permendesa PDTT 9/2024" in shown
    assert "Terlihat pada satu aplikasi saja" in shown
    assert "79.63" in shown


def test_values_come_as_json_lines(capsys):
    main(["rules", "--unchecked", "--json"])

    found = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert all(not value["checked"] for value in found)
    assert {"parameter", "pack"} == {value["kind"] for value in found}


def test_a_rule_that_does_not_exist_is_refused(capsys):
    status = main(["rules", "tidak-ada"])

    assert status == 2
    assert "tidak-ada" in capsys.readouterr().err


def test_all_cases_hold(capsys):
    status = main(["rules", "--check"])

    assert status == 0
    assert "contoh hitungan cocok" in capsys.readouterr().out


@pytest.mark.usefixtures("clean_environment")
def test_a_regional_case_that_does_not_hold_is_told(capsys, tmp_path, monkeypatch):
    (tmp_path / "region.yaml").write_text("name: Kabupaten Contoh\n")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "contoh.yaml").write_text(
        "about: uji\nsource: uji\ncases:\n"
        '  - {name: "Salah hitung", given: {working: risiko, on: "2026-01-01", '
        'kemungkinan: "1", dampak: "1"}, expect: {class: Tinggi}}\n'
    )
    monkeypatch.setenv("TOLOK_RULES", str(tmp_path))

    status = main(["rules", "--check"])

    assert status == 1
    assert "Salah hitung" in capsys.readouterr().out


def test_lines_are_worked_out_in_order(capsys, monkeypatch):
    lines = [
        {"id": 1, "working": "risiko", "on": "2026-12-31"}
        | {"kemungkinan": "2", "dampak": "3"},
        {"id": 2, "working": "risiko", "on": "2026-12-31"},
    ]
    text = "\n".join(json.dumps(line) for line in lines) + "\n\nbukan json\n"
    monkeypatch.setattr("sys.stdin", io.StringIO(text))

    status = main(["rules", "--work", "-"])

    answers = [json.loads(line) for line in capsys.readouterr().out.splitlines()]
    assert status == 0
    assert [answer["status"] for answer in answers] == [
        "computed",
        "refused",
        "refused",
    ]
    assert (answers[0]["value"], answers[0]["class"]) == ("11.00", "Sedang")
    assert answers[0]["passport"]


def test_a_file_that_is_not_there_is_refused(capsys):
    assert main(["rules", "--work", "/tidak/ada.jsonl"]) == 2
    assert "tidak ada" in capsys.readouterr().err


def test_a_file_of_another_coding_is_refused(capsys, tmp_path):
    file = tmp_path / "lama.jsonl"
    file.write_bytes(b"\xff\xfe\x00")

    assert main(["rules", "--work", str(file)]) == 2
    assert "UTF-8" in capsys.readouterr().err


@pytest.mark.usefixtures("clean_environment")
def test_a_folder_without_region_is_refused(capsys, tmp_path, monkeypatch):
    monkeypatch.setenv("TOLOK_RULES", str(tmp_path))

    assert main(["rules"]) == 2
    assert "region.yaml" in capsys.readouterr().err
