"""The words of a comparison of two decrees, the same on screen and on paper."""

from tolok.decrees.comparison import Change, Comparison, Pair
from tolok.decrees.enums import RowLevel
from tolok.decrees.rows import Level, Row


WORDS = {
    Change.ADDED: "Ditambah",
    Change.DROPPED: "Dihapus",
    Change.REWORDED: "Diubah bunyinya",
    Change.MOVED: "Pindah",
    Change.REVALUED: "Rincian berubah",
    Change.UNCHANGED: "Tetap",
}
VALUES = {
    "target": "Target",
    "unit": "Satuan",
    "formula": "Rumus",
    "data_source": "Sumber data",
    "reason": "Alasan",
    "definition": "Definisi operasional",
    "responsible": "Penanggung jawab",
}


def level_of(level: Level) -> str:
    """Return what a row is called: "Indikator"."""
    return str(RowLevel(level.value).label)


def name_of_value(name: str) -> str:
    """Return what a column or a target of a period is called: "Target 2026"."""
    word, _blank, period = name.partition(" ")
    if word == "target" and period:
        return f"{VALUES[word]} {period}"
    return VALUES.get(name, name)


def moved_from(pair: Pair) -> str:
    """Say from where to where a row moved; blank where one of them is not there."""
    before, after = pair.before, pair.after
    if before is None or after is None:
        return ""
    if pair.level == Level.POSITION:
        if before.unit_name != after.unit_name:
            return f"Dari {before.unit_name or 'tanpa unit'} ke {after.unit_name or 'tanpa unit'}."
        return "Urutannya berubah di antara jabatan lain."
    if before.position_title != after.position_title:
        return f"Dari jabatan {before.position_title} ke {after.position_title}."
    if before.objective_text != after.objective_text:
        return f"Dari sasaran “{before.objective_text}”."
    if before.order != after.order:
        return f"Dari urutan {before.order + 1} ke urutan {after.order + 1}."
    return "Urutannya berubah."


def unpaired(comparison: Comparison, level: Level, *, is_before: bool) -> list[Row]:
    """Return the rows of a level that stand in one of the decrees only."""
    change = Change.DROPPED if is_before else Change.ADDED
    return [
        pair.row
        for pair in comparison.pairs()
        if pair.level == level and change in pair.changes
    ]
