"""The rule files keep their form, and each value says where it comes from."""

import json
from datetime import date
from decimal import Decimal

import jsonschema
import pytest

from tolok.rules.loader import (
    NATIONAL_FOLDER,
    check_shape,
    load_library,
    read_file,
)
from tolok.rules.packs import get_rule_set, get_scale


FILES = [
    pytest.param(path, shape, id=path.relative_to(NATIONAL_FOLDER).as_posix())
    for folder, shape in [
        ("parameters", "parameter"),
        ("citations", "document"),
        ("packs", "pack"),
        ("cases", "cases"),
    ]
    for path in sorted((NATIONAL_FOLDER / folder).rglob("*.yaml"))
]
LIBRARY = load_library()


def test_the_schema_is_a_schema() -> None:
    schema = json.loads((NATIONAL_FOLDER / "schema.json").read_text(encoding="utf-8"))

    jsonschema.Draft202012Validator.check_schema(schema)


@pytest.mark.parametrize(("path", "shape"), FILES)
def test_a_rule_file_keeps_to_the_schema(path, shape) -> None:
    check_shape(read_file(path), shape, path)


def test_every_value_cites_a_document_that_has_a_file() -> None:
    for origin, content in LIBRARY.files["parameters"].values():
        for entry in content["values"].values():
            assert LIBRARY.cite(entry["citation"], content["checked"], origin)


def test_every_document_is_cited_or_used_as_a_source_in_words() -> None:
    text = "".join(
        path.read_text(encoding="utf-8")
        for folder in ("parameters", "packs")
        for path in (NATIONAL_FOLDER / folder).rglob("*.yaml")
    )

    for key, (_, content) in LIBRARY.files["citations"].items():
        assert f"document: {key}" in text or content["short"] in text


def test_every_parameter_is_used_by_a_pack_or_a_working_or_is_a_scale() -> None:
    workings = "".join(
        path.read_text(encoding="utf-8")
        for path in (NATIONAL_FOLDER.parent / "scoring" / "workings").glob("*.py")
    )
    used = {
        name
        for pack in LIBRARY.packs.values()
        for name in [*pack.formulas.values(), *pack.parameters.values()]
    }

    for key in LIBRARY.files["parameters"]:
        assert key in used or key.startswith("skala/") or f'"{key}"' in workings


def test_a_repealed_pack_ends_on_the_day_before_its_classes_do() -> None:
    pack = LIBRARY.pack("permenpanrb-8-2021")
    classes = LIBRARY.parameter("capaian/kelas-permenpanrb-8-2021")

    repealed = [
        date.fromisoformat(day)
        for day, entry in classes.content["values"].items()
        if entry["value"] is None
    ]
    assert [(day - pack.ends_on).days for day in repealed] == [1]


@pytest.mark.parametrize("pack", LIBRARY.packs.values(), ids=LIBRARY.packs)
def test_every_pack_is_whole_on_its_first_and_last_day(pack) -> None:
    for day in {pack.starts_on, pack.ends_on or date(2099, 12, 31)}:
        rules = get_rule_set(LIBRARY, pack.key, day, False)

        assert set(rules.formulas) == {
            "higher",
            "lower",
            "range",
            "stable",
            "zero",
            "yes_no",
            "date",
            "grade",
        }
        assert rules.classes[-1].bound is None


@pytest.mark.parametrize(
    ("key", "value", "grade"),
    [
        ("akip", "90.01", "AA"),
        ("akip", "90", "A"),
        ("akip", "70.01", "BB"),
        ("akip", "70", "B"),
        ("akip", "60", "CC"),
        ("akip", "30", "D"),
        ("akip", "0", "D"),
        ("skm", "88.31", "A"),
        ("skm", "88.30", "B"),
        ("skm", "76.61", "B"),
        ("skm", "65", "C"),
        ("skm", "64.99", "D"),
        ("skm", "24.99", None),
        ("opini", "4", None),
    ],
)
def test_a_number_lies_in_the_grade_whose_bound_it_reaches(key, value, grade) -> None:
    scale = get_scale(LIBRARY, key, date(2026, 12, 31))

    place = scale.place_of_number(Decimal(value))

    assert (None if place is None else scale.grades[place].name) == grade


def test_numbers_of_a_file_stay_text() -> None:
    entry = LIBRARY.parameter("capaian/batas-rerata").entry_at(date(2026, 1, 1))

    assert entry["value"] == "120"
