"""Words of a definition."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Measure(models.TextChoices):
    """What a holder enters."""

    RATIO = "ratio", _("Perbandingan dua angka")
    COUNT = "count", _("Jumlah")
    VALUE = "value", _("Nilai")
    GRADE = "grade", _("Predikat")
    DATE = "date", _("Tanggal")
    YES_NO = "yes_no", _("Ada atau tidak")
    TERMS = "terms", _("Beberapa komponen berbobot")


class Polarity(models.TextChoices):
    """Which way is good; the values are those of the calculator."""

    HIGHER = "higher", _("Makin tinggi makin baik")
    LOWER = "lower", _("Makin rendah makin baik")
    RANGE = "range", _("Di dalam rentang")
    STABLE = "stable", _("Makin dekat target makin baik")
    ZERO = "zero", _("Tidak boleh terjadi")
    YES_NO = "yes_no", _("Ada atau tidak")
    DATE = "date", _("Paling lambat pada tanggal")
    GRADE = "grade", _("Predikat pada skala")


class Accumulation(models.TextChoices):
    """How sub-periods make the year; the values are those of the calculator."""

    SUM = "sum", _("Dijumlahkan")
    LAST = "last", _("Nilai terakhir")
    AVERAGE = "average", _("Rata-rata")
    HIGHEST = "highest", _("Tertinggi")
    LOWEST = "lowest", _("Terendah")
    RATIO = "ratio", _("Jumlah pembilang dibagi jumlah penyebut")


class AcrossPeople(models.TextChoices):
    """How the values of several people or units make one; apart from the sub-periods."""

    AVERAGE = "average", _("Rata-rata")
    SUM = "sum", _("Dijumlahkan")
    RATIO = "ratio", _("Jumlah pembilang dibagi jumlah penyebut")
    HIGHEST = "highest", _("Tertinggi")
    LOWEST = "lowest", _("Terendah")
    DAYS = "days", _("Rata-rata berbobot hari")
    LAST = "last", _("Nilai pemangku terakhir")
    NOT_ADDED = "none", _("Tidak digabung")


class Frequency(models.TextChoices):
    """How often an indicator is reported."""

    MONTH = "month", _("Setiap bulan")
    QUARTER = "quarter", _("Setiap triwulan")
    SEMESTER = "semester", _("Setiap semester")
    YEAR = "year", _("Setahun sekali")


class EvidenceKind(models.TextChoices):
    """What may prove a value."""

    FILE = "file", _("berkas")
    PHOTO = "photo", _("foto")
    LINK = "link", _("tautan")
    TEXT = "text", _("uraian")


class ImportStatus(models.TextChoices):
    """How far a workbook of definitions or of targets has come."""

    WAITING = "waiting", _("Menunggu giliran")
    CHECKING = "checking", _("Diperiksa")
    CHECKED = "checked", _("Selesai diperiksa")
    KEEPING = "keeping", _("Disimpan")
    KEPT = "kept", _("Tersimpan")
    REFUSED = "refused", _("Ditolak")
    CANCELLED = "cancelled", _("Dibatalkan")


IMPORT_GOES_ON = (
    ImportStatus.WAITING,
    ImportStatus.CHECKING,
    ImportStatus.CHECKED,
    ImportStatus.KEEPING,
)
IMPORT_IS_OVER = (ImportStatus.KEPT, ImportStatus.REFUSED, ImportStatus.CANCELLED)
