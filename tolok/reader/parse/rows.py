"""Rows: body rows of a grid become objectives and their indicators.

What a row without a number means:
- its objective cell is merged with the one above, or empty, and its indicator begins like
  one: a further indicator of the same objective;
- its objective cell is filled, or its indicator goes on in lower case: the row was broken by
  the page and goes on.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from tolok.reader.blocks import Cell, Deed, Paragraph, Row, Where
from tolok.reader.parse import labels
from tolok.reader.parse.columns import Column
from tolok.reader.parse.kinds import kind_of, split_fused
from tolok.reader.parse.stream import Grid, cell_text
from tolok.reader.words import comparable, fold, split_label


_TEXT_FIELDS = (
    "unit",
    "formula",
    "data_source",
    "reason",
    "definition",
    "responsible",
)
_SPANNING_OBJECTIVE = re.compile(
    r"(?:sasaran|tujuan)(?:\s+(?:strategis|kinerja|kegiatan|program))?\s*"
    r"(?P<label>[IVXLC]+|\d{1,2})?\s*[.:)]*\s*(?P<text>.*)",
    re.IGNORECASE,
)
# `Meningkatnya`, `Terlaksananya`: the opening of an objective of its own.
OBJECTIVE_OPENING = re.compile(r"(?!Lain|Seluruh|Semua|Masing)[A-Z]\w{3,}nya\b")
# `A. KINERJA UTAMA`, `PROGRAM PENUNJANG`: the opening of a row that groups those below it.
_GROUP = re.compile(
    r"(?:(?:[A-Z]|[IVX]+|\d{1,2})[.)]?\s+)?(?:kinerja|kelompok|program|kegiatan|sub\s?kegiatan"
    r"|perspektif|dinas|badan|inspektorat|kecamatan|sekretariat|bidang|bagian|seksi)\b",
    re.IGNORECASE,
)
# One target or one unit where several stand in a line: `100% 4`, `12 Dokumen 3 Laporan`.
_VALUE = re.compile(
    r"(?:(?:[<>≤≥]\s?)?\d[\d.,]*(?:\s?[-–]\s?\d[\d.,]*)?(?:\s?%|\sper mil|\sdari skala \d+)?"
    r"|[A-Z]{1,3}(?:\s?\(\d[\d.,]*\))?(?![A-Za-z]))(?:\s(?!dari\b|per\b)[A-Za-z]{3,})?"
    r"|-|…+(?:\s?%)?"
)
# `3,1 - 1.500`: where a range leaves one value too few, its dash is a value.
_VALUE_OR_DASH = re.compile(
    r"(?:[<>≤≥]\s?)?\d[\d.,]*(?:[-–]\d[\d.,]*|\s[–]\s\d+)?(?:\s?%)?|[A-Z]{1,3}|-"
)
_UNIT_WORD = re.compile(r"[^\s()]+")
_LONGEST_TEXT = 10_000
_MOST_IN_A_CELL = 100
_ROW_NUMBER = re.compile(r"\(?(?:\d{1,3}|[a-zA-Z])[.)]*")
_TOTAL = re.compile(
    r"(?:sub\s?)?(?:total|jumlah|rata\s?-\s?rata|nilai akhir)"
    r"(?:\s+(?:total|bobot|nilai|seluruhnya|seluruh|keseluruhan|akhir|skor|capaian|anggaran))*"
    r"\s*[:(]?\s*(?:\([^)]*\))?",
    re.IGNORECASE,
)


@dataclass
class Indicator:
    """One indicator as it stands in its row, before cells are parted."""

    text: str
    where: Where
    paragraphs: list[str] = field(default_factory=list)
    fields: dict[str, str] = field(default_factory=dict)
    targets: list[tuple[str | None, str]] = field(default_factory=list)
    target_paragraphs: list[list[str]] = field(default_factory=list)
    field_paragraphs: dict[str, list[str]] = field(default_factory=dict)
    split: bool = False

    @property
    def kind(self) -> str:
        return kind_of(self.text, self.fields.get("unit"))


@dataclass
class Objective:
    label: str | None
    text: str
    where: Where
    indicators: list[Indicator] = field(default_factory=list)


@dataclass
class PositionRows:
    """The objectives of one position in a grid; `title` only where a column names it."""

    title: str | None
    office: str | None
    where: Where
    objectives: list[Objective] = field(default_factory=list)


def read_rows(
    grid: Grid,
    deeds: list[Deed],
    *,
    repeating: bool = False,
    above: Objective | None = None,
) -> list[PositionRows]:
    """Read a grid's body; deeds are added to `deeds` (their position is not yet known).

    `repeating` tells that the document writes an objective again in each of its rows.
    `above` is the objective that a line over the table names.
    """
    reader = _RowReader(
        grid.columns, deeds, whole_rows=grid.whole_rows, repeating=repeating
    )
    if above is not None:
        reader.groups.append(PositionRows(None, None, above.where, [above]))
    for row in grid.rows:
        reader.add(row)
    for group in reader.groups:
        for objective in group.objectives:
            objective.indicators = [
                part
                for indicator in objective.indicators
                for part in _part(indicator, deeds)
            ]
    return reader.groups


def heads_rows(text: str) -> bool:
    """Does this line alone stand over the rows below it, over the table's whole width?

    `A. KINERJA UTAMA`, `SASARAN I ( Meningkatnya … )`, `Sasaran Strategis 1. …`.
    """
    objective = _SPANNING_OBJECTIVE.fullmatch(text)
    if objective is not None and objective["text"]:
        return objective["label"] is not None or objective["text"].startswith("(")
    return text.isupper() and _GROUP.match(text) is not None


def leaves_objectives_blank(grid: Grid) -> bool:
    """Does a further indicator stand in a row without its objective?"""
    for row in grid.rows[1:]:
        cells = _by_field(grid.columns, row)
        if _text(cells.get("indicator")) and not _text(cells.get("objective")):
            return True
    return False


class _RowReader:
    def __init__(
        self,
        columns: tuple[Column, ...],
        deeds: list[Deed],
        *,
        whole_rows: bool,
        repeating: bool,
    ) -> None:
        self.groups: list[PositionRows] = []
        self._whole_rows = whole_rows
        self._repeating = repeating
        self._columns = columns
        self._deeds = deeds
        self._has = {column.field for column in columns}

    def add(self, row: Row) -> None:
        cells = _by_field(self._columns, row)
        if self._is_aside(row, cells):
            texts = tuple(text for text in _texts(row) if text)
            self._deeds.append(Deed("row-left-out", row.where, texts))
            return
        self._note_left_out(row)
        spanning = self._spanning_objective(row, cells)
        if spanning is not None:
            self._group(row, cells).objectives.append(spanning)
            return
        group = self._group(row, cells)
        number, objective, indicator = (
            _text(cells.get(name)) for name in ("number", "objective", "indicator")
        )
        number = number or _made_number(cells.get("number"))
        if "number" not in self._has:
            # Numbered in its own cell: `1. Meningkatnya …`.
            label, text = split_label(objective)
            number, objective = (label or "", text) if text else (number, objective)
        last = group.objectives[-1] if group.objectives else None
        if self._opens_objective(cells, number, objective, indicator, last):
            last = Objective(_label(number), objective or indicator, row.where)
            group.objectives.append(last)
            if indicator and objective:
                last.indicators.append(self._indicator(cells, row))
            elif indicator:
                self._deeds.append(Deed("objective-missing", row.where, (indicator,)))
                last.indicators.append(self._indicator(cells, row))
        elif last is None:
            self._deeds.append(
                Deed("row-unplaced", row.where, tuple(t for t in _texts(row) if t))
            )
        elif self._opens_indicator(cells, objective, indicator, last):
            last.indicators.append(self._indicator(cells, row))
        else:
            self._continue(last, cells, row, objective)

    def _group(self, row: Row, cells: dict[str, Cell]) -> PositionRows:
        """The position this row belongs to: a new one where its column is filled anew."""
        title = _text(cells.get("position"))
        office = _text(cells.get("office")) or None
        if title and self.groups and self._position_goes_on(title, cells, row):
            title = ""
        if title or not self.groups:
            self.groups.append(PositionRows(title or None, office, row.where))
        return self.groups[-1]

    def _position_goes_on(self, title: str, cells: dict[str, Cell], row: Row) -> bool:
        """The same title again names the same position; lower case goes on from the last row."""
        last = self.groups[-1]
        if last.title is None:
            return False
        if comparable(title) == comparable(last.title):
            number, objective = (
                _text(cells.get("number")),
                _text(cells.get("objective")),
            )
            restarts = number == "1" and last.objectives and _restarts(last)
            return not restarts or comparable(objective) == comparable(
                last.objectives[-1].text
            )
        if title[0].islower() and not _text(cells.get("number")):
            last.title = f"{last.title} {title}"
            self._deeds.append(Deed("row-joined", row.where, (title,)))
            return True
        return False

    def _is_aside(self, row: Row, cells: dict[str, Cell]) -> bool:
        """A group's name, a sum or a note in a row of its own: no objective, no indicator."""
        texts = [text for text in _texts(row) if text]
        if not texts:
            return False
        if _TOTAL.fullmatch(texts[0]):
            indicator = _text(cells.get("indicator"))
            return not indicator or indicator == texts[0]
        text = texts[-1]
        if "objective" not in self._has and self._heads_a_group(texts):
            return False
        if len(texts) == 2 and _text(cells.get("objective")) == text:
            lettered = re.fullmatch(r"(?:[A-Z]|[IVX]+)[.)]?", texts[0]) is not None
            return lettered and _GROUP.match(text) is not None and text.isupper()
        if len(texts) > 1:
            return False
        if labels.NOTE.fullmatch(text):
            return not _text(cells.get("indicator")) or _spans(row)
        if _SPANNING_OBJECTIVE.fullmatch(text) or len(row.cells) < 2:
            return False
        alone = _spans(row) or text == _text(cells.get("number"))
        if text == _text(cells.get("objective")):
            alone = alone or (text.isupper() and _GROUP.match(text) is not None)
        return alone and self._groups(row, text)

    @staticmethod
    def _heads_a_group(texts: list[str]) -> bool:
        """`A | KUANTITAS`: a lettered row in capitals, over the indicators of its group."""
        return (
            len(texts) == 2
            and re.fullmatch(r"(?:[A-Z]|[IVX]+)[.)]?", texts[0]) is not None
            and texts[1].isupper()
        )

    def _groups(self, row: Row, text: str) -> bool:
        if OBJECTIVE_OPENING.match(text.capitalize()) or _ROW_NUMBER.fullmatch(text):
            return False
        if text.isupper() or _GROUP.match(text):
            return True
        return _spans(row) and "objective" in self._has

    def _spanning_objective(self, row: Row, cells: dict[str, Cell]) -> Objective | None:
        """`Sasaran Strategis 1. Meningkatnya …` over the whole width opens an objective."""
        texts = [text for text in _texts(row) if text]
        if "objective" not in self._has and self._heads_a_group(texts):
            return Objective(_label(texts[0]), texts[1], row.where)
        if len(texts) != 1 or (_text(cells.get("indicator")) and not _spans(row)):
            return None
        match = _SPANNING_OBJECTIVE.fullmatch(texts[0])
        if match is None and "objective" not in self._has:
            label, text = split_label(texts[0])
            if not _ROW_NUMBER.fullmatch(texts[0]):
                return Objective(label, text, row.where)
        if match is None or not match["text"]:
            return None
        text = match["text"].strip()
        if text.startswith("(") and text.endswith(")"):
            text = text[1:-1].strip()
        return Objective(match["label"], text, row.where) if text else None

    def _opens_objective(
        self,
        cells: dict[str, Cell],
        number: str,
        objective: str,
        indicator: str,
        last: Objective | None,
    ) -> bool:
        if not objective:
            return last is None and bool(indicator) and "objective" not in self._has
        if last is None:
            return True
        if _is_merged(cells.get("objective")):
            return False
        same = comparable(objective) == comparable(last.text)
        if self._whole_rows:
            return not same
        if number:
            return not (same and self._repeats(number, indicator, last))
        if same or objective[0].islower():
            return False
        if "number" not in self._has or not _has_number_before(last):
            return True
        return OBJECTIVE_OPENING.match(objective) is not None and (
            not indicator or kind_of(indicator, None) != "other"
        )

    def _repeats(self, number: str, indicator: str, last: Objective) -> bool:
        """Does the same objective in the next row stand for the same one?

        Under another number it does where indicators are numbered through the document and
        every row repeats its objective, unless the whole row stands there twice.
        """
        if _label(number) == last.label:
            return True
        if not self._repeating:
            return False
        texts = {comparable(known.text) for known in last.indicators}
        return bool(texts) and comparable(indicator) not in texts

    def _opens_indicator(
        self,
        cells: dict[str, Cell],
        objective: str,
        indicator: str,
        last: Objective,
    ) -> bool:
        if not indicator or _is_merged(cells.get("indicator")):
            return False
        if objective and comparable(objective) != comparable(last.text):
            return False
        if not last.indicators or _is_merged(cells.get("objective")):
            return True
        if self._whole_rows or objective:
            return True
        return not indicator[0].islower() or kind_of(indicator, None) != "other"

    def _continue(
        self, last: Objective, cells: dict[str, Cell], row: Row, objective: str
    ) -> None:
        """Add a broken row's texts to the objective and indicator they go on from."""
        if _is_overfull(last):
            self._deeds.append(Deed("row-unplaced", row.where, tuple(_texts(row))))
            return
        joined: list[str] = []
        if objective and comparable(objective) != comparable(last.text):
            last.text = f"{last.text} {objective}"
            joined.append(objective)
        addition = self._indicator(cells, row)
        if last.indicators:
            joined += _extend(last.indicators[-1], addition)
        elif addition.text:
            last.indicators.append(addition)
        if joined:
            self._deeds.append(Deed("row-joined", row.where, tuple(joined)))

    def _indicator(self, cells: dict[str, Cell], row: Row) -> Indicator:
        cell = cells.get("indicator", Cell())
        indicator = Indicator(
            cell_text(cell), row.where, [_numbered_text(p) for p in cell.paragraphs]
        )
        for name in _TEXT_FIELDS:
            text = _text(cells.get(name))
            if text:
                indicator.fields[name] = text
                indicator.field_paragraphs[name] = [
                    _numbered_text(p) for p in cells[name].paragraphs
                ]
        for column, target in _targets(self._columns, row):
            text = cell_text(target)
            if text:
                indicator.targets.append((column.period, text))
                indicator.target_paragraphs.append(
                    [_numbered_text(p) for p in target.paragraphs]
                )
        return indicator

    def _note_left_out(self, row: Row) -> None:
        for column, cell in zip(self._columns, row.cells, strict=False):
            if column.field == "left_out" and cell_text(cell):
                self._deeds.append(
                    Deed("column-left-out", row.where, (column.heading,))
                )


