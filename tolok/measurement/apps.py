from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "tolok.measurement"
    label = "measurement"

    def ready(self) -> None:
        import tolok.measurement.receivers  # noqa: F401
