"""The letter by which targets change in the tests."""

from datetime import date

from tolok.planning.letters import Letter


LETTER = Letter(
    "800/112/413.108/2026", date(2026, 4, 2), "surat-perubahan.pdf", b"%PDF-1.4 surat"
)