def _by_field(columns: tuple[Column, ...], row: Row) -> dict[str, Cell]:
    return {
        column.field: cell
        for column, cell in zip(columns, row.cells, strict=False)
        if column.field not in ("target", "left_out")
    }


def _targets(columns: tuple[Column, ...], row: Row) -> Iterator[tuple[Column, Cell]]:
    for column, cell in zip(columns, row.cells, strict=False):
        if column.field == "target":
            yield column, cell


def _text(cell: Cell | None) -> str:
    return cell_text(cell) if cell is not None else ""


def _texts(row: Row) -> list[str]:
    return [cell_text(cell) for cell in row.cells]


def _is_overfull(objective: Objective) -> bool:
    """Was so much joined already that these are no broken rows but a torn table?"""
    last = objective.indicators[-1] if objective.indicators else None
    return len(objective.text) > _LONGEST_TEXT or (
        last is not None and len(last.text) > _LONGEST_TEXT
    )


def _spans(row: Row) -> bool:
    """Is this one merged cell over the whole width (a narrow first column aside)?"""
    covered = [cell.continues_left for cell in row.cells]
    return len(covered) > 2 and all(covered[2:]) and sum(covered) >= len(covered) - 2


def _is_merged(cell: Cell | None) -> bool:
    return cell is not None and cell.continues_above


