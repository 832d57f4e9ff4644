"""Which rule holds on a day, who says so, and what a region may lay over it."""

from datetime import date
from pathlib import Path

import pytest

from tolok.rules.loader import (
    NotInForce,
    RuleFileInvalid,
    RuleUnknown,
    load_library,
    read_file,
)
from tolok.rules.packs import get_rollup, get_rule_set, get_scale


DAY = date(2026, 12, 31)
LIBRARY = load_library()


@pytest.fixture
def region(tmp_path: Path):
    """A folder with a pack of its own: names, bounds and a cap."""

    def write(path: str, text: str) -> None:
        file = tmp_path / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")

    write("region.yaml", "name: Kabupaten Contoh\n")
    write(
        "citations/perbup-contoh.yaml",
        "title: Peraturan Bupati Contoh\nshort: Perbup Contoh 7/2026\n"
        "address: null\nmark: SEEN\n",
    )
    write(
        "parameters/contoh/batas.yaml",
        "name: Batas capaian\ndescription: Batas.\nunit: percent\nkind: scalar\n"
        "values:\n  2026-01-01:\n    value: 110\n"
        "    citation: {document: perbup-contoh, article: Pasal 4, page: '7', mark: SEEN}\n"
        "checked: {by: Bagian Hukum, date: 2026-02-01}\n",
    )
    write(
        "packs/contoh-2026.yaml",
        "name: Aturan Kabupaten Contoh\ndescription: Berbatas 110.\n"
        "extends: permendagri-86-2017\nparameters: {cap: contoh/batas}\nchecked: null\n",
    )
    write.folder = tmp_path
    return write


def test_a_parameter_has_no_value_before_its_first_day() -> None:
    with pytest.raises(NotInForce, match="baru berlaku sejak 1 Januari 2021"):
        LIBRARY.at(date(2020, 12, 31), "capaian/kelas-permenpanrb-8-2021")


def test_a_repealed_parameter_has_no_value() -> None:
    with pytest.raises(NotInForce, match="dicabut sejak 1 Januari 2022"):
        LIBRARY.at(date(2022, 1, 1), "capaian/kelas-permenpanrb-8-2021")


def test_names_that_do_not_exist_are_said() -> None:
    with pytest.raises(RuleUnknown, match="permendagri-86-2017"):
        LIBRARY.pack("tidak-ada")
    with pytest.raises(RuleUnknown, match="tidak-ada"):
        LIBRARY.parameter("tidak-ada")
    with pytest.raises(RuleUnknown, match="akip, idm"):
        get_scale(LIBRARY, "tidak-ada", DAY)


def test_a_citation_names_document_page_mark_and_check() -> None:
    said = LIBRARY.at(DAY, "capaian/rumus-higher").citation

    assert said == (
        "PermenPANRB 8/2021, lampiran, kondisi normal, hlm. 91 (SEEN: terbaca di "
        "salinan umum; belum diperiksa terhadap naskah resmi)"
    )


def test_a_document_without_a_file_cannot_be_cited() -> None:
    with pytest.raises(RuleFileInvalid, match="tidak-ada"):
        LIBRARY.cite({"document": "tidak-ada", "article": "1", "mark": "KU"}, None)


def test_a_pack_without_a_successor_says_only_when_it_ended(region) -> None:
    region(
        "packs/contoh-2026.yaml",
        "name: Aturan Contoh\ndescription: D.\nextends: permendagri-86-2017\n"
        "in_force: {from: 2026-01-01, until: 2026-06-30,"
        " citation: {document: perbup-contoh, article: Pasal 9, mark: SEEN}}\n"
        "checked: null\n",
    )

    pack = load_library(region.folder).pack("contoh-2026")

    assert pack.rule_day(date(2026, 6, 30), elect=False) == date(2026, 6, 30)
    assert pack.rule_day(date(2026, 7, 1), elect=True) == date(2026, 6, 30)
    with pytest.raises(NotInForce, match=r"30 Juni 2026\. Pilih"):
        pack.rule_day(date(2026, 7, 1), elect=False)
    with pytest.raises(NotInForce, match="belum berlaku"):
        pack.rule_day(date(2025, 12, 31), elect=True)


