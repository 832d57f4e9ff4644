from django.apps import AppConfig


class InspectionConfig(AppConfig):
    name = "tolok.inspection"
    label = "inspection"
