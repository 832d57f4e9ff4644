"""Sheets: an invented decree's positions laid out as blocks, and the truth they say."""

import random
from dataclasses import dataclass, field
from typing import Any

from tests.reader.invented import words
from tests.reader.invented.layouts import (
    EXTRA_HEADINGS,
    IGNORED,
    INDICATORS,
    NUMBERS,
    OBJECTIVES,
    PERIODS,
    TARGETS,
    Layout,
)
from tests.reader.invented.truth import (
    EXTRAS,
    NOWHERE,
    Decree,
    Indicator,
    Objective,
    Position,
    Unit,
)


@dataclass
class Para:
    """A paragraph; `label` is a list number (`a.`), made by Word or typed; `gap` empty lines."""

    text: str
    label: str = ""
    gap: int = 0
    list: int = 0


@dataclass
class Box:
    """A cell; `down` and `right` mark what a merged cell covers."""

    lines: list[Para] = field(default_factory=list)
    down: bool = False
    right: bool = False


@dataclass
class Grid:
    rows: list[list[Box]]
    heads: int
    page_after: int | None = None


@dataclass
class Sheet:
    """A page of its own in a workbook."""

    name: str


Block = Para | Grid | Sheet


def box(text: str = "") -> Box:
    return Box([Para(text)] if text else [])


