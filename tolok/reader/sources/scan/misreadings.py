"""Misreadings: signs that recognition makes of dirt, rules and look-alikes.

No word is looked up and none replaced: the wording stays what was recognised. Mended are
only signs that no decree has at that place.
"""

import re

from tolok.reader.sources.scan.recognition import Recognised


_STROKES_ONLY = re.compile(r"[|_~¦‚'`´‘’“”\"^*=<>«»\\{}\[\]—–.,;]+")
_UNSURE = 30
_TOO_TALL = 3.0
_EDGE = re.compile(r"^[|¦]+(?=\w)|(?<=\w)[|¦]+$")
_SIGNS = str.maketrans({"‘": "'", "’": "'", "“": '"', "”": '"', "—": "-", "﻿": ""})


def is_noise(word: Recognised, usual_size: float) -> bool:
    """Is this dirt, a rest of a rule or a drawing, taken for a word?"""
    if re.fullmatch(r"[|¦_~]+", word.text):
        return True
    if word.sure < _UNSURE and _STROKES_ONLY.fullmatch(word.text):
        return True
    return (
        word.sure < _UNSURE
        and usual_size > 0
        and word.bottom - word.top > _TOO_TALL * usual_size
    )


def settle(text: str) -> str:
    """The word without strokes of rules at its edges, its quotation marks plain."""
    return _EDGE.sub("", text).translate(_SIGNS)
