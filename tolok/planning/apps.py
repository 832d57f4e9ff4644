from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "tolok.planning"
    label = "planning"

    def ready(self) -> None:
        import tolok.planning.receivers  # noqa: F401
