"""Units: which unit a position belongs to and to whom it answers, with the reason.

A unit is named by its head's title; those without a unit of their own belong to the unit of
the head before them. Whatever the document does not say in so many words is given its reason
in `inferred`.
"""

import re
from dataclasses import dataclass

from tolok.reader.parse.drafts import PositionDraft
from tolok.reader.words import Casing, comparable


_ACTING = re.compile(r"(?:plt|plh|pj|pjs)\.?\s+", re.IGNORECASE)
_SHORT_FORMS = (
    (re.compile(r"kabid\.?\s+", re.IGNORECASE), "Kepala Bidang "),
    (re.compile(r"kabag\.?\s+", re.IGNORECASE), "Kepala Bagian "),
    (re.compile(r"kasub(?:b)?ag\.?\s+", re.IGNORECASE), "Kepala Sub Bagian "),
    (re.compile(r"kasubbid\.?\s+", re.IGNORECASE), "Kepala Sub Bidang "),
    (re.compile(r"kasi\.?\s+", re.IGNORECASE), "Kepala Seksi "),
    (re.compile(r"kadis\.?\s+", re.IGNORECASE), "Kepala Dinas "),
    (re.compile(r"kaban\.?\s+", re.IGNORECASE), "Kepala Badan "),
    (re.compile(r"sek(?:dis|din|ban|cam)\b\.?", re.IGNORECASE), "Sekretaris"),
)
# First words of a unit's name → its kind. In this order.
_KINDS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(rf"(?:{pattern})\b", re.IGNORECASE), kind)
    for pattern, kind in (
        (r"sub\s?-?bagian|subbag", "sub_bagian"),
        (r"sub\s?-?bidang|subbid|sub\s?-?koordinator", "lainnya"),
        (r"dinas", "dinas"),
        (r"badan", "badan"),
        (r"kecamatan", "kecamatan"),
        (r"kelurahan", "kelurahan"),
        (r"inspektorat\s+pembantu", "lainnya"),
        (r"inspektorat", "inspektorat"),
        (r"sekretariat", "sekretariat"),
        (r"bagian", "bagian"),
        (r"bidang", "bidang"),
        (r"seksi", "seksi"),
        (r"uptd?|unit pelaksana teknis|balai|puskesmas|instalasi farmasi", "uptd"),
        (r"satuan polisi|rumah sakit|rsud|kantor|pelaksana badan", "lainnya"),
    )
)
# `Kepala Satuan` and the like say no more than that they head the office.
_OFFICE_WORDS = frozenset(
    ["dinas", "badan", "satuan", "kantor", "pelaksana", "satpol pp"]
)
_ROOT_KINDS = ("dinas", "badan", "kecamatan", "inspektorat")
_ROOT_NAMES = re.compile(
    r"(?:satuan polisi|rumah sakit|rsud|kantor|sekretariat daerah|sekretariat dprd)\b",
    re.IGNORECASE,
)
# A unit's parent is the latest open unit of one of these kinds, else the office.
_PARENT_KINDS = {
    "sub_bagian": ("sekretariat", "bagian", "uptd", "kelurahan"),
    "seksi": ("bidang", "bagian", "uptd", "kelurahan"),
    "lainnya": ("bidang", "bagian"),
}
_FUNCTIONAL = re.compile(
    r".*\b(?:ahli\s+(?:pertama|muda|madya|utama)|(?:pemula|terampil|mahir|penyelia)"
    r"(?:\s*/.*)?$|(?:pelaksana\s+lanjutan)$).*",
    re.IGNORECASE,
)
_NAMED_IN_TITLE = re.compile(
    r"(?:staf|pelaksana|pengelola|petugas)\s+(?P<unit>.+?)\s*\([^()]*\)", re.IGNORECASE
)
_AT_UNIT = re.compile(
    r".*\bpada\s+(?P<unit>(?:sub\s?bagian|bidang|seksi|bagian|sekretariat|uptd?)\b.*)",
    re.IGNORECASE,
)
_REGION = re.compile(r"\s+(?:kabupaten|kota|provinsi)\s+\S.*", re.IGNORECASE)


@dataclass
class Unit:
    id: str
    name: str
    kind: str
    parent: str | None
    head: int | None = None

    def as_dict(self) -> dict[str, str | None]:
        return {
            "id": self.id,
            "name": self.name,
            "kind": self.kind,
            "parent": self.parent,
        }


@dataclass
class Placement:
    """Where a position belongs: unit, superior (index), class, and what was inferred."""

    unit: str | None
    superior: int | None
    level: str | None
    inferred: dict[str, str]


def place_positions(
    positions: list[PositionDraft],
    organisation: str | None,
    region: str | None,
    casing: Casing,
) -> tuple[list[Unit], list[Placement], list[int]]:
    """Find units and place each position; names printed in capitals get initial capitals.

    Returns the units in document order, one placement for each position, and the indexes of
    positions whose unit is doubtful.
    """
    placer = _Placer(organisation, region, casing)
    placer.find_office(positions)
    chosen = [placer.place(index, draft) for index, draft in enumerate(positions)]
    placements = [
        placer.placement(index, draft, unit, reason)
        for index, (draft, (unit, reason)) in enumerate(
            zip(positions, chosen, strict=True)
        )
    ]
    return placer.units, placements, placer.doubtful


