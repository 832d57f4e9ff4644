from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "tolok.organisation"
    label = "organisation"
