"""A wrong setting is told in Indonesian, with the way to mend it."""

from pathlib import Path
from unittest.mock import patch

import pytest
from django.db import OperationalError, connections

from config import checks


@pytest.fixture
def public(settings, home: Path):
    """Return settings as an office's server has them when all is right."""
    settings.ALLOWED_HOSTS = ["kinerja.kantor.go.id"]
    settings.ONLY_LOCAL = False
    settings.HTTPS = True
    settings.DEBUG = False
    settings.BENCH = False
    settings.SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    settings.REGIONAL_RULES = ""
    return settings


def found() -> list[str]:
    return [str(message.id) for message in checks.check_settings()]


def test_a_server_as_it_should_be_has_nothing_to_say(public) -> None:
    assert found() == []


def test_a_laptop_as_it_comes_has_nothing_to_say(public) -> None:
    public.ALLOWED_HOSTS = ["localhost", "127.0.0.1"]
    public.ONLY_LOCAL = True
    public.HTTPS = False
    public.DEBUG = True

    assert found() == []


@pytest.mark.parametrize(
    ("name", "value", "number"),
    [
        ("ALLOWED_HOSTS", ["*"], "tolok.E001"),
        ("DEBUG", True, "tolok.E002"),
        ("HTTPS", False, "tolok.E003"),
        ("SECURE_PROXY_SSL_HEADER", None, "tolok.W004"),
        ("BENCH", True, "tolok.W005"),
        ("REGIONAL_RULES", "/tidak/ada", "tolok.E008"),
    ],
)
def test_a_wrong_setting_is_found(public, name, value, number) -> None:
    setattr(public, name, value)

    assert found() == [number]


def test_a_secret_that_others_may_read_is_found(public, home: Path) -> None:
    secret = home / "secret-key"
    secret.write_text("r" * 48)
    secret.chmod(0o640)
    assert found() == ["tolok.E007"]

    secret.chmod(0o600)
    assert found() == []


def test_a_home_that_is_no_folder_is_found(public, home: Path) -> None:
    (home / "berkas").write_text("")
    public.HOME = home / "berkas"

    assert found() == ["tolok.E006"]


def test_every_message_says_how_to_mend_it(public, home: Path) -> None:
    public.ALLOWED_HOSTS = ["*"]
    public.DEBUG = True
    public.HTTPS = False
    public.BENCH = True
    public.REGIONAL_RULES = "/tidak/ada"

    told = checks.check_settings()

    assert len(told) == 5
    assert all(message.hint and message.msg.endswith(".") for message in told)


def test_a_database_that_does_not_answer_is_told() -> None:
    away = OperationalError("connection refused\nIs the server running?")
    with patch.object(connections["default"], "ensure_connection", side_effect=away):
        (message,) = checks.check_database(databases=["default"])

    assert message.msg == "Basis data tidak dapat dihubungi: connection refused"
    assert "DATABASE_URL" in message.hint


@pytest.mark.django_db
def test_a_database_that_answers_has_nothing_to_say() -> None:
    assert checks.check_database(databases=["default"]) == []
    assert checks.check_database() == []
