"""Read the law library from its files, and say which rule holds on a day.

Every leaf of a file stays text until its kind says otherwise, so that 100 is never a
float and a day never a guess. A region's folder is laid over the national files: a
file of the same name there speaks in its place, and each answer says who spoke.
"""

from __future__ import annotations

import json
import os
from bisect import bisect_right
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal, InvalidOperation
from functools import cached_property, lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml

from tolok.kernel.dates import format_date


if TYPE_CHECKING:
    from collections.abc import Mapping


NATIONAL_FOLDER = Path(__file__).parent
REGION_VARIABLE = "TOLOK_RULES"
NATIONAL = "nasional"

_MARKS = {
    "SEEN": "SEEN: terbaca di salinan umum",
    "KU": "KU: diketahui, belum terlihat di naskah",
    "second-hand": "second-hand: dari sumber kedua",
    "convention": "kesepakatan: tidak ditemukan dasar tertulis",
}
_FOLDERS = {
    "parameters": "parameter",
    "citations": "document",
    "packs": "pack",
    "cases": "cases",
}


class NotInForce(LookupError):
    """No value is in force on the asked day; the message says since or until when."""


class RuleUnknown(LookupError):
    """No pack, parameter or document of this name stands in the library."""


class RuleFileInvalid(ValueError):
    """A rule file cannot be used; the message names the file and what is wrong."""


class TextLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML without guesses: no floats, no dates, no `on` that becomes True.

    It is read by libyaml where PyYAML has it, a tenth of the time of Python's own.
    """

    def construct_mapping(
        self, node: yaml.MappingNode, deep: bool = False
    ) -> dict[Any, Any]:
        """Build a mapping; a key written twice is an error, not the last one wins."""
        keys = [key.value for key, _ in node.value]
        twice = sorted({str(key) for key in keys if keys.count(key) > 1})
        if twice:
            raise yaml.constructor.ConstructorError(
                None, None, f"kunci ganda: {', '.join(twice)}", node.start_mark
            )
        built: dict[Any, Any] = super().construct_mapping(node, deep=deep)
        return built


TextLoader.yaml_implicit_resolvers = {
    first: [(tag, rx) for tag, rx in found if tag == "tag:yaml.org,2002:null"]
    for first, found in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A parameter's value on a day, and the words that cite it."""

    value: Any
    citation: str
    origin: str


@dataclass(frozen=True, slots=True)
class Parameter:
    """One dated, cited parameter file."""

    key: str
    origin: str
    content: Mapping[str, Any]

    def entry_at(self, day: date) -> Mapping[str, Any]:
        """Return the entry in force on `day`.

        Raises `NotInForce` before the first day and after repeal.
        """
        values = self.content["values"]
        starts = sorted(date.fromisoformat(text) for text in values)
        index = bisect_right(starts, day) - 1
        name = self.content["name"]
        if index < 0:
            raise NotInForce(
                f"“{name}” baru berlaku sejak {format_date(starts[0])}; "
                f"untuk {format_date(day)} belum ada aturannya."
            )
        entry: Mapping[str, Any] = values[starts[index].isoformat()]
        if entry["value"] is None:
            raise NotInForce(
                f"“{name}” sudah dicabut sejak {format_date(starts[index])}."
            )
        return entry


@dataclass(frozen=True, slots=True)
class Pack:
    """Which parameters make a rule pack, and from when until when it is in force."""

    key: str
    name: str
    origin: str
    base: str | None
    starts_on: date
    ends_on: date | None
    replaced_by: str | None
    in_force_citation: Mapping[str, str]
    checked: Mapping[str, str] | None
    formulas: Mapping[str, str]
    parameters: Mapping[str, str | None]

    def rule_day(self, on: date, *, elect: bool) -> date:
        """Return the day whose values apply: `on`, or the last day in force if elected.

        Raises `NotInForce` before the first day, and after the last unless `elect`.
        """
        if on < self.starts_on:
            raise NotInForce(
                f"Paket aturan {self.name} belum berlaku pada {format_date(on)}: "
                f"mulai berlaku {format_date(self.starts_on)}. Pilih paket yang "
                "berlaku pada hari itu."
            )
        if self.ends_on is None or on <= self.ends_on:
            return on
        if elect:
            return self.ends_on
        by = f", diganti oleh {self.replaced_by}" if self.replaced_by else ""
        raise NotInForce(
            f"Paket aturan {self.name} tidak berlaku lagi pada {format_date(on)}: "
            f"hari terakhirnya {format_date(self.ends_on)}{by}. Pilih paket yang "
            "berlaku, atau nyatakan (elect) bahwa kantor memutuskan tetap memakainya."
        )


