"""What a reviewer may do to a draft: each correction becomes steps that can be undone.

A function takes the decree (`tolok-decree/1`, with "dismissed" beside its own keys) and
returns the steps, changing nothing itself; `steps.apply` takes them. The result stays
valid: a required text is never emptied, a reference never left hanging. Pure Python.
"""

import re
from collections.abc import Mapping, Sequence
from copy import deepcopy
from typing import Any

from tolok.decrees.fields import (
    PARTED,
    blank_row,
    family_of,
    field_of,
    folded,
    shape_of,
)
from tolok.decrees.steps import Path, Step, value_at
from tolok.kernel.refusals import NotNow, Unfit
from tolok.reader.parse.kinds import kind_of


Whole = Mapping[str, Any]


class NoSuchPlace(Unfit):
    """The address of a correction leads nowhere in this decree."""


class TextMissing(Unfit):
    """A text that must not be empty."""


class CannotPart(Unfit):
    """A row cannot be split, joined or moved like that."""


class StillNeeded(NotNow):
    """Something else points at this row."""


def _row(whole: Whole, path: Path) -> Any:
    try:
        return value_at(whole, path)
    except LookupError as error:
        raise NoSuchPlace(
            "Bagian itu tidak ada lagi dalam rancangan ini. Muat ulang halaman, lalu "
            "coba lagi."
        ) from error


def _list_and_index(whole: Whole, path: Path) -> tuple[Path, int, list[Any], str]:
    """Return the list of a row, its index, the rows and what kind of rows they are."""
    family = family_of(path[:-1])
    if not path or family is None or not isinstance(path[-1], int):
        raise NoSuchPlace("Alamat itu bukan baris yang dapat disusun.")
    _row(whole, path)
    return path[:-1], path[-1], _row(whole, path[:-1]), family


# ---------------------------------------------------------------- one field


def change(whole: Whole, path: Path, text: str) -> list[Step]:
    """Write another value into one field; nothing changes where it is the same.

    Raises NoSuchPlace, TextMissing, and Unfit for a value that the field does not take.
    """
    field = field_of(path)
    if field is None:
        raise NoSuchPlace("Isian itu tidak dikenal.")
    above, key = path[:-1], path[-1]
    if above == ("decree", "signatory") and _row(whole, above) is None:
        new = field.read(text)
        empty = dict.fromkeys(("title", "name", "rank", "nip"))
        return (
            [Step("set", above, None, empty | {str(key): new})]
            if new is not None
            else []
        )
    if shape_of(path).endswith(".target.*.text"):
        made = _change_target(whole, path, field.read(text))
        if made is not None:
            return made
    old = _row(whole, path)
    new = field.read(text)
    _check_reference(whole, path, new)
    if new == old:
        return []
    steps = [Step("set", path, old, new)]
    row = _row(whole, above)
    inferred = row.get("inferred") if isinstance(row, dict) else None
    if inferred and key in inferred:
        left = {name: why for name, why in inferred.items() if name != key}
        steps.append(Step("set", (*above, "inferred"), inferred, left))
    if shape_of(above).endswith("indicators.*") and key in ("text", "unit"):
        steps += _kind_follows(row, {**row, str(key): new}, above)
    return steps


def _kind_follows(
    before: Mapping[str, Any], after: Mapping[str, Any], path: Path
) -> list[Step]:
    """Let what an indicator measures follow its words, unless a person said otherwise."""
    kind = kind_of(after["text"], after["unit"])
    told = before["kind"] != kind_of(before["text"], before["unit"])
    if told or kind == before["kind"]:
        return []
    return [Step("set", (*path, "kind"), before["kind"], kind)]


def _change_target(whole: Whole, path: Path, new: str | None) -> list[Step] | None:
    """Put the first target in, or take out the only one; None where it is a plain change."""
    targets = _row(whole, path[:-2])
    if not targets and path[-2] == 0:
        row = {"period": None, "text": new}
        return [Step("insert", path[:-1], None, row)] if new else []
    if not new and len(targets) == 1 and path[-2] == 0:
        return [Step("remove", path[:-1], deepcopy(targets[0]), None)]
    return None


def _check_reference(whole: Whole, path: Path, new: Any) -> None:
    """Refuse a reference that hangs or runs in a circle."""
    shape = shape_of(path)
    if new is None or shape not in {
        "units.*.parent",
        "positions.*.unit",
        "positions.*.superior",
    }:
        return
    rows = whole["positions"] if shape == "positions.*.superior" else whole["units"]
    upward = {
        row["id"]: row["superior" if rows is whole["positions"] else "parent"]
        for row in rows
    }
    if new not in upward:
        raise NoSuchPlace(
            "Pilihan itu tidak ada lagi. Muat ulang halaman, lalu pilih lagi."
        )
    if shape == "positions.*.unit":
        return
    own = _row(whole, path[:-1])["id"]
    walked: set[str] = set()
    above: str | None = new
    while above is not None and above not in walked:
        if above == own:
            raise Unfit(
                "Pilihan itu membuat lingkaran: yang dipilih berada di bawah baris ini. "
                "Pilih yang lain."
            )
        walked.add(above)
        above = upward.get(above)


