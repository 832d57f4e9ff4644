"""Writes lines and tables to standard output."""

import errno
import sys
from collections.abc import Iterable, Sequence


def write(text: str = "") -> None:
    """Write one line."""
    sys.stdout.write(text + "\n")


def note(text: str) -> None:
    """Write one line beside the result, to standard error."""
    sys.stderr.write(text + "\n")


def write_table(heads: Sequence[str], rows: Iterable[Sequence[str]]) -> None:
    """Write a table whose columns are as wide as what stands in them."""
    lines = [tuple(heads), *(tuple(row) for row in rows)]
    widths = [max(len(line[at]) for line in lines) for at in range(len(heads))]
    for number, line in enumerate(lines):
        cells = [text.ljust(width) for text, width in zip(line, widths, strict=True)]
        write("  ".join(cells).rstrip())
        if number == 0:
            write("  ".join("─" * width for width in widths))


def shortened(text: str, width: int) -> str:
    """Return text of at most `width` signs, cut with an ellipsis."""
    return text if len(text) <= width else text[: width - 1].rstrip() + "…"


def why_not(error: OSError) -> str:
    """Return in Indonesian why a file cannot be opened or written."""
    if isinstance(error, FileNotFoundError):
        return "tidak ada"
    if isinstance(error, PermissionError):
        return "izin tidak cukup"
    if isinstance(error, IsADirectoryError | NotADirectoryError):
        return "folder di tempat berkas, atau sebaliknya"
    if error.errno == errno.ENOSPC:
        return "ruang penyimpanan penuh"
    if error.errno == errno.EADDRINUSE:
        return "sedang dipakai"
    return error.strerror or str(error)
