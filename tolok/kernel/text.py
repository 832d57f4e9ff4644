"""Text that every format can carry, whatever people wrote into it."""

import re
import unicodedata


# Characters that steer the direction of writing could make digits read backwards.
_STEERING = re.compile("[\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069\ufeff]")
_LINE_ENDS = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")
# XML and PDF/A know neither control characters, lone surrogates nor noncharacters.
_UNSAFE = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]"
)


def clean(text: str) -> str:
    """Return the text composed (NFC), without what no document format can carry."""
    if text.isprintable() and unicodedata.is_normalized("NFC", text):
        return text.strip()
    composed = unicodedata.normalize("NFC", text)
    return _UNSAFE.sub("", _STEERING.sub("", _LINE_ENDS.sub("\n", composed))).strip()


def clean_line(text: str) -> str:
    """Return the text on one line, as `clean` and with white space folded."""
    return " ".join(clean(text).split())
