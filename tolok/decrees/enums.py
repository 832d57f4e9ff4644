"""What becomes of a decree, of its reading, and of a correction."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecreeStatus(models.TextChoices):
    """From draft to adopted, replaced or dropped."""

    DRAFT = "draft", _("Rancangan")
    ADOPTED = "adopted", _("Ditetapkan")
    SUPERSEDED = "superseded", _("Diganti")
    DROPPED = "dropped", _("Dibatalkan")


class DecreeBearing(models.TextChoices):
    """What a decree does to the one in force."""

    NEW = "new", _("Keputusan baru")
    AMENDS = "amends", _("Perubahan")
    REPLACES = "replaces", _("Pengganti")


class ReadingStatus(models.TextChoices):
    """How far the reading of a document has come."""

    WAITING = "waiting", _("Menunggu giliran")
    READING = "reading", _("Sedang dibaca")
    DONE = "done", _("Selesai dibaca")
    REFUSED = "refused", _("Ditolak")
    CANCELLED = "cancelled", _("Dibatalkan")


class CorrectionKind(models.TextChoices):
    """A correction does something, undoes one, or does it again."""

    DO = "do", _("Perbaikan")
    UNDO = "undo", _("Urungkan")
    REDO = "redo", _("Ulangi")


class RowLevel(models.TextChoices):
    """What is compared between two decrees; the words of `tolok.decrees.rows.Level`."""

    POSITION = "position", _("Jabatan")
    DUTY = "duty", _("Tugas")
    FUNCTION = "function", _("Fungsi")
    OBJECTIVE = "objective", _("Sasaran")
    INDICATOR = "indicator", _("Indikator")


class DocumentForm(models.TextChoices):
    """In which form a decree is issued."""

    DOCX = "docx", _("Word (DOCX)")
    PDF = "pdf", _("PDF")
    JSON = "json", _("Data (JSON)")


class PaperSize(models.TextChoices):
    """On which paper a decree is laid out."""

    FOLIO = "folio", _("Folio (F4), 215 × 330 mm")
    A4 = "a4", _("A4, 210 × 297 mm")


class DocumentStatus(models.TextChoices):
    """How far a document to be issued has come."""

    WAITING = "waiting", _("Sedang disusun")
    DONE = "done", _("Siap diunduh")
    FAILED = "failed", _("Gagal disusun")
