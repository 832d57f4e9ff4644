"""Words: folding, list labels, capitals and dates as decrees write them."""

import re
from collections.abc import Iterable
from datetime import date


_BLANKS = re.compile(r"[\s\u00a0\u2000-\u200a\u202f\u3000]+")
_INVISIBLE = re.compile(r"[\u00ad\u200b-\u200f\u2060\ufeff]")

# `a.`, `a)`, `(a)`, `aa.`, `12.`, `12)`, `(12)`; a blank or the end must follow, so that
# `1.500` and `s.d.` stay wording. `a.Bahwa` (no blank) counts when a capital follows.
_LABEL = re.compile(
    r"\(?(?P<label>[0-9]{1,3}|([a-z])\2?)(?:\.\)|[.)])(?:\s+|$|(?=[A-Z]))(?P<text>.*)"
)

_BULLET = re.compile(r"(?:[-*•·▪●○◦–]|\+)\s+(?=\S)")
_SMALL_WORDS = frozenset(
    [
        "dan",
        "di",
        "pada",
        "atas",
        "tentang",
        "ke",
        "dari",
        "untuk",
        "yang",
        "dengan",
        "oleh",
        "bagi",
        "dalam",
        "serta",
        "atau",
        "terhadap",
        "sebagai",
        "antara",
    ]
)
_ABBREVIATIONS = frozenset(
    [
        "UPTD",
        "UPT",
        "RSUD",
        "RSD",
        "OPD",
        "SKPD",
        "ASN",
        "PNS",
        "PPPK",
        "IKI",
        "IKU",
        "IKM",
        "SAKIP",
        "LKJIP",
        "SKP",
        "PAUD",
        "SD",
        "SMP",
        "SMA",
        "SMK",
        "KB",
        "RT",
        "RW",
        "PKK",
        "DPRD",
        "DKI",
        "DI",
        "BPKAD",
        "BPKD",
        "BKPSDM",
        "BKPP",
        "BKD",
        "BPBD",
        "BAPPEDA",
        "PMD",
        "PUPR",
        "P3A",
        "TK",
        "II",
        "III",
        "IV",
        "VI",
        "VII",
        "VIII",
        "IX",
        "XI",
        "XII",
        "NTB",
        "NTT",
    ]
)
_ACTING = frozenset({"PLT", "PLH", "PJ", "PJS"})
_VOWEL = re.compile(r"[AEIOUY]")
_WORD = re.compile(r"[^\W\d_]+", re.UNICODE)

_MONTHS = {
    "januari": 1,
    "jan": 1,
    "februari": 2,
    "pebruari": 2,
    "feb": 2,
    "maret": 3,
    "mar": 3,
    "april": 4,
    "apr": 4,
    "mei": 5,
    "juni": 6,
    "jun": 6,
    "juli": 7,
    "jul": 7,
    "agustus": 8,
    "agt": 8,
    "ags": 8,
    "september": 9,
    "sept": 9,
    "sep": 9,
    "oktober": 10,
    "okt": 10,
    "november": 11,
    "nopember": 11,
    "nov": 11,
    "nop": 11,
    "desember": 12,
    "des": 12,
}
_DATE = re.compile(r"\b(\d{1,2})\s*[-/. ]?\s*([A-Za-z]{3,9})\.?\s*[-/. ]?\s*(\d{4})\b")
_NUMERIC_DATE = re.compile(r"\b(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})\b")
MONTH_NAMES = [
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
]

# Words that a letter-spaced line may hold where it leaves no wider gap between words.
_SPACED_WORDS = sorted(
    [
        "KEPUTUSAN",
        "PERATURAN",
        "KEPALA",
        "DINAS",
        "BADAN",
        "INSPEKTUR",
        "INSPEKTORAT",
        "CAMAT",
        "KECAMATAN",
        "KABUPATEN",
        "KOTA",
        "PROVINSI",
        "PEMERINTAH",
        "NOMOR",
        "TENTANG",
        "MEMUTUSKAN",
        "MENETAPKAN",
        "MENIMBANG",
        "MENGINGAT",
        "LAMPIRAN",
        "INDIKATOR",
        "KINERJA",
        "INDIVIDU",
        "DAERAH",
        "BUPATI",
        "WALIKOTA",
        "DIREKTUR",
    ],
    key=len,
    reverse=True,
)
_SPACED_RUN = re.compile(r"(?<!\S)[A-Z](?: {1,3}[A-Z]){3,}(?!\S)")


def fold(text: str) -> str:
    """White space folded to single blanks, none at either end; invisible characters out."""
    return _BLANKS.sub(" ", _INVISIBLE.sub("", text)).strip()


def split_label(text: str) -> tuple[str | None, str]:
    """Part a typed list label from its text: `a. Bahwa` → (`a`, `Bahwa`)."""
    match = _LABEL.fullmatch(text)
    if match is None:
        return None, text
    return match["label"], match["text"].strip()


def split_bullet(text: str) -> tuple[bool, str]:
    """Part a typed bullet from its text: `- satu` → (True, `satu`)."""
    match = _BULLET.match(text)
    return match is not None, text[match.end() :] if match is not None else text


