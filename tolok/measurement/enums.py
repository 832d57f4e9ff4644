"""The way of a realisation, and kinds of evidence."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class RealisationStatus(models.TextChoices):
    """Where a realisation stands on its way."""

    OPEN = "open", _("Belum dilaporkan")
    DRAFT = "draft", _("Draf")
    SUBMITTED = "submitted", _("Dikirim")
    RETURNED = "returned", _("Dikembalikan")
    CHECKED = "checked", _("Disetujui tingkat pertama")
    VERIFIED = "verified", _("Terverifikasi")


class Step(models.TextChoices):
    """What happened to a realisation."""

    OPENED = "opened", _("Kewajiban dibuat")
    DRAFTED = "drafted", _("Draf disimpan")
    EVIDENCE_ADDED = "evidence_added", _("Bukti ditambahkan")
    EVIDENCE_REMOVED = "evidence_removed", _("Bukti dihapus")
    EVIDENCE_EXPIRED = "evidence_expired", _("Isi bukti dihapus setelah masa simpan")
    SUBMITTED = "submitted", _("Dikirim")
    WITHDRAWN = "withdrawn", _("Ditarik kembali")
    RETURNED = "returned", _("Dikembalikan")
    CHECKED = "checked", _("Disetujui tingkat pertama")
    VERIFIED = "verified", _("Diverifikasi")
    REOPENED = "reopened", _("Dibuka kembali")
    ESCALATED = "escalated", _("Dinaikkan ke atasan berikutnya")


class EvidenceKind(models.TextChoices):
    """What an evidence is."""

    FILE = "file", _("Berkas")
    LINK = "link", _("Tautan")
    NOTE = "note", _("Catatan")


class FileType(models.TextChoices):
    """What a file of evidence may be; told by its content, never by its name alone."""

    PICTURE = "picture", _("Foto dan gambar (JPG, PNG)")
    PDF = "pdf", _("PDF")
    WORD = "word", _("Dokumen Word (DOCX)")
    SHEET = "sheet", _("Lembar Excel (XLSX)")
