"""Head: letterhead, title, number, about; recitals and rulings; signatures.

Head texts printed in capitals are written with initial capitals (`Casing.initial`).
"""

import datetime
import re
from dataclasses import dataclass, field

from tolok.reader.blocks import Deed
from tolok.reader.parse import labels
from tolok.reader.parse.drafts import Item, Ruling, Signature
from tolok.reader.parse.lists import ItemList
from tolok.reader.parse.stream import Grid, Line
from tolok.reader.parse.stream import Item as StreamItem
from tolok.reader.words import Casing, comparable, find_date, fold


_TITLE = re.compile(r"(?P<kind>keputusan|peraturan)\b\s*(?P<issuer>.*)", re.IGNORECASE)
_NUMBER = re.compile(r"nomor\b\s*[:：]?\s*(?P<number>.*)", re.IGNORECASE)
_NUMBER_END = re.compile(r"[\s,]+tanggal\b", re.IGNORECASE)
_ABOUT = re.compile(r"tentang\b\s*[:：]?\s*(?P<text>.*)", re.IGNORECASE)
_CONSIDERING = re.compile(r"menimbang\b\s*[:：]?\s*(?P<text>.*)", re.IGNORECASE)
_RECALLING = re.compile(r"mengingat\b\s*[:：]?\s*(?P<text>.*)", re.IGNORECASE)
_NOTING = re.compile(r"memperhatikan\b\s*[:：]?\s*(?P<text>.*)", re.IGNORECASE)
_DECIDING = re.compile(r"m\s?e\s?m\s?u\s?t\s?u\s?s\s?k\s?a\s?n\b.*", re.IGNORECASE)
_STATING = re.compile(r"menetapkan\s*[:：]\s*(?P<text>.*)", re.IGNORECASE)
# What recitals begin with, whatever label they stand under.
_CONSIDERATION = re.compile(r"bahwa\b.*", re.IGNORECASE)
_LAW = re.compile(
    r"(?:undang-undang|uu\b|peraturan|keputusan|instruksi|surat edaran|perpres|perda|perbup"
    r"|perwal|permen\w*|ketetapan)\b.*",
    re.IGNORECASE,
)
_BARE_LABELS = re.compile(r"(?:\(?(?:[a-z]|\d{1,2})[.)]\s*){2,}")
_NUMBERED_IN_RUN = re.compile(
    r"\s+(?=(?:\d{1,2}|[a-z])[.)]\s+(?:bahwa\b|undang-undang|peraturan|keputusan|instruksi))",
    re.IGNORECASE,
)
_BLESSING = re.compile(r"dengan rahmat tuhan.*", re.IGNORECASE)
_ORDINAL = (
    r"pertama|kesatu|kedua|ketiga|keempat|kelima|keenam|ketujuh|kedelapan|kesembilan|"
    r"kesepuluh|kesebelas|keduabelas|kedua belas|ketigabelas|ketiga belas"
)
_RULING = re.compile(
    rf"(?:diktum\s+)?(?P<label>(?:{_ORDINAL})|pasal \d{{1,3}})"
    r"(?:\s*[:：]\s*(?P<text>.*)|\s*)",
    re.IGNORECASE,
)
_AUTHORITY = re.compile(r"pemerintah\s+(?:daerah\s+)?(?P<region>.+)", re.IGNORECASE)
_REGION_WORD = re.compile(r"\b(?:kabupaten|kota|provinsi)\s+(?=\S)", re.IGNORECASE)
_OFFICE = re.compile(
    r"(?:dinas|badan|kecamatan|kelurahan|inspektorat|sekretariat|satuan polisi|rumah sakit|"
    r"rsud|kantor|bagian|uptd?|balai|puskesmas)\b.*",
    re.IGNORECASE,
)
_OFFICES_OF_TITLES = (
    (re.compile(r"kepala\s+(?:pelaksana\s+)?(?P<name>.+)", re.IGNORECASE), "{}"),
    (re.compile(r"direktur\s+(?P<name>.+)", re.IGNORECASE), "{}"),
    (re.compile(r"camat\s+(?P<name>.+)", re.IGNORECASE), "Kecamatan {}"),
    (re.compile(r"lurah\s+(?P<name>.+)", re.IGNORECASE), "Kelurahan {}"),
    (re.compile(r"inspektur(?P<name>\s+daerah)?", re.IGNORECASE), "Inspektorat{}"),
    (
        re.compile(r"sekretaris\s+(?P<name>daerah|dprd)", re.IGNORECASE),
        "Sekretariat {}",
    ),
)
_YEARS = re.compile(
    r"tahun(?:\s+anggaran)?\s+((?:19|20)\d\d)"
    r"(?:\s*(?:-|–|—|s\s?/\s?d|s\.d\.?|sampai(?: dengan)?)\s*(?:tahun\s+)?((?:19|20)\d\d))?",
    re.IGNORECASE,
)
_OF_A_NUMBER = re.compile(r"(?:nomor|no\.?)\s*:?\s*[\w./ -]{1,30}$", re.IGNORECASE)
_PLACE = re.compile(
    r"(?:di\s?tetapkan|dikeluarkan)\s+di\s*[:：]?\s*(?P<place>.*?)"
    r"(?:[,\s]+pada\s+tanggal\b\s*[:：]?\s*(?P<date>.*))?",
    re.IGNORECASE,
)
_DAY = re.compile(r"(?:pada\s+)?tanggal\b\s*[:：]?\s*(?P<date>.*)", re.IGNORECASE)
_SIGNING_NOISE = re.compile(
    r"(?:\(?\s*t\.?t\.?d\.?\s*\)?|mengetahui\s*,?|ditandatangani.*|cap\s*/?\s*ttd\.?)",
    re.IGNORECASE,
)
_LONGEST_SIGNATURE = 14