def _made_number(cell: Cell | None) -> str:
    """The number a word processor made in an otherwise empty number cell."""
    if cell is None or not cell.paragraphs:
        return ""
    return cell.paragraphs[0].number or ""


def _label(number: str) -> str | None:
    return number.strip(" .)(") or None


def _has_number_before(objective: Objective) -> bool:
    return objective.label is not None


def _restarts(group: PositionRows) -> bool:
    """Has this position already a numbered objective, so that a new `1` begins another?"""
    return group.objectives[-1].label is not None


def _extend(indicator: Indicator, addition: Indicator) -> list[str]:
    """Add the texts of a continuation to an indicator; return what was added."""
    joined: list[str] = []
    if addition.text:
        indicator.text = f"{indicator.text} {addition.text}"
        if indicator.paragraphs:
            indicator.paragraphs[-1] += f" {addition.paragraphs[0]}"
            indicator.paragraphs += addition.paragraphs[1:]
        joined.append(addition.text)
    for name, text in addition.fields.items():
        before = indicator.fields.get(name)
        indicator.fields[name] = f"{before} {text}" if before else text
        joined.append(text)
    known = dict(indicator.targets)
    for period, text in addition.targets:
        known[period] = f"{known[period]} {text}" if period in known else text
        joined.append(text)
    indicator.targets = list(known.items())
    indicator.target_paragraphs = [[text] for text in known.values()]
    return joined


