"""Aligned: tables in text whose columns are parted by blanks alone.

A line that names an indicator column beside others opens such a table. Its columns are the
gutters that stay blank from there to its end; a long cell goes on in the lines below.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from tolok.reader.words import fold


_PIECE = re.compile(r"\S+(?: \S+)*")
_INDICATOR_HEAD = re.compile(
    r"(?:nama\s+)?(?:indikator(?:\s+\S+){0,5}|ik[iu])", re.IGNORECASE
)
_OTHER_HEAD = re.compile(
    r"(?:n[o0]\.?|nomor|kode|kodefikasi|jabatan|nama jabatan|unit.?jabatan|unit kerja|outcome"
    r"|(?:uraian\s+)?sasaran\b.*|kinerja\b.*|rencana\b.*|satuan\b.*|target\b.*|formula\w*\b.*"
    r"|rumus\b.*|sumber\b.*|penjelasan\b.*|definisi\b.*|alasan\b.*|penanggung.*|tw\s.*"
    r"|triwulan\b.*|semester\b.*|20\d\d)",
    re.IGNORECASE,
)
# A line that ends the table though it might fit its columns.
_END = re.compile(
    r"(?:[-*]\s+)?(?:(?:\d{1,2}|[a-z]|[IVX]+)[.)]\s*)?(?:(?:nama\s+)?jabatan\b|tugas\b[^|]{0,30}[:：]"
    r"|fungsi\b[^|]{0,30}[:：]|unit\s+(?:kerja|organisasi)\s*[:：]|lampiran\b|ditetapkan\b|mengetahui\b"
    r"|(?:catatan|keterangan|ket\.?|sumber|nb)\s*[:：]|\*+\)|nama\s*[:：]"
    r"|(?:daftar\s+|penetapan\s+)?indikator kinerja (?:individu|utama)(?:\s+tahun\b.*|\s*\(ik[iu]\))?$"
    r"|nip\b|[A-Z][A-Za-z .'-]{2,40},\s+\d{1,2}\s+\w+\s+\d{4})",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\(?\d{1,3}(?:\.\d{1,3})*[.)]*")
_FULL = re.compile(r"[\s(<>≤≥]*[\d.,/–-]+.{0,24}|[A-Z]{1,3}(?:\s*\(.*\))?|-|…+.*")
_OPENING = re.compile(r"(?:[A-Z]\w{3,}nya|Me\w{4,})\b")
_MEASURE = re.compile(
    r"(?:Persentase|Prosentase|Presentase|Jumlah|Nilai|Indeks|IKM|Rata-rata|Angka|Laju|Tingkat"
    r"|Rasio|Cakupan|Skor)\b"
)
_SPANNING = re.compile(
    r"(?:sasaran|tujuan)\b.{3,}|[A-Z][.)]?\s+[A-Z ]{4,}|program\b.*|kegiatan\b.*|total\b.*|jumlah\b.{0,8}",
    re.IGNORECASE,
)
_GROUP_LINE = re.compile(r"(?:[A-Z]|[IVX]+)[.)]\s+[A-Z][A-Z ]{3,}")
_TOTAL = re.compile(
    r"(?:sub\s?)?(?:total|jumlah)(?:\s+bobot|\s+seluruh\w*)?", re.IGNORECASE
)
_NIP = re.compile(r"nip\b", re.IGNORECASE)
# A row that names an objective over the whole width, often set over several lines.
_OBJECTIVE_ROW = re.compile(r"(?:sasaran|tujuan)\b", re.IGNORECASE)
_MOST_SPAN_LINES = 30
_MOST_EMPTY_LINES = 3
_LONGEST_HEAD_WORDS = 7
_MOST_LINES = 4_000
_WIDEST_LINE = 400


@dataclass(frozen=True, slots=True)
class AlignedRow:
    """One row: for each column the lines of its cell; `number` is its first line's (from 0)."""

    number: int
    cells: tuple[tuple[str, ...], ...]
    head: bool


@dataclass(frozen=True, slots=True)
class AlignedTable:
    start: int
    end: int
    rows: tuple[AlignedRow, ...]


