"""What becomes of a decree."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class DecreeStatus(models.TextChoices):
    """From draft to adopted, replaced or dropped."""

    DRAFT = "draft", _("Rancangan")
    ADOPTED = "adopted", _("Ditetapkan")
    SUPERSEDED = "superseded", _("Diganti")
    DROPPED = "dropped", _("Dibatalkan")
