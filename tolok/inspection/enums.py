"""Where a recommendation comes from, and the way to its end."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RecommendationSource(models.TextChoices):
    """Which kind of report a recommendation stands in."""

    LHE = "lhe", _("Laporan hasil evaluasi (LHE)")
    REVIEW = "review", _("Reviu")
    AUDIT = "audit", _("Audit")


class RecommendationStatus(models.TextChoices):
    """How far a recommendation has come."""

    NEW = "new", _("Baru")
    ANSWERED = "answered", _("Ditanggapi")
    FOLLOWED_UP = "followed_up", _("Ditindaklanjuti")
    DONE = "done", _("Selesai")
    IMPOSSIBLE = "impossible", _("Tidak dapat ditindaklanjuti")
    WITHDRAWN = "withdrawn", _("Ditarik")


class RecommendationAct(models.TextChoices):
    """What was done about a recommendation."""

    WRITTEN = "written", _("Rekomendasi ditulis")
    ANSWERED = "answered", _("Ditanggapi")
    FOLLOWED_UP = "followed_up", _("Tindak lanjut dilaporkan")
    FIT = "fit", _("Dinilai sesuai")
    UNFIT = "unfit", _("Dinilai belum sesuai")
    IMPOSSIBLE = "impossible", _("Dinyatakan tidak dapat ditindaklanjuti")
    WITHDRAWN = "withdrawn", _("Ditarik")


class Judgement(models.TextChoices):
    """What the inspector last said of an answer."""

    FIT = "fit", _("Sesuai")
    UNFIT = "unfit", _("Belum sesuai")


class NoteKind(models.TextChoices):
    """Whom a note is for."""

    WORKING = "working", _("Catatan kerja")
    FINDING = "finding", _("Temuan")
