from django.apps import AppConfig


class RemindersConfig(AppConfig):
    name = "tolok.reminders"
    label = "reminders"
