"""Reading: one document in, one decree with its findings out."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tolok.reader.blocks import Box
from tolok.reader.lint import Pack, find
from tolok.reader.other_documents import refuse_other_documents, without_matrices
from tolok.reader.parse import parse
from tolok.reader.progress import Progress, say_nothing
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources import read_blocks
from tolok.reader.validation import check_decree


# 25 MiB: the largest decree met is a scan of some 20 MB.
MAX_BYTES = 25 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class ReadDecree:
    """A read decree (`tolok-decree/1`, schema-valid) and its source, line by line.

    `boxes` runs parallel to `lines`: where each line stands on its page, None where the
    source has no pages or the line no place of its own.
    """

    decree: dict[str, Any]
    lines: tuple[str, ...]
    boxes: tuple[Box | None, ...]


def read_decree(
    path: Path | None = None,
    *,
    content: bytes | None = None,
    name: str,
    progress: Progress = say_nothing,
    lint_pack: Pack | None = None,
) -> ReadDecree:
    """Read one decree document, given as a file or as its bytes.

    `name` is the file's name for `source.file`; what the file is, is told by its content.
    `lines` holds the text line by line, so that `where.line` (from 1) finds its place.
    `progress` is called with pages read and pages in all, where the source has pages.
    `lint_pack` chooses which rules speak and how loud; None is the standard pack.

    Raises UnreadableDecree if it is empty, too large, damaged, of a format that cannot be
    read, or no decree on performance indicators; ValueError if neither or both of `path`
    and `content` are given; OSError if the file cannot be opened.
    """
    if (path is None) == (content is None):
        raise ValueError("Berikan path atau content, salah satu.")
    if path is not None:
        content = _read_file(path)
    content = content or b""
    _refuse_too_large(len(content))
    document = without_matrices(read_blocks(content, progress))
    reading = parse(document)
    refuse_other_documents(document, reading)
    decree = {
        **reading.decree,
        "source": {
            "file": Path(name).name or name,
            "sha256": hashlib.sha256(content).hexdigest(),
            "kind": document.kind,
            "pages": document.pages,
        },
        "findings": find(reading, lint_pack),
    }
    check_decree(decree)
    boxes = document.boxes or (None,) * len(document.lines)
    return ReadDecree(decree, document.lines, boxes)


def _read_file(path: Path) -> bytes:
    _refuse_too_large(path.stat().st_size)
    return path.read_bytes()


def _refuse_too_large(size: int) -> None:
    if size > MAX_BYTES:
        raise UnreadableDecree(
            f"Berkas ini berukuran {size // 1_048_576} MB, lebih dari batas "
            f"{MAX_BYTES // 1_048_576} MB. Bawa berkas keputusannya saja tanpa lampiran "
            "lain, atau perkecil gambarnya."
        )
