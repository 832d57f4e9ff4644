from django.apps import AppConfig
from django.utils.translation import gettext

from tolok.kernel import speech


class WebConfig(AppConfig):
    name = "tolok.web"
    label = "web"

    def ready(self) -> None:
        """Lend the pure rooms the translator of the screens."""
        speech.lend(gettext)
