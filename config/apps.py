"""The wiring as an app, so that its checks run with all others."""

from importlib import import_module

from django.apps import AppConfig


class WiringConfig(AppConfig):
    name = "config"
    label = "config"

    def ready(self) -> None:
        """Register the checks of the settings."""
        import_module("config.checks")
