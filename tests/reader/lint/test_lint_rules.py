"""Each rule finds its bad example and leaves its good one alone; packs; replacements."""

import copy
import json

import pytest

from tests.reader.decree_texts import DECREES, EXAMPLE, decree_of
from tolok.reader import check_decree, read_decree
from tolok.reader.lint import (
    UnfitPack,
    apply_fix,
    find_in_decree,
    get_rule,
    list_packs,
    list_rules,
    load_pack,
    relint,
    replacements,
)
from tolok.reader.lint.examples import build_decree, lessons


RULES = list_rules()
CODES = [rule.code for rule in RULES]


@pytest.fixture(scope="module")
def lamongan():
    return read_decree(EXAMPLE / "sk-iki-2026.txt", name="sk.txt").decree


@pytest.fixture
def one_row():
    """A decree of one position with one objective and one indicator."""

    def build(objective, indicator, **more):
        return build_decree({"rows": [[objective, indicator]], **more})

    return build


def codes(decree, pack=None):
    return {finding["code"] for finding in find_in_decree(decree, pack)}


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_a_rule_finds_what_its_page_calls_bad(rule):
    assert lessons()[rule.code].bad.found(rule)


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_a_rule_leaves_alone_what_its_page_calls_good(rule):
    assert lessons()[rule.code].good.found(rule) == []


@pytest.mark.parametrize("rule", RULES, ids=CODES)
def test_a_rule_says_why_and_on_what_ground(rule):
    assert rule.summary.endswith(".")
    assert lessons()[rule.code].why.endswith(".")
    assert rule.grounds
    for found in lessons()[rule.code].bad.found(rule):
        assert found.message.endswith(".")
        assert found.suggestion


def test_no_explanation_is_left_of_a_rule_that_is_gone():
    assert set(lessons()) == set(CODES)


def test_a_ground_that_nobody_checked_says_so():
    grounds = {ground for rule in RULES for ground in rule.grounds}

    assert {ground.seen for ground in grounds} == {True, False}
    assert all(("belum dicocokkan" in str(ground)) != ground.seen for ground in grounds)


def test_an_examples_decree_has_the_form_of_the_contract(one_row):
    decree = one_row("Tertatanya arsip", "Jumlah boks arsip")
    decree["source"]["sha256"] = "0" * 64

    check_decree(decree)

    assert decree["positions"][0]["objectives"]


# ---------------------------------------------------------------- packs


def write(tmp_path, text):
    file = tmp_path / "paket.yaml"
    file.write_text(text, encoding="utf-8")
    return file


def test_an_office_switches_a_rule_off_or_turns_it_up(tmp_path, one_row):
    decree = one_row("Tertatanya arsip", "Prosentase arsip yang tertib")
    pack = load_pack(
        write(tmp_path, "rules:\n  vague-word: off\n  word-nonstandard: error\n")
    )

    findings = find_in_decree(decree, pack)

    severities = {f["code"]: f["severity"] for f in findings}
    assert "vague-word" not in severities
    assert severities["word-nonstandard"] == "error"
    assert {"vague-word", "word-nonstandard"} <= codes(decree)


def test_an_office_sets_a_threshold(tmp_path, one_row):
    decree = one_row("Tertibnya arsip", "Jumlah arsip", title="Pengelola Keuangn")
    strict = load_pack(write(tmp_path, "thresholds:\n  misspelt_from: 100\n"))

    assert "word-misspelt" in codes(decree)
    assert "word-misspelt" not in codes(decree, strict)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("rules:\n  tidak-ada: off\n", "tidak-ada"),
        ("rules:\n  vague-word: keras\n", "keras"),
        ("rules: [vague-word]\n", "rules"),
        ("thresholds:\n  tinggi: 3\n", "tinggi"),
        ("thresholds:\n  near_from: banyak\n", "near_from"),
        ("aturan: {}\n", "name, rules, dan thresholds"),
        ("rules: [\n", "YAML"),
    ],
)
def test_a_pack_that_says_something_unknown_is_refused_with_its_name(
    tmp_path, text, told
):
    with pytest.raises(UnfitPack, match=told):
        load_pack(write(tmp_path, text))


def test_a_pack_that_is_not_there_is_refused_and_ours_are_named(tmp_path):
    with pytest.raises(UnfitPack, match="baku"):
        load_pack(tmp_path / "tidak-ada.yaml")


@pytest.mark.parametrize("name", list_packs())
def test_our_own_packs_can_be_used(name, lamongan):
    assert find_in_decree(lamongan, load_pack(name))


def test_the_light_pack_tells_less(lamongan):
    assert len(find_in_decree(lamongan, load_pack("ringan"))) < len(
        find_in_decree(lamongan)
    )


# ---------------------------------------------------------------- after a correction


