"""What was added, dropped, reworded and moved between two decrees."""

import copy
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tolok.decrees.comparison import Change, Mend, compare, word_changes
from tolok.decrees.rows import Level


EXAMPLE = Path(__file__).parents[2] / "examples" / "lamongan-2026" / "decree.json"
KINDS = {Change.ADDED: Change.DROPPED, Change.DROPPED: Change.ADDED}


@pytest.fixture(scope="module")
def kept():
    return json.loads(EXAMPLE.read_text(encoding="utf-8"))


@pytest.fixture
def decree(kept):
    return copy.deepcopy(kept)


def changed(comparison):
    """Every change but `unchanged`, as (level, kinds, text before, text after)."""
    return [
        (
            pair.level,
            pair.changes,
            pair.before and pair.before.text,
            pair.after and pair.after.text,
        )
        for pair in comparison.pairs()
        if pair.changes != (Change.UNCHANGED,)
    ]


def made_of(comparison, *, turned=False):
    """The pairs as a set, seen from the other side when `turned`."""
    found = set()
    for pair in comparison.pairs():
        ends = (pair.before and pair.before.key, pair.after and pair.after.key)
        kinds = pair.changes
        if turned:
            ends, kinds = ends[::-1], tuple(KINDS.get(kind, kind) for kind in kinds)
        found.add((pair.level, ends, kinds, pair.score))
    return found


def first_indicator(decree, position=0):
    return decree["positions"][position]["objectives"][0]["indicators"][0]


def test_a_decree_beside_itself_has_no_change(kept):
    comparison = compare(kept, copy.deepcopy(kept))

    assert changed(comparison) == []
    assert comparison.counts[Level.POSITION][Change.UNCHANGED] == len(kept["positions"])
    assert not any(one.is_changed for one in comparison.positions)


def test_spelling_alone_is_rewording_of_the_same_row(kept, decree):
    one = first_indicator(kept)["text"]
    first_indicator(decree)["text"] = one.upper().replace("PERSENTASE", "PROSENTASE")

    found = [pair for pair in compare(kept, decree).pairs() if pair.before]
    pair = next(p for p in found if p.level == Level.INDICATOR and p.before.text == one)

    assert pair.changes == (Change.REWORDED,)
    assert pair.score == 1.0


def test_what_is_dropped_and_what_is_added_are_told(kept, decree):
    gone = decree["positions"][0]["functions"].pop(0)
    decree["positions"][0]["duties"].append(
        {"label": "z", "text": "memelihara kebun anggrek raksasa milik museum."}
    )

    assert changed(compare(kept, decree)) == [
        (
            Level.DUTY,
            (Change.ADDED,),
            None,
            "memelihara kebun anggrek raksasa milik museum.",
        ),
        (Level.FUNCTION, (Change.DROPPED,), gone["text"], None),
    ]


def test_a_changed_target_keeps_the_row_and_shows_both_values(kept, decree):
    first_indicator(kept)["target"] = [{"period": None, "text": "80 %"}]
    first_indicator(decree)["target"] = [{"period": None, "text": "85 %"}]

    pairs = [p for p in compare(kept, decree).pairs() if Change.REVALUED in p.changes]

    first_indicator(kept)["target"] = []
    assert [pair.values for pair in pairs] == [[("target", "80 %", "85 %")]]


def test_an_indicator_that_went_to_another_position_has_moved(kept, decree):
    moved = {
        **copy.deepcopy(first_indicator(decree)),
        "text": "Jumlah perahu nelayan yang memiliki tanda layar hijau",
    }
    before = copy.deepcopy(kept)
    before["positions"][2]["objectives"][0]["indicators"].append(moved)
    decree["positions"][5]["objectives"][0]["indicators"].append(copy.deepcopy(moved))

    assert changed(compare(before, decree)) == [
        (Level.INDICATOR, (Change.MOVED,), moved["text"], moved["text"])
    ]


def test_only_the_row_that_left_its_place_has_moved(kept, decree):
    duties = decree["positions"][0]["functions"]
    duties.append(duties.pop(0))

    assert [row[:2] for row in changed(compare(kept, decree))] == [
        (Level.FUNCTION, (Change.MOVED,))
    ]


def test_rows_are_matched_by_the_best_whole_not_one_after_the_other(kept, decree):
    before, after = copy.deepcopy(kept), decree
    # The first old text is nearest to the second new one, but only the first new one is
    # left for it, since the second old one fits nowhere else.
    before["positions"][0]["duties"] = [
        {"label": "a", "text": "menyusun laporan bulanan kegiatan kantor"},
        {"label": "b", "text": "menyusun laporan bulanan keuangan kantor cabang"},
    ]
    after["positions"][0]["duties"] = [
        {"label": "a", "text": "menyusun laporan tahunan kegiatan kantor"},
        {"label": "b", "text": "menyusun laporan bulanan keuangan kantor"},
    ]

    found = {
        (pair.before.order, pair.after.order)
        for pair in compare(before, after).pairs()
        if pair.level == Level.DUTY and pair.before and pair.before.position == 0
    }

    assert found == {(0, 0), (1, 1)}


