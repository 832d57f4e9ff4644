"""Outcome of a calculation and levels of a roll-up."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ScoreStatus(models.TextChoices):
    """The calculator's own words."""

    COMPUTED = "computed", _("Terhitung")
    NOT_REPORTED = "not_reported", _("Belum dilaporkan")
    NOT_COMPUTABLE = "not_computable", _("Tidak dapat dihitung")
    REFUSED = "refused", _("Ditolak")


class Level(models.TextChoices):
    """What a roll-up speaks of."""

    INDICATOR = "indicator", _("Indikator")
    OBJECTIVE = "objective", _("Sasaran")
    SEAT = "seat", _("Pegawai dalam jabatan")
    PERSON = "person", _("Pegawai")
    POSITION = "position", _("Jabatan")
    UNIT = "unit", _("Unit kerja")
    OFFICE = "office", _("Perangkat daerah")
