from django.apps import AppConfig


class MeasurementConfig(AppConfig):
    name = "tolok.measurement"
    label = "measurement"
