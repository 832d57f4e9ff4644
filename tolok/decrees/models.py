"""A decree: the document as it came and what was read from it."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from tolok.decrees.enums import DecreeStatus
from tolok.organisation.models import Office
from tolok.records.models import Kept, StoredFile


class Decree(Kept):
    """One decree of an office. Once adopted, the database refuses change of content."""

    office = models.ForeignKey(Office, models.PROTECT, related_name="decrees")
    status = models.CharField(
        max_length=12, choices=DecreeStatus, default=DecreeStatus.DRAFT
    )
    number = models.CharField(_("nomor"), max_length=200, blank=True)
    about = models.TextField(_("tentang"), blank=True)
    year_from = models.PositiveSmallIntegerField(_("tahun"), null=True)
    year_until = models.PositiveSmallIntegerField(_("sampai tahun"), null=True)
    decided_on = models.DateField(_("tanggal keputusan"), null=True)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    file_name = models.CharField(max_length=255)
    source_lines = models.JSONField(help_text="The source text, one entry a line.")
    content = models.JSONField(help_text="The decree in the form tolok-decree/1.")
    uploaded_by = models.CharField(max_length=200)
    adopted_at = models.DateTimeField(_("ditetapkan"), null=True)
    adopted_by = models.CharField(max_length=200, blank=True)

    class Meta:
        verbose_name = _("keputusan")
        constraints = [
            models.CheckConstraint(
                condition=Q(status__in=[DecreeStatus.DRAFT, DecreeStatus.DROPPED])
                | (Q(adopted_at__isnull=False) & ~Q(adopted_by="")),
                name="adopted_when_and_by_whom",
            ),
            models.CheckConstraint(
                condition=Q(year_until__isnull=True)
                | Q(year_until__gte=F("year_from")),
                name="decree_years_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.number or self.file_name