def next_label(label: str) -> str | None:
    """The label that follows in the same list: `a` → `b`, `9` → `10`; None after `z`."""
    if label.isdecimal():
        return str(int(label) + 1)
    letter = label[0]
    if letter == "z":
        return "aa" if len(label) == 1 else None
    return chr(ord(letter) + 1) * len(label)


def split_inline_items(label: str | None, text: str) -> list[tuple[str | None, str]]:
    """Part items that run on in one paragraph: `a. …; b. …` becomes two items.

    Only where the very next label follows a semicolon, so that numbers inside a sentence
    stay in it.
    """
    items: list[tuple[str | None, str]] = []
    while label is not None:
        following = next_label(label)
        if following is None:
            break
        match = re.search(
            rf"; (?:dan )?(?=\(?{re.escape(following)}[.)] \S)",
            text,
        )
        if match is None:
            break
        items.append((label, text[: match.end()].strip()))
        label, text = split_label(text[match.end() :])
    items.append((label, text))
    return items


def join_spaced_capitals(text: str) -> str:
    """Undo letter-spaced capitals: `K E P U T U S A N` → `KEPUTUSAN`.

    Wider gaps part words; where there are none, words that head a decree are told apart.
    """
    return _SPACED_RUN.sub(_unspace, text)


def _unspace(match: re.Match[str]) -> str:
    words = re.split(r" {2,}", match[0])
    if len(words) > 1:
        return " ".join(word.replace(" ", "") for word in words)
    return " ".join(_known_words(match[0].replace(" ", "")))


def _known_words(letters: str) -> list[str]:
    words: list[str] = []
    rest = letters
    while rest:
        word = next((known for known in _SPACED_WORDS if rest.startswith(known)), rest)
        words.append(word)
        rest = rest[len(word) :]
    return words


def is_capitals(text: str) -> bool:
    """Are the letters of this text capitals, save a few (`a.n. BUPATI …`)?"""
    letters = [letter for letter in text if letter.isalpha()]
    if len(letters) < 2:
        return False
    return sum(letter.isupper() for letter in letters) >= 0.8 * len(letters)


def comparable(text: str) -> str:
    """A text reduced to its letters and digits, for telling equal wording apart from looks."""
    return " ".join(re.findall(r"\w+", text.casefold()))


class Casing:
    """Knows which words a document writes in capitals inside ordinary sentences.

    Built from all texts of the document; used to write head texts that are printed in
    capitals with initial capitals, and abbreviations as they stand.
    """

    def __init__(self, texts: Iterable[str]) -> None:
        capitals: set[str] = set()
        ordinary: set[str] = set()
        for text in texts:
            if is_capitals(text):
                continue
            words = _WORD.findall(text)
            flags = [word.isupper() and len(word) > 1 for word in words]
            for index, word in enumerate(words):
                if not flags[index]:
                    ordinary.add(word.upper())
                elif not (
                    (index > 0 and flags[index - 1])
                    or (index + 1 < len(words) and flags[index + 1])
                ):
                    capitals.add(word)
        self._capitals = capitals - ordinary

    def initial(self, text: str, *, opening: bool = True) -> str:
        """`KEPALA DINAS SOSIAL` → `Kepala Dinas Sosial`; other texts stay as they are.

        `opening` tells that the text opens a sentence: its first word is then written with
        a capital even if it is a small word.
        """
        if not is_capitals(text):
            return text
        words = text.split(" ")
        return " ".join(
            self._word(word, first=opening and index == 0)
            for index, word in enumerate(words)
        )

    def initial_lines(self, lines: Iterable[str]) -> str:
        """Lines that make one text, each written as it is printed."""
        return " ".join(
            self.initial(line, opening=index == 0) for index, line in enumerate(lines)
        )

    def _word(self, word: str, *, first: bool) -> str:
        if not word.isupper():
            return word
        if word.casefold() in _SMALL_WORDS and not first:
            return word.lower()
        if word.rstrip(".") in _ACTING:
            return word.capitalize()
        if re.fullmatch(r"\([A-Z0-9-]{2,8}\)[,.;]?", word):
            return word
        return _WORD.sub(self._part, word)

    def _part(self, match: re.Match[str]) -> str:
        part = match[0]
        if len(part) == 1:
            return part.upper()
        upper = part.upper()
        if upper in _ABBREVIATIONS or upper in self._capitals:
            return upper
        if not _VOWEL.search(upper):
            return upper
        return part.capitalize()


def find_date(text: str) -> date | None:
    """The first date in the text: `02 Januari 2026`, `2-1-2026`; None if there is none."""
    for match in _DATE.finditer(text):
        month = _MONTHS.get(match[2].casefold())
        if month is not None:
            return _date(int(match[3]), month, int(match[1]))
    match_numeric = _NUMERIC_DATE.search(text)
    if match_numeric is not None:
        day, month, year = (int(part) for part in match_numeric.groups())
        return _date(year, month, day)
    return None


def _date(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def write_date(day: date) -> str:
    """A date as Indonesians write it: 2 Januari 2026."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"
