"""A draft that is corrected again and again: what is found is what a whole check finds."""

import copy
import json

from hypothesis import given, settings
from hypothesis import strategies as st

from tests.reader.decree_texts import EXAMPLE
from tolok.reader.lint import Memory, find_in_decree, load_pack, relint


DECREE = json.loads((EXAMPLE / "decree.json").read_text("utf-8"))
# The head of the office, those below, and two that share rows.
DECREE["positions"] = DECREE["positions"][:12]
IDS = {position["id"] for position in DECREE["positions"]}
for one in DECREE["positions"]:
    one["superior"] = one["superior"] if one["superior"] in IDS else None

# Each says something to some rule, or to none any more.
WORDINGS = (
    "Prosentase arsip yang tertib",
    "Jumlah laporan dan persentase layanan / aduan",
    "Terlaksananya Kapasitas aparatur desa",
    "Menyusun laporan keuangan dan mengelola barang",
    "Terwujudnya tata kelola pemerintahann yang baik baik",
    "Persentase desa yang di tingkatkan statusnya",
    "Bidang Penataan Desa Lama",
    "-",
)
PARTS = ("duties", "functions", "objectives")


def draw_edit(data, decree):
    """Change one thing of the decree where it stands, as a reviewer may."""
    draw = data.draw
    positions = decree["positions"]
    doing = draw(st.sampled_from((*EDITS, "text", "text")))
    position = draw(st.sampled_from(positions))
    EDITS[doing](draw, decree, position)
    return doing


def edit_text(draw, decree, position):
    """One text becomes that of another place, or a new one."""
    places = [place for one in decree["positions"] for place in places_of(one)]
    holder, key = draw(st.sampled_from(places_of(position)))
    other, name = draw(st.sampled_from(places))
    holder[key] = draw(st.sampled_from((other[name], *WORDINGS)))


def places_of(position):
    """Every text of a position: what holds it, and under which name."""
    rows = [row for part in PARTS for row in position[part]]
    rows += [i for o in position["objectives"] for i in o["indicators"]]
    return [(position, "title"), *((row, "text") for row in rows)]


def edit_values(draw, decree, position):
    """Target, formula or kind of an indicator; class or superior of its position."""
    rows = [i for o in position["objectives"] for i in o["indicators"]]
    for row in rows[:1]:
        row["target"] = draw(
            st.sampled_from(([], [{"period": None, "text": "90 persen"}]))
        )
        row["formula"] = draw(st.sampled_from((None, "a / b x 100")))
        row["kind"] = draw(st.sampled_from(("percentage", "count", "other")))
    position["class"] = draw(st.sampled_from(("jpt", "pengawas", "pelaksana", None)))
    others = [p["id"] for p in decree["positions"] if p is not position]
    position["superior"] = draw(st.sampled_from((None, *others)))


def edit_rows(draw, decree, position):
    """A row goes, comes again elsewhere, or comes twice."""
    part = draw(st.sampled_from(PARTS))
    rows = position[part]
    if rows:
        row = rows.pop(draw(st.integers(0, len(rows) - 1)))
        target = draw(st.sampled_from(decree["positions"]))[part]
        for _ in range(draw(st.integers(0, 2))):
            target.insert(draw(st.integers(0, len(target))), copy.deepcopy(row))


def edit_order(draw, decree, position):
    """A position moves, goes, or comes twice under another id."""
    rows = decree["positions"]
    if draw(st.booleans()) and len(rows) > 2:
        rows.remove(position)
        return
    double = copy.deepcopy(position)
    double["id"] = f"{position['id']}b"
    if all(row["id"] != double["id"] for row in rows):
        rows.insert(draw(st.integers(0, len(rows))), double)


def edit_units(draw, decree, position):
    """A unit is named otherwise, a position sits in another."""
    unit = draw(st.sampled_from(decree["units"]))
    unit["name"] = draw(st.sampled_from((unit["name"], "Bidang Pemerintahan Lama")))
    position["unit"] = draw(st.sampled_from(decree["units"]))["id"]


def edit_head(draw, decree, position):
    """An article of the decree proper says something else."""
    row = draw(st.sampled_from(decree["decree"]["legal_bases"]))
    row["text"] = draw(st.sampled_from((row["text"], "Peraturan tentang Prosentase")))


EDITS = {
    "text": edit_text,
    "values": edit_values,
    "rows": edit_rows,
    "order": edit_order,
    "units": edit_units,
    "head": edit_head,
}


@settings(max_examples=25, deadline=None)
@given(st.data())
def test_after_any_corrections_the_same_is_found_as_by_a_whole_check(data):
    decree, memory = copy.deepcopy(DECREE), Memory()
    memory.find(decree)

    for _ in range(data.draw(st.integers(1, 6))):
        draw_edit(data, decree)

        assert memory.find(decree) == find_in_decree(decree)


def test_what_was_found_of_the_source_stays_said_with_a_memory_too():
    decree = copy.deepcopy(DECREE)
    memory = Memory()

    assert relint(decree, find=memory.find) == relint(decree)
    assert {f["code"] for f in decree["findings"]} - {
        f["code"] for f in find_in_decree(decree)
    }


def test_with_another_pack_a_memory_forgets_what_the_first_one_said():
    memory, light = Memory(), load_pack("ringan")
    memory.find(DECREE)

    assert memory.find(DECREE, light) == find_in_decree(DECREE, light)
    assert memory.find(DECREE) == find_in_decree(DECREE)
