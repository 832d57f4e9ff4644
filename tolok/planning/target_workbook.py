"""Targets as one workbook: out, filled in, and in again; nothing is written here.

Text is written as text always: nothing that a person typed becomes a formula. What comes
back is read with the guarded reader of documents, cell by cell.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.kernel.refusals import Unfit
from tolok.planning.models import PerformanceYear, Period, Target
from tolok.planning.targets import Promise, read_promise
from tolok.reader.refusals import UnreadableDecree
from tolok.records.language import in_indonesian
from tolok.registry.fillable import Filled, read_rows, write_fillable
from tolok.registry.models import Definition


SHEET = "Target"
KEYS = (
    gettext_lazy("Kunci"),
    gettext_lazy("Versi"),
    gettext_lazy("Unit kerja"),
    gettext_lazy("Jabatan"),
    gettext_lazy("Indikator"),
    gettext_lazy("Satuan"),
    gettext_lazy("Keadaan"),
)
KEY_WIDTHS = (8, 7, 22, 26, 44, 12, 16)
ERRORS = gettext_lazy("Kesalahan")
Standing = Mapping[tuple[int, int | None], Target]


class WorkbookUnreadable(Unfit):
    """The file is no workbook of targets, is damaged, or is unsafe."""


@dataclass(frozen=True)
class Column:
    """One column that may be filled in: the target or the stretch of one period."""

    head: str
    period: Period | None
    is_stretch: bool


@dataclass
class Line:
    """One row of the workbook: its key cells, what is written, and what is wrong."""

    keys: list[str]
    texts: list[str]
    definition: Definition | None = None
    promises: list[Promise] = field(default_factory=list)
    changes: list[str] = field(default_factory=list)
    revises: bool = False
    errors: dict[int, str] = field(default_factory=dict)
    key_error: str = ""

    @property
    def is_wrong(self) -> bool:
        """Tell whether anything in the row cannot be kept."""
        return bool(self.errors or self.key_error)

    def trouble(self, columns: Sequence[Column]) -> str:
        """Return all that is wrong, as the last column says it."""
        told = [f"{columns[at].head}: {text}" for at, text in self.errors.items()]
        return " ".join(filter(None, [self.key_error, *told]))


@in_indonesian
def columns_of(year: PerformanceYear, periods: Sequence[Period]) -> list[Column]:
    """Return the columns of a year: its targets, then the stretch beside them."""
    places: list[tuple[str, Period | None]] = [(str(year.year), None)]
    places += [(period.short_label, period) for period in periods]
    return [
        Column(head if not is_stretch else f"Tantangan {head}", period, is_stretch)
        for is_stretch in (False, True)
        for head, period in places
    ]


def lines_of(
    definitions: Iterable[Definition],
    *,
    columns: Sequence[Column],
    standing: Standing,
    waiting: Iterable[int] = (),
) -> Iterable[Line]:
    """Yield the rows of a workbook that shows targets as they stand."""
    closed = set(waiting)
    for row in definitions:
        indicator = row.indicator
        yield Line(
            keys=[
                str(indicator.pk),
                str(_version(indicator.pk, columns, standing)),
                indicator.position.unit.name,
                indicator.position.title,
                indicator.text,
                row.unit_of_measure,
                _("sedang diusulkan") if indicator.pk in closed else "",
            ],
            texts=[
                _standing_text(column, indicator.pk, standing) for column in columns
            ],
            definition=row,
        )


def _version(indicator_id: int, columns: Sequence[Column], standing: Standing) -> int:
    """Return a number that grows with every change of a row's targets."""
    places = {column.period.pk if column.period else None for column in columns}
    found = (standing.get((indicator_id, place)) for place in places)
    return sum(target.number for target in found if target is not None)


def _standing_text(column: Column, indicator_id: int, standing: Standing) -> str:
    place = column.period.pk if column.period else None
    target = standing.get((indicator_id, place))
    if target is None:
        return ""
    return target.stretch_text if column.is_stretch else target.text


@in_indonesian
def write_workbook(lines: Iterable[Line], columns: Sequence[Column]) -> bytes:
    """Return the workbook: keys locked, cells to fill in open, errors in their cells."""
    return write_fillable(
        title=SHEET,
        heads=[*map(str, KEYS), *(column.head for column in columns), str(ERRORS)],
        widths=[*KEY_WIDTHS, *(12 for _column in columns), 60],
        frozen=5,
        rows=(
            Filled(
                line.keys,
                [(text, at in line.errors) for at, text in enumerate(line.texts)],
                line.trouble(columns),
            )
            for line in lines
        ),
        offered={},
    )


@in_indonesian
def read_workbook(
    content: bytes,
    *,
    definitions: Iterable[Definition],
    columns: Sequence[Column],
    standing: Standing,
    waiting: Iterable[int] = (),
) -> list[Line]:
    """Return the rows of a filled-in workbook with what would change and what is wrong.

    `definitions` are those that may be filled in. Raises `WorkbookUnreadable`.
    """
    rows = _rows(content)
    sheet = Sheet.of(rows[0] if rows else [], columns)
    found = sheet.lines(
        rows[1:],
        definitions=definitions,
        standing=standing,
        waiting=waiting,
        seen=set(),
    )
    return [line for line in found if line is not None]


