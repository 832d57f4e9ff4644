from django.apps import AppConfig


class PlanningConfig(AppConfig):
    name = "tolok.planning"
    label = "planning"
