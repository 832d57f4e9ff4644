"""Checking: may this Word file be an office's template?

Nothing in it may run, reach out of the file or swell; every placeholder must be known and
the needed ones be there. Whether what it issues is read back, `trial` tells.
"""

import re
from collections import Counter
from collections.abc import Iterator

from docx.oxml.ns import qn
from lxml import etree

from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.packages import ZIP_START, Package, open_package
from tolok.reader.write.docx import text_of
from tolok.reader.write.placeholders import (
    BLOCKS,
    MEANINGS,
    NEEDED,
    PLACEHOLDER,
    WHEN,
    name_in,
)


LARGEST_TEMPLATE = 5 * 1024 * 1024
_LARGEST_WHOLE = 40 * 1024 * 1024
_LARGEST_XML = 4 * 1024 * 1024
_MOST_PARTS = 300
_MOST_SHOWN = 6
_LONGEST_SHOWN = 60
_WORD = (
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
)
_TYPES = "[Content_Types].xml"
_BODY = "word/document.xml"
# What Word may work out by itself, from the document alone.
_FIELDS = frozenset(
    {"PAGE", "NUMPAGES", "SECTIONPAGES", "SECTION", "HYPERLINK", "STYLEREF"}
)
_TRACKED = ("ins", "del", "moveFrom", "moveTo")
_BRACES = re.compile(r"\{\{|\}\}")


def faults_of(content: bytes) -> list[str]:
    """Return what keeps a Word file from being a template, one Indonesian sentence each.

    Empty where it may be one. Never raises for what is in the file.
    """
    if len(content) > LARGEST_TEMPLATE:
        return [
            f"Berkas ini lebih dari {LARGEST_TEMPLATE // 1_048_576} MB. Perkecil gambar di "
            "dalamnya (Word: Kompres Gambar), lalu unggah lagi."
        ]
    if not content.startswith(ZIP_START):
        return [
            "Berkas ini bukan dokumen Word (.docx). Simpan dari Word sebagai Dokumen Word "
            "(.docx), lalu unggah lagi."
        ]
    try:
        package = open_package(content)
        return _faults_of_package(package) or _faults_of_words(package)
    except UnreadableDecree as refusal:
        return [str(refusal).replace("lalu bawa lagi", "lalu unggah lagi")]


# ---------------------------------------------------------------- what must not be in it


def _faults_of_package(package: Package) -> list[str]:
    faults = _faults_of_size(package)
    if faults:
        return faults
    types = package.part(_TYPES)
    body = package.part(_BODY)
    if types is None or body is None:
        return [
            "Berkas ini bukan dokumen Word (.docx). Simpan dari Word sebagai Dokumen Word "
            "(.docx), lalu unggah lagi."
        ]
    told = {
        str(one.get("PartName")): str(one.get("ContentType"))
        for one in types
        if one.get("PartName")
    }
    kinds = [str(one.get("ContentType")) for one in types]
    names = [name.lower() for name in package.names()]
    if any("macroenabled" in kind.lower() for kind in kinds) or any(
        "vbaproject" in name or "vbadata" in name for name in names
    ):
        return [
            "Dokumen ini memuat makro. Simpan sebagai Dokumen Word (.docx) tanpa makro, "
            "lalu unggah lagi."
        ]
    if told.get(f"/{_BODY}") != _WORD:
        return [
            "Berkas ini bukan Dokumen Word biasa. Di Word pilih Simpan Sebagai, Dokumen "
            "Word (.docx), bukan Templat Word, lalu unggah lagi."
        ]
    if body.tag != qn("w:document") or body.find(f".//{qn('w:sectPr')}") is None:
        return [
            "Dokumen ini tidak memuat pengaturan halaman. Mulailah dari templat yang "
            "diunduh di halaman ini."
        ]
    if package.part("word/styles.xml") is None:
        return [
            "Dokumen ini tidak memuat daftar gaya. Mulailah dari templat yang diunduh di "
            "halaman ini."
        ]
    return [*_faults_of_parts(names), *_faults_of_links(package)]


def _faults_of_size(package: Package) -> list[str]:
    members = package.archive.infolist()
    swelling = (
        len(members) > _MOST_PARTS
        or sum(member.file_size for member in members) > _LARGEST_WHOLE
        or any(
            member.file_size > _LARGEST_XML
            for member in members
            if member.filename.endswith((".xml", ".rels"))
        )
    )
    if not swelling:
        return []
    return [
        "Isi berkas ini membengkak jauh melebihi ukuran wajar sebuah templat. Mulailah dari "
        "templat yang diunduh di halaman ini."
    ]


def _faults_of_parts(names: list[str]) -> list[str]:
    if any(
        name.startswith(("word/embeddings/", "word/activex/", "word/controls/"))
        for name in names
    ):
        return [
            "Dokumen ini memuat objek tertanam (misalnya lembar Excel atau tombol). Ganti "
            "dengan gambar biasa, lalu unggah lagi."
        ]
    return []


def _faults_of_links(package: Package) -> list[str]:
    """Nothing may be fetched from elsewhere; a link to be clicked may stand."""
    faults = []
    for name in sorted(package.names()):
        if not name.endswith(".rels"):
            continue
        relations = package.part(name)
        for one in relations if relations is not None else ():
            kind = str(one.get("Type")).rsplit("/", 1)[-1]
            target = str(one.get("Target"))
            if kind in ("aFChunk", "oleObject", "control", "package", "subDocument"):
                faults.append(
                    "Dokumen ini memuat dokumen atau objek lain di dalamnya. Hapus objek "
                    "itu, lalu unggah lagi."
                )
            elif kind == "attachedTemplate":
                faults.append(
                    "Dokumen ini terikat pada templat lain di luar berkas. Di Word buka "
                    "Pengembang, Templat Dokumen, pilih Normal, simpan, lalu unggah lagi."
                )
            elif one.get("TargetMode") == "External" and not (
                kind == "hyperlink"
                and target.lower().startswith(("http://", "https://", "mailto:"))
            ):
                faults.append(
                    f"Dokumen ini merujuk ke luar berkas: {_shown(target)}. Tempelkan "
                    "gambar atau isinya langsung ke dalam dokumen, lalu unggah lagi."
                )
    return list(dict.fromkeys(faults))[:_MOST_SHOWN]


