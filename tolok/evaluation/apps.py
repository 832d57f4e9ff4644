from django.apps import AppConfig


class EvaluationConfig(AppConfig):
    name = "tolok.evaluation"
    label = "evaluation"
