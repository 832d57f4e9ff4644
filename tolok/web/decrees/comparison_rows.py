"""What changed between two decrees, worked out for the template and in words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.decrees.comparing import list_choices
from tolok.decrees.comparison import Change, ComparedPosition, Comparison, Pair
from tolok.decrees.enums import RowLevel
from tolok.decrees.queries import Decree
from tolok.decrees.rows import Level, Row
from tolok.reporting.comparison_words import (
    WORDS,
    level_of,
    moved_from,
    name_of_value,
    unpaired,
)
from tolok.web.counting import whole


SHOWN = {
    "": gettext_lazy("Semua perubahan"),
    "added": gettext_lazy("Ditambah"),
    "dropped": gettext_lazy("Dihapus"),
    "reworded": gettext_lazy("Diubah bunyinya"),
    "moved": gettext_lazy("Pindah"),
    "revalued": gettext_lazy("Rincian berubah"),
    "all": gettext_lazy("Termasuk yang tetap"),
}
LOOKS = {
    Change.ADDED: ("good", ""),
    Change.DROPPED: ("bad", ""),
    Change.REWORDED: ("sent", "pencil"),
    Change.MOVED: ("warn", "arrow-repeat"),
    Change.REVALUED: ("warn", "graph-up-arrow"),
    Change.UNCHANGED: ("", "check"),
}
SIGNS = {Change.ADDED: "+ ", Change.DROPPED: "− "}
COUNTED = (
    Change.ADDED,
    Change.DROPPED,
    Change.REWORDED,
    Change.MOVED,
    Change.REVALUED,
)
OPEN_ROWS = 60


@dataclass(frozen=True)
class Asked:
    """What the address asks for: which two decrees, which changes, which row to pair."""

    before: Decree
    after: Decree
    shown: str = ""
    level: str = ""
    words: str = ""
    pairing: str = ""
    page: str = ""

    def url(self, **other: str) -> str:
        """Return the address of the comparison as asked, with some of it otherwise."""
        asked = {
            "dari": str(self.before.pk),
            "ke": str(self.after.pk),
            "lihat": self.shown,
            "tingkat": self.level,
            "cari": self.words,
            "page": self.page,
        } | other
        kept = {name: value for name, value in asked.items() if value}
        return f"{reverse('sk_banding')}?{urlencode(kept)}"


def heading_of(comparison: Comparison) -> str:
    """Say in one sentence how much changed."""
    changed = sum(one.is_changed for one in comparison.positions)
    if not changed:
        return _("Isi kedua keputusan sama")
    return _("%(changed)s dari %(all)s jabatan berubah") % {
        "changed": whole(changed),
        "all": whole(len(comparison.positions)),
    }


def stats_of(comparison: Comparison, asked: Asked) -> list[dict[str, Any]]:
    """Return how much was added, dropped, reworded and moved, each a way to its rows."""
    return [
        {
            "label": WORDS[change],
            "big": whole(comparison.total[change]),
            "muted": not comparison.total[change],
            "url": asked.url(lihat=change.value, page="")
            if comparison.total[change]
            else "",
            "context": by_level(comparison, change),
        }
        for change in COUNTED[:4]
    ]


def by_level(comparison: Comparison, change: Change) -> str:
    """Say of which levels a change is: "5 indikator, 3 fungsi"."""
    return ", ".join(
        f"{whole(comparison.counts[level][change])} {level_of(level).lower()}"
        for level in reversed(Level)
        if comparison.counts[level][change]
    )


def lead_of(comparison: Comparison) -> str:
    """Say what stays and what has other targets or details."""
    kept = whole(comparison.total[Change.UNCHANGED])
    values = comparison.total[Change.REVALUED]
    if not values:
        return _("%(kept)s baris tetap.") % {"kept": kept}
    return _("%(kept)s baris tetap; %(values)s berubah target atau rinciannya.") % {
        "kept": kept,
        "values": whole(values),
    }


def filters_of(comparison: Comparison, asked: Asked) -> list[dict[str, Any]]:
    """Return the ready filters with how many rows each shows."""
    return [
        {
            "label": str(label),
            "url": asked.url(lihat=key, page=""),
            "count": comparison.total[Change(key)] if key not in {"", "all"} else None,
            "current": key == asked.shown,
        }
        for key, label in SHOWN.items()
        if key in {"", "all", asked.shown} or comparison.total[Change(key)]
    ]


def is_wanted(pair: Pair, asked: Asked) -> bool:
    """Tell whether a pair passes the filters of the address."""
    if asked.level and pair.level != asked.level:
        return False
    if asked.shown not in {"", "all"} and asked.shown not in pair.changes:
        return False
    if not asked.shown and pair.changes == (Change.UNCHANGED,):
        return False
    if not asked.words:
        return True
    held = " ".join(
        f"{row.text} {row.position_title} {row.unit_name}"
        for row in (pair.before, pair.after)
        if row is not None
    ).casefold()
    return all(word in held for word in asked.words.casefold().split())


@dataclass(frozen=True)
class Wanted:
    """A position with those of its pairs that the address asks for."""

    compared: ComparedPosition
    pairs: Sequence[Pair]


def list_wanted(comparison: Comparison, asked: Asked) -> list[Wanted]:
    """Return the positions of which something passes the filters."""
    found = []
    for compared in comparison.positions:
        pairs = [
            pair
            for pair in (compared.position, *compared.rows)
            if is_wanted(pair, asked)
        ]
        if pairs:
            found.append(Wanted(compared, pairs))
    return found


def sections_of(
    wanted: Iterable[Wanted], comparison: Comparison, asked: Asked, *, may_mend: bool
) -> list[dict[str, Any]]:
    """Return the positions of a page with their rows; the first rows stand open."""
    sections = []
    rows_before = 0
    for one in wanted:
        head = one.compared.position
        rows = list(rows_of_section(one, comparison, asked, may_mend=may_mend))
        sections.append(
            {
                "title": head.row.text,
                "unit": head.row.unit_name,
                "counts": counts_of((head, *one.compared.rows)),
                "rows": rows,
                "open": rows_before < OPEN_ROWS or any(row["choosing"] for row in rows),
            }
        )
        rows_before += len(rows)
    return sections


def counts_of(pairs: Iterable[Pair]) -> list[dict[str, str]]:
    """Return how much of a position changed how, as short marks."""
    total: Counter[Change] = Counter()
    for pair in pairs:
        total.update(pair.changes)
    return [
        {
            "text": f"{SIGNS.get(change, '')}{whole(total[change])} {WORDS[change].lower()}",
            "tone": LOOKS[change][0],
            "icon": LOOKS[change][1],
        }
        for change in COUNTED
        if total[change]
    ]


def rows_of_section(
    one: Wanted, comparison: Comparison, asked: Asked, *, may_mend: bool
) -> Iterator[dict[str, Any]]:
    """Yield the rows of a position; an objective is named once above its indicators."""
    named = ""
    for pair in one.pairs:
        row = pair.row
        if pair.level == Level.OBJECTIVE:
            named = row.text
        under = ""
        if pair.level == Level.INDICATOR and row.objective_text != named:
            named = under = row.objective_text
        yield row_of(pair, asked, may_mend=may_mend) | {
            "under": under,
            "choosing": choosing_of(pair, comparison, asked) if may_mend else None,
        }


def row_of(pair: Pair, asked: Asked, *, may_mend: bool) -> dict[str, Any]:
    """Return one pair as a row of the page."""
    ends = (pair.before, pair.after)
    both = pair.before is not None and pair.after is not None
    return {
        "id": f"baris-{anchor_of(pair)}",
        "level": level_of(pair.level),
        "marks": [
            {
                "text": f"{SIGNS.get(change, '')}{WORDS[change]}",
                "tone": LOOKS[change][0],
                "icon": LOOKS[change][1],
            }
            for change in pair.changes
        ],
        "words": pair.words,
        "moved": moved_from(pair) if Change.MOVED in pair.changes else "",
        "values": [
            (name_of_value(name), before, after) for name, before, after in pair.values
        ],
        "by_hand": pair.by_hand,
        "keys": tuple(row.key if row else "" for row in ends),
        "level_key": pair.level.value,
        "may_part": may_mend and both,
        "pair_url": ""
        if both or not may_mend
        else f"{asked.url(pasang=pair.row.key)}#baris-{pair.row.key}",
    }


def anchor_of(pair: Pair) -> str:
    """Return what names the row in the address: the key of the later wording."""
    return pair.row.key


def choosing_of(
    pair: Pair, comparison: Comparison, asked: Asked
) -> dict[str, Any] | None:
    """Return the rows that the asked-for row may be paired with, or None."""
    if asked.pairing != pair.row.key or (pair.before and pair.after):
        return None
    choices = list_choices(
        row=pair.row,
        among=unpaired(comparison, pair.level, is_before=pair.before is None),
    )
    return {
        "other": asked.before if pair.before is None else asked.after,
        "field": "before_key" if pair.before is None else "after_key",
        "choices": [
            {
                "key": one.row.key,
                "text": one.row.text,
                "place": place_of(one.row),
                "likeness": round(one.score * 100),
            }
            for one in choices
        ],
        "back_url": f"{asked.url()}#baris-{pair.row.key}",
    }


def place_of(row: Row) -> str:
    """Say where a row stands."""
    if row.level == Level.POSITION:
        return row.unit_name
    return row.position_title


def level_choices() -> list[tuple[str, str]]:
    """Return the levels to filter by."""
    return [
        ("", _("Semua")),
        *((str(key), str(word)) for key, word in RowLevel.choices),
    ]


def mends_of(
    mends: Sequence[Any], comparison: Comparison, asked: Asked
) -> list[dict[str, Any]]:
    """Return what was mended, newest first, each with who and when."""
    known: Mapping[str, Pair] = {
        row.key: pair
        for pair in comparison.pairs()
        for row in (pair.before, pair.after)
        if row is not None
    }
    found = []
    for mend in reversed(mends):
        before, after = mend.first_text, mend.second_text
        if mend.first_id != asked.before.pk:
            before, after = after, before
        found.append(
            {
                "id": mend.pk,
                "title": _("Dipasangkan") if mend.are_one else _("Dipisahkan"),
                "level": mend.get_level_display(),
                "before": before,
                "after": after,
                "who": mend.made_by,
                "at": mend.created_at,
                "undone_by": mend.undone_by,
                "undone_at": mend.undone_at,
                "is_lost": mend.undone_at is None
                and not {mend.first_key, mend.second_key} <= known.keys(),
            }
        )
    return found