# ---------------------------------------------------------------- what must be in it


def _faults_of_words(package: Package) -> list[str]:
    body = package.part(_BODY)
    if body is None:
        return []
    margins = [
        (name, part)
        for name in sorted(package.names())
        if re.fullmatch(r"word/(?:header|footer)\d*\.xml", name)
        and (part := package.part(name)) is not None
    ]
    faults: list[str] = []
    for part in (body, *(part for _name, part in margins)):
        faults += _faults_of_marks(part)
    found: Counter[str] = Counter()
    for paragraph in body.iter(qn("w:p")):
        faults += _faults_of_paragraph(paragraph, found, in_margin=False)
    for _name, part in margins:
        for paragraph in part.iter(qn("w:p")):
            faults += _faults_of_paragraph(paragraph, Counter(), in_margin=True)
    missing = [f"{{{{{name}}}}}" for name in NEEDED if not found[name]]
    if missing:
        faults.append(
            f"Penanda yang hilang: {', '.join(missing)}. Salin dari templat baku ke "
            "tempatnya, lalu unggah lagi."
        )
    faults += [
        f"Penanda {{{{{name}}}}} muncul {found[name]} kali, padahal isinya satu bagian "
        "naskah. Sisakan satu saja."
        for name in BLOCKS
        if found[name] > 1
    ]
    return list(dict.fromkeys(faults))[:_MOST_SHOWN]


def _faults_of_marks(part: etree._Element) -> list[str]:
    faults = []
    if any(part.find(f".//{qn(f'w:{tag}')}") is not None for tag in _TRACKED):
        faults.append(
            "Dokumen ini masih memuat perubahan yang dilacak. Terima atau tolak semuanya "
            "(Tinjau, Terima Semua Perubahan), lalu unggah lagi."
        )
    if part.find(f".//{qn('w:commentReference')}") is not None:
        faults.append(
            "Dokumen ini masih memuat komentar. Hapus semua komentar, lalu unggah lagi."
        )
    if part.find(f".//{qn('w:altChunk')}") is not None:
        faults.append(
            "Dokumen ini memuat dokumen atau objek lain di dalamnya. Hapus objek itu, lalu "
            "unggah lagi."
        )
    faults += [
        f"Dokumen ini memuat bidang otomatis {_shown(word)}. Yang boleh hanya nomor "
        "halaman dan tautan; hapus bidang itu, lalu unggah lagi."
        for word in dict.fromkeys(_field_words(part))
        if word not in _FIELDS
    ]
    return faults


def _field_words(part: etree._Element) -> Iterator[str]:
    """The first word of every field: PAGE, INCLUDETEXT, DDEAUTO, …"""
    for simple in part.iter(qn("w:fldSimple")):
        yield _first_word(str(simple.get(qn("w:instr"))))
    open_fields: list[list[str]] = []
    for element in part.iter(qn("w:fldChar"), qn("w:instrText")):
        if element.tag == qn("w:instrText"):
            if open_fields:
                open_fields[-1].append(element.text or "")
            else:
                yield _first_word(element.text or "")
        elif element.get(qn("w:fldCharType")) == "begin":
            open_fields.append([])
        elif element.get(qn("w:fldCharType")) == "end" and open_fields:
            yield _first_word("".join(open_fields.pop()))
    for left in open_fields:
        yield _first_word("".join(left))


def _first_word(instruction: str) -> str:
    return next(iter(instruction.split()), "?").upper()


def _faults_of_paragraph(
    paragraph: etree._Element, found: Counter[str], *, in_margin: bool
) -> list[str]:
    words = text_of(paragraph)
    parent = paragraph.getparent()
    in_body = not in_margin and parent is not None and parent.tag == qn("w:body")
    names = [name_in(inside) for inside in PLACEHOLDER.findall(words)]
    faults = []
    if _BRACES.search(PLACEHOLDER.sub("", words)):
        faults.append(
            f"Kurung kurawal tidak berpasangan pada “{_shown(words)}”. Tulis penanda "
            "dengan dua kurung pembuka dan dua penutup, misalnya {{nomor}}."
        )
    for name in names:
        plain = name.removeprefix(WHEN)
        if plain not in MEANINGS:
            faults.append(
                f"Penanda {{{{{_shown(name)}}}}} tidak dikenal. Yang dikenal: "
                f"{', '.join(MEANINGS)}."
            )
        elif name in BLOCKS and not in_body:
            faults.append(
                f"Penanda {{{{{name}}}}} harus berdiri di badan naskah, bukan di dalam "
                "tabel, kotak teks, atau kepala halaman."
            )
        elif name in BLOCKS and PLACEHOLDER.sub("", words).strip():
            faults.append(
                f"Penanda {{{{{name}}}}} harus berdiri sendiri dalam paragrafnya. "
                "Pindahkan kata-kata di sampingnya ke paragraf lain."
            )
        elif name in BLOCKS and len(names) > 1:
            faults.append(
                f"Penanda {{{{{name}}}}} harus berdiri sendiri dalam paragrafnya."
            )
        found[name] += 1
    return faults


def _shown(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= _LONGEST_SHOWN else f"{words[:_LONGEST_SHOWN]}…"
