"""XLSX: the rows of one sheet one after the other, however long it is.

For sheets of data that we wrote ourselves and people filled in: only the texts are read, a
row at a time, so that memory does not grow with the sheet. Shared texts wait in a file of
their own on disk. The same distrust holds as in `packages`, with bounds of its own.
"""

import re
import tempfile
import zipfile
from array import array
from collections.abc import Iterator
from io import BytesIO
from types import TracebackType
from typing import IO, Any, BinaryIO, Self

from lxml import etree

from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.packages import BROKEN, damaged


MOST_BYTES = 1_024 * 1024 * 1024
MOST_ROWS = 1_048_576
MOST_COLUMNS = 200
_S = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_STRICT = "{http://purl.oclc.org/ooxml/spreadsheetml/main}"
_VALUES = (f"{_S}v", f"{_STRICT}v")
_PLACE = re.compile(r"([A-Z]{1,3})\d{1,7}")
_PIECE = 1 << 20
_LETTERS = tuple(
    f"{first}{last}"
    for first in ("", *"ABCDEFGHI")
    for last in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
)[: MOST_COLUMNS + 1]
_TOO_LARGE = (
    "Lembar ini terlalu besar untuk dibaca. Bagi menjadi beberapa berkas, lalu unggah satu "
    "per satu."
)
_WITH_TYPE = (
    "Berkas ini ditolak karena memuat rujukan ke luar berkas (DTD atau entitas), yang tidak "
    "ada dalam lembar biasa. Simpan ulang dari Excel, lalu unggah lagi."
)


class SheetRows:
    """An opened workbook whose first sheet gives its rows as lists of texts.

    Use it in `with`; raises `UnreadableDecree` for what is damaged, unsafe or too large.
    """

    def __init__(self, content: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(BytesIO(content))
        except BROKEN as error:
            raise damaged() from error
        members = self._archive.infolist()
        if sum(member.file_size for member in members) > MOST_BYTES:
            raise UnreadableDecree(_TOO_LARGE)
        self._names = {member.filename for member in members}
        self._texts: IO[bytes] = tempfile.TemporaryFile()  # noqa: SIM115
        self._ends = array("Q", [0])
        self._kept: dict[int, str] = {}

    def __enter__(self) -> Self:
        """Read the shared texts; return the rows to walk through."""
        try:
            self._keep_shared_texts()
        except BaseException:
            self._texts.close()
            raise
        return self

    def __exit__(
        self,
        _kind: type[BaseException] | None,
        _error: BaseException | None,
        _where: TracebackType | None,
    ) -> None:
        """Let go of the texts."""
        self._texts.close()
        self._archive.close()

    def count(self) -> int:
        """Return how many rows there are, without reading them; for a bar of progress."""
        found = 0
        tail = b""
        with self._open(self._first_sheet()) as part:
            while piece := part.read(_PIECE):
                window = tail + piece
                found += window.count(b"<row ") - tail.count(b"<row ")
                tail = window[-4:]
        return found

    def __iter__(self) -> Iterator[list[str]]:
        """Yield each row as texts by column; blank rows are empty lists."""
        with self._open(self._first_sheet()) as part:
            for number, node in enumerate(self._nodes(part, "row"), 1):
                if number > MOST_ROWS:
                    raise UnreadableDecree(_TOO_LARGE)
                yield self._row(node)

    def _row(self, node: Any) -> list[str]:
        texts: list[str] = []
        number = node.get("r")
        for cell in node:
            place = cell.get("r")
            # Nearly always the next column stands next: only else is the place read.
            if place is not None and place != f"{_LETTERS[len(texts)]}{number}":
                found = _PLACE.match(place)
                column = _column(found[1]) if found else len(texts)
                texts.extend([""] * (column - len(texts)))
            if len(texts) >= MOST_COLUMNS:
                break
            texts.append(self._text(cell))
        return texts

    def _text(self, cell: Any) -> str:
        kind = cell.get("t")
        if kind == "inlineStr":
            return "".join(cell.itertext()).strip()
        value = ""
        for child in cell:
            if child.tag in _VALUES:
                value = (child.text or "").strip()
        if kind == "s":
            return self._shared(int(value)) if value.isdigit() else ""
        if kind == "b":
            return "ya" if value == "1" else "tidak"
        if kind in (None, "n") and value:
            return _number(value)
        return value

    def _keep_shared_texts(self) -> None:
        if "xl/sharedStrings.xml" not in self._names:
            return
        with self._open("xl/sharedStrings.xml") as part:
            for node in self._nodes(part, "si"):
                text = "".join(
                    child.text or ""
                    for child in node.iter(f"{_S}t", f"{_STRICT}t")
                    if not (child.getparent().tag or "").endswith("}rPh")
                )
                self._ends.append(self._ends[-1] + self._texts.write(text.encode()))

    def _shared(self, index: int) -> str:
        if index + 1 >= len(self._ends):
            return ""
        known = self._kept.get(index)
        if known is None:
            start, end = self._ends[index], self._ends[index + 1]
            self._texts.seek(start)
            known = self._texts.read(end - start).decode().strip()
            if len(self._kept) > 50_000:
                self._kept.clear()
            if len(known) < 200:
                self._kept[index] = known
        return known

    def _first_sheet(self) -> str:
        sheets = [
            name
            for name in self._names
            if re.fullmatch(r"xl/worksheets/sheet\d+\.xml", name)
        ]
        if not sheets:
            raise damaged()
        return min(sheets, key=lambda name: (len(name), name))

    def _open(self, name: str) -> IO[bytes]:
        try:
            return self._archive.open(name)
        except BROKEN as error:
            raise damaged() from error

    def _nodes(self, part: BinaryIO | IO[bytes], name: str) -> Iterator[Any]:
        """Yield the elements of a name, each forgotten once it was looked at."""
        tags = [f"{_S}{name}", f"{_STRICT}{name}"]
        try:
            for _event, node in etree.iterparse(
                _Bounded(part), tag=tags, resolve_entities=False, no_network=True
            ):
                yield node
                node.clear()
                while node.getprevious() is not None:
                    del node.getparent()[0]
        except (etree.XMLSyntaxError, *BROKEN) as error:
            raise damaged() from error


class _Bounded:
    """A part that ends where it swells past its bound, and holds no document type."""

    def __init__(self, part: BinaryIO | IO[bytes]) -> None:
        self._part, self._read, self._tail = part, 0, b""

    def read(self, size: int = -1) -> bytes:
        """Return the next bytes; raises `UnreadableDecree`."""
        piece = self._part.read(_PIECE if size < 0 else size)
        self._read += len(piece)
        if self._read > MOST_BYTES:
            raise UnreadableDecree(_TOO_LARGE)
        if self._read < 2 * _PIECE and b"<!DOCTYPE" in self._tail + piece:
            raise UnreadableDecree(_WITH_TYPE)
        self._tail = piece[-10:]
        return piece


def _column(letters: str) -> int:
    column = 0
    for letter in letters:
        column = column * 26 + ord(letter) - 64
    return column - 1


def _number(value: str) -> str:
    """Write a number as an Indonesian does: Excel keeps `1.5`, people wrote `1,5`."""
    try:
        number = float(value)
    except ValueError:
        return value
    if number == int(number) and abs(number) < 1e15:
        return str(int(number))
    return f"{number:.11g}".replace(".", ",")