def _part(indicator: Indicator, deeds: list[Deed]) -> list[Indicator]:
    """Part a cell that holds several indicators: a list, lines of their own, or fused."""
    texts = _listed(indicator.paragraphs) or split_fused(indicator.text)
    if len(texts) < 2:
        indicator.text = split_label(indicator.text)[1] or indicator.text
        return [indicator]
    deeds.append(
        Deed("cell-split", indicator.where, tuple(texts), indicator=indicator.text)
    )
    return [
        Indicator(
            text,
            indicator.where,
            fields=_share_fields(indicator, index, len(texts)),
            targets=_share(indicator, index, len(texts)),
            split=True,
        )
        for index, text in enumerate(texts)
    ]


def _listed(paragraphs: list[str]) -> list[str]:
    """Indicators set as a list in one cell, each in its own line or numbered in a run."""
    if len(paragraphs) > _MOST_IN_A_CELL:
        return []
    if len(paragraphs) == 1:
        return _numbered_run(paragraphs[0]) or _semicolons(paragraphs[0])
    items: list[str] = []
    for paragraph in paragraphs:
        label, text = split_label(paragraph)
        text = re.sub(r"^[-•*]\s+", "", text)
        opens = label is not None or kind_of(text, None) != "other" or text != paragraph
        if items and not opens:
            items[-1] = f"{items[-1]} {text}"
        elif text:
            items.append(text)
    if len(items) < 2:
        return []
    return [part for item in items for part in split_fused(item)]


