"""Whole decrees, each held against its truth."""

import json

import pytest

from tests.reader.decree_texts import (
    DECREES,
    EXAMPLE,
    decree_of,
    doubts_of,
    expected,
    without_places,
)
from tolok.reader import check_decree, read_decree


@pytest.mark.parametrize(
    ("path", "truth"),
    [
        (EXAMPLE / "sk-iki-2026.txt", "lamongan-2026"),
        (DECREES / "social-2027-tabs.txt", "social-2027-tabs"),
        (DECREES / "health-2027-merged.docx", "health-2027-merged"),
        (DECREES / "civil-registry-2027-sheets.xlsx", "civil-registry-2027-sheets"),
        (DECREES / "education-2027-ruled.pdf", "education-2027-ruled"),
    ],
    ids=["lamongan", "social", "health", "civil-registry", "education"],
)
def test_a_decree_is_read_word_for_word_as_it_stands(path, truth):
    read = read_decree(path, name=path.name)

    assert without_places(read.decree) == without_places(expected(truth))
    check_decree(read.decree)


def test_the_lamongan_decree_has_all_its_positions_units_and_indicators():
    decree = read_decree(EXAMPLE / "sk-iki-2026.txt", name="sk.txt").decree
    positions = decree["positions"]
    objectives = [o for p in positions for o in p["objectives"]]

    assert len(positions) == 36
    assert len(decree["units"]) == 9
    assert len(objectives) == 106
    assert sum(len(o["indicators"]) for o in objectives) == 117
    assert sum(len(p["duties"]) for p in positions) == 33
    assert sum(len(p["functions"]) for p in positions) == 63


def test_the_example_decree_is_what_the_reader_reads_from_its_text():
    read = read_decree(EXAMPLE / "sk-iki-2026.txt", name="sk-iki-2026.txt")
    stored = json.loads((EXAMPLE / "decree.json").read_text(encoding="utf-8"))

    assert read.decree == stored, (
        "Buat ulang: tolok read examples/lamongan-2026/sk-iki-2026.txt --json "
        "> examples/lamongan-2026/decree.json"
    )


def test_every_place_points_at_the_line_that_says_it():
    read = read_decree(EXAMPLE / "sk-iki-2026.txt", name="sk.txt")

    for position in read.decree["positions"]:
        assert position["title"] in read.lines[position["where"]["line"] - 1]
        for objective in position["objectives"]:
            for indicator in objective["indicators"]:
                opening = " ".join(indicator["text"].split()[:3])
                assert opening in read.lines[indicator["where"]["line"] - 1]


def test_what_the_reader_joined_split_or_doubted_is_told_with_its_place():
    decree = read_decree(EXAMPLE / "sk-iki-2026.txt", name="sk.txt").decree
    told = {
        (finding["code"], finding["where"]["line"], finding["position"])
        for finding in decree["findings"]
    }

    assert {
        ("function-cut-in-two", 61, "p01"),
        ("numbering-runs-on", 78, "p02"),
        ("cell-split", 96, "p02"),
        ("cell-split", 234, "p13"),
        ("labels-mixed-up", 217, "p13"),
        ("orphan-number", 255, "p15"),
        ("numbering-gap", 261, "p16"),
        ("numbering-restarts", 268, "p17"),
        ("row-joined", 292, "p19"),
        ("not-a-measure", 329, "p22"),
        ("row-marked-as-head", 398, "p30"),
        ("duplicate-row", 454, "p35"),
        ("signature-differs", 462, None),
        ("annex-rank-misspelt", 462, None),
    } <= told


def test_every_finding_says_in_indonesian_what_to_do():
    decree = read_decree(EXAMPLE / "sk-iki-2026.txt", name="sk.txt").decree

    for finding in decree["findings"]:
        assert finding["message"].endswith(".")
        assert finding["suggestion"]
        assert finding["severity"] in ("error", "warning", "notice")


def test_a_clean_decree_is_read_without_doubts():
    decree = read_decree(DECREES / "health-2027-merged.docx", name="a.docx").decree

    assert doubts_of(decree) == []


def test_the_source_is_named_by_file_kind_and_hash():
    content = (DECREES / "social-2027-tabs.txt").read_bytes()

    source = decree_of(content, "map/social-2027-tabs.txt")["source"]

    assert source == {
        "file": "social-2027-tabs.txt",
        "sha256": "a170db3c31c6a1d6fbf21d3e25b5c0a00f80329447cf8cc2c1960411ade9f85f",
        "kind": "text",
        "pages": None,
    }
