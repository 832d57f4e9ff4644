"""What next year's decree starts from: this one, a period on, and what may be mended in it.

Pure Python. Number and day are left blank, for they are given when the new one is signed.
Nothing of the wording changes by itself: years in texts and what the rules suggest are
offers, each known by its key, that a person accepts one by one.
"""

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from tolok.decrees.findings import Replacement
from tolok.reader.lint import Pack, offers


Content = Mapping[str, Any]
Path = tuple[str | int, ...]
YEAR_CODE = "tahun"
NOWHERE = {"page": None, "line": None, "table": None, "row": None}
_YEAR = re.compile(r"(?<!\d)(?:19|20|21)\d\d(?!\d)")
# A year that belongs to another document, or to a day, is no year of this decree.
_OF_ANOTHER = re.compile(
    r"(?:\bno(?:mor|\.)?\s*\S+\s+tahun"
    r"|\b(?:januari|februari|maret|april|mei|juni|juli|agustus|september|oktober"
    r"|november|nopember|desember))\s*$",
    re.IGNORECASE,
)
_LOOKING_BACK = 80
_TOKEN = re.compile(r"\s+|\w+|[^\w\s]")


@dataclass(frozen=True, slots=True)
class Offer:
    """One suggestion that a person may accept: what it says and what it would write."""

    key: str
    code: str
    message: str
    position: str | None
    changes: tuple[Replacement, ...]


def next_years(content: Content) -> tuple[int, int] | None:
    """Return the first and last year that follow a decree's own, None where it has none."""
    head = content["decree"]
    first = head["year_from"]
    if first is None:
        return None
    last = head["year_until"] or first
    return last + 1, last + 1 + (last - first)


def renewed(content: Content, years: tuple[int, int]) -> dict[str, Any]:
    """Return a decree for these years: all wording kept, number and day blank, no places."""
    whole: dict[str, Any] = deepcopy(dict(content))
    whole["decree"] |= {
        "number": None,
        "date": None,
        "year_from": years[0],
        "year_until": years[1],
    }
    whole["source"] = {
        "file": f"keputusan-{years[0]}.json",
        "sha256": content["source"]["sha256"],
        "kind": content["source"]["kind"],
        "pages": None,
    }
    for position in whole["positions"]:
        position["where"] = dict(NOWHERE)
        for objective in position["objectives"]:
            for indicator in objective["indicators"]:
                indicator["where"] = dict(NOWHERE)
    whole["findings"] = []
    return whole


def list_offers(content: Content, renewal: Content, pack: Pack | None) -> list[Offer]:
    """Return what may be accepted for a renewal: years first, then what the rules suggest.

    `content` is the decree it started from; it says which years are old.
    """
    found = list(_year_offers(content, renewal))
    for finding, fixes in offers(dict(renewal), pack):
        changes = tuple(Replacement(fix.path, fix.old, fix.new) for fix in fixes)
        found.append(
            Offer(
                _key(finding["code"], changes),
                finding["code"],
                finding["message"],
                finding["position"],
                changes,
            )
        )
    return found


def _year_offers(content: Content, renewal: Content) -> Iterator[Offer]:
    head, new = content["decree"], renewal["decree"]
    if head["year_from"] is None or new["year_from"] is None:
        return
    old = range(head["year_from"], (head["year_until"] or head["year_from"]) + 1)
    by = new["year_from"] - head["year_from"]
    for path, text, position in _texts(renewal):
        moved = _with_years(text, old, by)
        if moved != text:
            changes = (Replacement(path, text, moved),)
            yield Offer(_key(YEAR_CODE, changes), YEAR_CODE, "", position, changes)


def _with_years(text: str, old: Collection[int], by: int) -> str:
    def moved(match: re.Match[str]) -> str:
        before = text[max(0, match.start() - _LOOKING_BACK) : match.start()]
        if int(match[0]) not in old or _OF_ANOTHER.search(before):
            return match[0]
        return str(int(match[0]) + by)

    return _YEAR.sub(moved, text)


def _texts(content: Content) -> Iterator[tuple[Path, str, str | None]]:
    """Every text that may speak of the decree's own year; legal bases never do."""
    head = content["decree"]
    if head["about"]:
        yield ("decree", "about"), head["about"], None
    for index, item in enumerate(head["considerations"]):
        yield ("decree", "considerations", index, "text"), item["text"], None
    for index, ruling in enumerate(head["rulings"]):
        path: Path = ("decree", "rulings", index)
        yield (*path, "text"), ruling["text"], None
        for number, item in enumerate(ruling["items"]):
            yield (*path, "items", number, "text"), item["text"], None
    for p, position in enumerate(content["positions"]):
        for here, text in _texts_of(position):
            yield ("positions", p, *here), text, position["id"]


def _texts_of(position: Mapping[str, Any]) -> Iterator[tuple[Path, str]]:
    for name in ("duties", "functions"):
        for index, item in enumerate(position[name]):
            yield (name, index, "text"), item["text"]
    for o, objective in enumerate(position["objectives"]):
        yield ("objectives", o, "text"), objective["text"]
        for i, indicator in enumerate(objective["indicators"]):
            path: Path = ("objectives", o, "indicators", i)
            yield (*path, "text"), indicator["text"]
            for name in ("formula", "data_source", "definition", "reason"):
                if indicator[name]:
                    yield (*path, name), indicator[name]


def _key(code: str, changes: Sequence[Replacement]) -> str:
    said = "\x1f".join(
        [code, *(f"{one.path}\x1e{one.old}\x1e{one.new}" for one in changes)]
    )
    return hashlib.sha256(said.encode()).hexdigest()[:20]


# ---------------------------------------------------------------- what was accepted


def accepted_changes(accepted: Sequence[Offer]) -> list[Replacement]:
    """Return one replacement a text for all that was accepted.

    Several offers may mend one text: each brings only the words that it changes. Where two
    would write over the same words, the first one stands.
    """
    wanted: dict[Path, tuple[str, list[str]]] = {}
    for offer in accepted:
        for one in offer.changes:
            wanted.setdefault(one.path, (one.old, []))[1].append(one.new)
    return [
        Replacement(path, old, new)
        for path, (old, news) in wanted.items()
        if (new := _merged(old, news)) != old
    ]


def _merged(old: str, news: Sequence[str]) -> str:
    if len(news) == 1:
        return news[0]
    base = _TOKEN.findall(old)
    edits: list[tuple[int, int, list[str]]] = []
    for new in news:
        made = _TOKEN.findall(new)
        for tag, i1, i2, j1, j2 in SequenceMatcher(
            None, base, made, autojunk=False
        ).get_opcodes():
            clear = all(i2 < a or b < i1 for a, b, _words in edits)
            if tag != "equal" and clear:
                edits.append((i1, i2, made[j1:j2]))
    for start, end, words in sorted(edits, key=lambda edit: edit[0], reverse=True):
        base[start:end] = words
    return "".join(base)
