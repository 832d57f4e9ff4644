from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "tolok.accounts"
    label = "accounts"
