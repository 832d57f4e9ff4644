from django.apps import AppConfig


class RecordsConfig(AppConfig):
    name = "tolok.records"
    label = "records"
