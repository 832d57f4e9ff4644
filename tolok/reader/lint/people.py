"""People: two signatures of one official, their rank and their NIP."""

from collections.abc import Iterator
from datetime import date

from tolok.reader.lint.finding import Fix, Found, quoted, replaced_word
from tolok.reader.lint.grounds import IDENTITY, TRUTH_OF_TEXT
from tolok.reader.lint.registry import rule
from tolok.reader.lint.subject import Subject
from tolok.reader.parse.drafts import Signature
from tolok.reader.words import comparable


_SIGNATORY = ("decree", "signatory")
_YOUNGEST_AT_APPOINTMENT = 15


def _signatures(subject: Subject) -> tuple[Signature, Signature] | None:
    """The signature under the decree and that under the annex, if there are both."""
    if subject.reading is None:
        return None
    first, last = subject.reading.head.signature, subject.reading.closing
    if first is None or last is None or first is last:
        return None
    return first, last


@rule(
    "signature-differs",
    title="Satu pejabat ditulis dua macam",
    severity="warning",
    summary="Nama, pangkat, atau NIP penanda tangan tidak sama di dua tempat.",
    grounds=(IDENTITY, TRUTH_OF_TEXT),
    from_source=True,
)
def signatures_differ(subject: Subject) -> Iterator[Found]:
    """Two signatures of one official that are spelt differently."""
    both = _signatures(subject)
    if both is None:
        return
    first, last = both
    same_nip = first.nip is not None and first.nip == last.nip
    for what, one, other in (
        ("Nama", first.name, last.name),
        ("Pangkat", first.rank, last.rank),
        ("NIP", first.nip, last.nip),
    ):
        if one is None or other is None or one == other:
            continue
        yield Found(
            f"{what} penanda tangan ditulis dua macam: {quoted(one)} pada keputusan dan "
            f"{quoted(other)} di akhir lampiran"
            + (", padahal NIP-nya sama" if same_nip else "")
            + ". Keabsahan dokumen bergantung pada identitas yang sama.",
            suggestion="Samakan dengan data kepegawaian. Yang dipakai: tanda tangan "
            "pertama.",
            where=last.where,
        )


@rule(
    "signature-incomplete",
    title="Tanda tangan belum lengkap",
    severity="notice",
    summary="Tanda tangan di akhir lampiran tidak memuat NIP.",
    grounds=(IDENTITY,),
    from_source=True,
)
def signature_incomplete(subject: Subject) -> Iterator[Found]:
    """A second signature of the same official without the NIP."""
    both = _signatures(subject)
    if both is None:
        return
    first, last = both
    if (
        first.nip is not None
        and last.nip is None
        and _same_person(first.name, last.name)
    ):
        yield Found(
            "Tanda tangan di akhir lampiran tidak memuat NIP.",
            suggestion="Lengkapi NIP pada tanda tangan lampiran.",
            where=last.where,
        )


def _same_person(one: str | None, other: str | None) -> bool:
    return one is not None and other is not None and one[:4] == other[:4]


@rule(
    "rank-misspelt",
    title="Pangkat salah tulis",
    severity="notice",
    summary="Pangkat penanda tangan tidak dikenal, mungkin salah ketik.",
    grounds=(IDENTITY,),
)
def rank_misspelt(subject: Subject) -> Iterator[Found]:
    """A rank that is no rank of civil servants (`Perbina Utama Muda`)."""
    signatory = subject.head["signatory"] or {}
    rank = signatory.get("rank")
    if rank is not None and _is_misspelt(rank):
        mended = replaced_word(rank, "perbina", "pembina")
        yield Found(
            f"Pangkat {quoted(rank)} tidak dikenal; mungkin salah ketik dari “Pembina”. "
            "Ditulis sebagaimana adanya.",
            _SIGNATORY,
            suggestion=f"Tulis {quoted(mended)} bila memang salah ketik.",
            fixes=(Fix((*_SIGNATORY, "rank"), rank, mended),),
        )


@rule(
    "annex-rank-misspelt",
    title="Pangkat di akhir lampiran salah tulis",
    severity="notice",
    summary="Pangkat pada tanda tangan lampiran tidak dikenal, mungkin salah ketik.",
    grounds=(IDENTITY, TRUTH_OF_TEXT),
    from_source=True,
)
def annex_rank_misspelt(subject: Subject) -> Iterator[Found]:
    """The same under the annex, which only the document itself shows."""
    closing = subject.reading.closing if subject.reading is not None else None
    rank = closing.rank if closing is not None else None
    signatory = subject.head["signatory"] or {}
    if closing is None or rank is None or rank == signatory.get("rank"):
        return
    if _is_misspelt(rank):
        yield Found(
            f"Pangkat {quoted(rank)} di akhir lampiran tidak dikenal; mungkin salah ketik "
            "dari “Pembina”.",
            suggestion="Perbaiki pada naskah perubahan bila memang salah ketik.",
            where=closing.where,
        )


def _is_misspelt(rank: str) -> bool:
    return comparable(rank).split()[:1] == ["perbina"]


@rule(
    "nip-malformed",
    title="NIP tidak menurut susunannya",
    severity="warning",
    summary="Tanggal lahir, bulan pengangkatan, atau jenis kelamin dalam NIP tidak mungkin.",
    grounds=(IDENTITY,),
)
def nip_malformed(subject: Subject) -> Iterator[Found]:
    """An NIP whose parts cannot be a day of birth, a month of appointment and a sex."""
    signatory = subject.head["signatory"] or {}
    nip = signatory.get("nip") or ""
    fault = _fault_of(nip) if nip else None
    if fault is not None:
        yield Found(
            f"NIP penanda tangan {quoted(nip)} tidak menurut susunannya: {fault}. NIP yang "
            "salah menunjuk orang lain atau tidak menunjuk siapa pun.",
            _SIGNATORY,
            suggestion="Cocokkan NIP dengan data kepegawaian.",
        )


def _fault_of(nip: str) -> str | None:
    if len(nip) != 18 or not nip.isdecimal():
        return f"panjangnya {len(nip)}, seharusnya 18 angka"
    year, month = int(nip[8:12]), int(nip[12:14])
    try:
        born = date(int(nip[:4]), int(nip[4:6]), int(nip[6:8]))
    except ValueError:
        return f"{nip[:8]} bukan tanggal lahir"
    # An employee under agreement carries 21 and a wave in place of month and sex.
    if not 1 <= month <= 12 and month != 21:
        return f"{nip[12:14]} bukan bulan pengangkatan"
    if year < born.year + _YOUNGEST_AT_APPOINTMENT:
        return f"diangkat tahun {year} padahal lahir tahun {born.year}"
    if month != 21 and nip[14] not in "12":
        return f"angka jenis kelaminnya {nip[14]}, seharusnya 1 atau 2"
    return None
