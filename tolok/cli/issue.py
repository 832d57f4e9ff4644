"""`tolok issue`: a decree as JSON back into a document, without a database."""

import json
from argparse import Namespace
from pathlib import Path
from typing import Any

from tolok.cli.indonesian import Commands
from tolok.cli.output import why_not, write
from tolok.kernel.refusals import Unfit
from tolok.reader import check_decree
from tolok.reader.write import docx, pdf
from tolok.reader.write.checking import faults_of
from tolok.reader.write.layout import PAPERS, letterhead_of


WRITERS = {".docx": docx.write_decree, ".pdf": pdf.write_decree}


class CannotWriteDocument(Unfit):
    """The JSON is no decree, or the document cannot be written."""


def add(commands: Commands) -> None:
    """Add the command."""
    parser = commands.add_parser(
        "issue",
        help="susun naskah keputusan dari JSON",
        description="Susun naskah keputusan (DOCX atau PDF) dari JSON berbentuk "
        "tolok-decree/1, misalnya hasil tolok read --json. Tidak memerlukan basis data.",
    )
    parser.add_argument(
        "file", metavar="BERKAS", type=Path, help="keputusan sebagai JSON"
    )
    parser.add_argument(
        "--out",
        metavar="NASKAH",
        type=Path,
        required=True,
        help="naskah yang ditulis; namanya berakhir .docx atau .pdf",
    )
    parser.add_argument(
        "--paper",
        choices=sorted(PAPERS),
        default="folio",
        help="ukuran kertas: folio (215 × 330 mm, bawaan) atau a4",
    )
    parser.add_argument(
        "--template",
        metavar="TEMPLAT",
        type=Path,
        help="templat Word kantor (.docx) untuk naskah DOCX; tanpa ini templat baku",
    )
    parser.set_defaults(run=run)


def run(asked: Namespace) -> int:
    """Write the document and say where. Raises `CannotWriteDocument`."""
    layer = WRITERS.get(asked.out.suffix.lower())
    if layer is None:
        raise CannotWriteDocument(
            f"Nama naskah {asked.out.name} tidak berakhir .docx atau .pdf. "
            "Beri akhiran sesuai bentuk yang diinginkan."
        )
    decree = _decree(asked.file)
    how: dict[str, Any] = {}
    if asked.template is not None:
        how["template"] = _template(asked)
    content = layer(
        decree, letterhead=letterhead_of(decree), paper=PAPERS[asked.paper], **how
    )
    try:
        asked.out.write_bytes(content)
    except OSError as error:
        raise CannotWriteDocument(
            f"Naskah {asked.out} tidak dapat ditulis: {why_not(error)}. "
            "Periksa folder dan izinnya."
        ) from error
    write(f"{asked.out}: {len(decree['positions'])} jabatan, {len(content)} bita")
    return 0


def _template(asked: Namespace) -> bytes:
    if asked.out.suffix.lower() != ".docx":
        raise CannotWriteDocument(
            "Templat Word hanya untuk naskah .docx. Hapus --template, atau beri naskahnya "
            "akhiran .docx."
        )
    try:
        content: bytes = asked.template.read_bytes()
    except OSError as error:
        raise CannotWriteDocument(
            f"Templat {asked.template} tidak dapat dibuka: {why_not(error)}. "
            "Periksa nama dan izinnya."
        ) from error
    faults = faults_of(content)
    if faults:
        raise CannotWriteDocument(" ".join(faults))
    return content


def _decree(file: Path) -> dict[str, Any]:
    try:
        decree: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
        check_decree(decree)
    except OSError as error:
        raise CannotWriteDocument(
            f"Berkas {file} tidak dapat dibuka: {why_not(error)}. "
            "Periksa nama dan izinnya."
        ) from error
    except ValueError as error:
        raise CannotWriteDocument(
            f"Berkas {file} bukan keputusan berbentuk tolok-decree/1: {error} "
            "Buat dengan tolok read --json, lalu ulangi."
        ) from error
    return decree
