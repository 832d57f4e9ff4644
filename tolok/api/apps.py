from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "tolok.api"
    label = "api"
