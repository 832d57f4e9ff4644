"""Hands data to a Typst template and gets back one tagged, archivable PDF.

The templates belong to the rooms that write documents; the fonts and the promises are here.
"""

import json
from datetime import datetime
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, Final

import typst

from tolok.kernel.text import clean


FONT_FILES = Path(__file__).parent / "fonts"
ARCHIVABLE: Final = "a-2a"
ACCESSIBLE: Final = "ua-1"
# What the vendored fonts are known to show, so that it need not be tried; the rest
# is tried one by one, but not more of it than this in one document.
KNOWN = frozenset(
    "\n\t"
    + "".join(map(chr, range(0x20, 0x7F)))
    + "".join(map(chr, range(0xA0, 0x100)))
    + "–—‘’“”•…‰−≤≥€™"
)
TRIED_AT_MOST = 200
SUBSTITUTE = "\u25a1"
_NOT_SHOWN = "could not be displayed"
_PROBE = b"""#set page(width: auto, height: auto)
#set document(title: "-")
#set text(font: "TeX Gyre Heros", lang: "id")
#sys.inputs.text"""


class TypesettingError(RuntimeError):
    """A template could not be laid out: a fault of ours, never of the data."""


def typeset(template: Path, data: dict[str, Any], *, at: datetime) -> bytes:
    """Return the PDF that the file `template` makes of `data`, which it reads as JSON.

    It may import files beside it and no others.

    The data never becomes markup: it travels as one string and is read by `json()`.
    The PDF is tagged (PDF/UA-1), archivable (PDF/A-2a), carries its fonts and bears
    `at` as its date, so the same data gives the same bytes. A character that no font
    here can show is printed as an empty square, and the template is told so.

    Raises `TypesettingError` when the template fails.
    """
    data = clean_all(data)
    rare = set("".join(_texts(data))) - KNOWN
    tried = sorted(rare)[:TRIED_AT_MOST]
    missing = rare - {character for character in tried if _can_show(character)}
    try:
        return _compile(template, data, missing, at)
    except typst.TypstError as error:
        if _NOT_SHOWN not in str(error):
            raise TypesettingError(f"{template.name}: {error}") from error
    # Characters that can be shown one by one may still fail side by side.
    try:
        return _compile(template, data, rare, at)
    except typst.TypstError as error:
        raise TypesettingError(f"{template.name}: {error}") from error


def _compile(
    template: Path, data: dict[str, Any], missing: set[str], at: datetime
) -> bytes:
    text = _as_text(data, missing)
    return typst.compile(
        str(template),
        root=str(template.parent),
        font_paths=_fonts(),
        format="pdf",
        sys_inputs={"data": text},
        pdf_standards=[ARCHIVABLE, ACCESSIBLE],
        timestamp=int(at.timestamp()),
    )


def ask(template: Path, data: dict[str, Any], *, label: str) -> list[Any]:
    """Return the values of all metadata that bear a label once `template` is laid out.

    Raises `TypesettingError` when the template fails.
    """
    text = _as_text(clean_all(data), set())
    try:
        found = typst.query(
            str(template),
            f"<{label}>",
            field="value",
            root=str(template.parent),
            font_paths=_fonts(),
            sys_inputs={"data": text},
        )
    # A query tells of a failing template by an error of another kind.
    except (typst.TypstError, RuntimeError) as error:
        raise TypesettingError(f"{template.name}: {error}") from error
    told: list[Any] = json.loads(found)
    return told


def draw(template: Path, data: dict[str, Any], *, dots_per_inch: int) -> bytes:
    """Return the PNG that the file `template` makes of `data`, one page of it.

    For programs that take pictures only; the same rules as for `typeset`. A character
    that no font here can show is left to the font's own sign for it.

    Raises `TypesettingError` when the template fails.
    """
    try:
        return typst.compile(
            str(template),
            root=str(template.parent),
            font_paths=_fonts(),
            format="png",
            ppi=dots_per_inch,
            sys_inputs={"data": _as_text(clean_all(data), set())},
        )
    except typst.TypstError as error:
        raise TypesettingError(f"{template.name}: {error}") from error


def _as_text(data: dict[str, Any], missing: set[str]) -> str:
    return json.dumps(
        {**data, "substituted": bool(missing)},
        ensure_ascii=False,
        separators=(",", ":"),
    ).translate({ord(character): SUBSTITUTE for character in missing})


@cache
def _fonts() -> typst.Fonts:
    """Return the vendored fonts, read once; none of the machine's own."""
    return typst.Fonts(include_system_fonts=False, font_paths=[str(FONT_FILES)])


@lru_cache(maxsize=4096)
def _can_show(character: str) -> bool:
    try:
        typst.compile(
            _PROBE,
            font_paths=_fonts(),
            sys_inputs={"text": f"a{character}a"},
            pdf_standards=ARCHIVABLE,
        )
    except typst.TypstError:
        return False
    return True


def clean_all(value: Any) -> Any:
    """Return data with every text in it cleaned."""
    if isinstance(value, str):
        return clean(value)
    if isinstance(value, dict):
        return {key: clean_all(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [clean_all(item) for item in value]
    return value


def _texts(value: Any) -> list[str]:
    if isinstance(value, str):
        return [value]
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        return [text for item in value for text in _texts(item)]
    return []