@dataclass
class Head:
    """All that stands before the positions, as the decree's own words."""

    kind: str | None = None
    number: str | None = None
    about: str | None = None
    issuer: str | None = None
    organisation: str | None = None
    region: str | None = None
    years: tuple[int, int] | None = None
    place: str | None = None
    date: datetime.date | None = None
    considerations: list[Item] = field(default_factory=list)
    legal_bases: list[Item] = field(default_factory=list)
    rulings: list[Ruling] = field(default_factory=list)
    signature: Signature | None = None
    # Is there a line of the issuing official under the title; a heading over the annex?
    issuer_line: bool = False
    annex_headed: bool = False


def annex_start(items: list[StreamItem]) -> int:
    """Where the positions begin: the annex's heading, a headline, a position or a grid."""
    decided = next((i for i, item in enumerate(items) if _is(item, _DECIDING)), -1)
    for index in range(decided + 1, len(items)):
        item = items[index]
        if isinstance(item, Grid):
            return index
        text = labels.split_part_label(item.text)[1]
        if labels.is_position_line(text) or labels.OFFICE.fullmatch(text):
            return index
        if labels.ANNEX.fullmatch(text) and _TITLE.search(text):
            return index
        if labels.HEADLINE.fullmatch(text) and not _inside_title(items, index):
            return index
    return len(items)


def is_annex_headed(items: list[StreamItem]) -> bool:
    """Does a line `LAMPIRAN …` stand before the first table?"""
    for item in items:
        if isinstance(item, Grid):
            return False
        if labels.ANNEX.fullmatch(item.text) and len(item.text.split()) <= 12:
            return True
    return False


def _inside_title(items: list[StreamItem], index: int) -> bool:
    """Is this headline part of what the decree is about (`TENTANG / INDIKATOR KINERJA …`)?"""
    for item in reversed(items[max(0, index - 3) : index]):
        if isinstance(item, Line) and _ABOUT.fullmatch(item.text):
            return True
    return False


