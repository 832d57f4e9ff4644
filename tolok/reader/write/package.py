"""The package around a Word document: its parts in a fixed order and at a fixed time."""

import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape


_LONG_AGO = (1980, 1, 1, 0, 0, 0)


def packed(parts: Mapping[str, bytes]) -> bytes:
    """Return a package of these parts; the same parts give the same bytes."""
    fixed = io.BytesIO()
    with zipfile.ZipFile(fixed, "w", zipfile.ZIP_DEFLATED) as target:
        for name in sorted(parts, key=lambda n: (n[0] != "[", n)):
            part = zipfile.ZipInfo(name, _LONG_AGO)
            part.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(part, parts[name])
    return fixed.getvalue()


def unpacked(content: bytes) -> dict[str, bytes]:
    """Return the parts of a package that was found sound."""
    with zipfile.ZipFile(io.BytesIO(content)) as source:
        return {
            name: source.read(name)
            for name in source.namelist()
            if not name.endswith("/")
        }


def same_bytes(content: bytes) -> bytes:
    """Return a package with its parts in a fixed order and at a fixed time."""
    return packed(unpacked(content))


def in_attribute(text: str) -> str:
    """Return a text as it stands between the quotation marks of an attribute."""
    return escape(text, {'"': "&quot;"})
