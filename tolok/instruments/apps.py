from django.apps import AppConfig


class InstrumentsConfig(AppConfig):
    name = "tolok.instruments"
    label = "instruments"