def unit_name(title: str, organisation: str | None) -> str | None:
    """The unit this title heads: `Kepala Bidang X` → `Bidang X`; None if it heads none."""
    title = _plain(title)
    word, _, rest = title.partition(" ")
    match word.casefold():
        case "kepala" if rest:
            rest = re.sub(r"^pelaksana\s+(?=badan)", "", rest, flags=re.IGNORECASE)
            if rest.casefold() in _OFFICE_WORDS and organisation:
                return organisation
            return rest
        case "camat":
            return f"Kecamatan {rest}" if rest else organisation
        case "lurah":
            return f"Kelurahan {rest}" if rest else organisation
        case "inspektur":
            if rest.casefold().startswith("pembantu"):
                return f"Inspektorat {rest}"
            return _inspectorate(rest, organisation)
        case "direktur" if rest:
            return rest
        case "sekretaris":
            if rest.casefold() in ("daerah", "dprd"):
                return f"Sekretariat {rest}"
            return "Sekretariat"
        case _:
            # A sheet that names its unit in place of a position stands for that unit's head.
            return title if kind_of_unit(title) != "lainnya" else None


def _inspectorate(rest: str, organisation: str | None) -> str:
    if organisation is not None and organisation.casefold().startswith("inspektorat"):
        return organisation
    return f"Inspektorat {rest}".strip()


def kind_of_unit(name: str) -> str:
    return next((kind for pattern, kind in _KINDS if pattern.match(name)), "lainnya")


def level_of(title: str) -> str | None:
    """The class of a position by its title; None where a head's level cannot be told."""
    plain = _plain(title)
    if _FUNCTIONAL.fullmatch(plain):
        return "fungsional"
    lowered = plain.casefold()
    if re.match(r"inspektur pembantu\b", lowered):
        return "administrator"
    if re.match(r"(?:inspektur|staf ahli|asisten|direktur)\b", lowered):
        return "jpt"
    if re.match(r"sekretaris (?:daerah|dprd)\b", lowered):
        return "jpt"
    if re.match(r"(?:sekretaris kelurahan|lurah)\b", lowered):
        return "pengawas"
    if re.match(r"(?:sekretaris|camat)\b", lowered):
        return "administrator"
    if kind_of_unit(plain) != "lainnya":
        plain = f"Kepala {plain}"
        lowered = plain.casefold()
    if not lowered.startswith("kepala "):
        return "pelaksana"
    return {
        "dinas": "jpt",
        "badan": "jpt",
        "bagian": "administrator",
        "bidang": "administrator",
        "sub_bagian": "pengawas",
        "seksi": "pengawas",
        "uptd": "pengawas",
        "kelurahan": "pengawas",
    }.get(kind_of_unit(plain[7:])) or (
        "jpt"
        if re.match(r"(?:satuan\b|pelaksana(?: badan\b|$))", lowered[7:])
        else "administrator"
        if re.match(r"kantor\b", lowered[7:])
        else "pengawas"
        if re.match(r"sub\b|subbid\b", lowered[7:])
        else None
    )


def _plain(title: str) -> str:
    """A title without acting marks, short forms written out."""
    plain = _ACTING.sub("", title, count=1) if _ACTING.match(title) else title
    for pattern, full in _SHORT_FORMS:
        match = pattern.match(plain)
        if match is not None:
            return f"{full}{plain[match.end() :]}".strip()
    return plain


