"""What a reviewer does to a draft can be undone, and leaves a decree that holds."""

import copy
import json
from pathlib import Path as FilePath
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolok.decrees import corrections
from tolok.decrees.corrections import (
    CannotPart,
    NoSuchPlace,
    StillNeeded,
    TextMissing,
    parse_path,
)
from tolok.decrees.fields import CLASSES, LISTS, LONGEST_TEXT, MEASURE_KINDS, UNIT_KINDS
from tolok.decrees.steps import (
    NotAsExpected,
    Path,
    Step,
    apply,
    is_disturbed,
    turned_round,
    value_at,
)
from tolok.kernel.refusals import Refusal, Unfit
from tolok.reader import check_decree


SAMPLE = (
    FilePath(__file__).parents[1]
    / "reader"
    / "decrees"
    / "social-2027-tabs.expected.json"
)
READ: dict[str, Any] = json.loads(SAMPLE.read_text(encoding="utf-8"))
# A few positions are enough, and each example copies them.
READ["positions"] = READ["positions"][:4]
for read in READ["positions"]:
    if all(other["id"] != read["superior"] for other in READ["positions"]):
        read["superior"] = None
WORDS = st.text(
    st.characters(codec="utf-8", exclude_characters="\x00"), max_size=30
) | st.sampled_from(
    ["Persentase Layanan", "  a \n b ", "<script>", "2027", "Keputusan"]
)


def fresh() -> dict[str, Any]:
    return copy.deepcopy(READ) | {"dismissed": {}}


def places(whole: dict[str, Any]) -> list[Path]:
    """Return the path of every list of the decree that can be put in order."""

    def walk(value: Any, path: Path) -> list[Path]:
        found: list[Path] = []
        if isinstance(value, list):
            shape = ".".join("*" if isinstance(k, int) else k for k in path)
            if shape in LISTS:
                found.append(path)
            for index, row in enumerate(value):
                found += walk(row, (*path, index))
        elif isinstance(value, dict):
            for key, row in value.items():
                found += walk(row, (*path, key))
        return found

    return walk(whole, ())


def rows(whole: dict[str, Any]) -> list[Path]:
    return [
        (*place, index)
        for place in places(whole)
        for index in range(len(value_at(whole, place)))
    ]


def doings(whole: dict[str, Any], data: st.DataObject) -> list[Step]:
    """Draw one correction of any kind, at any place."""
    lists, all_rows = places(whole), rows(whole)
    kind = data.draw(
        st.sampled_from(
            ["change", "add", "drop", "move", "split", "join", "fix", "dismiss"]
        )
    )
    if kind == "add":
        return corrections.add(
            whole,
            data.draw(st.sampled_from(lists)),
            data.draw(WORDS),
            index=data.draw(st.none() | st.integers(0, 9)),
        )
    if kind == "dismiss":
        key = data.draw(st.sampled_from(["a", "b"]))
        if key in whole["dismissed"]:
            return corrections.recall(whole, key)
        return corrections.dismiss(whole, key, {"reason": data.draw(WORDS)})
    path = data.draw(st.sampled_from(all_rows))
    if kind == "drop":
        return corrections.drop(whole, path)
    if kind == "join":
        return corrections.join(whole, path)
    if kind == "split":
        return corrections.split(whole, path, data.draw(st.lists(WORDS, max_size=3)))
    if kind == "move":
        place = data.draw(st.sampled_from(lists))
        return corrections.move(whole, path, place, data.draw(st.integers(-1, 9)))
    row = value_at(whole, path)
    keys = [key for key, value in row.items() if not isinstance(value, (list, dict))]
    field = (*path, data.draw(st.sampled_from(keys)))
    if kind == "fix":
        standing = value_at(whole, field)
        return corrections.fix(whole, field, str(standing)[:4], data.draw(WORDS))
    references = [row["id"] for row in whole["units"] + whole["positions"]]
    chosen = st.sampled_from([*references, *CLASSES, *UNIT_KINDS, *MEASURE_KINDS])
    return corrections.change(whole, field, data.draw(WORDS | chosen))


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_every_correction_leaves_a_valid_decree_and_can_be_undone(
    data: st.DataObject,
) -> None:
    whole = fresh()
    taken: list[list[Step]] = []
    for _ in range(data.draw(st.integers(1, 8))):
        before = copy.deepcopy(whole)
        try:
            steps = doings(whole, data)
        except Refusal:
            assert whole == before
            continue
        assert whole == before
        kept = [Step.from_json(json.loads(json.dumps(s.as_json()))) for s in steps]
        apply(whole, kept)
        check_decree({k: v for k, v in whole.items() if k != "dismissed"})
        again = copy.deepcopy(whole)
        apply(again, turned_round(kept))
        assert again == before
        taken.append(kept)

    for steps in reversed(taken):
        apply(whole, turned_round(steps))
    assert whole == fresh()


def test_a_field_takes_what_is_typed_with_its_white_space_folded() -> None:
    whole = fresh()
    path = parse_path("positions.0.objectives.0.indicators.0.text")

    apply(whole, corrections.change(whole, path, "  Nilai \n  SAKIP "))

    assert value_at(whole, path) == "Nilai SAKIP"
    assert corrections.change(whole, path, "Nilai SAKIP") == []


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("decree.year_from", "27"),
        ("decree.date", "2027-02-30"),
        ("decree.signatory.nip", "1970"),
        ("positions.0.title", "  "),
        ("positions.0.class", "eselon"),
        ("positions.0.unit", "u99"),
        ("positions.0.id", "p77"),
        ("positions.99.title", "Ada"),
        ("findings.0.message", "hilang"),
        ("source.file", "lain.txt"),
        ("dismissed.x", "y"),
        ("positions.0.title", "x" * (LONGEST_TEXT + 1)),
        ("positions.0.title", "nol\x00"),
    ],
)
def test_what_does_not_fit_a_field_is_refused_in_words(path: str, text: str) -> None:
    with pytest.raises(Unfit) as refused:
        corrections.change(fresh(), parse_path(path), text)

    assert refused.value.message.endswith(".")


