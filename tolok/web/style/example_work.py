"""Work on the style page: fields, cards, files, the queue."""

from datetime import UTC, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.core.paginator import Paginator

from tolok.reporting.first_steps import Progress
from tolok.web.guide.steps import Guide, guide_of


D = Decimal
MOMENT = datetime(2026, 10, 6, 2, 14, tzinfo=UTC)


class ExampleForm(forms.Form):
    """One field of each kind."""

    value = forms.CharField(
        label="Realisasi", help_text="Tulis seperti biasa: 1.234,5", initial="1.234,5"
    )
    doubtful = forms.CharField(label="Realisasi yang meragukan")
    follow_up = forms.CharField(
        label="Tindak lanjut",
        help_text="Apa yang dilakukan, oleh siapa, sampai kapan.",
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    measured_in = forms.ChoiceField(
        label="Satuan", choices=[("dokumen", "dokumen"), ("laporan", "laporan")]
    )
    password = forms.CharField(label="Kata sandi", widget=forms.PasswordInput)
    attach = forms.BooleanField(label="Sertakan lampiran", initial=True)

    def clean_doubtful(self) -> str:
        """Refuse what can be read in two ways."""
        message = (
            "“1.500” dapat dibaca seribu lima ratus atau satu koma lima. Persen paling "
            "besar 100. Tulis 1,5 bila maksudnya satu koma lima."
        )
        raise forms.ValidationError(message)


class FractionForm(forms.Form):
    """A ratio."""

    numerator = forms.CharField(
        label="Isian SIPD yang terisi lengkap",
        help_text="Pembilang. Hitung per 30 September 2026 dari menu Rekap Isian.",
        initial="168",
    )
    denominator = forms.CharField(
        label="Seluruh isian wajib SIPD",
        help_text="Penyebut. Triwulan lalu 168 isian.",
        initial="180",
    )


class FilterForm(forms.Form):
    """A filter."""

    unit = forms.ChoiceField(
        label="Unit kerja",
        choices=[("", "Seluruh dinas"), ("s", "Sekretariat")],
        required=False,
    )
    period = forms.ChoiceField(
        label="Periode", choices=[("3", "Triwulan III 2026")], required=False
    )


def work() -> dict[str, Any]:
    """Return cards, forms, files and the queue."""
    filled = ExampleForm(
        {
            "value": "1.234,5",
            "doubtful": "1.500",
            "measured_in": "dokumen",
            "password": "x",
            "attach": "on",
        },
        auto_id="contoh_%s",
    )
    filled.full_clean()
    return {
        "form": filled,
        "fraction": FractionForm(auto_id="pecahan_%s"),
        "filter_form": FilterForm(auto_id="saring_%s"),
        "cards": cards(),
        "files": [
            {
                "name": "Berita Acara Penegasan Batas Desa.pdf",
                "kind": "pdf",
                "note": "1,2 MB, 6 halaman",
                "url": "#isi",
                "delete_url": "#isi",
            },
            {
                "name": "laporan.exe",
                "kind": "other",
                "error": (
                    "Ini program, bukan dokumen. Unggah PDF, gambar, atau lembar kerja."
                ),
            },
        ],
        "queue": queue(),
        "batch": batch(),
        "segments": [
            {"label": "Semua", "url": "#isi", "count": 117, "current": True},
            {"label": "Belum dilaporkan", "url": "#isi", "count": 24},
            {"label": "Dikembalikan", "url": "#isi", "count": 8},
        ],
        "page": Paginator(range(1, 118), 25).get_page(2),
        "timeline": [
            {
                "title": "Diverifikasi",
                "who": "Rahmat Hidayatullah",
                "at": MOMENT,
                "tone": "good",
            },
            {
                "title": "Dikembalikan",
                "text": "“Tindak lanjut belum menyebut siapa dan kapan.”",
                "who": "Rahmat Hidayatullah",
                "at": MOMENT,
                "tone": "bad",
            },
            {"title": "Dikirim", "who": "Sekar Ayu Wulandari", "at": MOMENT},
        ],
        "moment": MOMENT,
        "guide": guide(),
    }


def guide() -> Guide:
    """Return the first-run guide of an office half on its way."""
    return guide_of(
        Progress(
            draft_id=None,
            has_version=True,
            has_year=True,
            indicators=117,
            decided=117,
            targets=84,
            positions=36,
            seated=0,
            is_opened=False,
            is_reported=False,
            is_verified=False,
            is_printed=False,
        )
    )


def cards() -> list[dict[str, Any]]:
    """Return one card of each kind."""
    values = (D("88.10"), D("91.43"), None, D("95.24"), D("93.33"))
    return [
        {
            "state": "returned",
            "note": "oleh Rahmat Hidayatullah, 5 Oktober 2026",
            "title": "Prosentase Keterisian Aplikasi ESR Lingkup Dinas PMD",
            "url": "#isi",
            "lead": "Sasaran: Terlaksananya Entri Aplikasi",
            "reason": "bukti hanya tangkapan layar halaman muka.",
            "act": {"label": "Perbaiki dan kirim lagi", "primary": True},
        },
        {
            "state": "draft",
            "note": "6 Oktober 2026 pukul 09.14 WIB",
            "title": (
                "Prosentase Keterisian Aplikasi SIPD Kemendagri Lingkup Dinas PMD"
            ),
            "url": "#isi",
            "facts": [
                {"label": "Target TW III", "value": "95,00 %"},
                {"label": "TW III", "value": "93,33 %"},
            ],
            "spark": {
                "values": values,
                "title": "Lima triwulan, terakhir 93,33 persen; satu tanpa laporan",
                "target": D(95),
            },
            "act": {"label": "Lanjutkan mengisi"},
        },
        {
            "state": "submitted",
            "title": "Jumlah Draft Dokumen SAKIP",
            "url": "#isi",
            "quiet": {"label": "Tarik kembali", "url": "#isi"},
        },
    ]


def queue() -> list[dict[str, Any]]:
    """Return the rows to look at one by one."""
    return [
        {
            "url": "#isi",
            "title": "Jumlah Desa yang terfasilitasi penataan wilayahnya",
            "value": "41 desa",
            "target": "target 15 desa",
            "who": "Andi Firmansyah, Penggerak Swadaya Masyarakat Ahli Muda",
            "reasons": [{"text": "Di luar kebiasaan", "icon": "graph-up-arrow"}],
            "current": True,
        },
        {
            "url": "#isi",
            "title": "Jumlah Dokumen Penyelenggaraan Administrasi Pemerintahan Desa",
            "value": "27 dokumen",
            "target": "target 30",
            "who": "Yusuf Maulana, Penata Kelola Pemerintahan",
            "reasons": [
                {"text": "Tanpa bukti", "tone": "bad", "icon": "file-earmark-x"},
                {"text": "Diubah setelah dikirim", "icon": "clock-history"},
            ],
        },
    ]


def batch() -> list[dict[str, Any]]:
    """Return the rows that are as usual."""
    return [
        {
            "id": 1,
            "url": "#isi",
            "title": "Jumlah Desa yang terfasilitasi penataan kewenangannya",
            "who": "Andi Firmansyah",
            "value": "18 desa",
            "note": "100,0 %",
        },
        {
            "id": 2,
            "url": "#isi",
            "title": "Jumlah Dokumen Hasil Penyusunan Produk Hukum Desa",
            "who": "Yusuf Maulana",
            "value": "44 dokumen",
            "note": "97,8 %",
        },
    ]
