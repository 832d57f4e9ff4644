"""`tolok lint` tells faults, needs no database, and never changes the file."""

import json
from pathlib import Path

import pytest

from tolok.cli.__main__ import main


ROOT = Path(__file__).resolve().parents[2]
DECREE = ROOT / "tests" / "reader" / "decrees" / "social-2027-tabs.txt"


def test_findings_are_grouped_with_place_and_suggestion(capsys) -> None:
    status = main(["lint", str(DECREE)])

    shown = capsys.readouterr().out
    assert status == 1
    assert shown.startswith("Temuan: ")
    assert "baris 206: Sasaran “Terlaksananya Meningkatnya" in shown
    assert "Saran: Tulis “Meningkatnya" in shown


def test_notices_alone_are_no_failure(capsys, tmp_path) -> None:
    pack = tmp_path / "kantor.yaml"
    rules = [rule["code"] for rule in all_rules(capsys)]
    pack.write_text("rules:\n" + "".join(f"  {code}: notice\n" for code in rules))

    status = main(["lint", str(DECREE), "--lint-pack", str(pack)])

    assert status == 0
    assert "peringatan" not in capsys.readouterr().out.splitlines()[0]


def all_rules(capsys) -> list[dict]:
    assert main(["lint", "--rules", "--json"]) == 0
    rules: list[dict] = json.loads(capsys.readouterr().out)
    return rules


def test_the_rules_are_listed_with_their_grounds(capsys) -> None:
    rules = all_rules(capsys)

    assert len(rules) > 60
    assert all(rule["title"] and rule["grounds"] for rule in rules)
    assert main(["lint", "--rules", "--lint-pack", "ringan"]) == 0
    assert "mati" in capsys.readouterr().out


def test_a_decree_as_json_is_looked_at_again(capsys, tmp_path) -> None:
    assert main(["read", str(DECREE), "--json"]) == 0
    file = tmp_path / "sk.json"
    file.write_text(capsys.readouterr().out, encoding="utf-8")

    status = main(["lint", str(file), "--severity", "peringatan", "--json"])

    findings = json.loads(capsys.readouterr().out)
    assert status == 1
    assert {finding["severity"] for finding in findings} == {"warning"}


def test_read_takes_a_pack_too(capsys, tmp_path) -> None:
    assert main(["read", str(DECREE), "--json", "--lint-pack", "ringan"]) == 0

    codes = {f["code"] for f in json.loads(capsys.readouterr().out)["findings"]}
    assert "word-nonstandard" not in codes
    assert "word-misspelt" in codes


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["lint"], "Sebutkan berkas"),
        (["lint", "/tidak/ada.txt"], "tidak ada"),
        (["lint", str(DECREE), "--lint-pack", "/tidak/ada.yaml"], "tidak dapat dibuka"),
    ],
)
def test_what_cannot_be_done_is_refused_with_the_reason(
    capsys, arguments, told
) -> None:
    status = main(arguments)

    shown = capsys.readouterr()
    assert (status, shown.out) == (2, "")
    assert told in shown.err


def test_json_that_is_no_decree_is_refused(capsys, tmp_path) -> None:
    file = tmp_path / "lain.json"
    file.write_text("{}")

    assert main(["lint", str(file)]) == 2
    assert "tolok-decree/1" in capsys.readouterr().err
