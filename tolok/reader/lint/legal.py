"""Legal drafting: what a decree must say, and say of itself, to hold."""

import re
from collections.abc import Iterator, Sequence
from functools import cache
from pathlib import Path as File
from typing import Any

import yaml

from tolok.reader.lint.finding import Fix, Found, Path, quoted
from tolok.reader.lint.grounds import DRAFTING, UNCHECKED, Ground
from tolok.reader.lint.likeness import folded
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Subject
from tolok.reader.words import fold


_FEWEST_ITEMS = 2
_BASES = File(__file__).with_name("legal_bases.yaml")
_IN_FORCE = Ground("Dasar hukum dalam Mengingat harus masih berlaku dan dikutip benar")
_ABOUT = re.compile(r"\btentang\s+(?P<title>[^();]+)", re.IGNORECASE)
_PERIOD = re.compile(r"\b((?:19|20)\d\d)\s*[-–—]\s*((?:19|20)\d\d)\b")
_OF_ITS_YEAR = re.compile(r"\bnomor\s+\S+\s+tahun\s+((?:19|20)\d\d)\b", re.IGNORECASE)
_RULING_NAMED = re.compile(r"\bdi[kc]tum\b", re.IGNORECASE)


@rule(
    "regulation-for-decree",
    title="“Peraturan ini” dalam keputusan",
    severity="warning",
    summary="Diktum menyebut dokumen ini peraturan padahal bentuknya keputusan, atau "
    "sebaliknya.",
    grounds=(DRAFTING,),
)
def regulation_for_decree(subject: Subject) -> Iterator[Found]:
    """A ruling that calls the decree by the name of another kind of document."""
    kind = subject.head["kind"]
    other = {"Keputusan": "Peraturan", "Peraturan": "Keputusan"}.get(kind or "")
    if other is None:
        return
    pattern = re.compile(rf"\b{other} ini\b", re.IGNORECASE)
    for path, text in subject.head_texts:
        if path[1] == "rulings" and pattern.search(text):
            mended = pattern.sub(f"{kind} ini", text)
            yield Found(
                f"Diktum {quoted(text)} menyebut dokumen ini “{other}”, padahal bentuknya "
                f"{kind}. Rujukan yang salah bentuk dapat dipersoalkan keberlakuannya.",
                path[:-1],
                suggestion=f"Tulis {quoted(mended, 200)}.",
                fixes=(Fix(path, text, mended),),
            )


@rule(
    "ruling-refers-to-itself",
    title="Diktum menunjuk dirinya sendiri",
    severity="warning",
    summary="Sebuah diktum merujuk diktum dengan nomornya sendiri.",
    grounds=(DRAFTING,),
)
def ruling_refers_to_itself(subject: Subject) -> Iterator[Found]:
    """A ruling that names itself among the rulings it refers to."""
    for n, ruling in enumerate(subject.head["rulings"]):
        label, text = ruling["label"], ruling["text"]
        if not label or not _RULING_NAMED.search(text):
            continue
        own = re.compile(rf"\b{re.escape(label)}\b", re.IGNORECASE)
        if not own.search(_RULING_NAMED.split(text, maxsplit=1)[1]):
            continue
        path: Path = ("decree", "rulings", n)
        joined = re.compile(
            rf"(?:,\s*|\s+(?:dan|serta)\s+){re.escape(label)}\b", re.IGNORECASE
        )
        mended = joined.sub("", text)
        yield Found(
            f"Diktum {label} merujuk “diktum {label}”, yaitu dirinya sendiri: "
            f"{quoted(text)}. Rujukan yang berputar tidak menunjuk apa pun.",
            path,
            suggestion=f"Tulis {quoted(mended, 200)} bila hanya diktum di atasnya yang "
            "dimaksud."
            if mended != text
            else "Tunjuk diktum yang dimaksud.",
            fixes=(Fix((*path, "text"), text, mended),) if mended != text else (),
        )


@rule(
    "issuer-line-missing",
    title="Baris pejabat penetap tidak ada",
    severity="notice",
    summary="Sesudah judul TENTANG tidak ada baris jabatan yang menetapkan.",
    grounds=(DRAFTING,),
    from_source=True,
)
def issuer_line_missing(subject: Subject) -> Iterator[Found]:
    """No line with the issuing official between the title and Menimbang."""
    reading = subject.reading
    if reading is None or not reading.head.considerations or reading.head.issuer_line:
        return
    issuer = (reading.head.issuer or "KEPALA …").upper()
    yield Found(
        "Antara judul dan Menimbang tidak ada baris pejabat yang menetapkan. Baris itu "
        "menyatakan siapa yang berwenang memutuskan.",
        ("decree", "considerations", 0),
        suggestion=f"Tambahkan baris {quoted(issuer + ',')} di bawah judul.",
    )


