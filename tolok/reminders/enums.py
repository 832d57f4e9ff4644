"""What reminders tell of, why a mail was written, and how it fared."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class ReminderKind(models.TextChoices):
    """What a reminder tells of; each can be switched off, in this order in a mail."""

    NUDGED = "nudged", _("Diingatkan atasan")
    OVERDUE = "overdue", _("Realisasi melewati tenggat")
    RETURNED = "returned", _("Realisasi dikembalikan")
    DUE = "due", _("Realisasi mendekati tenggat")
    TO_VERIFY = "to_verify", _("Realisasi menunggu verifikasi Anda")
    BELOW = "below", _("Laporan bawahan belum masuk")
    TARGETS = "targets", _("Usulan target menunggu Anda")


class Purpose(models.TextChoices):
    """Why a reminder was written."""

    DIGEST = "digest", _("Pengingat harian")
    TRIAL = "trial", _("Kiriman uji")
    CODE = "code", _("Kode surel")


class MailStatus(models.TextChoices):
    """How the mail of a reminder fared."""

    NONE = "none", _("Di aplikasi saja")
    WAITING = "waiting", _("Menunggu dikirim")
    SENDING = "sending", _("Sedang dikirim")
    SENT = "sent", _("Terkirim")
    REFUSED = "refused", _("Ditolak penerima")
    DROPPED = "dropped", _("Tidak perlu lagi")
    MERGED = "merged", _("Digabung ke hari berikutnya")


class MailReason(models.TextChoices):
    """Why no mail is written beside the reminder in the app."""

    WANTED = "", _("Surel dikirim")
    NO_ADDRESS = "no_address", _("Belum ada surel")
    NOT_CONFIRMED = "not_confirmed", _("Surel belum dikonfirmasi")
    SWITCHED_OFF = "switched_off", _("Surel dimatikan penerima")
    OFFICE_OFF = "office_off", _("Surel dimatikan kantor")