def test_a_region_caps_and_the_rules_say_who_spoke(region) -> None:
    rules = get_rule_set(load_library(region.folder), "contoh-2026", DAY, False)

    assert rules.spoke == (
        "paket daerah Kabupaten Contoh di atas paket nasional permendagri-86-2017; "
        "ketentuan daerah: batas atas"
    )
    assert rules.cap is not None
    assert rules.cap.citation == (
        "Perbup Contoh 7/2026, Pasal 4, hlm. 7 (SEEN: terbaca di salinan umum; diperiksa "
        "oleh Bagian Hukum pada 1 Februari 2026; berkas daerah Kabupaten Contoh)"
    )
    assert rules.classes[0].name == "Sangat Tinggi"


def test_a_region_may_replace_a_national_parameter_by_its_name(region) -> None:
    path = "parameters/capaian/kelas-permendagri-86-2017.yaml"
    region(
        path,
        "name: Kelas\ndescription: D.\nunit: percent\nkind: brackets\n"
        "values:\n  2017-01-01:\n    value:\n"
        "      - {name: Istimewa, rank: 5, from: 95}\n      - {name: Lain, rank: 1}\n"
        "    citation: {document: perbup-contoh, article: Pasal 5, mark: SEEN}\n"
        "checked: null\n",
    )

    rules = get_rule_set(load_library(region.folder), "permendagri-86-2017", DAY, False)

    assert [rule.name for rule in rules.classes] == ["Istimewa", "Lain"]
    assert rules.spoke == "paket daerah Kabupaten Contoh; ketentuan daerah: kelas"


def test_a_national_pack_stays_national_where_the_region_is_silent(region) -> None:
    rules = get_rule_set(
        load_library(region.folder), "permenpanrb-8-2021", date(2021, 6, 30), False
    )

    assert rules.spoke == "paket nasional"


def test_the_folder_may_be_named_by_the_environment(region, monkeypatch) -> None:
    monkeypatch.setenv("TOLOK_RULES", str(region.folder))

    assert load_library().region_name == "Kabupaten Contoh"


def test_a_folder_without_a_name_is_refused(tmp_path) -> None:
    with pytest.raises(RuleFileInvalid, match=r"region\.yaml"):
        load_library(tmp_path)


BAD_FILES = [
    ("packs/contoh-2026.yaml", "name: [", "tidak terbaca"),
    ("packs/contoh-2026.yaml", "- satu\n", "pasangan kunci"),
    ("packs/contoh-2026.yaml", "name: A\nname: B\n", "kunci ganda: name"),
    (
        "packs/contoh-2026.yaml",
        "name: A\ndescription: B\nchecked: null\n",
        "awal berkas",
    ),
    (
        "packs/contoh-2026.yaml",
        "name: A\ndescription: B\nextends: tidak-ada\nchecked: null\n",
        "bukan paket nasional",
    ),
    (
        "packs/contoh-2026.yaml",
        "name: A\ndescription: B\nextends: permendagri-86-2017\n"
        "parameters: {cap: contoh/hilang}\nchecked: null\n",
        "contoh/hilang",
    ),
    (
        "packs/contoh-2026.yaml",
        "name: A\ndescription: B\nextends: permendagri-86-2017\nin_force: {from:"
        " 2026-02-31, until: null, citation: {document: perbup-contoh, article: A,"
        " mark: KU}}\nchecked: null\n",
        "2026-02-31",
    ),
    (
        "parameters/contoh/batas.yaml",
        "name: A\ndescription: B\nunit: percent\nkind: scalar\nvalues:\n  2026-13-01:\n"
        "    value: 1\n    citation: {document: perbup-contoh, article: A, mark: KU}\n"
        "checked: null\n",
        "2026-13-01",
    ),
    (
        "parameters/contoh/batas.yaml",
        "name: A\ndescription: B\nunit: percent\nkind: scalar\nvalues:\n  2026-01-01:\n"
        "    value: banyak\n    citation: {document: perbup-contoh, article: A, mark: KU}\n"
        "checked: null\n",
        "values/2026-01-01/value",
    ),
    (
        "parameters/contoh/batas.yaml",
        "name: A\ndescription: B\nunit: percent\nkind: scalar\nvalues:\n  2026-01-01:\n"
        "    value: 1\n    citation: {document: hilang, article: A, mark: KU}\n"
        "checked: null\n",
        "hilang",
    ),
    ("region.yaml", "nama: Contoh\n", "region.yaml"),
]


