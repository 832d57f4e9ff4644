from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "tolok.scoring"
    label = "scoring"

    def ready(self) -> None:
        import tolok.scoring.receivers  # noqa: F401
