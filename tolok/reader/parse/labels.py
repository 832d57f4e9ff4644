"""Labels: the lines that open a part of a decree or of a position's sheet."""

import re

from tolok.reader.words import split_label


_COLON = r"\s*[.]?\s*[:：]\s*"

POSITION = re.compile(
    rf"(?:nama\s+)?jabatan(?:{_COLON}(?P<text>.*)|\s*\.?)", re.IGNORECASE
)
OFFICE = re.compile(
    rf"(?:nama\s+)?unit\s+(?:kerja|organisasi){_COLON}(?P<text>.*)", re.IGNORECASE
)
DUTIES = re.compile(
    rf"(?:ikhtisar\s+|uraian\s+)?tugas(?:\s+(?:pokok|jabatan))?"
    rf"(?:\s+dan\s+fungsi)?(?:{_COLON}(?P<text>.*)|\s*\.?)",
    re.IGNORECASE,
)
FUNCTIONS = re.compile(
    rf"(?:uraian\s+)?fungsi(?:{_COLON}(?P<text>.*)|\s*\.?)", re.IGNORECASE
)
HAS_FUNCTIONS = re.compile(
    r"(?P<unit>[^:;]{0,160}?)\s*(?:mempunyai|menyelenggarakan|melaksanakan) fungsi"
    r"(?:\s+sebagai\s+berikut)?\s*[:：]\s*(?P<text>.*)",
    re.IGNORECASE,
)
# A headline is no sentence: it has no verb of one and no stop at its end.
HEADLINE = re.compile(
    r"(?:daftar\s+|penetapan\s+)?indikator\s+kinerja\s+(?:individu|utama)\b"
    r"(?!\s*[:：])(?!.*\b(?:sebagaimana|adalah|merupakan|digunakan|ini)\b)(?:.*[^.;:])?",
    re.IGNORECASE,
)
BARE_HEADLINE = re.compile(
    r"(?:daftar\s+|penetapan\s+)?indikator\s+kinerja\s+(?:individu|utama)(?:\s*\(ik[iu]\))?"
    r"(?:\s+(?:pegawai|pada|di lingkungan))*",
    re.IGNORECASE,
)
ANNEX = re.compile(r"lampiran\b.*", re.IGNORECASE)
SIGNING = re.compile(
    r"(?:mengetahui|di\s?tetapkan(?![.;])|dikeluarkan|disahkan|salinan\s+sesuai)\b(?![.;]).*",
    re.IGNORECASE,
)
# Lines of a form's head beside its position: who holds it, at which rank, in which month.
FORM = re.compile(
    rf"(?:nama(?:\s+(?:pegawai|pejabat|lengkap))?|n\.?i\.?p\.?(?:\s*/\s*nik)?|nik|pangkat.{{0,30}}"
    rf"|gol(?:ongan)?.{{0,20}}|bulan|periode.{{0,20}}|masa penilaian){_COLON}.*",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(?:catatan|keterangan|ket\.?|sumber|nb\.?)\s*[:：].*|\*+\s?\)?\s*\S.*",
    re.IGNORECASE,
)
NIP = re.compile(
    r"n\.?\s?i\.?\s?p\b\.?\s*[:：]?\s*(?P<digits>[\d .]{18,30})", re.IGNORECASE
)
RANK = re.compile(
    r"\(?(?:pembina|perbina|penata|pengatur|juru)\b(?!\s+(?:layanan|kelola|laksana|"
    r"kependudukan|penanggulangan|ruang|mutu|usaha)).{0,40}",
    re.IGNORECASE,
)
PLACE_AND_DATE = re.compile(
    r"(?P<place>[A-Z][A-Za-z .'-]{2,40}),\s*(?:tanggal\s+)?(?P<date>\d{1,2}\s+\w+\s+\d{4})"
)
OFFICIAL = re.compile(
    r"(?:a\.\s?n\.\s.*|(?:plt|plh|pj)\.\s.*|(?:kepala|camat|lurah|inspektur|direktur|"
    r"bupati|wali\s?kota|gubernur|sekretaris|ketua)\b.*)",
    re.IGNORECASE,
)
SIGNED_ON = re.compile(r"pada\s+tanggal\b", re.IGNORECASE)
OFFICE_NAME = re.compile(
    r"(?:dinas|badan|kecamatan|kelurahan|inspektorat|sekretariat|satuan polisi|rumah sakit|"
    r"rsud|kantor|bagian|uptd?|balai|puskesmas|kabupaten|kota|provinsi)\b",
    re.IGNORECASE,
)
# `INDIKATOR KINERJA INDIVIDU KEPALA BIDANG X TAHUN 2027`, or the official alone in a line.
OFFICIAL_IN_HEADLINE = re.compile(
    r"(?:(?:daftar\s+|penetapan\s+)?indikator\s+kinerja\s+(?:individu|utama)\s*(?:\(ik[iu]\))?\s*)?"
    r"(?P<title>(?:kepala|kabid|kabag|kasub|kasi|camat|lurah|inspektur|direktur|sekretaris|"
    r"(?:analis|pranata|arsiparis|perencana|auditor|penelaah|pengelola|pengolah|"
    r"pengadministrasi|bendahara|penata|staf|pelaksana)\b).*?)"
    r"(?:\s+tahun\s+(?:anggaran\s+)?\d{4}.*)?",
    re.IGNORECASE,
)
# `Sasaran Strategis 1 : Meningkatnya …` over a table of its indicators.
OBJECTIVE_LINE = re.compile(
    r"(?:sasaran|kinerja\s+utama|rencana\s+hasil\s+kerja)"
    r"(?:\s+(?:strategis|kinerja|kegiatan|program|sub\s?kegiatan|utama|individu)){0,2}"
    r"\s*(?:ke-?\s?)?(?P<label>[IVX]+|\d{1,2})?\s*[.:：)-]+\s*(?P<text>\S.*)",
    re.IGNORECASE,
)
# The name of a position alone in a line, as the heading of its sheet.
TITLE_LINE = re.compile(
    r"(?:kepala\s+(?:dinas|badan|bidang|bagian|sub|seksi|uptd?|kantor|satuan|pelaksana|puskesmas"
    r"|kelurahan|balai|instalasi)|kabid|kabag|kasub|kasi|camat|lurah|inspektur|direktur|sekretaris"
    r"|analis|pranata|arsiparis|perencana|auditor|penelaah|pengelola|pengolah|pengadministrasi"
    r"|bendahara|penata\s+(?:layanan|kelola|laksana)|penyuluh|pengawas|operator|pustakawan|statistisi"
    r"|perawat|bidan|dokter|penggerak|staf|pelaksana)\b[^:：;.]*",
    re.IGNORECASE,
)


_CAPITAL_LABEL = re.compile(
    r"(?P<label>(?:[A-Z]|[IVXL]{1,6})(?=[.)])|\d{1,2}(?=\s))[.)]?\s+(?P<text>\S.*)"
)


def is_position_line(text: str) -> bool:
    return POSITION.fullmatch(text) is not None


def is_part_line(text: str) -> bool:
    """Does the line open a part of a position's sheet (position, office, duties, functions)?"""
    return any(
        pattern.fullmatch(text)
        for pattern in (POSITION, OFFICE, DUTIES, FUNCTIONS, HAS_FUNCTIONS)
    )


def split_part_label(text: str) -> tuple[str | None, str]:
    """Part the label of a line that opens a part: also `I.`, `A.` and `1`, elsewhere wording."""
    label, rest = split_label(text)
    if label is not None:
        return label, rest
    match = _CAPITAL_LABEL.fullmatch(text)
    if match is not None and is_part_line(match["text"]):
        return match["label"], match["text"]
    return None, text


def is_part_heading(text: str) -> bool:
    """Is this the bare label of a part (`Jabatan`, `Unit Kerja`), as in a form set as a table?"""
    return is_part_line(f"{text.rstrip(' .:')} :")
