"""What an office shows to the public."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from tolok.organisation.models import Office
from tolok.planning.models import PerformanceYear, Period
from tolok.records.models import Kept


class Publication(Kept):
    """What an office published of a year up to a period: a copy that does not change.

    The public page, the open data and every later reading take `content` as it was
    approved; a newer publication of the year takes its place, and both stay.
    """

    office = models.ForeignKey(Office, models.PROTECT, related_name="publications")
    year = models.ForeignKey(PerformanceYear, models.PROTECT, related_name="+")
    period = models.ForeignKey(Period, models.PROTECT, related_name="+")
    number = models.PositiveIntegerField(_("terbitan ke"))
    slug = models.SlugField(max_length=200, help_text="The office in the address.")
    starts_on = models.DateField(_("tampil mulai"))
    note = models.TextField(_("catatan mutu"), blank=True)
    content = models.JSONField(help_text="tolok-publik/1, as it was approved.")
    published_by = models.CharField(max_length=200)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=200, blank=True)
    withdrawn_reason = models.TextField(_("alasan penarikan"), blank=True)

    class Meta:
        verbose_name = _("terbitan untuk publik")
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "number"], name="publication_number"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""),
                name="withdrawn_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(
                fields=["slug", "starts_on"],
                condition=Q(withdrawn_at__isnull=True),
                name="publication_shown",
            )
        ]

    def __str__(self) -> str:
        return f"{self.office} {self.period}, terbitan ke-{self.number}"