# ---------------------------------------------------------------- rows


def add(
    whole: Whole,
    place: Path,
    text: str,
    *,
    index: int | None = None,
    unit: str | None = None,
) -> list[Step]:
    """Put a new row with this text into a list, at its end unless told where."""
    family = family_of(place)
    if family is None:
        raise NoSuchPlace("Daftar itu tidak dikenal.")
    rows = _row(whole, place)
    words = folded(text)
    if not words:
        raise TextMissing("Tulis isinya dulu, lalu tambahkan.", field="text")
    row = blank_row(family, words)
    if family in {"units", "positions"}:
        row["id"] = _fresh_id(whole, family)
    if family == "positions" and unit is not None:
        if all(known["id"] != unit for known in whole["units"]):
            raise NoSuchPlace("Unit kerja itu tidak ada lagi.")
        row["unit"] = unit
    at = len(rows) if index is None else max(0, min(index, len(rows)))
    return [Step("insert", (*place, at), None, row)]


def _fresh_id(whole: Whole, family: str) -> str:
    letter = family[0]
    taken = {row["id"] for row in whole[family]}
    number = len(taken) + 1
    while f"{letter}{number}" in taken or f"{letter}{number:02d}" in taken:
        number += 1
    return f"{letter}{number}"


def drop(whole: Whole, path: Path) -> list[Step]:
    """Take a row out, with what it holds. Raises StillNeeded for a unit in use."""
    _place, _index, _rows, family = _list_and_index(whole, path)
    row = _row(whole, path)
    steps: list[Step] = []
    if family == "units":
        _refuse_unit_in_use(whole, row)
    if family == "positions":
        steps = _point_elsewhere(whole, row["id"], row["superior"])
        row = _after(row, steps, path)
    return [*steps, Step("remove", path, deepcopy(row), None)]


def _refuse_unit_in_use(whole: Whole, unit: Mapping[str, Any]) -> None:
    seats = sum(position["unit"] == unit["id"] for position in whole["positions"])
    below = sum(other["parent"] == unit["id"] for other in whole["units"])
    if seats or below:
        raise StillNeeded(
            f"Unit “{unit['name']}” masih dipakai {seats} jabatan dan {below} unit di "
            "bawahnya. Pindahkan dulu, lalu buang unitnya."
        )


def _point_elsewhere(whole: Whole, gone: str, instead: str | None) -> list[Step]:
    """Let those who had this superior have another."""
    return [
        Step(
            "set",
            ("positions", index, "superior"),
            gone,
            instead if instead != position["id"] else None,
        )
        for index, position in enumerate(whole["positions"])
        if position["superior"] == gone
    ]


def _after(row: dict[str, Any], steps: Sequence[Step], path: Path) -> dict[str, Any]:
    """Return a row as it stands once steps on its own fields are taken."""
    mine = {str(step.path[-1]): step.new for step in steps if step.path[:-1] == path}
    return {**row, **mine} if mine else row


def move(whole: Whole, path: Path, place: Path, index: int) -> list[Step]:
    """Put a row elsewhere: in its own list, or in another list of the same family.

    `index` is the row's place in the list as it will be. Raises CannotPart.
    """
    source, at, rows, family = _list_and_index(whole, path)
    if family_of(place) != family:
        raise CannotPart("Baris ini tidak dapat dipindahkan ke sana.")
    if place[: len(path)] == path:
        raise CannotPart("Baris tidak dapat dipindahkan ke dalam dirinya sendiri.")
    row = deepcopy(rows[at])
    target_rows = _row(whole, place)
    longest = len(target_rows) - (1 if place == source else 0)
    to = max(0, min(index, longest))
    if place == source and to == at:
        return []
    # The row leaves first: a place behind it in the same list moves up by one.
    after = _path_without(place, path)
    return [Step("remove", path, row, None), Step("insert", (*after, to), None, row)]


def _path_without(place: Path, gone: Path) -> Path:
    """Return where a list stands once a row before it has left."""
    above, index = gone[:-1], gone[-1]
    if len(place) > len(above) and place[: len(above)] == above:
        here = place[len(above)]
        if isinstance(here, int) and isinstance(index, int) and here > index:
            return (*above, here - 1, *place[len(above) + 1 :])
    return place


def split(whole: Whole, path: Path, parts: Sequence[str]) -> list[Step]:
    """Make several rows of one; the first keeps what hangs on it. Raises CannotPart."""
    place, at, rows, family = _list_and_index(whole, path)
    if family not in PARTED:
        raise CannotPart("Baris ini tidak dapat dipisah.")
    texts = [words for part in parts if (words := folded(part))]
    if len(texts) < 2:
        raise CannotPart(
            "Tulis bagian-bagiannya masing-masing pada baris sendiri, paling sedikit dua.",
            field="parts",
        )
    old = rows[at]
    steps = []
    if texts[0] != old["text"]:
        steps.append(Step("set", (*path, "text"), old["text"], texts[0]))
    if family == "indicators" and not old["split"]:
        steps.append(Step("set", (*path, "split"), False, True))
    for number, words in enumerate(texts[1:], 1):
        row = deepcopy(old) | {"text": words}
        if family == "indicators":
            row["split"] = True
        if family == "objectives":
            row["indicators"] = []
        if "label" in row:
            row["label"] = None
        if "items" in row:
            row["items"] = []
        steps.append(Step("insert", (*place, at + number), None, row))
    return steps


