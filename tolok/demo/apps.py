from django.apps import AppConfig


class DemoConfig(AppConfig):
    name = "tolok.demo"
    label = "demo"
