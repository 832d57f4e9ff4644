"""Other documents: what is brought in place of a decree on individual indicators, by name.

A role matrix (indicators across the top, people down the side, or the other way round) has
no row that is one indicator of one position; a performance agreement, a plan, a report or a
job description says so in its title. Each gets a sentence of its own.
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from tolok.reader.blocks import Deed, Document, Paragraph, Row, Table
from tolok.reader.parse import Reading, labels
from tolok.reader.parse.columns import normalise
from tolok.reader.parse.kinds import kind_of
from tolok.reader.parse.rows import OBJECTIVE_OPENING
from tolok.reader.parse.stream import find_head, row_texts
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.words import fold


_BRING = "Bawa keputusan tentang indikator kinerja individu lengkap dengan lampirannya."
# What a title says → what the document is. In this order.
_TITLES: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), name)
    for pattern, name in (
        (
            r"(?:lampiran\s+)?perjanjian kinerja\b.*|penetapan kinerja\b.*",
            "perjanjian kinerja",
        ),
        (r"rencana aksi\b.*", "rencana aksi"),
        (
            r"(?:formulir\s+|format\s+)?sasaran kinerja pegawai\b.*|evaluasi kinerja pegawai\b.*",
            "sasaran kinerja pegawai (SKP)",
        ),
        (
            r"laporan (?:akuntabilitas )?kinerja\b.*|laporan akuntabilitas\b.*|lkj?ip\b.*|lakip\b.*",
            "laporan kinerja (LKjIP)",
        ),
        (
            r"(?:perubahan\s+)?rencana strategis\b.*|renstra\b.*",
            "rencana strategis (Renstra)",
        ),
        (
            r"rencana kerja (?:dan )?anggaran\b.*|dokumen pelaksanaan anggaran\b.*|rka\b.*",
            "dokumen anggaran",
        ),
        (r"rencana kerja(?! pegawai)\b.*|renja\b.*|rkt\b.*", "rencana kerja"),
        (
            r"(?:dokumen\s+|hasil\s+)?(?:informasi|analisis|uraian) jabatan\b.*"
            r"|analisis beban kerja\b.*|anjab\b.*",
            "analisis jabatan",
        ),
        (r"standar operasional prosedur\b.*|sop\b.*", "standar operasional prosedur"),
    )
)
_TITLE_LINES = 25
_MATRIX = re.compile(r"matri(?:ks|x)\s+(?:pembagian\s+)?peran\b.*", re.IGNORECASE)
_MARK = frozenset(["x", "v", "√", "✓", "✔", "●", "o"])
_NUMBERED_HEADING = re.compile(
    r"(?:SASARAN|INDIKATOR|KINERJA|IKI|IKU|OUTCOME)(?: [A-Z]+){0,2} (\d{1,2}|[IVX]+)"
)
_HEAD_ROWS = 5
_BLANK = re.compile(r"[\s.…_–-]*|\(?\d{1,3}\)?[.)]?")


def without_matrices(document: Document) -> Document:
    """The document without its role matrices, each told by a deed."""
    kept: list[Paragraph | Table] = []
    deeds = list(document.deeds)
    for block in document.blocks:
        if isinstance(block, Table) and is_role_matrix(block):
            deeds.append(
                Deed("part-left-out", block.where, ("Matriks peran dan hasil",))
            )
        else:
            kept.append(block)
    if len(kept) == len(document.blocks):
        return document
    return replace(document, blocks=tuple(kept), deeds=tuple(deeds))


def is_role_matrix(table: Table) -> bool:
    """Is this a transposed table: positions or indicators as its columns?"""
    rows = [row_texts(row) for row in table.rows]
    for index, row in enumerate(rows[:_HEAD_ROWS]):
        below = rows[index + 1 :]
        cells = [text for text in row[1:] if text]
        if _titles(cells) > 1 and _has_measures(below) and not _has_head(table, index):
            return True
        numbers = {
            match[0]
            for text in cells
            if (match := _NUMBERED_HEADING.fullmatch(normalise(text)))
        }
        if len(numbers) > 1 and _has_people(below):
            return True
        measures = [text for text in cells if _is_measure(text)]
        if len(measures) > 1 and _marks(below) > 1 and _has_people(below):
            return True
    return False


def refuse_other_documents(document: Document, reading: Reading) -> None:
    """Refuse what is no decree on individual indicators, saying what it is.

    Raises UnreadableDecree; returns where there is something to read.
    """
    has_rows = any(draft.objectives for draft in reading.positions)
    if not has_rows:
        _refuse_matrix(document, reading)
    if reading.head.kind is None:
        _refuse_by_title(document)
    if not has_rows:
        _refuse_without_rows(document, reading)


def _refuse_matrix(document: Document, reading: Reading) -> None:
    said = any(deed.texts == ("Matriks peran dan hasil",) for deed in reading.deeds)
    if said or any(_MATRIX.fullmatch(line) for line in _lines_of_their_own(document)):
        raise UnreadableDecree(
            "Dokumen ini matriks peran dan hasil: jabatan atau sasarannya ditulis sebagai "
            "kolom, sehingga tidak ada baris indikator per jabatan. " + _BRING
        )


def _refuse_by_title(document: Document) -> None:
    for number, line in enumerate(_lines_of_their_own(document)):
        if number >= _TITLE_LINES or labels.HEADLINE.fullmatch(line):
            return
        for pattern, name in _TITLES:
            if pattern.fullmatch(line) and len(line.split()) <= 14:
                raise UnreadableDecree(
                    f"Dokumen ini {name}, bukan keputusan tentang indikator kinerja "
                    f"individu. {_BRING}"
                )


def _refuse_without_rows(document: Document, reading: Reading) -> None:
    codes = {deed.code for deed in reading.deeds}
    if "row-unfilled" in codes or _has_blank_table(document):
        raise UnreadableDecree(
            "Dokumen ini formulir yang belum diisi: tabelnya tidak memuat sasaran maupun "
            "indikator. Bawa keputusan yang sudah diisi."
        )
    if "table-without-position" in codes:
        raise UnreadableDecree(
            "Tabel indikator ada, tetapi jabatannya tidak disebut, sehingga tidak jelas "
            "siapa yang memikulnya. Tulis baris “Jabatan : …” di atas setiap tabel, lalu "
            "bawa lagi."
        )
    if reading.positions:
        raise UnreadableDecree(
            "Dokumen ini menyebut jabatan, tetapi tabel sasaran dan indikatornya tidak "
            "terbaca: kolomnya mungkin tercerai ketika teks disalin. Bawa dokumen asli "
            "(Word atau Excel), atau teks yang tabelnya dipisahkan tab."
        )
    if reading.head.kind is not None and reading.head.rulings:
        kind = reading.head.kind
        raise UnreadableDecree(
            f"{kind} ini tidak memuat tabel indikator kinerja. {_BRING}"
        )
    raise UnreadableDecree(
        "Berkas ini bukan keputusan tentang indikator kinerja individu: tidak ada jabatan "
        "dengan tabel sasaran dan indikator. Periksa apakah berkas yang dipilih benar."
    )


def _lines_of_their_own(document: Document) -> Iterator[str]:
    """The document's lines, also those that stand alone in a row of a table."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            if text := fold(block.text):
                yield text
        else:
            for row in block.rows:
                texts = [text for text in row_texts(row) if text]
                if len(texts) == 1:
                    yield texts[0]