def test_every_replacement_can_be_applied_and_its_finding_goes(lamongan):
    told = [f for f in find_in_decree(lamongan) if replacements(f, lamongan)]

    assert len({finding["code"] for finding in told}) > 10
    for finding in told[::3]:
        mended = lamongan
        for fix in replacements(finding, lamongan):
            mended = apply_fix(mended, fix)
        assert mended != lamongan
        assert replacements(finding, mended) == ()


def test_a_replacement_of_a_text_that_changed_since_is_refused(lamongan):
    finding = next(
        f for f in find_in_decree(lamongan) if f["code"] == "opening-doubled"
    )
    (fix,) = replacements(finding, lamongan)
    mended = apply_fix(lamongan, fix)

    with pytest.raises(ValueError, match="sudah berubah"):
        apply_fix(mended, fix)
    assert replacements(finding, mended) == ()


def test_applying_a_replacement_leaves_the_given_decree_alone(lamongan):
    before = copy.deepcopy(lamongan)
    finding = next(
        f for f in find_in_decree(lamongan) if f["code"] == "opening-doubled"
    )

    apply_fix(lamongan, replacements(finding, lamongan)[0])

    assert lamongan == before


def test_findings_on_the_source_stay_when_a_decree_is_looked_at_again(lamongan):
    again = relint(lamongan)

    of_source = [f for f in lamongan["findings"] if get_rule(f["code"]).from_source]
    assert [f for f in again if get_rule(f["code"]).from_source] == of_source
    assert {f["code"] for f in again} == {f["code"] for f in lamongan["findings"]}


def test_findings_on_the_source_go_with_their_position(lamongan):
    decree = copy.deepcopy(lamongan)
    decree["positions"] = [p for p in decree["positions"] if p["id"] != "p02"]

    assert {f["position"] for f in relint(decree)} & {"p02"} == set()


def test_the_same_decree_gives_the_same_findings_in_the_same_order():
    text = (DECREES / "social-2027-tabs.txt").read_text(encoding="utf-8")

    assert decree_of(text)["findings"] == decree_of(text)["findings"]


# ---------------------------------------------------------------- few false alarms


@pytest.mark.parametrize(
    ("objective", "indicator"),
    [
        ("Menurunnya angka kematian ibu", "Angka kematian ibu per 100.000 kelahiran"),
        ("Meningkatnya kepatuhan wajib pajak", "Persentase wajib pajak yang melapor"),
        ("Tersedianya sarana dan prasarana desa", "Jumlah sarana dan prasarana desa"),
        ("Meningkatnya mutu pelayanan", "Indeks Kepuasan Masyarakat kategori baik"),
    ],
)
def test_a_sound_row_is_not_doubted(one_row, objective, indicator):
    doubts = {
        f["code"]
        for f in find_in_decree(one_row(objective, indicator))
        if f["code"] not in ("target-missing", "formula-missing")
        and f["severity"] != "notice"
    }

    assert doubts == set()


@pytest.mark.parametrize(
    "word",
    [
        "kecamatan",
        "mempelajari",
        "pertanggungjawaban",
        "Epidemiolog",
        "penyelenggaraan",
        "ketatausahaan",
        "menindaklanjuti",
        "keterisian",
        "Posyandu",
        "Kemendagri",
        "Tirtamulya",
    ],
)
def test_a_word_of_offices_or_a_name_is_not_called_misspelt(one_row, word):
    decree = one_row("Tertibnya arsip", f"Jumlah laporan {word} tahunan")

    assert "word-misspelt" not in codes(decree)


@pytest.mark.parametrize(
    ("wrong", "right"),
    [
        ("Operasioanl", "operasional"),
        ("penyaliaan", "penyeliaan"),
        ("Pelayannan", "pelayanan"),
        ("Pengelolahan", "pengelolaan"),
    ],
)
def test_a_slip_is_told_with_the_likely_word(one_row, wrong, right):
    decree = one_row(
        "Tertibnya penyeliaan pelayanan dan pengelolaan operasional",
        f"Jumlah laporan {wrong}",
    )

    (found,) = [f for f in find_in_decree(decree) if f["code"] == "word-misspelt"]

    assert f"“{right}”" in found["suggestion"]


def test_spelling_is_folded_when_rows_are_compared():
    decree = build_decree(
        {
            "rows": [
                ["Terlaksananya kerja sama desa", "Prosentase obyek kerja sama"],
                ["Terlaksananya kerjasama desa", "Persentase objek kerjasama"],
            ]
        }
    )

    assert "duplicate-row" in codes(decree)


def test_three_thousand_positions_take_no_quadratic_time():
    row = [["Tertatanya arsip nomor", "Jumlah arsip nomor"]]
    many = build_decree(
        {
            "positions": [
                {"title": f"Pengelola {n}", "rows": [[f"{a} {n}", f"{b} {n}"]]}
                for n in range(3000)
                for a, b in row
            ]
        }
    )

    findings = find_in_decree(many)

    # Numbers are no content words: all rows are one group, told once.
    assert [f["code"] for f in findings].count("row-shared") <= 1
    assert len(json.dumps(findings)) < 200_000