def read_head(items: list[StreamItem], casing: Casing, deeds: list[Deed]) -> Head:
    """Read the decree proper: everything before the annex."""
    lines = [item for item in items if isinstance(item, Line)]
    head = Head()
    parts = _Parts(lines)
    _read_title(head, parts.title, casing)
    head.considerations = _read_items(parts.considering)
    head.legal_bases = _read_items(parts.recalling)
    if parts.noting:
        deeds.append(Deed("part-left-out", parts.noting[0].where, ("Memperhatikan",)))
    head.rulings = _read_rulings(parts.deciding)
    _read_signing(head, parts.signing, casing)
    return head


def read_annex_heading(
    head: Head, items: list[StreamItem], casing: Casing, deeds: list[Deed]
) -> None:
    """Take from the annex's heading what the decree proper did not say."""
    lines = [item for item in items if isinstance(item, Line)]
    opening: list[Line] = []
    for line in lines:
        text = labels.split_part_label(line.text)[1]
        if labels.is_part_line(text) or labels.HEADLINE.fullmatch(text):
            break
        opening.append(line)
    if opening and labels.ANNEX.fullmatch(opening[0].text):
        first = re.sub(
            r"lampiran\s*(?:[IVX]+|\d+)?\s*[:：]?\s*",
            "",
            opening[0].text,
            count=1,
            flags=re.I,
        )
        opening[0] = Line(first, opening[0].where)
    heading = Head()
    _read_title(heading, opening, casing)
    _read_office_below_headline(heading, lines, casing)
    for name in (
        "kind", "number", "about", "issuer", "organisation", "region", "years"
    ):  # fmt: skip
        if getattr(head, name) is None:
            setattr(head, name, getattr(heading, name))
    if head.date is None:
        head.date = next(
            (
                find_date(match["date"])
                for line in opening
                if (match := _DAY.fullmatch(line.text)) is not None
            ),
            None,
        )
    head.years = head.years or _years_of(head, lines)
    if head.years is None:
        deeds.append(Deed("year-unknown"))
    if head.number is not None and re.search(r"//|/$|\.{3}|…", head.number):
        deeds.append(Deed("number-incomplete", texts=(head.number,)))


def _read_office_below_headline(
    heading: Head, lines: list[Line], casing: Casing
) -> None:
    """`INDIKATOR KINERJA INDIVIDU` / `DINAS PERIKANAN KOTA BAHARI TAHUN 2027`: whose they are."""
    if heading.organisation is not None:
        return
    first = next(
        (i for i, n in enumerate(lines) if labels.HEADLINE.fullmatch(n.text)), None
    )
    if first is None:
        return
    for line in lines[first : first + 4]:
        text = re.sub(r"\s+tahun\b.*", "", line.text, flags=re.IGNORECASE)
        text = labels.BARE_HEADLINE.sub("", text).strip()
        if _OFFICE.fullmatch(text) is None:
            continue
        office, region = _parse_issuer(casing.initial(text))
        heading.organisation, heading.region = office, heading.region or region
        return


def read_closing(
    head: Head, items: list[StreamItem], casing: Casing
) -> Signature | None:
    """Read the signature after the last table; fill the head where it has none."""
    lines = [item for item in items if isinstance(item, Line)]
    closing = Head()
    _read_signing(closing, _last_block(lines), casing)
    for name in ("place", "date", "signature"):
        if getattr(head, name) is None:
            setattr(head, name, getattr(closing, name))
    return closing.signature


def _last_block(lines: list[Line]) -> list[Line]:
    """The lines of the last signature: a sheet may be signed before the decree is."""
    ends = [i for i, line in enumerate(lines) if labels.NIP.search(line.text)]
    return lines[ends[-2] + 1 :] if len(ends) > 1 else lines


