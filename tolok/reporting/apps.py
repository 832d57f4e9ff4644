from django.apps import AppConfig


class ReportingConfig(AppConfig):
    name = "tolok.reporting"
    label = "reporting"
