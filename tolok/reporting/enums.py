"""In which form a long report is made, and how far it is."""

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
