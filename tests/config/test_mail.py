"""A wrong mail setting is told before the first letter fails."""

import pytest

from config import checks, environment


@pytest.fixture
def server(settings, home):
    """Return settings with which letters would leave."""
    settings.PUBLIC_ADDRESS = "https://kinerja.contoh.go.id"
    settings.EMAIL_HOST = "smtp.contoh.go.id"
    settings.EMAIL_PORT = 587
    settings.MAIL_SECURITY = "starttls"
    settings.EMAIL_HOST_USER = "tolok"
    settings.EMAIL_HOST_PASSWORD = "rahasia"
    settings.DEFAULT_FROM_EMAIL = "Tolok <tolok@contoh.go.id>"
    return settings


def found() -> list[str]:
    return [str(message.id) for message in checks.check_mail()]


def test_a_server_that_is_set_up_whole_has_nothing_to_say(server) -> None:
    assert found() == []


def test_an_office_without_a_server_has_nothing_to_mend(server) -> None:
    server.EMAIL_HOST = ""
    server.PUBLIC_ADDRESS = ""
    server.DEFAULT_FROM_EMAIL = "tolok@localhost"

    assert found() == []


@pytest.mark.parametrize(
    ("changes", "numbers"),
    [
        ({"PUBLIC_ADDRESS": "kinerja.contoh.go.id"}, ["tolok.E010"]),
        ({"PUBLIC_ADDRESS": "https://a b"}, ["tolok.E010"]),
        ({"PUBLIC_ADDRESS": ""}, ["tolok.W016"]),
        ({"DEFAULT_FROM_EMAIL": "tolok@localhost"}, ["tolok.E011"]),
        ({"EMAIL_HOST_PASSWORD": ""}, ["tolok.E012"]),
        ({"EMAIL_HOST_USER": ""}, ["tolok.E012"]),
        ({"MAIL_SECURITY": "none", "EMAIL_PORT": 25}, ["tolok.E013"]),
        ({"EMAIL_PORT": 465}, ["tolok.W015"]),
        ({"MAIL_SECURITY": "tls"}, ["tolok.W015"]),
    ],
)
def test_a_wrong_mail_setting_is_found(server, changes, numbers) -> None:
    for name, value in changes.items():
        setattr(server, name, value)

    assert found() == numbers


def test_mail_in_the_clear_without_a_password_is_a_warning(server) -> None:
    server.MAIL_SECURITY = "none"
    server.EMAIL_HOST_USER = server.EMAIL_HOST_PASSWORD = ""

    assert found() == ["tolok.W014"]


def test_a_word_that_is_not_offered_stops_the_start(clean_environment) -> None:
    clean_environment.setenv("TOLOK_MAIL_SECURITY", "ssl")

    with pytest.raises(environment.ImproperlyConfigured) as refused:
        environment.one_of("TOLOK_MAIL_SECURITY", "starttls", ("starttls", "tls"))

    assert "starttls, tls" in str(refused.value)
