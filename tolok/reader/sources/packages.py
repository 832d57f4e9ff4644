"""Packages: Office files are ZIP archives of XML; open them without trusting them.

Nothing is unpacked before its size is known, no archive may swell beyond its bounds, and XML
may neither declare a document type nor name anything outside itself.
"""

import io
import lzma
import zipfile
import zlib
from dataclasses import dataclass

from lxml import etree

from tolok.reader.refusals import UnreadableDecree


ZIP_START = b"PK\x03\x04"
# A document type, in each encoding that XML parsers take.
_DOCTYPES = tuple(
    "<!DOCTYPE".encode(code) for code in ("utf-8", "utf-16-le", "utf-16-be")
)
_MOST_MEMBERS = 2_000
_LARGEST_PART = 64 * 1024 * 1024
_LARGEST_WHOLE = 192 * 1024 * 1024
# What reading a broken archive raises (RuntimeError: a member is encrypted).
BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    OSError,
    EOFError,
    RuntimeError,
    ValueError,
    NotImplementedError,
)
_DAMAGED = (
    "Berkas ini rusak atau terpotong sehingga tidak dapat dibuka. Salin atau unduh ulang "
    "dari sumbernya, buka dengan aplikasi asalnya untuk memastikan, lalu bawa lagi."
)
_SWELLING = (
    "Berkas ini ditolak karena isinya membengkak jauh melebihi ukuran wajar sebuah "
    "keputusan. Simpan ulang dari Word atau Excel, lalu bawa lagi."
)
_OUTSIDE = (
    "Berkas ini ditolak karena memuat rujukan ke luar berkas (DTD atau entitas), yang tidak "
    "ada dalam dokumen biasa. Simpan ulang dari Word atau Excel, lalu bawa lagi."
)


def damaged() -> UnreadableDecree:
    return UnreadableDecree(_DAMAGED)


@dataclass(frozen=True, slots=True)
class Package:
    """An opened Office file; parts are read one by one, each within its bounds."""

    archive: zipfile.ZipFile

    def names(self) -> set[str]:
        return set(self.archive.namelist())

    def part(self, name: str) -> etree._Element | None:
        """The parsed XML of a part, None if there is none; refuses unsafe or damaged parts."""
        if name not in self.names():
            return None
        content = self._content(name)
        if any(mark in content for mark in _DOCTYPES):
            raise UnreadableDecree(_OUTSIDE)
        parser = etree.XMLParser(
            resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False
        )
        try:
            return etree.fromstring(content, parser)
        except etree.XMLSyntaxError as error:
            raise damaged() from error

    def _content(self, name: str) -> bytes:
        """A part's bytes; reads one more than allowed, since a declared size may lie."""
        try:
            with self.archive.open(name) as part:
                content = part.read(_LARGEST_PART + 1)
        except BROKEN as error:
            raise damaged() from error
        if len(content) > _LARGEST_PART:
            raise UnreadableDecree(_SWELLING)
        return content


def open_package(content: bytes) -> Package:
    """Open an Office file held in memory; raises UnreadableDecree if it cannot be trusted."""
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except BROKEN as error:
        raise damaged() from error
    members = archive.infolist()
    if len(members) > _MOST_MEMBERS:
        raise UnreadableDecree(_SWELLING)
    if any(member.file_size > _LARGEST_PART for member in members):
        raise UnreadableDecree(_SWELLING)
    if sum(member.file_size for member in members) > _LARGEST_WHOLE:
        raise UnreadableDecree(_SWELLING)
    return Package(archive)


def holds(content: bytes, folder: bytes) -> bool:
    """Is this an archive with parts in this folder? Works on damaged files too."""
    if not content.startswith(ZIP_START):
        return False
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            names = archive.namelist()
    except BROKEN:
        return folder in content
    return any(name.startswith(folder.decode()) for name in names)


def open_document_type(content: bytes) -> str | None:
    """What an OpenDocument file says it is (`…opendocument.text`); None if it says nothing."""
    if not content.startswith(ZIP_START):
        return None
    try:
        with (
            zipfile.ZipFile(io.BytesIO(content)) as archive,
            archive.open("mimetype") as part,
        ):
            return part.read(200).decode("ascii", "replace").strip()
    except (*BROKEN, KeyError):
        return None