def _has_blank_table(document: Document) -> bool:
    """Is there a table of indicators of which nothing but numbers is filled in?"""
    for block in document.blocks:
        if not isinstance(block, Table):
            continue
        rows = list(block.rows)
        for start in range(min(len(rows), _HEAD_ROWS)):
            end, columns = find_head(rows, start)
            if columns is not None:
                return all(_is_blank(row) for row in rows[end:])
    return False


def _is_blank(row: Row) -> bool:
    return all(_BLANK.fullmatch(text) for text in row_texts(row))


def _has_head(table: Table, index: int) -> bool:
    """Do head rows of a usual table stand at or above this row?"""
    rows = list(table.rows)
    return any(find_head(rows, start)[1] is not None for start in range(index + 1))


def _titles(cells: list[str]) -> int:
    titles = {text for text in cells if labels.TITLE_LINE.fullmatch(text)}
    return len(titles)


def _is_measure(text: str) -> bool:
    return OBJECTIVE_OPENING.match(text) is not None or (
        len(text.split()) > 1 and kind_of(text, None) != "other"
    )


def _has_measures(rows: list[list[str]]) -> bool:
    """Do rows begin with an indicator or an objective, or with the name of such a column?"""
    return _marks(rows) > 1 or any(
        _is_measure(text) or text.casefold().startswith(("sasaran", "indikator"))
        for row in rows
        for text in row[:2]
    )


def _has_people(rows: list[list[str]]) -> bool:
    return any(labels.TITLE_LINE.fullmatch(text) for row in rows for text in row[:4])


def _marks(rows: list[list[str]]) -> int:
    return sum(1 for row in rows for text in row[1:] if text.casefold() in _MARK)
