from django.apps import AppConfig


class OrganisationConfig(AppConfig):
    name = "tolok.organisation"
    label = "organisation"

    def ready(self) -> None:
        from tolok.accounts.backends import PasswordBackend
        from tolok.organisation.queries import bring_user_with_seats

        PasswordBackend.bring = staticmethod(bring_user_with_seats)