@rule(
    "annex-heading-missing",
    title="Kepala lampiran tidak ada",
    severity="warning",
    summary="Tabel indikator tidak didahului kepala LAMPIRAN dengan nomor dan tanggal "
    "keputusan.",
    grounds=(DRAFTING,),
    from_source=True,
)
def annex_heading_missing(subject: Subject) -> Iterator[Found]:
    """An annex without its heading: nothing ties the tables to the decree."""
    reading = subject.reading
    if reading is None or not reading.head.rulings or reading.head.annex_headed:
        return
    yield Found(
        "Lembar-lembar jabatan tidak didahului kepala LAMPIRAN. Tanpa kepala yang menyebut "
        "nomor dan tanggal keputusan, tabel ini tidak terikat pada keputusannya.",
        ("positions", 0),
        suggestion="Tambahkan “LAMPIRAN KEPUTUSAN … NOMOR … TANGGAL …” sebelum lembar "
        "pertama.",
    )


@rule(
    "ruling-without-annex",
    title="Diktum tidak menunjuk lampiran",
    severity="notice",
    summary="Tidak satu pun diktum menyatakan bahwa indikator tercantum dalam lampiran.",
    grounds=(DRAFTING,),
)
def ruling_without_annex(subject: Subject) -> Iterator[Found]:
    """Rulings that never speak of the annex that holds the indicators."""
    rulings = subject.head["rulings"]
    texts = [text for path, text in subject.head_texts if path[1] == "rulings"]
    if rulings and not any("lampiran" in text.casefold() for text in texts):
        yield Found(
            "Tidak satu pun diktum menyebut lampiran, padahal indikatornya berada di luar "
            "batang tubuh. Kekuatan lampiran berasal dari diktum yang menunjuknya.",
            ("decree", "rulings", 0),
            suggestion="Tambahkan pada diktum pertama “sebagaimana tercantum dalam "
            "Lampiran yang merupakan bagian tidak terpisahkan dari Keputusan ini”.",
        )


@cache
def _bases() -> tuple[tuple[re.Pattern[str], dict[str, Any]], ...]:
    said = yaml.safe_load(_BASES.read_text(encoding="utf-8"))
    return tuple((re.compile(b["match"], re.IGNORECASE), b) for b in said["bases"])


def _cited(subject: Subject) -> Iterator[tuple[Path, str, dict[str, Any]]]:
    """Legal bases of the decree that the list knows: where, how written, what is known."""
    for n, item in enumerate(subject.head["legal_bases"]):
        # Only the base itself, not the one by which it was amended.
        named = re.split(r"\btentang\b", fold(item["text"]), maxsplit=1)[0]
        for pattern, base in _bases():
            if pattern.search(named):
                yield ("decree", "legal_bases", n), item["text"], base


@rule(
    "legal-basis-replaced",
    title="Dasar hukum sudah diganti",
    severity="warning",
    summary="Mengingat mengutip peraturan yang diketahui sudah diganti.",
    grounds=(_IN_FORCE, DRAFTING),
)
def legal_basis_replaced(subject: Subject) -> Iterator[Found]:
    """A legal basis for which the list knows a later one."""
    for path, _, base in _cited(subject):
        if "replaced_by" in base:
            mark = "" if base["seen"] else f" ({UNCHECKED})"
            yield Found(
                f"{base['name']} diketahui sudah diganti oleh {base['replaced_by']}{mark}. "
                "Dasar hukum yang tidak berlaku melemahkan keputusan.",
                path,
                suggestion=f"Periksa di JDIH; bila benar, kutip {base['replaced_by']}.",
            )


@rule(
    "legal-basis-misquoted",
    title="Judul dasar hukum dikutip tidak tepat",
    severity="warning",
    summary="Judul peraturan dalam Mengingat berbeda dari judul yang dikenal.",
    grounds=(_IN_FORCE, DRAFTING),
)
def legal_basis_misquoted(subject: Subject) -> Iterator[Found]:
    """A legal basis whose title differs from the one the list knows."""
    for path, text, base in _cited(subject):
        match = _ABOUT.search(text)
        if match is None or folded(match["title"]).startswith(folded(base["title"])):
            continue
        mark = "" if base.get("title_seen") else f" ({UNCHECKED})"
        mended = _with_title(text, match, base["title"])
        yield Found(
            f"{base['name']} berjudul {quoted(base['title'])}{mark}, tetapi di sini ditulis "
            f"{quoted(match['title'].strip())}. Judul yang keliru menunjuk peraturan lain.",
            path,
            suggestion=f"Tulis “tentang {base['title']}”.",
            fixes=(Fix((*path, "text"), text, mended),),
        )


def _with_title(text: str, match: re.Match[str], title: str) -> str:
    """The citation with its title put right; what comes after the title stays."""
    said = match["title"]
    rest = re.search(
        r"\s+(?:sebagaimana telah|di lingkungan|bagi|untuk)\b.*", said, re.IGNORECASE
    )
    tail = rest[0] if rest is not None else ""
    return text[: match.start("title")] + title + tail + text[match.end("title") :]


