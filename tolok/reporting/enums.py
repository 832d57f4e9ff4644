"""Forms and states of long reports, and kinds of documents that an office issues."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReportForm(models.TextChoices):
    """What comes of a run."""

    DOCX = "docx", _("Word (DOCX)")
    PDF = "pdf", _("PDF")


class RunStatus(models.TextChoices):
    """Where a run stands."""

    WAITING = "waiting", _("Menunggu giliran")
    MAKING = "making", _("Sedang disusun")
    DONE = "done", _("Selesai")
    FAILED = "failed", _("Gagal")
    CANCELLED = "cancelled", _("Dibatalkan")


class DocumentKind(models.TextChoices):
    """What an issued document is."""

    MEASUREMENT = "measurement", _("Tabel pengukuran kinerja")
    RECAP = "recap", _("Rekap capaian kinerja")
    BOOK = "book", _("Kamus indikator")
    MONITORING = "monitoring", _("Pemantauan rencana aksi")
    UNIT_RECAP = "unit_recap", _("Rekap capaian unit kerja")
    POSITION_RECAP = "place_recap", _("Rekap capaian jabatan")
    PERSON_RECAP = "person_recap", _("Rekap capaian pegawai")
    MISSING = "missing", _("Daftar laporan yang belum masuk")
    EVIDENCE = "evidence", _("Indeks bukti dukung")
    LKJIP = "lkjip", _("LKjIP")


class SigningWay(models.TextChoices):
    """How an issued document was signed."""

    ELECTRONIC = "electronic", _("Tanda tangan elektronik")
    PAPER = "paper", _("Tanda tangan basah")
