"""Is everything well? For monitors; no sign-in."""

from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpRequest, JsonResponse

from tolok import VERSION
from tolok.web import clock


STALE_AFTER_SECONDS = 120


def show(request: HttpRequest) -> JsonResponse:
    """Answer 200 when all works, else 503 and which part does not."""
    parts = {"database": database_state(), "jobs": jobs_state()}
    well = all(state == "ok" for state in parts.values())
    return JsonResponse(
        {"status": "ok" if well else "error", "version": VERSION, **parts},
        status=200 if well else 503,
        headers={"Cache-Control": "no-store"},
    )


def database_state() -> str:
    """Return "ok" where the database answers and has our tables."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT COUNT(*) FROM records_auditchain")
            cursor.fetchone()
    except DatabaseError:
        return "unreachable"
    return "ok"


def jobs_state() -> str:
    """Return "ok" where the worker has shown itself within two minutes."""
    beat = Path(settings.HOME) / "jobs" / "heartbeat"
    try:
        age = clock.moment().timestamp() - beat.stat().st_mtime
    except FileNotFoundError:
        return "not running"
    return "ok" if age < STALE_AFTER_SECONDS else "stale"
