from django.apps import AppConfig


class ScoringConfig(AppConfig):
    name = "tolok.scoring"
    label = "scoring"