class _Placer:
    def __init__(
        self, organisation: str | None, region: str | None, casing: Casing
    ) -> None:
        self.units: list[Unit] = []
        self._by_name: dict[str, list[Unit]] = {}
        self._by_id: dict[str | None, Unit] = {}
        self.doubtful: list[int] = []
        self._organisation = organisation
        self._region = region
        self._casing = casing
        self._office: Unit | None = None
        self._current: Unit | None = None
        self._heads: dict[str, int] = {}
        self._last_stated: str | None = None
        self._own_offices_differ = False

    def find_office(self, positions: list[PositionDraft]) -> None:
        """Make the office the first unit: named by its head, else by the decree."""
        own = {comparable(d.office) for d in positions if d.office and d.office_is_own}
        self._own_offices_differ = len(own) > 1
        for draft in positions:
            name = self._headed(draft)
            if name is not None and _is_office(name):
                self._office = self._unit(name, None)
                return
        if self._organisation is not None:
            self._office = self._unit(self._organisation, None)

    def place(self, index: int, draft: PositionDraft) -> tuple[Unit | None, str | None]:
        """The unit of one position and, where it is not stated, the reason."""
        stated = self._stated(draft)
        name = self._headed(draft)
        if name is not None and (level_of(draft.title) != "pelaksana"):
            unit = self._headed_unit(name)
            self._current = unit
            self._heads.setdefault(unit.id, index)
            reason = f"Diambil dari nama jabatan yang memimpinnya: {draft.title}."
            return unit, None if stated is unit else reason
        if stated is not None:
            self._current = stated
            return stated, None
        return self._member(index, draft)

    def placement(
        self, index: int, draft: PositionDraft, unit: Unit | None, reason: str | None
    ) -> Placement:
        """Complete a position's placement once all heads are known."""
        inferred = {"unit": reason} if reason is not None else {}
        superior: int | None = None
        if unit is not None:
            heads = self._heads.get(unit.id) == index
            superior = (
                self._heads.get(unit.parent or "")
                if heads
                else self._heads.get(unit.id)
            )
            if superior == index:
                superior = None
            if superior is not None:
                inferred["superior"] = (
                    f"Kepala dari unit di atas {unit.name}."
                    if heads
                    else f"Kepala dari unit {unit.name}."
                )
        return Placement(
            unit.id if unit is not None else None,
            superior,
            level_of(draft.title),
            inferred,
        )

    def _headed(self, draft: PositionDraft) -> str | None:
        title = self._casing.initial(draft.title)
        name = unit_name(title, self._organisation)
        if name is None:
            return None
        return self._without_region(name)

    def _without_region(self, name: str) -> str:
        """The office's name without its region: `Dinas Sosial Kabupaten X` → `Dinas Sosial`."""
        if self._region is not None and name.casefold().endswith(
            f" {self._region.casefold()}"
        ):
            return name[: -len(self._region) - 1]
        if _is_office(name) and self._region is None:
            return _REGION.sub("", name)
        return name

    def _headed_unit(self, name: str) -> Unit:
        kind = kind_of_unit(name)
        if self._office is not None and comparable(name) == comparable(
            self._office.name
        ):
            return self._office
        parent = self._parent(kind, name)
        return self._unit(name, parent)

    def _parent(self, kind: str, name: str) -> Unit | None:
        wanted = _PARENT_KINDS.get(kind, ())
        if kind == "sub_bagian" and self._current is not None:
            named = next(
                (
                    unit
                    for unit in self.units
                    if unit.kind in ("uptd", "kelurahan", "bagian")
                    and comparable(name).endswith(comparable(unit.name))
                ),
                None,
            )
            if named is not None:
                return named
        ancestor = self._current
        while ancestor is not None:
            if ancestor.kind in wanted:
                return ancestor
            ancestor = self._by_id.get(ancestor.parent)
        if kind == "sub_bagian":
            secretariat = next((u for u in self.units if u.kind == "sekretariat"), None)
            return secretariat or self._office
        return self._office

    def _unit(self, name: str, parent: Unit | None) -> Unit:
        parent_id = parent.id if parent is not None else None
        namesakes = self._by_name.setdefault(comparable(name), [])
        for unit in namesakes:
            if unit.parent == parent_id:
                return unit
        unit = Unit(f"u{len(self.units) + 1}", name, kind_of_unit(name), parent_id)
        namesakes.append(unit)
        self.units.append(unit)
        self._by_id[unit.id] = unit
        return unit

    def _named(self, name: str) -> Unit | None:
        """The latest unit of this name."""
        namesakes = self._by_name.get(comparable(name))
        return namesakes[-1] if namesakes else None

    def _stated(self, draft: PositionDraft) -> Unit | None:
        """The unit a `Unit Kerja` line names.

        In a position's own sheet it counts for that one, unless every sheet names the same
        (then it says nothing). Before the sheets it speaks once, until a head opens another.
        """
        if draft.office is None:
            self._last_stated = None
            return None
        if draft.office_is_own:
            if not self._own_offices_differ:
                return None
        elif draft.office == self._last_stated:
            return None
        self._last_stated = draft.office
        name = self._without_region(self._casing.initial(draft.office))
        known = self._named(name)
        if known is not None:
            return known
        headed = self._headed(draft)
        if headed is not None and comparable(headed) == comparable(name):
            return self._headed_unit(headed)
        return self._unit(name, self._parent(kind_of_unit(name), name))

    def _member(
        self, index: int, draft: PositionDraft
    ) -> tuple[Unit | None, str | None]:
        """A position without a unit of its own."""
        match = _NAMED_IN_TITLE.fullmatch(draft.title) or _AT_UNIT.fullmatch(
            draft.title
        )
        if match is not None:
            named = self._named(match["unit"])
            if named is not None:
                return named, "Unit disebut dalam nama jabatan."
            if kind_of_unit(match["unit"]) != "lainnya":
                self.doubtful.append(index)
        if self._current is None:
            self.doubtful.append(index)
            return self._office, (
                "Tidak ada jabatan pimpinan sebelum jabatan ini; ditempatkan pada "
                "perangkat daerah."
                if self._office is not None
                else None
            )
        return self._current, (
            f"Mengikuti jabatan pimpinan sebelumnya dalam dokumen: {self._current.name}."
        )


def _is_office(name: str) -> bool:
    return kind_of_unit(name) in _ROOT_KINDS or _ROOT_NAMES.match(name) is not None