class _Parts:
    """The lines of the decree proper, part by part."""

    def __init__(self, lines: list[Line]) -> None:
        self.title: list[Line] = []
        self.considering: list[Line] = []
        self.recalling: list[Line] = []
        self.noting: list[Line] = []
        self.deciding: list[Line] = []
        self.signing: list[Line] = []
        part = self.title
        for index, line in enumerate(lines):
            part = self._turn(part, line, lines[index + 1 :])
            opening = _opening(part, line, self)
            if opening is not None:
                part.append(opening)

    def _turn(self, part: list[Line], line: Line, following: list[Line]) -> list[Line]:
        """The part this line belongs to."""
        text = line.unlabelled()[1]
        if part is self.signing:
            return part
        if part is not self.deciding:
            for pattern, opened in (
                (_CONSIDERING, self.considering),
                (_RECALLING, self.recalling),
                (_NOTING, self.noting),
            ):
                if pattern.fullmatch(text):
                    return opened
        if _DECIDING.fullmatch(text):
            return self.deciding
        if part is self.deciding and _opens_signature(line, following):
            return self.signing
        if part is self.title and _names_place_or_day(text):
            return self.signing
        return self._turn_by_wording(part, text)

    def _turn_by_wording(self, part: list[Line], text: str) -> list[Line]:
        """Recitals whose label stands after them, or whose markers were set apart."""
        if part is self.title and _CONSIDERATION.fullmatch(text):
            return self.considering
        if part is self.considering and _LAW.fullmatch(text) and _is_ended(part):
            return self.recalling
        if part is self.recalling and _CONSIDERATION.fullmatch(text):
            return self.considering
        return part


def _opening(part: list[Line], line: Line, parts: _Parts) -> Line | None:
    """The line without the word that opens its part; None if nothing is left of it."""
    text = line.unlabelled()[1]
    for pattern, opened in (
        (_CONSIDERING, parts.considering),
        (_RECALLING, parts.recalling),
        (_NOTING, parts.noting),
    ):
        match = pattern.fullmatch(text)
        if part is opened and match is not None:
            rest = match["text"]
            return Line(rest, line.where, gap=line.gap) if rest else None
    if part is parts.deciding and _DECIDING.fullmatch(text):
        return None
    return line


def _is_ended(part: list[Line]) -> bool:
    """Was the last item of this part ended, so that another begins here?"""
    return not part or part[-1].text.endswith((";", ".", ":"))


def _names_place_or_day(text: str) -> bool:
    return any(
        pattern.fullmatch(text) is not None
        for pattern in (_PLACE, labels.SIGNING, labels.PLACE_AND_DATE)
    )


def _opens_signature(line: Line, following: list[Line]) -> bool:
    text = line.text
    if _names_place_or_day(text):
        return True
    return labels.OFFICIAL.fullmatch(text) is not None and any(
        labels.NIP.search(after.text) for after in following[:_LONGEST_SIGNATURE]
    )


def _read_title(head: Head, lines: list[Line], casing: Casing) -> None:
    """Letterhead, kind, issuer, number and about, from the lines before the recitals.

    A cover page repeats them; the last title with a number is the decree's own.
    """
    starts = [i for i, line in enumerate(lines) if _TITLE.fullmatch(line.text)]
    numbered = max(
        (i for i, line in enumerate(lines) if _is(line, _NUMBER)), default=-1
    )
    start = next(
        (i for i in reversed(starts) if i <= numbered), starts[0] if starts else None
    )
    letterhead = lines if start is None else lines[:start]
    region = _letterhead_region(letterhead)
    office = _letterhead_office(letterhead)
    if start is not None:
        title, number, about = _title_parts(lines[start:])
        match = _TITLE.fullmatch(title)
        if match is not None:
            head.kind = match["kind"].capitalize()
            head.issuer = casing.initial(match["issuer"].rstrip(" ,")) or None
        head.number = re.sub(r"\s*/\s*", "/", fold(number)).strip(" .") or None
        titled = _without_issuer(about, head.issuer)
        head.issuer_line = len(titled) < len(about)
        about = titled
        head.about = casing.initial_lines(about) or None
    issuer_office, issuer_region = _parse_issuer(head.issuer)
    head.region = issuer_region or (casing.initial(region) if region else None)
    head.organisation = _organisation(
        head.issuer, issuer_office, casing.initial(office) if office else None
    )
    head.years = _find_years(head.about or "") or next(
        (
            years
            for line in lines
            if "indikator kinerja" in line.text.casefold()
            and (years := _find_years(line.text))
        ),
        None,
    )