def find_aligned_tables(
    lines: Sequence[str], is_furniture: re.Pattern[str]
) -> dict[int, AlignedTable]:
    """Tables aligned by blanks, by the number (from 0) of their first line."""
    found: dict[int, AlignedTable] = {}
    index = 0
    while index < len(lines):
        table = _read_table(lines, index, is_furniture)
        if table is None:
            index += 1
        else:
            found[table.start] = table
            index = table.end
    return found


def _pieces(line: str) -> list[tuple[int, int, str]]:
    """The pieces of a line that two blanks or more part: start, end, text."""
    return [(m.start(), m.end(), m[0]) for m in _PIECE.finditer(line)]


def _opens_table(line: str) -> bool:
    if len(line) > _WIDEST_LINE or "  " not in line or "\t" in line or "|" in line:
        return False
    texts = [text for _, _, text in _pieces(line)]
    if len(texts) < 2 or any(len(t.split()) > _LONGEST_HEAD_WORDS for t in texts):
        return False
    indicators = sum(1 for text in texts if _INDICATOR_HEAD.fullmatch(text))
    others = sum(1 for text in texts if _OTHER_HEAD.fullmatch(text))
    return indicators == 1 and others >= 1


def _read_table(
    lines: Sequence[str], start: int, is_furniture: re.Pattern[str]
) -> AlignedTable | None:
    if not _opens_table(lines[start]):
        return None
    first = _first_of_head(lines, start)
    end, spans = _extent(lines, first, start, is_furniture)
    kept = [
        n
        for n in range(first, end)
        if lines[n].strip()
        and not is_furniture.fullmatch(lines[n].strip())
        and spans.get(n) != ""
    ]
    columns = _columns([lines[n] for n in kept if n not in spans])
    if len(columns) < 2:
        return None
    return AlignedTable(first, end, tuple(_rows(lines, kept, spans, columns, start)))


def _whole_span(lines: Sequence[str], start: int) -> list[int]:
    """The lines of a row that spans the columns: those that begin at the edge below it.

    None but the first where a number or a further column follows in them.
    """
    edge = _pieces(lines[start])[0][0]
    whole = [start]
    for n in range(start + 1, min(len(lines), start + _MOST_SPAN_LINES)):
        pieces = _pieces(lines[n])
        if len(pieces) != 1 or pieces[0][0] != edge:
            break
        text = pieces[0][2]
        if _NUMBER.fullmatch(text) or _END.match(text) or _OBJECTIVE_ROW.match(text):
            break
        whole.append(n)
    return whole


def _first_of_head(lines: Sequence[str], start: int) -> int:
    """A head row wrapped over lines may begin above the line that names the indicator."""
    first = start
    while first and start - first < 2:
        before = lines[first - 1]
        pieces = _pieces(before)
        if (
            len(pieces) < 2
            or "\t" in before
            or "|" in before
            or len(before) > _WIDEST_LINE
        ):
            break
        if any(
            len(text.split()) > _LONGEST_HEAD_WORDS or re.search(r"[:;]", text)
            for _, _, text in pieces
        ):
            break
        first -= 1
    return first


def _extent(
    lines: Sequence[str], first: int, start: int, is_furniture: re.Pattern[str]
) -> tuple[int, dict[int, str]]:
    """Where the table ends, and the text of those of its lines that span its columns.

    The lines on which such a text goes on are there too, with none of their own.
    """
    starts = [piece[0] for n in range(first, start + 1) for piece in _pieces(lines[n])]
    second = min((s for s in starts if s > min(starts)), default=0)
    spans: dict[int, str] = {}
    empty, end = 0, start + 1
    for n in range(start + 1, min(len(lines), start + _MOST_LINES)):
        line = lines[n]
        text = line.strip()
        if n in spans:
            end = n + 1
            continue
        if not text:
            empty += 1
            if empty > _MOST_EMPTY_LINES:
                break
            continue
        if is_furniture.fullmatch(text):
            continue
        if "\t" in line or "|" in line or len(line) > _WIDEST_LINE:
            break
        pieces = _pieces(line)
        if _END.match(text) and not (len(pieces) > 1 and _opens_table(line)):
            return (
                _before_signature(lines, start, end) if _NIP.match(text) else end
            ), spans
        if len(pieces) == 1 and _GROUP_LINE.fullmatch(text):
            spans[n] = fold(line)
        if (
            len(pieces) == 1
            and pieces[0][0] < second
            and _OBJECTIVE_ROW.match(text)
            and len(whole := _whole_span(lines, n)) > 1
        ):
            spans |= dict.fromkeys(whole, "")
            spans[n] = fold(" ".join(lines[m] for m in whole))
        elif len(pieces) == 1 and pieces[0][0] < second < pieces[0][1] - 1:
            if _SPANNING.fullmatch(text) is None:
                break
            spans[n] = fold(line)
        empty, end = 0, n + 1
    return end, spans