@dataclass(frozen=True, slots=True)
class Case:
    """One example that an official can read: what is given, what must come out."""

    file: str
    name: str
    given: Mapping[str, Any]
    expect: Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Library:
    """All rule files, national and regional, as one."""

    region_name: str | None
    files: Mapping[str, Mapping[str, tuple[str, Mapping[str, Any]]]] = field(repr=False)

    @cached_property
    def packs(self) -> dict[str, Pack]:
        """Return the packs by name."""
        return {key: self._pack(key) for key in self.files["packs"]}

    def pack(self, key: str) -> Pack:
        """Return one pack. Raises `RuleUnknown`, naming those that exist."""
        if key not in self.packs:
            known = ", ".join(sorted(self.packs))
            raise RuleUnknown(
                f"Paket aturan “{key[:60]}” tidak dikenal. Yang tersedia: {known}."
            )
        return self.packs[key]

    def parameter(self, key: str) -> Parameter:
        """Return one parameter. Raises `RuleUnknown`."""
        found = self.files["parameters"].get(key)
        if found is None:
            raise RuleUnknown(f"Berkas aturan “{key[:60]}” tidak ada.")
        return Parameter(key, *found)

    def at(self, day: date, key: str) -> Answer:
        """Return a parameter's value on `day` with its citation in words.

        Raises `RuleUnknown` and `NotInForce`.
        """
        parameter = self.parameter(key)
        entry = parameter.entry_at(day)
        citation = self.cite(
            entry["citation"], parameter.content["checked"], parameter.origin
        )
        return Answer(entry["value"], citation, parameter.origin)

    def cite(
        self,
        citation: Mapping[str, str],
        checked: Mapping[str, str] | None,
        origin: str = NATIONAL,
    ) -> str:
        """Return the words of a citation: document, article, page, mark, check.

        Raises `RuleFileInvalid` when the cited document has no file.
        """
        found = self.files["citations"].get(citation["document"])
        if found is None:
            raise RuleFileInvalid(
                f"Dokumen “{citation['document']}” dikutip, tetapi tidak ada berkasnya "
                "di citations/."
            )
        parts = [str(found[1]["short"]), citation["article"]]
        if "page" in citation:
            parts.append(f"hlm. {citation['page']}")
        against = "" if citation["mark"] == "convention" else " terhadap naskah resmi"
        whose = "" if origin == NATIONAL else f"; berkas {origin}"
        mark = _MARKS[citation["mark"]]
        return f"{', '.join(parts)} ({mark}; {_check_words(checked, against)}{whose})"

    @cached_property
    def cases(self) -> tuple[Case, ...]:
        """Return all cases, national and regional."""
        found = []
        for file, (_, content) in sorted(self.files["cases"].items()):
            common = content.get("common", {})
            found += [
                Case(
                    file,
                    case["name"],
                    _as_json({**common, **case["given"]}),
                    case["expect"],
                )
                for case in content["cases"]
            ]
        return tuple(found)

    @cached_property
    def scales(self) -> tuple[str, ...]:
        """Return the names of all scales."""
        return tuple(
            sorted(
                key.removeprefix("skala/")
                for key in self.files["parameters"]
                if key.startswith("skala/")
            )
        )

    def _pack(self, key: str) -> Pack:
        origin, content = self.files["packs"][key]
        base = content.get("extends")
        merged = dict(content)
        if base is not None:
            below = self._below(key, base)
            merged["in_force"] = content.get("in_force", below["in_force"])
            for part in ("formulas", "parameters"):
                merged[part] = {**below[part], **content.get(part, {})}
        force = merged["in_force"]
        end = force["until"]
        return Pack(
            key=key,
            name=merged["name"],
            origin=origin,
            base=base,
            starts_on=_day(force["from"], f"packs/{key}.yaml"),
            ends_on=None if end is None else _day(end, f"packs/{key}.yaml"),
            replaced_by=force.get("replaced_by"),
            in_force_citation=force["citation"],
            checked=merged["checked"],
            formulas=merged["formulas"],
            parameters=merged["parameters"],
        )

    def _below(self, key: str, base: str) -> Mapping[str, Any]:
        found = self.files["national packs"].get(base)
        if found is None:
            raise RuleFileInvalid(
                f"packs/{key}.yaml berdiri di atas “{base}”, yang bukan paket nasional."
            )
        return found[1]


def load_library(region: Path | str | None = None) -> Library:
    """Return the library, with a region's folder laid over it where one is given.

    Without `region` the folder is taken from the environment (`TOLOK_RULES`), if set.
    Files are read once a process; a changed file needs a restart.

    Raises `RuleFileInvalid` when a file cannot be used.
    """
    folder = region or os.environ.get(REGION_VARIABLE) or None
    return _load(None if folder is None else str(folder))