@dataclass(frozen=True)
class Sheet:
    """How a workbook that came back is laid out: which column stands where."""

    columns: Sequence[Column]
    keys: tuple[int | None, ...]
    places: Mapping[int, int]

    @classmethod
    def of(cls, heads: Sequence[str], columns: Sequence[Column]) -> "Sheet":
        """Read the row of heads. Raises `WorkbookUnreadable`."""
        folded = [text.casefold() for text in heads]
        found = {text: at for at, text in reversed(list(enumerate(folded)))}
        keys = tuple(found.get(str(key).casefold()) for key in KEYS)
        places = {
            at: found[column.head.casefold()]
            for at, column in enumerate(columns)
            if column.head.casefold() in found
        }
        if not places or keys[0] is None or keys[1] is None:
            raise _not_ours()
        return cls(columns, keys, places)

    def key_of(self, row: Sequence[str]) -> str:
        """Return the key of a row, without the full stops that Excel may have put in."""
        return _at(row, self.keys[0]).replace(".", "")

    def plain(self, row: Sequence[str]) -> Line:
        """Return a row as it was written."""
        texts = [""] * len(self.columns)
        for at, place in self.places.items():
            texts[at] = _at(row, place).strip()
        return Line([_at(row, place) for place in self.keys], texts)

    @in_indonesian
    def lines(
        self,
        rows: Iterable[Sequence[str]],
        *,
        definitions: Iterable[Definition],
        standing: Standing,
        waiting: Iterable[int],
        seen: set[str],
    ) -> list[Line | None]:
        """Return what each row would change and what is wrong; None for a blank one.

        `seen` holds the keys of the rows before and takes in these.
        """
        known = {str(row.indicator_id): row for row in definitions}
        closed = set(waiting)
        found: list[Line | None] = []
        for row in rows:
            line = self.plain(row)
            if not any([*line.keys, *line.texts]):
                found.append(None)
                continue
            key = self.key_of(row)
            line.definition = known.get(key)
            if line.definition is None:
                line.key_error = _(
                    "Kunci %(key)s tidak ada di kantor ini. Unduh lembar baru."
                ) % {"key": line.keys[0] or "–"}
            elif key in seen:
                line.key_error = _("Baris ini ada dua kali. Hapus salah satunya.")
            elif line.keys[1] != str(
                _version(line.definition.indicator_id, self.columns, standing)
            ):
                line.key_error = _(
                    "Target ini sudah diubah orang lain sejak lembar diunduh. Unduh "
                    "lembar baru."
                )
            else:
                texts = {at: line.texts[at] for at in self.places}
                _read_line(line, line.definition, texts, self.columns, standing)
                if line.changes and line.definition.indicator_id in closed:
                    line.key_error = _(
                        "Target ini sedang diusulkan pemegang jabatannya. Tunggu "
                        "jawabannya."
                    )
            seen.add(key)
            found.append(line)
        return found


def _at(row: Sequence[str], place: int | None) -> str:
    return row[place] if place is not None and place < len(row) else ""


def _read_line(
    line: Line,
    definition: Definition,
    texts: Mapping[int, str],
    columns: Sequence[Column],
    standing: Standing,
) -> None:
    """Write into a row what it promises, or what is wrong with its cells."""
    indicator = definition.indicator
    sides = {(c.period, c.is_stretch): at for at, c in enumerate(columns)}
    for period in dict.fromkeys(column.period for column in columns):
        at, beside = sides[period, False], sides[period, True]
        target = standing.get((indicator.pk, period.pk if period else None))
        old, old_stretch = (target.text, target.stretch_text) if target else ("", "")
        text = texts.get(at, old)
        stretch = texts.get(beside, old_stretch)
        same = " ".join(old.split()) == text
        if same and " ".join(old_stretch.split()) == stretch:
            continue
        if not text:
            message = (
                _("Target yang sudah ditetapkan tidak dapat dikosongkan.")
                if old
                else _("Tetapkan dahulu targetnya, baru tantangannya.")
            )
            line.errors[at if old else beside] = message
            continue
        try:
            read_promise(text, stretch, definition)
        except Unfit as error:
            line.errors[beside if error.field == "stretch" else at] = error.message
            continue
        line.promises.append(
            Promise(indicator, period, old if same else text, stretch=stretch)
        )
        line.revises = line.revises or bool(old and not same)
        before = f"{old} → " if old and not same else ""
        beyond = f" ({_('tantangan')} {stretch})" if stretch else ""
        line.changes.append(f"{columns[at].head}: {before}{text}{beyond}")


def _rows(content: bytes) -> list[list[str]]:
    try:
        return read_rows(content)
    except UnreadableDecree as error:
        raise WorkbookUnreadable(str(error), field="workbook") from error


def _not_ours() -> WorkbookUnreadable:
    message = _(
        "Berkas ini bukan lembar target. Unduh lembarnya dari halaman ini, isi, lalu "
        "unggah kembali dengan baris judulnya."
    )
    return WorkbookUnreadable(message, field="workbook")