def _before_signature(lines: Sequence[str], start: int, end: int) -> int:
    """Where the table ends above a signature: at the empty line before its single pieces."""
    last = max(
        (n for n in range(start, end) if len(_pieces(lines[n])) > 1), default=start
    )
    return next((n for n in range(last + 1, end) if not lines[n].strip()), end)


def _columns(lines: list[str]) -> list[tuple[int, int]]:
    """The columns (start, end) between gutters that are blank in every line."""
    width = max((len(line) for line in lines), default=0)
    used = [False] * (width + 2)
    for line in lines:
        for begin, stop, _ in _pieces(line):
            used[begin:stop] = [True] * (stop - begin)
    columns: list[tuple[int, int]] = []
    opened: int | None = None
    for place in range(width + 1):
        if used[place]:
            opened = place if opened is None else opened
        elif opened is not None and not used[place + 1]:
            columns.append((opened, place))
            opened = None
    return columns


def _rows(
    lines: Sequence[str],
    kept: list[int],
    spans: dict[int, str],
    columns: list[tuple[int, int]],
    named: int,
) -> list[AlignedRow]:
    """Gather lines into rows: head rows line by line, then each row with what it goes on with."""
    parted = {n: _part(lines[n], columns) for n in kept if n not in spans}
    body = _body_start(kept, parted, named)
    shape = _Shape(parted, [n for n in kept if n >= body and n in parted], named)
    rows: list[AlignedRow] = []
    for n in kept:
        if n in spans:
            text = spans[n]
            blank: tuple[str, ...] = ()
            rows.append(AlignedRow(n, ((text,), *[blank] * (len(columns) - 1)), False))
        elif n < body:
            rows.append(_row(n, parted[n], head=True))
        elif (
            not rows
            or rows[-1].head
            or rows[-1].number in spans
            or shape.opens_row(n, rows[-1])
        ):
            rows.append(_row(n, parted[n], head=False))
        else:
            rows[-1] = _joined(rows[-1], parted[n])
    return _one_head(rows)


def _part(line: str, columns: list[tuple[int, int]]) -> list[str]:
    return [fold(line[begin:stop]) for begin, stop in columns]


def _row(number: int, texts: list[str], *, head: bool) -> AlignedRow:
    return AlignedRow(number, tuple((text,) if text else () for text in texts), head)


def _joined(row: AlignedRow, texts: list[str]) -> AlignedRow:
    cells = tuple(
        (*cell, text) if text else cell
        for cell, text in zip(row.cells, texts, strict=True)
    )
    return AlignedRow(row.number, cells, row.head)


def _body_start(kept: list[int], parted: dict[int, list[str]], named: int) -> int:
    """The first line below the head rows."""
    for n in kept:
        if n <= named or n not in parted:
            continue
        texts = [text for text in parted[n] if text]
        number_row = len(texts) > 1 and all(_NUMBER.fullmatch(text) for text in texts)
        headings = all(
            len(text.split()) <= _LONGEST_HEAD_WORDS
            and (
                text.isupper()
                or _OTHER_HEAD.fullmatch(text)
                or _INDICATOR_HEAD.fullmatch(text)
                or text.startswith("(")
                or _HEAD_TAIL.fullmatch(text)
                or _SECOND_HEAD.fullmatch(text)
            )
            for text in texts
        )
        if not number_row and not headings:
            return n
    return kept[-1] + 1


