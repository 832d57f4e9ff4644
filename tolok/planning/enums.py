"""Kinds of periods and the state of an entry window."""

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
