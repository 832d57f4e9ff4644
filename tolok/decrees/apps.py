from django.apps import AppConfig


class DecreesConfig(AppConfig):
    name = "tolok.decrees"
    label = "decrees"