def _title_parts(lines: list[Line]) -> tuple[str, str, list[str]]:
    """Part a title's lines into title, number and the lines of what it is about."""
    title: list[str] = []
    number: list[str] = []
    about: list[str] = []
    part = title
    for line in lines:
        text = line.text
        number_match, about_match = _NUMBER.fullmatch(text), _ABOUT.fullmatch(text)
        if part is title and number_match is not None:
            part, text = number, _NUMBER_END.split(number_match["number"])[0]
        elif part is not about and about_match is not None:
            part, text = about, about_match["text"]
        elif _BLESSING.fullmatch(text) or (part is number and _DAY.fullmatch(text)):
            continue
        if text:
            part.append(text)
    return " ".join(title), " ".join(number), about


def _without_issuer(about: list[str], issuer: str | None) -> list[str]:
    """What the decree is about, without the issuer's line that follows (`KEPALA DINAS …,`)."""
    for index in range(1, len(about)):
        rest = " ".join(about[index:])
        official = labels.OFFICIAL.fullmatch(rest) is not None
        same = issuer is not None and comparable(issuer).startswith(comparable(rest))
        if official and (rest.endswith(",") or same):
            return about[:index]
    return about


def _letterhead_region(lines: list[Line]) -> str | None:
    for line in lines:
        match = _AUTHORITY.fullmatch(line.text)
        if match is not None:
            return match["region"]
    return None


def _letterhead_office(lines: list[Line]) -> str | None:
    return next((line.text for line in lines if _OFFICE.fullmatch(line.text)), None)


def _parse_issuer(issuer: str | None) -> tuple[str | None, str | None]:
    """`Kepala Dinas Sosial Kabupaten Malang` → (`Kepala Dinas Sosial`, `Kabupaten Malang`)."""
    if issuer is None:
        return None, None
    starts = [match.start() for match in _REGION_WORD.finditer(issuer)]
    if not starts or starts[-1] == 0:
        return issuer, None
    return issuer[: starts[-1]].strip(), issuer[starts[-1] :]


def _organisation(
    issuer: str | None, official: str | None, letterhead: str | None
) -> str | None:
    """The office: named by its head's title, else by the letterhead."""
    if official is None:
        return letterhead
    if letterhead is not None and not re.match(r"kepala\b", official, re.IGNORECASE):
        return letterhead
    for pattern, form in _OFFICES_OF_TITLES:
        match = pattern.fullmatch(official)
        if match is not None:
            return form.format(match["name"] or "")
    return letterhead


def _find_years(text: str) -> tuple[int, int] | None:
    """The years a text names; that of another regulation's number only if there is no other."""
    matches = list(_YEARS.finditer(text))
    if not matches:
        return None
    own = [m for m in matches if _OF_A_NUMBER.search(text[: m.start()]) is None]
    match = (own or matches)[0]
    first = int(match[1])
    return first, max(first, int(match[2] or match[1]))


def _years_of(head: Head, lines: list[Line]) -> tuple[int, int] | None:
    """The years a headline or the rulings name, where the title names none."""
    texts = [
        line.text for line in lines if labels.HEADLINE.match(line.unlabelled()[1])
    ] + [line.text for line in lines[:8]]
    texts += [ruling.text for ruling in head.rulings]
    return next((years for text in texts if (years := _find_years(text))), None)


def _read_items(lines: list[Line]) -> list[Item]:
    items = ItemList()
    for line in lines:
        text = re.sub(r"^[:：]\s*", "", line.text)
        if _BARE_LABELS.fullmatch(text):
            continue
        first, *rest = _NUMBERED_IN_RUN.split(text)
        items.add(Line(first, line.where, line.number, line.bullet, line.gap))
        for part in rest:
            items.add(Line(part, line.where))
    return items.items


