from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "tolok.registry"
    label = "registry"