# What a wrapped heading ends in: `Sasaran Kinerja / Program`.
_HEAD_TAIL = re.compile(
    r"(?:kinerja|program|individu|utama|strategis|data|operasional|awal|pemilihan|indikator"
    r"|penghitungan|perhitungan|formulasi|penjelasan|jawab|kegiatan|sub|tahun|hasil|kerja"
    r"|yang|dinilai|iki|iku|/|\(|\)|\s)+",
    re.IGNORECASE,
)


# What stands in a second head row, below a heading that spans it.
_SECOND_HEAD = re.compile(
    r"(?:tw|triwulan|semester|smt)[ .-]*(?:[ivx]+|\d)|20\d\d|satuan|target|angka|uraian|kuant\w*"
    r"|kual\w*|waktu|biaya|[ivx]{1,3}",
    re.IGNORECASE,
)


class _Shape:
    """What the columns of a table hold, to tell a row's first line from one that goes on."""

    def __init__(
        self, parted: dict[int, list[str]], body: list[int], named: int
    ) -> None:
        self._parted = parted
        count = len(next(iter(parted.values()), []))
        columns = range(count)
        heads = parted[named]
        self.indicator = next(
            (c for c in columns if _INDICATOR_HEAD.fullmatch(heads[c])), count - 1
        )
        first = [parted[n][0] for n in body if parted[n][0]]
        self.numbered = bool(first) and all(_NUMBER.fullmatch(text) for text in first)
        self.short = [
            c
            for c in columns
            if c != self.indicator
            and (texts := [parted[n][c] for n in body if parted[n][c]])
            and all(_FULL.fullmatch(text) for text in texts)
            and not (c == 0 and self.numbered)
        ]

    def opens_row(self, n: int, last: AlignedRow) -> bool:
        texts = self._parted[n]
        if any(_TOTAL.fullmatch(text) for text in texts):
            return True
        if texts[0] and self.numbered:
            return True
        if self.short:
            return any(texts[c] for c in self.short)
        indicator = texts[self.indicator]
        if not indicator or not last.cells[self.indicator]:
            return False
        if _MEASURE.match(indicator) and not _is_open(last.cells[self.indicator][-1]):
            before = texts[: self.indicator]
            return not any(before) or any(
                _OPENING.match(text) for text in before if text
            )
        return False


def _is_open(text: str) -> bool:
    """Does this line of a cell plainly go on below?"""
    return (
        re.search(
            r"(?:\b(?:dan|atau|serta|dengan|terhadap|pada|di|ke|dari|untuk|yang|oleh|dalam|atas|"
            r"per|jumlah|nilai|persentase|indeks|rata-rata)|[,/(-])$",
            text,
            re.IGNORECASE,
        )
        is not None
    )


def _one_head(rows: list[AlignedRow]) -> list[AlignedRow]:
    """Join the lines of a wrapped heading; rows of column numbers stay apart."""
    joined: list[AlignedRow] = []
    for row in rows:
        texts = [text for cell in row.cells for text in cell]
        numbers = bool(texts) and all(_NUMBER.fullmatch(text) for text in texts)
        if (
            row.head
            and joined
            and joined[-1].head
            and not numbers
            and _goes_on(joined[-1], row)
        ):
            joined[-1] = AlignedRow(
                joined[-1].number,
                tuple(
                    (*a, *b) for a, b in zip(joined[-1].cells, row.cells, strict=True)
                ),
                True,
            )
        else:
            joined.append(row)
    return joined


def _goes_on(head: AlignedRow, row: AlignedRow) -> bool:
    """Is this the next line of the same headings, not a second head row?"""
    pairs = [
        (above, below[0])
        for above, below in zip(head.cells, row.cells, strict=True)
        if below
    ]
    return all(above for above, _ in pairs) and not any(
        _SECOND_HEAD.fullmatch(text) for _, text in pairs
    )
