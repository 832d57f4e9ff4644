"""What people do in the tests of the screens, in one line each."""

from io import BytesIO
from typing import Any

from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from tests.cast import Cast
from tolok.kernel.periods import Period as Calendar
from tolok.kernel.periods import PeriodKind
from tolok.measurement import actions, evidence
from tolok.measurement.entries import Entry
from tolok.measurement.enums import RealisationStatus
from tolok.measurement.models import Realisation
from tolok.planning.models import PerformanceYear, Period


PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
PROGRAM = b"MZ\x90\x00\x03\x00\x00\x00\x04\x00\x00\x00\xff\xff" + b"\x00" * 64
GOOD = {
    "Koleksi": Entry(numerator="170", denominator="180"),
    "Dilayani": Entry(value="1.600"),
    "Surat": Entry(value="260"),
    "Boks": Entry(value="31"),
    "Diselamatkan": Entry(value="41"),
    "Kepuasan": Entry(value="83,5"),
    "Keluhan": Entry(value="8"),
    "Tertib": Entry(numerator="7", denominator="10"),
    "Administrasi": Entry(value="3"),
    "Perencanaan": Entry(value="1"),
    "Pelayanan": Entry(numerator="19", denominator="20"),
    "SAKIP": Entry(value="BB"),
}


def sign_in(cast: Cast, key: str) -> Client:
    """Return a browser in which this person has signed in."""
    client, user = Client(), cast.users[key]
    session, password = cast.sessions.get(key, ("", ""))
    if password == user.get_session_auth_hash():
        client.cookies[settings.SESSION_COOKIE_NAME] = session
    else:
        client.force_login(user, backend="tolok.accounts.backends.PasswordBackend")
    return client


def attach(cast: Cast, row: Realisation, key: str, name: str = "Rekap.pdf") -> Any:
    """Attach a PDF of its own to a realisation."""
    return evidence.add_file(
        realisation=row,
        name=name,
        content=PDF + f"\n% {row.pk} {name}".encode(),
        by=cast.viewer(key),
        at=cast.at(hour=8),
    )


def send(
    cast: Cast, key: str, words: str, entry: Entry | None = None, *, proof: bool = True
) -> Realisation:
    """Send what a person owes, with a proof of its own."""
    row = cast.realisation(key, words)
    if proof:
        attach(cast, row, key)
    row.refresh_from_db()
    return actions.submit_realisation(
        realisation=row,
        entry=entry or GOOD[words],
        revision=row.revision,
        by=cast.viewer(key),
        at=cast.at(),
        sure=True,
    )


def verify(cast: Cast, row: Realisation, key: str) -> Realisation:
    """Verify as this person."""
    return actions.verify_realisations(
        realisations=[row], by=cast.viewer(key), at=cast.at(hour=10)
    )[0]


def send_back(cast: Cast, row: Realisation, key: str, reason: str) -> Realisation:
    """Return a realisation as this person."""
    return actions.return_realisation(
        realisation=row, reason=reason, by=cast.viewer(key), at=cast.at(hour=10)
    )


def move_window(cast: Cast, opens_on: Any, due_on: Any, late_until: Any) -> None:
    """Give the first quarter other days."""
    cast.quarters[0].__class__.objects.filter(pk=cast.quarters[0].pk).update(
        opens_on=opens_on, due_on=due_on, late_until=late_until
    )


def file(name: str, content: bytes = PDF) -> SimpleUploadedFile:
    """Return a file as a browser sends it."""
    return SimpleUploadedFile(name, content)


def picture(kind: str = "JPEG") -> bytes:
    """Return a small picture."""
    out = BytesIO()
    Image.new("RGB", (8, 8), "navy").save(out, kind)
    return out.getvalue()


def text_of(response: Any) -> str:
    """Return a page's text with plain blanks."""
    return " ".join(response.content.decode().replace("\u00a0", " ").split())


def past_values(
    cast: Cast, key: str, words: str, values: list[int]
) -> list[Realisation]:
    """Write verified values of earlier quarters, as an import of the past leaves them."""
    now = cast.realisation(key, words)
    year = PerformanceYear.objects.create(
        office=cast.office,
        year=2025,
        rules=cast.year.rules,
        elected=True,
        created_at=cast.at(),
    )
    rows = []
    for number, value in enumerate(values, start=2):
        calendar = Calendar(2025, PeriodKind.QUARTER, number)
        period = Period.objects.create(
            year=year,
            office=cast.office,
            kind="quarter",
            number=number,
            starts_on=calendar.starts_on,
            ends_on=calendar.ends_on,
            opens_on=calendar.ends_on,
            due_on=calendar.ends_on,
            late_until=calendar.ends_on,
            created_at=cast.at(),
        )
        rows.append(
            Realisation.objects.create(
                indicator=now.indicator,
                period=period,
                person=now.person,
                office=cast.office,
                unit_id=now.unit_id,
                position=now.position,
                verifier_id=now.verifier_id,
                status=RealisationStatus.VERIFIED,
                entered_text=str(value),
                value=value,
                submitted_at=cast.at(),
                decided_at=cast.at(),
                decided_by=cast.people["kabid"],
                created_at=cast.at(),
            )
        )
    return rows
