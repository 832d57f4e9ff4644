"""What a log must never show."""

import logging
import re


CALENDAR_KEY = re.compile(r"(/kalender/)[^\s/\"']+")


class WithoutCalendarKeys(logging.Filter):
    """Takes the secret end of a calendar's address out of every line of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Put the mark "…" in the secret's place; every line is kept."""
        said = record.getMessage()
        record.msg, record.args = CALENDAR_KEY.sub(r"\1…", said), ()
        if record.exc_text:
            record.exc_text = CALENDAR_KEY.sub(r"\1…", record.exc_text)
        return True
