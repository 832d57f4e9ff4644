"""Duplicates: the same row, indicator or objective in more than one place."""

from collections.abc import Iterator

from tolok.reader.lint.finding import Found, quoted
from tolok.reader.lint.grounds import ENOUGH, SMART_SPECIFIC
from tolok.reader.lint.likeness import folded
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Row, Subject


@rule(
    "duplicate-row",
    title="Dua baris kembar",
    severity="warning",
    summary="Sasaran dan indikator yang sama berdiri dua kali pada satu jabatan.",
    grounds=(SMART_SPECIFIC,),
)
def duplicate_rows(subject: Subject) -> Iterator[Found]:
    """The same row twice in one position."""
    for row, same_row in _repeated(subject):
        if same_row:
            yield Found(
                f"Indikator {quoted(row.text)} sudah ada pada jabatan ini dengan sasaran "
                "yang sama. Baris kembar membuat satu hasil dinilai dua kali.",
                row.path,
                suggestion="Hapus salah satunya, atau bedakan ukurannya.",
            )


@rule(
    "indicator-repeated",
    title="Indikator berulang pada satu jabatan",
    severity="warning",
    summary="Indikator yang sama dipakai untuk dua sasaran.",
    grounds=(SMART_SPECIFIC, ENOUGH),
)
def indicators_repeated(subject: Subject) -> Iterator[Found]:
    """The same indicator under two objectives of one position."""
    for row, same_row in _repeated(subject):
        if not same_row:
            yield Found(
                f"Indikator {quoted(row.text)} sudah ada pada jabatan ini di bawah sasaran "
                "lain. Satu hasil yang dipakai dua kali mengaburkan penilaian.",
                row.path,
                suggestion="Hapus salah satunya, atau bedakan ukurannya.",
            )


def _repeated(subject: Subject) -> Iterator[tuple[Row, bool]]:
    """Rows whose indicator stood in the position before; is the objective the same too?"""
    seen: dict[tuple[str, str], str] = {}
    for row in subject.rows:
        key = (row.position["id"], folded(row.text))
        if key in seen:
            yield row, seen[key] == folded(row.aim)
        else:
            seen[key] = folded(row.aim)
