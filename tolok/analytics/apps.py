from django.apps import AppConfig


class AnalyticsConfig(AppConfig):
    name = "tolok.analytics"
    label = "analytics"