def _numbered_run(text: str) -> list[str]:
    """`1. Persentase A 2. Persentase B` in one line."""
    parts = re.split(r"(?:^|\s)(?:\(?(?:\d{1,2}|[a-z])[.)]|[-•*▪])\s+(?=[A-Z])", text)
    if parts[0] or len(parts) < 3:
        return []
    items = [part.strip() for part in parts[1:]]
    return items if all(kind_of(item, None) != "other" for item in items) else []


def _semicolons(text: str) -> list[str]:
    """`Persentase A; Persentase B`, where each part is a measure."""
    parts = [part.strip() for part in re.split(r"(?<=;)\s+", text)]
    if len(parts) < 2 or any(kind_of(part, None) == "other" for part in parts):
        return []
    return parts


def _numbered_text(paragraph: Paragraph) -> str:
    """A cell's paragraph with the list mark that a word processor made."""
    text = fold(paragraph.text)
    if paragraph.number is not None:
        return f"{paragraph.number}. {text}"
    return f"- {text}" if paragraph.bullet else text


def _unmarked(text: str) -> str:
    return re.sub(r"^[-•*]\s+", "", split_label(text)[1])


def _share(
    indicator: Indicator, index: int, count: int
) -> list[tuple[str | None, str]]:
    """The targets of one part: its own where as many stand in the cell, else the whole cell."""
    shared = []
    for (period, text), paragraphs in zip(
        indicator.targets, indicator.target_paragraphs, strict=True
    ):
        parts = _parts_of(text, paragraphs, count, _VALUE)
        shared.append((period, parts[index] if parts else text))
    return shared


def _share_fields(indicator: Indicator, index: int, count: int) -> dict[str, str]:
    """The other cells of one part. A formula of two lines is one, unless they are listed."""
    shared = dict(indicator.fields)
    for name, paragraphs in indicator.field_paragraphs.items():
        if name == "unit":
            parts = _parts_of(indicator.fields[name], paragraphs, count, _UNIT_WORD)
        else:
            listed = all(_unmarked(text) != text for text in paragraphs)
            parts = paragraphs if listed and len(paragraphs) == count else []
        if parts:
            shared[name] = _unmarked(parts[index])
    return shared


def _parts_of(
    text: str, paragraphs: list[str], count: int, word: re.Pattern[str]
) -> list[str]:
    """As many parts as there are indicators: lines, or words where lines were lost."""
    if len(paragraphs) == count:
        return [_unmarked(paragraph) for paragraph in paragraphs]
    for pattern in (word, _VALUE_OR_DASH) if word is _VALUE else (word,):
        words = pattern.findall(text)
        if len(words) == count and " ".join(words) == text:
            return words
    return _parts_alike(text, count)


def _parts_alike(text: str, count: int) -> list[str]:
    """`Sebesar 24% dari X Sebesar 5 dari X`: parts that all begin with the same word."""
    first = text.split(" ", 1)[0]
    if not first[:1].isupper():
        return []
    parts = re.split(rf"\s(?={re.escape(first)}\s)", text)
    return parts if len(parts) == count else []