def join(whole: Whole, path: Path) -> list[Step]:
    """Make one row of this and the next; the texts follow each other. Raises CannotPart.

    What the first leaves empty is filled from the second; what hangs on both is kept.
    """
    place, at, rows, family = _list_and_index(whole, path)
    if family in {"units", "targets"}:
        raise CannotPart("Baris ini tidak dapat digabung.")
    if at + 1 >= len(rows):
        raise CannotPart("Tidak ada baris sesudahnya untuk digabung.")
    if family == "positions":
        return _join_positions(whole, path, rows[at], rows[at + 1])
    first, second = rows[at], rows[at + 1]
    joined = _joined_text(first["text"], second["text"])
    steps = (
        []
        if joined == first["text"]
        else [Step("set", (*path, "text"), first["text"], joined)]
    )
    steps += [
        Step("set", (*path, key), first[key], deepcopy(value))
        for key, value in second.items()
        if family == "indicators" and key != "where" and not first[key] and value
    ]
    for held in ("indicators", "items"):
        for offset, row in enumerate(second.get(held, [])):
            steps.append(
                Step("insert", (*path, held, len(first[held]) + offset), None, row)
            )
    return [*steps, Step("remove", (*place, at + 1), deepcopy(second), None)]


def _joined_text(first: str, second: str) -> str:
    """Return both texts as one; the same text twice is one text."""
    if first.rstrip(";.") == second.rstrip(";."):
        return first
    return folded(f"{first} {second}")


def _join_positions(
    whole: Whole, path: Path, first: Mapping[str, Any], second: Mapping[str, Any]
) -> list[Step]:
    steps = [
        Step("insert", (*path, held, len(first[held]) + offset), None, row)
        for held in ("duties", "functions", "objectives")
        for offset, row in enumerate(second[held])
    ]
    pointed = _point_elsewhere(whole, second["id"], first["id"])
    pointed = [
        Step("set", step.path, step.old, second["superior"])
        if step.path[:-1] == path
        else step
        for step in pointed
    ]
    if first["superior"] == second["id"] and second["superior"] == first["id"]:
        pointed = [Step("set", (*path, "superior"), second["id"], None)]
    if first["unit"] is None and second["unit"] is not None:
        steps.append(Step("set", (*path, "unit"), None, second["unit"]))
    at = path[-1]
    index = at if isinstance(at, int) else 0
    gone = ("positions", index + 1)
    row = _after(dict(second), pointed, gone)
    return [*steps, *pointed, Step("remove", gone, deepcopy(row), None)]


# ---------------------------------------------------------------- findings


def dismiss(whole: Whole, key: str, saying: Mapping[str, Any]) -> list[Step]:
    """Put a finding aside, with the reason; it returns when its text changes."""
    if not folded(str(saying.get("reason") or "")):
        raise TextMissing(
            "Tulis alasan mengapa temuan ini tidak perlu diperbaiki.", field="reason"
        )
    old = whole["dismissed"].get(key)
    return [Step("set", ("dismissed", key), old, dict(saying))]


def recall(whole: Whole, key: str) -> list[Step]:
    """Bring a finding back that was put aside."""
    old = whole["dismissed"].get(key)
    if old is None:
        raise NoSuchPlace("Temuan itu sudah kembali ke daftar.")
    return [Step("set", ("dismissed", key), old, None)]


def fix(whole: Whole, path: Path, old: str, new: str) -> list[Step]:
    """Take a suggestion: replace `old`, the whole of a field or words in it, by `new`."""
    standing = _row(whole, path)
    if not isinstance(standing, str) or (standing != old and old not in standing):
        raise NoSuchPlace(
            "Teks yang disarankan untuk diganti sudah berubah. Muat ulang halaman."
        )
    return change(
        whole, path, new if standing == old else standing.replace(old, new, 1)
    )


def parse_path(text: str) -> Path:
    """Read `positions.3.title` as a path. Raises NoSuchPlace for anything odd."""
    if not re.fullmatch(r"[a-z_]{1,20}(?:\.(?:[a-z_]{1,20}|\d{1,6})){0,9}", text):
        raise NoSuchPlace("Alamat isian tidak dimengerti.")
    return tuple(int(part) if part.isdigit() else part for part in text.split("."))


# ---------------------------------------------------------------- undo


def standing(log: Sequence[tuple[int, str]]) -> tuple[list[int], list[int]]:
    """Return the numbers that can be undone and those that can be redone, last one last.

    `log` holds (number, kind) in order; kind is do, undo or redo.
    """
    done: list[int] = []
    undone: list[int] = []
    for number, kind in log:
        if kind == "undo":
            undone.append(done.pop())
        elif kind == "redo":
            done.append(undone.pop())
        else:
            done.append(number)
            undone.clear()
    return done, undone
