"""Recognition: Tesseract as a child process, a picture in, words with boxes out.

It is given the picture through its standard input and answers on its standard output: no
file is written, no shell is asked, and it is ended when its time is over.
"""

import functools
import html
import os
import re
import shutil
import subprocess
from dataclasses import dataclass, replace

import cv2

from tolok.reader.refusals import UnreadableDecree
from tolok.reader.sources.scan.pictures import Picture


MISSING = (
    "Pindaian hanya dapat dibaca bila Tesseract dan data bahasa Indonesianya terpasang di "
    "komputer ini. Minta pengelola menjalankan: apt install tesseract-ocr "
    "tesseract-ocr-ind. Sementara itu, bawa dokumen asalnya (Word atau Excel)."
)
_STOPPED = (
    "Satu halaman pindaian terlalu lama dikenali hurufnya dan dihentikan. Pindai ulang pada "
    "300 dpi, lurus dan bersih, lalu bawa lagi."
)
LANGUAGE = "ind"
# Comes with every Tesseract; it knows the signs that the Indonesian data hardly has.
SECOND_LANGUAGE = "eng"
_SECONDS = 60
# One block of text: the order of lines is ours to find, from where they stand.
_ONE_BLOCK = "6"

_LINE = re.compile(
    r"class='(?:ocr_line|ocr_caption|ocr_header|ocr_textfloat)'[^>]*?title=\"(?P<title>[^\"]*)\""
)
_WORD = re.compile(
    r"class='ocrx_word'[^>]*?title='bbox (?P<box>[\d ]+); x_wconf (?P<sure>\d+)'[^>]*>"
    r"(?P<text>.*?)</span>(?=\s|$)",
    re.DOTALL,
)
_BOX = re.compile(r"bbox (\d+) (\d+) (\d+) (\d+)")
_BASELINE = re.compile(r"baseline (-?[\d.]+) (-?[\d.]+)")
_SIZE = re.compile(r"x_size ([\d.]+)")
_TAG = re.compile(r"<[^>]+>")


@dataclass(frozen=True, slots=True)
class Recognised:
    """One word in pixels: its box, baseline and size; `sure` from 0 to 100."""

    text: str
    x0: float
    top: float
    x1: float
    bottom: float
    base: float
    size: float
    sure: int


@functools.cache
def languages() -> frozenset[str]:
    """The languages for which this machine's Tesseract has data; none if it is missing."""
    program = shutil.which("tesseract")
    if program is None:
        return frozenset()
    told = subprocess.run(
        [program, "--list-langs"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        timeout=20,
        check=False,
    )
    return frozenset((told.stdout + told.stderr).decode(errors="replace").split())


def is_there() -> bool:
    """Does this machine have Tesseract with its Indonesian data?"""
    return LANGUAGE in languages()


def recognise(
    picture: Picture, dots_per_inch: int, language: str = LANGUAGE
) -> list[Recognised]:
    """The words of a picture; raises UnreadableDecree if Tesseract is missing or stuck."""
    encoded, data = cv2.imencode(".pgm", picture)
    if not encoded:
        return []
    command = [
        "tesseract",
        "stdin",
        "stdout",
        "-l",
        language,
        "--psm",
        _ONE_BLOCK,
        "--dpi",
        str(dots_per_inch),
        "-c",
        "tessedit_do_invert=0",
        "hocr",
    ]
    try:
        done = subprocess.run(
            command,
            input=data.tobytes(),
            capture_output=True,
            timeout=_SECONDS,
            check=False,
            env={
                "PATH": os.environ.get("PATH", os.defpath),
                "OMP_THREAD_LIMIT": "1",
                "LC_ALL": "C.UTF-8",
            },
        )
    except FileNotFoundError as error:
        raise UnreadableDecree(MISSING) from error
    except subprocess.TimeoutExpired as error:
        raise UnreadableDecree(_STOPPED) from error
    if done.returncode != 0:
        raise UnreadableDecree(_STOPPED)
    return _words(done.stdout.decode("utf-8", errors="replace"))


def _words(hocr: str) -> list[Recognised]:
    words: list[Recognised] = []
    lines = list(_LINE.finditer(hocr))
    for index, line in enumerate(lines):
        end = lines[index + 1].start() if index + 1 < len(lines) else len(hocr)
        box = _BOX.search(line["title"])
        if box is not None:
            words += _words_of_line(line["title"], box, hocr[line.end() : end])
    return words


def _words_of_line(title: str, box: re.Match[str], inside: str) -> list[Recognised]:
    left, top, right, bottom = (float(edge) for edge in box.groups())
    lean, size = _BASELINE.search(title), _SIZE.search(title)
    slope, offset = (float(lean[1]), float(lean[2])) if lean else (0.0, 0.0)
    # The page is straight: all words of a line have the baseline of its middle.
    base = bottom + offset + slope * (right - left) / 2
    words: list[Recognised] = []
    for match in _WORD.finditer(inside):
        x0, upper, x1, lower = (float(edge) for edge in match["box"].split())
        text = html.unescape(_TAG.sub("", match["text"])).strip()
        if not text:
            continue
        if words and words[-1].x1 > x0:
            # Now and then a box reaches over the words that follow.
            last = words[-1]
            words[-1] = replace(last, x1=max(last.x0 + 1, x0 - 1))
            x0 = max(x0, words[-1].x1)
        words.append(
            Recognised(
                text,
                x0,
                upper,
                max(x1, x0 + 1),
                lower,
                base,
                float(size[1]) if size else bottom - top,
                int(match["sure"]),
            )
        )
    return words
