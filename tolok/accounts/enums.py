"""Roles, and what each may do."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    """What a person is to an office."""

    ADMINISTRATOR = "administrator", _("Administrator")
    PLANNER = "planner", _("Perencana")
    HEAD = "head", _("Kepala perangkat daerah")
    SUPERIOR = "superior", _("Atasan")
    STAFF = "staff", _("Pegawai")
    INSPECTOR = "inspector", _("Pemeriksa")


class Capability(models.TextChoices):
    """One thing that a role allows."""

    VIEW_REGISTRY = "view_registry", _("melihat registri")
    VIEW_DASHBOARD = "view_dashboard", _("melihat dasbor")
    VIEW_ALL_REALISATIONS = "view_all_realisations", _("melihat semua realisasi")
    VIEW_DECREES = "view_decrees", _("melihat keputusan")
    HANDLE_DECREES = "handle_decrees", _("mengunggah dan menetapkan keputusan")
    SET_TARGETS = "set_targets", _("menetapkan target")
    HANDLE_PERIODS = "handle_periods", _("mengatur jadwal pengisian")
    DOWNLOAD_REPORTS = "download_reports", _("mengunduh laporan")
    COMPARE_OFFICES = "compare_offices", _("membandingkan dengan kantor lain")
    ISSUE_DOCUMENTS = "issue_documents", _("menerbitkan dokumen")
    PUBLISH = "publish", _("menerbitkan halaman publik")
    VIEW_TRAIL = "view_trail", _("melihat jejak audit")
    INSPECT = "inspect", _("menulis temuan dan rekomendasi")
    HANDLE_ACCOUNTS = "handle_accounts", _("mengelola akun")


class Language(models.TextChoices):
    """The languages of the screens, each by its own name."""

    INDONESIAN = "id", "Bahasa Indonesia"
    ENGLISH = "en", "English"


class Theme(models.TextChoices):
    """Light, dark or as the device says."""

    AUTO = "", _("Ikut perangkat")
    LIGHT = "light", _("Terang")
    DARK = "dark", _("Gelap")