@pytest.mark.parametrize(("path", "text", "says"), BAD_FILES)
def test_a_regional_file_at_fault_is_named(region, path, text, says) -> None:
    region(path, text)

    with pytest.raises(RuleFileInvalid, match=says):
        load_library(region.folder)


def test_a_file_that_is_no_text_is_refused(tmp_path) -> None:
    file = tmp_path / "a.yaml"
    file.write_bytes(b"\xff\xfe\x00")

    with pytest.raises(RuleFileInvalid, match="tidak terbaca"):
        read_file(file)


CLASSES = (
    "name: Kelas\ndescription: D.\nunit: percent\nkind: brackets\n"
    "values:\n  2017-01-01:\n    value:\n{rows}"
    "    citation: {{document: perbup-contoh, article: Pasal 5, mark: SEEN}}\n"
    "checked: null\n"
)


@pytest.mark.parametrize(
    "rows",
    [
        "      - {name: A, rank: 5, from: 50}\n      - {name: B, rank: 4, from: 90}\n"
        "      - {name: C, rank: 1}\n",
        "      - {name: A, rank: 5, from: 50}\n      - {name: B, rank: 4, from: 50}\n"
        "      - {name: C, rank: 1}\n",
        "      - {name: A, rank: 5}\n      - {name: C, rank: 1}\n",
        "      - {name: A, rank: 5, from: 50}\n",
    ],
)
def test_classes_fall_from_best_to_worst_and_end_open(region, rows) -> None:
    region("parameters/contoh/kelas.yaml", CLASSES.format(rows=rows))
    region(
        "packs/contoh-2026.yaml",
        "name: A\ndescription: B\nextends: permendagri-86-2017\n"
        "parameters: {classes: contoh/kelas}\nchecked: null\n",
    )

    with pytest.raises(RuleFileInvalid, match="contoh/kelas"):
        get_rule_set(load_library(region.folder), "contoh-2026", DAY, False)


@pytest.mark.parametrize("part", ["classes", "decimals", "score_decimals"])
def test_a_pack_must_say_its_classes_and_rounding(region, part) -> None:
    region(
        "packs/contoh-2026.yaml",
        "name: A\ndescription: B\nextends: permendagri-86-2017\n"
        f"parameters: {{{part}: null}}\nchecked: null\n",
    )

    with pytest.raises(RuleFileInvalid, match=part):
        get_rule_set(load_library(region.folder), "contoh-2026", DAY, False)


@pytest.mark.parametrize(
    ("polarity", "formula"),
    [("higher", "capaian/rumus-date"), ("yes_no", "capaian/rumus-higher")],
)
def test_a_formula_must_fit_its_polarity(region, polarity, formula) -> None:
    region(
        "packs/contoh-2026.yaml",
        "name: A\ndescription: B\nextends: permendagri-86-2017\n"
        f"formulas: {{{polarity}: {formula}}}\nchecked: null\n",
    )

    with pytest.raises(RuleFileInvalid, match=polarity):
        get_rule_set(load_library(region.folder), "contoh-2026", DAY, False)


def test_a_region_may_take_the_limit_out_of_means(region) -> None:
    region(
        "packs/contoh-2026.yaml",
        "name: A\ndescription: B\nextends: permendagri-86-2017\n"
        "parameters: {rollup_cap: null}\nchecked: null\n",
    )

    limit, _ = get_rollup(load_library(region.folder), "contoh-2026", DAY)

    assert limit is None


def test_the_limit_of_means_is_cited_as_second_hand_and_unchecked() -> None:
    limit, _ = get_rollup(LIBRARY, "permendagri-86-2017", DAY)

    assert limit is not None
    assert str(limit.value) == "120"
    assert "second-hand" in limit.citation
    assert "belum diperiksa" in limit.citation


def test_regional_cases_are_read_with_their_types(region) -> None:
    region(
        "cases/contoh.yaml",
        "about: A\nsource: B\ncommon: {rules: contoh-2026, decimals: 2}\ncases:\n"
        "  - name: Satu\n    given: {elect: true, target_is_maximum: false, target: '5'}\n"
        "    expect: {status: refused}\n",
    )

    case = load_library(region.folder).cases[0]

    assert case.given == {
        "rules": "contoh-2026",
        "decimals": 2,
        "elect": True,
        "target_is_maximum": False,
        "target": "5",
    }
