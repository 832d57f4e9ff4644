"""Definition sheets as one workbook: out, filled in, and in again.

Text is written as text always: nothing that a person typed becomes a formula. What comes
back is read with the guarded reader of documents, cell by cell; nothing is written here.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.kernel.numbers import NumberUnreadable, parse_number
from tolok.kernel.refusals import Unfit
from tolok.reader.refusals import UnreadableDecree
from tolok.records.language import in_indonesian
from tolok.registry.enums import (
    Accumulation,
    AcrossPeople,
    EvidenceKind,
    Frequency,
    Measure,
    Polarity,
)
from tolok.registry.fillable import Filled, read_rows, write_fillable
from tolok.registry.models import Definition
from tolok.registry.terms import TermsUnreadable, read_terms


SHEET = "Definisi"
LONGEST_TEXT = 2000
YES, NO = "ya", "tidak"


class WorkbookUnreadable(Unfit):
    """The file is no workbook of definitions, is damaged, or is unsafe."""


class CellUnreadable(ValueError):
    """A cell that cannot be understood; says what to write instead."""


@dataclass(frozen=True)
class Known:
    """What a sheet may name: the scales of the rule packs, and the office's positions.

    `positions` are as a cell writes them, by id: "Kepala Bidang (Bidang Kearsipan)".
    """

    scales: Sequence[str] = ()
    positions: Mapping[int, str] = field(default_factory=dict)

    def position(self, text: str) -> int | None:
        """Return the position that a cell names, by title alone where one has it.

        Raises `CellUnreadable`.
        """
        wanted = " ".join(text.split()).casefold()
        if not wanted:
            return None
        found = self._by_text.get(wanted, ())
        if len(found) == 1:
            return found[0]
        if found:
            raise CellUnreadable(
                _("Ada %(count)s jabatan bernama itu. Tulis dengan unitnya: %(one)s.")
                % {"count": len(found), "one": self.positions[found[0]]}
            )
        raise CellUnreadable(
            _(
                "Jabatan “%(text)s” tidak ada di kantor ini. Tulis seperti di kolom "
                "Jabatan."
            )
            % {"text": text}
        )

    @cached_property
    def _by_text(self) -> dict[str, list[int]]:
        found: dict[str, list[int]] = {}
        for pk, name in self.positions.items():
            title = name.rsplit(" (", 1)[0]
            for written in {name, title}:
                key = " ".join(written.split()).casefold()
                found.setdefault(key, []).append(pk)
        return found


@dataclass(frozen=True)
class Column:
    """One column that may be filled in: how it is read, and what may stand in it."""

    name: str
    head: Any
    read: Callable[[str], Any]
    width: int = 18
    choices: Any = None
    required: bool = False
    is_position: bool = False

    def shown(self, definition: Definition, known: Known) -> str:
        """Return what the cell says of a definition."""
        value = getattr(definition, self.name)
        if self.is_position:
            return known.positions.get(value, "")
        if self.choices is not None:
            return _label(self.choices, value)
        if isinstance(value, bool):
            return YES if value else NO
        if isinstance(value, list):
            return ", ".join(str(EvidenceKind(word).label) for word in value)
        return "" if value is None else str(value)

    @property
    def offered(self) -> list[str]:
        """Return the words to pick from, where only some will do."""
        if self.choices is not None:
            return [str(label) for label in self.choices.labels]
        return [YES, NO] if self.read is _yes_no else []


@cache
def _label(choices: Any, value: str) -> str:
    """Return the word of a choice; asked a hundred thousand times in a long sheet."""
    return str(choices(value).label)


def _text(most: int = LONGEST_TEXT) -> Callable[[str], str]:
    def read(text: str) -> str:
        if len(text) > most:
            raise CellUnreadable(
                _("Terlalu panjang: paling banyak %(most)s huruf.") % {"most": most}
            )
        return text

    return read


def _choice(choices: Any) -> Callable[[str], str]:
    def read(text: str) -> str:
        wanted = text.casefold()
        for value, label in choices.choices:
            if wanted in {str(label).casefold(), value}:
                return str(value)
        offered = "; ".join(str(label) for label in choices.labels)
        raise CellUnreadable(_("Pilih salah satu: %(all)s.") % {"all": offered})

    return read


def _number(least: int, most: int, *, empty: bool = False) -> Callable[[str], Any]:
    def read(text: str) -> int | None:
        if not text and empty:
            return None
        try:
            value = parse_number(text)
        except NumberUnreadable as error:
            raise CellUnreadable(str(error)) from error
        if value is None or value != int(value) or not least <= value <= most:
            raise CellUnreadable(
                _("Tulis angka bulat %(least)s sampai %(most)s.")
                % {"least": least, "most": most}
            )
        return int(value)

    return read


def _yes_no(text: str) -> bool:
    if text.casefold() in {YES, NO}:
        return text.casefold() == YES
    raise CellUnreadable(_("Tulis ya atau tidak."))


def _kinds(text: str) -> list[str]:
    read = _choice(EvidenceKind)
    wanted = {read(" ".join(part.split())) for part in text.split(",") if part.strip()}
    return [str(kind) for kind in EvidenceKind.values if kind in wanted]


KEYS = (
    gettext_lazy("Kunci"),
    gettext_lazy("Versi"),
    gettext_lazy("Unit kerja"),
    gettext_lazy("Jabatan"),
    gettext_lazy("Indikator"),
    gettext_lazy("Keadaan"),
)
COLUMNS = (
    Column(
        "operational_definition",
        gettext_lazy("Definisi operasional"),
        _text(),
        40,
        required=True,
    ),
    Column("reason", gettext_lazy("Alasan"), _text(), 24),
    Column(
        "measure", gettext_lazy("Yang diisi"), _choice(Measure), 22, choices=Measure
    ),
    Column("unit_of_measure", gettext_lazy("Satuan"), _text(60), 12, required=True),
    Column("decimals", gettext_lazy("Desimal"), _number(0, 6), 9),
    Column("polarity", gettext_lazy("Arah"), _choice(Polarity), choices=Polarity),
    Column(
        "accumulation",
        gettext_lazy("Akumulasi setahun"),
        _choice(Accumulation),
        choices=Accumulation,
    ),
    Column(
        "across_people",
        gettext_lazy("Gabungan antarpegawai"),
        _choice(AcrossPeople),
        choices=AcrossPeople,
    ),
    Column(
        "frequency",
        gettext_lazy("Frekuensi"),
        _choice(Frequency),
        choices=Frequency,
    ),
    Column("due_day", gettext_lazy("Jatuh tempo"), _number(1, 60, empty=True), 10),
    Column("needs_due_dates", gettext_lazy("Perlu tanggal jatuh tempo"), _yes_no, 12),
    Column("numerator_label", gettext_lazy("Pembilang"), _text(), 28),
    Column("denominator_label", gettext_lazy("Penyebut"), _text(), 28),
    Column("formula", gettext_lazy("Rumus"), _text(), 34, required=True),
    Column("terms", gettext_lazy("Komponen berbobot"), _text(), 22),
    Column("scale", gettext_lazy("Skala"), _text(20), 10),
    Column("target_is_maximum", gettext_lazy("Target tertinggi"), _yes_no, 10),
    Column("baseline", gettext_lazy("Nilai awal"), _text(120), 12),
    Column(
        "responsible_id",
        gettext_lazy("Penanggung jawab"),
        _text(400),
        26,
        is_position=True,
    ),
    Column("verifier_id", gettext_lazy("Pemeriksa"), _text(400), 26, is_position=True),
    Column("data_source", gettext_lazy("Sumber data"), _text(), 24),
    Column("provider", gettext_lazy("Penyedia data"), _text(200)),
    Column("collector", gettext_lazy("Pengumpul data"), _text(200)),
    Column("evidence_kinds", gettext_lazy("Jenis bukti"), _kinds, 16),
    Column("evidence_wanted", gettext_lazy("Bukti yang diminta"), _text(), 24),
    Column("evidence_minimum", gettext_lazy("Bukti paling sedikit"), _number(0, 20), 9),
)
ERRORS = gettext_lazy("Kesalahan")


@dataclass
class Line:
    """One row of the workbook: its key cells, what is written, and what is wrong."""

    keys: list[str]
    texts: dict[str, str]
    definition: Definition | None = None
    changes: dict[str, Any] = field(default_factory=dict)
    errors: dict[str, str] = field(default_factory=dict)

    @property
    def trouble(self) -> str:
        """Return all that is wrong, as the last column says it."""
        heads = {column.name: str(column.head) for column in COLUMNS}
        return " ".join(
            f"{heads[name]}: {text}" if name in heads else text
            for name, text in self.errors.items()
        )


def lines_of(definitions: Iterable[Definition], known: Known) -> Iterable[Line]:
    """Yield the rows of a workbook that shows definitions as they stand."""
    for row in definitions:
        indicator = row.indicator
        yield Line(
            keys=[
                str(indicator.pk),
                str(row.number),
                indicator.position.unit.name,
                indicator.position.title,
                indicator.text,
                _("diterima") if row.is_accepted else _("usulan"),
            ],
            texts={column.name: column.shown(row, known) for column in COLUMNS},
            definition=row,
        )


@in_indonesian
def write_workbook(lines: Iterable[Line]) -> bytes:
    """Return the workbook: keys locked, choices to pick from, errors in their cells."""
    return write_fillable(
        title=SHEET,
        heads=[*map(str, KEYS), *(str(c.head) for c in COLUMNS), str(ERRORS)],
        widths=[8, 7, 22, 26, 40, 10, *(c.width for c in COLUMNS), 60],
        frozen=len(KEYS) - 1,
        rows=(
            Filled(
                line.keys,
                [(line.texts.get(c.name, ""), c.name in line.errors) for c in COLUMNS],
                line.trouble,
            )
            for line in lines
        ),
        offered={
            place: column.offered
            for place, column in enumerate(COLUMNS, len(KEYS))
            if column.offered
        },
    )


@dataclass(frozen=True)
class Sheet:
    """How a workbook that came back is laid out: which column stands where."""

    keys: tuple[int | None, ...]
    places: dict[str, int]

    @classmethod
    def of(cls, heads: Sequence[str]) -> "Sheet":
        """Read the row of heads. Raises `WorkbookUnreadable`."""
        folded = [" ".join(text.split()).casefold() for text in heads]
        found = {text: at for at, text in reversed(list(enumerate(folded)))}
        keys = tuple(found.get(str(key).casefold()) for key in KEYS)
        places = {
            column.name: found[str(column.head).casefold()]
            for column in COLUMNS
            if str(column.head).casefold() in found
        }
        if not places or keys[0] is None or keys[1] is None:
            raise _not_ours()
        return cls(keys, places)

    def key_of(self, row: Sequence[str]) -> str:
        """Return the key of a row, without the full stops that Excel may have put in."""
        return _at(row, self.keys[0]).replace(".", "")

    def plain(self, row: Sequence[str]) -> Line:
        """Return a row as it was written."""
        return Line(
            [_at(row, place) for place in self.keys],
            {name: _at(row, place) for name, place in self.places.items()},
        )

    def lines(
        self,
        rows: Iterable[Sequence[str]],
        definitions: Iterable[Definition],
        known: Known,
        seen: set[str],
    ) -> list[Line | None]:
        """Return what each row would change and what is wrong; None for a blank one.

        `seen` holds the keys of the rows before and takes in these.
        """
        standing = {str(row.indicator_id): row for row in definitions}
        found: list[Line | None] = []
        for row in rows:
            line = self.plain(row)
            if not any([*line.keys, *line.texts.values()]):
                found.append(None)
                continue
            key = self.key_of(row)
            line.definition = standing.get(key)
            if line.definition is None:
                line.errors["key"] = _(
                    "Kunci %(key)s tidak ada di kantor ini. Unduh lembar baru."
                ) % {"key": line.keys[0] or "–"}
            elif key in seen:
                line.errors["key"] = _("Baris ini ada dua kali. Hapus salah satunya.")
            elif line.keys[1] != str(line.definition.number):
                line.errors["key"] = _(
                    "Definisi ini sudah diganti orang lain sejak lembar diunduh. Unduh "
                    "lembar baru."
                )
            else:
                line.changes, line.errors = read_changes(
                    line.definition, line.texts, known
                )
            seen.add(key)
            found.append(line)
        return found


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place].strip() if place is not None and place < len(row) else ""


@in_indonesian
def read_workbook(
    content: bytes, *, definitions: Iterable[Definition], known: Known
) -> list[Line]:
    """Return the rows of a filled-in workbook with what would change and what is wrong.

    `definitions` are those that may be changed. Raises `WorkbookUnreadable`.
    """
    rows = _rows(content)
    if not rows:
        raise _not_ours()
    found = Sheet.of(rows[0]).lines(rows[1:], definitions, known, set())
    return [line for line in found if line is not None]


@in_indonesian
def read_changes(
    definition: Definition, texts: Mapping[str, str], known: Known
) -> tuple[dict[str, Any], dict[str, str]]:
    """Return what typed texts would change of a definition, and what is wrong, by field.

    A field whose text is as it stands, or that is not among the texts, stays.
    """
    line = Line([], dict(texts), definition)
    after = {column.name: getattr(definition, column.name) for column in COLUMNS}
    for column in COLUMNS:
        if column.name not in line.texts:
            continue
        text, shown = line.texts[column.name].strip(), column.shown(definition, known)
        if text == shown or " ".join(text.split()) == " ".join(shown.split()):
            continue
        if column.required and not text:
            line.errors[column.name] = _("Bagian ini wajib diisi.")
            continue
        try:
            value = known.position(text) if column.is_position else column.read(text)
        except CellUnreadable as error:
            line.errors[column.name] = str(error)
            continue
        if value != after[column.name]:
            after[column.name] = line.changes[column.name] = value
    verifier = line.changes.get("verifier_id")
    if verifier is not None and verifier == own_position_of(definition):
        line.errors["verifier_id"] = _(
            "Pemeriksa tidak boleh jabatan yang sama dengan pemilik indikator. Pilih "
            "jabatan lain."
        )
    if after["measure"] == Measure.RATIO:
        for name in ("numerator_label", "denominator_label"):
            if not after[name]:
                line.errors[name] = _("Sebutkan apa yang dihitung di sini.")
    if after["scale"] and after["scale"] not in known.scales:
        offered = ", ".join(known.scales)
        line.errors["scale"] = _("Pilih skala: %(all)s.") % {"all": offered}
    elif after["measure"] == Measure.GRADE and not after["scale"]:
        line.errors["scale"] = _("Pilih skala predikatnya.")
    if after["measure"] == Measure.TERMS and "terms" not in line.errors:
        try:
            read_terms(after["terms"])
        except TermsUnreadable as error:
            line.errors["terms"] = str(error)
    return line.changes, line.errors


def own_position_of(definition: Definition) -> int:
    """Return the position of a definition's indicator, which a long sheet brings along."""
    known: int | None = getattr(definition, "own_position_id", None)
    return known or definition.indicator.position_id


def _rows(content: bytes) -> list[list[str]]:
    try:
        return read_rows(content)
    except UnreadableDecree as error:
        raise WorkbookUnreadable(str(error), field="workbook") from error


def _not_ours() -> WorkbookUnreadable:
    message = _(
        "Berkas ini bukan lembar definisi. Unduh lembarnya dari halaman ini, isi, lalu "
        "unggah kembali dengan baris judulnya."
    )
    return WorkbookUnreadable(message, field="workbook")