def test_nobody_becomes_a_superior_of_their_own_superior() -> None:
    whole = fresh()
    below = next(i for i, p in enumerate(whole["positions"]) if p["superior"])
    above = whole["positions"][below]["superior"]
    index = next(i for i, p in enumerate(whole["positions"]) if p["id"] == above)

    with pytest.raises(Unfit, match="lingkaran"):
        corrections.change(
            whole, ("positions", index, "superior"), whole["positions"][below]["id"]
        )


def test_what_was_inferred_is_no_longer_so_once_a_person_chose() -> None:
    whole = fresh()
    whole["positions"][0]["inferred"] = {"unit": "dari judul", "class": "dari judul"}
    other = whole["units"][-1]["id"]

    apply(whole, corrections.change(whole, ("positions", 0, "unit"), other))

    assert whole["positions"][0]["inferred"] == {"class": "dari judul"}


def test_a_target_is_set_where_there_was_none_and_goes_with_its_text() -> None:
    whole = fresh()
    indicator = ("positions", 0, "objectives", 0, "indicators", 0)
    value_at(whole, indicator)["target"] = []
    first = (*indicator, "target", 0, "text")

    apply(whole, corrections.change(whole, first, "85 %"))
    assert value_at(whole, indicator)["target"] == [{"period": None, "text": "85 %"}]

    apply(whole, corrections.change(whole, first, ""))
    assert value_at(whole, indicator)["target"] == []


def test_splitting_keeps_the_whole_and_joining_brings_it_back() -> None:
    whole = fresh()
    path = ("positions", 0, "objectives", 0, "indicators", 0)
    text = value_at(whole, path)["text"]

    apply(whole, corrections.split(whole, path, ["Jumlah A", "Jumlah B"]))
    listed = value_at(whole, path[:-1])
    assert [row["text"] for row in listed[:2]] == ["Jumlah A", "Jumlah B"]
    assert all(row["split"] for row in listed[:2])

    apply(whole, corrections.join(whole, path))
    assert value_at(whole, path)["text"] == "Jumlah A Jumlah B" != text


def test_a_row_moves_to_another_position_whole() -> None:
    whole = fresh()
    path: Path = ("positions", 0, "objectives", 0)
    row = copy.deepcopy(value_at(whole, path))

    apply(whole, corrections.move(whole, path, ("positions", 1, "objectives"), 0))

    assert value_at(whole, ("positions", 1, "objectives", 0)) == row
    with pytest.raises(CannotPart):
        corrections.move(whole, ("positions", 1), ("units",), 0)


def test_a_unit_in_use_stays_and_a_dropped_superior_hands_over() -> None:
    whole = fresh()
    with pytest.raises(StillNeeded, match="masih dipakai"):
        corrections.drop(whole, ("units", 0))
    index, boss = next(
        (i, p)
        for i, p in enumerate(whole["positions"])
        if any(q["superior"] == p["id"] for q in whole["positions"])
    )
    below = [p["id"] for p in whole["positions"] if p["superior"] == boss["id"]]

    apply(whole, corrections.drop(whole, ("positions", index)))

    now = {p["id"]: p["superior"] for p in whole["positions"]}
    assert {now[one] for one in below} == {boss["superior"]}


def test_a_finding_is_put_aside_only_with_a_reason() -> None:
    with pytest.raises(TextMissing):
        corrections.dismiss(fresh(), "k", {"reason": "  "})
    with pytest.raises(NoSuchPlace):
        corrections.recall(fresh(), "k")


def test_a_step_made_for_another_text_refuses_to_overwrite() -> None:
    whole = fresh()
    step = Step("set", ("positions", 0, "title"), "Lain", "Baru")

    with pytest.raises(NotAsExpected):
        apply(whole, [step])


@pytest.mark.parametrize(
    ("mine", "later", "disturbed"),
    [
        ("positions.0.title", Step("set", ("positions", 0, "title")), True),
        ("positions.0.title", Step("set", ("positions", 0, "label")), False),
        ("positions.0.title", Step("insert", ("positions", 0)), True),
        ("positions.0.title", Step("insert", ("positions", 1)), False),
        ("positions.3.title", Step("remove", ("positions", 1)), True),
        ("positions.3", Step("set", ("positions", 3, "duties", 0, "text")), True),
        ("positions.3", Step("insert", ("positions", 3, "duties", 0)), True),
        (
            "positions.3.duties.1.text",
            Step("insert", ("positions", 3, "duties", 2)),
            False,
        ),
    ],
)
def test_who_came_later_knows_whether_the_place_is_still_theirs(
    mine: str, later: Step, disturbed: bool
) -> None:
    assert is_disturbed([parse_path(mine)], [later]) is disturbed


@pytest.mark.parametrize(
    "text", ["", "..", "positions.-1.title", "a b", "x" * 400, "1.2"]
)
def test_an_odd_address_leads_nowhere(text: str) -> None:
    with pytest.raises(NoSuchPlace):
        parse_path(text)


def test_what_can_be_undone_and_redone_follows_from_the_log() -> None:
    log = [(1, "do"), (2, "do"), (3, "undo"), (4, "redo"), (5, "undo"), (6, "do")]

    assert corrections.standing(log[:3]) == ([1], [2])
    assert corrections.standing(log[:4]) == ([1, 2], [])
    assert corrections.standing(log) == ([1, 6], [])
