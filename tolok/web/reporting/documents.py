"""The documents that can be taken away, each with what it is for."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from tolok.kernel.dates import format_date
from tolok.organisation.queries import Unit
from tolok.planning.queries import Period
from tolok.reporting.enums import DocumentKind
from tolok.web.asking import offer
from tolok.web.reporting.issued_page import new_once


Form = list[dict[str, str]]


class FilterForm(forms.Form):
    """Which unit and which period; both stand in the address."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit kerja"), required=False)
    periode = forms.ChoiceField(label=gettext_lazy("Periode"), required=False)
    pada = forms.CharField(
        label=gettext_lazy("Keadaan per"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )

    def __init__(
        self,
        *args: Any,
        units: Sequence[Unit],
        periods: Sequence[Period],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        offer(
            self,
            "unit",
            [
                ("", _("Seluruh kantor")),
                *((unit.pk, unit.name) for unit in units),
            ],
        )
        offer(
            self,
            "periode",
            [(period.pk, period.label) for period in reversed(periods)],
        )


def list_for(
    *, period: Period, unit: Unit | None, on: date | None
) -> list[dict[str, Any]]:
    """Return the documents of a period, of the office or of one unit.

    `on` is a past day whose end they speak of, None for this moment.
    """
    asked: dict[str, Any] = {"periode": period.pk}
    if unit is not None:
        asked["unit"] = unit.pk
    if on is not None:
        asked["pada"] = on.isoformat()
    whose = unit.name if unit else _("seluruh kantor")
    rows: list[tuple[str, str, str, str, DocumentKind | None]] = [
        (
            "laporan_pengukuran_xlsx",
            "file-earmark-spreadsheet",
            _("Tabel pengukuran (XLSX)"),
            _(
                "Setiap indikator dengan target, realisasi, capaian, dan kelasnya. Angkanya "
                "angka, dapat disaring dan dihitung lagi."
            ),
            None,
        ),
        (
            "laporan_pengukuran_pdf",
            "file-earmark-pdf",
            _("Tabel pengukuran (PDF)"),
            _(
                "Tabel yang sama, siap cetak dengan kop, untuk dilampirkan atau diarsipkan."
            ),
            DocumentKind.MEASUREMENT,
        ),
        (
            "laporan_rekap_pdf",
            "file-earmark-pdf",
            _("Rekap capaian kantor (PDF)"),
            _(
                "Capaian kantor dan tiap unit dalam beberapa halaman, untuk rapat pimpinan."
            ),
            DocumentKind.RECAP,
        ),
    ]
    return [
        {
            "title": title,
            "text": text,
            "icon": icon,
            "note": f"{period.label}, {whose}, {state_on(on)}",
            "url": f"{reverse(name)}?{urlencode(asked)}",
            "form": form_of(kind, asked),
        }
        for name, icon, title, text, kind in rows
    ]


def form_of(kind: DocumentKind | None, asked: Mapping[str, Any]) -> Form:
    """Return the hidden fields of the form that issues a document; none where it cannot.

    Each form issues one document, however often it is sent.
    """
    if kind is None:
        return []
    fields = {**asked, "jenis": kind.value, "sekali": new_once()}
    return [{"name": name, "value": str(value)} for name, value in fields.items()]


def state_on(on: date | None) -> str:
    """Say of which day a document tells."""
    if on is None:
        return _("keadaan saat ini")
    return _("keadaan per %(day)s") % {"day": format_date(on)}


def list_registers(*, period: Period, unit: Unit | None) -> list[dict[str, Any]]:
    """Return the lists to take away, each with its forms and addresses."""
    asked = {"periode": period.pk}
    if unit is not None:
        asked["unit"] = unit.pk
    year = _("tahun %(year)s") % {"year": period.starts_on.year}
    rows = [
        (
            "pemantauan",
            _("Pemantauan rencana aksi"),
            _(
                "Target, realisasi, dan capaian tiap triwulan, dengan kendala dan tindak "
                "lanjut."
            ),
            year,
        ),
        (
            "capaian-unit",
            _("Rekap capaian unit kerja"),
            _("Capaian tiap triwulan dan setahun, unit demi unit."),
            year,
        ),
        (
            "capaian-jabatan",
            _("Rekap capaian jabatan"),
            _("Capaian tiap triwulan dan setahun, jabatan demi jabatan."),
            year,
        ),
        (
            "capaian-pegawai",
            _("Rekap capaian pegawai"),
            _("Capaian pegawai yang boleh Anda lihat."),
            year,
        ),
        (
            "belum-masuk",
            _("Laporan yang belum masuk"),
            _(
                "Siapa yang belum melapor, indikator apa, dan sejak kapan lewat tenggat."
            ),
            period.label,
        ),
        (
            "bukti",
            _("Indeks bukti dukung"),
            _("Setiap bukti dengan sidik berkasnya (SHA-256), untuk pemeriksaan."),
            period.label,
        ),
    ]
    return [
        {
            "title": title,
            "text": text,
            "note": note,
            "forms": [
                {
                    "label": kind.upper(),
                    "url": f"{reverse('laporan_daftar', args=[name, kind])}"
                    f"?{urlencode(asked)}",
                }
                for kind in ("xlsx", "csv", "pdf")
            ],
        }
        for name, title, text, note in rows
    ]


def list_books(*, unit: Unit | None, on: date | None) -> list[dict[str, Any]]:
    """Return the forms of the Kamus Indikator, of the office or of one unit."""
    whose = unit.name if unit else _("seluruh kantor")
    asked: dict[str, Any] = {"unit": unit.pk} if unit is not None else {}
    if on is not None:
        asked["pada"] = on.isoformat()
    rows: list[tuple[str, str, str, str, dict[str, Any]]] = [
        (
            "laporan_kamus_pdf",
            "file-earmark-pdf",
            _("Kamus indikator (PDF, Folio)"),
            _("Satu indikator satu blok, siap cetak dengan kop dan tanda tangan."),
            {},
        ),
        (
            "laporan_kamus_pdf",
            "file-earmark-pdf",
            _("Kamus indikator (PDF, A4)"),
            _("Isi yang sama pada kertas A4."),
            {"kertas": "a4"},
        ),
        (
            "laporan_kamus_docx",
            "file-earmark-word",
            _("Kamus indikator (DOCX)"),
            _("Untuk disunting menjadi lampiran keputusan."),
            {},
        ),
        (
            "laporan_kamus_xlsx",
            "file-earmark-spreadsheet",
            _("Kamus indikator (XLSX)"),
            _("Satu baris satu indikator, dapat disaring."),
            {},
        ),
    ]
    return [
        {
            "title": title,
            "text": text,
            "icon": icon,
            "note": f"{state_on(on)}, {whose}",
            "url": f"{reverse(name)}?{urlencode(asked | more)}",
            "form": form_of(
                DocumentKind.BOOK if name == "laporan_kamus_pdf" else None, asked | more
            ),
        }
        for name, icon, title, text, more in rows
    ]
