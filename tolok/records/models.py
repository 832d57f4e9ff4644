"""The audit trail and the stored files."""

import hashlib
import json
from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _


class Kept(models.Model):
    """What every table carries: when the row was written."""

    created_at = models.DateTimeField(_("dibuat"))

    class Meta:
        abstract = True


class AuditChain(models.Model):
    """The last link of one chain of events; locked while a link is added."""

    name = models.CharField(max_length=40, primary_key=True)
    length = models.PositiveBigIntegerField(default=0)
    last_hash = models.CharField(max_length=64, default="0" * 64)

    class Meta:
        verbose_name = _("rantai jejak audit")

    def __str__(self) -> str:
        return f"{self.name} ({self.length})"


class AuditEvent(models.Model):
    """One thing that somebody did. Append-only: the database refuses change."""

    chain = models.CharField(max_length=40)
    number = models.PositiveBigIntegerField()
    at = models.DateTimeField(_("waktu"))
    actor_id = models.BigIntegerField(null=True)
    actor_name = models.CharField(_("pelaku"), max_length=200)
    action = models.CharField(_("tindakan"), max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.CharField(max_length=40)
    subject_label = models.TextField(blank=True)
    office_id = models.BigIntegerField(null=True)
    before = models.JSONField(null=True)
    after = models.JSONField(null=True)
    note = models.TextField(blank=True)
    previous_hash = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        verbose_name = _("peristiwa")
        constraints = [
            models.UniqueConstraint(
                fields=["chain", "number"], name="one_event_per_link"
            ),
        ]
        indexes = [
            models.Index(fields=["subject_kind", "subject_id"], name="event_subject"),
            models.Index(fields=["office_id", "-at"], name="event_office_at"),
            models.Index(fields=["office_id", "action", "-id"], name="event_of_action"),
        ]

    def __str__(self) -> str:
        return f"{self.chain}/{self.number} {self.action}"

    def content(self) -> dict[str, Any]:
        """Return what the hash speaks for, in a form that both databases keep."""
        return {
            "chain": self.chain,
            "number": self.number,
            "at": self.at.timestamp().hex(),
            "actor_id": self.actor_id,
            "actor_name": self.actor_name,
            "action": self.action,
            "subject_kind": self.subject_kind,
            "subject_id": self.subject_id,
            "subject_label": self.subject_label,
            "office_id": self.office_id,
            "before": self.before,
            "after": self.after,
            "note": self.note,
            "previous_hash": self.previous_hash,
        }

    def computed_hash(self) -> str:
        """Return the hash that this event must bear."""
        text = json.dumps(
            self.content(), sort_keys=True, ensure_ascii=False, separators=(",", ":")
        )
        return hashlib.sha256(text.encode()).hexdigest()


class Notice(Kept):
    """News for one person about one matter; read once it was opened.

    Like an audit event it holds no key to live data: `person_id` is the person's id,
    `kind` names the sentence, `subject_kind` and `subject_id` the matter it leads to.
    """

    person_id = models.BigIntegerField()
    kind = models.CharField(max_length=80)
    subject_kind = models.CharField(max_length=80)
    subject_id = models.BigIntegerField()
    subject_label = models.TextField(blank=True)
    by_name = models.CharField(max_length=200, blank=True)
    note = models.TextField(blank=True)
    read_at = models.DateTimeField(_("dibaca"), null=True)

    class Meta:
        verbose_name = _("pemberitahuan")
        constraints = [
            models.CheckConstraint(
                condition=~models.Q(kind=""), name="notice_has_kind"
            ),
        ]
        indexes = [
            models.Index(fields=["person_id", "-created_at"], name="notice_person"),
            models.Index(
                fields=["person_id"],
                condition=models.Q(read_at__isnull=True),
                name="notice_unread",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} · {self.subject_label}"


class StoredFile(Kept):
    """A file by its content: the same bytes are kept once.

    After its retention a person may delete the content; the row stays with its hash, so
    that a copy that turns up can still be told to be the one that was here.
    """

    sha256 = models.CharField(max_length=64, unique=True)
    size_bytes = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=100)
    deleted_at = models.DateTimeField(_("isinya dihapus"), null=True)
    deleted_by = models.CharField(_("dihapus oleh"), max_length=200, blank=True)

    class Meta:
        verbose_name = _("berkas")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(size_bytes__gt=0), name="stored_file_not_empty"
            ),
            models.CheckConstraint(
                condition=models.Q(deleted_at__isnull=True, deleted_by="")
                | (models.Q(deleted_at__isnull=False) & ~models.Q(deleted_by="")),
                name="deleted_by_and_at_together",
            ),
        ]

    def __str__(self) -> str:
        return self.sha256[:12]

    @property
    def relative_path(self) -> str:
        """Return the place below the files' root."""
        return f"{self.sha256[:2]}/{self.sha256}"
