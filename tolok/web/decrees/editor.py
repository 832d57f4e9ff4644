"""The registry-to-be as fields and rows that can be corrected where they stand."""

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.translation import gettext as _

from tolok.decrees.fields import CLASSES, DECREE_KINDS, MEASURE_KINDS, UNIT_KINDS
from tolok.decrees.queries import Decree
from tolok.organisation.enums import PositionClass, UnitKind
from tolok.web.counting import whole
from tolok.web.decrees.labels import (
    DETAILS,
    HEAD_FIELDS,
    HEAD_LISTS,
    KIND_NAMES,
    SIGNATORY_FIELDS,
)
from tolok.web.decrees.places import (
    HEAD,
    POSITIONS,
    UNITS,
    Place,
    line_of,
    url_of,
)
from tolok.web.decrees.sources import LineFinder


FIELD = "f:"
ROWS_ON_PAGE = 50
MOST_CHOICES = 200
LETTERS_IN_ROW = 40


class Editor:
    """Makes the fields and rows of one part of a draft, for one place looked at."""

    def __init__(
        self, decree: Decree, place: Place, refused: Mapping[str, str]
    ) -> None:
        """Keep what all fields need: the draft, the place, what was refused and why."""
        self.decree, self.place, self.refused = decree, place, refused
        self.content: dict[str, Any] = decree.content

    # ------------------------------------------------------------ pieces

    def field(
        self,
        path: str,
        label: Any,
        value: Any,
        *,
        form: str = "text",
        choices: Sequence[tuple[str, Any]] = (),
        inferred: str = "",
    ) -> dict[str, Any]:
        """Return one field for `decrees/field.html`."""
        shown = "" if value is None else str(value)
        return {
            "name": f"{FIELD}{path}",
            "id": f"f-{path.replace('.', '-')}",
            "label": label,
            "value": shown,
            "form": form,
            "rows": min(8, 1 + len(shown) // LETTERS_IN_ROW),
            "choices": [
                {"value": key, "label": name, "chosen": key == shown}
                for key, name in choices
            ],
            "error": self.refused.get(path, ""),
            "inferred": inferred,
        }

    def row(
        self,
        path: str,
        line: int | None,
        fields: list[dict[str, Any]],
        *,
        count: int,
        index: int,
        name: str,
        text: str,
        targets: Sequence[tuple[str, str]] = (),
        parts: bool = True,
        joins: bool = True,
    ) -> dict[str, Any]:
        """Return one row: its fields, its place in the source, and how it is arranged."""
        arranged = self.place.arranged == path
        return {
            "path": path,
            "id": f"r-{path.replace('.', '-')}",
            "name": name,
            "line": line,
            "line_url": url_of(self.decree, self.place, line=line, finding=None)
            if line
            else "",
            "here": line is not None and line == self.place.line,
            "fields": fields,
            "arranged": arranged,
            "is_first": index == 0,
            "is_last": index == count - 1,
            "text": text,
            "parts": parts,
            "joins": joins and index < count - 1,
            "targets": [{"value": to, "label": label} for to, label in targets]
            if arranged
            else [],
        }

    # ------------------------------------------------------------ head

    def head(self) -> dict[str, Any]:
        """Return the head of the decree: its fields, articles and signatory."""
        head = self.content["decree"]
        first = min(
            (line_of(p) or 0 for p in self.content["positions"] if line_of(p)),
            default=len(self.decree.source_lines),
        )
        find = LineFinder(self.decree.source_lines, 1, first)
        signatory = head["signatory"] or {}
        return {
            "title": _("Kepala keputusan"),
            "fields": [
                self.field(
                    f"decree.{key}",
                    label,
                    head[key],
                    form=form,
                    choices=[("", "–"), *((k, k) for k in DECREE_KINDS)]
                    if form == "select"
                    else (),
                )
                for key, label, form in HEAD_FIELDS
            ],
            "lists": [
                self._articles(f"decree.{key}", title, head[key], find)
                for key, title in HEAD_LISTS
            ],
            "signatory": [
                self.field(f"decree.signatory.{key}", label, signatory.get(key))
                for key, label in SIGNATORY_FIELDS
            ],
        }

    def _articles(
        self, path: str, title: Any, rows: Sequence[dict[str, Any]], find: LineFinder
    ) -> dict[str, Any]:
        items = []
        for index, row in enumerate(rows):
            here = f"{path}.{index}"
            items.append(self._item(here, row, index, len(rows), title, find, ()))
            for place, under in enumerate(row.get("items", [])):
                items.append(
                    self._item(
                        f"{here}.items.{place}",
                        under,
                        place,
                        len(row["items"]),
                        _("Butir"),
                        find,
                        (),
                    )
                    | {"is_under": True}
                )
        return {"title": title, "path": path, "rows": items}

    def _item(
        self,
        path: str,
        row: Mapping[str, Any],
        index: int,
        count: int,
        name: Any,
        find: LineFinder,
        targets: Sequence[tuple[str, str]],
    ) -> dict[str, Any]:
        label = f"{name} {row['label'] or index + 1}"
        return self.row(
            path,
            find(row["text"]),
            [
                self.field(
                    f"{path}.text",
                    label,
                    row["text"],
                    form="area",
                )
            ],
            count=count,
            index=index,
            name=label,
            text=row["text"],
            targets=targets,
        )

    # ------------------------------------------------------------ units

    def units(self) -> dict[str, Any]:
        """Return the units of the decree, a page of them."""
        rows = self.content["units"]
        shown = self._window(rows)
        kinds = [(k, UnitKind(k).label if k in UnitKind else k) for k in UNIT_KINDS]
        return {
            "title": _("%(count)s unit kerja") % {"count": whole(len(rows))},
            "path": "units",
            "add_label": _("Nama unit kerja baru"),
            "pages": self._pages(rows),
            "rows": [
                self.row(
                    f"units.{index}",
                    None,
                    [
                        self.field(f"units.{index}.name", _("Nama"), unit["name"]),
                        self.field(
                            f"units.{index}.kind",
                            _("Jenis"),
                            unit["kind"],
                            form="select",
                            choices=kinds,
                        ),
                        self.field(
                            f"units.{index}.parent",
                            _("Bagian dari"),
                            unit["parent"],
                            form="select",
                            choices=self._unit_choices(unit["parent"], unit["id"]),
                        ),
                    ],
                    count=len(rows),
                    index=index,
                    name=unit["name"],
                    text=unit["name"],
                    parts=False,
                    joins=False,
                )
                for index, unit in shown
            ],
        }

    def _window(self, rows: Sequence[Any]) -> list[tuple[int, Any]]:
        first = (min(self.place.page, self._last_page(rows)) - 1) * ROWS_ON_PAGE
        return list(enumerate(rows[first : first + ROWS_ON_PAGE], first))

    def _last_page(self, rows: Sequence[Any]) -> int:
        return max(1, -(-len(rows) // ROWS_ON_PAGE))

    def _pages(self, rows: Sequence[Any]) -> dict[str, Any] | None:
        last = self._last_page(rows)
        here = min(self.place.page, last)
        if last == 1:
            return None
        return {
            "text": _("halaman %(here)s dari %(last)s") % {"here": here, "last": last},
            "before": url_of(self.decree, self.place, page=here - 1)
            if here > 1
            else "",
            "after": url_of(self.decree, self.place, page=here + 1)
            if here < last
            else "",
        }

    def _unit_choices(self, chosen: str | None, but: str = "") -> list[tuple[str, Any]]:
        units = [(u["id"], u["name"]) for u in self.content["units"] if u["id"] != but]
        near = [u for u in units if u[0] == chosen]
        return [
            ("", "–"),
            *(units if len(units) <= MOST_CHOICES else near + units[:MOST_CHOICES]),
        ]

    # ------------------------------------------------------------ positions

    def positions(self) -> dict[str, Any]:
        """Return the list of positions, a page of them, to be put in order."""
        rows = self.content["positions"]
        units = {unit["id"]: unit["name"] for unit in self.content["units"]}
        return {
            "title": _("%(count)s jabatan") % {"count": whole(len(rows))},
            "path": "positions",
            "add_label": _("Nama jabatan baru"),
            "pages": self._pages(rows),
            "rows": [
                self.row(
                    f"positions.{index}",
                    line_of(position),
                    [],
                    count=len(rows),
                    index=index,
                    name=position["title"],
                    text=position["title"],
                    parts=False,
                )
                | {
                    "url": url_of(
                        self.decree,
                        self.place,
                        part="",
                        position_id=position["id"],
                        line=None,
                        finding=None,
                        page=1,
                    ),
                    "note": _("%(unit)s; %(goals)s sasaran")
                    % {
                        "unit": units.get(position["unit"], _("tanpa unit kerja")),
                        "goals": whole(len(position["objectives"])),
                    },
                }
                for index, position in self._window(rows)
            ],
        }

    def position(self) -> dict[str, Any] | None:
        """Return the position looked at: fields, duties, functions, objectives."""
        rows = self.content["positions"]
        index = next(
            (i for i, p in enumerate(rows) if p["id"] == self.place.position_id), None
        )
        if index is None:
            return None
        position, path = rows[index], f"positions.{index}"
        find = LineFinder(self.decree.source_lines, *self._lines_of(index))
        return {
            "title": position["title"],
            "number": _("Jabatan %(number)s dari %(total)s")
            % {"number": whole(index + 1), "total": whole(len(rows))},
            "before": self._neighbour(index - 1),
            "after": self._neighbour(index + 1),
            "fields": self._position_fields(path, position),
            "lists": [
                self._items(f"{path}.{key}", title, position[key], find, other)
                for key, title, other in (
                    ("duties", _("Tugas"), f"{path}.functions"),
                    ("functions", _("Fungsi"), f"{path}.duties"),
                )
            ],
            "objectives": self._objectives(index, position, find),
            "goals_path": f"{path}.objectives",
        }

    def _neighbour(self, index: int) -> str:
        rows = self.content["positions"]
        if not 0 <= index < len(rows):
            return ""
        return url_of(
            self.decree,
            self.place,
            position_id=rows[index]["id"],
            line=None,
            finding=None,
            arranged="",
        )

    def _lines_of(self, index: int) -> tuple[int, int]:
        """Return the first and last source line of a position's part."""
        rows = self.content["positions"]
        first = line_of(rows[index]) or 1
        later = [n for n in (line_of(row) for row in rows) if n and n > first]
        return first, min(later, default=len(self.decree.source_lines) + 1) - 1

    def _position_fields(
        self, path: str, position: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        inferred = position.get("inferred") or {}
        classes = [(k, PositionClass(k).label) for k in CLASSES]
        return [
            self.field(
                f"{path}.title", _("Nama jabatan"), position["title"], form="area"
            ),
            self.field(
                f"{path}.unit",
                _("Unit kerja"),
                position["unit"],
                form="select",
                choices=self._unit_choices(position["unit"]),
                inferred=inferred.get("unit", ""),
            ),
            self.field(
                f"{path}.superior",
                _("Atasan"),
                position["superior"],
                form="select",
                choices=self._superior_choices(position),
                inferred=inferred.get("superior", ""),
            ),
            self.field(
                f"{path}.class",
                _("Kelompok jabatan"),
                position["class"],
                form="select",
                choices=[("", "–"), *classes],
                inferred=inferred.get("class", ""),
            ),
        ]

    def _near(self, position: Mapping[str, Any]) -> list[tuple[int, dict[str, Any]]]:
        """Return the other positions to choose from: all, or in a large decree the near."""
        rows = list(enumerate(self.content["positions"]))
        others = [(i, p) for i, p in rows if p["id"] != position["id"]]
        if len(others) <= MOST_CHOICES:
            return others
        parents = {u["id"]: u["parent"] for u in self.content["units"]}
        above = {position["unit"], parents.get(position["unit"])}
        near = [
            (i, p)
            for i, p in others
            if p["unit"] in above or p["id"] == position["superior"]
        ]
        heads = [(i, p) for i, p in others if p["superior"] is None]
        return (near + [row for row in heads if row not in near])[:MOST_CHOICES]

    def _superior_choices(self, position: Mapping[str, Any]) -> list[tuple[str, Any]]:
        return [
            ("", _("tidak disebut")),
            *((other["id"], other["title"]) for _i, other in self._near(position)),
        ]

    def _items(
        self,
        path: str,
        title: str,
        rows: Sequence[dict[str, Any]],
        find: LineFinder,
        other: str,
    ) -> dict[str, Any]:
        name = _("Fungsi") if other.endswith("duties") else _("Tugas")
        there = (
            _("Tugas jabatan ini")
            if other.endswith("duties")
            else _("Fungsi jabatan ini")
        )
        return {
            "title": title,
            "path": path,
            "is_open": any(
                self.place.arranged == f"{path}.{index}"
                or (find(row["text"]) == self.place.line and self.place.line)
                for index, row in enumerate(rows)
            ),
            "add_label": _("%(name)s baru") % {"name": name},
            "rows": [
                self._item(
                    f"{path}.{index}",
                    row,
                    index,
                    len(rows),
                    name,
                    find,
                    [(other, there)],
                )
                for index, row in enumerate(rows)
            ],
        }

    def _objectives(
        self, index: int, position: Mapping[str, Any], find: LineFinder
    ) -> list[dict[str, Any]]:
        path = f"positions.{index}.objectives"
        rows = position["objectives"]
        elsewhere = [
            (f"positions.{i}.objectives", other["title"])
            for i, other in (self._near(position) if self.place.arranged else ())
        ]
        found = []
        for at, row in enumerate(rows):
            here = f"{path}.{at}"
            name = _("Sasaran %(number)s") % {"number": at + 1}
            line = next(
                (line_of(i) for i in row["indicators"] if line_of(i)), None
            ) or find(row["text"])
            goal = self.row(
                here,
                line,
                [self.field(f"{here}.text", name, row["text"], form="area")],
                count=len(rows),
                index=at,
                name=name,
                text=row["text"],
                targets=elsewhere,
            )
            goal["indicators"] = [
                self._indicator(here, indicator, place, at, position, index)
                for place, indicator in enumerate(row["indicators"])
            ]
            goal["add_path"] = f"{here}.indicators"
            found.append(goal)
        return found

    def _indicator(
        self,
        objective: str,
        indicator: Mapping[str, Any],
        place: int,
        at: int,
        position: Mapping[str, Any],
        index: int,
    ) -> dict[str, Any]:
        path = f"{objective}.indicators.{place}"
        name = _("Indikator %(number)s") % {"number": f"{at + 1}.{place + 1}"}
        rows = position["objectives"]
        targets = [
            (f"positions.{index}.objectives.{n}.indicators", f"{n + 1}. {row['text']}")
            for n, row in enumerate(rows)
            if n != at
        ]
        targets += [
            (f"positions.{i}.objectives.0.indicators", other["title"])
            for i, other in (
                self._near(position) if self.place.arranged == path else ()
            )
            if other["objectives"]
        ]
        row = self.row(
            path,
            line_of(dict(indicator)),
            [self.field(f"{path}.text", name, indicator["text"], form="area")],
            count=len(rows[at]["indicators"]),
            index=place,
            name=name,
            text=indicator["text"],
            targets=targets,
        )
        row["small"] = self._measure_fields(path, indicator)
        row["more"] = [
            self.field(f"{path}.{key}", label, indicator[key], form="area")
            for key, label in DETAILS
        ]
        row["is_split"] = indicator["split"]
        row["open_more"] = any(field["error"] for field in row["more"])
        row["told"] = sum(bool(field["value"]) for field in row["more"])
        return row

    def _measure_fields(
        self, path: str, indicator: Mapping[str, Any]
    ) -> list[dict[str, Any]]:
        kinds = [(key, KIND_NAMES[key]) for key in MEASURE_KINDS]
        targets = indicator["target"] or [{"period": None, "text": ""}]
        return [
            self.field(
                f"{path}.kind",
                _("Jenis ukuran"),
                indicator["kind"],
                form="select",
                choices=kinds,
            ),
            self.field(f"{path}.unit", _("Satuan"), indicator["unit"]),
            *(
                self.field(
                    f"{path}.target.{number}.text",
                    _("Target %(period)s") % {"period": target["period"]}
                    if target["period"]
                    else _("Target"),
                    target["text"],
                )
                for number, target in enumerate(targets)
            ),
        ]

    # ------------------------------------------------------------ what is open

    def opened(self) -> dict[str, Any]:
        """Return the part that the place looks at, with the name of its template."""
        if self.place.part == HEAD:
            return {"template": "decrees/edit_head.html", **self.head()}
        if self.place.part == UNITS:
            return {"template": "decrees/edit_rows.html", **self.units()}
        position = None if self.place.part == POSITIONS else self.position()
        if position is None:
            return {"template": "decrees/edit_rows.html", **self.positions()}
        return {"template": "decrees/edit_position.html", **position}
