"""Kinds of periods, the state of an entry window, the course of a proposal."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class PeriodKind(models.TextChoices):
    """The length of a period; the words are the kernel's."""

    YEAR = "year", _("Tahun")
    SEMESTER = "semester", _("Semester")
    QUARTER = "quarter", _("Triwulan")
    MONTH = "month", _("Bulan")


class HolidayShift(models.TextChoices):
    """What becomes of a due day that falls on a day off."""

    STAY = "stay", _("Tetap pada harinya")
    NEXT = "next", _("Mundur ke hari kerja berikutnya")
    PREVIOUS = "previous", _("Maju ke hari kerja sebelumnya")


class WindowState(models.TextChoices):
    """May a holder enter values on a day?"""

    NOT_YET = "not_yet", _("Belum dibuka")
    OPEN = "open", _("Dibuka")
    LATE = "late", _("Lewat tenggat")
    CLOSED = "closed", _("Ditutup")


class ProposalStatus(models.TextChoices):
    """Whose turn it is."""

    PROPOSED = "proposed", _("Menunggu jawaban atasan")
    COUNTERED = "countered", _("Diusulkan balik")
    RETURNED = "returned", _("Dikembalikan")
    AGREED = "agreed", _("Disepakati")
    WITHDRAWN = "withdrawn", _("Ditarik")


class ProposalAct(models.TextChoices):
    """What somebody did with a proposal."""

    PROPOSED = "proposed", _("Diusulkan")
    COUNTERED = "countered", _("Diusulkan balik")
    RETURNED = "returned", _("Dikembalikan")
    AGREED = "agreed", _("Disetujui")
    ACCEPTED = "accepted", _("Usul balik diterima")
    WITHDRAWN = "withdrawn", _("Ditarik")


class SpreadRule(models.TextChoices):
    """How a year's target is spread over its periods."""

    EVEN = "even", _("Merata")
    CUMULATIVE = "cumulative", _("Bertahap sampai target setahun")
    LAST_TARGETS = "last_targets", _("Menurut pola target tahun lalu")
    LAST_RESULTS = "last_results", _("Menurut pola realisasi tahun lalu")