@lru_cache(maxsize=16)
def _load(region: str | None) -> Library:
    files = _read_folder(NATIONAL_FOLDER, NATIONAL)
    files["national packs"] = files["packs"]
    if region is None:
        return Library(None, files)
    folder = Path(region)
    name = _region_name(folder)
    over = _read_folder(folder, f"daerah {name}")
    for kind, found in over.items():
        files[kind] = {**files[kind], **found}
    library = Library(name, files)
    _check_region(library)
    return library


def _read_folder(
    folder: Path, origin: str
) -> dict[str, dict[str, tuple[str, Mapping[str, Any]]]]:
    found: dict[str, dict[str, tuple[str, Mapping[str, Any]]]] = {}
    for kind, shape in _FOLDERS.items():
        home = folder / kind
        found[kind] = {}
        for path in sorted(home.rglob("*.yaml")):
            key = path.relative_to(home).with_suffix("").as_posix()
            content = read_file(path)
            if origin != NATIONAL:  # the national files are held by a test
                check_shape(content, shape, path)
            found[kind][key] = (origin, content)
    return found


def read_file(path: Path) -> Mapping[str, Any]:
    """Return a rule file's content, every leaf as text.

    Raises `RuleFileInvalid` when it is no YAML mapping in UTF-8.
    """
    try:
        loader = TextLoader(path.read_text(encoding="utf-8"))
        content = loader.get_single_data()
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise RuleFileInvalid(f"Berkas {path} tidak terbaca: {error}") from error
    if not isinstance(content, dict):
        raise RuleFileInvalid(f"Berkas {path} tidak berisi pasangan kunci dan isi.")
    return content


def check_shape(content: Mapping[str, Any], shape: str, path: Path) -> None:
    """Hold a file against `schema.json`: shape is parameter, document, pack, …

    Raises `RuleFileInvalid`, naming the place in the file.
    """
    import jsonschema  # a heavy import that only regional files need

    schema = json.loads((NATIONAL_FOLDER / "schema.json").read_text(encoding="utf-8"))
    part = {"$ref": f"#/$defs/{shape}", "$defs": schema["$defs"]}
    error = jsonschema.exceptions.best_match(
        jsonschema.Draft202012Validator(part).iter_errors(dict(content))
    )
    if error is not None:
        place = "/".join(str(step) for step in error.absolute_path) or "awal berkas"
        raise RuleFileInvalid(f"Berkas {path}, bagian {place}: {error.message}")


def _region_name(folder: Path) -> str:
    path = folder / "region.yaml"
    if not path.is_file():
        raise RuleFileInvalid(
            f"Folder aturan daerah {folder} tidak memuat region.yaml. Periksa "
            f"{REGION_VARIABLE}, atau buat berkas itu dengan baris “name: nama daerah”."
        )
    content = read_file(path)
    check_shape(content, "region", path)
    return str(content["name"])


def _check_region(library: Library) -> None:
    """Every name, day and citation a regional file gives must exist."""
    for key, (origin, _) in library.files["packs"].items():
        pack = library.pack(key)
        library.cite(pack.in_force_citation, pack.checked, origin)
        for name in [*pack.formulas.values(), *pack.parameters.values()]:
            if name is not None and name not in library.files["parameters"]:
                raise RuleFileInvalid(
                    f"packs/{key}.yaml menyebut “{name}”, tetapi berkas "
                    f"parameters/{name}.yaml tidak ada."
                )
    for key, (origin, content) in library.files["parameters"].items():
        for text, entry in content["values"].items():
            _day(text, f"parameters/{key}.yaml")
            library.cite(entry["citation"], content["checked"], origin)


def number_of(text: str) -> Decimal | None:
    """Return the number that a leaf of a rule file is, or None where it is a word."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def _day(text: str, file: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError as error:
        raise RuleFileInvalid(
            f"{file}: {text} bukan hari yang ada di kalender (tahun-bulan-hari)."
        ) from error


def _check_words(checked: Mapping[str, str] | None, against: str) -> str:
    if checked is None:
        return f"belum diperiksa{against}"
    day = format_date(date.fromisoformat(checked["date"]))
    return f"diperiksa oleh {checked['by']} pada {day}"


_TRUTHS = {"true": True, "false": False}


def _as_json(given: Mapping[str, Any]) -> dict[str, Any]:
    """Give the words true and false, and a bare `decimals`, their JSON types."""
    typed = dict(given)
    for key in ("elect", "target_is_maximum", "ide_baru"):
        if key in typed:
            typed[key] = _TRUTHS.get(typed[key], typed[key])
    decimals = typed.get("decimals")
    if isinstance(decimals, str) and decimals.isdigit():
        typed["decimals"] = int(decimals)
    return typed