def _read_rulings(lines: list[Line]) -> list[Ruling]:
    rulings: list[Ruling] = []
    items = ItemList()
    for line in lines:
        text = line.text
        stating = _STATING.fullmatch(text)
        if stating is not None and not rulings:
            text = stating["text"]
        match = _RULING.fullmatch(text)
        if match is not None:
            items = ItemList()
            rulings.append(
                Ruling(match["label"], match["text"] or "", items.items, line.where)
            )
        elif rulings and text:
            _add_to_ruling(rulings[-1], items, line)
    return rulings


def _add_to_ruling(ruling: Ruling, items: ItemList, line: Line) -> None:
    text = re.sub(r"^[:：]\s*", "", line.text)
    line = Line(text, line.where, line.number, line.bullet, line.gap)
    label, rest = line.unlabelled()
    if not ruling.text:
        ruling.text = text
    elif items.items or label is not None:
        items.add(line)
    elif rest:
        ruling.text = f"{ruling.text} {rest}"


def _read_signing(head: Head, lines: list[Line], casing: Casing) -> None:
    """Place, date and signature from the lines that close a part of the decree."""
    block: list[Line] = []
    for line in lines:
        text = line.text
        place, day = _PLACE.fullmatch(text), _DAY.fullmatch(text)
        both = labels.PLACE_AND_DATE.fullmatch(text)
        if place is not None:
            head.place = (
                head.place or casing.initial(place["place"].strip(" ,.")) or None
            )
            head.date = head.date or find_date(place["date"] or "")
        elif day is not None and find_date(text) is not None:
            head.date = head.date or find_date(text)
        elif both is not None and find_date(both["date"]) is not None:
            head.place = head.place or casing.initial(both["place"].strip())
            head.date = head.date or find_date(both["date"])
        elif not _SIGNING_NOISE.fullmatch(text):
            block.append(line)
            if labels.NIP.search(text):
                break
    if head.signature is None:
        head.signature = _read_signature(block[:_LONGEST_SIGNATURE], casing)


def _read_signature(lines: list[Line], casing: Casing) -> Signature | None:
    """Title, name, rank and NIP; the name stands before the rank or after the gap."""
    start = next(
        (i for i, line in enumerate(lines) if labels.OFFICIAL.match(line.text)), None
    )
    if start is None:
        return None
    lines = lines[start:]
    nip_index = next(
        (i for i, line in enumerate(lines) if labels.NIP.search(line.text)), None
    )
    nip = _nip(lines[nip_index].text) if nip_index is not None else None
    end = nip_index if nip_index is not None else len(lines)
    rank_index = next(
        (i for i in range(1, end) if labels.RANK.fullmatch(lines[i].text)), None
    )
    name_index = _name_index(lines, rank_index, end)
    title = casing.initial_lines(line.text for line in lines[: name_index or end])
    return Signature(
        title.rstrip(" ,") or None,
        lines[name_index].text if name_index is not None else None,
        lines[rank_index].text if rank_index is not None else None,
        nip,
        lines[0].where,
    )


def _name_index(lines: list[Line], rank_index: int | None, end: int) -> int | None:
    if rank_index is not None and rank_index > 1:
        return rank_index - 1
    after_gap = next((i for i in range(1, end) if lines[i].gap), None)
    if after_gap is not None:
        return after_gap
    return end - 1 if end > 1 and end < len(lines) else None


def _nip(text: str) -> str | None:
    match = labels.NIP.search(text)
    digits = re.sub(r"\D", "", match["digits"]) if match is not None else ""
    return digits if len(digits) == 18 else None


def _is(item: StreamItem, pattern: re.Pattern[str]) -> bool:
    return isinstance(item, Line) and pattern.fullmatch(item.text) is not None