class SheetWriter:
    """Lays positions out one after the other; `truths` grows beside `blocks`."""

    def __init__(self, pick: random.Random, layout: Layout, decree: Decree) -> None:
        self.pick = pick
        self.layout = layout
        self.decree = decree
        self.blocks: list[Block] = []
        self.truths: list[dict[str, Any]] = []
        self.units: list[Unit] = []
        self._lists = 100
        self._running = 0
        self._columns = self._draw_columns()

    # ------------------------------------------------------------------ columns

    def _draw_columns(self) -> list[tuple[str, str, str]]:
        """(field, first heading, second heading) for each column, in order."""
        layout, pick = self.layout, self.pick
        columns: list[tuple[str, str, str]] = []
        if layout.intro == "column":
            if layout.office_line == "inside":
                columns.append(("office", "UNIT KERJA", ""))
            columns.append(
                (
                    "position",
                    pick.choice(["JABATAN", "Nama Jabatan", "UNIT/JABATAN"]),
                    "",
                )
            )
        if layout.number_column:
            columns.append(("number", pick.choice(NUMBERS), ""))
        if layout.ignored and IGNORED[-1] and pick.random() < 0.3:
            columns.append(("ignored", IGNORED[-1], ""))
        if layout.objective_rows == "cell":
            columns.append(("objective", pick.choice(OBJECTIVES), ""))
        columns.append(("indicator", pick.choice(INDICATORS), ""))
        extras = list(layout.extras)
        unit_first = "unit" in extras and pick.random() < 0.7
        if unit_first:
            extras.remove("unit")
            columns.append(("unit", pick.choice(EXTRA_HEADINGS["unit"]), ""))
        targets = self._target_columns()
        if pick.random() < 0.7:
            columns += targets
            targets = []
        columns += [(name, pick.choice(EXTRA_HEADINGS[name]), "") for name in extras]
        columns += targets
        if layout.ignored:
            columns.append(("ignored", pick.choice(IGNORED[:-1]), ""))
        if layout.two_heads and unit_first and layout.target == "one":
            at = next(i for i, column in enumerate(columns) if column[0] == "unit")
            if columns[at + 1][0] == "target":
                group = pick.choice(["TARGET KINERJA", "TARGET", "Target Tahunan"])
                columns[at] = ("unit", group, "SATUAN")
                columns[at + 1] = ("target", group, "TARGET")
        if layout.ignored and pick.random() < 0.3:
            columns[-1] = ("ignored", "BOBOT (%)", "")
        return columns

    def _target_columns(self) -> list[tuple[str, str, str]]:
        layout, year = self.layout, self.decree.years[0]
        if layout.target == "none":
            return []
        if layout.target == "one":
            return [("target", self.pick.choice(TARGETS).format(year=year), "")]
        periods = PERIODS[layout.target] or [
            str(y) for y in range(self.decree.years[0], self.decree.years[1] + 1)
        ]
        if layout.two_heads:
            group = self.pick.choice(["TARGET", "TARGET KINERJA", "Target Tahun"])
            return [("target", group, period) for period in periods]
        if layout.target in ("years", "quarters", "words"):
            return [
                (
                    "target",
                    f"Target ({p})" if layout.target == "words" else f"TARGET {p}",
                    p,
                )
                for p in periods
            ]
        return [("target", period, period) for period in periods]

    def _periods(self) -> list[str | None]:
        targets = [column for column in self._columns if column[0] == "target"]
        if len(targets) == 1:
            return [None]
        return [second for _, _, second in targets]

    # ------------------------------------------------------------------ positions

    def write(self) -> None:
        decree, layout = self.decree, self.layout
        if layout.intro == "column":
            self._write_flat()
        else:
            unit: Unit | None = None
            for number, position in enumerate(decree.positions, 1):
                if layout.sheets == "position" or (
                    layout.sheets == "unit" and position.unit is not unit
                ):
                    self.blocks.append(Sheet(f"{number} {position.unit.name}"[:28]))
                self._write_position(number, position, opens=position.unit is not unit)
                unit = position.unit
        self._note_units()

    def _note_units(self) -> None:
        for position in self.decree.positions:
            chain: list[Unit] = []
            unit: Unit | None = position.unit
            while unit is not None:
                chain.insert(0, unit)
                unit = unit.parent
            for found in chain:
                if found not in self.units:
                    self.units.append(found)
        ids = {id(unit): f"u{n}" for n, unit in enumerate(self.units, 1)}
        for position, truth in zip(self.decree.positions, self.truths, strict=True):
            truth["unit"] = ids[id(position.unit)]
        self._settle_superiors()

    def _settle_superiors(self) -> None:
        by_position = {
            id(p): t["id"]
            for p, t in zip(self.decree.positions, self.truths, strict=True)
        }
        for position, truth in zip(self.decree.positions, self.truths, strict=True):
            truth["superior"] = by_position.get(id(position.superior))

    def _truth(self, position: Position, title: str) -> dict[str, Any]:
        truth = {
            "id": f"p{len(self.truths) + 1:02d}",
            "label": None,
            "title": title,
            "unit": None,
            "superior": None,
            "class": position.level,
            "duties": [],
            "functions": [],
            "objectives": [],
            "where": NOWHERE,
        }
        self.truths.append(truth)
        return truth

    def _write_position(self, number: int, position: Position, *, opens: bool) -> None:
        layout = self.layout
        if (
            layout.headline == "each"
            or (number == 1 and layout.intro != "signature")
            or layout.intro == "signature"
        ):
            text = (
                layout.headline
                if layout.headline != "each"
                else "INDIKATOR KINERJA INDIVIDU"
            )
            self._para(text.format(year=self.decree.years[0]), gap=1)
        if layout.office_line == "before" and opens:
            self._para(f"Unit Kerja : {position.unit.name}", gap=1)
        title = position.title.upper() if layout.intro == "capitals" else position.title
        truth = self._truth(position, title)
        if layout.intro == "card table":
            self._write_card_table(number, position, truth)
            return
        self._open(number, position, title)
        if layout.intro not in ("signature", "form"):
            self._write_parts(position, truth)
        if layout.intro == "cards":
            self._write_cards(position, truth)
        else:
            self._write_table(position, truth)
        if layout.notes:
            self._para(
                self.pick.choice(
                    [
                        "Catatan : target dapat diubah.",
                        "Ket : *) dihitung tahunan",
                        "Sumber : Renstra 2025-2029",
                    ]
                ),
                gap=1,
            )
        if layout.signed_each:
            self._sign(position)

    def _para(
        self, text: str, *, label: str = "", gap: int = 0, list_: int = 0
    ) -> None:
        self.blocks.append(Para(text, label, gap, list_))

    def _open(self, number: int, position: Position, title: str) -> None:
        layout = self.layout
        match layout.intro:
            case "numbered" | "cards":
                self._para(f"{number}. Jabatan : {title}", gap=1)
            case "restarting":
                self._para(
                    f"{self.pick.choice(['1', 'j', 'II', '4'])}. Jabatan : {title}",
                    gap=1,
                )
            case "capitals":
                self._para(f"JABATAN. : {title}", gap=1)
            case "plain":
                self._para(f"Jabatan : {title}", gap=1)
            case "nama jabatan":
                self._para(f"Nama Jabatan : {title}", gap=1)
            case "next line":
                self._para(f"{number}. Jabatan :", gap=1)
                self._para(title)
            case "form":
                self._para(f"NAMA : {self.pick.choice(words.NAMES)}", gap=1)
                self._para("NIP : 19800101 200501 1 001")
                self._para(f"JABATAN : {title}")
        if layout.office_line == "inside" and layout.intro not in (
            "signature",
            "column",
        ):
            self._para(
                f"{'UNIT KERJA' if layout.intro == 'form' else 'Unit Kerja'} : {position.unit.name}"
            )

    def _write_parts(self, position: Position, truth: dict[str, Any]) -> None:
        layout = self.layout
        forms = {
            "same line": ("Tugas :", "Fungsi :", ""),
            "next line": ("Tugas:", "Fungsi:", "\n"),
            "has functions": (
                "Tugas Pokok :",
                f"{position.unit.name} mempunyai fungsi :",
                "\n",
            ),
            "numbered": ("2. Tugas :", "3. Fungsi :", self.pick.choice(["", "\n"])),
            "capitals": ("TUGAS. :", "FUNGSI.", "\n"),
        }
        duties, functions, break_ = forms[layout.parts]
        for key, lead, texts in (
            ("duties", duties, position.duties),
            ("functions", functions, position.functions),
        ):
            if not texts:
                continue
            truth[key] = [{"label": None, "text": text} for text in texts]
            self._list(lead, texts, same_line=not break_)

    def _list(self, lead: str, texts: list[str], *, same_line: bool) -> None:
        single = len(texts) == 1
        labels = ["" if single else self._label(n) for n in range(len(texts))]
        self._lists += 1
        if same_line and not (labels[0] and self.layout.word_lists):
            self._para(f"{lead} {labels[0]} {texts[0]}".replace("  ", " "))
            rest = 1
        else:
            self._para(lead)
            rest = 0
        for label, text in list(zip(labels, texts, strict=True))[rest:]:
            self._para(text, label=label, list_=self._lists if rest == 0 else 0)

    def _label(self, n: int) -> str:
        style = self.layout.items
        letter = chr(ord("a") + n)
        return {
            "a.": f"{letter}.",
            "1.": f"{n + 1}.",
            "1)": f"{n + 1})",
            "a)": f"{letter})",
            "-": "-",
            "(1)": f"({n + 1})",
        }[style]

    # ------------------------------------------------------------------ tables

    def _heads(self) -> list[list[Box]]:
        columns = self._columns
        second = any(column[2] and column[2] != column[1] for column in columns) and (
            self.layout.two_heads
            and any(
                c[0] == "target"
                and c[1]
                in ("TARGET", "TARGET KINERJA", "Target Tahun", "Target Tahunan")
                for c in columns
            )
        )
        rows = [[box(column[1]) for column in columns]]
        if second:
            below: list[Box] = []
            for index, (_name, group, under) in enumerate(columns):
                if under:
                    if (
                        index
                        and columns[index - 1][1] == group
                        and columns[index - 1][2]
                    ):
                        rows[0][index] = Box(right=True)
                    below.append(box(under))
                else:
                    below.append(Box(down=True))
            rows.append(below)
        if self.layout.number_row != "none":
            form = self.layout.number_row.replace("1", "{}")
            rows.append([box(form.format(n)) for n in range(1, len(columns) + 1)])
        return rows

    def _write_table(self, position: Position, truth: dict[str, Any]) -> None:
        heads = self._heads()
        body = self._body(position, truth, restart=True)
        if self.layout.groups and self.layout.objective_rows == "cell":
            body.insert(0, self._spanning("A. KINERJA UTAMA"))
        if self.layout.notes and any(c[1] == "BOBOT (%)" for c in self._columns):
            body.append(self._total())
        self._grid(heads, body)

    def _grid(self, heads: list[list[Box]], body: list[list[Box]]) -> None:
        page = None
        if self.layout.furniture != "none" and len(body) > 2:
            page = len(heads) + self.pick.randint(1, len(body) - 1)
        self.blocks.append(Grid(heads + body, len(heads), page))

    def _spanning(self, text: str) -> list[Box]:
        return [box(text), *[Box(right=True) for _ in self._columns[1:]]]

    def _total(self) -> list[Box]:
        row = [Box() for _ in self._columns]
        row[min(1, len(row) - 1)] = box("JUMLAH")
        row[-1] = box("100")
        return row

    def _body(
        self, position: Position, truth: dict[str, Any], *, restart: bool
    ) -> list[list[Box]]:
        layout = self.layout
        rows: list[list[Box]] = []
        for number, objective in enumerate(position.objectives, 1):
            if layout.objective_rows != "cell":
                roman = ["I", "II", "III", "IV"][number - 1]
                rows.append(
                    self._spanning(
                        f"Sasaran Strategis {number}. {objective.text}"
                        if layout.objective_rows == "spanning"
                        else f"SASARAN {roman} ( {objective.text} )"
                    )
                )
            rows += self._objective_rows(number, objective, truth)
        return rows

    def _objective_rows(
        self, number: int, objective: Objective, truth: dict[str, Any]
    ) -> list[list[Box]]:
        layout = self.layout
        told: dict[str, Any] = {
            "label": str(number),
            "text": objective.text,
            "indicators": [],
        }
        truth["objectives"].append(told)
        indicators = objective.indicators
        if layout.several == "fused":
            indicators = [
                i for i in indicators if i.kind in ("percentage", "count")
            ] or indicators[:1]
        if layout.several != "rows" and len(indicators) > 1:
            return [self._shared_row(number, objective, indicators, told)]
        rows = []
        for index, indicator in enumerate(indicators):
            self._running += 1
            rows.append(self._row(number, objective, indicator, told, first=index == 0))
        return rows

    def _row(
        self,
        number: int,
        objective: Objective,
        indicator: Indicator,
        told: dict[str, Any],
        *,
        first: bool,
    ) -> list[Box]:
        layout = self.layout
        text = (
            indicator.text
            if layout.units_in != "name"
            else f"{indicator.text} ({indicator.unit})"
        )
        targets = self._targets(indicator)
        told["indicators"].append(self._told(indicator, text, targets))
        row: list[Box] = []
        shown = iter(targets)
        for name, _, _ in self._columns:
            match name:
                case "number":
                    row.append(self._number_box(number, first))
                case "objective":
                    row.append(self._repeated(objective.text, first))
                case "indicator":
                    row.append(box(text))
                case "target":
                    row.append(box(next(shown)["text"]))
                case "ignored":
                    row.append(
                        box(self.pick.choice(["50", "Kuantitas", "C", "Tahunan", "-"]))
                    )
                case "position" | "office":
                    row.append(Box())
                case _:
                    row.append(box(told["indicators"][-1][name] or ""))
        return row

    def _number_box(self, number: int, first: bool) -> Box:
        layout = self.layout
        if layout.numbering == "indicators":
            return box(f"{self._running}.")
        if layout.objective_rows != "cell":
            return (
                box(str(self._running)) if layout.numbering == "objectives" else Box()
            )
        return self._repeated(
            f"{number}." if layout.numbering == "dotted" else str(number), first
        )

    def _repeated(self, text: str, first: bool) -> Box:
        if first or self.layout.merge == "repeated":
            return box(text)
        return Box(down=self.layout.merge == "merged")

    def _shared_row(
        self,
        number: int,
        objective: Objective,
        indicators: list[Indicator],
        told: dict[str, Any],
    ) -> list[Box]:
        """One row whose indicator cell holds several; each target in a line of its own."""
        layout = self.layout
        row: list[Box] = []
        targets = [self._targets(indicator) for indicator in indicators]
        one_for_all = layout.several == "fused"
        for index, indicator in enumerate(indicators):
            mark = (
                ";"
                if layout.several == "semicolons" and index < len(indicators) - 1
                else ""
            )
            text = indicator.text + mark
            mine = targets[0] if one_for_all else targets[index]
            told["indicators"].append(
                self._told(
                    indicators[0] if one_for_all else indicator,
                    text,
                    mine,
                    kind=indicator,
                )
            )
        for name, _, _ in self._columns:
            match name:
                case "number":
                    row.append(
                        box(
                            f"{number}."
                            if layout.numbering == "dotted"
                            else str(number)
                        )
                    )
                case "objective":
                    row.append(box(objective.text))
                case "indicator":
                    row.append(self._several(indicators))
                case "target":
                    at = sum(
                        1
                        for n, b in zip(self._columns, row, strict=False)
                        if n[0] == "target"
                    )
                    row.append(
                        box(targets[0][at]["text"])
                        if one_for_all
                        else Box([Para(t[at]["text"]) for t in targets])
                    )
                case "ignored":
                    row.append(box("50"))
                case "position" | "office":
                    row.append(Box())
                case "unit" if not one_for_all:
                    row.append(Box([Para(i.unit) for i in indicators]))
                case _:
                    shared = told["indicators"][0][name] or ""
                    row.append(box(shared))
                    for indicator in told["indicators"]:
                        indicator[name] = shared or None
        return row

    def _several(self, indicators: list[Indicator]) -> Box:
        texts = [indicator.text for indicator in indicators]
        form = self.layout.several
        if form == "fused":
            return box(" ".join(texts))
        if form == "semicolons":
            return box("; ".join(texts))
        self._lists += 1
        labels = {
            "lines": [""] * len(texts),
            "numbered": [f"{n}." for n in range(1, len(texts) + 1)],
            "lettered": [f"{chr(96 + n)}." for n in range(1, len(texts) + 1)],
            "dashes": ["-"] * len(texts),
        }[form]
        return Box(
            [
                Para(text, label, list=self._lists)
                for text, label in zip(texts, labels, strict=True)
            ]
        )

    def _targets(self, indicator: Indicator) -> list[dict[str, Any]]:
        periods = (
            self._periods() if any(c[0] == "target" for c in self._columns) else []
        )
        found = []
        for period in periods:
            text = (
                indicator.number
                if self.pick.random() < 0.7
                else self.pick.choice(words.NUMBERS.get(indicator.unit, words.COUNTS))
            )
            if self.layout.units_in == "target" and text != "-":
                text = (
                    f"{text}%" if indicator.unit == "%" else f"{text} {indicator.unit}"
                )
            if period == "Uraian":
                text = f"Sebesar {text} dari seluruh sasaran"
            found.append({"period": period, "text": text})
        return found

    def _told(
        self,
        indicator: Indicator,
        text: str,
        targets: list[dict[str, Any]],
        kind: Indicator | None = None,
    ) -> dict[str, Any]:
        fields = {column[0] for column in self._columns}
        unit = indicator.unit if "unit" in fields else None
        of = kind or indicator
        told: dict[str, Any] = {
            "text": text,
            "kind": "percentage"
            if unit and indicator.kind == "percentage"
            else of.kind,
            "target": [dict(target) for target in targets],
            "split": False,
            "where": NOWHERE,
        }
        for name in EXTRAS:
            value = unit if name == "unit" else indicator.extras[name]
            told[name] = value if name in fields else None
        return told

    def _write_flat(self) -> None:
        """Tables with a column of positions: one for each unit, or one for all."""
        layout = self.layout
        unit: Unit | None = None
        rows: list[list[Box]] = []
        for position in self.decree.positions:
            if position.unit is not unit and (layout.sheets != "flat" or unit is None):
                if rows:
                    self._grid(self._heads(), rows)
                    rows = []
                self.blocks.append(Sheet(position.unit.name[:28]))
                text = (
                    layout.headline
                    if layout.headline != "each"
                    else "INDIKATOR KINERJA INDIVIDU"
                )
                self._para(text.format(year=self.decree.years[0]), gap=1)
                if layout.office_line == "before" and layout.sheets != "flat":
                    self._para(f"Unit Kerja : {position.unit.name}")
            unit = position.unit
            truth = self._truth(position, position.title)
            body = self._body(position, truth, restart=True)
            at = next(i for i, c in enumerate(self._columns) if c[0] == "position")
            for index, row in enumerate(body):
                row[at] = self._repeated(position.title, index == 0)
            rows += body
        self._grid(self._heads(), rows)

    # ------------------------------------------------------------------ cards

    def _card(
        self,
        number: int,
        objective: Objective,
        indicator: Indicator,
        told: dict[str, Any],
    ) -> list[tuple[str, str]]:
        text = (
            indicator.text
            if self.layout.units_in != "name"
            else f"{indicator.text} ({indicator.unit})"
        )
        targets = self._targets(indicator)
        mine = self._told(indicator, text, targets)
        told["indicators"].append(mine)
        shown = iter(targets)
        lines: list[tuple[str, str]] = []
        for name, first, second in self._columns:
            if name in ("number", "ignored", "position", "office"):
                continue
            heading = (
                first
                if not second
                else f"Target {second}"
                if name == "target" and len(targets) > 1
                else second
            )
            if name == "objective":
                lines.append((heading, objective.text))
            elif name == "indicator":
                lines.append((heading, text))
            elif name == "target":
                lines.append((heading, next(shown)["text"]))
            else:
                lines.append((heading, mine[name]))
        return lines

    def _objective_truths(
        self, position: Position, truth: dict[str, Any]
    ) -> list[tuple[Objective, dict[str, Any]]]:
        found = []
        for number, objective in enumerate(position.objectives, 1):
            told: dict[str, Any] = {
                "label": str(number),
                "text": objective.text,
                "indicators": [],
            }
            truth["objectives"].append(told)
            found.append((objective, told))
        return found

    def _write_cards(self, position: Position, truth: dict[str, Any]) -> None:
        for objective, told in self._objective_truths(position, truth):
            for n, indicator in enumerate(objective.indicators):
                lines = self._card(n, objective, indicator, told)
                if n and self.layout.merge == "blank":
                    lines = [line for line in lines if line[1] != objective.text]
                for index, (label, text) in enumerate(lines):
                    self._para(f"{label} : {text}", gap=int(index == 0))

    def _write_card_table(
        self, number: int, position: Position, truth: dict[str, Any]
    ) -> None:
        """One table for each position: a line for each thing, its label at the left."""
        lines: list[tuple[str, list[Para]]] = [("Jabatan", [Para(position.title)])]
        for key, name, texts in (
            ("duties", "Tugas", position.duties),
            ("functions", "Fungsi", position.functions),
        ):
            if texts:
                self._lists += 1
                truth[key] = [{"label": None, "text": text} for text in texts]
                labels = [
                    "" if len(texts) == 1 else self._label(n) for n in range(len(texts))
                ]
                lines.append(
                    (
                        name,
                        [
                            Para(t, label, list=self._lists)
                            for t, label in zip(texts, labels, strict=True)
                        ],
                    )
                )
        for objective, told in self._objective_truths(position, truth):
            for n, indicator in enumerate(objective.indicators):
                card = self._card(n, objective, indicator, told)
                if n and self.layout.merge == "blank":
                    card = [line for line in card if line[1] != objective.text]
                lines += [(label, [Para(text)]) for label, text in card]
        colon = self.pick.random() < 0.5
        rows = [
            [box(label), *([box(":")] if colon else []), Box(paras)]
            for label, paras in lines
        ]
        self.blocks.append(Para("", gap=1))
        self.blocks.append(Grid(rows, 0))

    # ------------------------------------------------------------------ signatures

    def _sign(self, position: Position) -> None:
        pick = self.pick
        if pick.random() < 0.5:
            year, month, day = self.decree.date
            self._para(f"{self.decree.place}, {day} {MONTHS[month - 1]} {year}", gap=1)
            self._para(f"{position.title},")
        else:
            self._para(f"{position.title},", gap=1)
        self._para(pick.choice(words.NAMES), gap=3)
        self._para(pick.choice(words.RANKS))
        self._para(f"NIP. 19{pick.randint(70, 89)}0101 200501 1 00{pick.randint(1, 9)}")


MONTHS = ["Januari", "Februari", "Maret", "April", "Mei", "Juni", "Juli", "Agustus",
          "September", "Oktober", "November", "Desember"]  # fmt: skip
