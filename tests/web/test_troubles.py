"""What a database or a disk cannot do is told in a sentence, and nothing is lost."""

import pytest
from django.db import DatabaseError, OperationalError, connection
from django.test import Client

from tests.cast import Cast
from tests.web.doing import sign_in
from tolok.web import health
from tolok.web.middleware import PageMayNotWriteError, refuse_writes


@pytest.mark.parametrize(
    ("error", "status", "words"),
    [
        ("database is locked", 503, "sedang sibuk"),
        ("canceling statement due to statement timeout", 503, "sedang sibuk"),
        ("database or disk is full", 503, "Ruang penyimpanan penuh"),
        ("could not extend file: No space left on device", 503, "penyimpanan penuh"),
        ("no such table: registry_indicator", 503, "belum disiapkan"),
        ('relation "registry_indicator" does not exist', 503, "belum disiapkan"),
        ("something else", 500, "kesalahan pada sistem"),
    ],
)
def test_a_database_in_trouble_is_told_in_words(
    cast_today: Cast, monkeypatch, error: str, status: int, words: str
) -> None:
    client = sign_in(cast_today, "staff")

    def fail(**_asked: object) -> None:
        raise OperationalError(error)

    monkeypatch.setattr("tolok.registry.queries.version_on", fail)
    answer = client.get("/registri/")

    assert answer.status_code == status
    page = answer.content.decode()
    assert words in page
    assert "Traceback" not in page
    assert error not in page


def test_a_page_that_only_shows_cannot_write(db: None) -> None:
    with connection.execute_wrapper(refuse_writes):
        with pytest.raises(PageMayNotWriteError):
            connection.cursor().execute("UPDATE records_auditchain SET length = 0")
        connection.cursor().execute("SELECT 1")


def test_health_tells_which_part_does_not_work(
    db: None, home, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer = Client().get("/sehat")
    assert answer.status_code == 503
    assert answer.json()["jobs"] != "ok"
    assert answer.json()["database"] == "ok"

    beat = home / "jobs" / "heartbeat"
    beat.parent.mkdir()
    beat.touch()
    answer = Client().get("/sehat")
    assert (answer.status_code, answer.json()["status"]) == (200, "ok")

    def fail() -> None:
        raise DatabaseError

    with monkeypatch.context() as patched:
        patched.setattr(health.connection, "cursor", fail)
        answer = Client().get("/sehat")
    assert (answer.status_code, answer.json()["database"]) == (503, "unreachable")


def test_headers_let_nothing_foreign_in(cast_today: Cast) -> None:
    answer = sign_in(cast_today, "staff").get("/beranda/")

    policy = answer["Content-Security-Policy"]
    assert "default-src 'self'" in policy
    assert "unsafe-inline" not in policy
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Referrer-Policy"] == "same-origin"
    assert answer["X-Frame-Options"] == "SAMEORIGIN"
