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
from tolok.reporting.registers import NAMES
from tolok.web.asking import offer
from tolok.web.reporting.issued_page import new_once


Form = list[dict[str, str]]
PAPERS = [("", gettext_lazy("Folio (F4)")), ("a4", "A4")]


class FilterForm(forms.Form):
    """Which unit, period, day and paper; all stand in the address."""

    unit = forms.ChoiceField(label=gettext_lazy("Unit kerja"), required=False)
    periode = forms.ChoiceField(label=gettext_lazy("Periode"), required=False)
    pada = forms.CharField(
        label=gettext_lazy("Keadaan per"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
    )
    kertas = forms.ChoiceField(
        label=gettext_lazy("Kertas"), required=False, choices=PAPERS
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
    *, period: Period, unit: Unit | None, on: date | None, is_a4: bool = False
) -> list[dict[str, Any]]:
    """Return the documents of a period, of the office or of one unit.

    `on` is a past day whose end they speak of, None for this moment.
    """
    asked = asked_of(period, unit, on, is_a4=is_a4)
    note = f"{period.label}, {whose(unit)}, {state_on(on)}"
    return [
        {
            "title": _("Tabel pengukuran"),
            "text": _(
                "Setiap indikator dengan target, realisasi, capaian, dan kelasnya, untuk "
                "dihitung lagi, dilampirkan, atau diarsipkan."
            ),
            "note": note,
            "files": [
                file_link(name, kind, asked)
                for name, kind in (
                    ("laporan_pengukuran_xlsx", "xlsx"),
                    ("laporan_pengukuran_csv", "csv"),
                    ("laporan_pengukuran_docx", "docx"),
                    ("laporan_pengukuran_pdf", "pdf"),
                )
            ],
            "form": form_of(DocumentKind.MEASUREMENT, asked),
        },
        {
            "title": _("Rekap capaian kantor"),
            "text": _(
                "Capaian kantor dan tiap unit dalam beberapa halaman, untuk rapat pimpinan."
            ),
            "note": note,
            "files": [file_link("laporan_rekap_pdf", "pdf", asked)],
            "form": form_of(DocumentKind.RECAP, asked),
        },
    ]


def asked_of(
    period: Period | None, unit: Unit | None, on: date | None, *, is_a4: bool
) -> dict[str, Any]:
    """Return what the addresses of documents ask for."""
    asked: dict[str, Any] = {}
    if period is not None:
        asked["periode"] = period.pk
    if unit is not None:
        asked["unit"] = unit.pk
    if on is not None:
        asked["pada"] = on.isoformat()
    if is_a4:
        asked["kertas"] = "a4"
    return asked


def whose(unit: Unit | None) -> str:
    """Say whose documents these are."""
    return unit.name if unit else _("seluruh kantor")


def file_link(
    name: str, kind: str, asked: Mapping[str, Any], *args: object
) -> dict[str, str]:
    """Return the link to a document in one form; a PDF that was not issued is a preview."""
    address = reverse(name, args=list(args))
    label = _("Pratinjau PDF") if kind == "pdf" else kind.upper()
    return {
        "label": label,
        "url": f"{address}?{urlencode(asked)}" if asked else address,
    }


def form_of(kind: DocumentKind, asked: Mapping[str, Any]) -> Form:
    """Return the hidden fields of the form that issues a document.

    Each form issues one document, however often it is sent.
    """
    fields = {**asked, "jenis": kind.value, "sekali": new_once()}
    return [{"name": name, "value": str(value)} for name, value in fields.items()]


def state_on(on: date | None) -> str:
    """Say of which day a document tells."""
    if on is None:
        return _("keadaan saat ini")
    return _("keadaan per %(day)s") % {"day": format_date(on)}


def list_registers(
    *, period: Period, unit: Unit | None, on: date | None, is_a4: bool = False
) -> list[dict[str, Any]]:
    """Return the lists to take away, each with its files and the form that issues it."""
    asked = asked_of(period, unit, on, is_a4=is_a4)
    year = _("tahun %(year)s") % {"year": period.starts_on.year}
    rows = [
        (
            DocumentKind.MONITORING,
            _(
                "Target, realisasi, dan capaian tiap triwulan, dengan kendala dan tindak "
                "lanjut."
            ),
            year,
        ),
        (
            DocumentKind.UNIT_RECAP,
            _("Capaian tiap triwulan dan setahun, unit demi unit."),
            year,
        ),
        (
            DocumentKind.POSITION_RECAP,
            _("Capaian tiap triwulan dan setahun, jabatan demi jabatan."),
            year,
        ),
        (
            DocumentKind.PERSON_RECAP,
            _("Capaian pegawai yang boleh Anda lihat."),
            year,
        ),
        (
            DocumentKind.MISSING,
            _(
                "Siapa yang belum melapor, indikator apa, dan sejak kapan lewat tenggat."
            ),
            period.label,
        ),
        (
            DocumentKind.EVIDENCE,
            _("Setiap bukti dengan sidik berkasnya (SHA-256), untuk pemeriksaan."),
            period.label,
        ),
    ]
    return [
        {
            "title": kind.label,
            "text": text,
            "note": f"{note}, {whose(unit)}, {state_on(on)}",
            "files": [
                file_link("laporan_daftar", form, asked, NAMES[kind], form)
                for form in ("xlsx", "csv", "docx", "pdf")
            ],
            "form": form_of(kind, asked),
        }
        for kind, text, note in rows
    ]


def list_books(
    *, unit: Unit | None, on: date | None, is_a4: bool = False
) -> list[dict[str, Any]]:
    """Return the Kamus Indikator, of the office or of one unit, in its forms."""
    asked = asked_of(None, unit, on, is_a4=is_a4)
    return [
        {
            "title": _("Kamus indikator"),
            "text": _(
                "Setiap indikator dengan definisi, rumus, sumber data, dan bukti yang "
                "diminta; untuk lampiran keputusan atau disaring."
            ),
            "note": f"{state_on(on)}, {whose(unit)}",
            "files": [
                file_link(f"laporan_kamus_{kind}", kind, asked)
                for kind in ("xlsx", "csv", "docx", "pdf")
            ],
            "form": form_of(DocumentKind.BOOK, asked),
        }
    ]