@rule(
    "dates-disagree",
    title="Tanggal dan tahun tidak sejalan",
    severity="warning",
    summary="Tahun dalam nomor, tanggal penetapan, judul, atau dasar hukum saling "
    "bertentangan.",
    grounds=(DRAFTING,),
)
def dates_disagree(subject: Subject) -> Iterator[Found]:
    """Years of number, date, title and legal bases that cannot all be right."""
    head = subject.head
    decided = int(head["date"][:4]) if head["date"] else None
    numbered = re.search(r"(?:19|20)\d\d$", (head["number"] or "").strip())
    if decided and numbered and int(numbered[0]) != decided:
        yield Found(
            f"Nomor keputusan bertahun {numbered[0]}, tetapi keputusan ditetapkan tahun "
            f"{decided}. Salah satunya keliru.",
            ("decree", "signatory"),
            suggestion="Cocokkan dengan buku agenda.",
        )
    first, last = head["year_from"], head["year_until"]
    if decided and last and decided > last:
        yield Found(
            f"Keputusan ditetapkan tahun {decided}, sesudah tahun yang diaturnya "
            f"({last}) lewat. Indikator tidak dapat ditetapkan surut.",
            ("decree", "signatory"),
            suggestion="Periksa tanggal penetapan dan tahun dalam judul.",
        )
    for n, item in enumerate(head["legal_bases"]):
        yield from _of_basis(
            item["text"], ("decree", "legal_bases", n), decided, first, last
        )


def _of_basis(
    text: str, path: Path, decided: int | None, first: int | None, last: int | None
) -> Iterator[Found]:
    late = [int(year) for year in _OF_ITS_YEAR.findall(text) if decided]
    if decided and any(year > decided for year in late):
        yield Found(
            f"Dasar hukum {quoted(text)} bertahun {max(late)}, sesudah tahun penetapan "
            f"keputusan ini ({decided}). Peraturan itu belum ada waktu keputusan dibuat.",
            path,
            suggestion="Periksa tahun peraturan dan tanggal penetapan.",
        )
    period = _PERIOD.search(text)
    if (
        period is None
        or first is None
        or last is None
        or "rencana" not in text.casefold()
    ):
        return
    if last < int(period[1]) or first > int(period[2]):
        yield Found(
            f"{quoted(text)} berlaku {period[1]} sampai {period[2]}, sedangkan keputusan "
            f"ini mengatur tahun {first}. Indikator harus turun dari rencana yang berlaku.",
            path,
            suggestion="Kutip rencana pembangunan yang mencakup tahun itu.",
        )


@rule(
    "list-mark-missing",
    title="Tanda baca akhir butir tidak ajek",
    severity="notice",
    summary="Sebagian butir Mengingat, tugas, atau fungsi tidak diakhiri titik koma.",
    grounds=(DRAFTING,),
)
def list_mark_missing(subject: Subject) -> Iterator[Found]:
    """Items without a mark at their end in lists where the others have one, told once."""
    bare: list[tuple[Path, str]] = [
        (("decree", part, n, "text"), text)
        for part in ("considerations", "legal_bases")
        for n, text in _bare_items(subject.head[part])
    ]
    bare += [
        (("positions", p, part, n, "text"), text)
        for p, found in enumerate(subject.gathered(_bare_items_of))
        for part, n, text in found
    ]
    if bare:
        path, text = bare[0]
        count = f"{len(bare)} butir" if len(bare) > 1 else "Satu butir"
        yield Found(
            f"{count} tidak diakhiri titik koma seperti butir lain dalam daftarnya, antara "
            f"lain {quoted(text)}. Batas butir menjadi kabur bila naskah disalin.",
            path[:-1],
            suggestion="Tambahkan titik koma di akhir butir.",
            fixes=tuple(Fix(place, said, f"{said};") for place, said in bare),
        )


def _bare_items_of(position: dict[str, Any]) -> list[tuple[str, int, str]]:
    """The unmarked items of a position's lists: list, place and words."""
    return [
        (part, n, text)
        for part in ("duties", "functions")
        for n, text in _bare_items(position[part])
    ]


def _bare_items(items: Sequence[dict[str, Any]]) -> list[tuple[int, str]]:
    """The items without a mark, where most of the others have one; the last counts not."""
    inner = [item["text"].rstrip() for item in items[:-1]]
    marked = sum(text.endswith((";", ".", "; dan")) for text in inner)
    if len(inner) < _FEWEST_ITEMS or 2 * marked <= len(inner):
        return []
    return [
        (n, items[n]["text"])
        for n, text in enumerate(inner)
        if not text.endswith((";", ".", ":", "; dan", "dan", "atau"))
    ]
