"""Kinds of units, classes of positions, ways to hold one."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class UnitKind(models.TextChoices):
    """The kinds of `tolok-decree/1`."""

    DINAS = "dinas", _("Dinas")
    BADAN = "badan", _("Badan")
    KECAMATAN = "kecamatan", _("Kecamatan")
    KELURAHAN = "kelurahan", _("Kelurahan")
    INSPEKTORAT = "inspektorat", _("Inspektorat")
    SEKRETARIAT = "sekretariat", _("Sekretariat")
    BAGIAN = "bagian", _("Bagian")
    SUB_BAGIAN = "sub_bagian", _("Sub Bagian")
    BIDANG = "bidang", _("Bidang")
    SEKSI = "seksi", _("Seksi")
    UPTD = "uptd", _("UPTD")
    LAINNYA = "lainnya", _("Lainnya")


class PositionClass(models.TextChoices):
    """The class of a position, as data."""

    JPT = "jpt", _("Jabatan pimpinan tinggi")
    ADMINISTRATOR = "administrator", _("Administrator")
    PENGAWAS = "pengawas", _("Pengawas")
    FUNGSIONAL = "fungsional", _("Fungsional")
    PELAKSANA = "pelaksana", _("Pelaksana")


class PlacementKind(models.TextChoices):
    """How a person holds a position."""

    DEFINITIVE = "definitive", _("Definitif")
    PLT = "plt", _("Plt.")
    PLH = "plh", _("Plh.")
    PJ = "pj", _("Pj.")
