"""Indicators that are no measure, and rows that stand twice in one position."""

import re

from tolok.reader.lint.finding import Finding, finding, position_id, quoted
from tolok.reader.parse import Reading
from tolok.reader.parse.drafts import PositionDraft
from tolok.reader.words import comparable


# Spellings of one word, so that `obyek` and `objek` count as the same.
_VARIANTS = (
    (re.compile(r"\bobyek"), "objek"),
    (re.compile(r"\bsystem\b"), "sistem"),
    (re.compile(r"\bprosentase\b|\bpresentase\b"), "persentase"),
    (re.compile(r"\bbhakti\b"), "bakti"),
    (re.compile(r"\bkerja sama\b"), "kerjasama"),
)


def not_a_measure(reading: Reading) -> list[Finding]:
    """An indicator that names an activity or repeats the objective instead of measuring."""
    return [
        finding(
            "not-a-measure",
            "warning",
            f"{quoted(indicator.text)} bukan ukuran: tidak menyebut persentase, jumlah, nilai, "
            "atau indeks. Tanpa ukuran, capaiannya tidak dapat dihitung.",
            indicator.where,
            position=position_id(reading, index),
            indicator=indicator.text,
            suggestion="Tentukan ukurannya dalam manual indikator, misalnya “Jumlah …” atau "
            "“Persentase …”.",
        )
        for index, draft in enumerate(reading.positions)
        for objective in draft.objectives
        for indicator in objective.indicators
        if indicator.kind == "other"
    ]


def objectives_without_indicator(reading: Reading) -> list[Finding]:
    return [
        finding(
            "objective-without-indicator",
            "warning",
            f"Sasaran {quoted(objective.text)} tidak memiliki indikator, sehingga "
            "keberhasilannya tidak dapat diukur.",
            objective.where,
            position=position_id(reading, index),
            suggestion="Tambahkan indikatornya atau periksa apakah tabel terbaca utuh.",
        )
        for index, draft in enumerate(reading.positions)
        for objective in draft.objectives
        if not objective.indicators
    ]


def positions_without_table(reading: Reading) -> list[Finding]:
    return [
        finding(
            "position-without-table",
            "warning",
            f"Jabatan {quoted(draft.title)} tidak memiliki tabel sasaran dan indikator.",
            draft.where,
            position=position_id(reading, index),
            suggestion="Periksa pada dokumen asli apakah tabelnya hilang.",
        )
        for index, draft in enumerate(reading.positions)
        if not draft.objectives
    ]


def duplicates(reading: Reading) -> list[Finding]:
    """The same row twice, or the same indicator under two objectives, in one position."""
    found: list[Finding] = []
    for index, draft in enumerate(reading.positions):
        found += _duplicates_of(draft, position_id(reading, index))
    return found


def _duplicates_of(draft: PositionDraft, position: str | None) -> list[Finding]:
    found: list[Finding] = []
    seen: dict[str, str] = {}
    for objective in draft.objectives:
        for indicator in objective.indicators:
            key, under = _key(indicator.text), _key(objective.text)
            if key not in seen:
                seen[key] = under
                continue
            same_row = seen[key] == under
            found.append(
                finding(
                    "duplicate-row" if same_row else "indicator-repeated",
                    "warning",
                    f"Indikator {quoted(indicator.text)} sudah ada pada jabatan ini"
                    + (
                        " dengan sasaran yang sama. Baris kembar membuat satu hasil dinilai "
                        "dua kali."
                        if same_row
                        else " di bawah sasaran lain. Satu hasil yang dipakai dua kali "
                        "mengaburkan penilaian."
                    ),
                    indicator.where,
                    position=position,
                    indicator=indicator.text,
                    suggestion="Hapus salah satunya, atau bedakan ukurannya.",
                )
            )
    return found


def _key(text: str) -> str:
    key = comparable(text)
    for pattern, plain in _VARIANTS:
        key = pattern.sub(plain, key)
    return key
