from django.apps import AppConfig


class RegistryConfig(AppConfig):
    name = "tolok.registry"
    label = "registry"

    def ready(self) -> None:
        import tolok.registry.receivers  # noqa: F401
