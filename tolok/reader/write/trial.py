"""Trial: issue a decree from an office's template and read it back, in a process of its own.

What comes out of a stranger's template is read like a stranger's document: held to its
memory and time, and whatever happens ends as one sentence.
"""

import json
import logging
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from tolok.reader.confinement import limit
from tolok.reader.reading import read_decree
from tolok.reader.refusals import UnreadableDecree
from tolok.reader.write.docx import write_decree
from tolok.reader.write.layout import Letterhead, letterhead_of


_log = logging.getLogger(__name__)
_SECONDS = 30
_MEMORY_MIB = 1024
_CANNOT = (
    "Templat ini tidak dapat diisi. Mulailah dari templat yang diunduh di halaman ini, ubah "
    "sedikit demi sedikit, lalu unggah lagi."
)
_NAMES = {
    "number": "nomor",
    "about": "tentang",
    "issuer": "pejabat yang menetapkan",
    "considerations": "Menimbang",
    "legal_bases": "Mengingat",
    "rulings": "diktum",
    "place": "tempat penetapan",
    "date": "tanggal penetapan",
    "signatory": "penanda tangan",
}


def try_out(template: bytes, decree: Mapping[str, Any]) -> list[str]:
    """Return what is wrong with what a sound template issues; empty where nothing is.

    The one sentence for people (Indonesian) says which part was not read back the same.
    """
    with tempfile.TemporaryDirectory(prefix="tolok-templat-") as folder:
        place = Path(folder)
        (place / "templat.docx").write_bytes(template)
        (place / "keputusan.json").write_text(json.dumps(decree), encoding="utf-8")
        command = (sys.executable, "-I", "-m", __name__, str(place))
        try:
            done = subprocess.run(
                command,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                timeout=_SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return [_CANNOT]
    if done.returncode:
        _log.warning("a template failed: %s", done.stderr[-2000:])
        return [_CANNOT]
    faults: list[str] = json.loads(done.stdout)
    return faults


def faults_of_trial(
    template: bytes, decree: dict[str, Any], letterhead: Letterhead | None = None
) -> list[str]:
    """Do as `try_out` in this process, for a template that is trusted."""
    issued = write_decree(
        decree, letterhead=letterhead or letterhead_of(decree), template=template
    )
    try:
        read = read_decree(content=issued, name="percobaan.docx").decree
    except UnreadableDecree as refusal:
        return [f"Naskah percobaan dari templat ini tidak terbaca kembali: {refusal}"]
    unlike = list(unlike_parts(decree, read))
    if not unlike:
        return []
    return [
        f"Naskah percobaan dari templat ini tidak terbaca kembali sama: "
        f"{', '.join(unlike)}. Kembalikan bagian itu seperti dalam templat baku, lalu "
        "unggah lagi."
    ]


def unlike_parts(issued: Mapping[str, Any], read: Mapping[str, Any]) -> Iterator[str]:
    """Name, in Indonesian, the parts of two decrees whose wording differs."""
    for key, name in _NAMES.items():
        if issued["decree"][key] != read["decree"][key]:
            yield name
    if _worded(issued) != _worded(read):
        yield "lampiran"


def _worded(decree: Mapping[str, Any]) -> list[Any]:
    """The annex without places: titles, units, lists and rows in their order."""
    units = {unit["id"]: unit["name"] for unit in decree["units"]}
    return [
        [
            *(position[key] for key in ("label", "title", "duties", "functions")),
            units.get(position["unit"]),
            [
                (
                    objective["label"],
                    objective["text"],
                    [
                        {k: v for k, v in one.items() if k not in ("where", "split")}
                        for one in objective["indicators"]
                    ],
                )
                for objective in position["objectives"]
            ],
        ]
        for position in decree["positions"]
    ]


def main(arguments: list[str]) -> int:
    """The child: say as JSON what is wrong."""
    limit(_SECONDS, _MEMORY_MIB)
    place = Path(arguments[0])
    decree = json.loads((place / "keputusan.json").read_text(encoding="utf-8"))
    template = (place / "templat.docx").read_bytes()
    sys.stdout.write(json.dumps(faults_of_trial(template, decree)))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