def test_a_person_parts_a_match_and_makes_another(kept, decree):
    text = first_indicator(kept)["text"]
    first_indicator(decree)["text"] = text + " tahun berjalan"
    pair = next(
        p
        for p in compare(kept, decree).pairs()
        if p.level == Level.INDICATOR and p.before and p.before.text == text
    )
    part = Mend(Level.INDICATOR, pair.before.key, pair.after.key, are_one=False)
    join = Mend(Level.INDICATOR, pair.before.key, pair.after.key, are_one=True)

    parted = compare(kept, decree, [part])
    joined = compare(kept, decree, [part, join])

    assert (Level.INDICATOR, (Change.DROPPED,), text, None) in changed(parted)
    mended = next(p for p in joined.pairs() if p.by_hand)
    assert mended.changes == (Change.REWORDED,)
    assert (mended.before.key, mended.after.key) == (pair.before.key, pair.after.key)


def test_a_mend_whose_row_is_gone_is_counted_not_obeyed(kept, decree):
    lost = Mend(Level.DUTY, "tidak ada", "juga tidak", are_one=True)

    comparison = compare(kept, decree, [lost])

    assert comparison.lost_mends == 1
    assert changed(comparison) == []


def test_a_position_that_changed_unit_has_moved_with_all_it_holds(kept, decree):
    position = decree["positions"][-1]
    other = next(u["id"] for u in decree["units"] if u["id"] != position["unit"])
    position["unit"] = other

    found = changed(compare(kept, decree))

    assert [row[:2] for row in found] == [(Level.POSITION, (Change.MOVED,))]


def test_a_dropped_position_is_shown_where_it_stood(kept, decree):
    gone = decree["positions"].pop(4)

    positions = compare(kept, decree).positions

    assert positions[4].position.before.text == gone["title"]
    assert positions[4].position.changes == (Change.DROPPED,)


def test_words_that_changed_are_told_from_words_that_stayed():
    assert word_changes("Jumlah desa maju", "Jumlah desa mandiri dan maju") == [
        ("same", "Jumlah desa"),
        ("added", "mandiri dan"),
        ("same", "maju"),
    ]
    assert word_changes("satu", "dua") == [("dropped", "satu"), ("added", "dua")]


WORDS = st.sampled_from(
    [
        "laporan",
        "jumlah",
        "layanan",
        "warga",
        "pasar",
        "objek",
        "obyek",
        "kerja",
        "sama",
        "tepat",
        "waktu",
    ]
)
TEXT = st.lists(WORDS, min_size=1, max_size=6).map(" ".join)
ITEMS = st.lists(TEXT.map(lambda text: {"label": None, "text": text}), max_size=4)


@st.composite
def small_decrees(draw):
    """Few words, so that rows are alike, equal and doubled in every way."""
    titles = draw(st.lists(TEXT, min_size=1, max_size=4))
    return {
        "units": [
            {"id": name, "name": f"Bidang {name}", "kind": "bidang", "parent": None}
            for name in ("a", "b")
        ],
        "positions": [
            {
                "title": title,
                "unit": draw(st.sampled_from(["a", "b"])),
                "duties": draw(ITEMS),
                "functions": draw(ITEMS),
                "objectives": [
                    {
                        "text": text,
                        "indicators": [
                            {
                                "text": indicator,
                                "target": [{"period": None, "text": draw(WORDS)}],
                                "unit": None,
                                "formula": None,
                                "data_source": None,
                                "reason": None,
                                "definition": None,
                                "responsible": None,
                            }
                            for indicator in draw(st.lists(TEXT, max_size=3))
                        ],
                    }
                    for text in draw(st.lists(TEXT, max_size=3))
                ],
            }
            for title in titles
        ],
    }


@settings(max_examples=40, deadline=None)
@given(small_decrees())
def test_no_decree_differs_from_itself(decree):
    assert changed(compare(decree, copy.deepcopy(decree))) == []


@settings(max_examples=40, deadline=None)
@given(small_decrees(), small_decrees())
def test_turned_round_a_comparison_says_the_same(before, after):
    there, back = compare(before, after), compare(after, before)

    assert made_of(there) == made_of(back, turned=True)


@settings(max_examples=40, deadline=None)
@given(small_decrees(), small_decrees())
def test_every_row_of_both_decrees_is_shown_once(before, after):
    comparison = compare(before, after)
    pairs = list(comparison.pairs())

    for decree, end in ((before, "before"), (after, "after")):
        rows = sum(
            1
            + len(position["duties"])
            + len(position["functions"])
            + sum(1 + len(o["indicators"]) for o in position["objectives"])
            for position in decree["positions"]
        )
        shown = [getattr(pair, end).key for pair in pairs if getattr(pair, end)]
        assert len(shown) == len(set(shown)) == rows
